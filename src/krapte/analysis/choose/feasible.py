"""Whether a plan keeps within its purses and limits, and which of them hold it back."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from krapte.analysis.choose import levers
from krapte.analysis.choose.levers import Plan
from krapte.analysis.choose.question import Question
from krapte.analysis.choose.trial import Found, Ground

Floats = NDArray[np.float64]
NEAR = 0.96  # of a limit: what is used that far holds a package back
ROUNDING = 1e-9
PERSON = 0.5  # people and homes are told in whole numbers


def peak(found: Found, payer: str) -> float:
    """What a payer is charged in the dearest year, mean over draws."""
    return charged(found.cost, payer)


def charged(cost: Floats, payer: str) -> float:
    """The same of euros ``[payer, year]``."""
    return float((levers.purse(payer) @ cost).max(initial=0.0))


def used(found: Found, question: Question) -> Iterator[tuple[str, float, float]]:
    """Every purse and limit: its name, how much of it is used, and the most."""
    for name, most in question.purses.items():
        yield name, peak(found, name), most
    for name, most in question.sides.items():
        yield name, found.sides[name], most


def fits(found: Found, question: Question) -> bool:
    """Whether nothing is used beyond its most."""
    return all(
        amount <= most + (PERSON if name in question.sides else ROUNDING * most)
        for name, amount, most in used(found, question)
        if not math.isinf(most)
    )


def over(found: Found, question: Question) -> float:
    """How many times too much the worst of them is used; 1 or less where the plan fits, infinite where none is left."""
    worst = 0.0
    for _, amount, most in used(found, question):
        if amount > 0 and not math.isinf(most):
            worst = max(worst, amount / most if most > 0 else math.inf)
    return worst


def repaired(ground: Ground, plan: Plan) -> Plan:
    """The plan with all doses lowered until it fits; what falls below its least dose is left out."""
    while not fits(ground.of(plan), ground.question):
        lower = plan
        factor = min(0.99, 1 / over(ground.of(plan), ground.question))
        while lower == plan:
            lower = levers.scaled(plan, ground.levers, factor)
            factor /= 2
        plan = lower
    return plan


def binding(found: Found, question: Question) -> tuple[str, ...]:
    """The purses and limits that hold a plan back; `doses` where none does."""
    near = [name for name, amount, most in used(found, question) if amount >= NEAR * most]
    return tuple(near) or ("doses",)
