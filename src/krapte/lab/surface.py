"""A surface over doses: what a page without a server reads its answers from.

Computed beforehand, on one set of draws: the baseline, every package that comes with krapte, each measure alone at a
few doses, and pairs of measures that work into one another. Draw by draw, with x the doses and p those of a package:

    S(x)      = sum of d_i(x_i) + sum over pairs of w_i(x_i) w_j(x_j) I_ij
    with x    = the package as computed + S(x) - S(p)

``d_i`` is what measure i does alone, a straight line between its doses. ``I_ij`` is what i and j do together beyond
their sum, at their usual doses, and ``w_i`` what i does alone as a part of what it does at its usual dose. What three
measures do together beyond their pairs is not in S(x) - S(p); :mod:`krapte.lab.surface_error` measures what that costs.
Quantiles are taken over draws after the sum, so that what hangs together stays together. A package as it comes is
exact. A measure that starts in another year than it usually does is moved along by that many years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

import numpy as np
import xarray as xr

from krapte.analysis import money
from krapte.analysis.laboratory import Laboratory
from krapte.analysis.runs import Counter, Floats
from krapte.country.axes import ANCHOR_YEAR, HEADLINE_YEAR, TECHNIEK
from krapte.engine import results
from krapte.lab import package as packs
from krapte.lab.quick import READINGS
from krapte.measures import packages
from krapte.measures.packages import Package
from krapte.telling import pick

FELT = 1.0  # vacancies: a measure that does less at its usual dose is scaled by its dose alone
TOGETHER = 40.0  # vacancies: pairs of measures of which each moves this many, or that share a limit, are run
Doses = Mapping[str, float]


class Point(NamedTuple):
    """What is known of one run, from the anchor on.

    Readings of techniek ``[reading, draw, year]``, the mean of vacancies beyond the usual duration ``[year]``, and
    euros by payer ``[draw, year]``, those of the last year unknown and zero.
    """

    readings: Floats
    above: Floats
    eur: dict[str, Floats]


class Sheet(NamedTuple):
    """One measure alone: its doses but zero, and what each changes against the baseline."""

    start: int
    doses: tuple[float, ...]
    weights: tuple[float, ...]
    points: tuple[Point, ...]
    prices: tuple[int, ...]


class Surface:
    """Baseline, packages, measures and pairs of one laboratory."""

    def __init__(self, lab: Laboratory, names: Iterable[str], step: Callable[[], None]) -> None:
        """``step`` is called twice for each measure: once it is known alone, once it is with those after it."""
        self.lab = lab
        self.years = list(range(ANCHOR_YEAR, lab.to + 1))
        self._ground = lab.runs.baseline(Counter(None, 0))
        self.baseline = self._point(self._ground, None)
        self.packages: dict[str, Point] = {}
        self.sheets: dict[str, Sheet] = {}
        self.pairs: dict[tuple[str, str], Point] = {}
        for name in sorted(names):
            self.sheets[name] = self._sheet(name)
            step()
        wanted = self._wanted()
        for name in self.sheets:
            self.pairs |= {pair: self._together(*pair) for pair in wanted if pair[0] == name}
            step()

    def add(self, package: Package) -> None:
        """Keep a package as computed, for what begins from it."""
        self.packages[package.id] = self._less(self.point(package), self.baseline)

    def point(self, package: Package) -> Point:
        """One package run and read; the baseline where it has no measures."""
        if not package.rows:
            return self.baseline
        moved = self.lab.runs.moved(package)
        return self._point(self.lab.runs.variant(moved, Counter(None, 0)), package)

    def difference(self, package: Package, doses: Doses) -> Floats:
        """What a package with other doses changes against the baseline, ``[reading, draw, year]``."""
        own, starts = begun(package)
        moved = self.sum({**own, **doses}, starts) - self.sum(own, starts)
        return np.asarray(self.packages[package.id].readings + moved)

    def sum(self, doses: Doses, starts: Mapping[str, int]) -> Floats:
        """S of some doses; what is not on the surface is not in it."""
        known = {name: dose for name, dose in doses.items() if name in self.sheets and dose != 0}
        late = {name: starts.get(name, self.sheets[name].start) - self.sheets[name].start for name in known}
        made = np.zeros_like(self.baseline.readings)
        for name, dose in known.items():
            made += shifted(self._alone(self.sheets[name], dose), late[name])
        for one, other in self.pairs:
            if one in known and other in known:
                size = self._weight(one, known[one]) * self._weight(other, known[other])
                made += shifted(size * self.pairs[one, other].readings, max(late[one], late[other]))
        return made

    def _alone(self, sheet: Sheet, dose: float) -> Floats:
        known = (0.0, *sheet.doses)
        values = [np.zeros_like(self.baseline.readings), *(point.readings for point in sheet.points)]
        place = min(max(int(np.searchsorted(known, dose)), 1), len(known) - 1)
        part = (dose - known[place - 1]) / (known[place] - known[place - 1])
        return np.asarray(values[place - 1] * (1 - part) + values[place] * part)

    def _weight(self, name: str, dose: float) -> float:
        sheet = self.sheets[name]
        return float(np.interp(dose, (0.0, *sheet.doses), (0.0, *sheet.weights)))

    def _sheet(self, name: str) -> Sheet:
        measure = packs.measure(name)
        usual, most = measure.dose.default, measure.dose.high
        doses = tuple(sorted({usual / 2, usual, (usual + most) / 2, most}))
        points = [self._less(self.point(packages.alone(measure, dose)), self.baseline) for dose in doses]
        sizes = [self.size(point) for point in points]
        whole = sizes[doses.index(usual)]
        felt = abs(whole) >= FELT
        weights = tuple(
            size / whole if felt else dose / usual for size, dose in zip(sizes, doses, strict=True)
        )
        prices = tuple(sorted({cost.price_year for cost in measure.cost}))
        return Sheet(measure.timing.start, doses, weights, tuple(points), prices)

    def size(self, point: Point) -> float:
        """The mean change of open vacancies in the year of the headline."""
        year = self.years.index(min(HEADLINE_YEAR, self.lab.to))
        return float(point.readings[READINGS.index(pick.LEAD), :, year].mean())

    def _wanted(self) -> list[tuple[str, str]]:
        usual = {name: self._usual(name) for name in self.sheets}
        found = []
        for one, other in combinations(sorted(self.sheets), 2):
            least = min(abs(self.size(usual[one])), abs(self.size(usual[other])))
            shares = other in packs.measure(one).shares_limit_with
            if least >= TOGETHER or (shares and least >= FELT):
                found.append((one, other))
        return found

    def _usual(self, name: str) -> Point:
        sheet = self.sheets[name]
        return sheet.points[sheet.doses.index(packs.measure(name).dose.default)]

    def _together(self, one: str, other: str) -> Point:
        """What two measures at their usual doses do beyond the sum of what each does alone."""
        both = packages.build(
            Package(
                f"{one}-{other}",
                packs.measure(one).title,
                packs.measure(one).explanation,
                tuple(packages.alone(packs.measure(name)).rows[0] for name in (one, other)),
            )
        )
        made = self._less(self.point(both), self.baseline)
        for name in (one, other):
            made = self._less(made, self._usual(name))
        return made

    def _less(self, point: Point, base: Point) -> Point:
        return Point(point.readings - base.readings, point.above - base.above, point.eur)

    def _point(self, made: xr.Dataset, package: Package | None) -> Point:
        kept = made.sel(year=slice(ANCHOR_YEAR, None))
        of = kept.sel(group=pick.GROUP)
        cubes = [of[name].transpose("draw", "year").values for name in READINGS]
        fte = results.by_own_group(self.lab.runs.by_slot, "fte_per_person")[..., : len(TECHNIEK)]
        above = kept["shortage"].sel(group=list(TECHNIEK)).transpose("draw", "year", "group").values / fte
        eur: dict[str, Floats] = {}
        if package is not None:
            both = results.variants({"baseline": self._ground, "package": made})
            for paid in money.paid(package, both, self.lab.runs.uniforms):
                own = np.pad(paid.eur, ((0, 0), (0, 1)))
                eur[paid.payer] = eur[paid.payer] + own if paid.payer in eur else own
        return Point(np.stack(cubes), above.sum(axis=-1).mean(axis=0), eur)


def begun(package: Package) -> tuple[dict[str, float], dict[str, int]]:
    """Dose and start by measure of a package whose measures come in one step each."""
    return (
        {row.measure.id: row.dose for row in package.rows},
        {row.measure.id: row.start for row in package.rows},
    )


def shifted(values: Floats, years: int) -> Floats:
    """The same that many years later (or earlier, when the last year stays as it is) along the last axis."""
    if years == 0:
        return values
    made = np.zeros_like(values)
    if years > 0:
        made[..., years:] = values[..., :-years]
    else:
        made[..., :years], made[..., years:] = values[..., -years:], values[..., -1:]
    return made
