"""What figures that came after an origin say of the forecasts made at it: draws weighed, and what is missed narrowed.

A forecast is a run and what such forecasts miss (:class:`krapte.learning.forecast.Parts`): errors of a year's growth,
normal with covariance S. Steps that came are rows of A (1 for each year in the step)::

    left        came - A growth of the run                          of a draw
    likelihood  normal density of ``left`` with covariance A S A^T  weighs the run of a draw
    missed      m + S A^T (A S A^T)^-1 (left - A m)                 the errors of a draw, given the steps

So nothing is run again. A step into a year with a break in the survey says nothing, as in the backtest.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.learning import weigh
from krapte.learning.forecast import Parts

Floats = NDArray[np.float64]


class Came(NamedTuple):
    """The forecast of a series with a package, and what came of it."""

    parts: Parts
    more: Floats
    """[draw, year]: log of the run with the package over that without, the origin first."""
    steps: Floats
    """[step, year ahead]: A."""
    growth: Floats
    """[step]: log growth that came."""


def came(
    parts: Parts, more: Floats, values: Mapping[int, float], origin: int, breaks: frozenset[int]
) -> Came:
    """The steps between known years; ``values`` hold the origin's own."""
    years = sorted(values)
    kept = [(a, b) for a, b in pairwise(years) if not any(year in breaks for year in range(a + 1, b + 1))]
    steps = np.zeros((len(kept), parts.runs.shape[1]))
    for line, (a, b) in zip(steps, kept, strict=True):
        line[a - origin : b - origin] = 1
    return Came(parts, more, steps, np.log([values[b] / values[a] for a, b in kept]))


def weights(found: Mapping[str, Came], least: float) -> tuple[Floats, float]:
    """Weights ``[draw]`` of the runs and how many they are worth; CollapsedError where that is below ``least``."""
    log = []
    for one in found.values():
        factor = np.linalg.cholesky(_covariance(one))
        log.append(-(np.linalg.solve(factor, _left(one).T) ** 2).sum(axis=0) / 2)
    made = weigh.normalised(np.sum(log, axis=0))
    return made, weigh.gate(made, least)


def ahead(one: Came) -> Floats:
    """Log growth of each year ``[draw, year ahead]`` once the steps are known, as far as ``more`` goes."""
    missed = one.parts.missed
    if len(one.growth):
        gain = one.parts.covariance @ one.steps.T @ np.linalg.inv(_covariance(one))
        missed = missed + (_left(one) - missed @ one.steps.T) @ gain.T
    return np.asarray((_growth(one) + missed)[:, : one.more.shape[1] - 1])


def _covariance(one: Came) -> Floats:
    return np.asarray(one.steps @ one.parts.covariance @ one.steps.T)


def _growth(one: Came) -> Floats:
    """Log growth of a run with the package, by year ahead; beyond ``more`` that without."""
    grown = np.diff(one.parts.runs, axis=1, prepend=0.0)
    more = np.diff(one.more, axis=1)
    return np.asarray(grown + np.pad(more, ((0, 0), (0, grown.shape[1] - more.shape[1]))))


def _left(one: Came) -> Floats:
    return np.asarray(one.growth - _growth(one) @ one.steps.T)
