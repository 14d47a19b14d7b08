"""The most likely parameters, by Gauss-Newton steps from dispersed starts.

With distances ``r(z)`` and their slopes ``J``, weighed by series (:mod:`krapte.learning.likelihood`), a step solves
``(J'J + (1 + d) I) step = -(J'r + z)``; the damping ``d`` shrinks after a step that helps and grows after one that does
not (Levenberg, Marquardt). Starts are draws of the prior: where they end apart there is more than one mode.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.learning import likelihood, prior
from krapte.learning.misfit import Misfit

Floats = NDArray[np.float64]
LONGEST = 40
ENOUGH = 1e-3  # a step that lowers the sum by less has arrived; likelihoods are told in tenths
DAMPED, SHRINK, GROW, MOST = 0.1, 0.2, 5.0, 1e6


class Mode(NamedTuple):
    """Where the steps from one start ended."""

    z: Floats
    """[slot]"""
    missed: Floats
    """Distances there ``[n]``."""
    slopes: Floats
    """How they move with each free parameter ``[n, place]``, weighed by series."""
    height: float
    """Minus the log posterior, but for a constant."""
    steps: int
    arrived: bool


def find(misfit: Misfit, form: float, starts: Floats, places: Sequence[int]) -> list[Mode]:
    """The mode of each start ``[start, slot]``, the best first."""
    return sorted((climb(misfit, form, z, places) for z in starts), key=lambda one: one.height)


def climb(misfit: Misfit, form: float, start: Floats, places: Sequence[int]) -> Mode:
    """Steps from one start until none helps by :data:`ENOUGH`."""
    at, z, damp = list(places), start.copy(), DAMPED
    missed, slopes, now = _look(misfit, form, z, at)
    for count in range(1, LONGEST + 1):
        weight = likelihood.weights(missed, misfit.places)
        pull = slopes.T @ (weight * missed) + z[at]
        while damp < MOST:
            step = np.linalg.solve(slopes.T @ slopes + (1 + damp) * np.eye(len(at)), -pull)
            tried = z.copy()
            tried[at] = np.clip(z[at] + step, -prior.REACH + 1, prior.REACH - 1)
            there = height(misfit.missed(tried[None], np.array([form]))[0], tried, misfit)
            if there < now:
                break
            damp *= GROW
        else:
            return Mode(z, missed, slopes, now, count, True)
        gain, z, damp = now - there, tried, damp * SHRINK
        missed, slopes, now = _look(misfit, form, z, at)
        if gain < ENOUGH:
            return Mode(z, missed, slopes, now, count, True)
    return Mode(z, missed, slopes, now, LONGEST, False)


def _look(misfit: Misfit, form: float, z: Floats, at: list[int]) -> tuple[Floats, Floats, float]:
    """Distances, their weighed slopes, and the height."""
    missed, slopes = misfit.slopes(z, form, at)
    return missed, likelihood.weights(missed, misfit.places)[:, None] * slopes, height(missed, z, misfit)


def height(missed: Floats, z: Floats, misfit: Misfit) -> float:
    """Minus the log posterior, but for a constant."""
    return float(z @ z / 2 - likelihood.log_likelihood(missed, misfit.places))
