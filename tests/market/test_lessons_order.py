"""Lessons on doses: twice the dose, and that neither order nor a dose split in two changes anything."""

from __future__ import annotations

import numpy as np
import pytest
from lessons import FORMS, at, every, labour, missed, shortage, technical

from krapte.country.axes import STEPS
from krapte.engine import cohort
from tests_support import moved

DOSES = {
    "permits": ({"card.applications": 1e6}, "card.quota", (3e3, 6e3, 3e4)),
    "places": ({}, "lateral.places", (2e3, 4e3, 2e4)),
    "first jobs": ({}, "education.technical_start[mbo]", (0.02, 0.04, 0.2)),
}
YEARS = (2031, 2035, 2040, 2045)
CASES = [(form, name) for form in (0.0, 1.0) for name in DOSES if (form, name) != (1.0, "first jobs")]


def closed_by(runs, form, name):
    """The runs of three doses, and the shortage that each closes by year ``[year][dose]``."""
    ground, slot, doses = DOSES[name]
    ground = ground | {"meeting.form": form}
    base, *more = runs([(ground, {})] + [(ground, {slot: every(2028, dose)}) for dose in doses])
    return more, [[technical(shortage(base) - shortage(one))[at(year)] for one in more] for year in YEARS]


@FORMS
@pytest.mark.parametrize("name", DOSES)
def test_4_twice_the_dose_closes_between_once_and_a_half_and_twice_as_much(runs, form, name):
    more, found = closed_by(runs, form, name)
    for year, closed in zip(YEARS, found, strict=True):
        assert 1.5 * closed[0] < closed[1] <= 2.0 * closed[0], year
        assert closed[2] <= 10.0 * closed[0] * (1 + 1e-9)
    assert more[2].vacancies.min() > 0
    assert np.all(more[2].unemployed < labour(more[2]))


@pytest.mark.parametrize(
    ("form", "name"), [*CASES, missed(1.0, "first jobs", reason="48 in the year in which it closes least")]
)
def test_4_the_smallest_dose_closes_more_than_fifty(runs, form, name):
    _, found = closed_by(runs, form, name)
    assert min(closed[0] for closed in found) > 50


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
