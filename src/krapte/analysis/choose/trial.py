"""Trials: the engine runs a plan on the draws of a trial ground, once, and what came of it is kept.

All plans of a ground use the same draws and the same table of effects; only the doses in it change. What a trial
cost is counted in whole runs, so that ways of searching can be compared: a run from the year in which measures begin
to the target year counts for its share of all years, the slopes of a draw for four whole runs (measured: 3.7).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.analysis import money, side_effects
from krapte.analysis.choose import levers as lever
from krapte.analysis.choose.levers import Lever, Plan
from krapte.analysis.choose.question import Question
from krapte.analysis.runs import Counter, Runs
from krapte.country.axes import FIRST_YEAR, STEPS
from krapte.engine import cohort, kept, results
from krapte.engine.kept import Kept
from krapte.engine.shared import PARTING
from krapte.measures import effects
from krapte.measures.packages import Package, together

Floats = NDArray[np.float64]
PART = 32  # draws that go to a cluster or the store together: a search asks one plan after another
SLOPES = 4.0  # whole runs that the slopes of a draw count for
TOUCH = 1e-6  # of the highest dose
GROUPS = ("care", "education", "ict")
ASKED = {"teachers": "teachers_from_technical_work", "homes": "homes"}  # side effects that files name


class Found(NamedTuple):
    """What came of a plan on the draws of a ground."""

    worth: Floats
    """[draw]: what the reading gained, more is better."""
    cost: Floats
    """[payer, year]: euro, mean over draws, in the order of ``PAYERS_EACH``."""
    sides: dict[str, float]
    """Side effects in the target year, mean over draws; people that others lose count as more than zero."""
    spent: Floats
    """[draw]: euro of all payers in the dearest year of the mean."""


class Ground:
    """One scenario and one set of draws on which plans are tried."""

    def __init__(
        self,
        question: Question,
        of: Sequence[Lever],
        draws: int,
        seed: int,
        prior: bool = False,
        hear: Counter | None = None,
    ) -> None:
        self.question, self.levers = question, tuple(of)
        self.runs = Runs(question.scenario, draws, seed, question.by, "own", prior, PART)
        self.hear = hear or Counter(None, 0)
        self.work = 0.0
        self.found: dict[Plan, Found] = {}
        known: dict[str, Floats] = {}
        uniforms = self.runs.uniforms

        def uniform(key: str) -> Floats:
            if key not in known:
                known[key] = uniforms(key)
            return known[key]

        self.uniform = uniform

    @contextmanager
    def asking(self, question: Question) -> Iterator[None]:
        """For a while another question of the same reading, year and scenario: trials serve both."""
        own, self.question = self.question, question
        try:
            yield
        finally:
            self.question = own

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return self.runs.draws

    @property
    def share(self) -> float:
        """The part of all years that a trial runs."""
        return (self.question.by - PARTING) / len(STEPS)

    @cached_property
    def baseline(self) -> xr.Dataset:
        """What happens without a plan."""
        return self.runs.told(self._base)

    @cached_property
    def _base(self) -> Kept:
        return self.runs.parts.kept(self.runs.moved(None), self.hear.add)

    @property
    def since(self) -> int:
        """The first step that a plan can change; until then every plan is the baseline, bit for bit."""
        return min(min(one.starts) for one in self.levers) - FIRST_YEAR

    @cached_property
    def years(self) -> list[int]:
        """The calendar years that are paid for."""
        return money.years(self.baseline)

    @cached_property
    def paths(self) -> list[list[Floats]]:
        """Effective doses ``[draw, step]`` of each lever at its highest, by start."""
        return lever.unit_paths(self.levers, STEPS, self.uniform, self.draws)

    @cached_property
    def table(self) -> effects.Effects[Floats]:
        """The table of all levers, with the laws of the scenario; its doses are put in by plan."""
        whole = together(self._everything, self.runs.ground)
        return effects.effects(whole, cohort.SLOTS, STEPS, self.uniform, draws=self.draws)

    @cached_property
    def places(self) -> list[int]:
        """Where each lever stands in the table."""
        ids = [measure.id for measure in together(self._everything, self.runs.ground).measures]
        return [ids.index(one.measure.id) for one in self.levers]

    @property
    def _everything(self) -> Package:
        rows = tuple(one.row(lever.PARTS, 0) for one in self.levers)
        return Package("levers", lever.TITLE, lever.TITLE, rows)

    def moved(self, plan: Plan, off: float = 0.0) -> effects.Effects[Floats]:
        """The table with the doses of a plan; ``off`` is the share of the highest dose of what is not done."""
        dose = np.array(self.table.dose)
        for i, place in enumerate(self.places):
            n, begin = plan.parts[i], plan.begins[i]
            dose[:, :, place] = self.paths[i][begin] * (n / lever.PARTS if n else off)
        return self.table._replace(dose=dose)

    def of(self, plan: Plan) -> Found:
        """What comes of a plan; run once."""
        self.run([plan])
        return self.found[plan]

    def run(self, plans: Iterable[Plan]) -> None:
        """Run some plans, each once, in their order; a cluster runs them side by side."""
        todo = [plan for plan in dict.fromkeys(plans) if plan not in self.found]
        tables = (self.moved(plan) for plan in todo)
        since = self.since
        for plan, later in zip(todo, self.runs.parts.each(tables, self.hear.add, since=since), strict=True):
            made = self.runs.told(kept.follow(self._base, later, since))
            self.work += self.draws * self.share
            both = results.variants({"baseline": self.baseline, "package": made})
            self.found[plan] = self._read(plan, both)

    def _read(self, plan: Plan, both: xr.Dataset) -> Found:
        whole = lever.package(plan, self.levers)
        paid = money.paid(whole, both, self.uniform)
        cost = lever.by_payer(paid, len(self.years))
        dear = int(np.argmax(cost.sum(axis=0)))
        spent = sum((one.eur[:, dear] for one in paid), np.zeros(self.draws))
        return Found(self._worth(both), cost, self._sides(whole, both), spent)

    def _worth(self, both: xr.Dataset) -> Floats:
        by = self.question.by
        if self.question.reading == "vacancies":
            read = both["vacancies"].sel(group="techniek", year=by).transpose("variant", "draw")
            return np.asarray(read.sel(variant="baseline").values - read.sel(variant="package").values)
        read = both["capacity"].sel(group="techniek", year=slice(PARTING + 1, by))
        read = read.transpose("variant", "draw", "year")
        gained = read.sel(variant="package").values - read.sel(variant="baseline").values
        return np.asarray(gained.sum(axis=-1))

    def _sides(self, whole: Package, both: xr.Dataset) -> dict[str, float]:
        last = both[["employed", "residents"]].sel(year=self.question.by)
        gained = last.sel(variant="package") - last.sel(variant="baseline")
        made = {name: -float(gained["employed"].sel(group=name).mean()) for name in GROUPS}
        made["migration"] = float(gained["residents"].mean())
        asked = side_effects.amounts(whole, both, self.uniform)
        for name, kind in ASKED.items():
            of = [amount for (reading, _), (amount, _) in asked.items() if reading == kind]
            made[name] = float(sum(amount[:, -1].mean() for amount in of))
        return made

    def slopes(self, plan: Plan, count: int) -> list[Floats]:
        """How open vacancies closed move with each lever, ``[draw, start]`` at its highest dose, at a plan.

        Local and exact, on the first ``count`` draws: at the doses of the plan, for little more of each. What is not
        done is touched, since a scheme that does not exist yet has no slope (permits are the least of a quota and
        of who applies).
        """
        found = self.runs.parts.slopes(self.moved(plan, TOUCH), count, "vacancies")
        self.work += SLOPES * count
        self.hear.add(count)
        until = self.question.by - FIRST_YEAR
        return [
            -np.stack(
                [np.sum(found[:, :, place] * path[:count, :until], axis=1) for path in self.paths[i]],
                axis=1,
            )
            for i, place in enumerate(self.places)
        ]
