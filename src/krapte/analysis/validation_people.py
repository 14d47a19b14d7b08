"""Residents, births, deaths, retirement and migrants of the free run beside published counts."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from krapte import figures
from krapte.analysis.validation_lines import (
    Block,
    Floats,
    Line,
    Series,
    by_year,
    line,
    of_figure,
    yearly_figures,
)
from krapte.analysis.validation_runs import SLOTS, Run
from krapte.country import law, published, streams
from krapte.country.axes import AGES, ANCHOR_YEAR, FIRST_YEAR, STEPS, STREAMS, WORK_AGES, WORK_FROM
from krapte.market import retirement, stay
from krapte.market.account import NAMES
from krapte.market.arrivals import rules
from krapte.market.parameters import unpack

YEARS = range(FIRST_YEAR, ANCHOR_YEAR + 1)
CLASSES = ((0, 14), (15, 24), (25, 54), (55, 64), (65, 74), (75, AGES[-1]))
EU, KNOWLEDGE = STREAMS.index("eu_labour"), STREAMS.index("knowledge")
LOST, GAINED = 0, 1  # of an outcome's flows
ARRIVED = (2019, 2020, 2022, 2023, 2024)  # years whose knowledge migrants are published


def population(run: Run) -> Block:
    """Residents on 1 January by age class, and all of them."""
    counted = published.population().sum(axis=2)
    people = np.asarray(run.outcome.people)
    series = []
    for first, last in (*CLASSES, (0, AGES[-1])):
        ages = slice(first, last + 1)
        seen = {FIRST_YEAR + i: float(row[ages].sum()) for i, row in enumerate(counted) if i > 0}
        name = "75 and over" if first == CLASSES[-1][0] else f"{first}-{last}"
        title = "All residents" if last - first == AGES[-1] else f"Residents of {name}"
        lines = by_year(people[:, :, ages].sum(axis=2), seen, {year: f"population/{year}" for year in seen})
        series.append(Series(title, "persons", lines, given=True))
    return Block("Residents by age", POPULATION, "", tuple(series))


def births_and_deaths(run: Run) -> Block:
    """Births and deaths of each calendar year."""
    flows = np.asarray(run.outcome.flows)
    born = flows[:, :, GAINED, NAMES.index("births")].sum(axis=2)
    died = flows[:, :, LOST, NAMES.index("deaths")].sum(axis=2)
    series = [
        Series("Births", "persons", yearly_figures(born, "dem_births", YEARS, FIRST_YEAR), given=True),
        Series("Deaths", "persons", yearly_figures(died, "dem_deaths", YEARS, FIRST_YEAR), given=True),
    ]
    return Block("Births and deaths", BIRTHS, "", tuple(series))


def at_pension_age(run: Run) -> Floats:
    """Of those who retire, the share who stop on reaching the pension age ``[draw, step, age 15-74]``, both sexes."""
    profiles, now = run.world.country.profiles, run.world.years.now

    def one(vector: Any, known: Any) -> Any:
        p = unpack(vector, SLOTS).retirement
        age = retirement.effective_age(known, profiles, p)
        reach = jnp.maximum(0, 1 - jnp.abs(jnp.array(WORK_AGES) + 1.0 - age))
        stop = retirement.chance(known, profiles, p).sum(axis=1)
        return jnp.minimum(reach * profiles.retirement_spike.sum() / jnp.where(stop > 0, stop, 1), 1)

    draws = jax.vmap(jax.vmap(one, in_axes=(None, 0)), in_axes=(0, None))
    return np.asarray(jax.jit(draws)(run.drawn, now))


def stopping_at(run: Run, age: int, year: int) -> Floats:
    """Workers who stop at an exact age in a calendar year ``[draw]``, persons.

    Who reaches the pension age stops at that age; the others at their age on 1 January or the next, half and half.
    """
    step = STEPS.index(year)
    retired = np.asarray(run.outcome.retired)[:, step]
    spike = retired * at_pension_age(run)[:, step]
    others = (retired - spike)[:, age - 1 - WORK_FROM : age + 1 - WORK_FROM].sum(axis=1) / 2
    own = int(law.value("aow_age", year)) == age
    return np.asarray(others + own * spike.sum(axis=1))


def retiring(run: Run) -> Block:
    """Who stops at 67, in the year before and the year in which the pension age became 67."""
    book = figures.load()
    shares, persons = [], []
    for year in (2023, 2024):
        model = stopping_at(run, 67, year)
        everyone = np.asarray(run.outcome.retired)[:, STEPS.index(year)].sum(axis=1)
        shares.append(of_figure(year, f"dem_ret67_{year}", model / everyone))
        both = (f"dem_ret67_{year}", f"dem_retn_{year}")
        persons.append(line(year, book[both[0]].value * book[both[1]].value, model, *both))
    series = (
        Series("Share who stop at 67", "share", tuple(shares)),
        Series("Persons who stop at 67", "persons", tuple(persons)),
    )
    return Block("Retirement at 67", RETIREMENT, RETIREMENT_WHY, series)


def arriving() -> Block:
    """Arrivals of the two labour streams: published years go in as they are, the sums of years are a check."""
    made = streams.arrivals(range(FIRST_YEAR, ANCHOR_YEAR + 1))

    def sum_of(stream: int, first: int, last: int) -> Floats:
        years = slice(first - FIRST_YEAR, last + 1 - FIRST_YEAR)
        return np.asarray(made[years, stream].sum(keepdims=True))

    knowledge = [of_figure("2013-2016", "ip_arrivals_km_2013_2016", sum_of(KNOWLEDGE, 2013, 2016))]
    knowledge += [of_figure(y, f"ip_arrivals_km_{y}", sum_of(KNOWLEDGE, y, y)) for y in ARRIVED]
    europe = [of_figure("2013-2016", "ip_arrivals_eu_2013_2016", sum_of(EU, 2013, 2016))]
    for row in figures.table("eu_motive").rows:
        year = int(row["year"])
        if year >= FIRST_YEAR:
            europe.append(line(year, float(row["labour"]), sum_of(EU, year, year), "eu_motive/labour"))
    series = (
        Series("Knowledge migrants who arrive", "persons", tuple(knowledge), given=True),
        Series("EU labour migrants who arrive", "persons", tuple(europe), given=True),
    )
    return Block("Labour migrants: arrivals", ARRIVALS, ARRIVALS_WHY, series)


def gone(run: Run, cohort: int, within: int) -> Floats:
    """Share of a cohort that has left within whole years of arrival ``[draw, stream]``, walking through the chances."""
    shapes, years = run.world.country.streams, run.world.years.streams

    def known(year: int) -> stay.Year:
        made: stay.Year = jax.tree.map(lambda leaf: leaf[STEPS.index(max(year, FIRST_YEAR))], years)
        if cohort >= FIRST_YEAR:
            return made
        # Cohorts of before the run have the longest trend, and their years of the ruling lie in the future.
        longest = jnp.full_like(made.later, years.later.max())
        return made._replace(later=longest, ruling=jnp.zeros_like(made.ruling))

    def one(vector: Any) -> Any:
        own = rules(unpack(vector, SLOTS))

        def chance(year: int, since: int) -> Any:
            return stay.hazard(known(year), shapes.bands, own.stay, own.card)[:, since]

        here = 1 - stay.at_once(known(cohort), own.stay, own.card)
        for since in range(within - 1):
            here = here * (1 - chance(cohort + 1 + since, since))
        # Half a year is left, with the chance of the year before it.
        return 1 - here * (1 - chance(cohort + within - 1, within - 2) / 2)

    return np.asarray(jax.jit(jax.vmap(one))(run.drawn))


def leaving(run: Run) -> Block:
    """Gone after two and five years by cohort, and how many knowledge migrants are here."""
    series = []
    for within in (2, 5):
        lines: list[Line] = []
        for row in figures.table("left_by_cohort").rows:
            cohort, cell = int(row["immigration_year"]), row[f"eu_{within}y_pct"]
            if cohort >= FIRST_YEAR and cell:
                model = gone(run, cohort, within)[:, EU]
                lines.append(line(cohort, float(cell) / 100, model, f"left_by_cohort/eu_{within}y_pct"))
        series.append(Series(f"EU labour, gone after {within} years", "share", tuple(lines)))
    pairs = {
        ("2012, 2 years", 2012, 2): "ip_left2_noneu_lab_2012",
        ("2022, 2 years", 2022, 2): "ip_left2_noneu_lab_2022",
        ("2011, 5 years", 2011, 5): "dem_left_5y_2011_kennis_noneu",
        ("2009, 10 years", 2009, 10): "ip_left10_noneu_lab_2009",
    }
    skilled = [of_figure(n, name, gone(run, c, w)[:, KNOWLEDGE]) for (n, c, w), name in pairs.items()]
    series.append(Series("Knowledge migrants, gone by cohort", "share", tuple(skilled)))
    here = np.asarray(run.outcome.migrants)[:, :, KNOWLEDGE]
    at_work = here * run.parameter("migration.working[knowledge]")[:, None]
    # A stock of 31 December carries the label of the next 1 January.
    stock = yearly_figures(at_work, "gp_stock_km", range(2022, ANCHOR_YEAR + 1), FIRST_YEAR)
    series.append(Series("Knowledge migrants at work, 31 December", "persons", stock))
    return Block("Labour migrants: how long they stay", STAY, STAY_WHY, tuple(series))


POPULATION = """Residents on 1 January by the free run, beside the register. Deaths, births and net migration of
2013-2024 go in as published, so that this block tests the account: each year of age, each sex and all of
working age move through the stocks of work and come out as counted."""
BIRTHS = """Calendar years. Births are fertility by age times women, deaths chances times residents; both rates
come from the same counts, so only the account is tested."""
RETIREMENT = """Published: of the employees who retired, the part that was 67, and that part times their number.
The model counts all who stop working from 54 on, self-employed and job seekers too, so its total is nearly
twice the published one and the shares are no like for like; the persons who stop at 67 come nearer. The pension
age was 66 years and 10 months in 2023 and 67 in 2024. The prior of `retirement.follow` rests on these two
numbers."""
RETIREMENT_WHY = """the model counts early exits and self-employed too, so its shares are lower; and the
peak at the pension age in the curve of 2023-24 is lower than that of retiring employees"""
ARRIVALS = """The arrivals themselves go in as published; years between them are bridged (2017-2018 and 2021 for
knowledge migrants, 2019 and later for the EU) and have no line here."""
ARRIVALS_WHY = (
    """the EU sum of 2013-2016 comes from another publication and is lower than the series by year"""
)
STAY = """Chances to leave by years since arrival, walked through for each cohort. EU figures are of all
motives, those outside the EU of labour migrants. The priors of `stay.early`, `stay.middle` and `stay.trend`
were set on the same cohorts; the stock of knowledge migrants was not used."""
STAY_WHY = """EU cohorts of 2020 and 2021 stayed longer (all motives, few came); the stock counts employees who
came for knowledge work, the book follows motive and holds ten cohorts"""
