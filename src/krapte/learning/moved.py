"""What the data moved: each parameter before and after, and which series pulled at it.

At the mode a parameter's z is the sum of the pulls of all series: ``z = - sum over series of J_s' W_s r_s``, exact
since the slope of the posterior is nought there. *Spread* is the posterior's standard deviation of z over the prior's:
a parameter at 1 stands where its prior stood.
"""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from krapte.country import parameters
from krapte.engine.draws import Uniforms
from krapte.learning import likelihood, prior
from krapte.learning.fit import Fitted
from krapte.learning.posterior import Posterior

Floats = NDArray[np.float64]
TABLE = "posterior_moved.csv"
DRAWS = 4096
ENDS = (0.1, 0.5, 0.9)
SHIFTED, NARROWED = 0.25, 0.95  # a quarter of the prior's spread, or a twentieth off it
PULLS = 2  # series told for each parameter
LEAST_PULL = 0.05
HEADER = ("slot", "low", "median", "high", "spread", "shift", "series", "pulls")


class Moved(NamedTuple):
    """A parameter after history: 80 % range and median in its own unit, spread and shift in those of its prior."""

    slot: str
    low: float
    median: float
    high: float
    spread: float
    shift: float
    series: tuple[str, ...]
    """The series that pulled most, the strongest first."""
    pulls: tuple[float, ...]

    @property
    def by_data(self) -> bool:
        """Whether history moved it at all."""
        return abs(self.shift) >= SHIFTED or self.spread <= NARROWED


def told(of: Posterior, fitted: tuple[Fitted, ...], places: dict[str, slice]) -> list[Moved]:
    """One per parameter that history sees, in the order of the parameter table."""
    slots, rows = parameters.slots(), parameters.load()
    drawn = of.drawn(Uniforms(0, DRAWS))
    pull = np.mean([pulls(one, places) for one in fitted], axis=0)
    made = []
    for place in sorted({place for one in fitted for place in one.directions.places}):
        before, after = rows[place].draw(Uniforms(0, DRAWS)(slots[place])), drawn[:, place]
        z = special.ndtri((np.searchsorted(np.sort(before), after) + 0.5) / (DRAWS + 1))
        order = np.argsort(-np.abs(pull[:, place]))[:PULLS]
        names = [list(places)[i] for i in order if abs(pull[i, place]) >= LEAST_PULL]
        low, median, high = np.quantile(after, ENDS)
        made.append(
            Moved(
                slots[place],
                float(low),
                float(median),
                float(high),
                float(z.std()),
                float(z.mean()),
                tuple(names),
                tuple(float(pull[list(places).index(name), place]) for name in names),
            )
        )
    return made


def pulls(one: Fitted, places: dict[str, slice]) -> Floats:
    """How far each series pulls each parameter at the mode ``[series, slot]``, in the spread of its prior."""
    weighed = likelihood.weights(one.mode.missed, places) * one.mode.missed
    made = np.zeros((len(places), len(prior.SLOTS)))
    for i, place in enumerate(places.values()):
        made[i, prior.free()] = -one.mode.slopes[place].T @ weighed[place]
    return made


def as_csv(rows: list[Moved]) -> bytes:
    """The table of the shipped posterior."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEADER)
    for row in rows:
        numbers = [f"{value:.6g}" for value in row[1:4]] + [f"{value:.3f}" for value in row[4:6]]
        writer.writerow(
            [row.slot, *numbers, " ".join(row.series), " ".join(f"{pull:+.2f}" for pull in row.pulls)]
        )
    return file.getvalue().encode()


@cache
def load() -> dict[str, Moved]:
    """The shipped table, by slot."""
    text = resources.files("krapte.learning").joinpath(TABLE).read_text(encoding="utf-8")
    made = {}
    for row in csv.DictReader(text.splitlines()):
        low, median, high, spread, shift = (float(row[name]) for name in HEADER[1:6])
        pulls_ = tuple(float(pull) for pull in row["pulls"].split())
        names = tuple(row["series"].split())
        made[row["slot"]] = Moved(row["slot"], low, median, high, spread, shift, names, pulls_)
    return made
