// The page: one question, its answers as they come, and everything that moves the question.
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import type { Alone, Answer, Band, Catalogue, Compare, Dose, Line, Measure, Problem, Question, Rests, Split } from "./types";
import { Connection, type Hear } from "./connection";
import { Still } from "./still";
import { STILL } from "./source";
import { LANGUAGES, link, now, ofLink, remember, tidy, type Opened } from "./question";
import { isFresh, next, start } from "./store";
import { measured, number, t } from "./words";
import { AnswerHead, BarPart, Question_ } from "./parts/Head";
import { GroupsPart, Lists, MoneyPart, PathPart, Pillars, Readings, RestsPart, Strip } from "./parts/Body";
import { Rail } from "./parts/Rail";
import { SectorsPart } from "./parts/Sectors";
import { WhyPart } from "./parts/Why";
import { Card } from "./parts/Card";
import { ComparePart, Foot } from "./parts/Foot";
import { copied } from "./files";

const REST = 150; // ms without a move before the hand is at rest
export function App({ cat, opened, language }: { cat: Catalogue; opened: Opened; language: (lang: string, q: Question) => void }) {
  const [v, move] = useReducer(next, opened.question, start);
  const [card, setCard] = useState(() => (location.hash.startsWith("#measure=") ? location.hash.slice(9) : ""));
  const [wrong, setWrong] = useState(opened.wrong);
  const [old, setOld] = useState(opened.hash !== "" && opened.hash !== cat.hash);
  const [said, setSaid] = useState("");
  const connection = useRef<Connection | Still | null>(null);
  const timer = useRef(0);
  const latest = useRef(v);
  latest.current = v;

  useEffect(() => {
    const address = new URL("play", document.baseURI);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const hear: Hear = (told) => {
      if (told.id !== made.current && told.kind !== "line") return;
      switch (told.kind) {
        case "line": {
          move({ kind: "line", told: told as unknown as Line });
          const sent = made.sent.get(told.id);
          if (sent !== undefined) requestAnimationFrame(() => performance.measure("krapte-line", { start: sent, end: performance.now() }));
          break;
        }
        case "band": move({ kind: "band", told: told as unknown as Band }); break;
        case "answer": move({ kind: "answer", told: told as unknown as Answer, current: made.current }); break;
        case "split": move({ kind: "split", told: told as unknown as Split, current: made.current }); break;
        case "alone": move({ kind: "alone", told: told as unknown as Alone }); break;
        case "compare": move({ kind: "compare", told: told as unknown as Compare }); break;
        case "rests": move({ kind: "rests", told: told as unknown as Rests }); break;
        case "progress": move({ kind: "progress", done: Number(told.done), total: Number(told.total) }); break;
        case "done": move({ kind: "done" }); break;
        case "error": move({ kind: "problem", problem: told.error as Problem }); break;
      }
    };
    const state = (open: boolean): void => move({ kind: "open", open });
    const made = STILL ? new Still(cat, hear, state) : new Connection(address.href, hear, state);
    connection.current = made;
    made.ask(latest.current.q, true);
    const closed = (): void => { if (location.hash.startsWith("#measure=")) setCard(location.hash.slice(9)); else setCard(""); };
    const back = (): void => { const found = ofLink(location.search, cat, latest.current.q.lang); move({ kind: "set", q: found.question }); made.ask(found.question, true); closed(); };
    window.addEventListener("popstate", back);
    return () => window.removeEventListener("popstate", back);
  }, []);

  /** A move at rest: kept for undo, in the link, and answered in full. */
  const settle = useCallback((q: Question, push = true, key = ""): void => {
    window.clearTimeout(timer.current);
    const neat = tidy(q, cat);
    move({ kind: "set", q: neat, key, at: performance.now() });
    const address = link(neat, "") + location.hash;
    remember(address, push);
    connection.current?.ask(neat, true);
  }, [cat]);
  const set = useCallback((part: Partial<Question>): void => { const q = { ...latest.current.q, ...part }; if (part.lang && part.lang !== latest.current.q.lang) language(part.lang, q); else settle(q); }, [settle]);
  const withDose = (m: Measure, dose: number, from?: number): Question => {
    const q = latest.current.q;
    const own: Dose = { dose, start: from ?? now(q, m, cat).start };
    return { ...q, doses: { ...q.doses, [m.id]: own } };
  };
  const drag = useCallback((m: Measure, dose: number): void => {
    const q = withDose(m, dose);
    latest.current = { ...latest.current, q };
    move({ kind: "drag", q });
    connection.current?.ask(tidy(q, cat), false);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => settle(latest.current.q, true, m.id), REST);
  }, []);
  const setDose = useCallback((m: Measure, dose: number, from?: number): void => settle(withDose(m, dose, from), true, from === undefined ? m.id : ""), []);
  const all = (kind: "package" | "off"): void => {
    const doses: Record<string, Dose> = {};
    if (kind === "off") for (const m of cat.measures) if (now(v.q, m, cat).dose !== 0 && (cat.movable?.includes(m.id) ?? true)) doses[m.id] = { dose: 0 };
    settle({ ...v.q, doses });
  };
  const step = (kind: "undo" | "redo"): void => {
    const q = kind === "undo" ? v.past[v.past.length - 1] : v.future[0];
    if (!q) return;
    move({ kind });
    remember(link(q, "") + location.hash, false);
    connection.current?.ask(q, true);
  };
  useEffect(() => {
    const key = (e: KeyboardEvent): void => {
      const typing = e.target instanceof HTMLInputElement && e.target.type === "number";
      if (!(e.ctrlKey || e.metaKey) || typing) return;
      if (e.key.toLowerCase() === "z") { e.preventDefault(); step(e.shiftKey ? "redo" : "undo"); }
      if (e.key.toLowerCase() === "y") { e.preventDefault(); step("redo"); }
    };
    window.addEventListener("keydown", key);
    return () => window.removeEventListener("keydown", key);
  });
  const openCard = (id: string): void => { setCard(id); remember(`${location.search}#measure=${id}`, false); };
  const closeCard = (): void => { setCard(""); remember(location.pathname + location.search, false); };
  const share = (): void => {
    const address = new URL(link(v.q, cat.hash), document.baseURI).href;
    void copied(address).then((ok) => setSaid(ok ? t("lab.shared") : `${t("lab.share_by_hand")} ${address}`));
  };
  const fresh = isFresh(v);
  const live = useMemo(() => {
    const a = v.answer;
    if (!fresh || !a) return "";
    const c = a.paths[v.q.reading]?.[v.q.group]?.[a.package ? "package" : "baseline"], at = a.years.indexOf(v.q.year);
    if (!c || at < 0) return "";
    const m = measured({ median: c.median[at] ?? 0, low: c.low[at] ?? 0, high: c.high[at] ?? 0 });
    return t("lab.live.full", { reading: t(`lab.reading.${v.q.reading}`), year: v.q.year, ...m, draws: number(a.draws) });
  }, [v.answer, fresh, v.q.year, v.q.reading, v.q.group]);
  const parts = { v, cat, fresh, set };
  const choose = (id: string): void => set({ package: id, doses: {} });
  return (
    <>
      <a class="skip" href="#measures">{t("lab.skip")}</a>
      <header class="top"><div class="wrap"><a class="brand" href={STILL ? "index.html" : "./"}><img src="mark.svg" alt="" width="30" height="22" />krapte</a><span class="where">{t("lab.name")}</span>
        <div class="lang" role="group" aria-label={t("lab.language")}>{LANGUAGES.map((l) => <button key={l} type="button" lang={l} aria-pressed={v.q.lang === l} onClick={() => set({ lang: l })}>{l.toUpperCase()}</button>)}</div></div></header>
      <main>
        <div class="ask"><div class="wrap">
          <div class="q-row"><Question_ v={v} cat={cat} set={set} />
            <div class="acts"><button type="button" class="btn" disabled={!v.past.length} onClick={() => step("undo")} aria-label={t("lab.undo")} title={t("lab.undo")}>{"\u21b6"}</button><button type="button" class="btn" disabled={!v.future.length} onClick={() => step("redo")} aria-label={t("lab.redo")} title={t("lab.redo")}>{"\u21b7"}</button>
              <select aria-label={t("lab.compare_with")} value={v.q.beside} onChange={(e) => set({ beside: e.currentTarget.value })}><option value="">{t("lab.compare")}{"\u2026"}</option>{cat.packages.filter((p) => p.id !== "none").map((p) => <option key={p.id} value={p.id}>{p.title}</option>)}</select>
              <button type="button" class="btn" onClick={share}>{t("lab.share")}</button></div></div>
          {said && <p class="msg" role="status">{said} <button type="button" class="link" onClick={() => setSaid("")}>{t("lab.close")}</button></p>}
          {!v.open && v.everOpen && <div class="msg bad" role="alert" data-lost><b>{t("lab.connection_lost")}</b> {v.answeredAt && t("lab.connection_kept", { time: v.answeredAt.toLocaleTimeString(v.q.lang, { hour: "2-digit", minute: "2-digit" }) })} <button type="button" class="link" onClick={() => connection.current?.again()}>{t("lab.try_again")}</button></div>}
          {wrong.length > 0 && <div class="msg bad" role="alert" data-wrong><b>{t("lab.link_wrong")}</b> {wrong.map((w) => <p key={w.place + w.found}>{t("lab.found_at", { place: w.place })} <code>{w.found}</code>. {t("lab.expected")} {w.expected.length > 160 ? `${w.expected.slice(0, 160)}\u2026` : w.expected}</p>)} {t("lab.link_kept")} <button type="button" class="btn" onClick={() => { setWrong([]); settle(v.q, false); }}>{t("lab.go_on")}</button></div>}
          {old && <div class="msg" role="status" data-old><b>{t("lab.link_old")}</b> <button type="button" class="btn" onClick={() => setOld(false)}>{t("lab.go_on")}</button></div>}
          {v.problem && <div class="msg bad" role="alert"><b>{t("lab.went_wrong")}</b> {v.problem.message} <button type="button" class="link" onClick={() => settle(v.q, false)}>{t("lab.try_again")}</button></div>}
          <AnswerHead v={v} cat={cat} fresh={fresh} choose={choose} />
          <BarPart v={v} fresh={fresh} />
        </div></div>
        <div class="wrap"><ComparePart v={v} cat={cat} set={set} /></div>
        <div class="wrap body">
          <div class="charts"><PathPart {...parts} /><Readings {...parts} /><Pillars {...parts} /><div class="pair"><MoneyPart {...parts} /><GroupsPart {...parts} /></div><div class="pair"><Lists {...parts} /></div><SectorsPart v={v} fresh={fresh} />{!STILL && <WhyPart v={v} fresh={fresh} />}<RestsPart {...parts} /></div>
          <Rail v={v} cat={cat} fresh={fresh} drag={drag} set={setDose} all={all} open={openCard} />
        </div>
        <div class="wrap lower">
          {v.answer && v.answer.notes.length > 0 && <section class="fig"><h2>{t("lab.notes")}</h2><ul>{v.answer.notes.map((n) => <li key={n}>{n}</li>)}</ul></section>}</div>
      </main>
      <Strip v={v} fresh={fresh} />
      <p class="vh" role="status" aria-live="polite" data-live>{live}</p>
      <Foot v={v} cat={cat} />
      {card && <Card id={card} q={v.q} cat={cat} alone={v.alone[card]} close={closeCard} set={setDose} drag={drag} open={openCard} />}
    </>
  );
}
