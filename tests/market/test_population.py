"""Population: the simulated past is the published one; deaths are those of the life table; nobody is lost by age."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country import published
from krapte.country.axes import QUALS, STATES, TECHNIEK
from krapte.market import population
from krapte.market.account import OUTSIDE, PLACES, UNEMPLOYED, Ledger
from krapte.market.records import Stocks
from market.books import booked, change, known, people, shaken


def test_the_simulated_past_equals_published_residents(free_world, a_year, begun, central):
    fixed, state = begun
    for step in range(2013, 2024):
        state, _ = a_year(state, known(free_world, step), jnp.zeros(()), fixed, central)
        gap = np.abs(people(state.stocks) - published.population()[step + 1 - 2013])
        assert gap[:100].max() < 1e-3, (step, gap.max())
        assert gap[100:].max() < 40, (
            step,
            gap.max(),
        )  # published deaths of an age exceed its survivors there
        assert people(state.stocks).sum() == pytest.approx(
            published.population()[step + 1 - 2013].sum(), rel=1e-5
        )


@pytest.mark.parametrize("size", [0.0, 0.3])
def test_deaths_are_those_of_the_life_table_whoever_works(world, begun, central, size):
    before, now = shaken(begun[1].stocks, 1, size), known(world, 2013).now
    expected = np.asarray(now.mortality) * people(before)
    for ratio in (0.6, 1.0):
        books = Ledger(before)
        p = central.population._replace(worker_mortality=jnp.float64(ratio))
        population.die_young_and_old(books, now)
        left = books.take({"deaths": population.death_chance(books, now, p)})
        died = people(before) - people(Stocks(books.young, books.work, books.old))
        working = left["deaths"].sum(axis=0)
        assert np.allclose(died[15:75], working, atol=1e-6)
        by_state = np.asarray(before.work).sum(axis=1)
        enough = by_state[OUTSIDE] > by_state[:OUTSIDE].sum(axis=0) / 20  # who carry what workers are spared
        assert np.allclose(died[15:75][enough], expected[15:75][enough], rtol=1e-6)
        assert np.allclose(died[:15], expected[:15])
        assert np.allclose(died[75:], expected[75:])
        assert died.sum() == pytest.approx(expected.sum(), rel=2e-3)
        assert np.allclose(change(books, before), booked(books), atol=1e-6)
        deaths = np.asarray(books.lost["deaths"])
        at_work = (np.asarray(now.mortality[15:75]) * by_state[: len(TECHNIEK)].sum(axis=0)).sum()
        assert deaths[: len(TECHNIEK)].sum() == pytest.approx(ratio * at_work, rel=1e-9)


def test_births_of_the_past_are_published_and_follow_fertility_later(world, begun, central):
    profiles = world.country.profiles
    books = Ledger(begun[1].stocks)
    past = population.births(books, known(world, 2013).now, profiles, central.population)
    assert float(past.sum()) == pytest.approx(171_341, rel=1e-9)
    late = known(world, 2049).now
    few, many = (
        float(
            population.births(
                books, late, profiles, central.population._replace(fertility=jnp.float64(rate))
            ).sum()
        )
        for rate in (1.6, 1.8)
    )
    way, first = float(late.fertility_weight), float(late.fertility_start)
    expected = (first * (1 - way) + 1.8 * way) / (first * (1 - way) + 1.6 * way)
    assert way > 0.5
    assert many / few == pytest.approx(expected, rel=1e-9)


def test_babies_are_born_into_the_youngest_age_and_some_die_in_the_year(world, begun):
    before, now = begun[1].stocks, known(world, 2013).now
    books = Ledger(before)
    population.be_born(books, jnp.asarray([500.0, 400.0]), now)
    more = np.asarray(books.young - before.young)
    assert np.allclose(more[0], np.array([500, 400]) * (1 - np.asarray(now.newborn_mortality)))
    assert np.abs(more[1:]).max() == 0
    assert float(books.gained["births"].sum()) == 900
    assert 0 < float(books.lost["deaths"].sum()) < 9
    assert np.allclose(change(books, before), booked(books), atol=1e-9)


@pytest.mark.parametrize("size", [0.0, 0.5])
def test_everyone_grows_a_year_older_and_nobody_is_lost(begun, size):
    before = shaken(begun[1].stocks, 6, size)
    books = Ledger(before)
    population.grow_older(books)
    was, now = people(before), people(Stocks(books.young, books.work, books.old))
    assert np.allclose(now[1:105], was[:104], rtol=1e-12)
    assert np.allclose(now[105], was[104] + was[105], rtol=1e-12)
    assert now[0].sum() == 0
    # Where people stand, and their diploma, they take along.
    assert np.array_equal(books.work[:, :, 1:], before.work[:, :, :-1])
    assert np.allclose(change(books, before), booked(books), atol=1e-6)


def test_at_15_people_come_of_age_outside_and_at_75_working_life_ends(begun):
    before = begun[1].stocks
    books = Ledger(before)
    population.grow_older(books)
    came, ended = float(before.young[-1].sum()), np.asarray(before.work[:, :, -1]).sum(axis=(1, 2))
    first = np.asarray(books.work[:, :, 0])
    assert first[OUTSIDE, QUALS.index("low")].sum() == pytest.approx(came)
    assert first.sum() == pytest.approx(came)
    assert float(books.gained["come_of_age"][OUTSIDE]) == pytest.approx(came)
    assert float(books.lost["come_of_age"][PLACES.index("young")]) == pytest.approx(came)
    assert np.allclose(books.lost["career_end"][: len(STATES)], ended)
    assert ended[:UNEMPLOYED].sum() > 100
    assert float(books.gained["career_end"][PLACES.index("old")]) == pytest.approx(ended.sum())
    assert float(books.old[0].sum()) == pytest.approx(ended.sum())
