"""A small choice that tests share: two levers, few draws, and made worths."""

from __future__ import annotations

import numpy as np

from krapte.analysis.choose import levers
from krapte.analysis.choose.alone import Alone
from krapte.analysis.choose.levers import PAYERS_EACH, Lever
from krapte.analysis.choose.linear import Linear
from krapte.analysis.choose.question import Question
from krapte.measures import library

YEARS = 3
STATE = PAYERS_EACH.index("state")


class Made:
    """Stands in for a ground: a question and its levers, nothing run."""

    def __init__(self, question: Question, of: tuple[Lever, ...]) -> None:
        self.question, self.levers = question, of


def two() -> tuple[Lever, ...]:
    return (Lever(library.load("e1"), (2027, 2028)), Lever(library.load("i2"), (2027,)))


def lines(slope: np.ndarray, question: Question) -> Linear:
    """Lines through nothing: what is done brings its slope."""
    return Linear(
        levers.none(two()),
        np.zeros(len(slope)),
        slope,
        0.0,
        {name: np.zeros(YEARS) for name in {*question.purses, question.payer}},
        dict.fromkeys(question.sides, 0.0),
    )


def known(eur: tuple[float, float], fixed: float = 0.0, care: tuple[float, float] = (0.0, 0.0)) -> Alone:
    """Costs to the state in every year at the highest dose, whatever the start; and people whom care loses."""
    cost = np.zeros((2, 2, len(PAYERS_EACH), YEARS))
    in_force = np.zeros_like(cost)
    cost[:, :, STATE] = np.array(eur)[:, None, None]
    in_force[:, :, STATE] = fixed
    sides = {name: np.zeros(2) for name in ("education", "ict", "migration", "teachers", "homes")}
    return Alone(np.zeros((4, 2, 2)), cost, in_force, sides | {"care": np.array(care)})
