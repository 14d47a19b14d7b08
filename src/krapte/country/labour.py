"""Labour: employed and unemployed by single age and sex in the two base years, exact in the published totals.

2013: labour force rates of 2012 (OECD, five-year classes) scaled to employed plus unemployed, both spread alike.
As known in an earlier year (``figures.known``) the last stocks have the rates of 2012 too: no later table by age.
2024: employed rates of 2023-24 (CBS) scaled to employed; the unemployed are spread like them. Figures: tables
``lf_rate_2012``, ``employed_2023``, ``older_workers``, ``panel`` (emp_total, unemployed). Grade C by single age.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte.country import assumptions, participation, published
from krapte.country.axes import FIRST_YEAR
from krapte.country.fitting import scale_to
from krapte.figures import known

Floats = NDArray[np.float64]


def totals(year: int) -> tuple[float, float]:
    """Employed and unemployed of a year, persons, as published."""
    return published.panel("emp_total")[year], published.panel("unemployed")[year]


def people(year: int) -> Floats:
    """Residents on 1 January by age and sex ``[106, 2]``, persons, as published."""
    return np.asarray(published.population()[year - FIRST_YEAR])


@known.cached
def employed_and_unemployed(year: int) -> tuple[Floats, Floats]:
    """Employed and unemployed of 2013 or the last year by age and sex ``[106, 2]`` each, persons; read only."""
    residents = people(year)
    employed, unemployed = totals(year)
    highest = assumptions.table("labour.highest")
    if year == FIRST_YEAR or known.year():
        rates = participation.rates_2012(apart=known.year() is not None) * residents
        labour = scale_to(employed + unemployed, rates, residents * highest["labour_force_2012"])
        working = labour * employed / (employed + unemployed)
    else:
        rates = participation.employed_rates_2023() * residents
        working = scale_to(employed, rates, residents * highest["employed"])
        labour = scale_to(employed + unemployed, working, residents * highest["labour_force"])
    idle = labour - working
    made = np.asarray(working * employed / working.sum()), np.asarray(idle * unemployed / idle.sum())
    for cells in made:
        cells.setflags(write=False)
    return made
