"""Paths of demand: published growth in the year it led to, and work packages straight between their points."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import demand, parameters, published
from krapte.country.axes import SECTORS, STEPS, TECHNIEK, THINGS


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


@pytest.mark.parametrize(("column", "name"), list(enumerate(demand.PACKAGES)))
def test_packages_are_the_estimates_at_their_years(column, name):
    book = figures.load()
    planned, base = demand.packages()
    values = {year: book[f"pd.wp.{demand.ESTIMATES[name]}.{year}"].value for year in demand.POINTS}
    assert base[column] == values[2024]
    assert planned[at(2024), column] == 0
    for year in (2030, 2040):
        assert planned[at(year), column] == pytest.approx(values[year] - values[2024])


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
    rising = np.array([name != "mobility" for name in demand.PACKAGES])
    assert np.all(planned[at(2025)][rising] > 0)
    assert planned[at(2025)][~rising] < 0


def test_every_work_package_is_counted_once():
    assert list(demand.ESTIMATES) == list(demand.PACKAGES)
    assert len(set(demand.ESTIMATES.values())) == len(demand.PACKAGES)
    book = figures.load()
    for name in demand.ESTIMATES.values():
        assert {book[f"pd.wp.{name}.{year}"].unit for year in demand.POINTS} == {"fte"}


def test_all_labour_of_a_package_is_done_by_someone_somewhere():
    by_sector, technical, others = demand.who_does_it()
    for made in (by_sector, technical, others):
        assert np.allclose(made.sum(1), 1)
        assert np.all(made >= 0)
    techniek = len(TECHNIEK)
    assert np.all(technical[:, techniek:] == 0)
    assert np.all(others[:, :techniek] == 0)


def test_construction_has_its_own_growth_where_a_yearly_path_is_published():
    growth, known = demand.sector_growth()
    column = SECTORS.index("construction")
    assert growth[at(2016), column] == pytest.approx(0.07)
    assert np.flatnonzero(known[:, column]).tolist() == [at(year) for year in range(2014, 2019)]
    assert known.sum() == 5
    assert np.all(growth[known == 0] == 0)


@pytest.mark.parametrize(
    ("thing", "published", "within"),
    [("homes", "pd.homes.new.2024", 0.03), ("heat_pumps", "pd.heatpump.added.2024", 1e-9)],
)
def test_the_labour_of_a_package_over_that_of_one_thing_is_the_number_of_2024(thing, published, within):
    _, base = demand.packages()
    one = parameters.find(f"readings.fte_per_thing[{thing}]")[0]
    made = base[demand.PACKAGES.index(THINGS[thing])] / one.central
    assert made == pytest.approx(figures.load()[published].value, rel=within)
    assert one.low < one.central < one.high


def test_paths_have_one_record_per_step_and_free_runs_no_anchor():
    made, free = demand.paths(), demand.paths(anchored=False)
    assert {len(leaf) for leaf in made} == {len(STEPS)}
    assert made.anchor.sum() == 1
    assert made.anchor[at(2024)] == 1
    assert free.anchor.sum() == 0
    assert made.years_after[at(2024)] == 0
    assert made.years_after[at(2030)] == 6
    assert made.future.sum() == len(STEPS) - 11


def test_what_is_fixed_has_the_given_totals_by_group():
    totals = np.array([670.0, 250, 170, 94, 180, 550, 1160, 480, 6200]) * 1000
    made = demand.fixed(totals)
    assert np.allclose(made.structure.sum(0), totals)
    assert made.firm_sizes.shape == made.adopted.shape == (6, 3)
    assert made.task_sectors.shape == (7, 10)
