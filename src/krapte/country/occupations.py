"""Occupations: technicians as the survey counts them, the break of 2021, and the bridge to the Dutch classification.

Yearly numbers exist by ISCO group (21, 31, 71, 72, 74, 75, 81, 82); the model's techniek is class 07 of the Dutch
BRC 2014, known for the fourth quarter of 2024. The bridge is one factor: the share of class 07 in all employed of
that quarter, times the mean of the year, over the ISCO sum of that year. The survey changed in 2021: what part of
the step between 2020 and 2021 is no growth is a parameter (``published.survey_shift``), never smoothed away.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import published
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR

Floats = NDArray[np.float64]
BREAK_YEAR = 2021


def technicians() -> Floats:
    """ISCO technical employment of each year from 2013 to the anchor, persons, as published (break included)."""
    series = published.panel("emp_tech8")
    return np.array([series[year] for year in range(FIRST_YEAR, ANCHOR_YEAR + 1)])


def bridge() -> float:
    """Technicians by BRC class 07 per technician by ISCO group, in the anchor year."""
    book = figures.load()
    quarter = book["lm_emp_brc07_2024q4"].value / book["lm_emp_total_2024q4"].value
    return float(quarter * published.panel("emp_total")[ANCHOR_YEAR] / technicians()[-1])
