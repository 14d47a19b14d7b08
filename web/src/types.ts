// What the server sends, as it sends it. Numbers are those of the rows, none rounded.
export interface Dose { dose: number; start?: number }
export interface Question {
  package: string; doses: Record<string, Dose>; scenario: string; year: number; to: number;
  reading: string; group: string; benchmark: string; lang: string; beside: string;
}
export interface Measure {
  id: string; pillar: string; paper: string[]; beside: boolean; title: string; explanation: string; unit: string;
  label: string; low: number; high: number; default: number; step: number; earliest: number; start: number;
  payers: string[]; department: string; no_effect: number; shares_limit_with: string[];
}
export interface Row { measure: string; dose: number; start: number; end: number | null }
export interface Package { id: string; title: string; explanation: string; scenario: string | null; rows: Row[]; avoids: Row[] }
export interface Scenario { id: string; axis: string; title: string; explanation: string }
export interface Catalogue {
  version: string; hash: string; lang: string; draws: { quick: number; full: number };
  years: { first: number; headline: number; last: number }; pillars: string[]; groups: string[]; readings: string[];
  benchmarks: string[]; measures: Measure[]; packages: Package[]; scenarios: Scenario[]; words: Record<string, string>;
  /** On a page without a server: the measures that can be moved. */
  movable?: string[];
}
export interface Columns { median: number[]; low: number[]; high: number[]; right_sign?: number[] }
export type Paths = Record<string, Record<string, Record<string, Columns>>>;
export interface Line {
  id: number; draws: number; base_draws: number; group: string; years: number[];
  readings: Record<string, Record<string, number[]>>;
  /** Vacancies of all technicians, of which the sentence speaks whatever is shown. */
  lead: Record<string, number[]>;
}
/** Path and range of a quick answer, before the rest of it: the same numbers under the same names. */
export interface Band { id: number; draws: number; years: number[]; paths: Paths }
export interface CostRow { year: number; measure: string; payer: string; median: number; low: number; high: number; price_year: string }
export interface SideRow { year: number; effect: string; median: number; low: number; high: number; unit: string; measures: string }
export interface GainRow { year: number; item: string; mean: number; low: number; high: number }
export interface Dot { year: number; group: string; reading: string; value: number; grade: string; source: string }
export interface Bar { baseline: number; package: number; above: number; above_package: number }
export interface Answer {
  id: number; draws: number; quick: boolean; package: string | null; title: string; headline: string; finding: string;
  made_with: string; years: number[]; paths: Paths; units: Record<string, string>; dots: Record<string, number[]>;
  bars: Record<string, Bar>; sectors: Record<string, Record<string, Record<string, Columns>>>; history: Dot[]; cost: CostRow[]; side_effects: SideRow[]; gain: GainRow[]; lag: number | null;
  avoided: Record<string, Record<string, string>>; notes: string[]; link: string;
  snippets: { cli: string; python: string; yaml: string }; seconds: number; approximate?: boolean;
}
export interface SplitRow {
  year: number; group: string; reading: string; pillar: string; mean: number; low: number; high: number; right_sign: number; share: number | null;
}
export interface Split { id: number; draws: number; rows: SplitRow[] }
export interface Alone {
  id: number; measure: string; dose: number; start: number; draws: number; years: number[];
  median: number[]; low: number[]; high: number[]; dots: Record<string, number[]>;
}
export interface Compare {
  id: number; other: string; draws: number; years: number[]; readings: Record<string, Record<string, Columns>>; chance: number[]; costs: CostRow[];
}
export interface RestsRow { year: number; by: string; part: string; inputs: number; alone: number; total: number }
export interface Rests { id: number; draws: number; rows: RestsRow[]; lead: string; notes: string[] }
export interface WhyRow { input: string; grade: string; grade_words: string; low: string; high: string; size: number; share: number; figures: number }
export interface Why { year: number; draws: number; median: number; title: string; rows: WhyRow[]; notes: string[] }
export interface Problem { code: string; where: string; found: string; expected: string; message: string }
export interface Numbered { value: string; low: string | null; high: string | null; grade: string; grade_words: string; figures: string[]; why: string }
export interface Card {
  id: string; pillar: string; paper: string[]; title: string; explanation: string; department: string; instrument: string;
  chain: (Numbered & { title: string; is_dose?: boolean })[]; no_effect: Numbered; reversal: Numbered;
  evidence: { figure: string; found: string; transfer: string; grade: string; grade_words: string; publisher: string; year: string; source: string }[];
  costs: (Numbered & { payer: string; per: string; price_year: number })[];
  side_effects: (Numbered & { title: string; per: string })[]; limits: { id: string; title: string }[];
}
export interface Figure {
  id: string; description: string; value: number; low: number | null; high: number | null; unit: string; period: string; grade: string;
  source_title: string; publisher: string; year: string; address: string; locator: string; how: string;
}
