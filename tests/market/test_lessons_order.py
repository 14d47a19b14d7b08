"""Lesson 10 of the small account: the order of measures, and a dose split in two, change nothing."""

from __future__ import annotations

import numpy as np

from krapte.country.axes import STEPS
from krapte.engine import cohort
from tests_support import moved


def every(first: int, value: float) -> dict[int, float]:
    return dict.fromkeys(range(first, 2050), value)


def test_10_order_of_measures_and_splitting_a_dose_change_nothing(world, vector):
    dose = {"card.quota": every(2028, 3_000.0), "lateral.places": every(2028, 5_000.0)}
    table = moved([dose, dict(reversed(dose.items())), dose])
    # In the third draw half of the first dose stands in a measure of its own.
    table.add[2, 2] = table.add[2, 0]
    table.dose[2, :, 2] = table.dose[2, :, 0] / 2
    table.dose[2, :, 0] /= 2
    values = np.stack([vector({"card.applications": 1e5})] * 3)
    made = cohort.run(cohort.draws_of(values, np.zeros((3, len(STEPS))), table), world, 3)
    for name, leaf in made._asdict().items():
        size = np.abs(leaf).max() + 1
        assert np.allclose(leaf[1], leaf[0], rtol=1e-12, atol=1e-12 * size), name
        assert np.allclose(leaf[2], leaf[0], rtol=1e-12, atol=1e-12 * size), name
    assert made.lateral.max() > 1_000
