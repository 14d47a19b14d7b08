"""Population: the past as published, mortality, fertility and migration as inputs of the yearly step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import assumptions, published
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, STEPS

Floats = NDArray[np.float64]


def cohort_deaths(deaths: Floats) -> tuple[Floats, Floats]:
    """Deaths by age on 1 January ``[year, age, sex]`` and of those born in the year ``[year, sex]``.

    Published deaths are by age at death; half of those of an age were born in either of two calendar years. The
    last age keeps all its own.
    """
    older = np.concatenate([deaths[:, 1:], np.zeros_like(deaths[:, :1])], axis=1)
    older[:, -2] = 0  # deaths of the last, open age are all its own
    of_cohort = deaths / 2 + older / 2
    of_cohort[:, -1] = deaths[:, -1]
    return of_cohort, deaths[:, 0] / 2


def births(year: int) -> float:
    """Live births of a year before 2025, persons (CBS; `dem_births_*`)."""
    return figures.load()[f"dem_births_{year}"].value


def mortality() -> tuple[Floats, Floats]:
    """Chance to die in each step's year by age on 1 January ``[step, age, sex]``, and of the newborn ``[step, sex]``.

    The past: published deaths over published residents. From 2025 on: AG2024, the mean of two ages since a cohort
    passes its birthday in the middle of the year.
    """
    past, past_newborn = past_mortality()
    known = len(past)
    table = published.mortality_forecast()
    older = np.concatenate([table[:, 1:], table[:, -1:]], axis=1)
    future, future_newborn = (table + older) / 2, table[:, 0] / 2
    first = FIRST_YEAR + known - ANCHOR_YEAR
    chance = np.concatenate([past, future[first:]])[: len(STEPS)]
    return np.minimum(chance, 1), np.concatenate([past_newborn, future_newborn[first:]])[: len(STEPS)]


def past_mortality() -> tuple[Floats, Floats]:
    """Published deaths over published residents ``[year, age, sex]``, and of the newborn ``[year, sex]``."""
    people, died = published.population(), published.deaths()
    known = died.shape[0]
    of_cohort, newborn = cohort_deaths(died)
    past = np.divide(of_cohort, people[:known], out=np.zeros_like(of_cohort), where=people[:known] > 0)
    born = np.array([births(FIRST_YEAR + i) for i in range(known)])
    return past, newborn / (born[:, None] * boys_and_girls()[None, :])


def boys_and_girls() -> Floats:
    """Shares of births by sex: residents of age 0, 2013-2025."""
    infants = published.population()[:, 0].sum(axis=0)
    return np.asarray(infants / infants.sum())


def fertility() -> tuple[Floats, float, Floats]:
    """Births per woman by age ``[step, age]``, the level at the anchor, and the way to the long run ``[step]``.

    The past is the UN shape scaled to published births; the future the shape of 2030 with sum one, its level
    going from the anchor's to ``population.fertility`` in the ``population.fertility_years`` after it.
    """
    people, shape = published.population(), published.fertility_shape()
    start = figures.load()[f"dem_tfr_{ANCHOR_YEAR}"].value
    rates = np.empty((len(STEPS), shape.shape[1]))
    for i, year in enumerate(STEPS):
        of_year = shape[min(i, len(shape) - 1)]
        if year < ANCHOR_YEAR:
            rates[i] = of_year * births(year) / np.sum(of_year * people[i, :, 1])
        elif year == ANCHOR_YEAR:
            rates[i] = of_year * births(year) / np.sum(of_year * people[i, :, 1]) / start
        else:
            rates[i] = of_year / of_year.sum()
    way = np.clip((np.array(STEPS) - ANCHOR_YEAR) / assumptions.value("population.fertility_years"), 0, 1)
    return rates, start, way


def balances(count: int) -> Floats:
    """Net migration of the first ``count`` steps by age ``[step, age, sex]``: what births and deaths leave."""
    people = published.population()
    of_cohort, newborn = cohort_deaths(published.deaths())
    made = np.zeros((count, *people.shape[1:]))
    for i in range(count):
        left = people[i] - of_cohort[i]
        expected = np.concatenate([np.zeros((1, 2)), left[:-1]])
        expected[-1] += left[-1]
        expected[0] = births(FIRST_YEAR + i) * boys_and_girls() - newborn[i]
        made[i] = people[i + 1] - expected
    return made


def net_migration(low: Floats, high: Floats, known: int | None = None) -> tuple[Floats, Floats]:
    """Net migration by age on 31 December ``[step, age, sex]`` at the low and the high of a scenario.

    The past is the balance of published residents, births and deaths, so simulated residents of the past equal
    the published ones. ``low`` and ``high`` are yearly totals by step; the future spreads them over the mean
    profile of the last ``population.profile_years``, whose departures (older residents, on balance) stay as they are.
    The first ``known`` steps are past, all that is published where none is named.
    """
    known = len(published.deaths()) if known is None else known
    balance = balances(known)
    mean = balance[-int(assumptions.value("population.profile_years")) :].mean(axis=0)
    coming, leaving = np.maximum(mean, 0), np.minimum(mean, 0)

    def spread(totals: Floats) -> Floats:
        factor = (totals - leaving.sum()) / coming.sum()
        return np.asarray(factor[:, None, None] * coming + leaving)

    ends = []
    for totals in (low, high):
        path = spread(np.asarray(totals))
        path[:known] = balance
        ends.append(path)
    return ends[0], ends[1]
