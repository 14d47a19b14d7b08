"""The search set beside two simple ways, honestly: the same draws, the same work, judged on draws that none has seen.

For each seed the search runs on few draws of that seed and its work is counted in whole runs; greedy and by chance then
get as much. The three packages are judged on other draws, the same for every seed, lowered where they would cost too
much there. What counts is the difference in worth: its 80 % interval over seeds. Where it holds zero it is a tie.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.analysis.choose import alone, feasible, levers, rivals, search, worth
from krapte.analysis.choose.question import Question
from krapte.analysis.choose.trial import Ground
from krapte.analysis.rows import HIGH, LOW

Floats = NDArray[np.float64]
SEEDS = tuple(range(1, 21))
DRAWS, ROUNDS = 32, 2  # of each search
JUDGES = 256  # draws
UNSEEN = 999_983  # the seed of the judging draws
RIVALS = {"greedy": rivals.greedy, "by_chance": rivals.by_chance}


class Row(NamedTuple):
    """One seed: the worth of each way's package on the unseen draws, and the whole runs each was given."""

    seed: int
    work: float
    worth: dict[str, float]


class Difference(NamedTuple):
    """The search less a rival over seeds."""

    rival: str
    mean: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """`better`, `worse` or `tie`."""
        return "tie" if self.low <= 0 <= self.high else "better" if self.low > 0 else "worse"


def compare(
    question: Question,
    seeds: Sequence[int] = SEEDS,
    *,
    draws: int = DRAWS,
    rounds: int = ROUNDS,
    judges: int = JUDGES,
    hear: Callable[[Row], None] | None = None,
) -> list[Row]:
    """All seeds; ``hear`` is told of each when it is done."""
    of = levers.levers(question)
    judge = Ground(question, of, judges, UNSEEN)
    made = []
    for seed in seeds:
        ground = Ground(question, of, draws, seed)
        plans = {"search": search.search(ground, alone.alone(ground), rounds)}
        for name, way in RIVALS.items():
            plans[name] = way(Ground(question, of, draws, seed), ground.work)
        told = {}
        for name, plan in plans.items():
            found = judge.of(feasible.repaired(judge, plan))
            told[name] = worth.of(found.worth, question)
        made.append(Row(seed, ground.work, told))
        if hear:
            hear(made[-1])
    return made


def differences(rows: Sequence[Row]) -> list[Difference]:
    """The search less each rival, with the 80 % interval over seeds."""
    found = []
    for name in RIVALS:
        values: Floats = np.array([row.worth["search"] - row.worth[name] for row in rows])
        low, high = np.quantile(values, [LOW, HIGH])
        found.append(Difference(name, float(values.mean()), float(low), float(high)))
    return found
