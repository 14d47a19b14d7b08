"""Regret: what a package closes less, in a scenario, than the best one would have that was made for that scenario.

In each shipped scenario every package is run on the same draws, and one more is made: from the chosen package, by the
slopes of that scenario. The best of all that fits there is the measure. The robust choice is the package whose largest
regret is smallest. A cost can differ between scenarios; a package that would cost too much in one is still told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.analysis.choose import feasible, linear, search, worth
from krapte.analysis.choose.alone import Alone
from krapte.analysis.choose.levers import Plan
from krapte.analysis.choose.question import Question
from krapte.analysis.choose.trial import Ground
from krapte.country import scenarios

Floats = NDArray[np.float64]
DRAWS = 64
RADII = (1.0, 0.25)


class Regret(NamedTuple):
    """Worth of packages by scenario, and of the best known there."""

    scenarios: tuple[str, ...]
    worth: Floats
    """[package, scenario]"""
    best: Floats
    """[scenario]"""

    @property
    def regret(self) -> Floats:
        """[package, scenario]: never below zero."""
        return self.best[None, :] - self.worth

    @property
    def robust(self) -> int:
        """The place of the package whose largest regret is smallest; the first of those alike."""
        return int(np.argmin(self.regret.max(axis=1)))


def regret(ground: Ground, plans: Sequence[Plan], known: Alone, names: Sequence[str] | None = None) -> Regret:
    """The regret of plans, the chosen one first, over the shipped scenarios or those named."""
    own = ground.question
    asked = list(names or scenarios.ids())
    made, best = np.zeros((len(plans), len(asked))), np.zeros(len(asked))
    for place, name in enumerate(asked):
        there = _there(ground, replace(own, scenario=name, goal=None, budget=_money(ground, plans[0])))
        there.run(plans)
        values = [worth.of(there.of(plan).worth, own) for plan in plans]
        model = linear.linear(there, plans[0], known)
        for radius in RADII:
            search.stepped(there, model, known, radius)
        fitting = [
            worth.of(found.worth, own)
            for found in there.found.values()
            if feasible.fits(found, there.question)
        ]
        made[:, place], best[place] = values, max([*values, *fitting])
        ground.work += there.work
    return Regret(tuple(asked), made, best)


def _there(ground: Ground, question: Question) -> Ground:
    """A ground of another scenario, with the same numbers drawn."""
    draws = min(DRAWS, ground.draws)
    prior = ground.runs.posterior is None
    return Ground(question, ground.levers, draws, ground.runs.seed, prior, ground.hear)


def _money(ground: Ground, chosen: Plan) -> float:
    """The budget, or what the chosen package costs where a goal was asked without one."""
    question = ground.question
    return question.budget or feasible.peak(ground.of(chosen), question.payer)
