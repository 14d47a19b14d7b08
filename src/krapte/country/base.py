"""Base stocks: every resident of 15-74 in one cell of state, qualification, age and sex, where margins are published.

Two moments: 2013, where the free run starts, and 2024, on which answers are anchored. The cells begin as the skills
survey of 2012 has them (``seeds``) and are fitted to newer margins (``margins``) by iterative proportional fitting::

    work[state, qual, age, sex] = seed x factor of each margin, until all sums hold

Employed by group and employed, unemployed and outside by age and sex hold exactly, the other margins to
``TOLERANCE``. Totals are published or bridged, the detail is grade C.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.country import first_jobs as jobs
from krapte.country import labour, margins, occupations, published, seeds
from krapte.country.axes import (
    AGES,
    FIRST_YEAR,
    GROUPS,
    SEXES,
    STATES,
    TECHNIEK,
    WORK_FROM,
    WORK_TO,
)
from krapte.country.fitting import deviations, rake, scale_to
from krapte.country.survey import FINE
from krapte.figures import known

Floats = NDArray[np.float64]
TOLERANCE = 1e-3  # numerical setting: relative, of the largest cell of a margin that does not hold exactly
ROUNDS, LAST_ROUNDS = 150, 50  # numerical settings of the fitting

__all__ = [
    "Margins",
    "anchor",
    "first_jobs",
    "labour_force_rates",
    "margin_deviations",
    "scale_to",
    "start",
    "technician_share",
]


class Margins(NamedTuple):
    """Stocks of one year, persons; work and vacancies are means of the year, residents those of 1 January."""

    people: Floats  # residents [106, 2]
    work: Floats  # [11 states, 8 qualifications, 60 ages from 15, 2]
    vacancies: float
    previous: Floats  # employed by group [9] in the year before

    def _ages(self, states: slice) -> Floats:
        made = np.zeros_like(self.people)
        made[WORK_FROM : WORK_TO + 1] = self.work[states].sum(axis=(0, 1))
        return made

    @property
    def employed(self) -> Floats:
        """Employed by age and sex ``[106, 2]``."""
        return self._ages(slice(0, len(GROUPS)))

    @property
    def techniek(self) -> Floats:
        """Technicians by age and sex ``[106, 2]``."""
        return self._ages(slice(0, len(TECHNIEK)))

    @property
    def unemployed(self) -> Floats:
        """Unemployed by age and sex ``[106, 2]``."""
        at = STATES.index("unemployed")
        return self._ages(slice(at, at + 1))


@known.cached
def _work(year: int) -> Floats:
    """The fitted cells of a year; read only, since they are kept."""
    known = margins.every(year)
    cells = seeds.work(year, margins.women(year)[: len(TECHNIEK)])
    made = rake(cells, known, ROUNDS)
    made = rake(made, margins.totals(year), LAST_ROUNDS)  # what must be exact, once more and alone
    made.setflags(write=False)
    return made


def start() -> Margins:
    """Stocks of 2013. No group is known for the year before: it stands in for itself."""
    vacancies = published.panel("vac_open_total")[FIRST_YEAR]
    return Margins(labour.people(FIRST_YEAR), _work(FIRST_YEAR), vacancies, occupations.by_group()[0])


def anchor() -> Margins:
    """Stocks of 2024, or of the last year that is known."""
    last = published.last_year()
    vacancies = published.panel("vac_open_total")[last]
    return Margins(labour.people(last), _work(last), vacancies, occupations.year_before_anchor())


def margin_deviations(year: int) -> dict[str, float]:
    """The largest relative deviation of the stock of 2013 or 2024 from each of its margins."""
    return deviations(_work(year), margins.every(year))


def labour_force_rates(made: Margins) -> Floats:
    """Labour force over residents by age and sex ``[106, 2]``, 0 outside 15-74."""
    total = made.employed + made.unemployed
    return np.divide(total, made.people, out=np.zeros_like(total), where=made.people > 0)


def first_jobs() -> Floats:
    """Where graduates at work start ``[8 programmes, 4 fields, 9 groups]``, rows sum to one."""
    return jobs.spread(_work(published.last_year()))


def technician_share() -> Floats:
    """Technicians over employed by age and sex ``[106, 2]`` in the skills survey of 2011-12, ten-year classes from 25.

    Between the middles of the classes it runs straight; before the first and after the last it stays level.
    """
    rows = published.rows("techniek_age_2012")
    made = np.zeros((len(AGES), len(SEXES)))
    for column, sex in enumerate(SEXES):
        shares = []
        for first, last in FINE:
            cells = [r for r in rows if r["sex"] == sex and first <= int(r["age5"].split("-")[0]) <= last]
            technical = sum(float(r["persons"]) for r in cells if r["grp"] == "techniek")
            shares.append(technical / sum(float(r["persons"]) for r in cells))
        made[:, column] = np.interp(AGES, [(a + b) / 2 for a, b in FINE], shares)
    return made
