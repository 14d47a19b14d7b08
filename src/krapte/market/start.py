"""The start of a run: published stocks of the first year, and what is fixed for the draw."""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from krapte.market import anchor, demand, meeting, switching
from krapte.market.parameters import Parameters
from krapte.market.records import Base, History, Memory, Profiles
from krapte.market.year import Setting, State


def setting(base: Base, history: History, profiles: Profiles, free_years: Array, p: Parameters) -> Setting:
    """The rates of matching and usual tightness that published history tells, given the draw's parameters."""
    employed, unemployed, vacancies, filled = anchor.by_group(history, p.published)
    seen = meeting.Published(
        employed[1:], unemployed[1:], vacancies[1:], filled[1:], employed[:-1], history.use[1:, None]
    )
    tightness = jnp.log(vacancies / unemployed)
    usual = jnp.mean(tightness, axis=0)
    perceived = tightness[0] - usual
    for of_year in tightness[1:]:
        perceived = switching.perceive(perceived, of_year - usual, p.switching)
    rates = meeting.close(seen, p.meeting)
    now_employed, now_unemployed, now_vacancies = anchor.jobs(base, p.published, jnp.zeros(()))
    year_of_anchor = meeting.Market(
        now_employed + now_vacancies, now_employed + now_unemployed, base.previous, rates
    )
    closed = meeting.Closed(rates, meeting.gap(rates, year_of_anchor, now_vacancies, p.meeting))
    return Setting(profiles, base, closed, perceived, usual, free_years)


def state(first: Base, fixed: Setting, p: Parameters, card_years: Array) -> State:
    """The stocks and the memory of the first year; ``card_years`` is zero persons ``[years, age, sex]``."""
    survey = p.published.survey_shift
    stocks = anchor.shares(first, p.published, survey)._replace(card=card_years)
    employed, unemployed, vacancies = anchor.jobs(first, p.published, survey)
    none = jnp.zeros_like(employed)
    perceived = jnp.log(vacancies / unemployed) - fixed.usual
    # The jobs of the first year are wanted at the wages of that year: the scale is what is left without them.
    at_wages = p.demand.wage_elasticity * demand.wages(perceived, p.demand)
    memory = Memory(
        employed=employed,
        vacancies=vacancies,
        perceived=perceived,
        pressure=jnp.zeros(()),
        target=none,
        activity=none,
        scale=jnp.log(employed + vacancies) + at_wages,
        misfit=none,
        activity_anchor=none,
        gap=jnp.zeros(()),
        people=jnp.sum(first.people),
        labour=jnp.sum(employed + unemployed),
    )
    return State(stocks, memory)
