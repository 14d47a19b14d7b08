"""Labour from elsewhere: only its change against the anchor year counts, and it rises with tightness."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from streams_made import NONE, outside_labour

from krapte.country.axes import GROUPS
from krapte.market import nonresident

AHEAD, BEFORE = jnp.ones(()), jnp.zeros(())


def test_in_the_anchor_year_the_change_is_nought():
    assert np.all(np.asarray(nonresident.change(NONE, AHEAD, outside_labour())) == 0)


def test_before_the_anchor_they_are_in_demand_already():
    felt = jnp.full(len(GROUPS), 0.7)
    assert np.all(np.asarray(nonresident.change(felt, BEFORE, outside_labour())) == 0)


def test_a_tighter_group_draws_more_and_a_slacker_one_less():
    p = outside_labour()
    felt = NONE.at[1].set(0.5).at[2].set(-0.5)
    made = np.asarray(nonresident.change(felt, AHEAD, p))
    assert made[1] == pytest.approx(float(p.stock[1]) * (np.exp(0.2 * 0.5) - 1))
    assert made[2] < 0 < made[1]
    assert np.all(np.delete(made, [1, 2]) == 0)


def test_never_fewer_than_none():
    p = outside_labour({"nonresident.rules": 0.0})
    assert np.asarray(nonresident.change(NONE, AHEAD, p)) == pytest.approx(-np.asarray(p.stock))


def test_rules_multiply_what_there_is():
    p = outside_labour({"nonresident.rules": 1.1})
    assert np.asarray(nonresident.change(NONE, AHEAD, p)) == pytest.approx(0.1 * np.asarray(p.stock))
