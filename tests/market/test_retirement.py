"""Retirement hangs on age minus the pension age, which passed 67 in 2024: then many more stopped at 67."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from krapte import figures
from krapte.country import base
from krapte.market import retirement


def at(world, pension_age):
    now = jax.tree.map(lambda leaf: leaf[0], world.years)
    return now._replace(pension_age=jnp.asarray(pension_age))


def stop_at_67(world, p, pension_age):
    """Workers who stop at the exact age of 67 in a year, persons, on the stocks of the anchor."""
    now, profiles = at(world, pension_age), world.profiles
    working = base.anchor().employed
    stop = np.asarray(retirement.chance(now, profiles, p)) * working
    followed = float(retirement.effective_age(now, profiles, p))
    reach = np.maximum(0, 1 - np.abs(np.arange(106) + 1.0 - followed))[:, None]
    spike = reach * np.asarray(profiles.retirement_spike) * working  # these stop at the pension age itself
    other = np.maximum(stop - spike, 0)  # these stop at their age or the next, half and half
    return spike.sum() * (int(pension_age) == 67) + (other[66] + other[67]).sum() / 2


def test_the_number_that_stops_at_67(world, central):
    """Published: 6 % of 86,000 retiring employees in 2023, 40 % of 93,000 in 2024. Self-employed come on top."""
    book = figures.load()
    published = {y: book[f"dem_ret67_{y}"].value * book[f"dem_retn_{y}"].value for y in (2023, 2024)}
    before = stop_at_67(world, central.retirement, 66 + 10 / 12)
    after = stop_at_67(world, central.retirement, 67.0)
    assert after == pytest.approx(published[2024], rel=0.25)
    assert before < 0.4 * after
    assert published[2023] < 0.4 * published[2024]


def test_a_later_pension_age_lowers_every_chance_before_it(world, central):
    early = retirement.chance(at(world, 67.0), world.profiles, central.retirement)
    late = retirement.chance(at(world, 68.0), world.profiles, central.retirement)
    working = base.anchor().employed
    assert float(jnp.sum(late * working)) < float(jnp.sum(early * working))
    assert np.all(late[66] < early[66])


def test_who_does_not_follow_stays_with_the_measured_curve(world, central):
    p = central.retirement._replace(follow=jnp.asarray(0.0))
    now, later = at(world, 67.0), at(world, 70.0)
    same = retirement.chance(later, world.profiles, p)
    assert np.allclose(same, retirement.chance(now, world.profiles, p))


def test_chances_are_chances_and_begin_at_54(world, central):
    chance = np.asarray(retirement.chance(at(world, 68.5), world.profiles, central.retirement))
    assert chance.min() >= 0
    assert chance.max() < 1
    assert chance[:54].sum() == 0
    assert chance[75:].sum() == 0


@pytest.mark.parametrize("pace", [0.5, 2.0])
def test_pace_is_a_power_of_staying(world, central, pace):
    p = central.retirement._replace(pace=jnp.asarray(pace))
    usual = retirement.chance(at(world, 67.0), world.profiles, central.retirement)
    assert np.allclose(1 - retirement.chance(at(world, 67.0), world.profiles, p), (1 - usual) ** pace)
