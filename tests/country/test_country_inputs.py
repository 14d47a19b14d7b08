"""What a run needs of the country: one record per step, the past as published, scenarios only in the future."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import inputs, published, scenarios
from krapte.country.axes import STEPS
from krapte.country.occupations import bridge, technicians
from krapte.figures.errors import InputError
from krapte.market.records import Base, History, Now, Profiles

KNOWN = slice(0, STEPS.index(2024) + 1)


@pytest.fixture(scope="module")
def country() -> inputs.Country:
    return inputs.load(scenarios.load("moderate"))


def test_records_are_those_of_the_market():
    assert inputs.Path._fields == Now._fields
    assert inputs.Totals._fields == History._fields
    assert inputs.base.Margins._fields == Base._fields
    assert inputs.profiles.Shapes._fields == Profiles._fields


def test_every_path_has_one_record_per_step_and_no_gap(country):
    for name, leaf in country.path._asdict().items():
        assert leaf.shape[0] == len(STEPS), name
        assert np.isfinite(leaf).all(), name


def test_chances_are_chances(country):
    path = country.path
    for leaf in (path.mortality, path.newborn_mortality, path.fertility_weight, path.future, path.anchor):
        assert leaf.min() >= 0
        assert leaf.max() <= 1


def test_history_is_the_published_series_of_the_free_run():
    made = inputs.history()
    for field, series in (
        ("employed", "emp_total"),
        ("unemployed", "unemployed"),
        ("vacancies", "vac_open_total"),
        ("filled", "vac_filled_total"),
    ):
        of_year = published.panel(series)
        assert getattr(made, field).tolist() == [of_year[year] for year in range(2013, 2024)], field


def test_history_never_joins_both_sides_of_the_survey_break():
    made = inputs.history()
    assert np.allclose(made.techniek_old + made.techniek_new, technicians()[:-1] * bridge())
    assert np.all((made.techniek_old > 0) == (np.arange(2013, 2024) < 2021))
    assert np.all((made.techniek_new > 0) == (np.arange(2013, 2024) >= 2021))
    assert made.use.tolist() == [0, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1]


def test_the_anchor_is_one_step_and_a_free_run_has_none(country):
    assert country.path.anchor.sum() == 1
    assert country.path.anchor[STEPS.index(2023)] == 1
    free = inputs.path(scenarios.load("moderate"), anchored=False)
    assert free.anchor.sum() == free.anchored.sum() == 0
    assert country.path.anchored.tolist() == [float(year >= 2023) for year in STEPS]
    others = (name for name in inputs.Path._fields if name not in ("anchor", "anchored"))
    assert all(np.array_equal(getattr(free, name), getattr(country.path, name)) for name in others)


def test_years_after_the_anchor_count_from_it(country):
    assert country.path.years_after[STEPS.index(2023)] == 0
    assert country.path.years_after[STEPS.index(2024)] == 1
    assert country.path.years_after[-1] == 26
    assert country.path.future.tolist() == [float(year >= 2024) for year in STEPS]


@pytest.mark.parametrize("name", scenarios.ids())
def test_migration_of_a_scenario_ends_at_the_low_and_the_high_of_its_figure(name):
    scenario = scenarios.load(name)
    figure = figures.load()[scenario.migration]
    path = inputs.path(scenario)
    settled = STEPS.index(2024 + inputs.SETTLING)
    for leaf, end in ((path.migration_low, figure.low), (path.migration_high, figure.high)):
        assert np.allclose(leaf[settled:].sum(axis=(1, 2)), end, rtol=1e-9, atol=1e-6)
    assert np.all(path.migration_low.sum(axis=(1, 2)) <= path.migration_high.sum(axis=(1, 2)) + 1e-6)


def test_migration_goes_straight_from_the_anchor_year_to_the_scenario():
    low, high = inputs.migration_totals(scenarios.load("high"))
    last = published.panel("net_migration")[2024]
    steps = [STEPS.index(year) for year in range(2024, 2029)]
    assert np.allclose(low[steps], np.linspace(last, 85_000, 5))
    assert np.allclose(high[steps], np.linspace(last, 125_000, 5))


@pytest.mark.parametrize("name", [name for name in scenarios.ids() if name != "moderate"])
def test_scenarios_share_the_past(country, name):
    other = inputs.path(scenarios.load(name))
    for field in inputs.Path._fields:
        assert np.array_equal(getattr(other, field)[KNOWN], getattr(country.path, field)[KNOWN]), field


def test_a_scenario_whose_figure_has_no_range_is_refused():
    plain = scenarios.Scenario("x", "", "", "", "", "dem_netmig_2023", {})
    with pytest.raises(InputError) as error:
        inputs.migration_totals(plain)
    assert error.value.code == "range_missing"
    assert "dem_netmig_2023" in error.value.where


def test_tasks_of_the_anchor_year_are_the_same_in_every_step(country):
    assert np.all(country.path.tasks_base == country.path.tasks_base[0])
    assert country.path.tasks_base[0].tolist() == [91_000, 42_500]
