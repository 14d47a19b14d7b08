"""Draws: keyed, so that nothing else that is drawn can move them."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.country import parameters
from krapte.engine.draws import Uniforms, matrix, shocks

SLOTS = parameters.slots()


def test_a_quick_answer_is_the_head_of_the_full_one():
    quick, full = (matrix(Uniforms(7, n), parameters.load()) for n in (128, 1000))
    assert np.array_equal(quick, full[:128])
    assert np.array_equal(shocks(7, "a", 128, [2030, 2031]), shocks(7, "a", 1000, [2030, 2031])[:128])


def test_nothing_else_that_is_drawn_moves_a_key():
    uniforms = Uniforms(7, 64)
    first = uniforms("own.dose")
    uniforms("other")
    assert np.array_equal(uniforms("own.dose"), first)
    late = shocks(7, "a", 10, [2031])
    assert np.array_equal(shocks(7, "a", 10, [2029, 2030, 2031])[:, 2:], late)


def test_seeds_and_keys_differ():
    one, other = Uniforms(1, 64), Uniforms(2, 64)
    assert not np.array_equal(one(SLOTS[0]), other(SLOTS[0]))
    assert not np.array_equal(shocks(1, "a", 64, [2030]), shocks(1, "b", 64, [2030]))


def columns(draws):
    return np.stack([Uniforms(1, draws)(slot) for slot in SLOTS])


def test_columns_are_even_for_quick_and_full_answers():
    for draws, width in ((128, 128), (1024, 128)):
        made = columns(draws)
        assert made.min() > 0
        assert made.max() < 1
        counts = np.apply_along_axis(
            lambda c, w=width: np.bincount((c * w).astype(int), minlength=w), 1, made
        )
        assert counts.min() == counts.max() == draws // 128
    full = np.sort(columns(1024), axis=1)
    assert np.diff(full, axis=1).max() < 3 / 1024  # the blocks interleave


def test_columns_are_hardly_correlated():
    """Of n draws chance gives 1 / sqrt(n); of the 58,000 pairs none should lie beyond five times that."""
    for draws in (128, 1024):
        most = 5 / np.sqrt(draws)
        correlation = np.corrcoef(columns(draws)) - np.eye(len(SLOTS))
        assert np.abs(correlation).max() < most


def test_shocks_are_standard_normal():
    made = shocks(1, "demand.cycle", 4000, list(range(2025, 2035)))
    assert abs(made.mean()) < 0.02
    assert made.std() == pytest.approx(1, abs=0.02)


def test_parameters_stay_inside_their_bounds():
    drawn = matrix(Uniforms(1, 2048), parameters.load())
    for column, row in zip(drawn.T, parameters.load(), strict=True):
        assert column.min() >= row.bound_low, row.slot
        assert column.max() <= row.bound_high, row.slot
        if row.shape in ("normal", "lognormal"):
            assert np.median(column) == pytest.approx(row.central, abs=0.02 * (row.high - row.low)), row.slot
            assert np.quantile(column, 0.95) == pytest.approx(row.high, abs=0.05 * (row.high - row.low)), (
                row.slot
            )
