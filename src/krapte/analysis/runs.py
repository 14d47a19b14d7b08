"""The country under one scenario with one set of draws, and the runs that every question shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte import figures
from krapte.country import inputs, parameters, scenarios
from krapte.country.axes import ANCHOR_YEAR, BENCHMARKS, LAST_YEAR, STEPS
from krapte.engine import cohort, invariants, results
from krapte.engine.draws import Uniforms, matrix, shocks
from krapte.engine.kept import Kept
from krapte.engine.parts import Parts
from krapte.figures.errors import InputError
from krapte.learning import posterior
from krapte.market.state import Outcome
from krapte.measures import effects, packages
from krapte.measures.effects import Effects
from krapte.measures.packages import Package

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]
SHOCK = "demand.cycle"


class Runs:
    """Draws of the country to the year ``to``, after history was seen or, with ``prior``, before.

    The baseline is run once and kept. ``size`` is the number of draws that go to a cluster or the store together,
    where another than usual is wanted.
    """

    def __init__(
        self,
        scenario: str,
        draws: int,
        seed: int,
        to: int,
        benchmark: str,
        prior: bool = False,
        size: int | None = None,
    ) -> None:
        if benchmark not in BENCHMARKS:
            raise InputError(
                "unknown_benchmark", where="benchmark", found=benchmark, expected=", ".join(BENCHMARKS)
            )
        if draws < 1:
            raise InputError("draws_out_of_range", where="draws", found=draws, expected="at least 1")
        if not ANCHOR_YEAR < to <= LAST_YEAR:
            years = f"{ANCHOR_YEAR + 1}-{LAST_YEAR}"
            raise InputError("year_out_of_range", where="to", found=to, expected=years)
        self.scenario = scenarios.load(scenario)
        self.draws, self.seed, self.to, self.benchmark = draws, seed, to, benchmark
        self.size = size
        self.posterior = None if prior else posterior.load()
        figures.check()  # a broken table is refused before anything is computed
        self.world = cohort.world(inputs.load(self.scenario))
        self._baseline: xr.Dataset | None = None
        self._beside: dict[tuple[object, ...], xr.Dataset] = {}

    @property
    def asked(self) -> dict[str, Any]:
        """What a manifest keeps of these draws, whatever is asked of them."""
        return {
            "scenario": self.scenario.id,
            "draws": self.draws,
            "seed": self.seed,
            "to": self.to,
            "benchmark": self.benchmark,
            "prior": self.posterior is None,
        }

    @property
    def uniforms(self) -> Uniforms:
        """The random numbers of these draws, by key."""
        return Uniforms(self.seed, self.draws)

    @property
    def baseline_is_known(self) -> bool:
        """Whether the baseline ran already, so that asking for it costs nothing."""
        return self._baseline is not None

    @cached_property
    def drawn(self) -> Floats:
        """The parameters ``[draw, slot]`` under the scenario."""
        return self.parameters(self.uniforms)

    def parameters(self, uniforms: Callable[[str], Floats]) -> Floats:
        """The parameters ``[draw, slot]`` under the scenario, from the numbers of each key."""
        made = self.posterior.drawn(uniforms) if self.posterior else matrix(uniforms, parameters.load())
        for slot, value in self.scenario.overrides.items():
            made[:, parameters.slots().index(slot)] = value
        return made

    @cached_property
    def by_slot(self) -> dict[str, Floats]:
        """The same by slot ``[draw]``."""
        return dict(zip(parameters.slots(), self.drawn.T, strict=True))

    @cached_property
    def parts(self) -> Parts:
        """Runs of these draws from wherever they come."""
        shock = shocks(self.seed, SHOCK, self.draws, STEPS)
        return Parts(self.drawn, shock, self.world, self.to, self.scenario.id, self.size)

    @cached_property
    def ground(self) -> Package:
        """The measures that are law in the scenario."""
        return packages.of_scenario(self.scenario)

    def baseline(self, hear: Counter) -> xr.Dataset:
        """What happens without a package; the laws of the scenario are in it."""
        if self._baseline is None:
            self._baseline = self.variant(self.moved(None), hear)
        return self._baseline

    def beside(self, world: Package, hear: Counter) -> xr.Dataset:
        """A world that is told beside a package: the same whatever the doses of the package, so it is run once."""
        key = _of(world)
        if key not in self._beside:
            made = self.variant(self.moved(world), hear)
            self._beside = {key: made}  # of one package at a time: a world of 1,000 draws takes some 80 MB
        return self._beside[key]

    def is_known(self, world: Package) -> bool:
        """Whether this world ran already."""
        return _of(world) in self._beside

    def moved(self, package: Package | None) -> Effects[Floats]:
        """The table of a package and of the laws of the scenario."""
        whole = packages.together(package, self.ground)
        return effects.effects(whole, parameters.slots(), STEPS, self.uniforms, draws=self.draws)

    def outcome(self, moved: Effects[Floats], hear: Counter | None = None) -> Outcome:
        """What the engine returns for a table of effects, once no invariant is broken."""
        outcome = self.parts.outcome(moved, hear.add if hear else None)
        invariants.check(outcome)
        return outcome

    def variant(self, moved: Effects[Floats], hear: Counter | None = None) -> xr.Dataset:
        """The results of a table of effects; from the store or a cluster where a workshop with one is open."""
        return self.told(self.parts.kept(moved, hear.add if hear else None))

    def told(self, kept: Kept) -> xr.Dataset:
        """The results of what is kept of a variant."""
        return results.dataset(kept, self.by_slot, self.to, self.benchmark)

    def readings(self, moved: Effects[Floats], hear: Counter | None = None) -> xr.Dataset:
        """The readings by group alone, as :meth:`variant` has them: a quarter of it to keep, to send and to read."""
        return next(self.readings_of([moved], hear))

    def readings_of(
        self, tables: Iterable[Effects[Floats]], hear: Counter | None = None
    ) -> Iterator[xr.Dataset]:
        """The readings of many tables in their order: a cluster runs many at once, whatever the number of draws."""
        for kept in self.parts.each(tables, hear.add if hear else None, ("market",)):
            yield results.of_market(kept, self.by_slot, self.to, self.benchmark)


def _of(world: Package) -> tuple[object, ...]:
    """What a run of a world hangs on."""
    return tuple((row.measure.id, row.measure, row.dose, row.start, row.end) for row in world.rows)


class Counter:
    """Draws done so far, told to a listener."""

    def __init__(self, progress: Progress | None, planned: int) -> None:
        self.progress, self.planned, self.done = progress, planned, 0

    def add(self, draws: int) -> None:
        """So many more are done; a batch filled up beyond the last draw counts for those asked."""
        self.done = min(self.done + draws, self.planned)
        if self.progress:
            self.progress(self.done, self.planned)
