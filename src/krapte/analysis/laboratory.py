"""The laboratory: questions in, answers out. One code path behind Python, the command line and every other face."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from krapte.analysis import (
    drivers,
    flows,
    gain,
    levels,
    money,
    proportions,
    rests_on,
    sectors,
    side_effects,
    worlds,
)
from krapte.analysis import effect as alone
from krapte.analysis import sources as publications
from krapte.analysis import split as splitting
from krapte.analysis import why as reasons
from krapte.analysis.answer import Answer, rows_of_first_year, summarise
from krapte.analysis.choose import choice
from krapte.analysis.choose.choice import Choice
from krapte.analysis.choose.question import Question
from krapte.analysis.effect import Effect
from krapte.analysis.history import dots
from krapte.analysis.rows import Row
from krapte.analysis.runs import Counter, Floats, Progress, Runs
from krapte.country import law
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, HEADLINE_YEAR, LAST_YEAR
from krapte.engine import first_year, manifest, results
from krapte.figures.errors import InputError
from krapte.measures import packages, sources
from krapte.measures.effects import Effects
from krapte.measures.packages import Package
from krapte.measures.schema import Measure

Seen = Callable[[dict[str, xr.Dataset]], None]


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
        prior: bool = False,
    ) -> None:
        self.runs = Runs(scenario, draws, seed, to, benchmark, prior)
        self.scenario = self.runs.scenario
        self.draws, self.seed, self.to, self.benchmark = draws, seed, to, benchmark

    def run(
        self,
        package: str | Path | Package | None = None,
        progress: Progress | None = None,
        texts: dict[str, str] | None = None,
        split: bool = True,
        ratios: bool = True,
        why: bool = False,
        seen: Seen | None = None,
    ) -> Answer:
        """The answer to a package (a name, a file or one made in Python); without one, the baseline.

        ``texts`` are those a package made in Python was read from, to be kept in the manifest. ``split`` runs every
        coalition of the package's pillars on the same draws: 2^n runs for n pillars, baseline and package among them.
        ``ratios`` shares out at equal money and at the largest doses too, on the draws of a quick answer.
        ``why`` finds what makes the interval as wide as it is. ``seen`` gets the runs of baseline and package as soon
        as they are there, before anything is told of them.
        """
        begin = time.perf_counter()
        chosen = package if isinstance(package, Package) or package is None else packages.load(package)
        if chosen and chosen.scenario not in (None, self.scenario.id):
            where = f"package {chosen.id}: scenario"
            raise InputError(
                "scenario_conflict", where=where, found=chosen.scenario, expected=self.scenario.id
            )
        wanted = worlds.of(chosen)
        extra = rests_on.planned(self.runs, chosen) if why else 0
        todo = sum(name == worlds.PACKAGE or not self.runs.is_known(one) for name, one in wanted.items())
        hear = Counter(progress, self._planned(chosen, todo, split, ratios) + extra)
        sets = {"baseline": self.runs.baseline(hear)}
        if chosen is not None:
            moved = self.runs.moved(chosen)
            sets["package"] = self.runs.variant(moved, hear)
        if seen:
            seen(sets)
        sets |= {name: self.runs.beside(one, hear) for name, one in wanted.items() if name != worlds.PACKAGE}
        both = results.variants(sets)
        if isinstance(package, str | Path) and chosen:
            texts = sources.texts(package, chosen)
        kept = manifest.make(self._question(chosen), texts or {}, both, self._command(package))
        answer = replace(self._told(chosen, both), manifest=kept)
        if chosen is not None:
            parts = self._parts(answer, chosen, moved, hear, (split, split and ratios))
            answer = replace(answer, **parts)
        if why:
            answer = replace(answer, **self._reasons(chosen, both, hear))
        return replace(answer, seconds=time.perf_counter() - begin, runs=hear.done)

    def _parts(
        self,
        answer: Answer,
        package: Package,
        moved: Effects[Floats],
        hear: Counter,
        wanted: tuple[bool, bool],
    ) -> dict[str, Any]:
        """What only a package has; ``wanted`` says whether its split and its ratios are."""
        both, (split, ratios) = answer.results, wanted
        paid, years = self._paid(package, both)
        cubes = splitting.all_values(self.runs, package, moved, both, hear) if split else {}
        told = range(ANCHOR_YEAR, self.to + 1)
        return {
            "split": splitting.told(cubes, told, splitting.pillars(package)),
            "cost": money.summarise(paid, years),
            "gain": gain.told(both, self.runs.by_slot),
            "levels": levels.rows(both, package),
            "side_effects": side_effects.rows(package, both, self.runs.uniforms),
            "lag": alone.lag([row for row in answer.rows if row["variant"] == "difference"], self.to),
            "ratios": proportions.rows(self.runs, package, cubes[proportions.OF], paid, hear)
            if ratios
            else [],
        }

    def _planned(self, package: Package | None, count: int, split: bool, ratios: bool) -> int:
        """Draws that an answer takes, for the progress."""
        runs = (not self.runs.baseline_is_known) + count
        if package is not None and split:
            runs += max(2 ** len(splitting.pillars(package)) - 2, 0)
        others = proportions.planned(self.runs, package) if package and split and ratios else 0
        return self.draws * runs + others

    def effect(
        self,
        measure: str | Path | Measure,
        *,
        dose: float | None = None,
        start: int | None = None,
        progress: Progress | None = None,
        why: bool = False,
    ) -> Effect:
        """What one measure does by itself, at its usual dose and start unless told otherwise.

        The baseline is run once and kept, so that a second measure costs one run. ``why``
        finds what makes the interval as wide as it is.
        """
        begin = time.perf_counter()
        package = alone.package(measure, dose, start)
        extra = rests_on.planned(self.runs, package) if why else 0
        hear = Counter(progress, self.draws * ((not self.runs.baseline_is_known) + 1) + extra)
        sets = {
            "baseline": self.runs.baseline(hear),
            "package": self.runs.variant(self.runs.moved(package), hear),
        }
        both = results.variants(sets)
        asked = alone.question(package, self._question(package))
        texts = {} if isinstance(measure, Measure) else sources.texts(measure, package)
        kept = manifest.make(asked, texts, both, self._asked(alone.command(package)))
        made = alone.made(package, both, self._paid(package, both), kept)
        felt = alone.felt(both, min(HEADLINE_YEAR, self.to))
        drive = drivers.drivers(felt, package, self.runs.uniforms, self.runs.by_slot)
        if why:
            made = replace(made, **self._reasons(package, both, hear))
        told: dict[str, Any] = {"drivers": drive, "posterior": self.posterior, "runs": hear.done}
        return replace(made, **told, seconds=time.perf_counter() - begin)

    def choose(self, *, progress: Progress | None = None, regret: bool = True, **question: Any) -> Choice:
        """The best doses and starts under a budget, or for a goal; see :class:`Question` for what can be asked."""
        asked = Question(scenario=self.scenario.id, **question)
        few: dict[str, Any] = {"prior": self.runs.posterior is None, "with_regret": regret}
        return choice.choose(asked, draws=self.draws, seed=self.seed, progress=progress, **few)

    def _reasons(self, package: Package | None, both: xr.Dataset, hear: Counter) -> dict[str, Any]:
        """What makes the interval as wide as it is, and what it rests on."""
        return {
            "why": reasons.told(self.runs, package, both),
            "rests_on": rests_on.told(self.runs, package, both, hear),
        }

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
            posterior=self.posterior,
            flows=flows.rows(both, "package" if package else "baseline", ANCHOR_YEAR),
            measures=_titles(package) if package else {},
            avoided=_titles(package.avoided) if package and package.avoided else {},
            beside=package.beside.title.model_dump() if package and package.beside else None,
            sources=publications.rows(package) if package else [],
            sectors=sectors.rows(both),
        )

    @property
    def posterior(self) -> str:
        """The name of the posterior that the draws are of; empty for the prior."""
        return self.runs.posterior.name if self.runs.posterior else ""

    def _past(self) -> list[Row]:
        """The rows of the first year, from which the baseline starts."""
        raw = first_year.outcome(self.runs.drawn, self.runs.world)
        none = np.zeros_like(raw["employed"])
        raw |= {"saved": none, "brought": none[..., 0]}
        return rows_of_first_year(results.by_group(raw, self.runs.by_slot, self.benchmark))

    def parameters(self) -> Floats:
        """The drawn parameters ``[draw, slot]`` under the scenario; a copy of one's own."""
        return self.runs.drawn.copy()

    def _paid(self, package: Package, both: xr.Dataset) -> tuple[list[money.Paid], list[int]]:
        return money.paid(package, both, self.runs.uniforms), money.years(both)

    def _question(self, package: Package | None) -> dict[str, Any]:
        return {"package": package.id if package else None, **self.runs.asked}

    def _command(self, package: str | Path | Package | None) -> str:
        # A path of the user's machine says nothing elsewhere: the texts themselves are in the manifest.
        name = package.id if isinstance(package, Package) else package and Path(package).name
        return self._asked("baseline" if name is None else f"answer {name}")

    def _asked(self, asked: str) -> str:
        ruler = "" if self.benchmark == "own" else f" --benchmark {self.benchmark}"
        options = f"--scenario {self.scenario.id} --draws {self.draws} --seed {self.seed} --to {self.to}"
        unfitted = " --prior" if self.runs.posterior is None else ""
        return f"krapte {asked} {options}{ruler}{unfitted}"


def _titles(package: Package) -> dict[str, dict[str, str]]:
    """Titles of the measures by id."""
    return {measure.id: measure.title.model_dump() for measure in package.measures}


def doses(package: Package | None) -> list[dict[str, Any]]:
    """What a package does, measure by measure: dose, unit, start, end and the chance that it does nothing.

    What it avoids comes last, marked as such.
    """
    done = [(row, False) for row in (package.rows if package else ())]
    avoided = [(row, True) for row in (package.avoids if package else ())]
    return [
        {
            "measure": row.measure.id,
            "paper": " ".join(row.measure.paper),
            "pillar": row.measure.pillar,
            "title": row.measure.title.model_dump(),
            "dose": row.dose,
            "unit": row.measure.dose.label.model_dump(),
            "start": row.start,
            "end": row.end,
            "no_effect": row.measure.no_effect.probability,
            "avoided": is_avoided,
        }
        for row, is_avoided in (*done, *avoided)
    ]


def moved_parameters(package: Package | None) -> list[str]:
    """The parameters that the measures of a package move."""
    rows = package.rows if package else ()
    return [move.parameter for row in rows for move in row.measure.moves]
