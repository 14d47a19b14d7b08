"""The worth of knowing as data and as files: rows, candidates, charts in both languages, and the JSON payload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from krapte.telling.export import SCHEMA, csv_bytes
from krapte.words import LANGUAGES

if TYPE_CHECKING:
    from krapte.analysis.information import Knowing

WORTH = (
    "group",
    "kind",
    "inputs",
    "judged",
    "known",
    "known_error",
    "known_raw",
    "study",
    "study_error",
    "unit",
    "known_eur",
    "study_eur",
    "changes",
    "other",
)
CANDIDATES = ("package", "factor", "eur", "brings", "low", "high", "best", "chosen")


def rows_csv(answer: Knowing) -> bytes:
    """The worth of every group."""
    return csv_bytes(WORTH, answer.rows)


def payload(answer: Knowing) -> dict[str, Any]:
    """All of it as JSON."""
    return {
        "schema": SCHEMA,
        "what": "worth-of-knowing",
        "manifest": answer.manifest,
        "chosen": answer.chosen,
        "marginal": answer.marginal,
        "rows": list(answer.rows),
        "candidates": list(answer.candidates),
    }


def files(answer: Knowing) -> dict[str, bytes]:
    """What an output directory holds beside arrays and manifest."""
    from krapte.telling import chart_knowing

    made = {"worth.csv": rows_csv(answer), "candidates.csv": csv_bytes(CANDIDATES, answer.candidates)}
    return made | {f"worth.{lang}.svg": chart_knowing.chart(answer, lang).encode() for lang in LANGUAGES}
