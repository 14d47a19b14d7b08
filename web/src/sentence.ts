// The answer in one or two sentences, by the rule of krapte/telling/headline.py, for answers that no server tells.
import { measured, number, step, t, type Interval } from "./words";

export interface Certain extends Interval { right: number; draws: number }
const bare = (shown: string): string => shown.replace(/^\u2212/, "");
const amount = (value: number, size: number): string => {
  const shown = number(Math.abs(value), size);
  return /[1-9]/.test(shown) ? t(value < 0 ? "amount.less" : "amount.more", { n: shown }) : t("amount.none");
};
export function headline(title: string, year: number, chosen: Interval, base: Interval, difference: Certain): string {
  const first = t("headline.package", { package: title, year, with: measured(chosen).median, without: measured(base).median });
  return `${first} ${certainty(difference)}`;
}
export function ground(year: number, vacancies: Interval, shortage: Interval): string {
  return `${t("headline.baseline", { year, ...measured(vacancies) })} ${t("headline.shortage", { ...measured(shortage) })}`;
}
function certainty(d: Certain): string {
  if (d.low === 0 && d.high === 0) return t("headline.no_effect");
  const size = step(d.low, d.high, d.median), way = d.median < 0 ? "less" : "more";
  const unsure = d.low <= 0 && d.high >= 0;
  const ends = [Math.abs(d.low), Math.abs(d.high)].sort((a, b) => a - b) as [number, number];
  const told = unsure
    ? t("headline.uncertain", { size: amount(d.median, size), low: amount(d.low, size), high: amount(d.high, size) })
    : t(`headline.${way}`, { size: number(Math.abs(d.median), size), low: number(ends[0], size), high: number(ends[1], size) });
  const total = Math.min(100, d.draws), count = Math.round(d.right * total);
  return told + t(`headline.runs_${way}`, { count: d.right < 1 ? Math.min(count, total - 1) : count, total });
}
export function finding(year: number, d: Interval): string {
  if (d.low === 0 && d.high === 0) return t("finding.no_effect", { year });
  if (d.low <= 0 && d.high >= 0) return t("finding.uncertain", { year });
  return t(`finding.${d.median < 0 ? "less" : "more"}.vacancies`, { year, size: bare(measured(d).median) });
}
