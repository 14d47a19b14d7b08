"""The model of a proposal: a straight line through a plan that was run, draw by draw.

    worth of draw d = what the run gave + sum over levers and starts of slope(d) x (share of the highest dose - now)

For open vacancies the slopes are the engine's own, at the doses of the plan: they know that a pond of switchers is
nearly empty or a school full. For technician-years they are those of each lever by itself. Costs and side effects are
straight lines too, moved so that they meet the run. All this only proposes; what holds is what the engine then gives.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.analysis.choose import alone, levers, worth
from krapte.analysis.choose.alone import Alone
from krapte.analysis.choose.levers import PARTS, Plan
from krapte.analysis.choose.trial import Ground

Floats = NDArray[np.float64]
SLOPE_DRAWS = 64  # draws of which slopes are taken: they cost as much as a dozen trials each


class Linear(NamedTuple):
    """Lines through a plan; ``start`` counts the years of start of a lever."""

    at: Plan
    value: Floats
    """[draw]: what the run gave, less what the line gives for the plan; so that lines need no offset."""
    slope: Floats
    """[draw, lever, start]: per highest dose."""
    bent: float
    """The worth that the run gave, less the mean of the tail that the proposal works with."""
    purses: dict[str, Floats]
    """[year]: euro that the run gave beyond the lines, by purse."""
    sides: dict[str, float]
    """The same of each limited side effect."""


def linear(ground: Ground, plan: Plan, known: Alone) -> Linear:
    """The lines through a plan."""
    if ground.question.reading == "vacancies":
        count = min(SLOPE_DRAWS, ground.draws)
        of = ground.slopes(plan, count)
        slope = np.zeros((count, len(of), known.cost.shape[1]))
        for i, own in enumerate(of):
            slope[:, i, : own.shape[1]] = own
    else:
        slope = known.worth[: ground.draws]
    return lines(ground, plan, known, slope)


def lines(ground: Ground, plan: Plan, known: Alone, slope: Floats) -> Linear:
    """The lines of given slopes, for the question that the ground asks now."""
    question, found = ground.question, ground.of(plan)
    now = shares(plan, slope.shape[2])
    values = found.worth[: len(slope)]
    proxy = worth.tail_mean(values, worth.tail(question))
    spent = alone.spent(plan, known)
    by_dose = now.sum(axis=1)
    return Linear(
        plan,
        values - np.tensordot(slope, now, axes=2),
        slope,
        worth.of(found.worth, question) - proxy,
        {name: levers.purse(name) @ (found.cost - spent) for name in {*question.purses, question.payer}},
        {name: found.sides[name] - float(known.sides[name] @ by_dose) for name in question.sides},
    )


def shares(plan: Plan, starts: int) -> Floats:
    """The shares of the highest dose of a plan, ``[lever, start]``."""
    made = np.zeros((len(plan.parts), starts))
    for i, (n, begin) in enumerate(zip(plan.parts, plan.begins, strict=True)):
        made[i, begin] = n / PARTS
    return made
