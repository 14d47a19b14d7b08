"""Parts of the stocks: nobody is lost between them, and sums over them are sums."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country.axes import GROUPS, STATES
from krapte.market.account import OUTSIDE, UNEMPLOYED
from krapte.market.parts import apart, summed, together


@pytest.fixture
def work() -> jnp.ndarray:
    return jnp.asarray(np.random.default_rng(3).uniform(1, 9, (len(STATES), 8, 60, 2)))


def test_the_parts_are_groups_unemployed_and_outside_and_make_up_the_whole(work):
    parts = apart(work)
    assert np.array_equal(parts.workers, work[: len(GROUPS)])
    assert np.array_equal(parts.seekers, work[UNEMPLOYED])
    assert np.array_equal(parts.outside, work[OUTSIDE])
    assert np.array_equal(together(parts), work)


@pytest.mark.parametrize("axis", [(-1,), (-2, -1), (-3, -2, -1)])
def test_summed_is_a_sum_and_its_slope_is_one(work, axis):
    assert np.allclose(summed(work, axis=axis), np.asarray(work).sum(axis=axis), rtol=1e-14)
    slope = jax.grad(lambda cells: summed(cells, axis=axis).sum())(work)
    assert np.array_equal(slope, np.ones(work.shape))
