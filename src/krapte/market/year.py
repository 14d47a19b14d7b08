"""One year of the labour market: the whole story, and the only function given to the scan.

People die, retire, leave, enter, graduate, switch; they grow older; babies and migrants arrive; employers want
jobs; the market meets; people are hired. Only named flows change stocks (``flows.csv``).
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.market import (
    anchor,
    card,
    demand,
    education,
    hiring,
    meeting,
    migration,
    participation,
    population,
    retirement,
    switching,
)
from krapte.market.account import Ledger
from krapte.market.parameters import Parameters
from krapte.market.records import Base, Memory, Now, Outcome, Profiles, Stocks


class Setting(NamedTuple):
    """What is fixed for a draw: set on its reference parameters, never on those a measure has moved."""

    profiles: Profiles
    anchor: Base
    closed: meeting.Closed  # rates of matching, closed on published history, by group
    perceived: Array  # slow log tightness of published history up to the anchor, by group
    usual: Array  # mean log tightness of the published years, by group
    free_years: Array  # length of the free run up to the anchor


class State(NamedTuple):
    """What one year hands to the next."""

    stocks: Stocks
    memory: Memory


def year(state: State, now: Now, shock: Array, setting: Setting, p: Parameters) -> tuple[State, Outcome]:
    """From 1 January of one year to 1 January of the next; the market met in between."""
    books = Ledger(state.stocks)
    memory, profiles = state.memory, setting.profiles
    live(books, now, memory, profiles, p)
    books.book(anchor.move(books, setting.anchor, p.published, now.anchor))
    memory = memory._replace(
        employed=jnp.where(now.anchor > 0, setting.anchor.previous, memory.employed),
        perceived=jnp.where(now.anchor > 0, setting.perceived, memory.perceived),
    )
    labour = hiring.labour(books)
    context = demand.Context(jnp.sum(population.residents(books)), jnp.sum(labour), shock)
    wanted = demand.desired(memory, now, context, p.demand, p.tasks, p.readings)
    employed, _, vacancies = anchor.jobs(setting.anchor, p.published, jnp.zeros(()))
    wanted, memory = demand.anchor(memory, wanted, employed + vacancies, setting.free_years, now.anchor)
    rates = meeting.of_year(setting.closed, now.years_after, now.anchored, p.meeting)
    market = meeting.Market(wanted.jobs, labour, memory.employed, rates)
    met = meeting.meet(market, memory.vacancies, p.meeting)
    books.book(hiring.place(books, met, setting.closed.rates.separations))
    return remember(books, memory, wanted, met, setting, p)


def live(books: Ledger, now: Now, memory: Memory, profiles: Profiles, p: Parameters) -> None:
    """What happens to people before the market meets."""
    born = population.births(books, now, profiles, p.population)
    books.book(population.deaths(books, now, p.population))
    books.book(retirement.leave(books, now, profiles, p.retirement))
    books.book(participation.leave(books, profiles, p.participation))
    books.book(participation.enter(books, profiles, p.participation))
    books.book(education.graduate(books, profiles, p.education))
    books.book(switching.switch(books, memory, profiles, p.switching))
    books.book(switching.look(books, memory, p.switching, p.published))
    books.book(card.finish(books, p.card))
    books.book(population.career_end(books, profiles))
    population.grow_older(books)
    card.next_year(books)
    books.book(born)
    books.book(population.newborn_deaths(born["births"], now))
    books.book(migration.departures(books, now, p.migration))
    books.book(migration.arrivals(now, profiles, p.migration))
    books.book(card.arrive(books, profiles, p.card))


def remember(
    books: Ledger, memory: Memory, wanted: demand.Wanted, met: meeting.Met, setting: Setting, p: Parameters
) -> tuple[State, Outcome]:
    """Close the books and pass on what the market remembers."""
    people = jnp.sum(population.residents(books))
    stocks, flows = books.close()
    perceived = switching.perceive(memory.perceived, meeting.log_tightness(met) - setting.usual, p.switching)
    memory = memory._replace(
        employed=met.employed,
        vacancies=met.vacancies,
        perceived=perceived,
        pressure=wanted.pressure,
        target=wanted.target,
        activity=wanted.activity,
        gap=wanted.gap,
        people=people,
        labour=jnp.sum(met.employed + met.unemployed),
    )
    anchored = sum((jnp.sum(jnp.abs(books.booked[f"anchor_{s}"])) for s in ANCHORED), start=jnp.zeros(())) / 2
    outcome = Outcome(
        employed=met.employed,
        unemployed=met.unemployed,
        vacancies=met.vacancies,
        filled=met.filled,
        desired=wanted.jobs,
        residual=met.residual,
        wages=wanted.wages,
        flows=flows,
        people=people,
        card=jnp.sum(stocks.card),
        anchored=anchored,
        misfit=memory.misfit,
    )
    return State(stocks, memory), outcome


ANCHORED = tuple(name for name in Stocks._fields if name != "card")
