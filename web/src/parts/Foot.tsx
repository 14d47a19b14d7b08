// Two packages beside one another, and what a visitor takes along: files, commands, links.
import { useState } from "preact/hooks";
import type { Catalogue, Question } from "../types";
import type { View } from "../store";
import { titleOf } from "../store";
import { forApi, inPackage, now } from "../question";
import { Papers } from "./Papers";
import { exact, measured, money, number, t } from "../words";
import { copied, saved } from "../files";
import { STILL } from "../source";

export function ComparePart({ v, cat, set }: { v: View; cat: Catalogue; set: (q: Partial<Question>) => void }) {
  const { q, compare } = v;
  if (!q.beside) return null;
  const ready = compare && compare.other === q.beside && v.answer ? compare : null;
  const at = ready ? ready.years.indexOf(q.year) : -1;
  const of = (reading: string): { median: number; low: number; high: number } | null => { const c = ready?.readings[reading]?.difference; return c && at >= 0 ? { median: c.median[at] ?? 0, low: c.low[at] ?? 0, high: c.high[at] ?? 0 } : null; };
  const d = of("vacancies");
  const size = d ? measured({ median: Math.abs(d.median), low: d.low, high: d.high }) : null;
  const less = d !== null && d.low > 0;
  const flip = d ? (less ? measured(d) : measured({ median: -d.median, low: -d.high, high: -d.low })) : null;
  const sentence = d && size && flip ? t(d.low <= 0 && d.high >= 0 ? "lab.compare_unsure" : d.median < 0 ? "lab.compare_more" : "lab.compare_less", { n: size.median, low: flip.low, high: flip.high }) : "";
  const rows = cat.measures.filter((m) => { const b = inPackage({ ...q, package: q.beside }, m, cat); const a = now(q, m, cat); return a.dose !== b.dose || (a.dose !== 0 && a.start !== b.start); });
  const cost = ready?.costs.find((c) => c.year === q.year - (q.year === q.to ? 1 : 0));
  return (
    <section class="compare" aria-labelledby="cmp-h" data-compare>
      <div class="split-head"><h2 id="cmp-h">{t("lab.compare_title", { year: q.year })}</h2><button type="button" class="btn" onClick={() => set({ beside: "" })}>{t("lab.compare_off")}</button></div>
      <p><b>{"\u25a0"} {t("lab.compare_a", { title: Object.keys(q.doses).length ? t("lab.changed", { title: titleOf(q.package, cat) }) : titleOf(q.package, cat) })}</b> {"\u00b7"} <b>{"\u25cb"} {t("lab.compare_b", { title: titleOf(q.beside, cat) })}</b></p>
      {!ready ? <p class="stale">{t("lab.stage.loading")}</p> : <>
        <p class="big">{sentence} {t("lab.compare_chance", { count: Math.round(100 * (ready.chance[at] ?? 0)) })}</p>
        <p class="note">{t("lab.compare_lead", { draws: number(ready.draws) })}</p>
        <dl class="list">{["vacancies", "shortage", "undone"].map((r) => { const x = of(r); if (!x) return null; const m = measured(x, true); return <div key={r}><dt>{t(`lab.reading.${r}`)}</dt><dd><b>{m.median}</b> <span>{t("format.span", { low: m.low, high: m.high })}</span></dd></div>; })}
          {cost && <div><dt>{t("lab.cost")}</dt><dd><b>{money(cost.median)}</b> <span>{t("format.span", { low: money(cost.low), high: money(cost.high) })}</span></dd></div>}</dl>
        <h3>{t("lab.compare_where")}</h3>
        {rows.length === 0 ? <p>{t("lab.compare_same")}</p> : <div class="scroll" tabIndex={0} role="region" aria-label={t("lab.compare_where")}><table><thead><tr><th scope="col">{t("lab.col.measure")}</th><th scope="col"><span class="vh">{t("lab.col.dose")}</span></th><th scope="col">A</th><th scope="col">B</th></tr></thead>
          <tbody>{rows.map((m) => { const a = now(q, m, cat), b = inPackage({ ...q, package: q.beside }, m, cat); const x = (dose: number): number => 6 + (188 * (dose - m.low)) / (m.high - m.low); return (
            <tr key={m.id}><th scope="row"><i class={`dot ${m.pillar}`} />{m.title}</th><td><svg width="200" height="18" viewBox="0 0 200 18" aria-hidden="true"><path d="M6 9H194" stroke="#DCE2E6" stroke-width="2" /><path d={`M${x(a.dose)} 9H${x(b.dose)}`} stroke="#46535F" stroke-width="2" /><rect x={x(a.dose) - 5} y="4" width="10" height="10" fill="#17212B" /><circle cx={x(b.dose)} cy="9" r="5.500" fill="#fff" stroke="#17212B" stroke-width="2" /></svg></td>
              <td>{a.dose === 0 ? t("lab.off") : `${exact(a.dose)} (${a.start})`}</td><td>{b.dose === 0 ? t("lab.off") : `${exact(b.dose)} (${b.start})`}</td></tr>); })}</tbody></table></div>}
      </>}
    </section>
  );
}
export function Foot({ v, cat }: { v: View; cat: Catalogue }) {
  const { answer } = v;
  const [said, setSaid] = useState("");
  const copy = (text: string): void => { void copied(text).then((ok) => setSaid(ok ? t("lab.copied") : "")); };
  return (
    <footer class="foot"><div class="wrap">
      <div><h2>{t("lab.reproduce")}</h2>{answer && <>
        <h3>{t("lab.reproduce_cli")}</h3><pre tabIndex={0} data-snippet="cli">{answer.snippets.cli}</pre><button type="button" class="btn" onClick={() => copy(answer.snippets.cli)}>{t("lab.copy")}</button>
        <h3>{t("lab.reproduce_python")}</h3><pre tabIndex={0} data-snippet="python">{answer.snippets.python}</pre><button type="button" class="btn" onClick={() => copy(answer.snippets.python)}>{t("lab.copy")}</button>
        <p role="status" class="note">{said}</p></>}</div>
      <div><h2>{t("lab.take")}</h2>{!STILL && answer?.package && <Papers q={v.q} />}<ul>{answer && <>
        {!STILL && <li><a download="krapte-rows.csv" href={`api/v1/answer?${forApi(v.q)}&draws=${answer.draws}&format=csv`}>{t("lab.rows_csv")}</a></li>}
        {!STILL && <li><a href={`api/v1/answer?${forApi(v.q)}&draws=${answer.draws}`}>{t("lab.rows_json")}</a></li>}
        {answer.snippets.yaml && <li><button type="button" class="link" onClick={() => saved(`${answer.package ?? "package"}.yaml`, answer.snippets.yaml, "text/yaml;charset=utf-8")}>{t("lab.package_file")}</button></li>}</>}
        {!STILL && <li><a href="api/openapi.json">{t("lab.api")}</a></li>}<li><button type="button" class="link" onClick={() => window.print()}>{t("lab.print")}</button></li></ul>
        <p class="note">{t("lab.foot")}</p><p class="note">{answer?.made_with} {t("lab.version", { version: cat.version, hash: cat.hash })}</p><p class="note print-only">{typeof location === "undefined" ? "" : location.href}</p></div>
    </div></footer>
  );
}
