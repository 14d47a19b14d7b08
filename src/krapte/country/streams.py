"""Migrants by the reason they come: arrivals of the past, and where, how old and how schooled newcomers are.

Figures: EU labour, derived motive (`eu_motive`, 1999-2018, registered people only), knowledge migrants by motive
(`ip_arrivals_km_*`: people who register; neither permits nor applications, which count more and earlier), motives of
2023 (`dem_motive_share_2023_*`), immigration and nationality (`dem_immig*`). What is not published is bridged: see
each function. After the anchor year every stream keeps the level of 2024: no claim about the future, but the ground
on which a measure or a reaction works. Temporary protection (Ukraine) and returning Dutch are in no stream.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import assumptions, participation, published
from krapte.country.axes import (
    AGES,
    ANCHOR_YEAR,
    FIRST_YEAR,
    GROUPS,
    QUALS,
    SEXES,
    STATES,
    STAY_YEARS,
    STEPS,
    STREAMS,
    TECHNIEK,
    WORK_AGES,
    WORK_FROM,
    WORK_TO,
)
from krapte.country.law import ruling
from krapte.country.profiles import triangle

Floats = NDArray[np.float64]
WORKING = slice(WORK_FROM, WORK_TO + 1)
SETTLED_COHORT, EARLIEST_COHORT = 2022, 2012  # the years of arrival between which published stay grew longer
# Definition: where the years since arrival of published stay change (1-2, 3-5, later), half-way.
EARLY_TO, LATE_FROM = 2.5, 4.5


class Years(NamedTuple):
    """What is known year by year, a record per step; as ``krapte.market.stay.Year``."""

    arrivals: Floats  # [step, stream] persons a year
    later: Floats  # [step, 1 + years] years the cohort came before 2022; first those of the year itself
    ruling: Floats  # [step, years] 1 where the 30 % ruling ends
    ahead: Floats  # [step] 1 after the anchor year
    years_ahead: Floats  # [step] years since the anchor year


class Shapes(NamedTuple):
    """What does not change over time; as ``krapte.market.stay.Shapes``."""

    past: Floats  # [years, stream] arrivals that make up those present at the start, by years since arrival
    bands: Floats  # [3, years] part of the year spent in years 1-2, 3-5 and later since arrival
    technical: Floats  # [stream, group] how technical work of labour migrants spreads
    other: Floats  # [stream, group] how their work other than techniek and ICT spreads
    diplomas: Floats  # [stream, state, qual] shares where a stream has diplomas of its own, else 0
    sexes: Floats  # [stream, sex] shares
    children: Floats  # [stream] share below 15
    child_ages: Floats  # [stream, age 0-14, sex] shares, 0 where no children come
    ages: Floats  # [stream, sex, age 15-74, sex] shares, 0 at the other sex
    leaving: Floats  # [age 0-105, sex] relative chance to emigrate, 1 at its highest
    adults: Floats  # [age 15-74] 1 where a diploma counts: the young come without a diploma
    joining: Floats  # [age 15-74] 1 before the years in which people retire: newcomers who may work at once


def knowledge() -> dict[int, float]:
    """Knowledge migrants by year of arrival, motive of CBS: non-EU people who register.

    Read for 2019-2020 and 2022-2024; before, periods of four years spread evenly; 2017-2018 on a straight line; 2021
    from first permits, which are a sixth lower than the motive in the years around it.
    """
    book = figures.load()
    made = {year: book[f"ip_arrivals_km_{year}"].value for year in (2019, 2020, 2022, 2023, 2024)}
    for first, last in ((2005, 2008), (2009, 2012), (2013, 2016)):
        total = book[f"ip_arrivals_km_{first}_{last}"].value
        made |= dict.fromkeys(range(first, last + 1), total / (last - first + 1))
    permits = {year: book[f"gp_cbs_firstpermit_km_{year}"].value for year in range(2019, 2025)}
    known = [year for year in permits if year in made]
    made[2021] = permits[2021] * sum(made[y] for y in known) / sum(permits[y] for y in known)
    return _straight(made)


def eu_labour() -> dict[int, float]:
    """EU and EFTA labour migrants who register, by year of arrival.

    Published to 2018. 2019-2021: their share among immigrants of EU nationality as in 2018. 2023: all labour migrants
    less those from outside the EU, who are as many to a knowledge migrant as in 2018. 2022 in between, 2024 as 2023.
    """
    book = figures.load()
    made = {int(row["year"]): float(row["labour"]) for row in figures.table("eu_motive").rows}
    share = made[2018] / book["dem_immig_nat_eu_efta_2018"].value
    made |= {year: share * book[f"dem_immig_nat_eu_efta_{year}"].value for year in (2019, 2020, 2021)}
    skilled = knowledge()
    outside = book["dem_noneu_labour_2018"].value / skilled[2018] * skilled[2023]
    made[2023] = book["ip_labour_imm_2023"].value - outside
    made[ANCHOR_YEAR] = made[2023]
    return _straight(made)


def other_motives() -> dict[str, dict[int, float]]:
    """Asylum, study and family: the shares of 2023 in immigration less Dutch people and temporary protection.

    A bridge: published by motive is 2023 only. Before 2010 as in 2010.
    """
    book, total = figures.load(), published.panel("immigration")
    dutch = {year: book[f"dem_immig_nat_dutch_{year}"].value for year in (2010, 2015, 2018, 2019, 2020, 2021)}
    dutch = _straight(dutch | {2023: book["dem_immig_dutch_2023"].value})
    dutch[ANCHOR_YEAR] = dutch[2023]
    ukraine = {year: book[f"dem_ukraine_{year}"].value for year in (2022, 2023)}
    ukraine[ANCHOR_YEAR] = ukraine[2023]
    base = {year: total[year] - dutch[year] - ukraine.get(year, 0.0) for year in range(2010, ANCHOR_YEAR + 1)}
    base |= dict.fromkeys(range(FIRST_YEAR - STAY_YEARS, 2010), base[2010])
    share = {m: book[f"dem_motive_share_2023_{m}"].value * total[2023] / base[2023] for m in STREAMS[3:]}
    return {motive: {year: part * base[year] for year in base} for motive, part in share.items()}


def _straight(known: dict[int, float]) -> dict[int, float]:
    """Every year between the first and the last known, on straight lines."""
    years = range(min(known), max(known) + 1)
    values = np.interp(list(years), sorted(known), [known[year] for year in sorted(known)])
    return dict(zip(years, values.tolist(), strict=True))


def arrivals(years: range | tuple[int, ...]) -> Floats:
    """Arrivals ``[year, stream]``, persons: as published or bridged to 2024, then that level; none by the scheme."""
    by_stream = {"eu_labour": eu_labour(), "knowledge": knowledge(), "card": {}, **other_motives()}
    return np.array(
        [[by_stream[s].get(min(year, ANCHOR_YEAR), 0.0) for s in STREAMS] for year in years], dtype=np.float64
    )


def years() -> Years:
    """One record per step."""
    steps, since = np.array(STEPS), np.arange(-1, STAY_YEARS)
    cohort = steps[:, None] - 1 - since[None, :]
    longest = SETTLED_COHORT - EARLIEST_COHORT
    return Years(
        arrivals=arrivals(STEPS),
        later=np.clip(SETTLED_COHORT - cohort, 0, longest).astype(float),
        ruling=ruling_ends(),
        ahead=(steps > ANCHOR_YEAR).astype(float),
        years_ahead=np.maximum(steps - ANCHOR_YEAR, 0).astype(float),
    )


def ruling_ends() -> Floats:
    """Where the 30 % ruling ends ``[step, years]``, by years since arrival on 1 January: the law's own dates."""
    made = np.zeros((len(STEPS), STAY_YEARS))
    for place, step in enumerate(STEPS):
        for since in range(STAY_YEARS):
            made[place, since] = ruling.years_since_arrival(step - 1 - since) == since
    return made


