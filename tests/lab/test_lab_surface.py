"""The surface over doses: exact where it was computed, near between, and honest about how near."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from krapte.analysis.laboratory import Laboratory
from krapte.lab import package as packs
from krapte.lab import surface_error
from krapte.lab.quick import READINGS
from krapte.lab.surface import Surface, shifted
from krapte.measures import packages

TO, DRAWS = 2032, 8
NAMES = ("m1", "p2", "x6")


@pytest.fixture(scope="module")
def surface() -> Surface:
    made = Surface(Laboratory(draws=DRAWS, to=TO), NAMES, lambda: None)
    made.add(packs.shipped("first-four"))
    made.add(packs.shipped("none"))
    return made


def test_a_package_as_it_comes_is_that_of_the_laboratory(surface):
    package = packs.shipped("first-four")
    run = surface.lab.run(package, split=False)
    read = surface.baseline.readings + surface.difference(package, {})
    row = next(
        row
        for row in run.rows
        if (row["reading"], row["group"], row["variant"], row["year"])
        == ("vacancies", "techniek", "package", TO)
    )
    assert np.median(read[READINGS.index("vacancies"), :, -1]) == pytest.approx(row["median"], rel=1e-12)


def test_one_measure_at_a_dose_that_was_run_is_exact_and_beside_it_near(surface):
    none, m1 = packs.shipped("none"), packs.measure("m1")
    for dose, near in ((3000.0, 1e-9), (2200.0, 0.1)):
        run = surface.point(packages.alone(m1, dose)).readings - surface.baseline.readings
        read = surface.difference(none, {"m1": dose})
        assert np.abs(run).max() > 1
        np.testing.assert_allclose(read, run, atol=near * np.abs(run).max())


def test_two_measures_at_their_usual_doses_are_exact_with_their_pair(surface):
    assert ("m1", "x6") in surface.pairs
    none = packs.shipped("none")
    doses = {name: packs.measure(name).dose.default for name in ("m1", "x6")}
    run = surface.point(surface_error.moved(none, doses)).readings - surface.baseline.readings
    np.testing.assert_allclose(surface.difference(none, doses), run, atol=1e-6 * np.abs(run).max())
    alone = sum(surface.difference(none, {name: dose}) for name, dose in doses.items())
    assert np.abs(alone - run).max() > 1e-3 * np.abs(run).max()


def test_nothing_on_is_the_baseline_and_off_takes_away(surface):
    none, four = packs.shipped("none"), packs.shipped("first-four")
    assert not surface.difference(none, {}).any()
    less = surface.difference(four, {"m1": 0.0})
    lead = READINGS.index("vacancies")
    assert less[lead, :, -1].mean() > surface.difference(four, {})[lead, :, -1].mean()


def test_a_later_start_moves_the_effect_along():
    values = np.arange(5.0)
    assert shifted(values, 2).tolist() == [0, 0, 0, 1, 2]
    assert shifted(values, -2).tolist() == [2, 3, 4, 4, 4]
    assert shifted(values, 0) is values


def test_the_error_is_that_of_a_whole_run(surface):
    begins = [packs.shipped("first-four"), packs.shipped("none")]
    steps: list[int] = []
    told = surface_error.error(surface, begins, 3, lambda: steps.append(1))
    assert len(steps) == 3
    assert set(told) == set(READINGS)
    assert 0 < told["vacancies"]["median"] <= told["vacancies"]["median_most"]
    drawn = surface_error.drawn(surface, begins, 3)
    assert drawn == surface_error.drawn(surface, begins, 3)
    # Worked out apart, for one of them.
    begin, doses = drawn[0]
    whole = surface.lab.run(surface_error.moved(begin, doses), split=False)
    read = np.median((surface.baseline.readings + surface.difference(begin, doses))[0], axis=0)
    rows = {
        row["year"]: row["median"]
        for row in whole.rows
        if (row["reading"], row["group"], row["variant"]) == ("vacancies", "techniek", "package")
    }
    off = max(abs(read[i] - rows[year]) for i, year in enumerate(surface.years))
    assert off <= told["vacancies"]["median_most"] + 1e-6
    assert off > 0


def test_moved_doses_replace_those_of_the_package():
    four = packs.shipped("first-four")
    made = surface_error.moved(four, {"m1": 0.0, "p2": 450.0, "x6": 1.0})
    doses = {row.measure.id: (row.dose, row.start) for row in made.rows}
    assert "m1" not in doses
    assert doses["p2"] == (450.0, 2028)
    assert doses["x6"][0] == 1.0
    assert replace(made, rows=four.rows) == four
