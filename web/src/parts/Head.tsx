// The top: the question as a sentence of selects, the answer as a sentence, when, what it costs, how sure, and the bar.
import type { Band, Catalogue, Columns, Question } from "../types";
import type { View } from "../store";
import { bandOf, titleOf } from "../store";
import { type Interval, measured, money, number, percent, roughly, span, t } from "../words";
import { Balk } from "../charts/Balk";
import { Dots } from "../charts/small";
import { Figure } from "./Figure";
import { STILL } from "../source";
import { StillNote } from "./StillNote";

export function Question_({ v, cat, set }: { v: View; cat: Catalogue; set: (q: Partial<Question>) => void }) {
  const parts = v.q.scenario.split("+");
  const axes = [...new Set(cat.scenarios.map((s) => s.axis))];
  const of = (axis: string): string => parts.find((one) => cat.scenarios.some((s) => s.id === one && s.axis === axis)) ?? "";
  const choose = (axis: string, id: string): void => {
    const made = axes.map((a) => (a === axis ? id : of(a))).filter((one) => one && one !== "moderate");
    set({ scenario: made.join("+") || "moderate" });
  };
  const years = Array.from({ length: v.q.to - cat.years.first - 1 }, (_, i) => cat.years.first + 2 + i);
  const changed = Object.keys(v.q.doses).length > 0;
  return (
    <div class="q" role="group" aria-label={t("lab.name")}>
      <span>{t("lab.question.what")}</span>
      <select aria-label={t("lab.question.package")} value={v.q.package} onChange={(e) => set({ package: e.currentTarget.value, doses: {} })}>
        {cat.packages.map((p) => <option key={p.id} value={p.id}>{p.id === v.q.package && changed ? t("lab.changed", { title: p.title }) : p.title}</option>)}
      </select>
      <span>{t("lab.question.when")}</span>
      {axes.map((axis, i) => (
        <select key={axis} aria-label={`${t("lab.question.scenario")} ${i + 1}`} disabled={STILL} value={of(axis) || (i === 0 ? "moderate" : "")} onChange={(e) => choose(axis, e.currentTarget.value)}>
          {i > 0 && <option value="">{t(`lab.axis.${axis}`)}</option>}
          {cat.scenarios.filter((s) => s.axis === axis).map((s) => <option key={s.id} value={s.id} title={s.explanation}>{s.title}</option>)}
        </select>
      ))}
      <span>{t("lab.question.in")}</span>
      <select aria-label={t("lab.question.year")} value={v.q.year} onChange={(e) => set({ year: Number(e.currentTarget.value) })}>{years.map((y) => <option key={y} value={y}>{y}</option>)}</select>
      <span>{t("lab.question.until")}</span>
      <select aria-label={t("lab.question.to")} value={v.q.to} disabled={STILL} onChange={(e) => { const to = Number(e.currentTarget.value); set({ to, year: Math.min(v.q.year, to) }); }}>{[...new Set([2035, 2040, 2050, v.q.to])].sort().map((y) => <option key={y} value={y}>{y}</option>)}</select>
    </div>
  );
}
/** Which answer this is, always with its draws. */
export function Stage({ v, fresh, cat }: { v: View; fresh: boolean; cat: Catalogue }) {
  const { line, answer, progress } = v;
  const busy = progress && progress.total > 0 ? ` \u00b7 ${t("lab.stage.busy", { done: number(progress.done), total: number(progress.total) })}` : "";
  const band = bandOf(v);
  if (band) return <p class="state" data-stage="band" data-draws={band.draws}><span class="chip">{t("lab.stage.band")}</span>{t("lab.stage.band_note", { draws: number(band.draws) })}</p>;
  if (!fresh && line) return <p class="state" data-stage="line" data-draws={line.draws}><span class="chip">{t("lab.stage.line")}</span>{t("lab.stage.line_note")}</p>;
  if (!answer) return <p class="state" data-stage="none"><span class="chip">{t("lab.stage.loading")}</span></p>;
  const draws = t("lab.stage.draws", { draws: number(answer.draws) });
  if (answer.approximate) return <p class="state" data-stage="approximate" data-draws={answer.draws}><span class="chip">{t("lab.still.approximate")}</span>{draws}</p>;
  return <p class="state" data-stage={answer.quick ? "quick" : "full"} data-draws={answer.draws}>{answer.quick ? <span class="chip">{t("lab.stage.quick")}</span> : <b class="ok">{"\u2713"} {t("lab.stage.full")}</b>}{draws}<span class="busy">{answer.draws < cat.draws.full || !v.finished ? busy : ""}</span></p>;
}
export function AnswerHead({ v, cat, fresh, choose }: { v: View; cat: Catalogue; fresh: boolean; choose: (id: string) => void }) {
  const { answer, line, q } = v;
  if (!answer && !line) return <Loading />;
  const i = line ? line.years.indexOf(q.year) : -1;
  const low = line?.lead, band = bandOf(v);
  let first = "", rest = "";
  if (fresh && answer) {
    const cut = answer.headline.search(/[.;]\s/);
    first = cut < 0 ? answer.headline : `${answer.headline.slice(0, cut)}.`;
    rest = cut < 0 ? "" : answer.headline.slice(cut + 2);
  } else if (band) [first, rest] = banded(band, q.year);
  else if (low && i >= 0) {
    const values = { year: q.year, with: `\u00b1 ${roughly(low.package?.[i] ?? 0)}`, without: roughly(low.baseline?.[i] ?? 0) };
    first = t("lab.line.package", values);
  } else if (answer) first = answer.headline;
  const empty = fresh && answer && !answer.package;
  return (
    <div class="ans">
      <div>
        <h1 data-headline>{first}</h1>
        <p class={`sub${fresh ? "" : " stale"}`}>{rest ? rest.charAt(0).toUpperCase() + rest.slice(1) : "\u00a0"}</p>
        <Stage v={v} fresh={fresh} cat={cat} />
        {STILL && <StillNote moved={!!answer?.approximate && fresh} reading={q.reading} />}
        {empty && <div class="empty"><p>{t("lab.empty")}</p><p class="row">{["paper", "first-four", "ending-2027"].map((id, k) => <button key={id} type="button" class={k ? "btn" : "btn ink"} onClick={() => choose(id)}>{titleOf(id, cat)}</button>)}</p></div>}
      </div>
      {answer && <Facts v={v} fresh={fresh} />}
    </div>
  );
}
/** What the band says, by the rule of the whole answer: the sentence that follows names the same two numbers. */
function banded(band: Band, year: number): [string, string] {
  const at = band.years.indexOf(year), of = band.paths.vacancies?.techniek;
  const told = (c: Columns | undefined): Interval => ({ median: c?.median[at] ?? 0, low: c?.low[at] ?? 0, high: c?.high[at] ?? 0 });
  const without = measured(told(of?.baseline)), m = of?.package ? measured(told(of.package)) : without;
  return [t(of?.package ? "lab.line.package" : "lab.line.baseline", { year, with: m.median, without: without.median }), t("lab.band.range", { low: m.low, high: m.high })];
}
function Loading() {
  return <div class="ans"><div><h1 class="ghost">{t("lab.stage.loading")}</h1><p class="sub">{"\u00a0"}</p><p class="state" data-stage="none"><span class="chip">{t("lab.stage.waiting")}</span></p></div></div>;
}
function Facts({ v, fresh }: { v: View; fresh: boolean }) {
  const { answer, q } = v;
  if (!answer) return null;
  const all = answer.cost.find((c) => c.measure === "all" && c.payer === "all" && c.year === Math.min(q.year, answer.years[answer.years.length - 1] ?? q.year) - (q.year === q.to ? 1 : 0));
  const part = (payer: string): number => answer.cost.find((c) => c.measure === "all" && c.payer === payer && c.year === all?.year)?.median ?? 0;
  const both = part("public") + part("private");
  const at = answer.years.indexOf(q.year);
  const sign = answer.paths.vacancies?.techniek?.difference;
  const middle = sign && at >= 0 ? sign.median[at] ?? 0 : 0;
  const right = middle !== 0 ? sign?.right_sign?.[at] ?? null : null;
  const base = answer.paths.vacancies?.techniek?.baseline?.median[at];
  const dots = answer.dots[String(q.year)] ?? [];
  return (
    <dl class={`facts${fresh ? "" : " stale"}`}>
      {answer.package && <div><dt>{t("lab.when")}</dt><dd>{answer.lag ? t("lab.when_year", { year: answer.lag }) : t("lab.when_unsure")}</dd></div>}
      <div><dt>{t("lab.cost")}</dt><dd>{all && both ? t("lab.cost_year", { median: money(all.median), year: all.year, low: money(all.low), high: money(all.high), public: percent(part("public") / both), private: percent(part("private") / both) }) : answer.package ? t("lab.cost_no_rows") : t("lab.cost_none")}</dd></div>
      <div><dt>{t("lab.sure")}</dt><dd>{right !== null && <p>{t(middle < 0 ? "lab.sure_text" : "lab.sure_more", { count: Math.min(right < 1 ? 99 : 100, Math.round(100 * right)) })}</p>}
        {dots.length > 0 && <><Dots values={dots} line={answer.package ? base : undefined} label={answer.package ? t("lab.variant.baseline") : undefined} desc={t("lab.dots_alt", { year: q.year, low: number(dots[0] ?? 0, 1000), high: number(dots[dots.length - 1] ?? 0, 1000), without: number(base ?? 0, 1000) })} /><p class="note">{t(answer.package ? "lab.dots" : "lab.dots_plain")}</p></>}</dd></div>
    </dl>
  );
}
export function BarPart({ v, fresh }: { v: View; fresh: boolean }) {
  const { answer, split, q } = v;
  const bar = answer?.bars[String(q.year)];
  if (!answer || !bar) return <div class="balk ghost-bar" />;
  const rows = answer.package && split ? split.rows.filter((r) => r.reading === "vacancies" && r.group === "techniek" && r.year === q.year && r.pillar !== "all") : [];
  const loss = answer.paths.vacancies?.techniek?.loss, at = answer.years.indexOf(q.year);
  const lost = loss && at >= 0 ? { median: loss.median[at] ?? 0, low: loss.low[at] ?? 0, high: loss.high[at] ?? 0 } : null;
  const stale = !fresh || v.splitFresh < v.fresh;
  const closed = rows.filter((r) => r.mean < 0).reduce((s, r) => s - r.mean, 0);
  const show = (n: number): string => number(n, Math.abs(n) >= 1000 ? 100 : 10);
  const desc = [t("lab.bar_without", { n: show(bar.baseline), year: q.year }), ...rows.map((r) => `${t(`pillar.${r.pillar}`)} ${show(-r.mean)}`), t("lab.bar_open", { n: show(bar.package) })].join(". ");
  const table = { head: [t("lab.col.pillar"), t("lab.col.mean"), t("lab.col.band"), t("lab.col.share")], rows: [...rows.map((r) => [t(`pillar.${r.pillar}`), show(-r.mean), span(measured({ median: -r.mean, low: -r.high, high: -r.low }).low, measured({ median: -r.mean, low: -r.high, high: -r.low }).high), r.share === null ? "\u2013" : t("format.percent", { value: r.share })]), [t("lab.bar_open", { n: "" }), show(bar.package), "", ""]] };
  const raw = { head: ["year", "pillar", "mean", "low", "high", "share", "draws"], rows: rows.map((r) => [r.year, r.pillar, r.mean, r.low, r.high, r.share ?? "", split?.draws ?? 0]) };
  const worse = rows.filter((r) => r.mean > 0 && Math.abs(r.mean) >= 5);
  return (
    <div class={`balk${stale ? " stale" : ""}`} data-balk>
      <Figure name="balk" title={t("lab.bar", { year: q.year })} lead={`${t("lab.bar_means")} ${split && answer.package ? t("lab.stage.draws", { draws: number(split.draws) }) : t("lab.stage.draws", { draws: number(answer.draws) })}${stale && answer.package ? ` (${t("lab.stage.old")})` : ""}`} table={table} raw={raw} foot={answer.made_with}
        draw={(width) => <Balk width={width} bar={closed > 0 || !answer.package ? bar : bar} rows={rows} year={q.year} loss={lost ? lost.median : undefined} desc={desc} />}
        note={<>{rows.length > 0 && <ul class="swatches">{rows.filter((r) => r.mean < 0).map((r) => <li key={r.pillar} class={r.pillar}><i />{t(`pillar.${r.pillar}`)} <b>{show(-r.mean)}</b>{r.share !== null && ` (${t("format.percent", { value: r.share })})`}</li>)}</ul>}
          <p data-usual>{t("lab.bar_usual", { n: show(bar.package - bar.above_package) })}. {t("lab.bar_above", { n: show(bar.above_package) })}. <span class="soft">{`${t("lab.benchmark")}: ${t(`benchmark.${q.benchmark}`)}.`}</span></p>
          {worse.map((r) => <p key={r.pillar}>{t("lab.bar_worse", { pillar: t(`pillar.${r.pillar}`), n: show(r.mean) })}</p>)}
          {lost && <p data-avoided>{t("lab.bar_avoided", { what: `\u2018${Object.values(answer.avoided).map((a) => a[q.lang]).join(", ")}\u2019`, n: measured(lost).median, low: measured(lost).low, high: measured(lost).high })}</p>}
          {answer.package && rows.length === 0 && <p>{t("lab.bar_waits")}</p>}</>} />
    </div>
  );
}
