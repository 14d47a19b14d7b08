"""Fitting: margins hold, odds ratios of the first cells stay, and impossible margins are seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from krapte.country.fitting import Margin, classes, deviations, rake, scale_to, shift_odds, sums


def test_classes_number_the_cells_and_leave_out_what_is_in_none():
    made = classes((2, 3), {0: [0, 1], 1: [0, -1, 1]})
    assert made.tolist() == [[0, -1, 1], [2, -1, 3]]
    assert classes((2, 2), {1: [1, 0]}).tolist() == [[1, 0], [1, 0]]


def test_sums_are_by_class_and_leave_out_what_is_in_none():
    cells = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    margin = Margin("some", classes((2, 3), {0: [0, 1], 1: [0, -1, 1]}), np.zeros(4))
    assert sums(cells, margin).tolist() == [1, 3, 4, 6]


def two_ways(target_rows: list[float], target_columns: list[float]) -> list[Margin]:
    shape = (len(target_rows), len(target_columns))
    return [
        Margin("rows", classes(shape, {0: range(shape[0])}), np.array(target_rows)),
        Margin("columns", classes(shape, {1: range(shape[1])}), np.array(target_columns)),
    ]


def test_two_margins_hold_and_the_odds_ratio_stays():
    cells = np.array([[4.0, 1.0], [1.0, 2.0]])
    made = rake(cells, two_ways([30.0, 70.0], [20.0, 80.0]))
    assert np.allclose(made.sum(axis=1), [30, 70])
    assert np.allclose(made.sum(axis=0), [20, 80])
    assert made[0, 0] * made[1, 1] / (made[0, 1] * made[1, 0]) == pytest.approx(8, rel=1e-9)


def test_cells_in_no_class_are_left_alone():
    margin = Margin("first row", classes((2, 2), {0: [0, -1]}), np.array([10.0]))
    made = rake(np.ones((2, 2)), [margin])
    assert made.tolist() == [[5, 5], [1, 1]]


def test_deviations_show_margins_that_cannot_hold_together():
    known = two_ways([30.0, 70.0], [20.0, 100.0])  # 100 people in rows, 120 in columns
    found = deviations(rake(np.ones((2, 2)), known), known)
    assert found["columns"] < 1e-12  # the last one holds
    assert found["rows"] == pytest.approx(0.2)


def test_a_target_of_zero_empties_its_cells():
    made = rake(np.ones((2, 2)), two_ways([0.0, 10.0], [4.0, 6.0]))
    assert made.tolist() == [[0, 0], [4, 6]]
    assert max(deviations(made, two_ways([0.0, 10.0], [4.0, 6.0])).values()) < 1e-12


def test_shifted_odds_meet_the_mean_by_one_factor():
    share, weight = np.array([0.1, 0.5, 0.9]), np.array([1.0, 2.0, 1.0])
    made = shift_odds(share, weight, 0.7)
    assert np.sum(made * weight) / 4 == pytest.approx(0.7)
    factor = made / (1 - made) / (share / (1 - share))
    assert np.allclose(factor, factor[0])
    assert factor[0] > 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0.1, 100), min_size=3, max_size=12),
    st.floats(0.05, 0.95),
    st.floats(1.0, 3.0),
)
def test_scaling_meets_the_total_and_never_passes_the_limit(cells, part, room):
    start = np.array(cells)
    limit = start * np.linspace(1, room, len(start)) + 0.01
    total = part * limit.sum()
    made = scale_to(total, start, limit)
    assert made.sum() == pytest.approx(total, rel=1e-6)
    assert np.all(made <= limit * (1 + 1e-12))
    assert made.min() >= 0


def test_scaling_without_a_binding_limit_keeps_proportions():
    cells = np.array([1.0, 2.0, 3.0])
    assert np.allclose(scale_to(12.0, cells, np.full(3, 100.0)), [2, 4, 6])
