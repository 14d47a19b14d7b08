"""Each lever by itself at its usual dose: where a search begins to look, and what no slope tells.

Per highest dose: what the reading gains by draw, what it costs through what the model computes (permits used, people
guided), and its side effects. A lever that starts later is taken to cost and to displace the same, years later.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.analysis.choose import levers
from krapte.analysis.choose.levers import PARTS, Plan
from krapte.analysis.choose.question import SIDES
from krapte.analysis.choose.trial import Ground
from krapte.country.axes import FIRST_YEAR

Floats = NDArray[np.float64]


class Alone(NamedTuple):
    """What each lever does by itself, per highest dose."""

    worth: Floats
    """[draw, lever, start]"""
    cost: Floats
    """[lever, start, payer, year]: euro that rise with the dose."""
    in_force: Floats
    """[lever, start, payer, year]: euro whatever the dose."""
    sides: dict[str, Floats]
    """[lever]: in the target year."""


def alone(ground: Ground) -> Alone:
    """Every lever run by itself, once."""
    rates = levers.rates(ground.levers, ground.years, ground.uniform, ground.draws)
    cost = np.array(rates.by_dose)
    count, starts = cost.shape[:2]
    worth = np.zeros((ground.draws, count, starts))
    sides = {name: np.zeros(count) for name in SIDES}
    ground.run(only(ground, i, lever.usual) for i, lever in enumerate(ground.levers))
    for i, lever in enumerate(ground.levers):
        part = lever.usual / PARTS
        found = ground.of(only(ground, i, lever.usual))
        hangs = (found.cost - rates.in_force[i, 0]) / part - rates.by_dose[i, 0]
        for j in range(starts):
            later = lever.starts[min(j, len(lever.starts) - 1)] - lever.starts[0]
            cost[i, j, :, later:] += hangs[:, : hangs.shape[1] - later]
            worth[:, i, j] = found.worth / part * _left(ground, i, j)
        for name in SIDES:
            sides[name][i] = found.sides[name] / part
    return Alone(worth, cost, rates.in_force, sides)


def only(ground: Ground, i: int, parts: int, begin: int = 0) -> Plan:
    """The plan of one lever."""
    count = len(ground.levers)
    return levers.plan_of(
        [parts if k == i else 0 for k in range(count)], [begin if k == i else 0 for k in range(count)]
    )


def _left(ground: Ground, i: int, begin: int) -> float:
    """The part of a lever's doses up to the target year that is left when it starts later."""
    until = ground.question.by - FIRST_YEAR
    paths = ground.paths[i]
    first, later = (paths[min(j, len(paths) - 1)][:, :until] for j in (0, begin))
    whole = float(np.abs(first).sum())
    return float(np.abs(later).sum()) / whole if whole else 0.0


def spent(plan: Plan, known: Alone) -> Floats:
    """Euros ``[payer, year]`` by the rates of each lever alone."""
    made = np.zeros(known.cost.shape[2:])
    for i, (n, begin) in enumerate(zip(plan.parts, plan.begins, strict=True)):
        if n:
            made += known.cost[i, begin] * (n / PARTS) + known.in_force[i, begin]
    return made
