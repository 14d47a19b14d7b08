"""The part of ``krapte parameters`` that is about what is not drawn: choices behind base stocks, inputs and the fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from krapte.cli import show
from krapte.words import text
from krapte.words.formats import exact, grade, grade_in_full, span, unit

if TYPE_CHECKING:
    from krapte.country.assumptions import Assumption, Value

    Chosen = tuple[Assumption, Value]

SHAPE = "not_drawn"  # stands where a parameter tells the shape of its prior


def found(id: str | None) -> list[Chosen]:
    """The values asked for: all, those of a file (``sectors``), of an id, or one; none where there is no such name."""
    from krapte.country import assumptions

    return [
        (row, value)
        for row in assumptions.load()
        for value in row.values
        if id in (None, row.id.split(".")[0], row.id, row.slot(value))
    ]


def record(chosen: Chosen) -> dict[str, Any]:
    """A value as plain data, in the fields of a parameter."""
    row, value = chosen
    return {
        "slot": row.slot(value),
        "id": row.id,
        "dims": f"part={value.part}" if value.part else "",
        "title_nl": row.title_nl,
        "title_en": row.title_en,
        "unit": row.unit,
        "shape": SHAPE,
        "central": value.value,
        "low": value.low,
        "high": value.high,
        "bound_low": None,
        "bound_high": None,
        "figures": list(row.figures),
        "grade": row.grade,
        "owner": row.owner,
        "why": row.why,
        **history(None),
    }


def history(slot: str | None) -> dict[str, Any]:
    """A number after history was seen: empty where no fitted year sees it, and for what is not drawn."""
    from krapte.learning import moved

    one = moved.load().get(slot) if slot else None
    names = ("low", "median", "high", "spread", "shift")
    told: dict[str, Any] = {f"after_{name}": getattr(one, name) if one else None for name in names}
    return told | {"pulled_by": list(one.series) if one else []}


def show_list(chosen: Sequence[Chosen], lang: str) -> None:
    """A line per id under a heading of their own; the number of values where there are more than one."""
    rows = {row.id: row for row, _ in chosen}
    columns = [_cells(row, lang, row.id, row.values) for row in rows.values()]
    show.out(text("cli.not_drawn", lang))
    show.listing("parameters", "table", lang, [], _together(columns))


def show_id(chosen: Sequence[Chosen], lang: str) -> None:
    """One value as a card; the values of one id as a list and what they rest on."""
    row, only = chosen[0]
    if len(chosen) == 1:
        value, range_ = _numbers(row, lang, [only])
        lines = [("title", _title(row, lang)), ("value", value), ("unit", unit(row.unit, lang))]
        show.card([("id", row.slot(only)), *lines, ("range", range_), *_behind(row, lang)], lang)
        return
    columns = [_cells(row, lang, row.slot(value), [value]) for _, value in chosen]
    show.listing("parameters", "table", lang, [], _together(columns))
    show.out("")
    show.card([("id", row.id), *_behind(row, lang)], lang)


def _behind(row: Assumption, lang: str) -> list[tuple[str, str]]:
    from krapte.cli.parameters import told_figure

    return [
        ("shape", show.word("shape", SHAPE, lang)),
        ("grade", grade_in_full(row.grade, lang)),
        ("figures", "\n".join(told_figure(name, lang) for name in row.figures)),
        ("owner", row.owner),
        ("why", row.why),
    ]


def _numbers(row: Assumption, lang: str, values: Sequence[Value]) -> tuple[str, str]:
    """Value and range of one value, or how many there are."""
    if len(values) > 1:
        return text("cli.values", lang, count=len(values)), ""
    (only,) = values
    value, low, high = (exact(number, lang, row.unit) for number in (only.value, only.low, only.high))
    return value, span(low, high, lang)


def _cells(row: Assumption, lang: str, name: str, values: Sequence[Value]) -> dict[str, str]:
    value, range_ = _numbers(row, lang, values)
    return {
        "id": name,
        "value": value,
        "range": range_,
        "unit": unit(row.unit, lang),
        "grade": grade(row.grade, lang),
        "title": _title(row, lang),
    }


def _together(rows: Sequence[dict[str, str]]) -> dict[str, list[str]]:
    return {label: [row[label] for row in rows] for label in rows[0]}


def _title(row: Assumption, lang: str) -> str:
    return row.title_nl if lang == "nl" else row.title_en
