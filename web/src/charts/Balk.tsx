// The bar: all vacancies of a year as one length, shared over the pillars and what stays open.
import { useId } from "preact/hooks";
import type { Bar, SplitRow } from "../types";
import { number, t } from "../words";
import { AREAS, Dimension, INK, INK2, scale, Svg, Text } from "./draw";

interface Props { width: number; bar: Bar; rows: SplitRow[]; year: number; loss?: number; desc: string }
export function Balk({ width, bar, rows, year, loss, desc }: Props) {
  const id = useId();
  const height = 124, y0 = 34, tall = 46;
  const round = (v: number): string => number(v, Math.abs(v) >= 1000 ? 100 : 10);
  const closing = rows.filter((r) => r.mean < 0);
  const closed = closing.reduce((sum, r) => sum - r.mean, 0);
  const left = loss && loss > 0 ? Math.min(0.2, loss / bar.baseline) * width + 10 : 0;
  const whole = Math.max(bar.baseline, closed + bar.package);
  const x = scale([0, whole], [left + 1, width - 1]);
  let at = 0;
  return (
    <Svg width={width} height={height} title={t("lab.bar", { year })} desc={desc} name="balk">
      <defs><pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v8" stroke="#B8C2C9" stroke-width="2" /></pattern></defs>
      <Dimension x1={x(0)} x2={x(bar.baseline)} y={14} label={t("lab.bar_without", { n: round(bar.baseline), year })} />
      {left > 0 && loss && <g data-part="avoided"><rect x={0} y={y0 + 8} width={left - 10} height={tall - 16} fill={`url(#${id})`} stroke={INK2} stroke-dasharray="3 3" /></g>}
      {closing.map((r) => {
        const from = x(at), to = x(at - r.mean); at -= r.mean;
        const wide = to - from;
        return (
          <g key={r.pillar} data-part={r.pillar}>
            <rect x={from} y={y0} width={Math.max(wide - 2, 1)} height={tall} fill={AREAS[r.pillar] ?? INK} />
            {wide > 84 && <Text x={from + 7} y={y0 + 19} fill="#fff" bold>{t(`pillar.${r.pillar}`)}</Text>}
            {wide > 44 && <Text x={from + 7} y={y0 + 37} fill="#fff" bold>{`${round(-r.mean)}${r.share !== null && wide > 84 ? `  ${t("format.percent", { value: r.share })}` : ""}`}</Text>}
          </g>
        );
      })}
      <rect x={x(closed)} y={y0} width={Math.max(x(closed + bar.package) - x(closed), 1)} height={tall} fill={`url(#${id})`} stroke={INK2} data-part="open" />
      {closed > 0 && (x(closed) - x(0) > 120 ? <Dimension x1={x(0)} x2={x(closed)} y={98} label={t("lab.bar_closed", { n: round(closed) })} /> : <g><Dimension x1={x(0)} x2={x(closed)} y={98} label="" /><Text x={left + 1} y={120} fill={INK} bold>{t("lab.bar_closed", { n: round(closed) })}</Text></g>)}
      <Dimension x1={x(closed)} x2={x(closed + bar.package)} y={98} label={t("lab.bar_open", { n: round(bar.package) })} />
    </Svg>
  );
}
