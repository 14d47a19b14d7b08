"""A choice from question to packages: search on few draws, judge on all.

search         on the draws of a quick answer: the best plan, others nearly as good, the front
judge          on all draws: the best of those that came first, lowered where it would cost too much after all
told beside    what differs most within 5 %, the front, what banning a measure costs, regret over scenarios
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import xarray as xr

from krapte.analysis.choose import alone, alternatives, feasible, front, levers, linear, search, worth
from krapte.analysis.choose.levers import Lever, Plan
from krapte.analysis.choose.question import Question, check
from krapte.analysis.choose.regret import Regret, regret
from krapte.analysis.choose.trial import Found, Ground
from krapte.analysis.runs import Counter, Progress
from krapte.engine.draws import STRATA
from krapte.figures.errors import InputError
from krapte.measures.packages import Package

SEARCH = STRATA  # draws of a search: those of a quick answer
JUDGED = 4  # of the best of the search
DIFFERENT = 6  # of those nearly as good
ALTERNATIVES = 3
FRONT = 12
LOOSE = 0.07  # nearly as good on few draws may be near enough on all
TIMES = 3  # that a goal missed on all draws is asked for a little higher
ALIKE = 0.05  # two packages this near are one choice

CHOSEN, ALTERNATIVE, OTHER = "chosen", "alternative", "front"


class Kept(NamedTuple):
    """A package that was judged on all draws."""

    name: str
    """`chosen`, `alternative-1`, `front-1`."""
    plan: Plan
    found: Found
    on_front: bool


@dataclass(frozen=True)
class Choice:
    """What was chosen, what is nearly as good, and how it was found."""

    question: Question
    levers: tuple[Lever, ...]
    years: tuple[int, ...]
    kept: tuple[Kept, ...]
    binding: tuple[str, ...]
    without: dict[str, float]
    """The worth that is left of the best without a measure, on the draws of the search, by measure."""
    searched: float
    """The worth of the best on the draws of the search."""
    regret: Regret | None
    """Of the chosen package and its alternatives, in this order."""
    draws: int
    seed: int
    search_draws: int
    work: float
    """Whole runs that it took."""
    prior: bool = False
    posterior: str = ""
    seconds: float = 0.0

    @property
    def chosen(self) -> Kept:
        """The chosen package."""
        return self.kept[0]

    @property
    def near(self) -> tuple[Kept, ...]:
        """The chosen package and its alternatives."""
        return tuple(one for one in self.kept if not one.name.startswith(OTHER))

    def package(self, name: str = CHOSEN) -> Package:
        """A kept package by name, to run it or to look at it."""
        (one,) = [one for one in self.kept if one.name == name]
        return levers.package(one.plan, self.levers, name)

    @property
    def candidates(self) -> xr.DataArray:
        """What every kept package gains, ``(package, draw)``; ``none`` is to do nothing."""
        values = np.stack([np.zeros(self.draws), *(one.found.worth for one in self.kept)])
        unit = {"vacancies": "vacancies", "technician_years": "fte"}[self.question.reading]
        names = ["none", *(one.name for one in self.kept)]
        coords = {"package": names, "draw": np.arange(self.draws)}
        return xr.DataArray(values, dims=("package", "draw"), coords=coords, attrs={"unit": unit})


def choose(
    question: Question,
    *,
    draws: int = 1000,
    seed: int = 1,
    prior: bool = False,
    with_regret: bool = True,
    rounds: int = search.ROUNDS,
    progress: Progress | None = None,
) -> Choice:
    """The choice; InputError where the goal is out of reach or the budget buys nothing, saying what holds it back."""
    begin = time.perf_counter()
    check(question)
    of = levers.levers(question)
    hear = Counter(progress, _planned(draws, rounds, len(of), with_regret))
    ground = Ground(question, of, min(draws, SEARCH), seed, prior, hear)
    known = alone.alone(ground)
    best = search.search(ground, known, rounds)
    _refuse(ground, best, known)
    model = linear.linear(ground, best, known)
    banned = alternatives.look(ground, model, known)
    looked = front.look(ground, model, known)
    full = ground if draws <= SEARCH else Ground(question, of, draws, seed, prior, hear)
    judged = _judged(ground, full, known, looked)
    chosen = judged[0]
    kept = _kept(full, chosen, judged)
    near = [one.plan for one in kept if not one.name.startswith(OTHER)]
    without = {
        of[i].measure.id: worth.of(ground.of(plan).worth, question)
        for i, plan in banned.items()
        if chosen.parts[i]
    }
    return Choice(
        question,
        of,
        tuple(full.years),
        tuple(kept),
        feasible.binding(full.of(chosen), question),
        without,
        worth.of(ground.of(search.best(ground)).worth, question),
        regret(ground, near, known) if with_regret else None,
        draws,
        seed,
        ground.draws,
        ground.work + (full.work if full is not ground else 0.0),
        prior,
        full.runs.posterior.name if full.runs.posterior else "",
        time.perf_counter() - begin,
    )


def _judged(ground: Ground, full: Ground, known: alone.Alone, looked: Sequence[Plan]) -> list[Plan]:
    """The plans that are run on all draws, the best first; ``looked`` were made for the front."""
    question = ground.question
    best = search.best(ground)
    tried = [plan for plan in ground.found if any(plan.parts)]
    near = [
        plan for plan in tried if alternatives.near(ground.found[plan], ground.found[best], ground, LOOSE)
    ]
    points = np.array([front.axes(ground.found[plan], question) for plan in tried])
    first = [tried.index(plan) for plan in dict.fromkeys(looked) if plan in tried]
    # Limits bind the choice; the front shows what lies on both sides of the budget, never beyond a limit.
    on = [int(i) for i in np.flatnonzero(front.thinned(points, first)) if _within(ground, tried[i])]
    picked = [tried[on[i]] for i in front.spread(points[on], FRONT, [on.index(i) for i in first if i in on])]
    pool = [*search.ranked(ground, near)[:JUDGED], *alternatives.unlike(best, near, DIFFERENT, ALIKE)]
    full.run([*pool, *picked])
    fitting = [feasible.repaired(full, plan) for plan in dict.fromkeys(pool)]
    chosen = _reached(ground, full, known, search.ranked(full, fitting)[0])
    return list(dict.fromkeys([chosen, *search.ranked(full, fitting), *picked]))


def _within(ground: Ground, plan: Plan) -> bool:
    """Whether a plan keeps within the limits, whatever it costs the payer that is asked for."""
    with ground.asking(replace(ground.question, budget=None, goal=None)):
        return feasible.fits(ground.of(plan), ground.question)


def _reached(ground: Ground, full: Ground, known: alone.Alone, chosen: Plan) -> Plan:
    """The chosen plan; where all draws miss a goal that few reached, one that is made for a little more."""
    goal = ground.question.goal
    asked = goal or 0.0
    for _ in range(TIMES):
        short = (goal or 0.0) - worth.of(full.of(chosen).worth, full.question)
        if goal is None or short <= 0:
            return chosen
        asked += short
        with ground.asking(replace(ground.question, goal=asked)):
            plan = search.climb(ground, known, chosen, 2)
        chosen = feasible.repaired(full, plan)
    _refuse(full, chosen, known)
    return chosen


def _refuse(ground: Ground, best: Plan, known: alone.Alone) -> None:
    """InputError where nothing can be bought, or the goal cannot be reached; what holds it back is named."""
    question, found = ground.question, ground.of(best)
    value = worth.of(found.worth, question)
    if question.goal is not None and value < question.goal:
        held = ", ".join(feasible.binding(found, question))
        expected = f"<= {value:.0f} ({held})"
        raise InputError("goal_out_of_reach", where="--goal", found=f"{question.goal:g}", expected=expected)
    if not any(best.parts):
        names = ", ".join(name for name, _, most in feasible.used(found, question) if most < np.inf)
        least = min(
            feasible.charged(alone.spent(alone.only(ground, i, lever.least), known), question.payer)
            for i, lever in enumerate(ground.levers)
        )
        expected = f">= {least:.0f} ({names})"
        raise InputError("budget_buys_nothing", where="--budget", found=question.budget, expected=expected)


def _kept(full: Ground, chosen: Plan, judged: list[Plan]) -> list[Kept]:
    """The judged plans with their names: the choice, those that differ most, and the front."""
    question, best = full.question, full.of(chosen)
    near = [plan for plan in judged if alternatives.near(full.of(plan), best, full)]
    others = alternatives.unlike(chosen, near, ALTERNATIVES, ALIKE)
    rest = [plan for plan in judged if plan not in (chosen, *others)]
    named = [(CHOSEN, chosen), *((f"{ALTERNATIVE}-{i}", plan) for i, plan in enumerate(others, 1))]
    points = np.array([front.axes(full.of(plan), question) for plan in (*(p for _, p in named), *rest)])
    on = front.thinned(points, range(len(named)))
    kept = [Kept(name, plan, full.of(plan), bool(on[i])) for i, (name, plan) in enumerate(named)]
    on_front = [plan for plan, yes in zip(rest, on[len(named) :], strict=True) if yes]
    on_front.sort(key=lambda plan: feasible.peak(full.of(plan), question.payer))
    return kept + [Kept(f"{OTHER}-{i}", plan, full.of(plan), True) for i, plan in enumerate(on_front, 1)]


def _planned(draws: int, rounds: int, count: int, with_regret: bool) -> int:
    """About how many draws it takes, for the progress."""
    few = min(draws, SEARCH)
    trials = few * (1 + count + 3 * rounds * 4 + 30) + 64 * (3 * rounds + 1)
    judged = (draws * (1 + JUDGED + DIFFERENT + FRONT)) if draws > SEARCH else 0
    return trials + judged + (64 * 80 if with_regret else 0)
