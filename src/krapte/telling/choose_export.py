"""A choice as files: tables, the chart, sentences, and every package near the best as a file that can be run again."""

from __future__ import annotations

import json
from typing import Any

from krapte.analysis.choose.choice import Choice
from krapte.analysis.choose.levers import PARTS
from krapte.telling import choose_chart, choose_said, choose_table, export
from krapte.telling.grid import Grid
from krapte.words import LANGUAGES, text


def payload(made: Choice, manifest: dict[str, Any]) -> dict[str, Any]:
    """The choice as JSON-ready data: manifest, packages, doses, regret."""
    return {
        "schema": export.SCHEMA,
        "what": "choose",
        "manifest": manifest,
        "binding": list(made.binding),
        "without": made.without,
        "rows": choose_table.rows(made),
        "doses": choose_table.dose_rows(made),
        "regret": choose_table.regret_rows(made),
    }


def csv(made: Choice) -> bytes:
    """The packages, one row each."""
    return _csv(choose_table.rows(made))


def files(made: Choice) -> dict[str, bytes]:
    """What an output directory holds beside arrays and manifest."""
    found = {"packages.csv": csv(made), "doses.csv": _csv(choose_table.dose_rows(made))}
    if made.regret is not None:
        found["regret.csv"] = _csv(choose_table.regret_rows(made))
    found |= {f"{one.name}.yaml": _package(made, one.name).encode() for one in made.near}
    for lang in LANGUAGES:
        found[f"choice.{lang}.md"] = markdown(made, lang).encode()
        found[f"front.{lang}.svg"] = choose_chart.chart(made, lang).encode()
    return found


def markdown(made: Choice, lang: str) -> str:
    """Sentences, tables and notes as a page."""
    first, *rest = choose_said.sentences(made, lang)
    parts = [f"# {first}", *rest, *(_table(one) for one in choose_table.grids(made, lang))]
    return "\n\n".join([*parts, *choose_said.notes(made, lang)]) + "\n"


def _table(grid: Grid) -> str:
    lines = [grid.heads, ["---"] * len(grid.heads), *grid.cells]
    return f"## {grid.title}\n\n" + "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _package(made: Choice, name: str) -> str:
    """A package file; texts are quoted as in JSON, which YAML reads too."""
    (one,) = [kept for kept in made.kept if kept.name == name]
    lines = [f"id: {name}"]
    for field, words in (("title", "choose.file.title"), ("explanation", "choose.file.explanation")):
        lines.append(f"{field}:")
        for lang in LANGUAGES:
            told = text(words, lang, name=choose_said.name(name, lang), headline=_headline(made, lang))
            lines.append(f"  {lang}: {json.dumps(told, ensure_ascii=False)}")
    lines.append("measures:")
    for lever, n, begin in zip(made.levers, one.plan.parts, one.plan.begins, strict=True):
        if n:
            dose = f"{n / PARTS * lever.measure.dose.high:.12g}"
            lines += [f"  - measure: {lever.measure.id}", f"    dose: {dose}"]
            lines.append(f"    start: {lever.starts[begin]}")
    return "\n".join(lines) + "\n"


def _headline(made: Choice, lang: str) -> str:
    return choose_said.headline(made, lang)


def _csv(rows: list[dict[str, object]]) -> bytes:
    return export.csv_bytes(list(rows[0]), rows)
