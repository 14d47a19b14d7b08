"""Rates of matching: published hires and balances on average, and the anchor year as published."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from krapte.market import clearing, meeting, published
from krapte.market.meeting import Market

FORMS = pytest.mark.parametrize("form", [0.0, 1.0], ids=["churn", "reduced"])
CLEAR = jax.jit(clearing.meet)


def seen_history(world, p) -> meeting.Published:
    made = published.history(world.country.history, p.published)
    employed, unemployed, vacancies, filled = made
    use = world.country.history.use[1:, None]
    return meeting.Published(employed[1:], unemployed[1:], vacancies[1:], filled[1:], employed[:-1], use)


def mean(values, seen):
    return np.asarray(jnp.sum(values * seen.use, axis=0) / jnp.sum(seen.use))


@pytest.mark.parametrize("pooling", [0.0, 1.0])
def test_closed_rates_give_the_published_hires_and_balances_on_average(world, central, pooling):
    seen, p = seen_history(world, central), central.meeting._replace(pooling=jnp.asarray(pooling))
    rates = meeting.close(seen, p)
    got = meeting.hires(seen.vacancies, seen.unemployed, seen.employed, rates.efficiency, p)
    missed = mean(jnp.log(got / seen.filled), seen)
    workers = mean((1 - p.self_employed) * seen.employed, seen)
    assert abs(float(np.sum(missed * workers) / np.sum(workers))) < 1e-12
    if pooling:
        assert np.ptp(np.log(rates.efficiency)) < 1e-12
    else:
        assert np.abs(missed).max() < 1e-12
    share = seen.unemployed / meeting.searching(seen.unemployed, seen.employed, p)
    grown = mean((1 - p.self_employed) * (seen.employed - seen.previous), seen)
    through = mean(seen.filled * share, seen)
    exact = np.asarray(rates.separations) * workers + float(p.growth_share) * grown
    half = through - float(p.growth_share) * grown < through / 2  # there half of the hires stay
    assert np.allclose(exact[~half], through[~half], rtol=1e-12)
    assert float(jnp.min(rates.separations)) > 0
    slope = np.asarray(rates.churn_slope)
    tight = seen.vacancies / seen.unemployed * (1 - p.self_employed) * seen.employed
    moves = np.asarray(rates.churn_floor) * workers + slope * mean(tight, seen)
    floored = np.asarray(rates.churn_floor) == 0
    assert np.allclose((moves + grown)[~floored], mean(seen.filled, seen)[~floored], rtol=1e-12)


@FORMS
def test_the_anchor_year_clears_as_published_and_what_it_leaves_open_fades(world, central, form):
    p = central.meeting._replace(form=jnp.asarray(form))
    rates = meeting.close(seen_history(world, central), p)
    base = world.country.anchor
    employed, unemployed, vacancies = published.jobs(base, central.published, jnp.zeros(()))
    tight, give = jnp.log(vacancies / unemployed), jnp.full(len(vacancies), 0.3)
    jobs, labour = employed + vacancies, employed + unemployed
    seen = Market(jobs, labour, base.previous, rates, tight, give, give, tight - 1)
    closed = meeting.Closed(rates, meeting.gap(rates, seen, vacancies, p))
    assert float(jnp.max(jnp.abs(closed.gap))) > 0.01
    one, none = jnp.ones(()), jnp.zeros(())
    met = CLEAR(seen._replace(rates=meeting.of_year(closed, none, one, p)), vacancies * unemployed, p)
    assert np.allclose(met.vacancies, vacancies, rtol=1e-9)
    assert np.allclose(met.unemployed, unemployed, rtol=1e-9)
    usual = np.asarray(rates.efficiency)
    assert np.allclose(meeting.of_year(closed, none, none, p).efficiency, usual)  # a free run never sees it
    still = p._replace(efficiency_drift=none, gap_fade=jnp.asarray(0.7))
    after = np.log(np.asarray(meeting.of_year(closed, jnp.asarray(3.0), one, still).efficiency) / usual)
    assert np.allclose(after, np.asarray(closed.gap) * 0.7**3)
    moved = meeting.of_year(
        closed, jnp.asarray(3.0), none, still._replace(efficiency_drift=jnp.asarray(0.01))
    )
    assert np.allclose(np.asarray(moved.efficiency) / usual, np.exp(0.03))


def test_work_is_given_up_beyond_a_limit_without_a_jump(world, central):
    """Jobs wanted fall as it gets tighter, faster beyond the limit, and the slope told is that of what is wanted."""
    one = jnp.ones(61)
    tight = jnp.linspace(-3, 3, 61)
    market = Market(1e6 * one, one, one, None, -0.5 * one, 0.02 * one, 0.3 * one, 0.45 * one)
    jobs, slope = meeting.wanted(market, tight)
    assert float(meeting.wanted(market, -0.5 * one)[0][0]) == 1e6
    steps = np.diff(np.log(jobs)) / np.diff(tight)
    assert np.all(steps < 0)
    below, above = np.asarray(tight)[1:] <= 0.45, np.asarray(tight)[:-1] >= 0.45
    assert np.allclose(steps[below], -0.02)
    assert np.allclose(steps[above], -0.32)
    assert np.allclose(slope, np.where(tight > 0.45, 0.32, 0.02))
    # Where it was expected to be beyond the limit, easing brings back what was given up.
    before = market._replace(expected=1.45 * one)
    assert np.allclose(np.log(meeting.wanted(before, 0.45 * one)[0] / 1e6), 0.32)
