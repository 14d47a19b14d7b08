"""The panel of observed yearly series as records: families, series, steps of growth, and what was known at an origin.

Whoever forecasts holds a :class:`Past` and nothing else: it gives the values up to its origin, and of later years
only what its track grants. A score reads the whole panel with :func:`series`.

The skip-step rule: growth from an origin to a target is the sum of log steps between neighbouring observed years,
leaving out the step into a year that is flagged as a break. It asks that at least 60 % of the years are counted, that
the last step counts, and that no gap is longer than three years. Forecast and realisation follow it alike, so that no
assumption on the unknown step enters. Source: figures table ``panel``; ``families.csv``.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from krapte import figures
from krapte.figures.cuts import LAST_YEAR
from krapte.figures.errors import InputError

FAMILIES_FILE = Path(__file__).with_name("families.csv")
FIRST_TARGET = 2019
ORIGINS = (2016, 2018, 2019)
HORIZON = LAST_YEAR - ORIGINS[0]
LONGEST_GAP, LEAST_COUNTED = 3, 0.6
NOT_SCORED = "do not score"
REALISED: Mapping[str, tuple[str, ...]] = {
    "U": (),
    "C1": ("gdp_growth",),
    "C2": ("gdp_growth", "net_migration"),
    "C2 ceiling": ("emp_total",),
}
"""Which realised series each track may read beyond its origin; tracks never stand in one table.

The ceiling is no track for a model: it knows total employment, which a model has to forecast."""


class Step(NamedTuple):
    """Log growth between two neighbouring observed years."""

    first: int
    last: int
    growth: float

    @property
    def rate(self) -> float:
        """Log growth a year."""
        return self.growth / (self.last - self.first)


class Series(NamedTuple):
    """One observed series: values by year in its unit, and the years flagged as a break."""

    name: str
    unit: str
    values: Mapping[int, float]
    breaks: frozenset[int]

    def steps(self) -> tuple[Step, ...]:
        """Steps that say something: not into a break, not over a gap of more than three years."""
        years = sorted(self.values)
        return tuple(
            Step(a, b, float(np.log(self.values[b] / self.values[a])))
            for a, b in pairwise(years)
            if b not in self.breaks and b - a <= LONGEST_GAP
        )

    def until(self, year: int) -> Series:
        """The same series without any value or break after a year."""
        values = {at: value for at, value in self.values.items() if at <= year}
        return self._replace(values=values, breaks=frozenset(at for at in self.breaks if at <= year))

    def counted(self, origin: int, target: int) -> tuple[Step, ...]:
        """The steps by which origin and target are compared; empty where the skip-step rule allows none."""
        if origin not in self.values or target not in self.values:
            return ()
        steps = tuple(step for step in self.steps() if step.first >= origin and step.last <= target)
        years = sum(step.last - step.first for step in steps)
        enough = years >= LEAST_COUNTED * (target - origin) - 1e-9
        return steps if steps and steps[-1].last == target and enough else ()


@cache
def _panel() -> dict[str, Series]:
    values: dict[str, dict[int, float]] = {}
    breaks: dict[str, set[int]] = {}
    units: dict[str, str] = {}
    for row in figures.table("panel").rows:
        year = int(row["year"])
        if year > LAST_YEAR:
            raise InputError("year_kept_for_testing", where="series/panel.csv: year", found=year)
        name = row["series"]
        units[name] = row["unit"]
        if row["role"] != NOT_SCORED:
            values.setdefault(name, {})[year] = float(row["value"])
            breaks.setdefault(name, set()).update([year] if row["break_flag"] == "1" else [])
    return {
        name: Series(name, units[name], dict(sorted(found.items())), frozenset(breaks[name]))
        for name, found in values.items()
    }


def series(name: str) -> Series:
    """A whole series, for scoring; no value is dated 2025 or later. Unknown names raise ``unknown_series``."""
    found = _panel().get(name)
    if found is None:
        raise InputError("unknown_series", where="series/panel.csv", found=name)
    return found


@cache
def families() -> Mapping[str, tuple[str, ...]]:
    """The families that are scored, in the order of ``families.csv``, each with its series."""
    made: dict[str, list[str]] = {}
    with FAMILIES_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            made.setdefault(row["family"], []).append(row["series"])
    return {family: tuple(names) for family, names in made.items()}


def family_of(name: str) -> str:
    """The family that holds a series."""
    return next(family for family, names in families().items() if name in names)


def known(name: str, origin: int) -> Series:
    """A series as far as it was known at an origin: later values are not in it."""
    return series(name).until(origin)


class Past(NamedTuple):
    """What a forecaster may read: everything up to the origin, and of later years what the track grants."""

    origin: int
    track: str = "U"
    end: int = LAST_YEAR

    def series(self, name: str) -> Series:
        """The series up to the origin."""
        return known(name, self.origin)

    def realised(self, name: str) -> Series:
        """The series with its later years too; ``after_origin`` where the track does not grant them."""
        if name not in REALISED[self.track]:
            granted = ", ".join(REALISED[self.track]) or "-"
            raise InputError(
                "after_origin", where=f"{self.track} {self.origin}", found=name, expected=granted
            )
        return known(name, self.end)

    def back(self, origin: int) -> Past:
        """The view from an earlier origin, for errors known at this one: it grants nothing after this origin."""
        if origin > self.origin:
            raise InputError(
                "after_origin", where=str(self.origin), found=origin, expected=f"<= {self.origin}"
            )
        return self._replace(origin=origin, end=min(self.origin, self.end))
