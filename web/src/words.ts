// Texts come from the catalogue of the server; numbers follow the rule of krapte's own words.
let texts: Record<string, string> = {};
let lang = "nl";
export const NBSP = "\u00a0";
const MINUS = "\u2212";

export function speak(words: Record<string, string>, language: string): void { texts = words; lang = language; }
export function t(key: string, values: Record<string, string | number> = {}): string {
  const found = texts[key];
  if (found === undefined) return key;
  return found.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
export const has = (key: string): boolean => key in texts;
export const language = (): string => lang;

/** The rounding step an interval allows: two significant figures of its width, or of the median where that is finer. */
export function step(low: number, high: number, median = 0): number {
  const width = Math.abs(high - low);
  const size = Math.max(Math.abs(median), Math.abs(low), Math.abs(high));
  if (width > Math.max(1e-9, 1e-9 * size)) {
    const byWidth = 10 ** (Math.floor(Math.log10(width)) - 1);
    if (Math.abs(median) <= 1e-9) return byWidth;
    const byMedian = 10 ** (Math.floor(Math.log10(Math.abs(median))) - 1);
    return Math.max(byWidth / 10, Math.min(byWidth, byMedian));
  }
  return size <= 1e-9 ? 1 : 10 ** (Math.floor(Math.log10(size)) - 2);
}
export function number(value: number, size = 1, signed = false): string {
  if (!Number.isFinite(value)) return "\u2013";
  const decimals = Math.max(0, -Math.floor(Math.log10(size) + 1e-9));
  const rounded = Math.round(value / size) * size;
  const digits = Math.abs(rounded).toLocaleString(lang === "nl" ? "nl-NL" : "en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const something = /[1-9]/.test(digits);
  return (rounded < 0 && something ? MINUS : signed && something ? "+" : "") + digits;
}
export interface Interval { median: number; low: number; high: number }
export function measured(r: Interval, signed = false, finest = 0): { median: string; low: string; high: string } {
  const size = Math.max(step(r.low, r.high, r.median), finest);
  return { median: number(r.median, size, signed), low: number(r.low, size, signed), high: number(r.high, size, signed) };
}
export const span = (low: string, high: string): string => t("format.span", { low, high });
export function withInterval(r: Interval, signed = false): string {
  const m = measured(r, signed);
  return `${m.median} (${signed || r.low < 0 ? span(m.low, m.high).replace(/ /g, NBSP) : `${m.low}\u2013${m.high}`})`;
}
export function money(value: number): string {
  const size = Math.abs(value);
  const [power, name] = size >= 1e9 ? [9, "billion"] : size >= 1e6 ? [6, "million"] : [0, ""];
  const scaled = value / 10 ** (power as number);
  const shown = number(scaled, scaled ? step(0, Math.abs(scaled)) : 1);
  return t("format.euro", { value: name ? `${shown}${NBSP}${t(`format.${name}`)}` : shown });
}
export const percent = (value: number): string => t("format.percent", { value: number(100 * value) });
export const exact = (value: number): string => value.toLocaleString(lang === "nl" ? "nl-NL" : "en-GB", { maximumSignificantDigits: 12, useGrouping: true });
export const unit = (name: string): string => (has(`unit.${name}`) ? t(`unit.${name}`) : name.replace(/_/g, " "));
/** A level of vacancies while a hand drags: to a thousand, no finer than one typical run allows. */
export const roughly = (value: number): string => number(value, Math.abs(value) >= 10000 ? 1000 : 100);