def leaving() -> Floats:
    """Relative chance to emigrate by age: emigrants over residents of 2017 by class, the highest class 1.

    Above 74 nobody leaves with a stream. Same for both sexes: no table by sex was found.
    """
    book, people = figures.load(), published.population()[2017 - FIRST_YEAR].sum(axis=1)
    made = np.zeros(len(AGES))
    for name, first, last in (
        ("0_9", 0, 9),
        ("10_19", 10, 19),
        ("20_29", 20, 29),
        ("30_39", 30, 39),
        ("40p", 40, 74),
    ):
        made[first : last + 1] = book[f"dem_grossmig_{name}_2017_emi"].value / people[first : last + 1].sum()
    return np.repeat((made / made.max())[:, None], len(SEXES), axis=1)


def diplomas() -> Floats:
    """Diplomas of a stream by state ``[stream, state, qual]``: shares, or all 0 where it is as schooled as residents.

    Knowledge migrants have a high diploma in the field they work in (pay thresholds), card holders a technical mbo
    diploma (``card`` asks for the trade), EU craftsmen a technical one or none, students finished school.
    """
    made = np.zeros((len(STREAMS), len(STATES), len(QUALS)))
    qual, state, stream = QUALS.index, STATES.index, STREAMS.index
    field = {"ict": "high_ict", "care": "high_care", "education": "high_care"}
    field |= dict.fromkeys(TECHNIEK, "high_tech")
    for name in STATES:
        made[stream("knowledge"), state(name), qual(field.get(name, "high_other"))] = 1
        made[stream("card"), state(name), qual("mid_tech")] = 1
        made[stream("study"), state(name), qual("mid_other")] = 1
    for name, part in assumptions.table("streams.skilled").items():
        made[stream("eu_labour"), state(name), qual("mid_tech")] = part
        made[stream("eu_labour"), state(name), qual("low")] = 1 - part
    made[stream("eu_labour"), state("technical_high"), qual("high_tech")] = 1
    made[stream("eu_labour"), state("ict"), qual("high_ict")] = 1
    return made


