// Small charts: twenty dots, the four readings, areas of the pillars, intervals per pillar and group, money by year.
import type { Columns, SplitRow } from "../types";
import { measured, money, number, percent, t, withInterval } from "../words";
import { area, AREAS, HAIR, INK, INK2, INK3, LINES, path, scale, Svg, Text, ticks } from "./draw";

export function Dots({ values, line, label, desc, width = 320, hollow, fill = INK }: { values: number[]; line?: number; label?: string; desc: string; width?: number; hollow?: (v: number) => boolean; fill?: string }) {
  const r = 5, bottom = 24, low = Math.min(0, ...values), high = Math.max(...values, line ?? 0, 1) * 1.03;
  const x = scale([low, high], [8, width - 10]);
  const cell = 2 * r + 2;
  const heaps = new Map<number, number>();
  const placed = values.map((v) => { const column = Math.round(x(v) / cell); const level = heaps.get(column) ?? 0; heaps.set(column, level + 1); return [column * cell, level, v] as const; });
  const tall = Math.max(...heaps.values(), 4) * cell + 22;
  return (
    <Svg width={width} height={tall + bottom} title={t("lab.dots")} desc={desc} name="dots">
      <path d={`M0 ${tall}H${width}`} stroke={INK2} />
      {ticks(high, low, 4).map((v) => <Text key={v} x={Math.max(12, Math.min(x(v), width - 16))} y={tall + 17} anchor="middle" size={12.5}>{number(v)}</Text>)}
      {placed.map(([cx, level, v], i) => <circle key={i} cx={cx} cy={tall - r - 1 - level * cell} r={r} fill={hollow?.(v) ? "#fff" : fill} stroke={fill} stroke-width="1.500" />)}
      {line !== undefined && <g><path d={`M${x(line)} 14V${tall}`} stroke={INK3} stroke-dasharray="5 3" stroke-width="1.500" />{label && <Text x={x(line)} y={11} anchor={x(line) > width - 60 ? "end" : "middle"} size={12.5}>{label}</Text>}</g>}
    </Svg>
  );
}
export function Spark({ years, baseline, chosen, line, desc, year }: { years: number[]; baseline: Columns; chosen?: Columns; line?: number[]; desc: string; year: number }) {
  const width = 190, height = 62;
  const most = Math.max(...baseline.high, ...(chosen?.high ?? [])) || 1;
  const x = scale([years[0] ?? 0, years[years.length - 1] ?? 1], [2, width - 4]), y = scale([0, most], [height - 3, 4]);
  const xs = years.map(x), ys = (v: number[]): number[] => v.map(y), own = line ?? chosen?.median, at = years.indexOf(year);
  return (
    <Svg width={width} height={height} title={desc} desc="" name="spark">
      <path d={area(xs, ys(baseline.low), ys(baseline.high))} fill={INK3} fill-opacity=".12" />
      {chosen && <path d={area(xs, ys(chosen.low), ys(chosen.high))} fill={INK} fill-opacity=".14" />}
      <path d={path(xs, ys(baseline.median))} fill="none" stroke={INK3} stroke-width="1.500" stroke-dasharray="4 3" />
      {own && <path d={path(xs, ys(own))} fill="none" stroke={INK} stroke-width="2" />}
      {own && at >= 0 && <circle cx={x(year)} cy={y(own[at] ?? 0)} r="3.500" fill={INK} />}
      <path d={`M0 ${height - 2}H${width}`} stroke={HAIR} />
    </Svg>
  );
}
export function Areas({ rows, pillars, width, year, desc }: { rows: SplitRow[]; pillars: string[]; width: number; year: number; desc: string }) {
  const height = 250, left = 48, right = 96, top = 14, bottom = 28;
  const years = [...new Set(rows.map((r) => r.year))].sort((a, b) => a - b);
  const of = (pillar: string): number[] => years.map((v) => Math.max(0, -(rows.find((r) => r.pillar === pillar && r.year === v)?.mean ?? 0)));
  const stacks: { pillar: string; low: number[]; high: number[] }[] = [];
  let below = years.map(() => 0);
  for (const pillar of pillars) { const own = of(pillar); const high = below.map((v, i) => v + (own[i] ?? 0)); stacks.push({ pillar, low: below, high }); below = high; }
  const most = Math.max(...below, 1) * 1.05;
  const x = scale([years[0] ?? 0, years[years.length - 1] ?? 1], [left, width - right]), y = scale([0, most], [height - bottom, top]);
  let last = Infinity;
  return (
    <Svg width={width} height={height} title={t("lab.over_time")} desc={desc} name="areas">
      {ticks(most, 0, 4).map((v) => <g key={v}><path d={`M${left} ${y(v)}H${width - right}`} stroke={HAIR} /><Text x={left - 6} y={y(v) + 4} anchor="end">{number(v)}</Text></g>)}
      {stacks.map((s) => <path key={s.pillar} d={area(years.map(x), s.low.map(y), s.high.map(y))} fill={AREAS[s.pillar]} stroke="#fff" stroke-width="1.500" />)}
      <path d={`M${x(year)} ${top}V${height - bottom}`} stroke={INK} stroke-dasharray="2 3" />
      {stacks.map((s) => { const middle = y(((s.low[s.low.length - 1] ?? 0) + (s.high[s.high.length - 1] ?? 0)) / 2) + 4; const place = Math.min(middle, last - 15); last = place; return <Text key={s.pillar} x={width - right + 6} y={place} bold fill={AREAS[s.pillar]}>{t(`pillar.${s.pillar}`)}</Text>; })}
      {[years[0] ?? 0, year, years[years.length - 1] ?? 0].map((v) => <Text key={v} x={x(v)} y={height - 8} anchor="middle" bold={v === year}>{v}</Text>)}
    </Svg>
  );
}
export function Ratio({ rows, width, desc }: { rows: SplitRow[]; width: number; desc: string }) {
  const tall = 46, height = rows.length * tall + 30, right = 12;
  const low = Math.min(0, ...rows.map((r) => -r.high)), high = Math.max(...rows.map((r) => -r.low), 1);
  const x = scale([low, high], [6, width - right]);
  return (
    <Svg width={width} height={height} title={t("lab.ratio", { year: rows[0]?.year ?? 0 })} desc={desc} name="ratio">
      {ticks(high, low, 4).map((v) => <g key={v}><path d={`M${x(v)} 0V${height - 24}`} stroke={v === 0 ? INK3 : HAIR} /><Text x={Math.min(x(v), width - 20)} y={height - 8} anchor="middle">{number(v)}</Text></g>)}
      {rows.map((r, i) => (
        <g key={r.pillar} transform={`translate(0 ${i * tall})`}>
          <Text x={6} y={16} bold fill={AREAS[r.pillar]} halo>{t(`pillar.${r.pillar}`)}</Text>
          <Text x={width - right} y={16} anchor="end" bold fill={INK} halo>{`${measured({ median: -r.mean, low: -r.high, high: -r.low }).median}${r.share === null ? "" : ` (${t("format.percent", { value: r.share })})`}`}</Text>
          <path d={`M${x(-r.high)} 30H${x(-r.low)}`} stroke={LINES[r.pillar]} stroke-width="4" stroke-opacity=".45" />
          <circle cx={x(-r.mean)} cy={30} r="6" fill={LINES[r.pillar]} stroke="#fff" stroke-width="1.500" />
        </g>
      ))}
    </Svg>
  );
}
export function Groups({ rows, width, desc, name = "groups" }: { name?: string; rows: { name: string; without: Columns; with?: Columns; at: number }[]; width: number; desc: string }) {
  const tall = 30, height = rows.length * tall + 28, left = Math.min(150, width * 0.34), right = 16;
  const high = Math.max(...rows.flatMap((r) => [r.without.high[r.at] ?? 0, r.with?.high[r.at] ?? 0]), 1);
  const x = scale([0, high], [left, width - right]);
  return (
    <Svg width={width} height={height} title={t("lab.groups_note")} desc={desc} name={name}>
      {ticks(high, 0, 4).map((v) => <g key={v}><path d={`M${x(v)} 0V${height - 24}`} stroke={HAIR} /><Text x={Math.min(x(v), width - 18)} y={height - 8} anchor="middle">{number(v, high < 20 ? 1 : 100)}</Text></g>)}
      {rows.map((r, i) => {
        const y = i * tall + 15, a = x(r.without.median[r.at] ?? 0), b = r.with ? x(r.with.median[r.at] ?? 0) : a, band = r.with ?? r.without;
        return (
          <g key={r.name}>
            <Text x={0} y={y + 4} fill={INK}>{r.name}</Text>
            <path d={`M${x(band.low[r.at] ?? 0)} ${y}H${x(band.high[r.at] ?? 0)}`} stroke={HAIR} stroke-width="9" />
            <path d={`M${a} ${y}H${b}`} stroke={INK} stroke-width="1.500" />
            <circle cx={a} cy={y} r="5" fill="#fff" stroke={INK} stroke-width="1.500" />{r.with && <circle cx={b} cy={y} r="5" fill={INK} />}
          </g>
        );
      })}
    </Svg>
  );
}
export function Bars({ rows, width, desc }: { rows: { name: string; by: string; part: string; alone: number; total: number }[]; width: number; desc: string }) {
  const tall = 40, height = rows.length * tall + 8, x = scale([0, 1], [0, width - 2]);
  return (
    <Svg width={width} height={height} title={t("rests.title.grade")} desc={desc} name="rests">
      {rows.map((r, i) => (
        <g key={r.by + r.part} transform={`translate(0 ${i * tall})`}>
          <Text x={0} y={15} fill={INK} bold={r.by === "grade"}>{r.name}</Text>
          <Text x={width - 2} y={15} anchor="end" fill={INK}>{`${percent(r.alone)} \u00b7 ${percent(r.total)}`}</Text>
          <rect x={0.5} y={20} width={width - 3} height={12} fill="none" stroke={HAIR} />
          <rect x={0.5} y={20} width={Math.max(x(r.total), 0)} height={12} fill={INK3} fill-opacity=".35" />
          <rect x={0.5} y={20} width={Math.max(x(r.alone), 0)} height={12} fill={r.part === "B" ? INK2 : INK} />
        </g>
      ))}
    </Svg>
  );
}
export function MoneyYears({ rows, width, year, desc }: { rows: { year: number; median: number; low: number; high: number }[]; width: number; year: number; desc: string }) {
  const height = 130, bottom = 24, top = 22, most = Math.max(...rows.map((r) => r.median), 0), least = Math.min(...rows.map((r) => r.median), 0);
  const x = scale([rows[0]?.year ?? 0, (rows[rows.length - 1]?.year ?? 1) + 1], [0, width]), y = scale([least, most || (least ? 0 : 1)], [height - bottom, top]);
  const wide = width / Math.max(rows.length, 1);
  return (
    <Svg width={width} height={height} title={t("lab.money_years")} desc={desc} name="money">
      {rows.map((r, i) => <g key={r.year}><rect x={x(r.year) + 2} y={y(Math.max(r.median, 0))} width={Math.max(wide - 4, 2)} height={Math.abs(y(0) - y(r.median))} fill={r.year === year ? INK : "#8795A0"}><title>{`${r.year}: ${money(r.median)}`}</title></rect>
        {(r.year === year || i === 0 || (i === rows.length - 1 && r.year - year > 2) || (i % 5 === 4 && rows.length - i > 3)) && (r.year === year || Math.abs(r.year - year) > 2) && <><Text x={x(r.year) + wide / 2} y={height - 7} anchor="middle" size={12.5} bold={r.year === year}>{r.year}</Text></>}
        {r.year === year && <Text x={Math.min(Math.max(x(r.year) + wide / 2, 40), width - 40)} y={y(Math.max(r.median, 0)) - 6} anchor="middle" bold fill={INK}>{money(r.median)}</Text>}</g>)}
    </Svg>
  );
}
export function Mini({ low, median, high, least, pillar }: { low: number; median: number; high: number; least: number; pillar: string }) {
  const width = 74, x = scale([least, 0], [72, 3]);
  const inside = (v: number): number => Math.max(2, Math.min(72, x(v)));
  return (
    <svg viewBox={`0 0 ${width} 16`} width={width} height={16} aria-hidden="true">
      <path d="M3 2v12" stroke={INK3} /><path d={`M${inside(high)} 8H${inside(low)}`} stroke={LINES[pillar]} stroke-width="4" stroke-opacity=".45" /><circle cx={inside(median)} cy="8" r="4" fill={LINES[pillar]} />
    </svg>
  );
}
export const interval = (r: SplitRow): string => withInterval({ median: -r.mean, low: -r.high, high: -r.low });
