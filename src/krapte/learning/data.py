"""What history says, ready to be held against a run: the series that may be learned from, with their errors.

A row of ``series.csv`` with the role ``fit`` becomes a series of log values. How far a true model may be off is
normal, of four parts that do not know of each other, in log points::

    noise   of each year on its own: survey and counting
    level   of the whole series: whom it counts may differ from whom the run counts
    walk    a yearly wandering: what the mechanisms leave out of the path of a series
    break   of all years from a break on, where a survey changed

Level, walk and break are parameters of the history, not of the country; they are integrated out, which for a normal
error is exact: they make the errors of a series hang together. :func:`steps` tells what they come out at.

Everything is read as it was known at the end of the last year that may be used (:mod:`krapte.figures.known`).
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import occupations, published
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, GROUPS, TECHNIEK
from krapte.figures import known
from krapte.figures.errors import InputError

Floats = NDArray[np.float64]
TABLE = "series.csv"
LAST = ANCHOR_YEAR  # nothing later is fitted: those years test forecasts
FEWEST = 3  # years of a series from which something is learned


class Row(NamedTuple):
    """A row of the table, as far as a likelihood needs it; sizes in log points."""

    series: str
    first: int
    source: str
    within: str
    noise: float
    level: float
    walk: float
    break_year: int | None
    break_size: float


class Observed(NamedTuple):
    """One series of history: log values by year, and the factor of their errors' covariance."""

    name: str
    within: str
    first: int
    """The year of the first step of the run's series."""
    years: tuple[int, ...]
    log: Floats
    """[year]"""
    factor: Floats
    """Lower triangle L of the covariance L L^T ``[year, year]``."""
    break_year: int | None
    break_size: float

    @property
    def at(self) -> list[int]:
        """Where its years stand in the series of a run."""
        return [year - self.first for year in self.years]


@cache
def rows() -> tuple[Row, ...]:
    """The rows from which something may be learned, in the order of the table."""
    text = resources.files("krapte.learning").joinpath(TABLE).read_text(encoding="utf-8")
    return tuple(as_row(row) for row in csv.DictReader(text.splitlines()) if row["role"] == "fit")


def row_of(series: str) -> Row:
    """The row of a series from which something may be learned."""
    return next(one for one in rows() if one.series == series)


def as_row(row: dict[str, str]) -> Row:
    """A row of the table, or one like it that has sizes."""
    return Row(
        series=row["series"],
        first=int(row["first"]),
        source=row["source"],
        within=row["within"],
        noise=float(row["noise"]),
        level=float(row["level"]),
        walk=float(row["walk"]),
        break_year=int(row["break_year"]) if row["break_year"] else None,
        break_size=float(row["break_size"] or 0),
    )


def observed(last: int = LAST) -> tuple[Observed, ...]:
    """The series as known at the end of ``last``; InputError for a year that is kept to test forecasts."""
    if not FIRST_YEAR + FEWEST <= last <= LAST:
        expected = f"{FIRST_YEAR + FEWEST}-{LAST}: later years test forecasts"
        raise InputError("year_out_of_range", where="fit: last year", found=last, expected=expected)
    with known.at(last):
        made = [_observed(row, last) for row in rows()]
    return tuple(one for one in made if len(one.years) >= FEWEST)


def _observed(row: Row, last: int) -> Observed:
    own = values(row.source)
    if row.within:
        whole = values(row_of(row.within).source)
        own = {year: value / whole[year] for year, value in own.items() if year in whole}
    years = tuple(year for year in sorted(own) if row.first <= year <= last)
    seen = np.log([own[year] for year in years])
    factor = np.asarray(np.linalg.cholesky(covariance(row, years)), dtype=np.float64)
    return Observed(row.series, row.within, row.first, years, seen, factor, row.break_year, row.break_size)


def covariance(row: Row, years: tuple[int, ...]) -> Floats:
    """Covariance of the log errors of a series ``[year, year]``."""
    at = np.array(years)
    since = at - row.first + 1.0
    made = row.noise**2 * np.eye(len(at)) + row.level**2 + row.walk**2 * np.minimum.outer(since, since)
    if row.break_year is not None:
        after = (at >= row.break_year).astype(float)
        made = made + row.break_size**2 * np.outer(after, after)
    return np.asarray(made)


def values(source: str) -> dict[int, float]:
    """The published values of a source of the table, by year, as known.

    A source is ``panel/…``, ``groups/…``, ``figures/…`` or ``population/…``.
    """
    kind, _, name = source.partition("/")
    if kind == "panel":
        last = known.year() or LAST
        return {year: value for year, value in published.panel(name).items() if year <= last}
    if kind == "groups":
        counted = occupations.by_group()
        pick = (
            counted[:, : len(TECHNIEK)].sum(axis=1) if name == "techniek" else counted[:, GROUPS.index(name)]
        )
        return {FIRST_YEAR + i: float(value) for i, value in enumerate(pick)}
    if kind == "figures":
        return _by_year(name)
    if kind == "population":
        first_age, last_age = map(int, name.split("-"))
        people = published.population()[:, first_age : last_age + 1].sum(axis=(1, 2))
        until = known.year() or LAST
        return {FIRST_YEAR + i: float(n) for i, n in enumerate(people) if FIRST_YEAR + i <= until}
    raise InputError(
        "unknown_series",
        where=f"{TABLE}: source",
        found=source,
        expected="panel, groups, figures or population",
    )


def _by_year(pattern: str) -> dict[int, float]:
    """Figures whose id has a year where the pattern has its star."""
    head, _, tail = pattern.partition("*")
    form = re.compile(rf"{re.escape(head)}(\d{{4}}){re.escape(tail)}")
    last = known.year() or LAST
    with known.at(None):  # to list what there is; what is later than known is left out here
        found = {one.figure_id: one.value for one in figures.load()}
    made = {int(m[1]): value for name, value in found.items() if (m := form.fullmatch(name))}
    return {year: value for year, value in sorted(made.items()) if year <= last}


class Step(NamedTuple):
    """A break of a series: how large it comes out, given what a run tells, in log points."""

    series: str
    year: int
    size: float
    error: float


def steps(series: tuple[Observed, ...], missed: dict[str, Floats]) -> list[Step]:
    """Breaks given how far each series lies above the run ``[year]``: their mean and standard error."""
    made = []
    for one in series:
        if one.break_year is None or max(one.years) < one.break_year:
            continue
        after = one.break_size**2 * (np.array(one.years) >= one.break_year)
        weighed = np.linalg.solve(one.factor @ one.factor.T, np.column_stack([missed[one.name], after]))
        size, kept = after @ weighed
        made.append(Step(one.name, one.break_year, float(size), float(np.sqrt(one.break_size**2 - kept))))
    return made
