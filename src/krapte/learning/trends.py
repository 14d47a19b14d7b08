"""The trends that rivals draw on: recipes that turn what was known of a series into growth a year.

A recipe gives :class:`Growth`: mean log growth of each year after the origin, and how errors of a year carry over.
Growth of year k has error ``u_k + loading_k d`` with ``u_k = persistence u_(k-1) + e_k``; ``e_k`` and ``d`` are
standard normal times the spread of :mod:`krapte.learning.spread`, ``d`` the error of the trend itself. The log level
then errs by ``sqrt(h + h2/m)`` for a trend of m steps, the formula of a random walk with an estimated drift.

Recipes of the shared scoreboard (``backtest/rivals_scores.md``): damped 0.6 and 0.8, trends of 3, 5 and 10 years and
0.9, bounds -0.3 and 0.7, 0.0375. Where its text left room, what reproduces its point forecasts is taken: growth fades
from the first year on, a window holds calendar years, a trend weighs steps by their length.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.learning.panel import HORIZON, Past, Step, families, family_of

Floats = NDArray[np.float64]
YEARS = np.arange(1, HORIZON + 1)
LEAST_STEPS = 2
WINDOW, WINDOWS = 5, (3, 5, 10)
AGE_WEIGHT, FADE, SLOW_FADE = 0.6, 0.8, 0.9
LEAST_OF_AR, AR_BOUNDS, AR_SHORTEST = 3, (-0.3, 0.7), 4
LEVEL_DRIFT = 0.0375  # variance of the unknown drift beside that of a year, where no drift is forecast
COMBINED_STEPS = 10


class Growth(NamedTuple):
    """Mean log growth of each year ahead [HORIZON], the loading of the trend's error, and the carry-over."""

    mean: Floats
    loading: Floats
    persistence: float = 0.0

    def carried(self) -> Floats:
        """The errors of growth as a mix of those of the years [year, year of the error]."""
        power = YEARS[:, None] - YEARS[None, :]
        return np.where(power >= 0, self.persistence ** np.maximum(power, 0), 0.0)

    def scale(self, counted: Floats) -> float:
        """Spread of the sum over the counted years (1 or 0 a year), for errors of spread 1."""
        own = counted @ self.carried()
        return float(np.sqrt(own @ own + (counted @ self.loading) ** 2))


Recipe = Callable[[Past, str], Growth | None]


def steps_of(past: Past, name: str) -> tuple[Step, ...]:
    """The steps known at the origin; none where the series has no value at it, or fewer than two steps."""
    known = past.series(name)
    steps = known.steps() if past.origin in known.values else ()
    return steps if len(steps) >= LEAST_STEPS else ()


def counted_years(steps: Sequence[Step], origin: int) -> Floats:
    """1 for each year ahead that lies in one of the steps, else 0 [HORIZON]."""
    flags = np.zeros(HORIZON)
    for step in steps:
        flags[step.first - origin : step.last - origin] = 1
    return flags


def _trend(steps: Sequence[Step], origin: int, window: int) -> tuple[float, Floats]:
    """Growth a year over the last years, and the weight of each step's rate in it."""
    length = np.array([step.last - step.first if step.last > origin - window else 0 for step in steps])
    if not length.any():
        length = np.array([step.last - step.first for step in steps])
    weights = length / length.sum()
    return float(weights @ [step.rate for step in steps]), weights


def last(past: Past, name: str) -> Growth | None:
    """No change."""
    if not steps_of(past, name):
        return None
    return Growth(np.zeros(HORIZON), np.full(HORIZON, np.sqrt(LEVEL_DRIFT)))


def drift5(past: Past, name: str) -> Growth | None:
    """Growth of the last five years goes on."""
    steps = steps_of(past, name)
    if not steps:
        return None
    mean, _ = _trend(steps, past.origin, WINDOW)
    return Growth(np.full(HORIZON, mean), np.full(HORIZON, min(len(steps), WINDOW) ** -0.5))


def damped(past: Past, name: str) -> Growth | None:
    """Recent growth weighs most (0.6 a year of age) and fades by 0.8 a year."""
    steps = steps_of(past, name)
    if not steps:
        return None
    weights = AGE_WEIGHT ** np.array([past.origin - step.last for step in steps], dtype=float)
    weights /= weights.sum()
    fade = np.asarray(FADE**YEARS, dtype=np.float64)
    return Growth(float(weights @ [step.rate for step in steps]) * fade, np.sqrt(weights @ weights) * fade)


def naive_plus(past: Past, name: str) -> Growth | None:
    """The mean of the trends of 3, 5 and 10 years, fading by 0.9 a year."""
    steps = steps_of(past, name)
    if not steps:
        return None
    trends = [_trend(steps, past.origin, window) for window in WINDOWS]
    weights = np.mean([weight for _, weight in trends], axis=0)
    fade = np.asarray(SLOW_FADE**YEARS, dtype=np.float64)
    return Growth(float(np.mean([mean for mean, _ in trends])) * fade, np.sqrt(weights @ weights) * fade)


@cache
def _pooled(past: Past, family: str) -> tuple[float, float]:
    """Carry-over of growth pooled over a family, and the mean of its series' mean growth."""
    found = [steps for name in families()[family] if (steps := steps_of(past, name))]
    long = [steps for steps in found if len(steps) >= LEAST_OF_AR]
    if not long:  # two steps say nothing of what carries over
        return 0.0, float(np.mean([np.mean([step.rate for step in steps]) for steps in found]))
    over = under = 0.0
    for steps in long:
        rates = np.array([step.rate for step in steps])
        gaps = rates - rates.mean()
        next_ = np.array([b.last - a.last == 1 for a, b in pairwise(steps)])
        over += float((gaps[:-1] * gaps[1:])[next_].sum())
        under += float((gaps[:-1] ** 2)[next_].sum())
    raw = over / under if under else 0.0
    # Least squares on few years find too little carry-over: the usual correction of order one over their number.
    corrected = raw + (1 + max(raw, 0)) / max(AR_SHORTEST, *map(len, long))
    means = [np.mean([step.rate for step in steps]) for steps in long]
    return float(np.clip(corrected, *AR_BOUNDS)), float(np.mean(means))


def ar1(past: Past, name: str) -> Growth | None:
    """Growth returns to a mean, half its own and half its family's; how fast is pooled over the family."""
    steps = steps_of(past, name)
    if not steps:
        return None
    persistence, mean_of_family = _pooled(past, family_of(name))
    mean = (np.mean([step.rate for step in steps]) + mean_of_family) / 2
    growth = mean + persistence**YEARS * (steps[-1].rate - mean)
    return Growth(growth, np.zeros(HORIZON), persistence)


def combo(past: Past, name: str) -> Growth | None:
    """The mean of the five."""
    made = [recipe(past, name) for recipe in (last, drift5, damped, naive_plus, ar1)]
    means = [growth.mean for growth in made if growth is not None]
    if not means:
        return None
    return Growth(np.mean(means, axis=0), np.full(HORIZON, COMBINED_STEPS**-0.5))
