"""The laboratory: questions in, answers out. One code path behind Python, the command line and every other face."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte import figures
from krapte.analysis.answer import Answer, summarise
from krapte.analysis.history import dots
from krapte.country import inputs, law, parameters, scenarios
from krapte.country.axes import ANCHOR_YEAR, LAST_YEAR, STEPS
from krapte.engine import cohort, invariants, manifest, results
from krapte.engine.draws import Uniforms, matrix, shocks
from krapte.figures.errors import InputError
from krapte.measures import effects, packages, sources
from krapte.measures.packages import Package

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]
SHOCK = "demand.cycle"


class Laboratory:
    """The country under one scenario, with one set of draws that every question shares."""

    def __init__(
        self, *, scenario: str = "moderate", draws: int = 1000, seed: int = 1, to: int = LAST_YEAR
    ) -> None:
        if draws < 1:
            raise InputError("draws_out_of_range", where="draws", found=draws, expected="at least 1")
        if not ANCHOR_YEAR < to <= LAST_YEAR:
            raise InputError(
                "year_out_of_range", where="to", found=to, expected=f"{ANCHOR_YEAR + 1}-{LAST_YEAR}"
            )
        self.scenario = scenarios.load(scenario)
        self.draws, self.seed, self.to = draws, seed, to
        figures.check()  # a broken table is refused before anything is computed
        self.world = cohort.world(inputs.load(self.scenario))
        self._baseline: xr.Dataset | None = None

    def run(
        self,
        package: str | Path | Package | None = None,
        progress: Progress | None = None,
        texts: dict[str, str] | None = None,
    ) -> Answer:
        """The answer to a package (a name, a file or one made in Python); without one, the baseline.

        ``texts`` are those a package made in Python was read from, to be kept in the manifest.
        """
        begin = time.perf_counter()
        chosen = package if isinstance(package, Package) or package is None else packages.load(package)
        if chosen and chosen.scenario not in (None, self.scenario.id):
            where = f"package {chosen.id}: scenario"
            raise InputError(
                "scenario_conflict", where=where, found=chosen.scenario, expected=self.scenario.id
            )
        sets, runs = {}, 0
        planned = self.draws * ((self._baseline is None) + (chosen is not None))
        hear = _Counter(progress, planned)
        if self._baseline is None:
            self._baseline = self._variant(None, hear)
            runs += self.draws
        sets["baseline"] = self._baseline
        if chosen is not None:
            sets["package"] = self._variant(chosen, hear)
            runs += self.draws
        both = results.variants(sets)
        if isinstance(package, str | Path) and chosen:
            texts = sources.texts(package, chosen)
        return Answer(
            package=chosen.id if chosen else None,
            package_title=chosen.title.model_dump() if chosen else None,
            scenario=self.scenario.id,
            draws=self.draws,
            seed=self.seed,
            to=self.to,
            results=both,
            rows=summarise(both, ANCHOR_YEAR),
            history=dots(),
            manifest=manifest.make(self._question(chosen), texts or {}, both, self._command(package)),
            seconds=time.perf_counter() - begin,
            runs=runs,
            notes=law.beyond(self.to),
            doses=doses(chosen),
        )

    def parameters(self) -> Floats:
        """The drawn parameters ``[draw, slot]`` under the scenario."""
        made = matrix(Uniforms(self.seed, self.draws), parameters.load())
        for slot, value in self.scenario.overrides.items():
            made[:, parameters.slots().index(slot)] = value
        return made

    def _variant(self, package: Package | None, hear: _Counter) -> xr.Dataset:
        drawn = self.parameters()
        slots = parameters.slots()
        if package is None:
            moved = effects.none(slots, STEPS, self.draws)
        else:
            moved = effects.effects(package, slots, STEPS, Uniforms(self.seed, self.draws), draws=self.draws)
        shock = shocks(self.seed, SHOCK, self.draws, STEPS)
        draws = cohort.draws_of(drawn, shock, moved)
        outcome = cohort.run(draws, self.world, self.draws, progress=hear.add)
        invariants.check(outcome)
        return results.dataset(outcome, dict(zip(slots, drawn.T, strict=True)), self.to)

    def _question(self, package: Package | None) -> dict[str, Any]:
        return {
            "package": package.id if package else None,
            "scenario": self.scenario.id,
            "draws": self.draws,
            "seed": self.seed,
            "to": self.to,
        }

    def _command(self, package: str | Path | Package | None) -> str:
        # A path of the user's machine says nothing elsewhere: the texts themselves are in the manifest.
        name = package.id if isinstance(package, Package) else package and Path(package).name
        asked = "baseline" if name is None else f"answer {name}"
        return f"krapte {asked} --scenario {self.scenario.id} --draws {self.draws} --seed {self.seed} --to {self.to}"


def doses(package: Package | None) -> list[dict[str, Any]]:
    """What a package does, measure by measure: dose, unit, start, end and the chance that it does nothing."""
    return [
        {
            "measure": row.measure.id,
            "title": row.measure.title.model_dump(),
            "dose": row.dose,
            "unit": row.measure.dose.label.model_dump(),
            "start": row.start,
            "end": row.end,
            "no_effect": row.measure.no_effect.probability,
        }
        for row in (package.rows if package else ())
    ]


class _Counter:
    """Draws done so far, told to a listener."""

    def __init__(self, progress: Progress | None, planned: int) -> None:
        self.progress, self.planned, self.done = progress, planned, 0

    def add(self, draws: int) -> None:
        self.done = min(self.done + draws, self.planned)
        if self.progress:
            self.progress(self.done, self.planned)
