"""New realised figures weigh the draws of an answer: those that foresaw them count for more.

Any series of ``series.csv`` that is still counted may come (:mod:`krapte.learning.later`). It is compared by its log
growth since the last year of it that the fit knew, since runs start from the stocks of that year. Its errors are
normal, with noise at both ends and a walk since: those of ``series.csv`` at the scale that the fit found, or those of
``later.csv``. What follows from other figures counts once. No run is made again, so this takes seconds::

    weight of a draw  =  likelihood of the realised figures given that draw

Where so few draws carry the weight that nothing can be said, it is refused (:class:`weigh.CollapsedError`): then
the figures lie outside of what the draws foresaw, and the country must be fitted anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.country import assumptions
from krapte.country.axes import LAST_YEAR
from krapte.figures.errors import InputError
from krapte.learning import data, later, weigh
from krapte.learning.data import Row

Floats = NDArray[np.float64]
LEAST = assumptions.value("learning.assimilate.least")  # effective draws


class Realised(NamedTuple):
    """A figure that came out, of a series of :func:`later.table`, in its unit; ``where`` tells its place in a file."""

    series: str
    year: int
    value: float
    where: str = "realised"


class Learned(NamedTuple):
    """Weights of draws after figures came out."""

    weights: Floats
    """[draw]; they add up to one."""
    effective: float
    foreseen: dict[str, float]
    """By series, the share of draws that lay below the last realised growth: 0 or 1 is outside of all."""


def learn(
    seen: Mapping[str, Floats],
    realised: Iterable[Realised],
    scales: Mapping[str, float],
    base: Mapping[str, float] | None = None,
) -> Learned:
    """Weights of draws whose observables are ``seen [draw, year]`` (:func:`krapte.learning.observe.series`).

    ``scales`` are those of the posterior's errors. ``base`` are the values of the last fitted year as the realised
    figures count; where they are not given, those of the fit. InputError for a figure that cannot be
    used; CollapsedError where too few draws are left.
    """
    series = later.new(by_series(realised))
    log, foreseen = [], {}
    for name, values in series.items():
        row = later.row_of(name, "realised")
        whole = series.get(row.within, {})
        grown, came = growth(seen, row, values, whole if set(values) <= set(whole) else {}, base)
        errors = covariance(row, tuple(values), _start(row, base or {})[0])
        factor = np.asarray(np.linalg.cholesky(errors * scales.get(name, 1.0) ** 2), dtype=np.float64)
        # What was no number above zero cannot have foreseen one: such a draw has no weight.
        able = np.asarray(np.isfinite(grown).all(axis=1), dtype=bool)
        missed = np.asarray(came - np.where(able[:, None], grown, 0.0), dtype=np.float64)
        off = np.asarray(np.linalg.solve(factor, missed.T), dtype=np.float64).T
        log.append(np.where(able, -(off**2).sum(axis=1) / 2, -np.inf))
        foreseen[name] = float(np.mean(grown[:, -1] < came[-1]))
    if not log:
        raise InputError("nothing_realised", where="realised", expected=", ".join(later.table()))
    if not np.isfinite(np.max(np.sum(log, axis=0))):
        raise weigh.CollapsedError(0.0, len(log[0]), LEAST)
    weights = weigh.normalised(np.sum(log, axis=0))
    return Learned(weights, weigh.gate(weights, LEAST), foreseen)


def by_series(realised: Iterable[Realised]) -> dict[str, dict[int, float]]:
    """Values by series and year, in order of years; InputError names the figure that cannot be used."""
    made: dict[str, dict[int, float]] = {}
    for one in realised:
        later.row_of(one.series, one.where)
        if not data.LAST < one.year <= LAST_YEAR:
            expected = f"{data.LAST + 1}-{LAST_YEAR}: earlier years were fitted"
            raise InputError("year_out_of_range", where=one.where, found=one.year, expected=expected)
        if not (np.isfinite(one.value) and one.value > 0):
            raise InputError("not_a_number", where=one.where, found=one.value, expected="a number above zero")
        own = made.setdefault(one.series, {})
        if one.year in own:
            raise InputError("duplicate_period", where=one.where, found=one.year, expected="each year once")
        own[one.year] = one.value
    return {name: dict(sorted(own.items())) for name, own in made.items()}


def growth(
    seen: Mapping[str, Floats],
    row: Row,
    values: Mapping[int, float],
    whole: Mapping[int, float],
    base: Mapping[str, float] | None = None,
) -> tuple[Floats, Floats]:
    """Log growth since the last fitted year, of draws ``[draw, year]`` and as realised ``[year]``.

    Where the whole that a series is part of is known for the same years, it is growth of the share in it, so that
    what the whole told counts once.
    """
    made, start = _growth(seen, row, tuple(values), base or {})
    came = np.log(list(values.values())) - start
    if whole:
        more, start = _growth(seen, later.row_of(row.within, "realised"), tuple(values), base or {})
        made, came = made - more, came - (np.log([whole[year] for year in values]) - start)
    return made, np.asarray(came)


def _growth(
    seen: Mapping[str, Floats], row: Row, years: tuple[int, ...], base: Mapping[str, float]
) -> tuple[Floats, float]:
    """Log growth of draws since the base year, not a number where a draw has none, and the log value there."""
    last, start = _start(row, base)
    found = seen[row.series][:, [last - row.first, *(year - row.first for year in years)]]
    levels = np.log(np.where(found > 0, found, np.nan))
    return np.asarray(levels[:, 1:] - levels[:, :1]), float(np.log(start))


def _start(row: Row, base: Mapping[str, float]) -> tuple[int, float]:
    """The year since which a series is compared, and its value there: as given, else as last published."""
    if row.series in base:
        return data.LAST, base[row.series]
    published = {year: value for year, value in data.values(row.source).items() if year <= data.LAST}
    return max(published), published[max(published)]


def covariance(row: Row, years: tuple[int, ...], last: int = data.LAST) -> Floats:
    """Covariance of the log errors of growth since the year ``last`` ``[year, year]``."""
    since = np.array(years) - last
    walk = row.walk**2 * np.minimum.outer(since, since)
    return np.asarray(row.noise**2 * (np.eye(len(years)) + 1) + walk)


def quantile(values: Floats, weights: Floats, at: float) -> Floats:
    """Quantile of draws ``[draw, ...]`` by weight: the least value up to which the weights reach ``at``."""
    order = np.argsort(values, axis=0)
    reached = np.cumsum(weights[order], axis=0)
    place = np.argmax(reached >= at * reached[-1:], axis=0)
    return np.asarray(np.take_along_axis(np.take_along_axis(values, order, 0), place[None], 0)[0])
