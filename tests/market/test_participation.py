"""Participation: the total that enters is that of the synthetic cohort; diplomas and techniek lean as drawn."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country.axes import GROUPS, QUALS, TECHNIEK, WORK_FROM
from krapte.market import participation
from krapte.market.account import OUTSIDE, Ledger
from market.books import booked, change, shaken

COUNT = len(TECHNIEK)


def entered(begun, world, central, learners=0.0, size=0.0, at_once=0.6, abroad_=None, **changes):
    """Who entered ``[group, qual, age, sex]``, and who was outside ``[qual, age, sex]``."""
    before = shaken(begun[1].stocks, 8, size)
    books = Ledger(before)
    p = central.participation._replace(**{name: jnp.asarray(value) for name, value in changes.items()})
    profiles = world.country.profiles
    who = participation.entering(profiles, jnp.float64(at_once), p)
    where = jnp.asarray(abroad() if abroad_ is None else abroad_)
    participation.enter(books, jnp.float64(learners), who, where, profiles, p)
    assert np.allclose(change(books, before), booked(books), atol=1e-5)
    assert float(books.work.min()) >= -1e-9
    assert np.allclose(books.work.sum(axis=0), before.work.sum(axis=0), rtol=1e-10, atol=1e-9)
    return np.asarray(books.work - before.work)[: len(GROUPS)], np.asarray(before.work[OUTSIDE])


def abroad() -> np.ndarray:
    """All newcomers in the last group, so that they are told apart."""
    return np.tile((np.arange(len(GROUPS)) == len(GROUPS) - 1).astype(float)[:, None], (1, 2))


def usual(world, at_once=0.6):
    """Entry of the synthetic cohort, and what newcomers lack on their age, as a chance ``[age, sex]``."""
    profiles = world.country.profiles
    entry, newcomers, rate = (
        np.asarray(x) for x in (profiles.entry, profiles.newcomers, profiles.labour_force)
    )
    return np.clip(entry + newcomers * (rate - at_once), 0, 1)


def test_with_newcomers_mixed_in_a_cohort_passes_through_the_rates_of_today(world, central):
    """One year of the synthetic cohort: who was in, who enters and leaves, and newcomers with their own share."""
    profiles, at_once = world.country.profiles, 0.3
    rate, newcomers = np.asarray(profiles.labour_force), np.asarray(profiles.newcomers)
    p = central.participation._replace(entry=jnp.float64(1.0))
    chance = np.asarray(participation.entering(profiles, jnp.float64(at_once), p).chance)
    ages = slice(10, 39)  # 25-53
    before = rate[9:38]
    came = newcomers[ages] * (1 - before)  # per resident of before
    inside = before + chance[ages] * (1 - before)
    mixed = (inside + came * at_once) / (1 + came)
    kept = (before + np.asarray(profiles.entry)[ages] * (1 - before) + came * rate[ages]) / (1 + came)
    assert np.allclose(mixed, kept, atol=1e-12)
    without = (before + np.asarray(profiles.entry)[ages] * (1 - before) + came * at_once) / (1 + came)
    assert np.all(mixed >= without)
    assert (mixed - without).max() > 0.005


def test_the_sooner_newcomers_work_the_fewer_enter_from_outside(begun, world, central):
    soon, late = (entered(begun, world, central, at_once=x)[0].sum(axis=(0, 1)) for x in (0.75, 0.45))
    ages = slice(10, 39)
    assert np.all(late[ages] >= soon[ages] - 1e-6)
    assert late[ages].sum() > soon[ages].sum() + 1e3


def test_the_total_by_age_and_sex_is_that_of_the_synthetic_cohort(begun, world, central):
    came, outside = entered(begun, world, central, entry=1.0)
    # But for a few cells in which fewer are left than would enter.
    expected = usual(world) * outside.sum(axis=0)
    assert np.allclose(came.sum(axis=(0, 1)), expected, rtol=1e-4, atol=1e-3)
    assert expected.sum() > 1e5


def test_a_factor_is_a_power_of_staying_outside(begun, world, central):
    came, outside = entered(begun, world, central, entry=0.5)
    chance = 1 - (1 - usual(world)) ** 0.5
    assert np.allclose(came.sum(axis=(0, 1)), chance * outside.sum(axis=0), rtol=1e-4, atol=1e-3)
    none, _ = entered(begun, world, central, entry=0.0)
    assert np.abs(none).sum() == 0


def test_higher_diplomas_enter_more_often_in_the_ratio_of_the_draw(begun, world, central):
    came, outside = entered(begun, world, central, level=[0.5, 2.0], size=0.1)
    part = came.sum(axis=0)[:, 20 - WORK_FROM] / np.maximum(outside[:, 20 - WORK_FROM], 1e-9)
    middle = part[QUALS.index("mid_other")]
    assert np.allclose(part[QUALS.index("low")] / middle, 0.5, rtol=1e-9)
    assert np.allclose(part[QUALS.index("high_tech")] / middle, 2.0, rtol=1e-9)
    assert np.allclose(
        participation.ratios(central.participation._replace(level=jnp.asarray([3.0, 4.0]))),
        [3] + [1] * 3 + [4] * 4,
    )


def test_entrants_go_where_people_of_their_diploma_and_sex_work(begun, world, central):
    came, _ = entered(begun, world, central, techniek=1.0, at_once=1.0)  # nothing that newcomers lack
    share = came.sum(axis=2) / came.sum(axis=(0, 2))
    assert np.allclose(share, world.country.profiles.entrants, rtol=1e-7)


def test_who_makes_good_what_newcomers_lack_works_where_newcomers_do(begun, world, central):
    came, _ = entered(begun, world, central, entry=1.0)
    share = np.asarray(world.country.profiles.entrants)
    ages = slice(10, 39)  # 25-53
    technical = came[:COUNT, :, ages].sum()
    lacking = np.clip(usual(world) - np.asarray(world.country.profiles.entry), 0, 1)
    entrants = came.sum(axis=0)
    ordinary = entrants * (1 - lacking / np.maximum(usual(world), 1e-12))
    assert technical == pytest.approx(
        (share[:COUNT].sum(axis=0)[:, None] * ordinary)[:, ages].sum(), rel=1e-9
    )
    spread = np.asarray(jnp.broadcast_to(world.country.profiles.entrants.mean(axis=1), (len(GROUPS), 2)))
    as_others, _ = entered(begun, world, central, entry=1.0, abroad_=spread)
    assert as_others[:COUNT].sum() > came[:COUNT].sum() + 1e3
    assert as_others.sum() == pytest.approx(came.sum())


def test_odds_of_techniek_lean_by_the_ratio(world):
    share = world.country.profiles.entrants
    made = np.asarray(participation.lean(share, jnp.float64(2.0)))
    assert np.allclose(made.sum(axis=0), 1)
    odds = [s[:COUNT].sum(axis=0) / s[COUNT:].sum(axis=0) for s in (np.asarray(share), made)]
    assert np.allclose(odds[1], 2 * odds[0])


@pytest.mark.parametrize("learners", [3_000.0, -3_000.0])
def test_learning_workers_beyond_usual_start_in_techniek_and_not_elsewhere(begun, world, central, learners):
    usual, _ = entered(begun, world, central)
    more, _ = entered(begun, world, central, learners)
    change_ = (more - usual).sum(axis=(1, 2, 3))
    assert change_[:COUNT].sum() == pytest.approx(learners, rel=1e-6)
    assert change_.sum() == pytest.approx(0, abs=1e-4)


def test_nobody_leaves_from_outside_or_where_the_profile_has_no_exits(world, central):
    profiles = world.country.profiles
    chance = np.asarray(
        participation.exit_chance(profiles, central.participation._replace(exit=jnp.float64(1.0)))
    )
    assert chance[OUTSIDE].sum() == 0
    assert np.allclose(chance[:OUTSIDE], np.asarray(profiles.exit))
    assert chance[:, 54 - WORK_FROM :].sum() == 0  # from there on people retire
    twice = participation.exit_chance(profiles, central.participation._replace(exit=jnp.float64(2.0)))
    assert np.allclose(1 - np.asarray(twice), (1 - chance) ** 2)
