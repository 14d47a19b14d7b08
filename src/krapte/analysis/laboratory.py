"""The laboratory: questions in, answers out. One code path behind Python, the command line and every other face."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte import figures
from krapte.analysis import effect as alone
from krapte.analysis import flows, gain, money
from krapte.analysis import split as splitting
from krapte.analysis.answer import Answer, rows_of_first_year, summarise
from krapte.analysis.effect import Effect
from krapte.analysis.history import dots
from krapte.analysis.rows import CostRow, GainRow, Row, SplitRow
from krapte.country import inputs, law, parameters, scenarios
from krapte.country.axes import ANCHOR_YEAR, BENCHMARKS, FIRST_YEAR, GROUPS, LAST_YEAR, STEPS, TECHNIEK
from krapte.engine import cohort, first_year, invariants, manifest, results
from krapte.engine.draws import Uniforms, matrix, shocks
from krapte.figures.errors import InputError
from krapte.market import readings
from krapte.measures import effects, packages, sources
from krapte.measures.effects import Effects
from krapte.measures.packages import Package
from krapte.measures.schema import Measure

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]
SHOCK = "demand.cycle"


class Laboratory:
    """The country under one scenario, with one set of draws that every question shares."""

    def __init__(
        self,
        *,
        scenario: str = "moderate",
        draws: int = 1000,
        seed: int = 1,
        to: int = LAST_YEAR,
        benchmark: str = "own",
    ) -> None:
        if benchmark not in BENCHMARKS:
            raise InputError(
                "unknown_benchmark",
                where="benchmark",
                found=benchmark,
                expected=", ".join(BENCHMARKS),
            )
        if draws < 1:
            raise InputError("draws_out_of_range", where="draws", found=draws, expected="at least 1")
        if not ANCHOR_YEAR < to <= LAST_YEAR:
            raise InputError(
                "year_out_of_range", where="to", found=to, expected=f"{ANCHOR_YEAR + 1}-{LAST_YEAR}"
            )
        self.scenario = scenarios.load(scenario)
        self.draws, self.seed, self.to, self.benchmark = draws, seed, to, benchmark
        figures.check()  # a broken table is refused before anything is computed
        self.world = cohort.world(inputs.load(self.scenario))
        self._baseline: xr.Dataset | None = None

    def run(
        self,
        package: str | Path | Package | None = None,
        progress: Progress | None = None,
        texts: dict[str, str] | None = None,
        split: bool = True,
    ) -> Answer:
        """The answer to a package (a name, a file or one made in Python); without one, the baseline.

        ``texts`` are those a package made in Python was read from, to be kept in the manifest. ``split`` runs every
        coalition of the package's pillars on the same draws: 2^n runs for n pillars, baseline and package among them.
        """
        begin = time.perf_counter()
        chosen = package if isinstance(package, Package) or package is None else packages.load(package)
        if chosen and chosen.scenario not in (None, self.scenario.id):
            where = f"package {chosen.id}: scenario"
            raise InputError(
                "scenario_conflict", where=where, found=chosen.scenario, expected=self.scenario.id
            )
        pillars = splitting.pillars(chosen) if chosen and split else ()
        others = max(2 ** len(pillars) - 2, 0)
        hear = _Counter(progress, self.draws * ((self._baseline is None) + (chosen is not None) + others))
        sets = {"baseline": self._of_baseline(hear)}
        moved = self._moved(chosen) if chosen else None
        if moved is not None:
            sets["package"] = self._variant(moved, hear)
        both = results.variants(sets)
        if isinstance(package, str | Path) and chosen:
            texts = sources.texts(package, chosen)
        kept = manifest.make(self._question(chosen), texts or {}, both, self._command(package))
        answer = replace(self._told(chosen, both), manifest=kept)
        if chosen is not None and moved is not None:
            answer = replace(
                answer,
                split=self._split(chosen, moved, both, hear) if pillars else [],
                cost=self._cost(chosen, both),
                gain=self._gain(both),
            )
        return replace(answer, seconds=time.perf_counter() - begin, runs=hear.done)

    def effect(
        self,
        measure: str | Path | Measure,
        *,
        dose: float | None = None,
        start: int | None = None,
        progress: Progress | None = None,
    ) -> Effect:
        """What one measure does by itself, at its usual dose and start unless told otherwise.

        The baseline is run once and kept, so that a second measure costs one run.
        """
        begin = time.perf_counter()
        package = alone.package(measure, dose, start)
        hear = _Counter(progress, self.draws * ((self._baseline is None) + 1))
        sets = {"baseline": self._of_baseline(hear), "package": self._variant(self._moved(package), hear)}
        both = results.variants(sets)
        asked = alone.question(package, self._question(package))
        texts = {} if isinstance(measure, Measure) else sources.texts(measure, package)
        kept = manifest.make(asked, texts, both, self._asked(alone.command(package)))
        made = alone.made(package, both, self._paid(package, both), kept)
        return replace(made, runs=hear.done, seconds=time.perf_counter() - begin)

    def _told(self, package: Package | None, both: xr.Dataset) -> Answer:
        """What is told of every answer, before the parts that only a package has."""
        return Answer(
            package=package.id if package else None,
            package_title=package.title.model_dump() if package else None,
            scenario=self.scenario.id,
            draws=self.draws,
            seed=self.seed,
            to=self.to,
            results=both,
            rows=summarise(both, ANCHOR_YEAR) if package else self._past() + summarise(both, FIRST_YEAR + 1),
            history=dots(),
            manifest={},
            seconds=0.0,
            runs=0,
            notes=law.beyond(self.to, moved_parameters(package)),
            doses=doses(package),
            benchmark=self.benchmark,
            flows=flows.rows(both, str(both["variant"].values[-1]), ANCHOR_YEAR),
            measures={m.id: m.title.model_dump() for m in package.measures} if package else {},
        )

    def _past(self) -> list[Row]:
        """The rows of the first year, from which the baseline starts."""
        raw = first_year.outcome(self._drawn, self.world)
        none = np.zeros_like(raw["employed"])
        raw |= {"saved": none, "brought": none[..., 0]}
        return rows_of_first_year(results.by_group(raw, self._by_slot, self.benchmark))

    def parameters(self) -> Floats:
        """The drawn parameters ``[draw, slot]`` under the scenario; a copy of one's own."""
        return self._drawn.copy()

    @cached_property
    def _drawn(self) -> Floats:
        made = matrix(Uniforms(self.seed, self.draws), parameters.load())
        for slot, value in self.scenario.overrides.items():
            made[:, parameters.slots().index(slot)] = value
        return made

    @cached_property
    def _by_slot(self) -> dict[str, Floats]:
        return dict(zip(parameters.slots(), self._drawn.T, strict=True))

    @cached_property
    def _shock(self) -> Floats:
        return shocks(self.seed, SHOCK, self.draws, STEPS)

    def _of_baseline(self, hear: _Counter) -> xr.Dataset:
        if self._baseline is None:
            self._baseline = self._variant(effects.none(parameters.slots(), STEPS, self.draws), hear)
        return self._baseline

    def _moved(self, package: Package) -> Effects[Floats]:
        uniforms = Uniforms(self.seed, self.draws)
        return effects.effects(package, parameters.slots(), STEPS, uniforms, draws=self.draws)

    def _variant(self, moved: Effects[Floats], hear: _Counter) -> xr.Dataset:
        draws = cohort.draws_of(self._drawn, self._shock, moved)
        outcome = cohort.run(draws, self.world, self.draws, progress=hear.add)
        invariants.check(outcome)
        return results.dataset(outcome, self._by_slot, self.to, self.benchmark)

    def _split(
        self, package: Package, moved: Effects[Floats], both: xr.Dataset, hear: _Counter
    ) -> list[SplitRow]:
        players = splitting.pillars(package)
        known = {
            frozenset[str](): splitting.kept(both.sel(variant="baseline"), ANCHOR_YEAR),
            frozenset(players): splitting.kept(both.sel(variant="package"), ANCHOR_YEAR),
        }

        def run(masked: Effects[Floats]) -> dict[splitting.Reading, Floats]:
            return splitting.kept(self._variant(masked, hear), ANCHOR_YEAR)

        years = [int(year) for year in both["year"].values if year >= ANCHOR_YEAR]
        rows: list[SplitRow] = []
        for (reading, group), cubes in splitting.values(package, moved, run, known).items():
            rows += splitting.rows(splitting.split(cubes, years, players), reading, group)
        return rows

    def _cost(self, package: Package, both: xr.Dataset) -> list[CostRow]:
        return money.summarise(*self._paid(package, both))

    def _paid(self, package: Package, both: xr.Dataset) -> tuple[list[money.Paid], list[int]]:
        years = list(range(ANCHOR_YEAR, self.to))  # the flows of the last year lead beyond the answer
        charged = {name: money.flow_of_year(both, name, years) for name in money.needed(package, "flow")}
        names = (name for name in money.needed(package, "reading") if name in both)
        read = {name: money.reading_of_year(both, name, years) for name in names}
        return money.costs(package, years, Uniforms(self.seed, self.draws), self.draws, charged, read), years

    def _gain(self, both: xr.Dataset) -> list[GainRow]:
        kept = both.sel(year=slice(ANCHOR_YEAR, None)).transpose("variant", "draw", "year", ...)
        years = [int(year) for year in kept["year"].values]
        grouped = kept.sel(group=list(GROUPS))

        def of(variant: str) -> dict[str, Floats]:
            own = grouped.sel(variant=variant)
            names = ("employed", "unemployed", "vacancies", "outside", "residents")
            return {name: np.asarray(own[name].values) for name in names}

        def more(values: xr.DataArray) -> Floats:
            return np.asarray(values.sel(variant="package").values - values.sel(variant="baseline").values)

        brought = gain.Brought(more(kept["brought"]), more(kept["saved"].sel(group="techniek")))
        technicians = kept["employed"].sel(variant="baseline", group=list(TECHNIEK)).values
        per_group = results.by_own_group(self._by_slot, "fte_per_person")[..., : len(TECHNIEK)]
        fte = readings.of_all(per_group, technicians)
        return gain.rows(gain.gain(of("baseline"), of("package"), brought, fte), years, fte)

    def _question(self, package: Package | None) -> dict[str, Any]:
        return {
            "package": package.id if package else None,
            "scenario": self.scenario.id,
            "draws": self.draws,
            "seed": self.seed,
            "to": self.to,
            "benchmark": self.benchmark,
        }

    def _command(self, package: str | Path | Package | None) -> str:
        # A path of the user's machine says nothing elsewhere: the texts themselves are in the manifest.
        name = package.id if isinstance(package, Package) else package and Path(package).name
        return self._asked("baseline" if name is None else f"answer {name}")

    def _asked(self, asked: str) -> str:
        ruler = "" if self.benchmark == "own" else f" --benchmark {self.benchmark}"
        options = f"--scenario {self.scenario.id} --draws {self.draws} --seed {self.seed} --to {self.to}"
        return f"krapte {asked} {options}{ruler}"


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


def moved_parameters(package: Package | None) -> list[str]:
    """The parameters that the measures of a package move."""
    rows = package.rows if package else ()
    return [move.parameter for row in rows for move in row.measure.moves]


class _Counter:
    """Draws done so far, told to a listener."""

    def __init__(self, progress: Progress | None, planned: int) -> None:
        self.progress, self.planned, self.done = progress, planned, 0

    def add(self, draws: int) -> None:
        self.done = min(self.done + draws, self.planned)
        if self.progress:
            self.progress(self.done, self.planned)
