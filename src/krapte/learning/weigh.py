"""Importance weights: draws of one distribution made to stand for another, with a gate on how many they are worth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class CollapsedError(Exception):
    """So few draws carry all the weight that nothing can be said; nothing is changed."""

    def __init__(self, effective: float, draws: int, least: float) -> None:
        self.effective, self.draws, self.least = effective, draws, least
        super().__init__(f"{draws} draws are worth {effective:.1f}, fewer than {least:.0f}")


def normalised(log: Floats) -> Floats:
    """Weights ``[draw]`` that add up to one, from their logs."""
    made = np.exp(log - log.max())
    return np.asarray(made / made.sum())


def effective(weights: Floats) -> float:
    """How many draws of even weight these are worth (Kish)."""
    return float(weights.sum() ** 2 / (weights @ weights))


def gate(weights: Floats, least: float) -> float:
    """The effective number of draws; CollapsedError where it is below ``least``."""
    worth = effective(weights)
    if not worth >= least:
        raise CollapsedError(worth, len(weights), least)
    return worth


def resample(weights: Floats, count: int, seed: int) -> NDArray[np.intp]:
    """Places of ``count`` draws in proportion to their weights, evenly spaced (systematic); in keyed order."""
    stream = np.random.Generator(np.random.Philox(key=np.array([seed, 0], dtype=np.uint64)))
    at = (np.arange(count) + stream.random()) / count
    places = np.searchsorted(np.cumsum(weights) / weights.sum(), at)
    return stream.permutation(np.minimum(places, len(weights) - 1))
