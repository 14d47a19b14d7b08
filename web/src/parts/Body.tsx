// The middle: the path, the four readings, the pillars, the groups, money, side effects and where people come from.
import type { Answer, Band, Catalogue, Columns, Line, Question } from "../types";
import { bandOf, isFresh, type View } from "../store";
import { has, measured, money, number, percent, roughly, span, t, unit, withInterval } from "../words";
import { Path } from "../charts/Path";
import { Areas, Bars, Groups, MoneyYears, Ratio, Spark } from "../charts/small";
import { Figure, type Table } from "./Figure";
import { STILL } from "../source";

interface Props { v: View; cat: Catalogue; fresh: boolean; set: (q: Partial<Question>) => void }
const label = (v: View): string => t("lab.stage.draws", { draws: number(v.answer?.draws ?? 0) });
/** What paths are read from: the band of the question where it is there before its answer, else the last answer. */
const source = (v: View): Band | Answer | null => bandOf(v) ?? v.answer;
const pick = (v: View, reading: string, variant: string): Columns | undefined => source(v)?.paths[reading]?.[v.q.group]?.[variant];
const lineOf = (v: View, group: string): Line | null => (v.line && v.line.group === group && !bandOf(v) && !isFresh(v) ? v.line : null);

export function PathPart({ v, fresh, cat }: Props) {
  const { answer, q } = v, band = bandOf(v), from = source(v);
  if (!answer || !from) return <div class="fig ghost-fig" />;
  const base = pick(v, q.reading, "baseline"), chosen = pick(v, q.reading, "package");
  if (!base) return null;
  const live = lineOf(v, q.group)?.readings[q.reading];
  const cut = (c: Columns): Columns => ({ median: c.median, low: c.low, high: c.high });
  const fine = q.reading === "tightness";
  const title = fresh && q.reading === "vacancies" && q.group === "techniek" ? answer.finding : t("lab.path");
  const lead = t("lab.path_lead", { reading: t(`lab.reading.${q.reading}`), group: t(`group.${q.group}`), unit: unit(answer.units[q.reading] ?? "") }) + ` \u00b7 ${live ? t("lab.stage.line_note") : band || answer.quick ? t("lab.stage.of", { draws: number(from.draws) }) : label(v)}`;
  const history = answer.history.filter((d) => d.reading === q.reading && d.group === q.group);
  const at = from.years.indexOf(q.year);
  const other = v.compare && q.beside && v.compare.other === q.beside && q.group === "techniek" ? v.compare.readings[q.reading]?.other : undefined;
  const rows = from.years.map((year, i) => [year, ...[base, chosen].filter((c): c is Columns => !!c).flatMap((c) => { const m = measured({ median: c.median[i] ?? 0, low: c.low[i] ?? 0, high: c.high[i] ?? 0 }); return [m.median, span(m.low, m.high)]; })]);
  const table: Table = { head: [t("lab.col.year"), t("lab.variant.baseline"), t("lab.col.band"), ...(chosen ? [t("lab.variant.package"), `${t("lab.col.band")} `] : [])], rows };
  const raw: Table = { head: ["year", "group", "reading", "variant", "median", "low", "high", "unit", "draws"], rows: Object.entries(from.paths[q.reading]?.[q.group] ?? {}).flatMap(([variant, c]) => from.years.map((year, i) => [year, q.group, q.reading, variant, c.median[i] ?? "", c.low[i] ?? "", c.high[i] ?? "", answer.units[q.reading] ?? "", from.draws])) };
  const m = chosen ?? base;
  const said = measured({ median: m.median[at] ?? 0, low: m.low[at] ?? 0, high: m.high[at] ?? 0 });
  return (
    <div class="sticky">
      <Figure name="path" title={title} lead={lead} table={table} raw={raw} foot={`${answer.made_with} ${t("lab.version", { version: cat.version, hash: cat.hash })}`}
        draw={(width) => <Path width={width} years={from.years} year={q.year} first={from.years[0] ?? 2024} baseline={cut(base)} chosen={chosen ? cut(chosen) : undefined} line={live?.package} other={other} history={history} title={title} stale={!fresh && !band} fine={fine}
          desc={t("lab.live.full", { reading: t(`lab.reading.${q.reading}`), year: q.year, median: said.median, low: said.low, high: said.high, draws: number(from.draws) })} />}
        note={<><ul class="key"><li><i class="k-line" />{t("lab.variant.package")}</li><li><i class="k-band" />{t("lab.col.band")}</li><li><i class="k-dash" />{t("lab.variant.baseline")}</li></ul>
          <p>{history.length > 0 && <>{t("lab.past", { grades: [...new Set(history.map((d) => `${d.source} (${d.grade === "C" ? t("grade.C.short") : d.grade})`))].join(", ") })}. </>}{t("lab.future_note")}</p></>} />
    </div>
  );
}
export function Readings({ v, cat, fresh, set }: Props) {
  const { answer, q } = v, band = bandOf(v), from = source(v), line = lineOf(v, q.group);
  if (!answer || !from) return null;
  const at = from.years.indexOf(q.year);
  return (
    <section aria-labelledby="four-h" class="fig">
      <div class="split-head"><h2 id="four-h">{t("lab.readings")}</h2>
        <label>{t("lab.group")} <select value={q.group} onChange={(e) => set({ group: e.currentTarget.value })}>{[...cat.groups].reverse().filter((g) => !STILL || answer.paths[q.reading]?.[g]).map((g) => <option key={g} value={g}>{t(`group.${g}`)}</option>)}</select></label>
        <label>{t("lab.benchmark")} <select value={q.benchmark} onChange={(e) => set({ benchmark: e.currentTarget.value })}>{cat.benchmarks.map((b) => <option key={b} value={b}>{t(`benchmark.${b}`)}</option>)}</select></label></div>
      <div class="four" role="group" aria-label={t("lab.readings")}>
        {cat.readings.map((r) => {
          const base = pick(v, r, "baseline"), chosen = pick(v, r, "package");
          if (!base) return null;
          const live = line?.readings[r]?.package;
          const fine = r === "tightness";
          const show = (c: Columns): string => measured({ median: c.median[at] ?? 0, low: c.low[at] ?? 0, high: c.high[at] ?? 0 }).median;
          const before = fine ? number(base.median[at] ?? 0, 0.1) : show(base), to = live ? (fine ? number(live[at] ?? 0, 0.1) : number(live[at] ?? 0, 1000)) : chosen ? (fine ? number(chosen.median[at] ?? 0, 0.1) : show(chosen)) : null;
          return (
            <button key={r} type="button" class="reading" aria-pressed={q.reading === r} onClick={() => set({ reading: r })} data-reading={r}>
              <b>{t(`lab.reading.${r}`)}</b><span class="note">{t(`lab.reading.${r}_note`)}</span>
              <Spark years={from.years} year={q.year} baseline={base} chosen={chosen} line={live} desc={to ? t("lab.from_to", { from: before, to }) : before} />
              <span class="fromto">{to ? <>{before} {"\u2192"} <b>{live ? `\u00b1 ${to}` : to}</b></> : <b>{before}</b>}</span>
            </button>
          );
        })}
      </div>
      <p class="note">{q.year}, {band ? t("lab.stage.of", { draws: number(band.draws) }) : fresh ? label(v) : t("lab.stage.line_note")}</p>
    </section>
  );
}
export function Pillars({ v, cat, fresh }: Props) {
  const { split, answer, q } = v;
  if (!answer?.package || !split) return null;
  const rows = split.rows.filter((r) => r.reading === "vacancies" && r.group === "techniek" && r.pillar !== "all");
  const present = cat.pillars.filter((p) => rows.some((r) => r.pillar === p));
  const ofYear = present.map((p) => rows.find((r) => r.pillar === p && r.year === q.year)).filter((r) => r !== undefined);
  if (!ofYear.length) return null;
  const draws = t("lab.stage.draws", { draws: number(split.draws) });
  const stale = !fresh || v.splitFresh < v.fresh;
  const years = [...new Set(rows.map((r) => r.year))];
  const over: Table = { head: [t("lab.col.year"), ...present.map((p) => t(`pillar.${p}`))], rows: years.map((y) => [y, ...present.map((p) => number(-(rows.find((r) => r.pillar === p && r.year === y)?.mean ?? 0), 10))]) };
  const raw: Table = { head: ["year", "pillar", "mean", "low", "high", "share", "draws"], rows: rows.map((r) => [r.year, r.pillar, r.mean, r.low, r.high, r.share ?? "", split.draws]) };
  const ratio: Table = { head: [t("lab.col.pillar"), t("lab.col.mean"), t("lab.col.band"), t("lab.col.share")], rows: ofYear.map((r) => { const m = measured({ median: -r.mean, low: -r.high, high: -r.low }); return [t(`pillar.${r.pillar}`), m.median, span(m.low, m.high), r.share === null ? "\u2013" : t("format.percent", { value: r.share })]; }) };
  return (
    <div class={`pair${stale ? " stale" : ""}`}>
      {rows.some((r) => r.mean < -0.5) && <Figure name="pillars" title={t("lab.over_time")} lead={`${t("lab.over_time_note")} \u00b7 ${draws}`} table={over} raw={raw} foot={answer.made_with} draw={(w) => <Areas rows={rows} pillars={present} width={w} year={q.year} desc={over.rows.length ? `${t("lab.col.year")} ${q.year}` : ""} />} />}
      <Figure name="ratio" title={t("lab.ratio", { year: q.year })} lead={`${t("lab.ratio_note")} \u00b7 ${draws}`} table={ratio} raw={{ ...raw, rows: raw.rows.filter((r) => r[0] === q.year) }} foot={answer.made_with} draw={(w) => <Ratio rows={ofYear} width={w} desc={ratio.rows.map((r) => r.join(" ")).join(". ")} />} />
    </div>
  );
}
export function MoneyPart({ v, fresh }: Props) {
  const { answer, q } = v;
  if (!answer || !answer.cost.length) return null;
  const year = Math.min(q.year, q.to - 1);
  const all = answer.cost.filter((c) => c.measure === "all" && c.payer === "all" && c.year >= 2026);
  const payers = answer.cost.filter((c) => c.measure === "all" && !["all", "public", "private"].includes(c.payer) && c.year === year).sort((a, b) => b.median - a.median);
  const most = Math.max(...payers.map((p) => p.high), 1);
  const table: Table = { head: [t("lab.col.payer"), t("lab.col.amount"), t("lab.col.band")], rows: payers.map((p) => [t(`payer.${p.payer}`), money(p.median), span(money(p.low), money(p.high))]) };
  const raw: Table = { head: ["year", "measure", "payer", "median", "low", "high", "price_year", "draws"], rows: answer.cost.map((c) => [c.year, c.measure, c.payer, c.median, c.low, c.high, c.price_year, answer.draws]) };
  return (
    <div class={fresh ? "" : "stale"}>
      <Figure name="money" title={t("lab.money")} lead={`${t("lab.money_lead", { year, prices: payers[0]?.price_year ?? "" })} \u00b7 ${label(v)}`} table={table} raw={raw} foot={answer.made_with}
        draw={(w) => <><ul class="payers">{payers.map((p) => <li key={p.payer}><span>{t(`payer.${p.payer}`)}</span><svg width="100%" height="14" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true"><rect x="0" y="1" width={Math.max((100 * Math.max(p.median, 0)) / most, 0)} height="12" fill="#46535F" /><path d={`M${(100 * Math.max(p.low, 0)) / most} 7H${(100 * Math.max(p.high, 0)) / most}`} stroke="#17212B" stroke-width="2" /></svg><b>{money(p.median)}</b></li>)}</ul>
          <p class="lead">{t("lab.money_years")}</p><MoneyYears rows={all} width={w} year={year} desc={all.map((r) => `${r.year}: ${money(r.median)}`).join(", ")} /></>}
        note={<p>{t("lab.money_paid")}</p>} />
    </div>
  );
}
export function Lists({ v, fresh }: Props) {
  const { answer, q } = v;
  if (!answer?.package || answer.approximate) return null;
  const year = Math.min(q.year, q.to - 1);
  const sides = answer.side_effects.filter((s) => s.year === year);
  const gain = answer.gain.filter((g) => g.year === q.year && (g.item.startsWith("from_") || g.item === "at_work"));
  return (
    <>
      <section class={`fig${fresh ? "" : " stale"}`} data-sides><h2>{t("lab.sides", { year })}</h2><p class="lead">{t("lab.sides_note")} {"\u00b7"} {label(v)}</p>
        {sides.length === 0 ? <p>{t("lab.sides_none")}</p> : <dl class="list">{sides.map((s) => <div key={s.effect + s.unit}><dt>{has(`side.${s.effect}`) ? t(`side.${s.effect}`) : s.effect.replace(/_/g, " ")}</dt><dd>{s.unit === "eur" ? <><b>{money(s.median)}</b> <span>{span(money(s.low), money(s.high))}</span></> : <><b>{measured(s).median} {unit(s.unit)}</b> <span>{span(measured(s).low, measured(s).high)}</span></>}</dd></div>)}</dl>}</section>
      <section class={`fig${fresh ? "" : " stale"}`} data-gain><h2>{t("lab.gain", { year: q.year })}</h2><p class="lead">{t("lab.gain_note")} {"\u00b7"} {label(v)}</p>
        <dl class="list">{gain.map((g) => <div key={g.item}><dt>{t(`gain.techniek.${g.item}`)}</dt><dd><b>{measured({ median: g.mean, low: g.low, high: g.high }, true).median}</b> <span>{withInterval({ median: g.mean, low: g.low, high: g.high }, true).replace(/^[^(]*\(/, "").replace(/\)$/, "")}</span></dd></div>)}</dl></section>
    </>
  );
}
export function GroupsPart({ v, cat, fresh }: Props) {
  const { answer, q } = v;
  if (!answer || answer.approximate) return null;
  const at = answer.years.indexOf(q.year);
  const paths = answer.paths[q.reading] ?? {};
  const rows = cat.groups.filter((g) => g !== "total" && g !== "rest" && paths[g]?.baseline).map((g) => ({ name: t(`group.${g}`), id: g, without: paths[g]?.baseline as Columns, with: paths[g]?.package, at }));
  const cell = (c: Columns | undefined): string => (c ? withInterval({ median: c.median[at] ?? 0, low: c.low[at] ?? 0, high: c.high[at] ?? 0 }) : "");
  const table: Table = { head: [t("lab.col.group"), t("lab.variant.baseline"), t("lab.variant.package")], rows: rows.map((r) => [r.name, cell(r.without), cell(r.with)]) };
  const raw: Table = { head: ["year", "group", "reading", "variant", "median", "low", "high", "draws"], rows: rows.flatMap((r) => Object.entries(paths[r.id] ?? {}).map(([variant, c]) => [q.year, r.id, q.reading, variant, c.median[at] ?? "", c.low[at] ?? "", c.high[at] ?? "", answer.draws])) };
  return <div class={fresh ? "" : "stale"}><Figure name="groups" title={t("lab.groups", { year: q.year })} lead={`${t(`lab.reading.${q.reading}`)}. ${t("lab.groups_note")} \u00b7 ${label(v)}`} table={table} raw={raw} foot={answer.made_with} draw={(w) => <Groups rows={rows} width={w} desc={table.rows.map((r) => r.join(" ")).join(". ")} />} /></div>;
}
/** What the interval rests on: by the letter of origin and by kind of input; dark alone, light together with others. */
export function RestsPart({ v, fresh }: Props) {
  const { rests, answer } = v;
  if (!rests || !rests.rows.length || !answer || answer.approximate) return null;
  const stale = !fresh || v.restsFresh < v.fresh;
  const named = (part: string): string => (has(`grade.${part}`) ? t(`grade.${part}`) : t(`rests.part.${part}`));
  const table: Table = { head: [t("rests.part"), t("rests.inputs"), t("rests.alone"), t("rests.total")], rows: rests.rows.map((r) => [named(r.part), r.inputs, percent(r.alone), percent(r.total)]) };
  const raw: Table = { head: ["year", "by", "part", "inputs", "alone", "total", "draws"], rows: rests.rows.map((r) => [r.year, r.by, r.part, r.inputs, r.alone, r.total, rests.draws]) };
  return (
    <div class={stale ? "stale rests" : "rests"}><Figure name="rests" title={t("rests.title.grade")} lead={`${rests.lead} ${t("lab.stage.draws", { draws: `2 \u00d7 ${number(rests.draws)}` })}`} table={table} raw={raw} foot={answer.made_with} draw={(w) => <Bars rows={rests.rows.map((r) => ({ ...r, name: named(r.part) }))} width={w} desc={table.rows.map((r) => `${r[0]}: ${r[2]}, ${r[3]}`).join(". ")} />} note={rests.notes.map((n) => <p key={n}>{n}</p>)} /></div>
  );
}
/** Where sliders and chart do not fit side by side: the number and its path stay in sight. */
export function Strip({ v, fresh }: { v: View; fresh: boolean }) {
  const { line, q } = v, band = bandOf(v), from = source(v);
  const base = from?.paths.vacancies?.techniek?.baseline, chosen = from?.paths.vacancies?.techniek?.package;
  if (!from || !base) return null;
  const at = from.years.indexOf(q.year);
  const live = !fresh && !band ? line?.lead.package : undefined;
  const c = chosen ?? base;
  const shown = live ? `\u00b1 ${roughly(live[at] ?? 0)}` : measured({ median: c.median[at] ?? 0, low: c.low[at] ?? 0, high: c.high[at] ?? 0 }).median;
  return <div class="strip" aria-hidden="true"><span>{q.year}</span><b>{shown}</b><span>{t("lab.reading.vacancies")}, {live ? t("lab.stage.line") : t(band ? "lab.stage.of" : "lab.stage.draws", { draws: number(from.draws) })}</span><Spark years={from.years} year={q.year} baseline={base} chosen={chosen} line={live} desc="" /></div>;
}
