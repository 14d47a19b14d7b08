// The page without a server: packages as they were computed, and, once a dose is moved, what the surface gives.
import type { Alone, Answer, Bar, Catalogue, Columns, Compare, CostRow, Line, Measure, Question, Rests, Split, SplitRow } from "./types";
import type { Hear } from "./connection";
import { beside } from "./source";
import { inPackage, link, now } from "./question";
import { language, t } from "./words";
import { cube, quantile, Surface, type Doses, type SurfaceData } from "./surface";
import { finding, ground, headline } from "./sentence";
import { command, fileOf, python } from "./snippets";

type Cube = Float64Array;
interface Said { title: string; finding: string; made_with: string; notes: string[]; snippets: Answer["snippets"]; rests: { lead: string; notes: string[] } }
interface Packed { answer: Answer; words: Record<string, Said>; split: Split; rests: Rests }
interface Read { readings: Cube; above: Cube; eur: Record<string, Cube>; shift: Cube; parts: Record<string, Cube>; moved: boolean }
const LOW = 0.1, HIGH = 0.9, HALF = 0.5, DOTS = 20, LAG = 2040;

export class Still {
  private id = 0;
  private surface: Surface | null = null;
  sent = new Map<number, number>();
  constructor(private cat: Catalogue, private hear: Hear, state: (open: boolean) => void) { state(true); }
  get current(): number { return this.id; }
  again(): void { /* nothing was lost: there is no connection */ }
  ask(q: Question, rest: boolean): void {
    this.id += 1;
    this.sent.set(this.id, performance.now());
    void this.answer(this.id, q, rest);
  }
  private async answer(id: number, q: Question, rest: boolean): Promise<void> {
    const say = (told: object): void => { if (id === this.id) this.hear({ id, ...told } as never); };
    try {
      const data = await beside<SurfaceData>("surface");
      const packed = await beside<Packed>(`package-${q.package}`);
      this.surface ??= new Surface(data);
      const read = this.read(q), base = cube(data.baseline.readings);
      say(this.line(read, base));
      if (!rest) return;
      const said = packed.words[q.lang] as Said, answer = { ...packed.answer, ...said, link: link(q, "").slice(1), approximate: read.moved };
      if (q.beside) { await beside<Packed>(`package-${q.beside}`); say(this.compare(q, read, base)); }
      say(this.told(q, read, base, answer));
      say(read.moved ? this.split(read, packed.split) : packed.split);
      for (const m of this.cat.measures) { const own = now(q, m, this.cat); if (own.dose !== 0 && this.surface.has(m.id)) say(this.alone(m, own.dose, own.start)); }
      if (!read.moved) say({ ...packed.rests, ...said.rests });
      say({ kind: "done" });
    } catch {
      say({ kind: "error", error: { code: "lab_still", where: "", found: "", expected: "", message: t("lab.still.missing") } });
    }
  }
  /** Doses by measure of a package as it comes, and as it was moved. */
  private doses(q: Question, moved: boolean): Doses {
    const made: Doses = {};
    for (const m of this.cat.measures) if (this.surface?.has(m.id)) made[m.id] = moved ? now(q, m, this.cat) : inPackage(q, m, this.cat);
    return made;
  }
  /** Draws of a question: the package as computed, and what the surface adds where a dose was moved. */
  private read(q: Question): Read {
    const s = this.surface as Surface, data = s.data, begin = data.packages[q.package];
    if (!begin) throw new Error(q.package);
    const moved = Object.keys(q.doses).length > 0;
    const shift = new Float64Array(cube(data.baseline.readings).length), above = new Float64Array(s.size);
    const parts = Object.fromEntries(data.pillars.map((p) => [p, new Float64Array(shift.length)]));
    const eur: Record<string, Cube> = {};
    for (const [payer, packed] of Object.entries(begin.eur)) eur[payer] = Float64Array.from(cube(packed));
    if (moved) {
      const before = this.doses(q, false), after = this.doses(q, true);
      s.sum(after, 1, shift, above, parts);
      s.sum(before, -1, shift, above, parts);
      for (const id of Object.keys(q.doses)) for (const [doses, sign] of [[after, 1], [before, -1]] as const) {
        const own = doses[id];
        if (own) for (const [payer, more] of Object.entries(s.eur(id, own.dose, own.start))) { const sum = (eur[payer] ??= new Float64Array(more.length)); for (let i = 0; i < more.length; i++) sum[i] = (sum[i] as number) + sign * (more[i] as number); }
      }
    }
    const whole = cube(begin.readings), base = cube(data.baseline.readings), up = cube(begin.above), usual = cube(data.baseline.above);
    return { readings: base.map((v, i) => v + (whole[i] as number) + (shift[i] as number)), above: usual.map((v, i) => v + (up[i] as number) + (above[i] as number)), eur, shift, parts, moved };
  }
  /** Draws of one reading and year, sorted. */
  private at(values: Cube, reading: number, year: number): Float64Array {
    const { draws } = (this.surface as Surface).data, n = (this.surface as Surface).size, from = reading * draws * n + year, made = new Float64Array(draws);
    for (let d = 0; d < draws; d++) made[d] = values[from + d * n] as number;
    return made.sort();
  }
  private columns(values: Cube, reading: number): Columns {
    const made: Columns = { median: [], low: [], high: [] };
    for (let y = 0; y < (this.surface as Surface).size; y++) { const v = this.at(values, reading, y); made.median.push(quantile(v, HALF)); made.low.push(quantile(v, LOW)); made.high.push(quantile(v, HIGH)); }
    return made;
  }
  private difference(read: Read, base: Cube, reading: number): Columns {
    const less = read.readings.map((v, i) => v - (base[i] as number)), made = this.columns(less, reading);
    made.right_sign = made.median.map((m, y) => { const v = this.at(less, reading, y); return v.reduce((sum, one) => sum + Number(Math.sign(one) === Math.sign(m)), 0) / v.length; });
    return made;
  }
  private line(read: Read, base: Cube): Omit<Line, "id"> & { kind: string } {
    const { data } = this.surface as Surface, less = read.readings.map((v, i) => v - (base[i] as number));
    const readings = Object.fromEntries(data.readings.map((r, i) => [r, { baseline: this.columns(base, i).median, package: this.columns(read.readings, i).median, difference: this.columns(less, i).median }]));
    return { kind: "line", draws: data.draws, base_draws: data.draws, group: "techniek", years: data.years, readings, lead: readings.vacancies as Record<string, number[]> };
  }
  private told(q: Question, read: Read, base: Cube, answer: Answer): Answer {
    const { data } = this.surface as Surface, at = data.years.indexOf(q.year);
    const of = (c: Columns | undefined, y = at): { median: number; low: number; high: number } => ({ median: c?.median[y] ?? 0, low: c?.low[y] ?? 0, high: c?.high[y] ?? 0 });
    const own = this.cat.measures.some((m) => now(q, m, this.cat).dose !== 0);
    const paths = answer.paths, made = { ...answer };
    if (read.moved) {
      const lang = language() as "nl" | "en", begin = data.packages[q.package] as SurfaceData["packages"][string], file = fileOf(q, this.cat, begin);
      made.package = own ? `${q.package}-changed` : null;
      made.title = begin.changed[lang];
      made.paths = Object.fromEntries(data.readings.map((r, i): [string, Record<string, Record<string, Columns>>] => {
        const baseline = paths[r]?.techniek?.baseline as Columns;
        return [r, { techniek: own ? { baseline, package: this.columns(read.readings, i), difference: this.difference(read, base, i) } : { baseline } }];
      }));
      made.bars = this.bars(read, answer.bars);
      made.dots = Object.fromEntries(data.years.map((y, i) => { const v = this.at(read.readings, 0, i); return [String(y), Array.from({ length: DOTS }, (_, k) => quantile(v, (k + HALF) / DOTS))]; }));
      made.cost = own ? this.cost(q, read) : [];
      made.side_effects = []; made.gain = []; made.avoided = {};
      made.lag = lag(made.paths.vacancies?.techniek?.difference, data.years, q.to);
      made.snippets = { cli: command(q, data, file), python: python(data, file), yaml: file.text };
    }
    const v = made.paths.vacancies?.techniek, d = v?.difference;
    const plain = !v?.package || !d;
    made.headline = plain ? ground(q.year, of(v?.baseline), of(made.paths.shortage?.techniek?.baseline)) : headline(made.title, q.year, of(v.package), of(v.baseline), { ...of(d), right: d.right_sign?.[at] ?? 0, draws: data.draws });
    if (read.moved && !plain) made.finding = finding(Math.min(2035, q.to), of(d, data.years.indexOf(Math.min(2035, q.to))));
    return { ...made, kind: "answer" } as Answer;
  }
  private bars(read: Read, known: Record<string, Bar>): Record<string, Bar> {
    const years = (this.surface as Surface).data.years;
    return Object.fromEntries(years.map((year, i) => { const bar = known[String(year)] as Bar; return [String(year), { ...bar, package: mean(this.at(read.readings, 0, i)), above_package: read.above[i] as number }]; }));
  }
  /** Rows of money: all measures by payer, public, private and together, and each measure that is moved or not. */
  private cost(q: Question, read: Read): CostRow[] {
    const s = this.surface as Surface, { data } = s, rows: CostRow[] = [];
    const on = this.cat.measures.map((m) => [m, now(q, m, this.cat)] as const).filter(([m, d]) => d.dose !== 0 && s.has(m.id));
    const prices = [...new Set(on.flatMap(([m]) => data.measures[m.id]?.prices ?? []))].sort((a, b) => a - b), price = [...new Set([prices[0], prices[prices.length - 1]])].filter((p) => p !== undefined).join("-");
    const add = (measure: string, payer: string, cubes: Cube[]): void => {
      if (!cubes.length) return;
      const sum = cubes.length === 1 ? (cubes[0] as Cube) : (cubes[0] as Cube).map((_, i) => cubes.reduce((total, c) => total + (c[i] as number), 0));
      const c = this.columns(sum, 0);
      for (let y = 0; y < data.years.length - 1; y++) rows.push({ year: data.years[y] as number, measure, payer, median: c.median[y] as number, low: c.low[y] as number, high: c.high[y] as number, price_year: price });
    };
    const paid = Object.entries(read.eur).filter(([, c]) => c.some((v) => Math.abs(v) > 1));
    for (const [payer, c] of paid) add("all", payer, [c]);
    add("all", "public", paid.filter(([p]) => data.public.includes(p)).map(([, c]) => c));
    add("all", "private", paid.filter(([p]) => !data.public.includes(p)).map(([, c]) => c));
    add("all", "all", paid.map(([, c]) => c));
    for (const [m, d] of on) add(m.id, "all", Object.values(s.eur(m.id, d.dose, d.start)));
    return rows;
  }
  /** The split of a moved package: means of the one it began from, and what the surface moves of each pillar. */
  private split(read: Read, known: Split): Split {
    const { data } = this.surface as Surface, names = data.readings.indexOf("vacancies"), rows: SplitRow[] = [];
    data.years.forEach((year, y) => {
      const own = known.rows.filter((r) => r.reading === "vacancies" && r.group === "techniek" && r.year === year);
      const parts = data.pillars.map((pillar) => {
        const before = own.find((r) => r.pillar === pillar), shift = this.at(read.parts[pillar] as Cube, names, y), by = mean(shift), row = before ?? { mean: 0, low: 0, high: 0, right_sign: 0 };
        const middle = row.mean + by, low = row.low + quantile(shift, LOW), high = row.high + quantile(shift, HIGH);
        return { year, group: "techniek", reading: "vacancies", pillar, mean: middle, low: Math.min(low, middle), high: Math.max(high, middle), right_sign: 0, share: null as number | null };
      }).filter((r) => r.mean !== 0 || r.low !== 0 || r.high !== 0);
      const total = parts.reduce((sum, r) => sum + r.mean, 0), exact = parts.map((r) => (100 * r.mean) / total);
      if (parts.length && parts.every((r) => r.mean < 0)) whole(exact).forEach((share, i) => ((parts[i] as SplitRow).share = share));
      rows.push(...parts);
    });
    return { ...known, rows };
  }
  private alone(m: Measure, dose: number, start: number): Omit<Alone, "id"> & { kind: string } {
    const { data } = this.surface as Surface, values = (this.surface as Surface).alone(m.id, dose, start), c = this.columns(values, 0);
    const dots = Object.fromEntries(data.years.map((y, i) => { const v = this.at(values, 0, i); return [String(y), Array.from({ length: DOTS }, (_, k) => quantile(v, (k + HALF) / DOTS))]; }));
    return { kind: "alone", measure: m.id, dose, start, draws: data.draws, years: data.years, median: c.median, low: c.low, high: c.high, dots };
  }
  private compare(q: Question, read: Read, base: Cube): Omit<Compare, "id"> & { kind: string } {
    const { data } = this.surface as Surface, other = this.read({ ...q, package: q.beside, doses: {} }), less = other.readings.map((v, i) => v - (read.readings[i] as number));
    void base;
    const readings = Object.fromEntries(data.readings.map((r, i) => [r, { difference: this.columns(less, i), other: this.columns(other.readings, i) }]));
    const chance = data.years.map((_, y) => { const v = this.at(less, 0, y); return v.filter((one) => one < 0).length / v.length; });
    const total = new Float64Array(data.draws * data.years.length);
    for (const [cubes, sign] of [[other.eur, 1], [read.eur, -1]] as const) for (const c of Object.values(cubes)) for (let i = 0; i < total.length; i++) total[i] = (total[i] as number) + sign * (c[i] as number);
    const c = this.columns(total, 0);
    const costs = data.years.slice(0, -1).map((year, y) => ({ year, measure: "all", payer: "all", median: c.median[y] as number, low: c.low[y] as number, high: c.high[y] as number, price_year: "" }));
    return { kind: "compare", other: q.beside, draws: data.draws, years: data.years, readings, chance, costs };
  }
}
const mean = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;
/** Whole per cent that add up to 100 (largest remainders). */
function whole(exact: number[]): number[] {
  const made = exact.map(Math.floor), order = exact.map((_, i) => i).sort((a, b) => (made[a] as number) - (exact[a] as number) - ((made[b] as number) - (exact[b] as number)));
  for (const i of order.slice(0, 100 - made.reduce((sum, v) => sum + v, 0))) made[i] = (made[i] as number) + 1;
  return made;
}
/** The first year with half of the effect of the last, as krapte/analysis/effect.py counts it. */
function lag(d: Columns | undefined, years: number[], to: number): number | null {
  const certain = (y: number): boolean => !!d && d.median[y] !== 0 && !((d.low[y] as number) <= 0 && (d.high[y] as number) >= 0);
  const last = years.indexOf(Math.min(LAG, to));
  if (!d || !certain(last)) return null;
  const found = years.findIndex((_, y) => certain(y) && (d.median[y] as number) / (d.median[last] as number) >= HALF);
  return found < 0 ? null : (years[found] as number);
}
