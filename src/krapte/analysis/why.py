"""Why the interval is as wide as it is: the slope of a reading in every input, times how far that input may move.

    size   = mean slope over draws x half of the input's 80 % range; with the sign for the high end
    share  = (mean slope x standard deviation of the input)^2 / variance of the reading

Slopes in parameters are exact (:mod:`krapte.engine.slopes`). Those in a measure's quantities go on by the chain rule
through its doses and moves, whose dependence on the quantity is a central difference of closed formulas. The slope of
a difference is that with the package less that without it, on the same draws.

After history parameters hang together: each slope is of one parameter, the others held.

First order only: what inputs do together is not in it, nor what jumps (whether a measure works, how long it is kept,
which equation holds). So shares need not add up to one. What jumps is in the bar (:mod:`krapte.analysis.rests_on`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.analysis.rows import HIGH, LOW, WhyRow
from krapte.analysis.runs import SHOCK, Counter, Runs
from krapte.analysis.uncertain import Input, inputs, of_measure
from krapte.country import parameters
from krapte.country.axes import HEADLINE_YEAR, STEPS
from krapte.engine import cohort, slopes
from krapte.engine.draws import Uniforms, shocks
from krapte.engine.slopes import Slopes
from krapte.measures import dose_path, effects, packages
from krapte.measures.dose_path import Uniform
from krapte.measures.effects import Effects
from krapte.measures.packages import Package
from krapte.measures.schema import Measure

Floats = NDArray[np.float64]
READING, GROUP = "vacancies", "techniek"
SLOPED = 64  # draws over which slopes are taken
NEAR = 1e-4  # of the probability by which a quantity of a measure is moved to see its doses move
MOVES = ("set_value", "ln_factor", "add", "cap")


def year(runs: Runs) -> int:
    """The year that is explained: that of the headline, or the last of a shorter answer."""
    return min(HEADLINE_YEAR, runs.to)


def told(runs: Runs, package: Package | None, both: xr.Dataset, hear: Counter | None = None) -> list[WhyRow]:
    """Every input that slides, the one that moves the reading most first; none where nothing differs."""
    of = felt(both, year(runs))
    whole = packages.together(package, runs.ground)
    found = mean_slopes(runs, package, year(runs), hear)
    variant = "baseline" if package is None else "difference"
    asked = [after(one, runs) for one in inputs(whole, runs.scenario.overrides)]
    made = rows(asked, found, float(of.var()))
    few = min(runs.draws, SLOPED)
    return [WhyRow(**one, year=year(runs), variant=variant, draws=few) for one in made]  # type: ignore[typeddict-item]


def after(one: Input, runs: Runs) -> Input:
    """An input of the market with the ends and the deviation of the posterior, where draws are of it."""
    if runs.posterior is None or one.measure or not one.slides:
        return one
    drawn = runs.by_slot[one.name]
    low, high = np.quantile(drawn, (LOW, HIGH))
    return one._replace(low=float(low), high=float(high), deviation=float(drawn.std()))


def felt(both: xr.Dataset, year: int) -> Floats:
    """What is explained, ``[draw]``: the difference that a package makes, or the level without one."""
    cube = both[READING].sel(group=GROUP, year=year).transpose("variant", "draw")
    base = cube.sel(variant="baseline").values
    with_package = "package" in cube["variant"].values
    return np.asarray(cube.sel(variant="package").values - base if with_package else base)


def rows(of: Sequence[Input], slope: dict[str, float], variance: float) -> list[dict[str, object]]:
    """Inputs with their slope, largest size first; those that move nothing are left out."""
    made: list[dict[str, object]] = []
    for one in of:
        size = slope.get(one.key, 0.0) * (one.high - one.low) / 2
        if not one.slides or size == 0 or variance == 0:
            continue
        made.append(
            {
                "reading": READING,
                "input": one.name,
                "measure": one.measure,
                "moves": one.moves,
                "kind": one.kind,
                "grade": one.grade,
                "low": one.low,
                "high": one.high,
                "input_unit": one.unit,
                "slope": slope[one.key],
                "size": size,
                "unit": READING,
                "share": (slope[one.key] * one.deviation) ** 2 / variance,
                "figures": " ".join(one.figures),
            }
        )
    made.sort(key=lambda row: -abs(float(row["size"])))  # type: ignore[arg-type]
    return [{"rank": rank, **row} for rank, row in enumerate(made, start=1)]


def planned(runs: Runs, package: Package | None) -> int:
    """Draws whose slopes are taken, for the progress."""
    return min(runs.draws, SLOPED) * (1 if package is None else 2)


def mean_slopes(
    runs: Runs, package: Package | None, year: int, hear: Counter | None = None
) -> dict[str, float]:
    """The mean slope of the reading by key of the input, over the first draws."""
    without = by_input(runs, runs.ground, year, hear)
    if package is None:
        return {key: float(values.mean()) for key, values in without.items()}
    with_it = by_input(runs, packages.together(package, runs.ground), year, hear)
    return {key: float((values - without.get(key, 0.0)).mean()) for key, values in with_it.items()}


def by_input(runs: Runs, whole: Package, year: int, hear: Counter | None = None) -> dict[str, Floats]:
    """The slope of the reading with a package in each input, ``[draw]``."""
    count = min(runs.draws, SLOPED)
    uniform, slots = Uniforms(runs.seed, count), parameters.slots()
    moved = effects.effects(whole, slots, STEPS, uniform, draws=count)
    draws = cohort.draws_of(runs.drawn[:count], shocks(runs.seed, SHOCK, count, STEPS), moved)
    weight = slopes.weights(READING, year, GROUP)
    found = slopes.slopes(draws, runs.world, count, weight, hear=hear.add if hear else None)
    made = dict(zip(slots, found.parameters.T, strict=True))
    for place, measure in enumerate(whole.measures):
        own = tuple(row for row in whole.rows if row.measure.id == measure.id)
        made |= of_quantities(measure, replace(whole, rows=own), place, found, uniform, count)
    return made


def of_quantities(
    measure: Measure, alone: Package, place: int, found: Slopes, uniform: Uniform, count: int
) -> dict[str, Floats]:
    """The slope in each quantity of the measure at ``place``, ``[draw]``; ``alone`` is its part of the package."""
    made = {}
    for one in of_measure(measure):
        if not one.slides:
            continue
        ends = [_near(uniform, one.key, by) for by in (NEAR, -NEAR)]
        high, low = (effects.effects(alone, parameters.slots(), STEPS, end, draws=count) for end in ends)
        step = np.subtract(*(dose_path.drawn(measure, one.name, end, count) for end in ends))
        made[one.key] = _along(found.effects, place, high, low) / step
    return made


def _near(uniform: Uniform, key: str, by: float) -> Uniform:
    """The same numbers with those of one key moved a little."""
    return lambda asked: np.clip(uniform(asked) + by, 1e-12, 1 - 1e-12) if asked == key else uniform(asked)


def _along(slope: Effects[Floats], place: int, high: Effects[Floats], low: Effects[Floats]) -> Floats:
    """How the reading changes from one table of a measure to another, ``[draw]``."""
    made: Floats = np.sum(slope.dose[:, :, place] * (high.dose - low.dose)[:, :, 0], axis=1)
    for name in MOVES:
        end, other = (np.asarray(getattr(table, name))[:, 0] for table in (high, low))
        moved = np.isfinite(end) & (end != other)  # no cap is infinite, and stays
        if moved.any():
            change = np.subtract(end, other, out=np.zeros(end.shape), where=moved)
            made = made + np.sum(getattr(slope, name)[:, place] * change, axis=1)
    return made
