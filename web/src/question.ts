// The question and its link: the whole question stands in the link, so that a link opens the same answer elsewhere.
import type { Catalogue, Dose, Measure, Question, Row } from "./types";

export const LANGUAGES = ["nl", "en"];
export function usual(lang: string): Question {
  return { package: "paper", doses: {}, scenario: "moderate", year: 2035, to: 2040, reading: "vacancies", group: "techniek", benchmark: "own", lang, beside: "" };
}
export interface Opened { question: Question; wrong: { found: string; place: string; expected: string }[]; hash: string }

/** The question of a link; what no longer exists is left out and told. */
export function ofLink(search: string, cat: Catalogue, lang: string): Opened {
  const parts = new URLSearchParams(search);
  const q = usual(lang);
  const wrong: Opened["wrong"] = [];
  const pick = (letter: string, known: string[], set: (v: string) => void): void => {
    const found = parts.get(letter);
    if (found === null) return;
    if (known.includes(found)) set(found);
    else wrong.push({ found, place: letter, expected: known.join(", ") });
  };
  const packages = cat.packages.map((p) => p.id);
  pick("p", packages, (v) => (q.package = v));
  pick("vs", packages, (v) => (q.beside = v));
  pick("r", cat.readings, (v) => (q.reading = v));
  pick("g", cat.groups, (v) => (q.group = v));
  pick("b", cat.benchmarks, (v) => (q.benchmark = v));
  const scenario = parts.get("s");
  if (scenario !== null) {
    const bad = scenario.split("+").find((one) => !cat.scenarios.some((s) => s.id === one));
    if (bad === undefined) q.scenario = scenario;
    else wrong.push({ found: bad, place: "s", expected: cat.scenarios.map((s) => s.id).join(", ") });
  }
  const year = (letter: string, first: number, last: number, set: (v: number) => void): void => {
    const found = parts.get(letter);
    if (found === null) return;
    const value = Number(found);
    if (Number.isInteger(value) && value >= first && value <= last) set(value);
    else wrong.push({ found, place: letter, expected: `${first} - ${last}` });
  };
  year("to", cat.years.first + 1, cat.years.last, (v) => (q.to = v));
  year("y", cat.years.first + 1, q.to, (v) => (q.year = v));
  q.year = Math.min(q.year, q.to);
  const byId = new Map(cat.measures.map((m) => [m.id, m]));
  (parts.get("m") ?? "").split(",").filter(Boolean).forEach((part, i) => {
    const found = /^([^:]+):([-+.\de]+)(?:@(\d{4}))?$/.exec(part);
    const m = found ? byId.get(found[1] ?? "") : undefined;
    const dose = found ? Number(found[2]) : NaN;
    const start = found?.[3] ? Number(found[3]) : undefined;
    if (!m) wrong.push({ found: part, place: `m.${i + 1}`, expected: cat.measures.map((x) => x.id).join(", ") });
    else if (!(dose === 0 || (dose >= m.low && dose <= m.high))) wrong.push({ found: part, place: `m.${i + 1}`, expected: `${m.low} - ${m.high}` });
    else if (start !== undefined && (start < m.earliest || start > cat.years.last)) wrong.push({ found: part, place: `m.${i + 1}`, expected: `${m.earliest} - ${cat.years.last}` });
    else q.doses[m.id] = start === undefined ? { dose } : { dose, start };
  });
  return { question: tidy(q, cat), wrong, hash: parts.get("h") ?? "" };
}
/** What a package has for a measure; off where it is not in it. */
export function inPackage(q: Question, m: Measure, cat: Catalogue): Required<Dose> {
  const rows = steps(q, m, cat);
  if (!rows.length) return { dose: 0, start: m.start };
  // A dose that comes in steps is what is in force in the year that is looked at.
  const inForce = rows.filter((r) => rows.length === 1 || (r.start <= q.year && (r.end === null || q.year <= r.end)));
  return { dose: inForce.reduce((sum, r) => sum + r.dose, 0), start: Math.min(...rows.map((r) => r.start)) };
}
/** The rows of a measure in the package: more than one where the dose comes in steps, which no slider can say. */
export function steps(q: Question, m: Measure, cat: Catalogue): Row[] {
  return cat.packages.find((p) => p.id === q.package)?.rows.filter((r) => r.measure === m.id) ?? [];
}
export function now(q: Question, m: Measure, cat: Catalogue): Required<Dose> {
  const base = inPackage(q, m, cat);
  const own = q.doses[m.id];
  return own ? { dose: own.dose, start: own.start ?? base.start } : base;
}
/** Without doses that say what the package has already: equal questions have equal links. */
export function tidy(q: Question, cat: Catalogue): Question {
  const doses: Record<string, Dose> = {};
  for (const m of cat.measures) {
    const own = q.doses[m.id];
    if (!own) continue;
    const base = inPackage(q, m, cat);
    const start = own.start ?? base.start;
    if (own.dose === base.dose && (own.dose === 0 || start === base.start)) continue;
    doses[m.id] = own.dose === 0 || start === base.start ? { dose: own.dose } : { dose: own.dose, start };
  }
  return { ...q, doses };
}
export function link(q: Question, hash: string): string {
  const rows = Object.keys(q.doses).sort().map((id) => {
    const d = q.doses[id] as Dose;
    return `${id}:${d.dose}${d.start === undefined ? "" : `@${d.start}`}`;
  });
  const parts = [`v=1`, `p=${q.package}`, `s=${encodeURIComponent(q.scenario)}`, `y=${q.year}`, `to=${q.to}`];
  if (rows.length) parts.push(`m=${rows.join(",")}`);
  parts.push(`r=${q.reading}`, `g=${q.group}`, `b=${q.benchmark}`, `l=${q.lang}`);
  if (q.beside) parts.push(`vs=${q.beside}`);
  if (hash) parts.push(`h=${hash}`);
  return `?${parts.join("&")}`;
}
/** Puts the question in the address; a page opened from disk may not be allowed to. */
export function remember(address: string, push: boolean): void {
  try { if (push) history.pushState(null, "", address); else history.replaceState(null, "", address); } catch { /* the address stays as it was */ }
}
/** The parts of a question that the service for machines takes. */
export function forApi(q: Question): string {
  const parts = new URLSearchParams(link(q, "")), kept = new URLSearchParams();
  for (const letter of ["p", "s", "m", "b", "to"]) { const found = parts.get(letter); if (found) kept.set(letter, found); }
  return kept.toString();
}
