"""What a package is worth over all draws, and how near that is to a straight line.

    quantile   the value that is reached with the certainty asked: with 80 %, a fifth of the draws lies below
    cvar       the mean of the draws below that value
    mean       the mean of all

A quantile has no slope that a plan could follow. So proposals work with the mean of a tail, which is concave where
worth is: for ``cvar`` its own, for ``quantile`` the tail twice as long, of which the quantile is the middle.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte.analysis.choose.question import Question

Floats = NDArray[np.float64]


def of(values: Floats, question: Question) -> float:
    """The worth of values ``[draw]``."""
    if question.risk == "mean":
        return float(values.mean())
    if question.risk == "quantile":
        return float(np.quantile(values, 1 - question.certainty))
    return tail_mean(values, 1 - question.certainty)


def tail(question: Question) -> float:
    """The share of the draws, worst first, whose mean a proposal works with."""
    below = 1 - question.certainty
    return {"mean": 1.0, "cvar": below, "quantile": min(1.0, 2 * below)}[question.risk]


def tail_mean(values: Floats, share: float) -> float:
    """The mean of the worst ``share`` of the draws, the last of them counted in part."""
    ordered = np.sort(values)
    weight = np.clip(share * len(ordered) - np.arange(len(ordered)), 0.0, 1.0)
    return float(ordered @ weight / weight.sum())
