// The page goes into the package as it is served: relative addresses hold under any path, names are always the same.
// One classic script, since a page opened from disk may load no modules.
const classic = {
  name: "classic-script",
  transformIndexHtml: {
    order: "post",
    handler: (html) => html.replace(/<script type="module" crossorigin /, "<script defer ").replace(/ crossorigin/g, ""),
  },
};
export default {
  base: "./",
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [classic],
  build: {
    outDir: "../src/krapte/lab/page",
    emptyOutDir: true,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        format: "iife",
        entryFileNames: "assets/lab.js",
        chunkFileNames: "assets/[name].js",
        assetFileNames: "assets/[name][extname]",
      },
    },
  },
};
