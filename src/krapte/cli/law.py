"""``krapte law``: the law as dated values, with the source of each and the date until which it was verified."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from krapte.cli import options as o
from krapte.cli import show
from krapte.words import text
from krapte.words.formats import exact, grade, unit

if TYPE_CHECKING:
    from krapte.country.law import Dated


def law(parameter: o.Id = None, lang: o.Lang = None, format: o.Format = "table") -> None:
    """The last value of each rule; all values of one rule, with where they stand."""
    from krapte.country import law as rules

    chosen = str(lang)
    rows = list(rules.load()) if parameter is None else rules.rows_of(parameter)
    if format != "table":
        show.listing("law", format, chosen, [record(row) for row in rows], {})
        return
    if parameter is None:
        last = {row.parameter: row for row in rows}
        show.listing("law", format, chosen, [], _columns(list(last.values()), chosen))
        show.aside(text("cli.law_hint", chosen))
        return
    show.listing("law", format, chosen, [], _columns(rows, chosen))
    for reference, source in dict.fromkeys((row.reference, row.source) for row in rows):
        show.card([("reference", reference), ("source", source)], chosen)


def record(row: Dated) -> dict[str, Any]:
    """A dated value as plain data; an open end is empty."""
    return {
        "parameter": row.parameter,
        "title_nl": _title(row.parameter, "nl"),
        "title_en": _title(row.parameter, "en"),
        "area": row.kind.area,
        "status": row.kind.status,
        "from": row.since.isoformat(),
        "until": row.until.isoformat() if row.until else None,
        "value": row.value,
        "unit": row.kind.unit,
        "grade": row.grade,
        "figure": row.figure,
        "source": row.source,
        "reference": row.reference,
        "verified_until": row.verified_until.isoformat(),
    }


def _title(parameter: str, lang: str) -> str:
    """Loaded when it is needed: the help of a command must be quick."""
    from krapte.telling.law_page import title

    return title(parameter, lang)


def _columns(rows: Sequence[Dated], lang: str) -> dict[str, list[str]]:
    return {
        "id": [row.parameter for row in rows],
        "title": [_title(row.parameter, lang) for row in rows],
        "value": [exact(row.value, lang) for row in rows],
        "unit": [unit(row.kind.unit, lang) for row in rows],
        "since": [row.since.isoformat() for row in rows],
        "until": [row.until.isoformat() if row.until else "" for row in rows],
        "status": [text(f"law_status.{row.kind.status}", lang) for row in rows],
        "verified_until": [row.verified_until.isoformat() for row in rows],
        "grade": [grade(row.grade, lang) for row in rows],
    }
