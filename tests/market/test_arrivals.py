"""Arrivals and departures: the scenario's net migration is booked, and what streams change on top of it."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country.axes import STEPS
from krapte.market import arrivals, migration
from krapte.market.account import NAMES, Ledger
from market.books import by_place, known, people

STEP = 2030


@pytest.fixture(scope="module")
def booked_year(world, begun, central):
    """The year of one step on the first stocks, with parameters moved or not."""

    @jax.jit
    def go(p, stocks, memory, of_year):
        books = Ledger(stocks)
        after, moved = arrivals.come_and_go(books, of_year, memory, begun[0], p)
        end, flows = books.close()
        return end, flows, after, moved

    def make(p=central, felt=0.0):
        state = begun[1]
        memory = state.memory._replace(perceived=begun[0].perceived + felt)
        return go(p, state.stocks, memory, known(world, STEP))

    return make


def test_the_net_migration_of_the_scenario_is_booked_by_age_and_sex(world, begun, central, booked_year):
    end, flows, _, _ = booked_year()
    at = STEPS.index(STEP)
    net = migration.net(world.years.migration_low[at], world.years.migration_high[at], central.migration)
    more = people(end) - people(begun[1].stocks)
    assert np.allclose(more, net, atol=1e-6)
    assert float(jnp.sum(net)) > 1e4
    gained, lost = (
        float(flows[i, NAMES.index(name)].sum()) for i, name in ((1, "arrivals"), (0, "departures"))
    )
    assert gained - lost == pytest.approx(float(jnp.sum(net)), rel=1e-12)


def test_what_is_booked_is_what_comes_and_goes(begun, booked_year):
    end, flows, _, _ = booked_year()
    lost, gained = np.asarray(flows)
    assert np.allclose(
        by_place(end) - by_place(begun[1].stocks), gained.sum(axis=0) - lost.sum(axis=0), atol=1e-6
    )
    assert [name for name, row in zip(NAMES, lost, strict=True) if row.any()] == ["departures"]
    assert [name for name, row in zip(NAMES, gained, strict=True) if row.any()] == ["arrivals"]


def test_a_measure_brings_technicians_and_they_are_counted(central, booked_year):
    usual, _, _, moved = booked_year()
    assert float(arrivals.technicians(moved)) == 0
    scheme = central.card._replace(quota=jnp.float64(3_000.0), applications=jnp.float64(1e5))
    end, _, after, more = booked_year(central._replace(card=scheme))
    came = float(arrivals.technicians(more))
    assert 1_000 < came <= 3_000
    at_work = (np.asarray(end.work) - np.asarray(usual.work))[:5].sum()
    assert at_work == pytest.approx(came, rel=1e-9)
    told = arrivals.tell(after.migrants, more)
    assert float(told["card_arrivals"]) == pytest.approx(3_000, rel=1e-9)
    assert np.all(told["foreign_technicians"] <= told["migrants"] + 1e-9)


def test_tightness_brings_people_by_itself(booked_year):
    """Of what is felt beyond published history, streams that respond to tightness bring more."""
    usual, _, _, _ = booked_year()
    tight, _, _, _ = booked_year(felt=1.0)
    assert people(tight).sum() > people(usual).sum() + 100


def test_a_year_of_migrants_is_remembered(begun, booked_year):
    _, _, after, _ = booked_year()
    same = [np.array_equal(a, b) for a, b in zip(after.migrants, begun[1].memory.migrants, strict=True)]
    assert not all(same)
