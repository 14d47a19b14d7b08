// Technicians over the sectors: an allocation of what the groups give, and a letter C that says so.
import type { Columns } from "../types";
import type { View } from "../store";
import { number, t, withInterval } from "../words";
import { Groups } from "../charts/small";
import { Figure, type Table } from "./Figure";

const ALLOCATED = ["vacancies", "shortage"];
export function SectorsPart({ v, fresh }: { v: View; fresh: boolean }) {
  const { answer, q } = v;
  if (!answer || answer.approximate) return null;
  const reading = ALLOCATED.includes(q.reading) ? q.reading : "vacancies", at = answer.years.indexOf(q.year);
  const rows = Object.entries(answer.sectors[reading] ?? {}).map(([id, c]) => ({ id, name: t(`sector.${id}`), without: c.baseline as Columns, with: c.package, at })).sort((a, b) => (b.without.median[at] ?? 0) - (a.without.median[at] ?? 0));
  if (!rows.length) return null;
  const cell = (c: Columns | undefined): string => (c ? withInterval({ median: c.median[at] ?? 0, low: c.low[at] ?? 0, high: c.high[at] ?? 0 }) : "");
  const table: Table = { head: [t("lab.col.sector"), t("lab.variant.baseline"), ...(answer.package ? [t("lab.variant.package")] : [])], rows: rows.map((r) => [r.name, cell(r.without), ...(answer.package ? [cell(r.with)] : [])]) };
  const raw: Table = { head: ["year", "sector", "reading", "variant", "median", "low", "high", "grade", "draws"], rows: rows.flatMap((r) => Object.entries(answer.sectors[reading]?.[r.id] ?? {}).map(([variant, c]) => [q.year, r.id, reading, variant, c.median[at] ?? "", c.low[at] ?? "", c.high[at] ?? "", "C", answer.draws])) };
  return <div class={fresh ? "sectors" : "sectors stale"}><Figure name="sectors" title={t("lab.sectors", { year: q.year })} lead={`${t(`lab.reading.${reading}`)}. ${t("lab.groups_note")} \u00b7 ${t("lab.stage.draws", { draws: number(answer.draws) })}`} table={table} raw={raw} foot={answer.made_with} draw={(w) => <Groups rows={rows} width={w} name="sectors" desc={table.rows.map((r) => r.join(" ")).join(". ")} />} note={<p>{t("lab.sectors_note")}</p>} /></div>;
}
