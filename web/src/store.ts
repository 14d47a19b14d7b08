// What the page knows: the question, its past and future for undo, and the last answers, each with the draws it is of.
import type { Alone, Answer, Band, Catalogue, Compare, Line, Problem, Question, Rests, Split } from "./types";
import { link } from "./question";

export interface View {
  q: Question; past: Question[]; future: Question[]; kept: Question;
  line: Line | null; band: Band | null; answer: Answer | null; split: Split | null; alone: Record<string, Alone>; compare: Compare | null; rests: Rests | null; restsFresh: number;
  fresh: number; splitFresh: number; progress: { done: number; total: number } | null;
  open: boolean; everOpen: boolean; answeredAt: Date | null; problem: Problem | null; finished: boolean; key: string; keyAt: number;
}
export type Move =
  | { kind: "drag"; q: Question } | { kind: "set"; q: Question; key?: string; at?: number } | { kind: "undo" } | { kind: "redo" }
  | { kind: "line"; told: Line } | { kind: "band"; told: Band } | { kind: "answer"; told: Answer; current: number } | { kind: "split"; told: Split; current: number }
  | { kind: "alone"; told: Alone } | { kind: "compare"; told: Compare } | { kind: "rests"; told: Rests } | { kind: "progress"; done: number; total: number } | { kind: "done" }
  | { kind: "problem"; problem: Problem | null } | { kind: "open"; open: boolean };

const MOST = 100;
const SOON = 1200; // ms
export function start(q: Question): View {
  return { q, past: [], future: [], kept: q, line: null, band: null, answer: null, split: null, alone: {}, compare: null, rests: null, restsFresh: 0, fresh: 0, splitFresh: 0, progress: null, open: false, everOpen: false, answeredAt: null, problem: null, finished: false, key: "", keyAt: 0 };
}
export function next(v: View, m: Move): View {
  switch (m.kind) {
    case "drag": return { ...v, q: m.q, progress: null, finished: false, problem: null };
    case "set": {
      // Moves of one slider that follow one another quickly are one step back.
      const same = !!m.key && m.key === v.key && (m.at ?? 0) - v.keyAt < SOON;
      const moved = link(m.q, "") !== link(v.kept, "") && !same;
      return { ...v, q: m.q, kept: m.q, progress: null, finished: false, problem: null, key: m.key ?? "", keyAt: m.at ?? 0, ...(moved ? { past: [...v.past, v.kept].slice(-MOST), future: [] } : {}) };
    }
    case "undo": { const q = v.past[v.past.length - 1]; return q ? { ...v, q, kept: q, key: "", past: v.past.slice(0, -1), future: [v.kept, ...v.future], progress: null } : v; }
    case "redo": { const q = v.future[0]; return q ? { ...v, q, kept: q, key: "", past: [...v.past, v.kept], future: v.future.slice(1), progress: null } : v; }
    case "line": return { ...v, line: m.told };
    case "band": return { ...v, band: m.told };
    case "answer": return { ...v, answer: m.told, fresh: m.told.id, answeredAt: new Date(), progress: null };
    case "split": return { ...v, split: m.told, splitFresh: m.told.id, progress: null };
    case "alone": return { ...v, alone: { ...v.alone, [m.told.measure]: m.told }, progress: null };
    case "compare": return { ...v, compare: m.told };
    case "rests": return { ...v, rests: m.told, restsFresh: m.told.id, progress: null };
    case "progress": return { ...v, progress: { done: m.done, total: m.total } };
    case "done": return { ...v, progress: null, finished: true };
    case "problem": return { ...v, problem: m.problem };
    case "open": return { ...v, open: m.open, everOpen: v.everOpen || m.open };
  }
}
/** Whether the whole answer on the page is of the question on the page. */
export const isFresh = (v: View): boolean => v.answer !== null && (v.line === null || v.fresh >= v.line.id);
/** The band of the question on the page, while the whole answer to it is not there yet. */
export const bandOf = (v: View): Band | null => (!isFresh(v) && v.band && v.line && v.band.id >= v.line.id && v.band.paths[v.q.reading]?.[v.q.group] ? v.band : null);
export function titleOf(id: string, cat: Catalogue): string { return cat.packages.find((p) => p.id === id)?.title ?? id; }
