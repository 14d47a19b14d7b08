// Why this certainty: asked apart, since it takes long; called back when the question moves on, kept for who asks again.
import { useEffect, useState } from "preact/hooks";
import type { Why } from "../types";
import type { View } from "../store";
import { forApi } from "../question";
import { fetched } from "../source";
import { number, percent, t } from "../words";
import { ends, rounded, Tornado } from "../charts/tornado";
import { Figure, Letter, type Table } from "./Figure";

export function WhyPart({ v, fresh }: { v: View; fresh: boolean }) {
  const [wanted, setWanted] = useState(false);
  const [why, setWhy] = useState<{ key: string; told: Why } | null>(null);
  const [failed, setFailed] = useState("");
  const key = `${forApi(v.q)}&l=${v.q.lang}`, ready = fresh && !!v.answer && !v.answer.quick;
  useEffect(() => {
    if (!wanted || !ready || why?.key === key) return;
    const call = new AbortController();
    setFailed("");
    fetched<Why>(`api/v1/why?${key}`, call.signal).then((told) => setWhy({ key, told }), () => { if (!call.signal.aborted) setFailed(key); });
    return () => call.abort();
  }, [wanted, ready, key, failed === ""]);
  if (!v.answer) return null;
  const told = why?.told, stale = why?.key !== key;
  const rows = told?.rows ?? [];
  const table: Table = { head: [t("why.input"), t("why.grade"), t("lab.why_low"), t("lab.why_high"), t("lab.why_at_low"), t("lab.why_at_high"), t("why.share"), t("why.figures")], rows: told ? rows.map((r) => [r.input, r.grade_words, r.low, r.high, rounded(ends(r, told.median).low), rounded(ends(r, told.median).high), percent(r.share), r.figures]) : [] };
  const raw: Table = { head: ["year", "input", "grade", "low", "high", "at_low", "at_high", "size", "share", "figures", "draws"], rows: told ? rows.map((r) => [told.year, r.input, r.grade, r.low, r.high, ends(r, told.median).low, ends(r, told.median).high, r.size, r.share, r.figures, told.draws]) : [] };
  return (
    <section class="why" data-why={told && !stale ? "there" : wanted ? "waits" : "asks"}>
      {!wanted && <><h2>{t("lab.why")}</h2><p class="lead">{t("lab.why_takes")}</p><button type="button" class="btn" onClick={() => setWanted(true)}>{t("lab.why_ask")}</button></>}
      {wanted && !told && <><h2>{t("lab.why")}</h2><p class="lead" role="status">{t("lab.why_busy")}</p></>}
      {failed === key && <p class="msg bad" role="alert">{t("lab.went_wrong")} <button type="button" class="link" onClick={() => setFailed("")}>{t("lab.try_again")}</button></p>}
      {told && <div class={stale ? "stale" : ""}>{rows.length === 0 ? <p>{t("why.nothing")}</p> : <>
        <Figure name="why" title={told.title} lead={`${t("lab.why_unit", { year: told.year })}. ${t("lab.why_lead")} \u00b7 ${t("lab.stage.draws", { draws: number(told.draws) })}${stale ? ` (${t("lab.stage.old")})` : ""}`} table={table} raw={raw} foot={v.answer.made_with}
          draw={(width) => <Tornado rows={rows} median={told.median} width={width} title={told.title} desc={table.rows.map((r) => `${r[0]}: ${r[4]}, ${r[5]}`).join(". ")} />}
          note={<><ol class="letters">{rows.map((r) => <li key={r.input}><Letter grade={r.grade} words={r.grade_words} /> {r.input}{r.grade === "C" && <span class="soft"> ({t("grade.C.short").replace(/^C \(|\)$/g, "")})</span>}</li>)}</ol>{told.notes.map((n) => <p key={n}>{n}</p>)}</>} /></>}</div>}
    </section>
  );
}
