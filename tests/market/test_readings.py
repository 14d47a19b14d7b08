"""Readings are rulers: plain arithmetic on outcomes, which moves none of them."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.market import readings


def one(*values: float) -> list[np.ndarray]:
    return [np.array([value]) for value in values]


def test_shortage_is_what_lies_beyond_the_usual_duration():
    assert readings.shortage(*one(80, 180, 73, 0.95))[0] == pytest.approx((80 - 36) * 0.95)
    assert readings.shortage(*one(10, 180, 73, 0.95))[0] == 0


def test_the_usual_number_open_is_hires_times_days():
    assert readings.usual(np.array([365.0]), 100)[0] == pytest.approx(100)


def test_tightness_is_censored_where_the_publication_is():
    made = readings.tightness(np.array([1.0, 100.0]), np.array([1.0, 1.0]), np.array([3.4, 3.4]))
    assert made.tolist() == [3.4, 16.0]


def test_work_undone_is_what_output_asks_beyond_jobs_filled_and_usual_vacancies():
    assert readings.undone(*one(1_000, 900, 73, 365, 0.9))[0] == pytest.approx((1_000 - 900 - 73) * 0.9)
    assert readings.undone(*one(1_000, 1_100, 73, 365, 0.9))[0] == 0


def test_another_ruler_moves_no_outcome_by_a_bit(run):
    """Lesson 9: frictional days and the UWV scale are read after the run."""
    base = run()
    other = run({"readings.uwv_ratio": 5.0, "readings.frictional_days[metal]": 10.0})
    assert all(np.array_equal(a, b) for a, b in zip(base, other, strict=True))
    days = np.full(9, 95.0)
    short = [
        readings.shortage(base.vacancies, base.filled, d, np.ones(9)).sum() for d in (days, np.full(9, 10.0))
    ]
    assert short[1] > 1.1 * short[0]


def test_things_not_delivered_are_the_undone_share_of_a_package_over_the_labour_of_one():
    """Half of the technicians of homes leave a tenth undone, the others nothing; of the grid all leave a fifth."""
    share = np.array([[0.1, 0.0], [0.2, 0.2]])  # two years
    mix = np.array([[0.5, 0.5], [0.9, 0.1]])
    labour = np.array([[1300.0, 400.0], [1300.0, 400.0]])
    made = readings.things(labour, share, mix, np.array([1.3, 4.0]))
    assert made == pytest.approx(np.array([[50.0, 9.0], [200.0, 20.0]]))
