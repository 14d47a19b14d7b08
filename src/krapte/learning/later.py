"""Series of years to come: what each realised figure may be off from a true model, for all series that are known.

The fit has errors of the series it learns from (``series.csv``). Of the others ``later.csv`` tells how far growth since
the last fitted year may be off: they were left out of the fit because something was set on them in its years, or
because they follow from others, and neither holds for a year that comes. Sizes are judgements (C), in log points.

``follows`` names series that make this one: a year that is known of all of them tells nothing new of it. ``ended`` is
a series that nobody counts any more as the fit knew it.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import NamedTuple

from krapte.figures.errors import InputError
from krapte.learning import data
from krapte.learning.data import Row

TABLE = "later.csv"


class Later(NamedTuple):
    """A series of years to come: its row with errors, and which series make it."""

    row: Row
    follows: tuple[str, ...]


@cache
def table() -> dict[str, Later]:
    """All series that a realised figure may be of, by name, in the order of ``series.csv``."""
    fitted = {row.series: row for row in data.rows()}
    more = {row["series"]: row for row in _read(TABLE)}
    made = {}
    for row in _read(data.TABLE):
        name = row["series"]
        own = more.get(name, {})
        if own.get("ended"):
            continue
        if name in fitted:
            known = fitted[name]
        else:
            numbers = {part: own[part] for part in ("noise", "walk")}
            known = data.as_row(row | numbers | {"level": "0"})
        made[name] = Later(known, tuple(own.get("follows", "").split()))
    return made


def _read(name: str) -> list[dict[str, str]]:
    text = resources.files("krapte.learning").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def row_of(series: str, where: str) -> Row:
    """The row of a series; InputError where there is none."""
    if series not in table():
        raise InputError("unknown_series", where=where, found=series, expected=", ".join(table()))
    return table()[series].row


def new(series: dict[str, dict[int, float]]) -> dict[str, dict[int, float]]:
    """The figures that tell something new, by series and year: without years that follow from other series."""
    made = {}
    for name, values in series.items():
        parents = table()[name].follows
        told = [set(series.get(parent, {})) for parent in parents]
        known = set.intersection(*told) if told else set()
        left = {year: value for year, value in values.items() if year not in known}
        if left:
            made[name] = left
    return made
