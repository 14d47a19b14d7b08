"""Iterative proportional fitting: cells scaled to one margin after the other until all of them hold.

For each margin in turn, every cell of class c is multiplied by target[c] / sum of the cells of class c. Odds ratios
that no margin speaks about stay those of the first cells (Deming and Stephan 1940).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
# Numerical settings: rounds of fitting, and what counts as met.
ROUNDS, CLOSE = 200, 1e-12
SPREADS, MET = 20, 1e-9
# Bisection on the log of a factor: its ends, and as many halvings as a double can tell apart.
LOWEST, HIGHEST, BISECTIONS = 1e-6, 1e6, 80


class Margin(NamedTuple):
    """Sums that the cells must have: a class per cell (-1: in none of them) and a target per class."""

    name: str
    of: Labels  # class of each cell, in the shape of the cells
    target: Floats  # one sum per class


def classes(shape: Sequence[int], by: Mapping[int, Sequence[int] | Labels]) -> Labels:
    """The class of each cell from labels along some axes (-1: in no class); the last axis named runs fastest."""
    made = np.zeros(shape, dtype=np.int64)
    inside = np.ones(shape, dtype=bool)
    for axis, labels in by.items():
        numbers = np.asarray(labels, dtype=np.int64)
        along = numbers.reshape([-1 if i == axis else 1 for i in range(len(shape))])
        made = made * (int(numbers.max()) + 1) + along
        inside &= along >= 0
    return np.where(inside, made, -1)


def sums(cells: Floats, margin: Margin) -> Floats:
    """The sums of the cells by class of a margin."""
    inside = margin.of.ravel() + 1  # class -1 becomes bin 0
    made = np.bincount(inside, weights=cells.ravel(), minlength=len(margin.target) + 1)
    return np.asarray(made[1:])


def rake(cells: Floats, margins: Sequence[Margin], rounds: int = ROUNDS, close: float = CLOSE) -> Floats:
    """Cells fitted to all margins; the last margin holds exactly, the others as far as they can hold together."""
    made = cells.astype(float).copy()
    for _ in range(rounds):
        worst = 0.0
        for margin in margins:
            now = sums(made, margin)
            factor = np.divide(margin.target, now, out=np.zeros_like(now), where=now > 0)
            made *= np.append(factor, 1.0)[margin.of]  # class -1 reads the appended 1
            worst = max(worst, float(np.max(np.abs(factor[margin.target > 0] - 1), initial=0)))
        if worst < close:
            break
    return made


def deviations(cells: Floats, margins: Sequence[Margin]) -> dict[str, float]:
    """The largest relative deviation from each margin (from a target of zero: the sum itself)."""
    made = {}
    for margin in margins:
        now = sums(cells, margin)
        scale = np.where(margin.target > 0, margin.target, 1)
        made[margin.name] = float(np.max(np.abs(now - margin.target) / scale))
    return made


def scale_to(total: float, cells: Floats, limit: Floats) -> Floats:
    """Cells scaled to a total without passing ``limit`` anywhere; what would pass is spread over the others."""
    made: Floats = cells * total / cells.sum()
    for _ in range(SPREADS):
        made = np.minimum(made, limit)
        room = limit - made
        short = total - made.sum()
        if short <= MET * total:
            break
        made = np.asarray(made + room * cells / np.sum(room * cells) * short)
    return made


def shift_odds(share: Floats, weight: Floats, target: float) -> Floats:
    """Shares whose odds are multiplied by one factor, such that their weighted mean is ``target``."""
    low, high = np.log(LOWEST), np.log(HIGHEST)
    made = share
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        factor = np.exp(middle)
        made = share * factor / (1 - share + share * factor)
        low, high = (middle, high) if np.sum(made * weight) < target * np.sum(weight) else (low, middle)
    return np.asarray(made)
