"""Population: the simulated past is the published one; workers die less, the total does not change."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country import published
from krapte.market import population, year
from krapte.market.account import Ledger


def now_of(world, step):
    return jax.tree.map(lambda leaf: leaf[step], world.years)


def test_the_simulated_past_equals_published_residents(free_world, begun, central):
    fixed, state = begun
    step = jax.jit(lambda state, now: year.year(state, now, jnp.zeros(()), fixed, central)[0])
    for i in range(12):
        state = step(state, now_of(free_world, i))
        people = sum(s.sum(axis=0) if s.ndim > 2 else s for s in state.stocks)
        gap = np.abs(np.asarray(people) - published.population()[i + 1])
        assert gap[:100].max() < 1e-3, (i, gap.max())
        assert gap[100:].max() < 40, (i, gap.max())  # published deaths of an age exceed its survivors there
        assert float(people.sum()) == pytest.approx(published.population()[i + 1].sum(), rel=1e-5)


def test_deaths_are_those_of_the_life_table_whoever_works(world, begun, central):
    _, state = begun
    now = now_of(world, 0)
    totals = []
    for ratio in (0.6, 1.0):
        p = central.population._replace(worker_mortality=jnp.asarray(ratio))
        totals.append(sum(f.sum() for f in population.deaths(Ledger(state.stocks), now, p).values()))
    expected = float(jnp.sum(now.mortality * population.residents(Ledger(state.stocks))))
    assert float(totals[0]) == pytest.approx(expected, rel=1e-3)
    assert float(totals[1]) == pytest.approx(expected, rel=1e-12)


def test_births_of_the_past_are_published_and_follow_fertility_later(world, begun, central):
    fixed, state = begun
    books = Ledger(state.stocks)
    past = population.births(books, now_of(world, 0), fixed.profiles, central.population)["births"].sum()
    assert float(past) == pytest.approx(171_341, rel=1e-9)
    late = now_of(world, 30)
    more = central.population._replace(fertility=jnp.asarray(1.8))
    few = population.births(books, late, fixed.profiles, central.population)["births"].sum()
    many = population.births(books, late, fixed.profiles, more)["births"].sum()
    assert float(many / few) == pytest.approx(1.8 / 1.6, rel=1e-9)


def test_growing_older_keeps_everyone(begun):
    _, state = begun
    books = Ledger(state.stocks)
    before = books["outside"]
    population.grow_older(books)
    assert float(books["outside"].sum()) == pytest.approx(float(before.sum()), rel=1e-15)
    assert np.array_equal(books["outside"][1:105], before[:104])
    assert float(books["outside"][0].sum()) == 0


def test_at_75_nobody_works(begun):
    fixed, state = begun
    books = Ledger(state.stocks)
    books.book(population.career_end(books, fixed.profiles))
    population.grow_older(books)
    assert float(books["techniek"][75:].sum() + books["rest"][75:].sum()) == 0
