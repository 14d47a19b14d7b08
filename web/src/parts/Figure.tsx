// A chart with what belongs to it: a title that says the finding, of how many draws, a table twin, and files to take along.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../words";
import { csv, saved, svgFile, toPng } from "../files";

export interface Table { head: string[]; rows: (string | number)[][] }
interface Props { name: string; title: string; lead: string; table: Table; raw?: Table; note?: ComponentChildren; foot?: string; draw: (width: number) => ComponentChildren; level?: 2 | 3 }
export function Figure(p: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [table, setTable] = useState(false);
  useEffect(() => {
    const el = box.current;
    if (!el) return;
    const seen = new ResizeObserver(() => setWidth(Math.floor(el.clientWidth)));
    seen.observe(el);
    setWidth(Math.floor(el.clientWidth));
    return () => seen.disconnect();
  }, []);
  const svg = (): SVGSVGElement | null => box.current?.querySelector("svg") ?? null;
  const Head = p.level === 3 ? "h3" : "h2";
  const take = (kind: "svg" | "png"): void => {
    const found = svg();
    if (!found) return;
    const file = svgFile(found, p.title, p.lead, p.foot ?? "");
    if (kind === "svg") saved(`krapte-${p.name}.svg`, file.text, "image/svg+xml");
    else void toPng(file).then((blob) => saved(`krapte-${p.name}.png`, blob, "image/png"));
  };
  return (
    <figure class="fig" data-figure={p.name}>
      <figcaption><Head>{p.title}</Head><p class="lead">{p.lead}</p></figcaption>
      <div class="tools" role="group" aria-label={p.title}>
        <button type="button" aria-pressed={!table} onClick={() => setTable(false)}>{t("lab.chart")}</button>
        <button type="button" aria-pressed={table} onClick={() => setTable(true)}>{t("lab.table")}</button>
        <button type="button" onClick={() => saved(`krapte-${p.name}.csv`, csv(p.raw ?? p.table), "text/csv;charset=utf-8")}>{t("lab.csv")}</button>
        {!table && <button type="button" onClick={() => take("svg")}>{t("lab.svg")}</button>}
        {!table && <button type="button" onClick={() => take("png")}>{t("lab.png")}</button>}
      </div>
      <div ref={box} class="canvas">
        {table ? <Twin table={p.table} title={p.title} /> : width > 0 && p.draw(width)}
      </div>
      {p.note && <div class="note">{p.note}</div>}
    </figure>
  );
}
export function Twin({ table, title }: { table: Table; title: string }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={title}>
      <table>
        <caption class="vh">{title}</caption>
        <thead><tr>{table.head.map((h) => <th key={h} scope="col">{h}</th>)}</tr></thead>
        <tbody>{table.rows.map((r, i) => <tr key={i}>{r.map((c, j) => (j === 0 ? <th key={j} scope="row">{c}</th> : <td key={j}>{c}</td>))}</tr>)}</tbody>
      </table>
    </div>
  );
}
export function Letter({ grade, words, onClick }: { grade: string; words: string; onClick?: () => void }) {
  const shown = <span class={`letter g${grade}`} aria-hidden="true">{grade}</span>;
  return onClick ? <button type="button" class="plain" onClick={onClick} aria-label={words}>{shown}</button> : <span class="lettered" title={words}>{shown}<span class="vh">{words}</span></span>;
}
