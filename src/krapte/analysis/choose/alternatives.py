"""Packages that are nearly as good and differ most: politics needs choices.

    without   each lever of the best package banned in turn, and the best made anew: what one could do instead
    unlike    the package least like all that were found before and, by the lines, still near the best; again and again
              (modelling to generate alternatives: hop, skip and jump; Brill and others 1982)
    nearer    what the run finds too far from the best is drawn towards it by halves until it is near enough
    chosen    of everything that was tried and is near enough, the few that differ most from one another

Two packages differ by the sum of the differences of their shares of the highest dose, over the sum of the larger ones:
0 for the same doses, 1 for nothing in common. Years of start do not count.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from krapte.analysis.choose import feasible, levers, proposal, worth
from krapte.analysis.choose.alone import Alone
from krapte.analysis.choose.levers import Plan
from krapte.analysis.choose.linear import Linear
from krapte.analysis.choose.proposal import Aim
from krapte.analysis.choose.trial import Found, Ground

Floats = NDArray[np.float64]
NEAR = 0.05  # of the worth of the best
HOPS = 4
BANS = 4  # of the levers of the best, those of which most is done
HALVES = 4


def near(found: Found, best: Found, ground: Ground, within: float = NEAR) -> bool:
    """Whether a plan fits and is nearly as good: in worth or, where a goal is to be reached, in money."""
    question = ground.question
    value, most = (worth.of(one.worth, question) for one in (found, best))
    if not feasible.fits(found, question):
        return False
    if question.goal is None:
        return value >= (1 - within) * most
    cheap = feasible.peak(best, question.payer)
    return value >= question.goal and feasible.peak(found, question.payer) <= (1 + within) * cheap


def distance(one: Plan, other: Plan) -> float:
    """How far two plans differ, 0 to 1."""
    a, b = np.array(one.parts, dtype=np.float64), np.array(other.parts, dtype=np.float64)
    most = float(np.maximum(a, b).sum())
    return float(np.abs(a - b).sum()) / most if most else 0.0


def look(ground: Ground, model: Linear, known: Alone) -> dict[int, Plan]:
    """Try plans unlike the best, through which the lines were drawn; they stay with the ground.

    What comes of banning a lever is told by lever.
    """
    best = model.at
    banned = {}
    for i in sorted(range(len(best.parts)), key=lambda i: -best.parts[i])[:BANS]:
        if best.parts[i]:
            banned[i] = _without(ground, model, known, i)
    seen = [best]
    for _ in range(HOPS):
        plan = _hop(ground, model, known, seen)
        if plan is None or plan in seen:
            break
        seen.append(_nearer(ground, plan, best))
    return banned


def _without(ground: Ground, model: Linear, known: Alone, i: int) -> Plan:
    aim = Aim(None, None, frozenset({i}))
    if ground.question.goal is not None:
        aim = aim._replace(floor=ground.question.goal)
    plan = proposal.propose(ground, model, known, aim) or levers.none(ground.levers)
    return feasible.repaired(ground, plan)


def _hop(ground: Ground, model: Linear, known: Alone, seen: Sequence[Plan]) -> Plan | None:
    """By the lines the plan with least of what was done before, near enough to the best."""
    often: Floats = np.asarray(
        np.sum([[bool(n) for n in plan.parts] for plan in seen], axis=0), dtype=np.float64
    )
    question = ground.question
    most = worth.of(ground.of(seen[0]).worth, question)
    floor = (1 - NEAR) * most if question.goal is None else question.goal
    return proposal.propose(ground, model, known, Aim(floor, often))


def _nearer(ground: Ground, plan: Plan, best: Plan) -> Plan:
    """The plan, drawn towards the best until it is near enough."""
    for _ in range(HALVES):
        fitting = feasible.repaired(ground, plan)
        if near(ground.of(fitting), ground.of(best), ground):
            return fitting
        plan = between(ground, fitting, best)
    return plan


def between(ground: Ground, one: Plan, other: Plan) -> Plan:
    """Half-way between two plans; a start is that of the plan with more of the lever."""
    parts, begins = [], []
    for i, lever in enumerate(ground.levers):
        a, b = one.parts[i], other.parts[i]
        half = (a + b) // 2
        parts.append(0 if not half else max(half, lever.least))
        begins.append(one.begins[i] if a > b else other.begins[i])
    return levers.plan_of(parts, begins)


def unlike(best: Plan, plans: Sequence[Plan], count: int, least: float = 0.0) -> list[Plan]:
    """The plans that differ most from the best and from one another, most unlike first; at least by ``least``."""
    chosen: list[Plan] = []
    left = [plan for plan in plans if plan != best]
    while left and len(chosen) < count:
        far = [min(distance(plan, other) for other in (best, *chosen)) for plan in left]
        place = int(np.argmax(far))
        if far[place] <= least:
            break
        chosen.append(left.pop(place))
    return chosen
