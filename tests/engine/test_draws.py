"""Draws: keyed, so that nothing else that is drawn can move them."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.country import parameters
from krapte.engine.draws import Uniforms, matrix, shocks

SLOTS = parameters.slots()


def test_a_quick_answer_is_the_head_of_the_full_one():
    quick, full = (matrix(Uniforms(7, n, SLOTS), parameters.load()) for n in (128, 1000))
    assert np.array_equal(quick, full[:128])
    assert np.array_equal(shocks(7, "a", 128, [2030, 2031]), shocks(7, "a", 1000, [2030, 2031])[:128])


def test_more_places_and_other_years_move_nothing():
    few, many = Uniforms(7, 64, SLOTS), Uniforms(7, 64, [*SLOTS, "own.dose", "own.cost"])
    assert all(np.array_equal(few(slot), many(slot)) for slot in SLOTS)
    late = shocks(7, "a", 10, [2031])
    assert np.array_equal(shocks(7, "a", 10, [2029, 2030, 2031])[:, 2:], late)


def test_seeds_and_keys_differ():
    one, other = Uniforms(1, 64, SLOTS), Uniforms(2, 64, SLOTS)
    assert not np.array_equal(one(SLOTS[0]), other(SLOTS[0]))
    assert not np.array_equal(shocks(1, "a", 64, [2030]), shocks(1, "b", 64, [2030]))


def test_columns_are_even_and_hardly_correlated():
    uniforms = Uniforms(1, 1024, SLOTS)
    columns = np.stack([uniforms(slot) for slot in SLOTS])
    assert columns.min() > 0
    assert columns.max() < 1
    assert np.abs(columns.mean(axis=1) - 0.5).max() < 2e-3
    correlation = np.corrcoef(columns) - np.eye(len(SLOTS))
    assert np.abs(correlation).max() < 0.1


def test_shocks_are_standard_normal():
    made = shocks(1, "demand.cycle", 4000, list(range(2025, 2035)))
    assert abs(made.mean()) < 0.02
    assert made.std() == pytest.approx(1, abs=0.02)


def test_parameters_stay_inside_their_bounds():
    drawn = matrix(Uniforms(1, 2048, SLOTS), parameters.load())
    for column, row in zip(drawn.T, parameters.load(), strict=True):
        assert column.min() >= row.bound_low, row.slot
        assert column.max() <= row.bound_high, row.slot
        if row.shape in ("normal", "lognormal"):
            assert np.median(column) == pytest.approx(row.central, abs=0.02 * (row.high - row.low)), row.slot
            assert np.quantile(column, 0.95) == pytest.approx(row.high, abs=0.05 * (row.high - row.low)), (
                row.slot
            )
