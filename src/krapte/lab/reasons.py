"""Why the interval of an answer is as wide as it is: the five inputs that carry most of it, as the page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from krapte.analysis import why
from krapte.analysis.rows import WhyRow
from krapte.analysis.runs import Counter, Floats
from krapte.engine import results
from krapte.lab import package as packs
from krapte.lab.answers import Answers, Hear
from krapte.lab.kept import Kept
from krapte.lab.question import Question
from krapte.telling import why_table
from krapte.words import text
from krapte.words.formats import grade

KEPT = 24  # answers


class Reasons:
    """Computes what an interval hangs on, and keeps what was computed last."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._kept: Kept[tuple[list[WhyRow], Floats]] = Kept(KEPT)

    def why(self, question: Question, hear: Hear) -> dict[str, Any]:
        """The five inputs of a question's answer; slopes are taken on the first draws of a quick answer."""
        rows, felt = self._kept.get(self._answers.key(question), lambda: self._found(question, hear))
        return told(rows, felt, question.lang)

    def _found(self, question: Question, hear: Hear) -> tuple[list[WhyRow], Floats]:
        runs = self._answers.rooms.lab(question, self._answers.sizes.quick).runs
        package = self._answers.package(question)
        count = Counter(hear, 2 * runs.draws + why.planned(runs, package))
        sets = {"baseline": runs.baseline(count)}
        if package is not None:
            sets["package"] = runs.variant(runs.moved(package), count)
        both = results.variants(sets)
        return why.told(runs, package, both, count)[: why_table.MOST], why.felt(both, why.year(runs))


def told(rows: Sequence[WhyRow], felt: Floats, lang: str) -> dict[str, Any]:
    """The rows in words, around the median of what they explain."""
    if not rows:
        return {"kind": "why", "draws": 0, "rows": [], "title": "", "notes": [], "median": 0.0, "year": 0}
    first = rows[0]
    titles = packs.titles(row["measure"] for row in rows)
    return {
        "kind": "why",
        "year": first["year"],
        "variant": first["variant"],
        "draws": first["draws"],
        "median": float(np.median(felt)),
        "title": text(f"why.title.{first['variant']}", lang, year=first["year"]),
        "rows": [_row(row, titles, lang) for row in rows],
        "notes": why_table.inputs_notes(rows, lang),
    }


def _row(row: WhyRow, titles: why_table.Titles, lang: str) -> dict[str, Any]:
    low, high = why_table.ends(row, lang)
    return {
        "input": why_table.named(row, titles, lang),
        "grade": row["grade"],
        "grade_words": grade(row["grade"], lang),
        "low": low,
        "high": high,
        "size": row["size"],
        "share": row["share"],
        "figures": len(row["figures"].split()),
    }
