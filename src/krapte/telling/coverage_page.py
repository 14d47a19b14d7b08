"""The page that says what of the position paper is built: made from its table and the measure files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from krapte.analysis.coverage import Row, assumed, evidence
from krapte.measures.schema import Measure

HEAD = """# Coverage: what of the position paper is built

This page is generated (`make docs`). Every row of the paper stands here with what answers it. A proposal has one or
more measure files; each says in its field `paper` which row it belongs to. *Evidence* counts the published figures that
a file names, by letter: A is read in a source, B is known but was not opened, C is an assumption of ours. The numbers a
measure works with are nearly all C: our translation of that evidence, with a range.
"""
TITLES = {
    "question": "The questions",
    "measure": "The proposals",
    "baseline": "The baseline",
    "scenario": "The context",
    "agenda": "The agenda",
    "system": "Systems that the paper names",
    "claims": "Claims of fact",
}


def page(rows: Sequence[Row]) -> str:
    """The page as Markdown."""
    counts = {state: sum(row.state == state for row in rows) for state in ("built", "partly", "not yet")}
    parts = [HEAD, f"Of {len(rows)} rows {counts['built']} are built, {counts['partly']} partly, "]
    parts[-1] += f"{counts['not yet']} not yet.\n"
    for kind, title in TITLES.items():
        own = [row for row in rows if row.kind == kind]
        parts.append(f"## {title}\n\n{_proposals(own) if kind == 'measure' else _others(own)}\n")
    return "\n".join(parts)


def _proposals(rows: Sequence[Row]) -> str:
    lines = ["| id | proposal | measure | mechanism: what it moves | evidence | its own numbers | tests |"]
    lines.append("| :-- | :-- | :-- | :-- | :-- | :-- | :-- |")
    for row in rows:
        for place, measure in enumerate(row.measures):
            what = f"{row.what} ({row.state})" if place == 0 else ""
            what = f"{what}; {row.answer}" if place == 0 and row.answer else what
            tests = _tests(row) if place == 0 else ""
            cells = [row.id if place == 0 else "", what, f"`{measure.id}`", _moves(measure)]
            cells += [_letters(evidence(measure)), _letters(assumed(measure)), tests]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _others(rows: Sequence[Row]) -> str:
    lines = ["| id | what | state | answered by | tests |", "| :-- | :-- | :-- | :-- | :-- |"]
    lines += [f"| {row.id} | {row.what} | {row.state} | {row.answer} | {_tests(row)} |" for row in rows]
    return "\n".join(lines)


def _moves(measure: Measure) -> str:
    return ", ".join(f"`{name}`" for name in dict.fromkeys(move.parameter for move in measure.moves))


def _letters(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {letter}" for letter, count in counts.items())


def _tests(row: Row) -> str:
    return ", ".join(f"`{test}`" for test in row.tests)
