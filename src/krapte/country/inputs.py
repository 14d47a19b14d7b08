"""Everything a run needs of the country, on the model's axes: stocks, history, shapes, and one record per year."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import (
    assumptions,
    base,
    demand,
    law,
    occupations,
    population,
    profiles,
    published,
    schools,
    streams,
)
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, GROUPS, STEPS
from krapte.country.occupations import BREAK_YEAR
from krapte.country.scenarios import Scenario
from krapte.figures import known
from krapte.figures.errors import InputError

Floats = NDArray[np.float64]


class Totals(NamedTuple):
    """As ``krapte.market.records.History``."""

    employed: Floats
    before_break: Floats
    unemployed: Floats
    vacancies: Floats
    filled: Floats
    use: Floats


class Path(NamedTuple):
    """As ``krapte.market.records.Now``, with the steps as first axis."""

    future: Floats
    anchor: Floats
    years_after: Floats
    anchored: Floats
    mortality: Floats
    newborn_mortality: Floats
    fertility: Floats
    fertility_start: Floats
    fertility_weight: Floats
    pension_age: Floats


class Lasting(NamedTuple):
    """What no scenario changes."""

    first: base.Margins
    anchor: base.Margins
    history: Totals
    shapes: profiles.Shapes
    demand: demand.Fixed
    school: schools.Shapes
    fail: Floats
    students: Floats
    streams: streams.Shapes


class Country(NamedTuple):
    """All inputs of one scenario; paths have the steps as first axis."""

    lasting: Lasting
    path: Path
    demand_path: demand.Paths
    school_path: schools.SchoolPath
    stream_path: streams.Years
    migration_low: Floats
    migration_high: Floats


def history() -> Totals:
    """Published totals 2013-2023, the years for which filled vacancies are known too."""
    years = range(FIRST_YEAR, ANCHOR_YEAR)

    def series(name: str) -> Floats:
        return np.array([published.panel(name)[year] for year in years])

    # The step into the survey's break is no growth, and the first year has no year before it.
    use = np.array([year not in (FIRST_YEAR, BREAK_YEAR) for year in years], dtype=float)
    return Totals(
        employed=occupations.by_group()[:-1],
        before_break=np.array([float(year < BREAK_YEAR) for year in years]),
        unemployed=series("unemployed"),
        vacancies=series("vac_open_total"),
        filled=series("vac_filled_total"),
        use=use,
    )


def migration_totals(scenario: Scenario) -> tuple[Floats, Floats]:
    """Net migration by step at the low and the high of the scenario, persons a year.

    It goes straight from that of the anchor year to the level of the scenario, in ``inputs.settling`` years.
    """
    range_ = figures.load()[scenario.migration]
    last = published.panel("net_migration")[ANCHOR_YEAR]
    way = np.clip((np.array(STEPS) - ANCHOR_YEAR) / assumptions.value("inputs.settling"), 0, 1)
    if range_.low is None or range_.high is None:
        raise InputError("range_missing", where=f"figure {scenario.migration}", expected="a low and a high")
    return last + way * (range_.low - last), last + way * (range_.high - last)


def path(anchored: bool = True) -> Path:
    """One record per step; a free run (``anchored`` false) never touches published stocks of 2024."""
    steps = np.array(STEPS)
    mortality, newborn = population.mortality()
    fertility, start, way = population.fertility()
    return Path(
        future=(steps >= ANCHOR_YEAR).astype(float),
        anchor=(steps == ANCHOR_YEAR - 1).astype(float) * anchored,
        anchored=(steps >= ANCHOR_YEAR - 1).astype(float) * anchored,
        years_after=np.maximum(steps + 1 - ANCHOR_YEAR, 0).astype(float),
        mortality=mortality,
        newborn_mortality=newborn,
        fertility=fertility,
        fertility_start=np.full(len(steps), start),
        fertility_weight=way,
        pension_age=np.array(law.pension_age(STEPS)),
    )


@known.cached
def lasting() -> Lasting:
    """The same for every scenario, made once."""
    anchor = base.anchor()
    jobs = anchor.work[: len(GROUPS)].sum(axis=(1, 2, 3))
    return Lasting(
        first=base.start(),
        anchor=anchor,
        history=history(),
        shapes=profiles.make(),
        demand=demand.fixed(jobs),
        school=schools.shapes(),
        fail=schools.fail(),
        students=schools.start(FIRST_YEAR),
        streams=streams.shapes(),
    )


def load(scenario: Scenario, anchored: bool = True) -> Country:
    """The country under a scenario."""
    low, high = population.net_migration(*migration_totals(scenario))
    return Country(
        lasting=lasting(),
        path=path(anchored),
        demand_path=demand.paths(anchored),
        school_path=schools.path(),
        stream_path=streams.years(),
        migration_low=low,
        migration_high=high,
    )
