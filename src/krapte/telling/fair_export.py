"""A fair split as data and as files: rows, pairs, costs, charts in both languages, and the JSON payload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from krapte.telling.export import SCHEMA, csv_bytes
from krapte.words import LANGUAGES

if TYPE_CHECKING:
    from krapte.analysis.fair_answer import FairAnswer

ROWS = (
    "year",
    "group",
    "reading",
    "by",
    "player",
    "pillar",
    "mean",
    "low",
    "high",
    "unit",
    "right_sign",
    "share",
    "error",
    "alone",
    "last",
)
PAIRS = ("year", "one", "two", "mean", "error", "unit", "way", "shared", "exact")
COSTS = (
    "player",
    "pillar",
    "first",
    "last",
    "spent",
    "technician_years",
    "eur",
    "why_not",
    "chance",
)


def rows_csv(answer: FairAnswer) -> bytes:
    """Every part in every year, in long form."""
    return csv_bytes(ROWS, answer.rows)


def payload(answer: FairAnswer) -> dict[str, Any]:
    """The split as JSON."""
    return {
        "schema": SCHEMA,
        "what": "split",
        "manifest": answer.manifest,
        "rows": list(answer.rows),
        "pairs": list(answer.pairs),
        "costs": list(answer.costs),
    }


def files(answer: FairAnswer) -> dict[str, bytes]:
    """What an output directory holds beside arrays and manifest."""
    from krapte.telling import chart_fair

    made = {"split.csv": rows_csv(answer), "costs.csv": csv_bytes(COSTS, answer.costs)}
    if answer.pairs:
        made["pairs.csv"] = csv_bytes(PAIRS, answer.pairs)
    for lang in LANGUAGES:
        made[f"split.{lang}.svg"] = chart_fair.chart(answer, lang).encode()
    return made
