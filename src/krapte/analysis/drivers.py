"""What drives the uncertainty of an effect: the inputs whose draws go along with it.

For every input that differs between draws the rank correlation (Spearman) of its draws with the effect's: the
quantities of the measure itself, whether it works and is kept, and the parameters of the market. Rank correlation sees
what moves the effect in one direction, by itself. Of several hundred inputs some go along by chance: one counts only
beyond ``BEYOND`` / sqrt(draws), which pure noise passes once in some two thousand times.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from krapte.analysis.uncertain import APART
from krapte.country import parameters
from krapte.measures import dose_path
from krapte.measures.dose_path import Uniform
from krapte.measures.packages import Package
from krapte.measures.schema import quantities

Floats = NDArray[np.float64]
BEYOND = 3.5
MOST = 5
WORKS, KEPT = "no_effect", "reversal"


class Driver(NamedTuple):
    """An input and how its draws go along with the effect; ``measure`` is empty for a parameter of the market."""

    input: str
    measure: str
    grade: str
    correlation: float


def drivers(
    effect: Floats, package: Package, uniform: Uniform, by_slot: Mapping[str, Floats]
) -> list[Driver]:
    """The inputs that go along with an effect ``[draw]`` most, at most :data:`MOST`; none where chance explains all."""
    if np.ptp(effect) == 0:
        return []
    inputs = of_measures(package, uniform, len(effect)) | of_market(by_slot)
    ranks = stats.rankdata(effect)
    noise = BEYOND / np.sqrt(len(effect))
    found = []
    for (name, measure, grade), values in inputs.items():
        if np.ptp(values) > 0:
            rho = float(np.corrcoef(ranks, stats.rankdata(values))[0, 1])
            if abs(rho) > noise:
                found.append(Driver(name, measure, grade, rho))
    return sorted(found, key=lambda one: -abs(one.correlation))[:MOST]


def of_measures(package: Package, uniform: Uniform, draws: int) -> dict[tuple[str, str, str], Floats]:
    """Draws of what the measures themselves leave open, by name, measure and grade."""
    made: dict[tuple[str, str, str], Floats] = {}
    for measure in package.measures:
        for path, quantity in quantities(measure).items():
            if path.split(".")[0] not in APART:
                made[path, measure.id, quantity.grade] = dose_path.drawn(measure, path, uniform, draws)
        works = uniform(f"{measure.id}.no_effect") >= measure.no_effect.probability
        made[WORKS, measure.id, measure.no_effect.grade] = works.astype(float)
        start = min(row.start for row in package.rows if row.measure.id == measure.id)
        stays = np.minimum(dose_path.withdrawn(measure, start, uniform), 1e4)  # for good: later than any year
        made[KEPT, measure.id, measure.reversal.grade] = stays
    return made


def of_market(by_slot: Mapping[str, Floats]) -> dict[tuple[str, str, str], Floats]:
    """Draws of the parameters of the market, by slot and grade."""
    grades = {row.slot: row.grade for row in parameters.load()}
    return {(slot, "", grades[slot]): values for slot, values in by_slot.items()}
