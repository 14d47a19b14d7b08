"""Paths of demand: published growth of output and productivity, and the planned labour of the work packages."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import published
from krapte.country.axes import ANCHOR_YEAR, STEPS

Floats = NDArray[np.float64]
HOMES = ("homes",)
OTHER = ("grid_onshore", "heat_insulation", "infra_renewal", "defence_industry", "chips", "mobility_ev")
POINTS = (ANCHOR_YEAR, 2030, 2040)  # years for which the labour of a work package is estimated


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


def packages() -> tuple[Floats, Floats]:
    """Planned labour of the work packages less that of the anchor year, fte ``[step, homes and other]``; its base.

    Straight between the estimated years, level after the last (`pd.wp.*`). A step from t to t + 1 has the value of
    t + 1.
    """
    book = figures.load()
    years = np.array(STEPS) + 1
    planned, base = np.zeros((len(STEPS), 2)), np.zeros(2)
    for column, names in enumerate((HOMES, OTHER)):
        for name in names:
            values = [book[f"pd.wp.{name}.{year}"].value for year in POINTS]
            planned[:, column] += np.interp(years, POINTS, values) - values[0]
            base[column] += values[0]
    planned[years < ANCHOR_YEAR] = 0
    return planned, base
