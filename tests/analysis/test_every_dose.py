"""Every measure at both ends of its dose, and all of them at once: no run breaks an invariant.

``Laboratory.run`` raises when a stock is negative, people appear or vanish, or a market is not cleared.
"""

from __future__ import annotations

import numpy as np
import pytest

from krapte.analysis.laboratory import Laboratory
from krapte.measures import library, packages

MEASURES = library.ids()
TOGETHER = packages.load("first-four")


@pytest.fixture(scope="module")
def lab():
    return Laboratory(draws=8)


@pytest.fixture(scope="module")
def vacancies(lab):
    """Technical vacancies ``[draw, year]`` of one measure at a dose, or of the baseline."""

    def run(name: str | None = None, dose: float | None = None) -> np.ndarray:
        package = None if name is None else packages.alone(library.load(name), dose=dose)
        answer = lab.run(package, split=False)
        return answer.vacancies().isel(variant=-1).values

    return run


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_alone_at_either_end_of_its_dose(lab, vacancies, name, end):
    dose = library.load(name).dose
    made, base = vacancies(name, getattr(dose, end)), vacancies()
    assert np.array_equal(made, base) == (getattr(dose, end) == 0)


@pytest.mark.parametrize("share", [0.0, 1.0, "high"])
def test_all_measures_at_once(lab, share):
    """At zero every result is that without measures, bit for bit."""
    doses = {m.id: m.dose.high if share == "high" else share * m.dose.default for m in TOGETHER.measures}
    made = lab.run(TOGETHER.with_doses(doses), split=False).results
    same = {
        name: np.array_equal(*array.values, equal_nan=array.dtype.kind == "f") for name, array in made.items()
    }
    assert all(same.values()) if share == 0 else not same["vacancies"]


def test_cuts_taken_back_are_the_baseline_bit_for_bit(lab):
    made = lab.run(packages.load("cuts-accord"), split=False).results
    for name, array in made.items():
        assert np.array_equal(*array.values, equal_nan=array.dtype.kind == "f"), name


@pytest.mark.parametrize("name", ["i3", "m1"])
def test_more_people_mean_fewer_open_vacancies_while_they_come(vacancies, name):
    """Later it need not be: permits end after five years, and those who came to other work instead are not there then.

    Of schools and firms it is not so at all: teachers and learners are missed first, savings can come back as work.
    """
    dose = library.load(name).dose
    from_2030_to_2032 = slice(2030 - 2014, 2033 - 2014)
    base, some, more = (
        vacancies(*case)[:, from_2030_to_2032] for case in ((), (name, dose.default), (name, dose.high))
    )
    assert np.all(some <= base)
    assert np.all(more <= some)
    assert np.mean(more < base) > 0.5  # in some draws a measure does nothing


def test_a_hair_of_a_measure_moves_no_market_by_a_jump():
    """Ten permits a year bring fifty technicians: no market of any draw has hundreds of vacancies more or fewer."""
    lab = Laboratory(draws=64)
    made = lab.run(packages.alone(library.load("m1"), dose=10.0), split=False).results["vacancies"]
    moved = np.abs(made.sel(variant="package") - made.sel(variant="baseline")).values
    assert 0.1 < moved.max() < 50
