"""What the tests of the other measures share: which there are, their files, and what they move at a dose."""

from __future__ import annotations

from functools import cache

import numpy as np
from measures_four import NAMES, SLOTS

from krapte.analysis import money
from krapte.figures import load
from krapte.measures import Measure, effects, library, packages

FOUR = (*NAMES, "m1")
OTHERS = tuple(name for name in library.ids() if name not in FOUR)
YEARS = tuple(range(2025, 2051))


def middle(key: str) -> np.ndarray:
    """Everything at its middle: no failure, and no withdrawal."""
    return np.full(2, 1e-9 if key.endswith("reversal") else 0.5)


@cache
def measure(name: str) -> Measure:
    return library.load(name)


def moved(name: str, year: int, dose: float | None = None, numbers=middle) -> dict[str, np.ndarray]:
    """What a measure does to each parameter that it moves: amount added, or log factor, by draw."""
    table = effects.effects(packages.alone(measure(name), dose=dose), SLOTS, YEARS, numbers)
    at = YEARS.index(year)
    found = {}
    for part in (table.add, table.ln_factor):
        total = np.einsum("dm,dmp->dp", table.dose[:, at], part)
        found |= {SLOTS[slot]: total[:, slot] for slot in np.flatnonzero(part.any(axis=(0, 1)))}
    return found


def published(figure: str) -> tuple[float, float, float]:
    one = load()[figure]
    return one.low, one.value, one.high


@cache
def eur(name: str, guided: float = 0.0) -> dict[str, np.ndarray]:
    """What a measure costs at its usual dose, everything at its middle: euros a year by payer.

    ``guided`` is how many people it has at work by a path, in every year.
    """
    none = np.zeros((2, len(YEARS)))
    read = {"guided": money.Pair(none, none + guided)}
    paid: dict[str, np.ndarray] = {}
    for one in money.costs(packages.alone(measure(name)), YEARS, middle, 2, readings=read):
        paid[one.payer] = paid.get(one.payer, 0) + one.eur[0]
    return paid
