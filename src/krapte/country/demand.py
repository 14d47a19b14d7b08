"""Paths of demand: published growth of output and productivity, the labour of the work packages, and who does it.

Growth of output and of productivity is that of the whole economy (panel gdp_growth, lp_growth_total). Of the sectors
only construction has a yearly path of its own, 2014-2018 (pd.constr.output.growth.*, EIB); the single figure of 2024
stands alone and may be a forecast of that year, so it is not used. A step from t to t + 1 has the value of t + 1.

Work packages: planned labour of pd.wp.* (C), straight between the estimated years, level after the last. In which
sectors and groups it works is a judgement (C; ``assumptions``).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import assumptions, occupations, published, sectors
from krapte.country.axes import ANCHOR_YEAR, GROUPS, SECTORS, STEPS

Floats = NDArray[np.float64]
PACKAGES = ("homes", "grid", "heat", "infra", "defence", "chips", "mobility")
ESTIMATES = {
    "homes": "homes",
    "grid": "grid_onshore",
    "heat": "heat_insulation",
    "infra": "infra_renewal",
    "defence": "defence_industry",
    "chips": "chips",
    "mobility": "mobility_ev",
}
POINTS = (ANCHOR_YEAR, 2030, 2040)  # years for which the labour of a work package is estimated
BUILDING_YEARS = range(2014, 2019)  # years with published growth of construction output, without a gap


class Paths(NamedTuple):
    """As ``krapte.market.demand_records.DemandNow``, with the steps as first axis."""

    future: Floats
    anchor: Floats
    years_after: Floats
    grows: Floats
    output_growth: Floats
    realised: Floats
    productivity_cycle: Floats
    sector_growth: Floats
    sector_known: Floats
    tasks: Floats
    tasks_base: Floats


class Fixed(NamedTuple):
    """As ``krapte.market.demand_records.DemandCountry``, without the hours per worker, which are a parameter."""

    structure: Floats
    survey_steps: Floats
    firm_sizes: Floats
    adopted: Floats
    task_sectors: Floats
    task_technical: Floats
    task_others: Floats


def output_growth() -> Floats:
    """Published growth of output into each year (a step from t to t + 1 has the growth of t + 1), 0 after 2024."""
    growth = published.panel("gdp_growth")
    return np.array([growth[year + 1] / 100 if year + 1 <= ANCHOR_YEAR else 0.0 for year in STEPS])


def productivity_cycle() -> Floats:
    """Published growth of productivity less its mean over the free run, by step; 0 where it is not known."""
    growth = published.panel("lp_growth_total")
    known = [growth[year + 1] / 100 for year in STEPS if year + 1 in growth]
    made = np.zeros(len(STEPS))
    made[: len(known)] = np.array(known) - np.mean(known)
    return made


def sector_growth() -> tuple[Floats, Floats]:
    """Published growth of a sector's own output by step ``[step, sector]``, and 1 where it is known."""
    book = figures.load()
    growth, known = np.zeros((len(STEPS), len(SECTORS))), np.zeros((len(STEPS), len(SECTORS)))
    column = SECTORS.index("construction")
    for year in BUILDING_YEARS:
        growth[STEPS.index(year - 1), column] = book[f"pd.constr.output.growth.{year}"].value
        known[STEPS.index(year - 1), column] = 1
    return growth, known


def packages() -> tuple[Floats, Floats]:
    """Planned labour of the work packages less that of the anchor year, fte ``[step, package]``; its base.

    Straight between the estimated years, level after the last (`pd.wp.*`).
    """
    book = figures.load()
    years = np.array(STEPS) + 1
    points = np.array([[book[f"pd.wp.{ESTIMATES[k]}.{year}"].value for year in POINTS] for k in PACKAGES])
    planned = np.stack([np.interp(years, POINTS, values - values[0]) for values in points], axis=1)
    planned[years < ANCHOR_YEAR] = 0
    return planned, points[:, 0]


def who_does_it() -> tuple[Floats, Floats, Floats]:
    """Shares of a package's labour by sector ``[7, 10]``, of its technicians and its others by group ``[7, 9]``."""
    places, trades = assumptions.nested("demand.sectors"), assumptions.nested("demand.trades")
    by_sector = np.array([[places[k].get(sector, 0.0) for sector in SECTORS] for k in PACKAGES])
    technical = np.array([[trades[k].get(group, 0.0) for group in GROUPS] for k in PACKAGES])
    others, ict = np.zeros((len(PACKAGES), len(GROUPS))), assumptions.table("demand.others_ict")
    others[:, GROUPS.index("ict")] = [ict[k] for k in PACKAGES]
    others[:, GROUPS.index("rest")] = 1 - others[:, GROUPS.index("ict")]
    return by_sector, technical, others


def paths(anchored: bool = True) -> Paths:
    """One record per step; a free run (``anchored`` false) is never set to published jobs."""
    steps = np.array(STEPS)
    planned, base = packages()
    growth, known = sector_growth()
    return Paths(
        future=(steps >= ANCHOR_YEAR).astype(float),
        anchor=(steps == ANCHOR_YEAR - 1).astype(float) * anchored,
        years_after=np.maximum(steps + 1 - ANCHOR_YEAR, 0).astype(float),
        grows=np.ones(len(steps)),
        output_growth=output_growth(),
        realised=(steps < ANCHOR_YEAR).astype(float),
        productivity_cycle=productivity_cycle(),
        sector_growth=growth,
        sector_known=known,
        tasks=planned,
        tasks_base=np.tile(base, (len(steps), 1)),
    )


def fixed(groups: Floats) -> Fixed:
    """What does not change over time; ``groups`` is employed of the base year by group, persons."""
    by_sector, technical, others = who_does_it()
    return Fixed(
        structure=sectors.structure(groups),
        survey_steps=occupations.survey_steps(),
        firm_sizes=sectors.firm_sizes(),
        adopted=sectors.adopted(),
        task_sectors=by_sector,
        task_technical=technical,
        task_others=others,
    )
