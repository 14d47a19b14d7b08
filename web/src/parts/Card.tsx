// The card of a measure: how it works step by step, what it does by itself, what the evidence says, what it costs.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Alone, Card as CardData, Catalogue, Figure as FigureData, Measure, Numbered, Question } from "../types";
import { now } from "../question";
import { exact, has, measured, number, span, t, unit } from "../words";
import { AREAS, area, HAIR, LINES, path, scale, Svg, Text, ticks } from "../charts/draw";
import { Dots } from "../charts/small";
import { doseWords, place } from "./Rail";
import { Letter } from "./Figure";
import { cardOf, figureOf, STILL } from "../source";

interface Props { id: string; q: Question; cat: Catalogue; alone?: Alone; close: () => void; set: (m: Measure, dose: number, start?: number) => void; drag: (m: Measure, dose: number) => void; open: (id: string) => void }
export function Card({ id, q, cat, alone, close, set, drag, open }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const [card, setCard] = useState<CardData | null>(null);
  const [figure, setFigure] = useState<FigureData | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => { const el = box.current; if (el && !el.open) el.showModal(); }, []);
  useEffect(() => { setCard(null); setFigure(null); setFailed(false); cardOf(id, q.lang).then(setCard, () => setFailed(true)); }, [id, q.lang]);
  const m = cat.measures.find((one) => one.id === id);
  if (!m) return null;
  const { dose, start } = now(q, m, cat);
  const source = (name: string | undefined): void => { if (name) figureOf(name).then(setFigure, () => setFigure(null)); };
  const same = alone && alone.dose === dose && alone.start === start ? alone : undefined;
  return (
    <dialog ref={box} class={`card ${m.pillar}`} aria-labelledby="card-h" onClose={close} onClick={(e) => { if (e.target === box.current) box.current?.close(); }}>
      <div class="card-in">
        <header><p class="kind">{t(`pillar.${m.pillar}`)} {"\u00b7"} {m.paper.join(", ") || t("lab.beside_paper")}</p><h2 id="card-h">{m.title}</h2><p>{m.explanation}</p>
          <button type="button" class="btn" onClick={() => box.current?.close()}>{t("lab.close")}</button></header>
        <section class="card-dose"><label>{m.label}<span class="slide" style={{ "--at": place(m, Math.min(Math.max(dose, m.low), m.high)), "--paper": place(m, m.default) }}><input type="range" min={m.low} max={m.high} step={m.step} value={dose} disabled={!(cat.movable?.includes(id) ?? true)} aria-valuetext={doseWords(m, dose)} onInput={(e) => drag(m, Number(e.currentTarget.value))} /><span class="mark" aria-hidden="true" /></span></label><b>{doseWords(m, dose)}</b>
          <label>{t("lab.card.start")} <select value={start} disabled={STILL} onChange={(e) => set(m, dose, Number(e.currentTarget.value))}>{Array.from({ length: q.to - m.earliest }, (_, k) => m.earliest + k).map((y) => <option key={y} value={y}>{y}</option>)}</select></label></section>
        {failed && <p role="alert" class="msg bad">{t("lab.went_wrong")}</p>}
        {card && <>
          <section><h3>{t("lab.card.how")}</h3><p class="lead">{t("lab.card.how_note")}</p>
            <ol class="chain">{card.chain.map((s, i) => <li key={i}><b>{s.is_dose ? doseWords(m, dose) : s.value}</b><span>{s.title}</span><Grade n={s} source={source} />{s.why && <p class="note">{s.why}</p>}</li>)}</ol></section>
          <section class="pair"><div><h3>{t("lab.card.alone")}</h3>{same ? <AloneChart alone={same} pillar={m.pillar} year={q.year} /> : <p class="note">{dose === 0 ? t("lab.alone_off") : t("lab.alone_wait")}</p>}</div>
            <div><h3>{t("lab.sure")}</h3>{same && <><Dots values={(same.dots[String(q.year)] ?? []).map((d) => -d)} desc={t("lab.dots_alone")} hollow={(d) => Math.abs(d) < 30} fill={AREAS[m.pillar]} /><p class="note">{t("lab.dots_alone")}</p></>}
              <p>{t("lab.card.doubts")}: <b>{card.no_effect.value}</b> <Grade n={card.no_effect} source={source} /> {card.no_effect.why}</p><p>{t("lab.card.reversal")}: <b>{card.reversal.value}</b> <Grade n={card.reversal} source={source} /> {card.reversal.why}</p></div></section>
          <section><h3>{t("lab.card.evidence")}</h3><p class="lead">{t("lab.card.evidence_note")}</p>
            <div class="scroll" tabIndex={0} role="region" aria-label={t("lab.card.evidence")}><table><thead><tr><th scope="col">{t("lab.card.source")}</th><th scope="col">{t("lab.card.found")}</th><th scope="col">{t("lab.card.transfer")}</th><th scope="col">{t("lab.card.origin")}</th></tr></thead>
              <tbody>{card.evidence.map((e) => <tr key={e.figure}><th scope="row">{e.publisher} {e.year}<span class="note">{e.source}</span></th><td>{e.found}</td><td>{e.transfer}</td><td><Letter grade={e.grade} words={e.grade_words} onClick={() => source(e.figure)} /></td></tr>)}</tbody></table></div></section>
          <section class="pair"><div><h3>{t("lab.card.costs")}</h3>{card.costs.length === 0 ? <p>{t("lab.card.none")}</p> : <dl class="list">{card.costs.map((c, i) => <div key={i}><dt>{c.payer} <span class="note">{c.per}, {c.price_year}</span></dt><dd><b>{c.value}</b> {c.low && c.high && <span>{span(c.low, c.high)}</span>} <Grade n={c} source={source} bare /></dd></div>)}</dl>}</div>
            <div><h3>{t("lab.card.limits")}</h3><ul>{card.side_effects.map((s, i) => <li key={i}>{s.title}: {s.value} <Grade n={s} source={source} bare /></li>)}{card.limits.length > 0 && <li>{t("lab.limit", { names: card.limits.map((l) => l.title).join(", ") })} {card.limits.map((l) => <button key={l.id} type="button" class="link" onClick={() => open(l.id)}>{l.title}</button>)}</li>}{!card.side_effects.length && !card.limits.length && <li>{t("lab.card.none")}</li>}</ul>
              <h3>{t("lab.card.who")}</h3><p>{card.department}, {card.instrument}. {t("lab.start_law", { year: m.earliest })}</p></div></section>
        </>}
        {figure && <aside class="source" aria-live="polite"><h3>{figure.description}</h3><dl class="list">
          <div><dt>{t("lab.figure.value")}</dt><dd>{exact(figure.value)} {unit(figure.unit)}{figure.low !== null && figure.high !== null && ` (${span(exact(figure.low), exact(figure.high))})`}, {figure.period}</dd></div>
          <div><dt>{t("lab.card.source")}</dt><dd>{figure.publisher} {figure.year}: {figure.source_title}{/^https?:/.test(figure.address) && <> <a href={figure.address} rel="noreferrer">{figure.address}</a></>}</dd></div>
          <div><dt>{t("lab.figure.where")}</dt><dd>{figure.locator || "\u2013"}</dd></div>
          <div><dt>{t("lab.card.origin")}</dt><dd>{has(`grade.${figure.grade}`) ? t(`grade.${figure.grade}`) : figure.grade}</dd></div></dl>
          <button type="button" class="btn" onClick={() => setFigure(null)}>{t("lab.close")}</button></aside>}
      </div>
    </dialog>
  );
}
function Grade({ n, source, bare }: { n: Numbered; source: (name: string | undefined) => void; bare?: boolean }) {
  return <span class="grade"><Letter grade={n.grade} words={n.grade_words} onClick={n.figures.length ? () => source(n.figures[0]) : undefined} />{n.grade === "C" && <span class="note">{t("grade.C.short").replace(/^C \(|\)$/g, "")}</span>}{!bare && <span class="note">{n.low && n.high ? t("lab.card.range", { low: n.low, high: n.high }) : t("lab.card.fixed")}</span>}</span>;
}
function AloneChart({ alone, pillar, year }: { alone: Alone; pillar: string; year: number }) {
  const width = 380, height = 190, left = 44, right = 12, top = 12, bottom = 26;
  const low = alone.high.map((h) => -h), high = alone.low.map((l) => -l), mid = alone.median.map((m) => -m);
  const most = Math.max(...high, 1) * 1.05, least = Math.min(0, ...low);
  const x = scale([alone.years[0] ?? 0, alone.years[alone.years.length - 1] ?? 1], [left, width - right]), y = scale([least, most], [height - bottom, top]);
  const xs = alone.years.map(x), at = alone.years.indexOf(year), m = measured({ median: alone.median[at] ?? 0, low: alone.low[at] ?? 0, high: alone.high[at] ?? 0 }, true, 1);
  const title = t("lab.alone", { n: m.median, low: m.low, high: m.high });
  return <><Svg width={width} height={height} title={t("lab.card.alone")} desc={title} name="alone">
    {ticks(most, least, 4).map((v) => <g key={v}><path d={`M${left} ${y(v)}H${width - right}`} stroke={v === 0 ? "#5B6874" : HAIR} /><Text x={left - 6} y={y(v) + 4} anchor="end">{number(-v)}</Text></g>)}
    <path d={area(xs, low.map(y), high.map(y))} fill={LINES[pillar]} fill-opacity=".25" /><path d={path(xs, mid.map(y))} fill="none" stroke={LINES[pillar]} stroke-width="3" />
    {at >= 0 && <circle cx={x(year)} cy={y(mid[at] ?? 0)} r="5" fill={AREAS[pillar]} />}
    {[alone.years[0] ?? 0, year, alone.years[alone.years.length - 1] ?? 0].map((v) => <Text key={v} x={Math.min(x(v), width - 16)} y={height - 8} anchor="middle" bold={v === year}>{v}</Text>)}
  </Svg><p>{title}</p><p class="note">{t("lab.card.alone_note", { draws: alone.draws })}</p></>;
}
