// The surface over doses: differences by draw, added up. The same sums as krapte/lab/surface.py, which says what they are.
export interface Short { scale: number[]; short: string }
export interface Whole { float: string }
interface Point<K> { readings: K; above: Whole; eur: Record<string, K> }
interface Sheet { start: number; doses: number[]; weights: number[]; prices: number[]; pillar: string; points: Point<Short>[] }
interface Words { nl: string; en: string }
interface Begin extends Point<Whole> { title: Words; explanation: Words; changed: Words; scenario: string | null; beside: string | null }
export interface Miss { median: number; median_most: number; ends: number; ends_most: number }
export interface SurfaceData {
  draws: number; scenario: string; seed: number; to: number; years: number[]; readings: string[]; pillars: string[]; public: string[];
  error: { tried: number; readings: Record<string, Miss> }; baseline: Point<Whole>;
  measures: Record<string, Sheet>; pairs: { of: [string, string]; readings: Short; above: Whole }[]; packages: Record<string, Begin>;
}
export type Doses = Record<string, { dose: number; start: number }>;
type Cube = Float64Array;

function bytes(text: string): ArrayBuffer {
  const raw = atob(text), made = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) made[i] = raw.charCodeAt(i);
  return made.buffer;
}
const decoded = new WeakMap<object, Cube>();
export function cube(packed: Short | Whole): Cube {
  const known = decoded.get(packed);
  if (known) return known;
  let made: Cube;
  if ("float" in packed) made = Float64Array.from(new Float32Array(bytes(packed.float)));
  else {
    const found = new Int16Array(bytes(packed.short)), part = found.length / packed.scale.length;
    made = Float64Array.from(found, (v, i) => v * (packed.scale[Math.floor(i / part)] ?? 1));
  }
  decoded.set(packed, made);
  return made;
}
/** Where a dose lies between those that are known (zero first): the place of the upper one, and how far along. */
function between(doses: number[], dose: number): [number, number] {
  let place = doses.findIndex((one) => one >= dose);
  if (place < 0) place = doses.length - 1;
  const low = place ? (doses[place - 1] as number) : 0, high = doses[place] as number;
  return [place, (dose - low) / (high - low)];
}
export class Surface {
  readonly size: number;
  constructor(readonly data: SurfaceData) { this.size = data.years.length; }
  has(id: string): boolean { return id in this.data.measures; }

  /** Adds `times` x `from` to `to`, so many years later (or earlier). */
  private plus(to: Cube, from: Cube, times: number, late: number): void {
    const n = this.size;
    if (times === 0) return;
    for (let row = 0; row < to.length; row += n)
      for (let y = Math.max(late, 0); y < n; y++) to[row + y] = (to[row + y] as number) + times * (from[row + Math.min(y - late, n - 1)] as number);
  }
  /** One measure alone at a dose: `of` picks what is added up. */
  private one(to: Cube, id: string, dose: number, late: number, of: (p: Point<Short>) => Cube | undefined): void {
    const sheet = this.data.measures[id];
    if (!sheet || dose === 0) return;
    const [place, part] = between(sheet.doses, dose);
    const low = place ? of(sheet.points[place - 1] as Point<Short>) : undefined, high = of(sheet.points[place] as Point<Short>);
    if (low) this.plus(to, low, 1 - part, late);
    if (high) this.plus(to, high, part, late);
  }
  private weight(id: string, dose: number): number {
    const sheet = this.data.measures[id] as Sheet;
    const [place, part] = between(sheet.doses, dose);
    return (place ? (sheet.weights[place - 1] as number) : 0) * (1 - part) + (sheet.weights[place] as number) * part;
  }
  late(id: string, start: number): number { return start - (this.data.measures[id] as Sheet).start; }
  /** S of some doses, and which pillar brings it: the parts of a quadratic form are its own terms and half of each pair. */
  sum(doses: Doses, times: number, to: Cube, above: Cube | null, parts?: Record<string, Cube>): void {
    const on = Object.keys(doses).filter((id) => this.has(id) && doses[id]?.dose);
    const d = (id: string): { dose: number; start: number } => doses[id] as { dose: number; start: number };
    for (const id of on) {
      const own = new Float64Array(to.length), late = this.late(id, d(id).start);
      this.one(own, id, d(id).dose, late, (p) => cube(p.readings));
      this.plus(to, own, times, 0);
      const part = parts?.[(this.data.measures[id] as Sheet).pillar];
      if (part) this.plus(part, own, times, 0);
      if (above) { const up = new Float64Array(this.size); this.one(up, id, d(id).dose, late, (p) => cube(p.above)); this.plus(above, up, times, 0); }
    }
    for (const pair of this.data.pairs) {
      const [a, b] = pair.of;
      if (!on.includes(a) || !on.includes(b)) continue;
      const size = times * this.weight(a, d(a).dose) * this.weight(b, d(b).dose), late = Math.max(this.late(a, d(a).start), this.late(b, d(b).start));
      this.plus(to, cube(pair.readings), size, late);
      if (above) this.plus(above, cube(pair.above), size, late);
      for (const id of [a, b]) { const part = parts?.[(this.data.measures[id] as Sheet).pillar]; if (part) this.plus(part, cube(pair.readings), size / 2, late); }
    }
  }
  /** What a measure alone changes, `[reading, draw, year]`. */
  alone(id: string, dose: number, start: number): Cube {
    const made = new Float64Array(cube(this.data.baseline.readings).length);
    this.one(made, id, dose, this.late(id, start), (p) => cube(p.readings));
    return made;
  }
  /** Euros of one measure by payer, `[draw, year]`. */
  eur(id: string, dose: number, start: number): Record<string, Cube> {
    const sheet = this.data.measures[id], made: Record<string, Cube> = {};
    for (const payer of Object.keys(sheet?.points[0]?.eur ?? {})) {
      const own = new Float64Array(this.data.draws * this.size);
      this.one(own, id, dose, this.late(id, start), (p) => { const found = p.eur[payer]; return found && cube(found); });
      made[payer] = own;
    }
    return made;
  }
}
/** A quantile of sorted values, a straight line between neighbours. */
export function quantile(values: Float64Array, share: number): number {
  const at = share * (values.length - 1), low = Math.floor(at), first = values[low] ?? 0;
  return first + (at - low) * ((values[Math.min(low + 1, values.length - 1)] ?? 0) - first);
}