def _by_group(shares: dict[str, dict[str, float]]) -> Floats:
    """Shares of groups of the streams that have any ``[stream, group]``, 0 for the others."""
    return np.array([[shares.get(stream, {}).get(group, 0.0) for group in GROUPS] for stream in STREAMS])


def shapes() -> Shapes:
    """All shapes."""
    men, young = assumptions.table("streams.men"), assumptions.table("streams.children")
    sexes = np.array([[men[s], 1 - men[s]] for s in STREAMS])
    children = np.array([young.get(s, 0.0) for s in STREAMS])
    working_ages, by_stream = np.array(WORK_AGES), assumptions.nested("streams.ages")
    ages = np.stack([triangle(by_stream[s]) for s in STREAMS])
    own_sex = np.eye(len(SEXES))
    # A year from half a year before to half a year after a whole number of years since arrival, on average.
    since = np.arange(STAY_YEARS) + 1
    early, late = np.clip(EARLY_TO - since, 0, 1), np.clip(since - LATE_FROM, 0, 1)
    past = arrivals(range(FIRST_YEAR - 1, FIRST_YEAR - STAY_YEARS, -1))
    return Shapes(
        past=np.concatenate([past, np.zeros_like(past[:1])]),
        bands=np.stack([early, 1 - early - late, late]),
        technical=_by_group(assumptions.nested("streams.technical")),
        other=_by_group(assumptions.nested("streams.other")),
        diplomas=diplomas(),
        sexes=sexes,
        children=children,
        child_ages=np.where(children > 0, 1.0, 0.0)[:, None, None]
        * np.full((WORK_FROM, len(SEXES)), 1 / (WORK_FROM * len(SEXES))),
        ages=ages[:, None, :, None] * own_sex[None, :, None, :],
        leaving=leaving(),
        adults=(working_ages >= assumptions.value("streams.adult")).astype(float),
        joining=(working_ages < participation.PENSION_YEARS_FROM - 1).astype(float),
    )
