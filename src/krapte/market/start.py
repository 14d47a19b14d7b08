"""The start of a run: published stocks of the first year, and what is fixed for the draw."""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.market import anchor, arrivals, demand, meeting, published, schooling, streams, switching
from krapte.market.parameters import Parameters
from krapte.market.population import WORKING
from krapte.market.records import Stocks
from krapte.market.state import Country, Memory, Setting, State


def setting(country: Country, p: Parameters) -> Setting:
    """The rates of matching and usual tightness that published history tells, given the draw's parameters."""
    employed, unemployed, vacancies, filled = published.history(country.history, p.published)
    use = country.history.use[1:, None]
    seen = meeting.Published(employed[1:], unemployed[1:], vacancies[1:], filled[1:], employed[:-1], use)
    tightness = jnp.log(vacancies / unemployed)
    usual = jnp.mean(tightness, axis=0)
    perceived = tightness[0] - usual
    for of_year in tightness[1:]:
        perceived = switching.perceive(perceived, of_year - usual, p.switching)
    rates = meeting.close(seen, p.meeting)
    base = country.anchor
    now_employed, now_unemployed, now_vacancies = published.jobs(base, p.published, jnp.zeros(()))
    wanted, labour = now_employed + now_vacancies, now_employed + now_unemployed
    year_of_anchor = meeting.as_given(wanted, labour, base.previous, rates)
    at_anchor = jnp.log(now_vacancies / now_unemployed)
    closed = meeting.Closed(rates, meeting.gap(rates, year_of_anchor, now_vacancies, p.meeting))
    fixed = country._replace(demand=country.demand._replace(fte_per_person=p.readings.fte_per_person))
    return Setting(
        country=fixed,
        reference=p,
        schools=schooling.Fixed(country.school, country.fail, country.profiles.graduate_sex, p),
        residents=streams.residents(base.work),
        closed=closed,
        perceived=perceived,
        at_anchor=at_anchor,
        usual=usual,
        looks=anchor.looks(
            anchor.unemployed_of(base.work), country.profiles.seekers, published.unemployed(p.published)
        ),
    )


def state(fixed: Setting, p: Parameters) -> State:
    """The stocks and the memory of the first year."""
    country, shift = fixed.country, p.published.survey_shift
    first = country.first
    work = anchor.stocks(first, shift)
    stocks = Stocks(first.people[: WORKING.start], work, first.people[WORKING.stop :])
    employed, unemployed, vacancies = published.jobs(first, p.published, shift)
    perceived = jnp.log(vacancies / unemployed) - fixed.usual
    people, labour = jnp.sum(first.people), jnp.sum(employed + unemployed)
    looks = anchor.looks(
        anchor.unemployed_of(work), country.profiles.seekers, published.unemployed(p.published)
    )
    memory = Memory(
        employed=employed,
        unemployed=unemployed,
        vacancies=vacancies,
        perceived=perceived,
        looks=looks,
        brought=jnp.zeros(()),
        guided=jnp.zeros_like(employed),
        renewed=jnp.zeros_like(employed),
        demand=demand.start(employed, vacancies, perceived, people, labour, country.demand, p.demand),
        classes=schooling.begin(country.students, country.school, p),
        migrants=streams.begin(
            country.first_stream_year, country.streams, fixed.residents, arrivals.rules(p)
        ),
    )
    return State(stocks, memory)


class FirstYear(NamedTuple):
    """The market of the first year by group, as in ``Outcome``; nothing has been brought in or saved yet."""

    employed: Array
    unemployed: Array
    vacancies: Array
    filled: Array
    desired: Array
    given_up: Array


def first_year(country: Country, p: Parameters) -> FirstYear:
    """The first year as published, shared out over groups as the draw has it."""
    begun = state(setting(country, p), p).memory
    filled = published.history(country.history, p.published)[-1][0]
    asked = jnp.exp(begun.demand.scale + begun.demand.lacking)
    undone = demand.undone(asked, begun.perceived, p.demand)
    wanted = begun.employed + begun.vacancies
    return FirstYear(begun.employed, begun.unemployed, begun.vacancies, filled, wanted, undone)
