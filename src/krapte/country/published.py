"""Published tables as arrays on the model's axes. Nothing is estimated here."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country.axes import AGES, ANCHOR_YEAR, FIRST_YEAR, LAST_YEAR, SEXES
from krapte.figures import known

Floats = NDArray[np.float64]


def last_year() -> int:
    """The year of the latest stocks: the anchor, or the year whose knowledge holds (``figures.known``)."""
    return known.year() or ANCHOR_YEAR


def _by_age_and_sex(name: str, first: int, last: int) -> Floats:
    """A table with a row per age and sex and a column per year, as ``[year, age, sex]``."""
    table = figures.table(name)
    rows = {(int(row["age"]), row["sex"]): row for row in table.rows}
    years = [str(year) for year in range(first, last + 1)]
    return np.array([[[float(rows[age, sex][year]) for sex in SEXES] for age in AGES] for year in years])


@known.cached
def population() -> Floats:
    """Residents on 1 January 2013-2025 ``[year, age, sex]``, persons (CBS 7461bev)."""
    return _by_age_and_sex("population", FIRST_YEAR, ANCHOR_YEAR + 1)


@known.cached
def deaths() -> Floats:
    """Deaths by age at death 2013-2024 ``[year, age, sex]``, persons (CBS)."""
    return _by_age_and_sex("deaths", FIRST_YEAR, ANCHOR_YEAR)


@known.cached
def mortality_forecast() -> Floats:
    """Chance to die within a year 2024-2050 ``[year, age, sex]`` (AG2024)."""
    return _by_age_and_sex("qx_ag2024", ANCHOR_YEAR, LAST_YEAR)


@known.cached
def fertility_shape() -> Floats:
    """Births per woman by age 2013-2030 ``[year, age]`` (UN WPP 2022; its level is not used)."""
    table = figures.table("fertility_shape")
    years = [str(year) for year in range(FIRST_YEAR, 2031)]
    made = np.zeros((len(years), len(AGES)))
    for row in table.rows:
        made[:, int(row["age"])] = [float(row[year]) for year in years]
    return made


def pension_age() -> dict[int, float]:
    """State-pension age by year: law to 2031, then the law's formula with AG2024."""
    return {int(row["year"]): float(row["aow_age_central"]) for row in figures.table("aow_age").rows}


@known.cached
def _panel() -> dict[str, dict[int, float]]:
    made: dict[str, dict[int, float]] = {}
    for row in figures.table("panel").rows:
        made.setdefault(row["series"], {})[int(row["year"])] = float(row["value"])
    return made


def panel(series: str) -> dict[int, float]:
    """One yearly series of the panel of observables, by year."""
    return _panel()[series]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a small table, as they are."""
    return figures.table(name).rows
