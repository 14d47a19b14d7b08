"""The search: lines through a plan, the best plan by those lines, a run of it, and again from there.

    starts   nothing; every lever at its usual dose, lowered until it fits; and one drawn by chance, keyed by the seed
    round    slopes at the best plan so far, a proposal for each of some radii, a run of each; what uses too much is
             lowered until it fits; the best becomes the next plan, its radius leads the next round
    stop     after so many rounds, or when a round with the smallest radius brings nothing

The lines are wrong where measures share a pond; the run decides, and a smaller step is tried beside the larger one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from krapte.analysis.choose import feasible, levers, linear, proposal, worth
from krapte.analysis.choose.alone import Alone
from krapte.analysis.choose.levers import PARTS, Plan
from krapte.analysis.choose.linear import Linear
from krapte.analysis.choose.proposal import Aim
from krapte.analysis.choose.trial import Found, Ground

ROUNDS = 5
RADII = (1.0, 0.5, 0.25)  # of the widest step of a round
WIDEST, SMALLEST = 1.0, 0.04
GROWS = 1.5  # a step that helped may be wider next time
BETTER = 1e-6
TIGHTER = 3  # times that a limit is lowered when a run is beyond it
LEFT, FULL = 0.8, 0.99  # a proposal that uses so much of its budget could use all of it

Merit = tuple[bool, float]


def merit(found: Found, ground: Ground) -> Merit:
    """How good a plan is: within the limits first; then the goal for little money, or the largest worth."""
    question = ground.question
    value = worth.of(found.worth, question)
    if not feasible.fits(found, question):
        return False, -feasible.over(found, question)
    if question.goal is None:
        return True, value
    if value < question.goal:
        return False, value - question.goal
    return True, -feasible.peak(found, question.payer)


def best(ground: Ground) -> Plan:
    """The best plan that was tried; of two alike the one that was tried first."""
    return max(ground.found, key=lambda plan: merit(ground.found[plan], ground))


def search(ground: Ground, known: Alone, rounds: int = ROUNDS) -> Plan:
    """The best plan found from every start."""
    for start in starts(ground):
        climb(ground, known, start, rounds)
    return best(ground)


def starts(ground: Ground) -> list[Plan]:
    """Where the search begins; each of them fits."""
    usual = levers.plan_of([one.usual for one in ground.levers], [0] * len(ground.levers))
    chance = by_chance(ground, np.random.default_rng(key(ground, "start")))
    made = [levers.none(ground.levers), feasible.repaired(ground, usual), feasible.repaired(ground, chance)]
    return list(dict.fromkeys(made))


def climb(
    ground: Ground, known: Alone, start: Plan, rounds: int = ROUNDS, banned: frozenset[int] = frozenset()
) -> Plan:
    """The plan that the rounds lead to from a start."""
    plan, radius = start, WIDEST
    for _ in range(rounds):
        model = linear.linear(ground, plan, known)
        tried = [(stepped(ground, model, known, radius * part, banned), radius * part) for part in RADII]
        found, reach = max(tried, key=lambda one: merit(ground.of(one[0]), ground))
        if not _better(ground, found, plan):
            radius *= RADII[-1] ** 2
            if radius < SMALLEST:
                break
            continue
        plan, radius = found, min(WIDEST, reach * GROWS)
    return plan


def stepped(
    ground: Ground, model: Linear, known: Alone, radius: float, banned: frozenset[int] = frozenset()
) -> Plan:
    """The proposal within a radius, run, and lowered until it fits; the plan itself where there is none."""
    goal = ground.question.goal
    made = None
    if goal is not None:
        # The lines are too hopeful where effects overlap: what a run falls short is asked for on top.
        floor = goal
        for _ in range(2):
            made = proposal.propose(ground, model, known, Aim(floor, None, banned, radius))
            if made is None:
                break
            short = goal - worth.of(ground.of(made).worth, ground.question)
            if short <= 0:
                return feasible.repaired(ground, made)
            floor += short
    aim = Aim(None, None, banned, radius)
    made = made or proposal.propose(ground, model, known, aim)
    return feasible.repaired(ground, (made and _filled(ground, model, known, aim, made)) or model.at)


def _filled(ground: Ground, model: Linear, known: Alone, aim: Aim, plan: Plan) -> Plan:
    """The proposal; where a run shows that it costs less than the lines had it, one for what is left over."""
    question, used = ground.question, feasible.over(ground.of(plan), ground.question)
    if question.goal is not None or question.budget is None or not LEFT <= used < FULL:
        return plan
    with ground.asking(replace(question, budget=question.budget / used)):
        more = proposal.propose(ground, model, known, aim)
    if more is None:
        return plan
    more = feasible.repaired(ground, more)
    return max(plan, more, key=lambda one: merit(ground.of(one), ground))


def by_chance(ground: Ground, chance: np.random.Generator) -> Plan:
    """A plan with some of the levers at any dose, begun in any year; what it costs is not looked at."""
    some = chance.random(len(ground.levers)) < chance.random()
    parts = [
        int(chance.integers(one.least, PARTS + 1)) if on else 0
        for one, on in zip(ground.levers, some, strict=True)
    ]
    begins = [int(chance.integers(len(one.starts))) for one in ground.levers]
    return levers.plan_of(parts, begins)


def key(ground: Ground, name: str) -> int:
    """The key of numbers drawn by chance: the seed of the draws and a name."""
    words = f"{ground.runs.seed}|choose.{name}".encode()
    return int.from_bytes(hashlib.sha256(words).digest()[:8], "little")


def _better(ground: Ground, one: Plan, other: Plan) -> bool:
    first, second = merit(ground.of(one), ground), merit(ground.of(other), ground)
    return first[0] > second[0] or (
        first[0] == second[0] and first[1] > second[1] + BETTER * max(1.0, abs(second[1]))
    )


def ranked(ground: Ground, plans: Sequence[Plan]) -> list[Plan]:
    """Plans, the best first."""
    return sorted(plans, key=lambda plan: merit(ground.of(plan), ground), reverse=True)
