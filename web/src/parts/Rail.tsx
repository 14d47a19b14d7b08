// The measures by pillar: a native slider each, with its dose in words, its start, what it costs and what it does by itself.
import { useState } from "preact/hooks";
import type { Catalogue, Measure } from "../types";
import type { View } from "../store";
import { inPackage, now, steps } from "../question";
import { exact, measured, money, t } from "../words";
import { Mini } from "../charts/small";
import { STILL } from "../source";

interface Props { v: View; cat: Catalogue; fresh: boolean; drag: (m: Measure, dose: number) => void; set: (m: Measure, dose: number, start?: number) => void; all: (kind: "package" | "off") => void; open: (id: string) => void }
export function Rail(p: Props) {
  const { v, cat } = p;
  const [beside, setBeside] = useState(false);
  const shown = cat.measures.filter((m) => m.paper.length > 0 && !m.id.startsWith("m2-") && m.id !== "e1-unfinanced");
  const others = cat.measures.filter((m) => m.beside);
  const extra = cat.measures.filter((m) => !shown.includes(m) && !others.includes(m) && (now(v.q, m, cat).dose !== 0 || steps(v.q, m, cat).length > 0));
  const at = v.answer ? v.answer.years.indexOf(v.q.year) : -1;
  const least = Math.min(-1, ...Object.values(v.alone).map((a) => a.low[at] ?? 0));
  const parts = v.split?.rows.filter((r) => r.reading === "vacancies" && r.group === "techniek" && r.year === v.q.year) ?? [];
  return (
    <section class="rail" id="measures" aria-labelledby="rail-h" tabIndex={-1}>
      <div class="rail-head"><h2 id="rail-h">{t("lab.measures")}</h2>
        <div class="row"><button type="button" class="link" onClick={() => p.all("package")}>{t("lab.all_as_package")}</button><button type="button" class="link" onClick={() => p.all("off")}>{t("lab.all_off")}</button></div></div>
      <p class="note">{t("lab.measures_note")}{STILL && ` ${t("lab.still.fixed")}`}</p>
      {cat.pillars.map((pillar) => {
        const sum = parts.find((r) => r.pillar === pillar);
        const own = [...shown, ...extra].filter((m) => m.pillar === pillar);
        const more = others.filter((m) => m.pillar === pillar);
        return (
          <details key={pillar} class={`pillar ${pillar}`} open={window.innerWidth > 760 || pillar === "education"}>
            <summary><h3>{t(`pillar.${pillar}`)}</h3><span class={v.splitFresh < v.fresh || !p.fresh ? "stale" : ""}>{sum ? t("lab.pillar_sum", { n: measured({ median: sum.mean, low: sum.low, high: sum.high }, true, 1).median, year: v.q.year }) : ""}</span></summary>
            {own.map((m) => <One key={m.id} m={m} least={least} at={at} {...p} />)}
            {beside && more.length > 0 && <p class="beside">{t("lab.beside_paper")}</p>}
            {beside && more.map((m) => <One key={m.id} m={m} least={least} at={at} {...p} />)}
          </details>
        );
      })}
      <button type="button" class="btn" aria-expanded={beside} onClick={() => setBeside(!beside)}>{beside ? t("lab.hide_beside") : t("lab.show_beside", { n: others.length })}</button>
    </section>
  );
}
export const place = (m: Measure, dose: number): string => ((dose - m.low) / (m.high - m.low)).toFixed(4);
export function doseWords(m: Measure, dose: number): string { return dose === 0 ? t("lab.off") : `${exact(dose)} ${m.label}`; }

