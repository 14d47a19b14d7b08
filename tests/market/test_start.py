"""The start of a run: published stocks of the first year, and what history tells given the draw."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country.axes import GROUPS, TECHNIEK
from krapte.market import anchor, meeting, published, start, switching
from krapte.market.account import UNEMPLOYED
from market.books import people


def test_the_first_stocks_are_the_published_residents_and_states(world, begun, central):
    first, stocks = world.country.first, begun[1].stocks
    assert np.allclose(people(stocks), first.people, rtol=1e-12)
    assert np.allclose(
        stocks.work, anchor.stocks(jax.tree.map(jnp.asarray, first), central.published.survey_shift)
    )
    assert float(stocks.work[UNEMPLOYED].sum()) == pytest.approx(float(first.work[UNEMPLOYED].sum()))


def test_the_first_memory_is_that_of_published_jobs(world, begun, central):
    fixed, state = begun
    memory, p = state.memory, central.published
    employed, unemployed, vacancies = published.jobs(world.country.first, p, p.survey_shift)
    assert np.allclose(memory.employed, employed)
    assert np.allclose(memory.unemployed, unemployed)
    assert np.allclose(memory.vacancies, vacancies)
    assert np.allclose(memory.perceived, np.log(vacancies / unemployed) - fixed.usual)
    assert np.allclose(memory.looks.sum(axis=1), 1)
    assert float(memory.brought) == 0


def test_usual_tightness_is_the_mean_of_history_and_perceived_follows_it_slowly(world, begun, central):
    fixed = begun[0]
    _, unemployed, vacancies, _ = published.history(world.country.history, central.published)
    tight = np.log(np.asarray(vacancies / unemployed))
    assert np.allclose(fixed.usual, tight.mean(axis=0))
    slow = tight[0] - tight.mean(axis=0)
    for year in tight[1:]:
        slow = slow + float(central.switching.memory) * (year - tight.mean(axis=0) - slow)
    assert np.allclose(fixed.perceived, slow)
    assert np.allclose(
        switching.perceive(fixed.perceived, fixed.perceived, central.switching), fixed.perceived
    )


def test_rates_are_closed_on_history_and_the_anchor_year(world, begun, central):
    fixed = begun[0]
    rates = fixed.closed.rates
    assert all(leaf.shape == (len(GROUPS),) for leaf in rates)
    assert 0 < float(rates.separations.min()) < float(rates.separations.max()) < 0.2
    base = world.country.anchor
    employed, unemployed, vacancies = published.jobs(base, central.published, jnp.zeros(()))
    assert np.allclose(fixed.at_anchor, np.log(vacancies / unemployed))
    seen = meeting.as_given(employed + vacancies, employed + unemployed, base.previous, rates)
    assert np.allclose(fixed.closed.gap, meeting.gap(rates, seen, vacancies, central.meeting))


def test_what_is_fixed_hangs_on_the_draw_and_not_on_its_measures(world, begun, central):
    fixed = begun[0]
    assert np.array_equal(fixed.reference.meeting.on_the_job, central.meeting.on_the_job)
    other = central._replace(meeting=central.meeting._replace(on_the_job=jnp.float64(0.3)))
    made = jax.jit(start.setting)(world.country, other)
    assert not np.allclose(made.closed.rates.efficiency, fixed.closed.rates.efficiency)
    assert np.array_equal(made.usual, fixed.usual)
    assert np.array_equal(fixed.country.demand.fte_per_person, central.readings.fte_per_person)


def test_the_anchor_groups_get_their_unemployed(world, begun, central):
    of_diploma = anchor.unemployed_of(jnp.asarray(world.country.anchor.work))
    got = np.asarray(of_diploma @ begun[0].looks / of_diploma.sum())
    assert np.allclose(got, published.unemployed(central.published), rtol=1e-4)
    assert 0 < got[: len(TECHNIEK)].sum() < 0.5


def test_the_first_year_is_as_published_and_slack_groups_are_asked_for_more_than_usual(world, central):
    made = jax.jit(start.first_year)(world.country, central)
    begun = start.state(start.setting(world.country, central), central).memory
    assert np.allclose(made.desired, begun.employed + begun.vacancies)
    for name in ("employed", "unemployed", "vacancies"):
        assert np.allclose(getattr(made, name), getattr(begun, name))
    assert float(jnp.sum(made.filled)) == pytest.approx(float(world.country.history.filled[0]))
    perceived = np.asarray(begun.perceived)
    assert np.all(np.sign(made.given_up) == np.sign(perceived))
    assert np.any(perceived < 0)
