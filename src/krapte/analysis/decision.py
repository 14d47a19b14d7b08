"""A decision to be weighed: candidate packages that fit one budget, and what each brings on every draw.

A decision is a labelled array ``[package, draw]``, more is better. Any choice can be put in this form; here it is made
from the packages that come with krapte and from each measure of the paper alone, each scaled until it costs the budget
a year or its doses can go no further. What a candidate does not spend is worth nothing: money left over buys nothing in
this choice. Scaling is done on the first draws, and what a candidate costs on all of them is told.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.analysis import money, proportions
from krapte.analysis.runs import Counter, Floats, Runs
from krapte.country.axes import ANCHOR_YEAR
from krapte.engine import results
from krapte.figures.errors import InputError
from krapte.measures import library, packages
from krapte.measures.packages import Package

Bools = NDArray[np.bool_]
PAPER = "paper"
TRIES = 3  # of scaling, each by how far the last was off
CLOSE = 0.02  # share of the budget within which a candidate may stay off it
FEW = 128  # draws on which candidates are scaled
STEP = 0.1  # of all doses: the change over which marginal cost is taken
READINGS = {"vacancies": -1.0, "capacity": 1.0}  # fewer vacancies are better, more capacity is


@dataclass(frozen=True)
class Candidate:
    """A package scaled to the budget: what it costs a year (a mean) and what it brings ``[draw]``."""

    package: Package
    factor: float
    eur: float
    brings: Floats


def candidates(also: Mapping[str, str] | None = None) -> list[Package]:
    """The packages with several measures that ask for money and for nothing else, and the paper's measures alone.

    ``also`` are the texts of package files that are candidates too, by name.
    """
    found = [] if also is None else read(also)
    for name in packages.ids():
        one = packages.load(name)
        several = len(one.measures) > 1 and all(measure.cost for measure in one.measures)
        if several and one.scenario is None and one.beside is None:
            found.append(replace(one, avoids=()))
    alone = [packages.alone(measure) for measure in packages.load(PAPER).measures if measure.cost]
    return [one for one in (*found, *alone) if all(row.dose > 0 for row in one.rows)]


def read(texts: Mapping[str, str]) -> list[Package]:
    """Packages from the texts of their files; what comes with krapte may not be named again."""
    made: list[Package] = []
    taken = {*packages.ids(), *library.ids()}
    with tempfile.TemporaryDirectory() as room:
        for name, text in texts.items():
            path = Path(room) / Path(name).name
            path.write_text(text, encoding="utf-8")
            one = packages.load(path)
            if one.id in taken or not all(measure.cost for measure in one.measures):
                why = "duplicate_id" if one.id in taken else "measure_without_cost"
                raise InputError(why, where=f"--also {name}", found=one.id)
            taken.add(one.id)
            made.append(replace(one, avoids=(), beside=None))
    return made


def decision(made: list[Candidate], reading: str) -> xr.DataArray:
    """The candidates as a labelled array."""
    return xr.DataArray(
        np.stack([one.brings for one in made]),
        dims=("package", "draw"),
        coords={
            "package": [one.package.id for one in made],
            "eur": ("package", [one.eur for one in made]),
        },
        name=reading,
        attrs={"unit": results.UNITS[reading]},
    )


def at_budget(
    runs: Runs, budget: float, reading: str, hear: Callable[[], None], of: list[Package] | None = None
) -> list[Candidate]:
    """Every candidate at the budget; those that cost nothing by themselves are left out."""
    if reading not in READINGS:
        raise InputError("not_one_of", where="--reading", found=reading, expected=" | ".join(READINGS))
    few = Runs(
        runs.scenario.id, min(runs.draws, FEW), runs.seed, runs.to, runs.benchmark, runs.posterior is None
    )
    made = []
    asked = candidates() if of is None else of
    since = opening(asked)
    for one in asked:
        first = min(row.start for row in one.rows)
        if runs.to > first + 1:
            factor = _factor(few, one, budget, (reading, since))
            if factor is not None:
                made.append(tried(runs, one, factor, (reading, since)))
        hear()
    if len(made) < 2:
        raise InputError("nothing_to_choose", where="candidates", found=len(made), expected=">= 2")
    return made


def opening(of: list[Package]) -> int:
    """The first year that counts: the one after the earliest start, the same for all, so that late is less."""
    return max(min((row.start for one in of for row in one.rows), default=ANCHOR_YEAR), ANCHOR_YEAR) + 1


def tried(runs: Runs, package: Package, factor: float, of: tuple[str, int]) -> Candidate:
    """A package with all its doses times a factor, each within its limits; ``of`` are reading and first year."""
    reading, since = of
    whole = at(package, factor)
    hear = Counter(None, 0)
    both = results.variants(
        {"baseline": runs.baseline(hear), "package": runs.variant(runs.moved(whole), hear)}
    )
    first = min(row.start for row in package.rows)
    paid = money.paid(whole, both, runs.uniforms)
    years = [place for place, year in enumerate(money.years(both)) if year >= first]
    eur = sum(float(one.eur[:, years].mean()) for one in paid)
    cube = both[reading].sel(group="techniek", year=slice(since, None))
    more = (cube.sel(variant="package") - cube.sel(variant="baseline")).mean("year")
    return Candidate(whole, factor, eur, READINGS[reading] * np.asarray(more.values))


def at(package: Package, factor: float) -> Package:
    """All doses times a factor, each measure's within its limits; doses that are smaller than sense can be."""
    ends = proportions.room(package)
    wanted = {name: min(factor, most) for name, (_, most) in ends.items()}
    return proportions.scaled(package, {name: max(by, ends[name][0]) for name, by in wanted.items()})


def marginal(runs: Runs, chosen: Candidate, package: Package, of: tuple[str, int]) -> float | None:
    """Euros a year per unit brought, at the doses of the chosen candidate; none where more money brings no more."""
    ends = [most for _, most in proportions.room(package).values()]
    step = -STEP if max(ends) <= chosen.factor * (1 + STEP) else STEP
    other = tried(runs, package, min(chosen.factor, max(ends)) * (1 + step), of)
    brought = float(other.brings.mean() - chosen.brings.mean())
    paid = other.eur - chosen.eur
    return paid / brought if brought * step > 0 and paid * step > 0 else None


def _factor(few: Runs, package: Package, budget: float, of: tuple[str, int]) -> float | None:
    """The factor at which a package costs the budget, or its largest; none where it costs nothing."""
    most = max(top for _, top in proportions.room(package).values())
    factor = 1.0
    for _ in range(TRIES):
        eur = tried(few, package, factor, of).eur
        if eur <= 0:
            return None
        if abs(eur / budget - 1) <= CLOSE or (factor >= most and eur < budget):
            break
        factor = min(factor * budget / eur, most)
    return factor
