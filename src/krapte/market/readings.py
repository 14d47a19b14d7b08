"""Readings: what the outcomes of the market mean on the rulers people use. Never mixed, never fed back.

    shortage   = (open vacancies - vacancies filled x usual duration) x full-time jobs per worker, not below zero
    tightness  = vacancies per unemployed person x ratio of the UWV scale, censored at 16 as published

Plain arithmetic on outcomes, after the run: the choice of a ruler changes no outcome by a bit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte.country.axes import DAYS_IN_YEAR, UWV_CENSORED

Floats = NDArray[np.float64]


def shortage(vacancies: Floats, filled: Floats, frictional_days: Floats, fte_per_person: Floats) -> Floats:
    """Vacancies beyond those of a usual duration, full-time jobs."""
    return np.maximum(vacancies - filled * frictional_days / DAYS_IN_YEAR, 0) * fte_per_person


def tightness(vacancies: Floats, unemployed: Floats, uwv_ratio: Floats) -> Floats:
    """Vacancies per short-term benefit recipient on the UWV scale, at most 16."""
    return np.minimum(vacancies / unemployed * uwv_ratio, UWV_CENSORED)
