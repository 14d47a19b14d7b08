// Files to take along: csv, SVG and PNG with title, unit and origin in them. All made here; nothing is sent.
import type { Table } from "./parts/Figure";

export function csv(table: Table): string {
  const cell = (v: string | number): string => (typeof v === "number" ? String(v) : /[",\n]/.test(v) ? `"${v.replace(/"/g, '""')}"` : v);
  return [table.head, ...table.rows].map((r) => r.map(cell).join(",")).join("\n") + "\n";
}
export function saved(name: string, content: string | Blob, type: string): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const a = document.createElement("a");
  a.href = url; a.download = name;
  document.body.append(a); a.click(); a.remove();
  window.setTimeout(() => URL.revokeObjectURL(url), 10000);
}
const escaped = (s: string): string => s.replace(/&/g, "&amp;").replace(/</g, "&lt;");
export interface Drawn { text: string; width: number; height: number }
export function svgFile(svg: SVGSVGElement, title: string, lead: string, foot: string): Drawn {
  const width = svg.width.baseVal.value, height = svg.height.baseVal.value, head = 58, end = 30;
  const font = 'font-family="IBM Plex Sans, Arial, sans-serif"';
  const inner = new XMLSerializer().serializeToString(svg);
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 32}" height="${height + head + end}" viewBox="0 0 ${width + 32} ${height + head + end}"><rect width="100%" height="100%" fill="#fff"/>` +
    `<text x="16" y="26" ${font} font-size="17" font-weight="600" fill="#17212B">${escaped(title)}</text><text x="16" y="46" ${font} font-size="13" fill="#46535F">${escaped(lead)}</text>` +
    `<g transform="translate(16 ${head})">${inner}</g><text x="16" y="${height + head + 20}" ${font} font-size="11" fill="#5B6874">${escaped(foot)}</text></svg>`;
  return { text, width: width + 32, height: height + head + end };
}
export async function toPng(drawn: Drawn): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([drawn.text], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * drawn.width; canvas.height = 2 * drawn.height;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  pen.scale(2, 2); pen.drawImage(image, 0, 0);
  URL.revokeObjectURL(url);
  return new Promise((done, fail) => canvas.toBlob((b) => (b ? done(b) : fail(new Error("no png"))), "image/png"));
}
export async function copied(text: string): Promise<boolean> {
  try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
}
