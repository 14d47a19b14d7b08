"""The front: packages of which none is better in everything. More closed, less cost, fewer people lost, fewer to come.

    worth          as the question reads it, more is better
    cost           what the question's payer is charged in the dearest year, less is better
    displacement   people whom care, education and ICT lose in the target year, less is better; a gain counts as none
    migration      residents from abroad in the target year, less is better; fewer counts as none

To have such packages at all, the best package is also made for other budgets and without people from abroad or from
care: a proposal and a run each. Everything that was tried may stand on the front.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from krapte.analysis.choose import feasible, linear, proposal, worth
from krapte.analysis.choose.alone import Alone
from krapte.analysis.choose.levers import Plan
from krapte.analysis.choose.linear import Linear
from krapte.analysis.choose.question import Limit, Question
from krapte.analysis.choose.trial import GROUPS, Found, Ground

Floats = NDArray[np.float64]
BUDGETS = (0.2, 0.4, 0.6, 0.8, 1.25, 1.5, 2.0)  # of the budget, or of what the best package costs
SIDES = {"migration": (0.0, 0.3, 0.6), "care": (0.0, 0.5)}  # of what the best package has
ALIKE = 0.04  # of the length of an axis: nearer on all of them, two packages are one


def axes(found: Found, question: Question) -> Floats:
    """The four axes, less is better."""
    lost = sum(max(found.sides[name], 0.0) for name in GROUPS)
    return np.array(
        [
            -worth.of(found.worth, question),
            feasible.peak(found, question.payer),
            lost,
            max(found.sides["migration"], 0.0),
        ]
    )


def look(ground: Ground, model: Linear, known: Alone) -> list[Plan]:
    """The best package of other budgets and limits, by the lines; run, so that they stay with the ground."""
    question, found = ground.question, ground.of(model.at)
    money = question.budget or feasible.peak(found, question.payer)
    asked = [replace(question, budget=part * money, goal=None) for part in BUDGETS]
    for name, parts in SIDES.items():
        for part in parts:
            more = Limit(name, part * max(found.sides[name], 0.0))
            kept = tuple(one for one in question.limits if one.name != name)
            tight = min(
                [more, *(one for one in question.limits if one.name == name)], key=lambda one: one.most
            )
            asked.append(replace(question, budget=money, goal=None, limits=(*kept, tight)))
    made = []
    for one in asked:
        with ground.asking(one):
            again = linear.lines(ground, model.at, known, model.slope)
            plan = proposal.propose(ground, again, known)
            if plan is not None:
                made.append(feasible.repaired(ground, plan))
    return made


def best_of(points: Floats) -> NDArray[np.bool_]:
    """Which of the points ``[plan, axis]`` no other is at least as good in all axes and better in one.

    To do nothing, zero on every axis, is a point too: what reaches nothing for money is on no front.
    """
    kept = np.ones(len(points), dtype=bool)
    nothing = np.zeros((1, points.shape[1]))
    for i, own in enumerate(points):
        others = np.concatenate([points[kept & (np.arange(len(points)) != i)], nothing])
        as_good = (others <= own).all(axis=1) & (others < own).any(axis=1)
        kept[i] = not as_good.any()
    return kept


def thinned(points: Floats, first: Sequence[int] = ()) -> NDArray[np.bool_]:
    """The front without what is hardly different: better than a kept point by less than ``ALIKE`` on every axis.

    ``first`` are looked at first, then the points that reach most.
    """
    on = best_of(points)
    slack = ALIKE * (points.max(axis=0) - points.min(axis=0))
    kept = np.zeros(len(points), dtype=bool)
    for i in [*first, *np.argsort(points[:, 0], kind="stable")]:
        near = (points[kept] <= points[i] + slack).all(axis=1)
        if on[i] and not kept[i] and not near.any():
            kept[i] = True
    return kept


def spread(points: Floats, count: int, first: Sequence[int] = ()) -> list[int]:
    """Places of points that lie far apart on axes of one length, ``first`` among them; the ends of each axis early."""
    if not len(points):
        return []
    low, high = points.min(axis=0), points.max(axis=0)
    unit = (points - low) / np.where(high > low, high - low, 1.0)
    chosen = list(dict.fromkeys([*first, *(int(i) for i in unit.argmin(axis=0))]))[:count]
    while len(chosen) < min(count, len(points)):
        far = np.min(np.abs(unit[:, None] - unit[chosen][None]).max(axis=2), axis=1)
        place = int(np.argmax(far))
        if far[place] <= 0:
            break
        chosen.append(place)
    return chosen
