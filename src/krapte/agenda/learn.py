"""What realised figures say of the goals: the draws of the agenda, those that foresaw the figures counting for more.

Whole years teach where it is known how far statistics may be off (:mod:`krapte.learning.later`): technicians at work,
all or of a group, their vacancies, and any other series beside the agenda (``more``). Other figures are judged by the
path and teach nothing here. The package is run again, its draws are weighed (:mod:`krapte.learning.assimilate`), and
each goal has its chance anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.agenda import again
from krapte.agenda.folder import Agenda
from krapte.agenda.realised import Figures, Observed, bridged
from krapte.agenda.schema import Goal
from krapte.analysis.laboratory import Laboratory
from krapte.analysis.runs import Counter, Progress
from krapte.engine import results
from krapte.figures.errors import InputError
from krapte.learning import assimilate, observables, posterior
from krapte.learning.assimilate import Learned, Realised
from krapte.learning.weigh import CollapsedError

Floats = NDArray[np.float64]


class Chance(NamedTuple):
    """A goal with the chance that it is reached, on the draws as they are and as weighed; path as weighed."""

    goal: Goal
    before: float
    after: float
    low: float
    median: float
    high: float


class Lesson(NamedTuple):
    """What was learned from how many figures, and what it does to each goal."""

    figures: int
    draws: int
    learned: Learned
    goals: tuple[Chance, ...]


def lesson(
    agenda: Agenda,
    figures: Figures,
    draws: int,
    progress: Progress | None = None,
    more: Iterable[Realised] = (),
) -> Lesson:
    """Run the agenda again and weigh its draws; InputError where nothing can be learned or too few draws are left."""
    told = [*realised(bridged(figures.latest)), *more]
    lab = again.laboratory(agenda, draws)
    assert isinstance(lab, Laboratory)  # one of a past year has a lesson of its own
    runs = lab.runs
    outcome = runs.outcome(runs.moved(again.package(agenda)), Counter(progress, draws))
    cube = results.dataset(outcome, runs.by_slot, runs.to, runs.benchmark)
    try:
        known = observables.seen(outcome, runs.by_slot)
        learned = assimilate.learn(known, told, scales(), observables.started(known))
    except CollapsedError as error:
        found = f"{error.effective:.0f} / {error.draws}"
        raise InputError(
            "draws_collapsed", where="--realised", found=found, expected=f"{error.least:.0f}"
        ) from None
    goals = tuple(chance(cube, goal, learned.weights) for goal in agenda.about.goals)
    return Lesson(len(told), draws, learned, goals)


def realised(found: Iterable[Observed]) -> Iterable[Realised]:
    """The figures of whole years that have errors, in the series they are of."""
    for one in found:
        name = observables.series_of(one.reading, one.group)
        if name and not one.quarter and one.value is not None:
            yield Realised(name, one.year, one.value, f"{one.group} {one.period}")


def scales() -> dict[str, float]:
    """The scale of each series' errors that the fit found, the mean of its forms."""
    forms = list(posterior.load().manifest["forms"].values())
    return {name: float(np.mean([form["scales"][name] for form in forms])) for name in forms[0]["scales"]}


def chance(cube: xr.Dataset, goal: Goal, weights: Floats) -> Chance:
    """The chance of a goal on even draws and on weighed ones."""
    values = np.asarray(cube[goal.reading].sel(group=goal.group, year=goal.year).values)
    good = values <= goal.value if goal.bound == "at_most" else values >= goal.value
    low, median, high = (float(assimilate.quantile(values, weights, at)) for at in (0.1, 0.5, 0.9))
    return Chance(goal, float(good.mean()), float(weights @ good), low, median, high)
