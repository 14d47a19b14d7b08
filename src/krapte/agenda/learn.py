"""What realised figures say of the goals: the draws of the agenda, those that foresaw the figures counting for more.

Of technicians at work, all or of a group, the fit knows how far statistics may be off (``learning/series.csv``): whole
years of these teach something; other figures are judged by the path and teach nothing here. The package is run again,
its draws are weighed (:mod:`krapte.learning.assimilate`), and each goal has its chance anew.
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
from krapte.analysis.runs import Progress
from krapte.figures.errors import InputError
from krapte.learning import assimilate, data, posterior
from krapte.learning.assimilate import Learned, Realised
from krapte.learning.weigh import CollapsedError

Floats = NDArray[np.float64]
READING = "employed"


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


def lesson(agenda: Agenda, figures: Figures, draws: int, progress: Progress | None = None) -> Lesson:
    """Run the agenda again and weigh its draws; InputError where nothing can be learned or too few draws are left."""
    told = list(realised(bridged(figures.latest)))
    cube = again.results(agenda, draws, progress).sel(variant="package")
    try:
        known = seen(cube)
        learned = assimilate.learn(known, told, scales(), started(known))
    except CollapsedError as error:
        found = f"{error.effective:.0f} / {error.draws}"
        raise InputError(
            "draws_collapsed", where="--realised", found=found, expected=f"{error.least:.0f}"
        ) from None
    goals = tuple(chance(cube, goal, learned.weights) for goal in agenda.about.goals)
    return Lesson(len(told), draws, learned, goals)


def realised(found: Iterable[Observed]) -> Iterable[Realised]:
    """The figures of whole years that the fit knows errors of, in its series."""
    known = {row.series for row in data.rows()}
    for one in found:
        name = f"{READING}.{one.group}"
        if one.reading == READING and not one.quarter and one.value is not None and name in known:
            yield Realised(name, one.year, one.value, f"{one.group} {one.period}")


def seen(cube: xr.Dataset) -> dict[str, Floats]:
    """Technicians at work in a run, by series ``[draw, year]`` from the first year of the series on."""
    made = {}
    for row in data.rows():
        name, _, group = row.series.partition(".")
        if name == READING and group:
            of = cube[READING].sel(group=group, year=slice(row.first, None))
            made[row.series] = np.asarray(of.transpose("draw", "year").values)
    return made


def started(known: dict[str, Floats]) -> dict[str, float]:
    """What the runs start from: the published stocks of the anchor, counted as the figures of an agenda are."""
    firsts = {row.series: row.first for row in data.rows()}
    return {name: float(np.median(of[:, data.LAST - firsts[name]])) for name, of in known.items()}


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
