"""Realised figures: what was published, of which period, when, and how a quarter stands beside a model of years.

    period     2027 (mean of the year), 2027Q2 (mean of the quarter)
    published  when; a later one of the same period replaces an earlier one, and both are kept
    adjusted   yes, no or nothing: whether the season is taken out
    value      empty where a figure is missing: missing is missing, never zero

The model's year t is the mean of that year, so it stands at t + 1/2; what is carried out in a year too. The mean of a
quarter stands at its middle: t + 1/8, 3/8, 5/8, 7/8. Between years the path runs in a straight line, quantile by
quantile. A quarter that is not adjusted for the season is not compared by itself; four of one year make its mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from krapte.agenda import distribution, tolerant
from krapte.agenda.distribution import CARRIED_OUT, GROUPS, READINGS, Spread, Table
from krapte.agenda.terms import span
from krapte.country.axes import LAST_YEAR
from krapte.figures.lines import Line

COLUMNS = ("period", "group", "reading", "value", "unit", "published", "adjusted", "source")
PERIOD = re.compile(r"^(\d{4})(?:[- ]?[QqKk]([1-4]))?$")
ADJUSTED = {"yes": True, "ja": True, "no": False, "nee": False, "": None}
MIDDLE = 0.5
QUARTERS = 4


class Observed(NamedTuple):
    """One published figure; ``quarter`` is 0 for a whole year, ``value`` nothing where it is missing."""

    year: int
    quarter: int
    group: str
    reading: str
    value: float | None
    unit: str
    published: str
    adjusted: bool | None
    source: str

    @property
    def at(self) -> float:
        """The middle of its period, in years."""
        return self.year + (MIDDLE if not self.quarter else (self.quarter - MIDDLE) / QUARTERS)

    @property
    def period(self) -> str:
        """The period as it is written."""
        return f"{self.year}Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def comparable(self) -> bool:
        """Whether it can stand beside the path: known, and no season in it."""
        return self.value is not None and (not self.quarter or self.adjusted is True)


class Figures(NamedTuple):
    """What holds now, what it replaced, and how the file was unusual."""

    latest: list[Observed]
    replaced: list[Observed]
    notes: tuple[str, ...]


def read(path: Path, table: Table, until: int = LAST_YEAR) -> Figures:
    """The figures of a file, of periods to the year ``until``; InputError with line for what cannot be compared."""
    read_ = tolerant.read(path, COLUMNS, ("value",))
    seen: dict[tuple[object, ...], int] = {}
    found = []
    for row in read_.rows:
        one = _observed(read_, row, table)
        key = (*_of(one), span(one.published).first)
        if key in seen:
            raise row.wrong("duplicate_period", "period", f"once per published (first in line {seen[key]})")
        seen[key] = row.number
        if one.year <= until:
            found.append(one)
    latest, replaced = vintages(found)
    return Figures(latest, replaced, read_.notes)


def _observed(table: tolerant.Table, row: Line, known: Table) -> Observed:
    cells = row.cells
    period = PERIOD.match(cells["period"])
    if period is None:
        raise row.wrong("period_malformed", "period", "2027 | 2027Q2")
    year, quarter = int(period[1]), int(period[2] or 0)
    first = distribution.begins(known)
    if not first < year <= LAST_YEAR:
        raise row.wrong("year_out_of_range", "period", f"{first + 1} - {LAST_YEAR}")
    if cells["reading"] not in (*READINGS, CARRIED_OUT):
        raise row.wrong("unknown_indicator", "reading", " | ".join((*READINGS, CARRIED_OUT)))
    groups = {key[1]: spread.unit for key, spread in known.items() if key[2] == cells["reading"]}
    if cells["group"] not in groups:
        raise row.wrong("not_one_of", "group", " | ".join(groups) or " | ".join(GROUPS))
    if cells["unit"] != groups[cells["group"]]:
        raise row.wrong("wrong_unit", "unit", groups[cells["group"]])
    if cells["adjusted"].lower() not in ADJUSTED:
        raise row.wrong("not_one_of", "adjusted", "yes | no")
    try:
        span(cells["published"])
    except ValueError:
        raise row.wrong("date_malformed", "published", "2028-03-15 | 2028-03 | 2028") from None
    value = None if cells["value"] == "" else table.number(row, "value")
    if value is not None and value < 0:
        raise row.wrong("out_of_range", "value", ">= 0; empty where it is missing")
    return Observed(
        year,
        quarter,
        cells["group"],
        cells["reading"],
        value,
        cells["unit"],
        cells["published"],
        ADJUSTED[cells["adjusted"].lower()],
        cells["source"],
    )


def _of(one: Observed) -> tuple[str, str, int, int]:
    """What a figure is of: two of the same differ in when they were published."""
    return one.group, one.reading, one.year, one.quarter


def vintages(found: Iterable[Observed]) -> tuple[list[Observed], list[Observed]]:
    """The latest figure of each period, and the earlier ones it replaced. A later gap replaces nothing."""
    latest, replaced = [], []
    ordered = sorted(found, key=lambda one: (*_of(one), span(one.published).first))
    for _, group in groupby(ordered, key=_of):
        own = list(group)
        known = [one for one in own if one.value is not None]
        chosen = known[-1] if known else own[-1]
        latest.append(chosen)
        replaced += [one for one in own if one is not chosen]
    return latest, replaced


def bridged(latest: Iterable[Observed]) -> list[Observed]:
    """Figures that can stand beside the path, in order of time: years, adjusted quarters, and means of four quarters.

    Four known quarters of a year of which none is published as a whole make its mean, also unadjusted.
    """
    found = list(latest)
    years = {(one.group, one.reading, one.year) for one in found if not one.quarter and one.value is not None}
    made = [one for one in found if one.comparable]
    quarters = sorted((one for one in found if one.quarter), key=_of)
    for key, group in groupby(quarters, key=lambda one: (one.group, one.reading, one.year)):
        own = [one for one in group if one.value is not None]
        if len(own) == QUARTERS and key not in years and not all(one.adjusted for one in own):
            mean = sum(one.value or 0.0 for one in own) / QUARTERS
            last = max(own, key=lambda one: span(one.published).first)
            made.append(last._replace(quarter=0, value=mean, adjusted=None))
    return sorted(made, key=lambda one: (one.group, one.reading, one.at))


def expected(table: Table, one: Observed, back: float = 0.0, variant: str = "package") -> Spread | None:
    """The path at the middle of a period, or some years before it; nothing outside the years of the path."""
    place = one.at - back - MIDDLE
    first = int(place // 1)
    part = place - first
    low = table.get((first, one.group, one.reading, variant))
    high = table.get((first + 1, one.group, one.reading, variant)) if part > 0 else low
    if low is None or high is None:
        return None
    values = tuple((1 - part) * a + part * b for a, b in zip(low.values, high.values, strict=True))
    return distribution.Spread(low.unit, values)