function One({ m, v, cat, at, least, fresh, drag, set, open }: Props & { m: Measure; at: number; least: number }) {
  const { dose, start } = now(v.q, m, cat);
  const paper = m.paper.length > 0 ? m.default : inPackage(v.q, m, cat).dose;
  const told = v.alone[m.id];
  const same = told && told.dose === dose && told.start === start;
  const i = told && same ? told.years.indexOf(v.q.year) : -1;
  const alone = told && i >= 0 ? { median: told.median[i] ?? 0, low: told.low[i] ?? 0, high: told.high[i] ?? 0 } : null;
  const paid = v.answer?.cost.find((c) => c.measure === m.id && c.payer === "all" && c.year === v.q.year);
  const clamp = (x: number): number => Math.min(m.high, Math.max(m.low, Number(x.toPrecision(12))));
  const years = Array.from({ length: v.q.to - m.earliest }, (_, k) => m.earliest + k);
  const words = doseWords(m, dose);
  const outside = cat.movable !== undefined && !cat.movable.includes(m.id);
  const stepped = outside || (dose !== 0 && !v.q.doses[m.id] && steps(v.q, m, cat).length > 1);
  const shown = alone ? measured(alone, true, 1) : null;
  const spoken = shown ? t("lab.alone", { n: shown.median, low: shown.low, high: shown.high }) : "";
  void at;
  return (
    <div class={`one${dose === 0 ? " is-off" : ""}`} data-measure={m.id}>
      <div class="one-head">
        <button type="button" class="name" onClick={() => open(m.id)} aria-haspopup="dialog">{m.title}</button>
        <span class="alone">{dose === 0 ? null : alone && shown ? <><Mini {...alone} least={least} pillar={m.pillar} /><b title={spoken}>{shown.median}</b><span class="vh">{spoken}</span></> : <span class="stale">{t("lab.alone_wait")}</span>}</span>
      </div>
      <div class="slide" style={{ "--at": place(m, Math.min(Math.max(dose, m.low), m.high)), "--paper": place(m, paper) }}>
        <input type="range" min={m.low} max={m.high} step={m.step} value={dose} disabled={stepped} aria-label={m.title} aria-valuetext={`${words}${dose === paper ? `, ${t("lab.as_paper")}` : ""}`}
          onInput={(e) => drag(m, Number(e.currentTarget.value))}
          onDblClick={() => set(m, paper)} onKeyDown={(e) => { if (e.key === "Backspace") { e.preventDefault(); set(m, paper); } if (e.key === "0") { e.preventDefault(); set(m, 0); } }} />
        <span class="mark" aria-hidden="true" />
      </div>
      <div class="one-foot">
        {stepped ? <span class="note">{STILL ? t("lab.still.stands") : <>{t("lab.in_steps")} <button type="button" class="link" onClick={() => set(m, 0)}>{t("lab.off")}</button></>}</span> : <span class="exact">
          <button type="button" aria-label={`${t("lab.less")}: ${m.title}`} onClick={() => set(m, clamp(dose - m.step))}>{"\u2212"}</button>
          <Exact m={m} dose={dose} commit={(x) => set(m, x === 0 ? 0 : clamp(x))} />
          <button type="button" aria-label={`${t("lab.more")}: ${m.title}`} onClick={() => set(m, clamp(dose + m.step))}>+</button>
        </span>}
        <span class="dose">{words}</span>
        <label class="start"><span class="vh">{t("lab.start", { measure: m.title })}</span>
          <select value={start} disabled={dose === 0 || stepped || STILL} title={t("lab.start_law", { year: m.earliest })} onChange={(e) => set(m, dose, Number(e.currentTarget.value))}>{years.map((y) => <option key={y} value={y}>{y}</option>)}</select></label>
        <span class={`paid${fresh ? "" : " stale"}`}>{dose === 0 ? "" : paid ? t("lab.per_year", { n: money(paid.median) }) : v.answer ? t("lab.no_cost") : ""}</span>
      </div>
    </div>
  );
}
/** The exact number: what is being typed stays, whatever answer comes in meanwhile. */
function Exact({ m, dose, commit }: { m: Measure; dose: number; commit: (x: number) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const done = (): void => {
    const x = Number(typed);
    if (typed !== null && typed.trim() !== "" && Number.isFinite(x) && x !== dose) commit(x);
    setTyped(null);
  };
  return <input type="number" inputMode="decimal" min={m.low} max={m.high} step="any" value={typed ?? dose} aria-label={t("lab.dose_number", { measure: m.title })} onInput={(e) => setTyped(e.currentTarget.value)} onBlur={done} onKeyDown={(e) => { if (e.key === "Enter") done(); }} />;
}
