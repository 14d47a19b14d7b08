"""Paths of demand: published growth in the year it led to, and work packages straight between their points."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import demand, published
from krapte.country.axes import STEPS


def at(year: int) -> int:
    """The step whose value is that of ``year``: it leads there."""
    return STEPS.index(year - 1)


def test_growth_of_output_stands_in_the_step_that_leads_to_its_year():
    made, growth = demand.output_growth(), published.panel("gdp_growth")
    for year in range(2014, 2025):
        assert made[at(year)] == pytest.approx(growth[year] / 100, abs=1e-15)
    assert made[at(2020)] < -0.03  # the pandemic is left as it was published
    assert np.all(made[at(2025) :] == 0)


def test_cycle_of_productivity_is_the_published_growth_less_its_mean():
    made, growth = demand.productivity_cycle(), published.panel("lp_growth_total")
    known = [year for year in range(2014, 2025) if year in growth]
    assert known == list(range(2014, 2024))
    assert made.sum() == pytest.approx(0, abs=1e-15)
    for year in known[1:]:
        assert made[at(year)] - made[at(year - 1)] == pytest.approx(
            (growth[year] - growth[year - 1]) / 100, abs=1e-12
        )
    assert np.all(made[at(2024) :] == 0)


@pytest.mark.parametrize(("column", "names"), [(0, demand.HOMES), (1, demand.OTHER)])
def test_packages_are_the_estimates_at_their_years(column, names):
    book = figures.load()
    planned, base = demand.packages()
    first = sum(book[f"pd.wp.{name}.2024"].value for name in names)
    assert base[column] == first
    assert planned[at(2024), column] == 0
    for year in (2030, 2040):
        of_year = sum(book[f"pd.wp.{name}.{year}"].value for name in names)
        assert planned[at(year), column] == pytest.approx(of_year - first)


def test_packages_run_straight_between_the_points_and_level_after_the_last():
    planned, _ = demand.packages()
    between = planned[at(2024) : at(2030) + 1]
    assert np.allclose(np.diff(between, 2, axis=0), 0, atol=1e-9)
    middle = (planned[at(2030)] + planned[at(2040)]) / 2
    assert np.allclose(planned[at(2035)], middle)
    assert np.all(planned[at(2040) :] == planned[at(2040)])


def test_packages_add_nothing_before_the_anchor():
    planned, _ = demand.packages()
    assert np.all(planned[: at(2024)] == 0)
    assert np.all(planned[at(2025)] > 0)


def test_every_work_package_of_technical_work_is_counted_once():
    assert len({*demand.HOMES, *demand.OTHER}) == len(demand.HOMES) + len(demand.OTHER)
    book = figures.load()
    for name in (*demand.HOMES, *demand.OTHER):
        assert {book[f"pd.wp.{name}.{year}"].unit for year in demand.POINTS} == {"fte"}
