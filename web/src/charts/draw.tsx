// What charts share: scales, ticks, tokens. Colour means pillar, nothing else; all else is ink on paper.
import type { ComponentChildren } from "preact";
export const INK = "#17212B", INK2 = "#46535F", INK3 = "#5B6874", HAIR = "#DCE2E6";
export const LINES: Record<string, string> = { education: "#2458A6", inflow: "#2C9A6B", productivity: "#C87A00", international: "#99306F" };
export const AREAS: Record<string, string> = { education: "#2458A6", inflow: "#1E8259", productivity: "#A86200", international: "#99306F" };
export const FONT = '"KrapteCond","IBM Plex Sans Condensed","Arial Narrow",sans-serif';
export const scale = (from: [number, number], to: [number, number]) => (v: number): number => to[0] + ((v - from[0]) / (from[1] - from[0] || 1)) * (to[1] - to[0]);
export function ticks(most: number, least = 0, count = 5): number[] {
  const width = most - least || 1;
  const raw = width / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const size = power * ([1, 2, 2.5, 5, 10].find((n) => n * power >= raw) ?? 10);
  const made: number[] = [];
  for (let v = Math.ceil(least / size) * size; v <= most + 1e-9 * width; v += size) made.push(Math.abs(v) < 1e-12 ? 0 : v);
  return made;
}
export function path(xs: number[], ys: number[]): string { return xs.map((x, i) => `${i ? "L" : "M"}${x.toFixed(1)} ${(ys[i] ?? 0).toFixed(1)}`).join(""); }
export function area(xs: number[], low: number[], high: number[]): string {
  return `${path(xs, high)}L${[...xs].reverse().map((x, i) => `${x.toFixed(1)} ${(low[xs.length - 1 - i] ?? 0).toFixed(1)}`).join("L")}Z`;
}
interface TextProps { x: number; y: number; size?: number; fill?: string; anchor?: "start" | "middle" | "end"; bold?: boolean; halo?: boolean; children: ComponentChildren }
export function Text({ x, y, size = 13, fill = INK2, anchor = "start", bold, halo, children }: TextProps) {
  return (
    <text x={x} y={y} font-family={FONT} font-size={size} fill={fill} text-anchor={anchor} font-weight={bold ? 600 : 400}
      {...(halo ? { stroke: "#fff", "stroke-width": 4, "paint-order": "stroke" } : {})}>{children}</text>
  );
}
export function Svg(p: { width: number; height: number; title: string; desc: string; name: string; children: ComponentChildren }) {
  return (
    <svg viewBox={`0 0 ${p.width} ${p.height}`} width={p.width} height={p.height} role="img" aria-label={`${p.title}. ${p.desc}`} data-name={p.name} xmlns="http://www.w3.org/2000/svg">
      <title>{p.title}</title><desc>{p.desc}</desc>{p.children}
    </svg>
  );
}
/** A dimension line of a technical drawing: a difference or a total, never decoration. */
export function Dimension({ x1, x2, y, label, size = 13 }: { x1: number; x2: number; y: number; label: string; size?: number }) {
  const mid = (x1 + x2) / 2, tick = 6, half = label ? Math.min(label.length * size * 0.24 + 8, Math.max((x2 - x1) / 2, 8)) : 0;
  return (
    <g stroke={INK3} fill="none">
      <path d={`M${x1} ${y - tick}v${2 * tick}M${x2} ${y - tick}v${2 * tick}`} />
      {mid - half > x1 + 8 && <path d={`M${x1} ${y}H${mid - half}M${mid + half} ${y}H${x2}`} />}
      {mid - half > x1 + 8 && <path d={`M${x1 + 6} ${y - 3}l-6 3l6 3M${x2 - 6} ${y - 3}l6 3l-6 3`} />}
      <g stroke="none"><Text x={mid} y={y + 4} anchor="middle" fill={INK} bold size={size} halo>{label}</Text></g>
    </g>
  );
}
