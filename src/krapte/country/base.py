"""Base stocks: residents shared out over work by age and sex, where only margins are published.

Two moments: 2013, where the free run starts, and 2024, on which answers are anchored. Employed follow published
rates by age and sex, scaled to the published total; the unemployed are spread like the labour force; technicians
follow the age and sex profile of the 2012 skills survey, fitted to later margins (iterative proportional fitting).
All of it is grade C in its detail by age, and exact in its totals.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import participation, published
from krapte.country.axes import AGES, ANCHOR_YEAR, FIRST_YEAR, SEXES, WORK_FROM, WORK_TO
from krapte.country.occupations import BREAK_YEAR, bridge, technicians

Floats = NDArray[np.float64]
MARGIN_AGES = ("15-24", "25-34", "35-44", "45-54", "55-64", "65-74")
SURVEY_AGES = ((16, 19), (20, 24), (25, 34), (35, 44), (45, 54), (55, 65))


class Margins(NamedTuple):
    """Published stocks of one year; by age and sex ``[106, 2]``, totals in persons."""

    people: Floats
    employed: Floats
    techniek: Floats
    unemployed: Floats
    vacancies: float
    previous: Floats  # employed by group in the year before


def technician_share() -> Floats:
    """Technicians over employed by age and sex in the skills survey of 2011-12, ten-year classes from 25 on.

    Between the middles of the classes it runs straight; before the first and after the last it stays level.
    """
    rows = published.rows("techniek_age_2012")
    made = np.zeros((len(AGES), len(SEXES)))
    for column, sex in enumerate(SEXES):
        shares = []
        for first, last in SURVEY_AGES:
            cells = [r for r in rows if r["sex"] == sex and first <= int(r["age5"].split("-")[0]) <= last]
            technical = sum(float(r["persons"]) for r in cells if r["grp"] == "techniek")
            shares.append(technical / sum(float(r["persons"]) for r in cells))
        made[:, column] = np.interp(AGES, [(a + b) / 2 for a, b in SURVEY_AGES], shares)
    return made


def scale_to(total: float, cells: Floats, limit: Floats) -> Floats:
    """Cells scaled to a total without passing ``limit`` anywhere; what would pass is spread over the others."""
    made: Floats = cells * total / cells.sum()
    for _ in range(20):
        made = np.minimum(made, limit)
        room = limit - made
        short = total - made.sum()
        if short <= 1e-9 * total:
            break
        made = np.asarray(made + room * cells / np.sum(room * cells) * short)
    return made


def fit_ages(cells: Floats, shares: list[float], total: float) -> Floats:
    """Cells whose ten-year age classes hold the given shares of ``total``; shape within a class is kept."""
    made = cells.copy()
    norm = sum(shares)
    for name, share in zip(MARGIN_AGES, shares, strict=True):
        first, last = (int(part) for part in name.split("-"))
        made[first : last + 1] *= share / norm * total / made[first : last + 1].sum()
    return made


def start() -> Margins:
    """Stocks of 2013: OECD rates of 2012 scaled to the published employed and unemployed."""
    people = published.population()[0]
    employed, unemployed = _totals(FIRST_YEAR)
    labour = scale_to(employed + unemployed, participation.rates_2012() * people, people * 0.98)
    working = labour * employed / (employed + unemployed)
    techniek = scale_to(technicians()[0] * bridge(), technician_share() * working, working)
    vacancies = published.panel("vac_open_total")[FIRST_YEAR]
    return Margins(
        people, working, techniek, labour - working, vacancies, np.array([techniek.sum(), working.sum()])
    )


def anchor() -> Margins:
    """Stocks of 2024: rates of 2023-24 scaled to the published totals; technicians by the age margin of 2023."""
    people = published.population()[ANCHOR_YEAR - FIRST_YEAR]
    employed, unemployed = _totals(ANCHOR_YEAR)
    working = scale_to(employed, participation.employed_rates_2023() * people, people * 0.98)
    labour = scale_to(employed + unemployed, working, people * 0.99)
    book = figures.load()
    shares = [book[f"gp_age_brc07_2023_{ages}"].value for ages in MARGIN_AGES]
    total = technicians()[-1] * bridge()
    techniek = np.minimum(fit_ages(technician_share() * working, shares, total), working)
    before = published.panel("emp_total")[ANCHOR_YEAR - 1]
    # One year of the technical series is noisy: its mean growth, without the step of the survey, stands in for it.
    steps = np.diff(np.log(technicians()))
    growth = np.mean(np.delete(steps, BREAK_YEAR - FIRST_YEAR - 1))
    technical_before = techniek.sum() * np.exp(-growth)
    previous = np.array([technical_before, before - technical_before])
    vacancies = published.panel("vac_open_total")[ANCHOR_YEAR]
    return Margins(people, working, techniek, labour - working, vacancies, previous)


def labour_force_rates(made: Margins) -> Floats:
    """Labour force over residents by age and sex."""
    total = made.employed + made.unemployed
    rate = np.divide(total, made.people, out=np.zeros_like(total), where=made.people > 0)
    rate[:WORK_FROM] = rate[WORK_TO + 1 :] = 0
    return rate


def _totals(year: int) -> tuple[float, float]:
    return published.panel("emp_total")[year], published.panel("unemployed")[year]
