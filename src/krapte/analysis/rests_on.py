"""What an interval rests on: which part of the variance over draws hangs on which inputs.

Inputs stand in parts, once by kind (:mod:`krapte.analysis.uncertain`) and once by grade. For each part its numbers are
drawn anew and all others kept (Sobol; estimators of Saltelli 2010 and Jansen 1999):

    A, B   two sets of draws of the answer that have nothing to do with each other
    M      the draws of A, with those of the part from B

    alone  mean of f(B) (f(M) - f(A)) / variance,  or 1 - mean of (f(B) - f(M))^2 / 2 / variance
    total  mean of (f(A) - f(M))^2 / 2 / variance, or 1 - mean of f(A) (f(M) - f(B)) / variance

*Alone* is what would go if only this part were known, *total* what would be left if everything else were. Of the two
estimators, with f less its mean, the first is sharp for a part that does little and the second for one that does much;
whichever has the smaller standard error is taken.

The difference of the two is what the part does together with others: that is counted with each of them. So neither
column need add up to one. Each has a standard error over draws; an estimate below 0 or above 1 is told as that end.
Whether a measure works is drawn anew too, so that this sees what no slope can.

Where parameters are told after history, what lies along the directions that history moves is one input of its own
(which of the posterior's draws); the prior draws of a parameter carry only what lies across them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.analysis import why
from krapte.analysis.rows import RestsRow
from krapte.analysis.runs import SHOCK, Counter, Runs
from krapte.analysis.uncertain import HISTORY, KINDS, SHOCKS, Input, inputs, market
from krapte.country import parameters
from krapte.country.axes import STEPS, TECHNIEK
from krapte.engine.draws import STRATA, Uniforms, shocks
from krapte.engine.parts import Parts
from krapte.measures import effects, packages
from krapte.measures.packages import Package

Floats = NDArray[np.float64]
LEAST = 8  # draws in each set, below which nothing is told
GRADES = ("A", "B", "C")


def count(runs: Runs) -> int:
    """Draws in each of the two sets; 0 where there are too few."""
    half = min(runs.draws // 2, STRATA)
    return half if half >= LEAST else 0


def parts(of: Iterable[Input]) -> dict[tuple[str, str], frozenset[str]]:
    """The keys of the inputs in each part, by ``kind`` or ``grade`` and its name; empty parts are left out."""
    known = list(of)
    made = {("kind", kind): {one.key for one in known if one.kind == kind} for kind in KINDS}
    made |= {("grade", grade): {one.key for one in known if one.grade == grade} for grade in GRADES}
    made["grade", "history"] = {one.key for one in known if one == HISTORY}
    made["grade", "chance"] = {one.key for one in known if not one.grade and one != HISTORY}
    return {name: frozenset(keys) for name, keys in made.items() if keys}


def planned(runs: Runs, package: Package | None) -> int:
    """Draws that the bar takes, for the progress."""
    anew = Anew(runs, package)
    sets = set(parts(asked(runs, anew.whole)).values())
    return sum(count(runs) * anew.variants(keys) for keys in sets)


def asked(runs: Runs, whole: Package) -> list[Input]:
    """The inputs of a question; which draw of the posterior is taken is one, where draws are of it."""
    history = [] if runs.posterior is None else [HISTORY]
    return inputs(whole, runs.scenario.overrides) + history


def told(runs: Runs, package: Package | None, both: xr.Dataset, hear: Counter) -> list[RestsRow]:
    """One row per part; none where nothing differs or draws are too few."""
    of, many = why.felt(both, why.year(runs)), count(runs)
    if not many or np.ptp(of[: 2 * many]) == 0:
        return []
    base = both[why.READING].sel(group=why.GROUP, variant="baseline", year=why.year(runs)).values[:many]
    anew = Anew(runs, package)
    known: dict[frozenset[str], Floats] = {}
    made = []
    for (by, part), keys in parts(asked(runs, anew.whole)).items():
        if keys not in known:
            known[keys] = anew.felt(keys, base, hear)
        found = shares(of[:many], of[many : 2 * many], known[keys])
        made.append(
            RestsRow(
                year=why.year(runs),
                variant="baseline" if package is None else "difference",
                reading=why.READING,
                by=by,
                part=part,
                inputs=len(keys),
                **found,  # type: ignore[typeddict-item]
                draws=many,
            )
        )
    return made


def shares(first: Floats, second: Floats, mixed: Floats) -> dict[str, float]:
    """Shares of a part, alone and in total, with their standard errors; arguments are f(A), f(B), f(M)."""
    both = np.concatenate([first, second])
    variance, mean = both.var(), both.mean()

    def sharper(*estimators: Floats) -> tuple[float, float]:
        best = min(estimators, key=np.std)
        return float(best.mean()), float(best.std() / np.sqrt(len(best)))

    alone, alone_error = sharper(
        (second - mean) * (mixed - first) / variance, 1 - (second - mixed) ** 2 / (2 * variance)
    )
    total, total_error = sharper(
        (first - mixed) ** 2 / (2 * variance), 1 - (first - mean) * (mixed - second) / variance
    )
    most = float(np.clip(total, 0, 1))
    return {
        "alone": float(np.clip(alone, 0, most)),
        "total": most,
        "alone_error": alone_error,
        "total_error": total_error,
    }


class Anew:
    """The draws of the first set, run with those of some inputs from the second."""

    def __init__(self, runs: Runs, package: Package | None) -> None:
        self.runs, self.package, self.many = runs, package, count(runs)
        self.whole = packages.together(package, runs.ground)
        self._without_market: Parts | None = None

    def variants(self, keys: frozenset[str]) -> int:
        """How many variants must be run: the baseline only where something of it is drawn anew."""
        return self._moves_baseline(keys) + (self.package is not None)

    def felt(self, keys: frozenset[str], base: Floats, hear: Counter) -> Floats:
        """The reading with these inputs from the second set, ``[draw]``; ``base`` is the baseline of the first."""
        shared = self._shared(keys)
        if self._moves_baseline(keys):
            base = self._read(shared, self.runs.ground, keys, hear)
        return base if self.package is None else self._read(shared, self.whole, keys, hear) - base

    def _moves_baseline(self, keys: frozenset[str]) -> bool:
        ground = {one.id for one in self.runs.ground.measures}
        own = {one.id for one in self.whole.measures} - ground
        return any(key.split(".")[0] not in own for key in keys)

    def _read(self, shared: Parts, of: Package, keys: frozenset[str], hear: Counter) -> Floats:
        moved = effects.effects(of, parameters.slots(), STEPS, self._uniform(keys), draws=self.many)
        kept = shared.kept(moved, hear.add, ("market",))
        last: Floats = kept["vacancies"][:, -1, : len(TECHNIEK)]
        return np.asarray(last.sum(axis=-1))

    def _shared(self, keys: frozenset[str]) -> Parts:
        """Runs with the market's part of the inputs from the second set; without one they are made once."""
        anew = any(one.key in keys for one in (*market(), HISTORY, SHOCKS))
        if not anew and self._without_market is not None:
            return self._without_market
        shock = shocks(self.runs.seed, SHOCK, 2 * self.many, STEPS)
        shock = shock[self.many :] if SHOCKS.key in keys else shock[: self.many]
        drawn = self.runs.parameters(self._uniform(keys))
        made = Parts(drawn, shock, self.runs.world, why.year(self.runs), self.runs.scenario.id)
        if not anew:
            self._without_market = made
        return made

    def _uniform(self, keys: frozenset[str]) -> Callable[[str], Floats]:
        """The numbers of the first set, and of the second for some keys."""
        uniforms = Uniforms(self.runs.seed, 2 * self.many)

        def uniform(key: str) -> Floats:
            both = uniforms(key)
            return both[self.many :] if key in keys else both[: self.many]

        return uniform
