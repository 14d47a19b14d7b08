// How to make a moved package again without the page: its file, the command and the Python, as krapte/lab/package.py writes them.
import type { Catalogue, Question } from "./types";
import type { SurfaceData } from "./surface";
import { now, steps } from "./question";

export interface File { id: string; text: string; empty: boolean }
type Begin = SurfaceData["packages"][string];
/** A number as Python writes one with a fraction: 450.0. */
const float = (v: number): string => (Number.isInteger(v) ? v.toFixed(1) : String(v));

export function fileOf(q: Question, cat: Catalogue, begin: Begin): File {
  const id = `${q.package}-changed`, lines = [`id: ${id}`, "title:", ...words(begin.changed), "explanation:", ...words(begin.explanation)];
  if (begin.scenario) lines.push(`scenario: ${begin.scenario}`);
  if (begin.beside) lines.push(`beside: ${begin.beside}`);
  const shipped = cat.packages.find((p) => p.id === q.package), avoids = shipped?.avoids ?? [];
  const own = cat.measures.flatMap((m) => { const rows = steps(q, m, cat); if (!q.doses[m.id]) return rows; const d = now(q, m, cat); return [{ measure: m.id, dose: d.dose, start: d.start, end: rows[0]?.end ?? null }]; }).filter((r) => r.dose !== 0);
  for (const [name, rows] of [["avoids", avoids], ["measures", own]] as const) {
    if (rows.length || name === "measures") lines.push(rows.length ? `${name}:` : `${name}: []`);
    for (const r of rows) { lines.push(`  - measure: ${r.measure}`, `    dose: ${float(r.dose)}`, `    start: ${r.start}`); if (r.end !== null) lines.push(`    end: ${r.end}`); }
  }
  return { id, text: `${lines.join("\n")}\n`, empty: own.length === 0 };
}
const words = (of: { nl: string; en: string }): string[] => [`  nl: ${JSON.stringify(of.nl)}`, `  en: ${JSON.stringify(of.en)}`];
export function command(q: Question, data: SurfaceData, file: File): string {
  const options = `--scenario ${data.scenario} --to ${data.to} --draws ${data.draws} --seed ${data.seed} --lang ${q.lang}`;
  return file.empty ? `krapte baseline ${options}` : `cat > ${file.id}.yaml <<'END'\n${file.text}END\nkrapte answer ${file.id}.yaml ${options}`;
}
export function python(data: SurfaceData, file: File): string {
  const lab = `lab = Laboratory(scenario="${data.scenario}", draws=${data.draws}, seed=${data.seed}, to=${data.to})`, first = "from krapte.analysis.laboratory import Laboratory";
  if (file.empty) return [first, lab, "run = lab.run()", "rows = run.rows", ""].join("\n");
  return [first, "from pathlib import Path", `Path("${file.id}.yaml").write_text("""${file.text}""")`, lab, `run = lab.run("${file.id}.yaml")`, "rows = run.rows", ""].join("\n");
}
