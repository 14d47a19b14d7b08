"""Adoption and guidance: an S-curve, its support, and guided firms; only what support adds counts."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from demand_case import adopting_of, country, demand_of, want

from krapte.country.axes import GROUPS, SECTORS
from krapte.market import adoption

WORKERS = jnp.asarray(country().structure.sum(1))
FUTURE, PAST = jnp.ones(()), jnp.zeros(())
SIX = len(adoption.TECHNICAL)


def years(count: int, p, state=None, future=FUTURE):
    state, gain = state or adoption.begin(country()), None
    for _ in range(count):
        state, gain = adoption.advance(state, WORKERS, country(), future, p)
    return state, gain


def test_levels_follow_an_s_curve_to_the_ceiling():
    state, _ = years(1, adopting_of())
    first = np.asarray(country().adopted)
    ceiling = np.array([0.9, 0.8, 0.5, 0.5, 0.9, 0.6])[:, None]
    assert np.allclose(state.level, first + 0.1 * first * (1 - first / ceiling))
    late, _ = years(150, adopting_of())
    assert np.allclose(late.level, np.broadcast_to(ceiling, first.shape), atol=1e-4)
    middle, _ = years(20, adopting_of())
    assert np.all(middle.level > state.level)
    assert np.all(middle.level < ceiling)


def test_before_the_anchor_levels_stand_still():
    state, gain = years(5, adopting_of(), future=PAST)
    assert np.array_equal(state.level, country().adopted)
    assert np.all(gain == 0)


def test_without_support_nothing_is_gained_to_the_last_bit():
    state, gain = years(20, adopting_of(rate=0.17))
    assert np.array_equal(state.level, state.reference)
    assert np.all(np.asarray(gain) == 0)


def test_support_gains_what_it_adds_to_the_reference():
    p = adopting_of(rate_support=1.5)
    state, gain = years(8, p)
    plain, _ = years(8, adopting_of())
    assert np.allclose(state.reference, plain.level)
    extra = (np.asarray(country().firm_sizes) * np.asarray(state.level - plain.level)).sum(1)
    assert np.all(extra > 0)
    assert np.allclose(np.asarray(gain)[:SIX], np.log(1.12) * extra)
    assert np.all(np.asarray(gain)[SIX:] == 0)


def test_a_higher_ceiling_gains_late_and_stays_below_one():
    early, late = (float(years(n, adopting_of(ceiling_support=1.2))[1].sum()) for n in (1, 30))
    assert 0 < early < late / 10
    state, _ = years(200, adopting_of(ceiling_support=2))
    assert float(state.level.max()) <= 1


def test_guided_labour_adds_up_and_fades():
    p = adopting_of(guided_firms=1500)
    first, gain = years(1, p)
    assert float(first.guided.sum()) == pytest.approx(1500 * 20)
    sme = np.asarray(WORKERS[:SIX] * country().firm_sizes[:, 1])
    assert np.allclose(first.guided, 30_000 * sme / sme.sum())
    saved = float((gain * WORKERS).sum())
    assert saved == pytest.approx(np.log(1.08) * 30_000)
    ninth, _ = years(9, p)
    assert float(ninth.guided.sum()) == pytest.approx(30_000 * (1 - 0.9**9) / 0.1)
    after, _ = years(1, adopting_of(), state=ninth)
    assert np.allclose(after.guided, 0.9 * ninth.guided)


def test_guidance_ends_at_the_firms_that_can_be_reached():
    state, _ = years(40, adopting_of(guided_firms=1e5))
    sme = np.asarray(WORKERS[:SIX] * country().firm_sizes[:, 1])
    assert np.allclose(state.guided, 0.4 * sme)


def test_guidance_lowers_the_labour_of_a_sector_per_unit_of_output():
    p = demand_of(rebound=[0.5] * 4)
    usual, guided = want(p), want(p, adopting=adopting_of(guided_firms=1500))
    per_output = jnp.log(guided.by_sector / usual.by_sector) - (guided.output - usual.output)
    gain = np.log(1.08) * np.asarray(guided.memory.adoption.guided / WORKERS[:SIX])
    # Workers are last year's by group, so the sector's size is that of the base year to a few per cent.
    assert np.allclose(np.asarray(per_output)[:SIX], -gain, rtol=0.06)
    assert np.allclose(np.asarray(per_output)[SIX:], 0, atol=1e-12)
    assert np.all(np.asarray(per_output)[:SIX] < 0)


def test_capacity_is_the_labour_the_same_output_would_ask_for():
    jobs = np.asarray(country().structure)
    gain = jnp.zeros(len(SECTORS)).at[0].set(0.1)
    assert np.allclose(adoption.capacity(gain, jobs), np.expm1(0.1) * jobs[0])


def test_procurement_moves_technicians_to_the_factory_and_nobody_away():
    jobs = np.asarray(country().structure)
    moved = np.asarray(adoption.factory(jnp.asarray(0.02), jobs, adopting_of(factory_share=0.4)))
    assert moved.sum() == pytest.approx(0, abs=1e-6)
    assert moved[GROUPS.index("process")] > 0
    builders = jobs[SECTORS.index("construction"), GROUPS.index("construction")]
    assert moved[GROUPS.index("construction")] == pytest.approx(-np.expm1(0.02) * 0.4 / 0.6 * builders)
    assert np.all(moved[GROUPS.index("ict") :] == 0)
    assert np.all(adoption.factory(jnp.zeros(()), jobs, adopting_of()) == 0)
