"""The effective dose of one measure per draw and year.

    planned dose of the year -> layers -> ramp, end, persistence -> lag -> realisation, additionality, works

The planned dose is a number per year, the sum of the rows in force. It is cut into layers (start, end,
amount): what is added later ends first. So only the sums matter, not how they were written down.

A layer comes in linearly over the ramp and counts the mean of each year (ramp of 3 years: 1/6, 1/2, 5/6, 1).
A withdrawal is an end that nobody planned. The lag moves the whole path, its end too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.measures import checks
from krapte.measures.checks import RowLike
from krapte.measures.schema import Measure, quantity

Floats = NDArray[np.float64]
Uniform = Callable[[str], Floats]


class Layer(NamedTuple):
    """A dose that is in force from the year ``start`` up to and including ``end`` (inf: for good)."""

    start: int
    end: float
    dose: float


def layers(rows: Sequence[RowLike]) -> list[Layer]:
    """The planned dose of one measure as layers; positive and negative amounts apart."""
    years = sorted({row.start for row in rows} | {row.end + 1 for row in rows if row.end is not None})
    planned = [(year, checks.total(rows, year)) for year in years]
    return sorted(layer for sign in (1, -1) for layer in _stack(planned, sign))


def _stack(planned: Sequence[tuple[int, Fraction]], sign: int) -> list[Layer]:
    open_layers: list[tuple[int, Fraction]] = []
    closed: list[Layer] = []
    level = Fraction(0)
    for year, amount in planned:
        wanted = max(sign * amount, Fraction(0))
        while level > wanted:
            start, size = open_layers.pop()
            drop = min(size, level - wanted)
            closed.append(Layer(start, year - 1, sign * float(drop)))
            level -= drop
            if size > drop:
                open_layers.append((start, size - drop))
        if wanted > level:
            open_layers.append((year, wanted - level))
            level = wanted
    return closed + [Layer(start, np.inf, sign * float(size)) for start, size in open_layers]


def ramp(n: Floats, length: Floats) -> Floats:
    """Mean over year ``n`` (0 is the first) of a straight line from 0 to 1 in ``length`` years."""
    safe = np.maximum(length, 1e-9)
    rising = (2 * n + 1) / (2 * safe)
    turning = n + 1 - safe / 2 - n**2 / (2 * safe)  # the year in which full strength is reached
    share = np.where(n + 1 <= length, rising, turning)
    return np.where(n < 0, 0.0, np.where(n >= length, 1.0, share))


def drawn(measure: Measure, path: str, uniform: Uniform, draws: int) -> Floats:
    """Values of a quantity of the measure, one per draw; a fixed one uses no number."""
    found = quantity(measure, path)
    if found.shape == "fixed":
        return np.full(draws, found.central)
    return found.draw(uniform(f"{measure.id}.{path}"))


def path(rows: Sequence[RowLike], years: Sequence[int], uniform: Uniform, draws: int) -> Floats:
    """Effective dose ``[draw, year]`` of the rows of one measure."""
    made = np.zeros((draws, len(years)))
    steps = layers(rows)
    if not steps:
        return made
    measure = rows[0].measure
    stop = withdrawn(measure, min(step.start for step in steps), uniform)[:, None]
    length = drawn(measure, "timing.ramp_years", uniform, draws)[:, None]
    kept = drawn(measure, "timing.persistence", uniform, draws)[:, None]
    lag = drawn(measure, "timing.lag_years", uniform, draws)[:, None]
    whole = np.floor(lag)
    now = np.asarray(years, dtype=np.float64)[None, :] - whole
    for step in steps:
        end = np.minimum(step.end, stop)
        this, before = (_share(step.start, end, at, length, kept) for at in (now, now - 1))
        made += step.dose * (this + (lag - whole) * (before - this))
    works = uniform(f"{measure.id}.no_effect") >= measure.no_effect.probability
    scale = drawn(measure, "realisation", uniform, draws) * drawn(measure, "additionality", uniform, draws)
    return np.where(works[:, None], made * scale[:, None], 0.0)


def _share(start: int, end: Floats, year: Floats, length: Floats, kept: Floats) -> Floats:
    """The share of a layer that is felt in a year, before the lag."""
    reached = ramp(np.minimum(year, end) - start, length)
    return np.asarray(reached * kept ** np.maximum(year - end, 0.0))


def withdrawn(measure: Measure, start: int, uniform: Uniform) -> Floats:
    """The last year before the measure is withdrawn, per draw; never before its first year. inf: it stays."""
    u = uniform(f"{measure.id}.reversal")
    chance = measure.reversal.per_year
    if chance == 0:
        return np.full(u.shape, np.inf)
    if chance == 1:
        return np.full(u.shape, float(start))
    with np.errstate(over="ignore"):  # a vanishing chance: never
        years = np.ceil(np.log(u) / np.log1p(-chance))
    return np.asarray(start - 1 + np.maximum(years, 1.0))
