// The path of a reading: the past as dots, without package dashed, with package in ink, the range of 8 in 10 as a band.
import { useId } from "preact/hooks";
import type { Columns, Dot } from "../types";
import { number, step, t } from "../words";
import { area, HAIR, INK, INK2, INK3, path, scale, Svg, Text, ticks } from "./draw";

interface Props {
  width: number; years: number[]; year: number; baseline: Columns; chosen?: Columns; line?: number[]; other?: Columns;
  history: Dot[]; title: string; desc: string; stale: boolean; first: number; fine?: boolean;
}
export function Path(p: Props) {
  const id = useId();
  const narrow = p.width < 560;
  const height = narrow ? 280 : 330, left = 58, right = narrow ? 88 : 112, top = 26, bottom = 30;
  const all = [p.baseline, p.chosen, p.other].filter((c): c is Columns => !!c);
  const most = Math.max(...all.flatMap((c) => c.high), ...(p.line ?? []), ...p.history.map((d) => d.value)) * 1.04;
  const least = Math.min(0, ...all.flatMap((c) => c.low));
  const x = scale([Math.min(p.first, ...p.history.map((d) => d.year)), p.years[p.years.length - 1] ?? 2040], [left, p.width - right]);
  const y = scale([least, most], [height - bottom, top]);
  const xs = p.years.map(x);
  const ys = (values: number[]): number[] => values.map(y);
  const at = p.years.indexOf(p.year);
  const withLine = p.line ?? p.chosen?.median;
  const without = p.baseline.median;
  const unsure = p.stale;
  const size = (v: number): number => (p.fine ? 0.1 : step(0, Math.max(v, 1)) < 1 ? 1 : step(0, Math.max(v, 1)));
  const shown = (v: number): string => number(v, p.fine ? 0.1 : Math.max(1, size(v)));
  const a = without[at], b = withLine?.[at];
  const apart = a !== undefined && b !== undefined ? Math.abs(y(a) - y(b)) : 0;
  return (
    <Svg width={p.width} height={height} title={p.title} desc={p.desc} name="path">
      <defs>
        <pattern id={id} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v7" stroke={INK3} stroke-width="1.6" stroke-opacity=".45" /></pattern>
      </defs>
      {ticks(most, least, 5).map((v) => (
        <g key={v}><path d={`M${left} ${y(v)}H${p.width - right}`} stroke={v === 0 ? INK2 : HAIR} /><Text x={left - 8} y={y(v) + 4} anchor="end">{p.fine ? number(v, most < 5 ? 0.5 : 1) : number(v)}</Text></g>
      ))}
      {[...new Set([Math.min(p.first, ...p.history.map((d) => d.year)), 2020, p.first, 2030, p.year, p.years[p.years.length - 1] ?? 2040])].sort((m, n) => m - n)
        .filter((v, i, list) => v >= Math.min(p.first, ...p.history.map((d) => d.year)) && (v === p.year || !list.some((w, j) => j !== i && Math.abs(x(w) - x(v)) < 30 && (w === p.year || j < i))))
        .map((v) => <Text key={v} x={x(v)} y={height - 9} anchor="middle" bold={v === p.year} fill={v === p.year ? INK : INK2}>{v}</Text>)}
      <path d={area(xs, ys(p.baseline.low), ys(p.baseline.high))} fill={INK3} fill-opacity=".1" />
      <path d={path(xs, ys(p.baseline.high))} fill="none" stroke={INK3} stroke-dasharray="1 4" />
      {p.chosen && <path d={area(xs, ys(p.chosen.low), ys(p.chosen.high))} fill={unsure ? `url(#${id})` : INK} fill-opacity={unsure ? 0.8 : 0.16} data-band={unsure ? "waiting" : "there"} />}
      {p.other && <g fill="none" stroke={INK} stroke-dasharray="2 4"><path d={path(xs, ys(p.other.low))} /><path d={path(xs, ys(p.other.high))} /></g>}
      <path d={path(xs, ys(without))} fill="none" stroke={INK3} stroke-width="2" stroke-dasharray="7 4" />
      {p.other && <path d={path(xs, ys(p.other.median))} fill="none" stroke={INK} stroke-width="2.500" stroke-dasharray="2 4" stroke-linecap="round" />}
      {withLine && <path d={path(xs, ys(withLine))} fill="none" stroke={INK} stroke-width="3" data-line={withLine.map((v) => v.toFixed(1)).join(" ")} />}
      {p.history.map((d) => <circle key={`${d.year}`} cx={x(d.year)} cy={y(d.value)} r="3.500" fill="#fff" stroke={INK} stroke-width="1.500"><title>{`${d.year}: ${number(d.value)} (${d.source}, ${d.grade})`}</title></circle>)}
      {at >= 0 && <path d={`M${x(p.year)} ${top - 8}V${height - bottom}`} stroke={INK} stroke-dasharray="2 3" />}
      {at >= 0 && a !== undefined && <g><circle cx={x(p.year)} cy={y(a)} r="4" fill="#fff" stroke={INK3} stroke-width="2" /><Text x={x(p.year) - 8} y={y(a) - 8} anchor="end" halo>{shown(a)}</Text></g>}
      {at >= 0 && b !== undefined && <g><circle cx={x(p.year)} cy={y(b)} r="5" fill={INK} /><Text x={x(p.year) + 9} y={y(b) + 17} bold fill={INK} halo>{shown(b)}</Text></g>}
      {apart > 26 && a !== undefined && b !== undefined && <path d={`M${x(p.year) + 7} ${y(a)}h8M${x(p.year) + 7} ${y(b)}h8M${x(p.year) + 11} ${y(a)}V${y(b)}`} stroke={INK3} fill="none" />}
      <Ends x={p.width - right + 6} items={[[t("lab.variant.baseline"), y(without[without.length - 1] ?? 0), INK2], ...(withLine ? [[t("lab.variant.package"), y(withLine[withLine.length - 1] ?? 0), INK] as [string, number, string]] : []), ...(p.other ? [[t("lab.variant.other"), y(p.other.median[p.other.median.length - 1] ?? 0), INK] as [string, number, string]] : [])]} />
    </Svg>
  );
}
/** Names at the ends of lines, moved apart where they would cover one another. */
function Ends({ x, items }: { x: number; items: [string, number, string][] }) {
  const sorted = [...items].sort((a, b) => a[1] - b[1]);
  let last = -Infinity;
  return <>{sorted.map(([label, y, fill]) => { const place = Math.max(y + 4, last + 15); last = place; return <Text key={label} x={x} y={place} fill={fill} bold={fill === INK}>{label}</Text>; })}</>;
}
