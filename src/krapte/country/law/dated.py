"""Law as dated values: (from when, until when, value, reference), with the date until which each was verified.

``law.csv`` holds a row per change; ``law_parameters.csv`` what each parameter is: its area, whether it is law, a
budget, an agreement, a scheme, a plan or a proposal, its unit, under which name a run that rests on it says so, and
where the rule stands (a row of ``law.csv`` may have a reference of its own).
Every value is published: the id of a figure, or a cell of the series ``policy_timeline`` as
``policy_timeline:date:parameter:old`` (or ``new``). Events without a number (``...:first word:event``) count as 1.
A value holds until the next row of its parameter, or until its last day. Beyond "verified until" it is carried on as
it stands, and whoever rests on it says so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from krapte import figures
from krapte.country import parameters
from krapte.figures import known
from krapte.figures.errors import InputError

FILE, PARAMETERS = "law.csv", "law_parameters.csv"
SERIES = "policy_timeline"
# Rules every run rests on, and those it rests on when a measure moves a parameter of that record.
ALWAYS = ("aow_age", "ruling_months")
MOVED = {"funding": ("mbo_funding",)}


@dataclass(frozen=True)
class Kind:
    """What a legal parameter is and where it stands; ``used_as`` names the rule a run rests on, or is blank."""

    id: str
    area: str
    status: str
    unit: str
    used_as: str
    reference: str


@dataclass(frozen=True)
class Dated:
    """One value of a legal parameter in its unit: in force from ``since`` to ``until`` (none: no end was decided)."""

    parameter: str
    since: date
    until: date | None
    value: float
    figure: str
    grade: str
    source: str
    reference: str
    verified_until: date

    @property
    def kind(self) -> Kind:
        """What the parameter is."""
        return kinds()[self.parameter.split("[")[0]]


@cache
def kinds() -> dict[str, Kind]:
    """What each parameter is, by id and in table order."""
    rows = csv.DictReader(parameters.packaged(PARAMETERS).splitlines())
    return {row["parameter"]: Kind(row["parameter"], *list(row.values())[1:]) for row in rows}


@cache
def load() -> tuple[Dated, ...]:
    """All dated values: by parameter in the order of ``law_parameters.csv``, oldest first."""
    with known.at(None):  # a row says itself from when it holds
        rows = [_dated(row) for row in csv.DictReader(parameters.packaged(FILE).splitlines())]
    order = list(kinds())
    # Sorting is stable: slots of a parameter stay in the order of the table.
    slots = list(dict.fromkeys(row.parameter for row in rows))
    return tuple(
        sorted(
            rows,
            key=lambda row: (order.index(row.kind.id), slots.index(row.parameter), row.since),
        )
    )


def _dated(row: dict[str, str]) -> Dated:
    found, grade, source = _published(row["figure"])
    return Dated(
        parameter=row["parameter"],
        since=date.fromisoformat(row["from"]),
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        value=found,
        figure=row["figure"],
        grade=grade,
        source=source,
        reference=row["reference"] or kinds()[row["parameter"].split("[")[0]].reference,
        verified_until=date.fromisoformat(row["verified_until"]),
    )


def _published(name: str) -> tuple[float, str, str]:
    """Value, grade and title of the source of a figure or of a cell of the series of dated decisions."""
    if not name.startswith(f"{SERIES}:"):
        figure = figures.load()[name]
        return figure.value, figure.grade, figure.source.title
    _, day, what, column = name.split(":")
    series = figures.table(SERIES)
    for row in series.rows:
        named = row["event"].startswith(what) if column == "event" else row["parameter"] == what
        if row["date"] == day and named:
            titles = {source.source_id: source.title for source in series.sources}
            cell = 1.0 if column == "event" else float(row[column])
            return cell, row["grade"], titles[row["source_id"]]
    raise InputError("unknown_figure", where=FILE, found=name, expected=f"a row of {SERIES}")


def names() -> list[str]:
    """The names of all parameters and of their parts (``price_factor[construction]``), in table order."""
    return list(dict.fromkeys(row.parameter for row in load()))


def rows_of(name: str) -> list[Dated]:
    """The dated values of a parameter with all its parts, or of one part; InputError with the nearest names."""
    found = [row for row in load() if name in (row.parameter, row.kind.id)]
    if not found:
        near = parameters.unknown(name, sorted({*names(), *kinds()}))
        raise InputError("unknown_law", where="law", found=name, expected=near.expected)
    return found


def timeline(parameter: str) -> list[Dated]:
    """The dated values of a legal parameter, oldest first; none for a name that is no parameter."""
    return [row for row in load() if row.parameter == parameter]


def on(parameter: str, day: date) -> Dated | None:
    """The row in force on ``day``; none before the first and after the last day of the last."""
    rows = [row for row in timeline(parameter) if row.since <= day]
    if not rows or (rows[-1].until is not None and rows[-1].until < day):
        return None
    return rows[-1]


def in_force(parameter: str, day: date) -> Dated:
    """The row in force on ``day``; InputError where none is known."""
    row = on(parameter, day)
    if row is None:
        rows = timeline(parameter)
        first = min((one.since.year for one in rows), default="no such parameter of the law")
        last = rows[-1].until if rows else None
        expected = f">= {first}" if last is None else f"{first}-{last.year}"
        raise InputError("year_out_of_range", where=f"{FILE}: {parameter}", found=day.year, expected=expected)
    return row


def value(parameter: str, year: int) -> float:
    """The value in force on 1 January of ``year``."""
    return in_force(parameter, date(year, 1, 1)).value


def beyond(to: int, moved: Iterable[str] = ()) -> list[str]:
    """Notes for a run to ``to``: which rules it uses beyond the date they were verified.

    ``moved`` are parameters of the model that measures move (``funding.price_factor``): some rules count only then.
    """
    records = {name.split(".")[0] for name in moved}
    used = [*ALWAYS, *(rule for record, rules in MOVED.items() if record in records for rule in rules)]
    until: dict[str, int] = {}
    for name in names():
        last = timeline(name)[-1]
        rule = last.kind.used_as
        until[rule] = min(until.get(rule, last.verified_until.year), last.verified_until.year)
    return [f"law_beyond_verified:{rule}:{until[rule]}" for rule in used if to > until[rule]]
