"""Retirement hangs on age minus the pension age, which passed 67 in 2024: then many more stopped at 67."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte import figures
from krapte.country.axes import GROUPS, WORK_FROM
from krapte.market import retirement
from krapte.market.account import OUTSIDE, UNEMPLOYED
from market.books import known


def at(world, pension_age):
    return known(world, 2013).now._replace(pension_age=jnp.float64(pension_age))


@pytest.fixture
def working(world):
    """Workers of the anchor by age and sex ``[60, 2]``."""
    return np.asarray(world.country.anchor.work)[: len(GROUPS)].sum(axis=(0, 1))


def stop_at_67(world, p, working, pension_age):
    """Workers who stop at the exact age of 67 in a year, persons, on the stocks of the anchor."""
    now, profiles = at(world, pension_age), world.country.profiles
    stop = np.asarray(retirement.chance(now, profiles, p)) * working
    followed = float(retirement.effective_age(now, profiles, p))
    turning = np.arange(WORK_FROM, WORK_FROM + len(working)) + 1.0
    reach = np.maximum(0, 1 - np.abs(turning - followed))[:, None]
    spike = reach * np.asarray(profiles.retirement_spike) * working  # these stop at the pension age itself
    other = np.maximum(stop - spike, 0)  # these stop at their age or the next, half and half
    return spike.sum() * (int(pension_age) == 67) + (other[66 - WORK_FROM] + other[67 - WORK_FROM]).sum() / 2


def test_the_number_that_stops_at_67(world, central, working):
    """Published: 6 % of 86,000 retiring employees in 2023, 40 % of 93,000 in 2024. Self-employed come on top."""
    book = figures.load()
    published = {y: book[f"dem_ret67_{y}"].value * book[f"dem_retn_{y}"].value for y in (2023, 2024)}
    before = stop_at_67(world, central.retirement, working, 66 + 10 / 12)
    after = stop_at_67(world, central.retirement, working, 67.0)
    assert after == pytest.approx(published[2024], rel=0.25)
    assert before < 0.4 * after
    assert published[2023] < 0.4 * published[2024]


def test_a_later_pension_age_lowers_every_chance_before_it(world, central, working):
    early, late = (
        np.asarray(retirement.chance(at(world, age), world.country.profiles, central.retirement))
        for age in (67.0, 68.0)
    )
    assert (late * working).sum() < (early * working).sum()
    assert np.all(late[66 - WORK_FROM] < early[66 - WORK_FROM])


def test_who_does_not_follow_stays_with_the_measured_curve(world, central):
    p = central.retirement._replace(follow=jnp.float64(0.0))
    now, later = at(world, 67.0), at(world, 70.0)
    profiles = world.country.profiles
    same = retirement.chance(later, profiles, p)
    assert np.allclose(same, retirement.chance(now, profiles, p))
    assert not np.allclose(
        retirement.chance(later, profiles, central.retirement),
        retirement.chance(now, profiles, central.retirement),
    )


def test_a_shift_of_a_measure_is_a_later_pension_age(world, central):
    profiles, p = world.country.profiles, central.retirement
    moved = p._replace(pension_age_shift=p.pension_age_shift + 1)
    assert np.allclose(
        retirement.chance(at(world, 67.0), profiles, moved), retirement.chance(at(world, 68.0), profiles, p)
    )


def test_chances_are_chances_and_begin_at_54(world, central):
    chance = np.asarray(retirement.chance(at(world, 68.5), world.country.profiles, central.retirement))
    assert chance.min() >= 0
    assert 0.05 < chance.max() < 1
    assert chance[: 54 - WORK_FROM].sum() == 0
    assert np.all(chance[62 - WORK_FROM :] > 0)


@pytest.mark.parametrize("pace", [0.5, 2.0])
def test_pace_is_a_power_of_staying(world, central, pace):
    p = central.retirement._replace(pace=jnp.float64(pace))
    usual = retirement.chance(at(world, 67.0), world.country.profiles, central.retirement)
    made = retirement.chance(at(world, 67.0), world.country.profiles, p)
    assert np.allclose(1 - made, (1 - usual) ** pace)


def test_groups_differ_job_seekers_are_as_the_mean_and_nobody_outside_retires(world, central):
    ratio = jnp.linspace(0.5, 1.5, len(GROUPS))
    p = central.retirement._replace(group=ratio)
    now, profiles = at(world, 67.0), world.country.profiles
    made, usual = retirement.by_state(now, profiles, p), np.asarray(retirement.chance(now, profiles, p))
    for group in range(len(GROUPS)):
        assert np.allclose(made[group], np.minimum(usual * float(ratio[group]), 1))
    assert np.allclose(made[UNEMPLOYED], usual)
    assert float(made[OUTSIDE].sum()) == 0
    assert float(made.max()) <= 1
