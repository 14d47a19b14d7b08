"""What a run needs of the country: one record per step, the past as published, scenarios only in the future."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import assumptions, inputs, published, scenarios
from krapte.country.axes import GROUPS, STEPS, TECHNIEK
from krapte.country.occupations import bridge, technicians
from krapte.figures.errors import InputError
from krapte.market.demand_records import DemandCountry, DemandNow
from krapte.market.records import Base, History, Now, Profiles
from krapte.market.school import SchoolNow, SchoolShapes
from krapte.market.stay import Shapes as StreamShapes
from krapte.market.stay import Year as StreamYear

KNOWN = slice(0, STEPS.index(2024) + 1)


@pytest.fixture(scope="module")
def country() -> inputs.Country:
    return inputs.load(scenarios.load("moderate"))


def paths(made: inputs.Country) -> dict[str, np.ndarray]:
    """Everything that has one value per step, by record and field."""
    records = ("path", "demand_path", "school_path", "stream_path")
    fields = {
        f"{name}.{field}": leaf for name in records for field, leaf in getattr(made, name)._asdict().items()
    }
    return fields | {"migration_low": made.migration_low, "migration_high": made.migration_high}


def test_records_are_those_of_the_market():
    assert inputs.Path._fields == Now._fields
    assert inputs.Totals._fields == History._fields
    assert inputs.base.Margins._fields == Base._fields
    assert inputs.profiles.Shapes._fields == Profiles._fields
    assert inputs.demand.Paths._fields == DemandNow._fields
    # Hours per worker are a parameter, so each draw puts in its own.
    assert {*inputs.demand.Fixed._fields, "fte_per_person"} == set(DemandCountry._fields)
    assert inputs.schools.Shapes._fields == SchoolShapes._fields
    assert inputs.schools.SchoolPath._fields == SchoolNow._fields
    assert inputs.streams.Shapes._fields == StreamShapes._fields
    assert inputs.streams.Years._fields == StreamYear._fields


def test_every_path_has_one_record_per_step_and_no_gap(country):
    for name, leaf in paths(country).items():
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
        ("unemployed", "unemployed"),
        ("vacancies", "vac_open_total"),
        ("filled", "vac_filled_total"),
    ):
        of_year = published.panel(series)
        assert getattr(made, field).tolist() == [of_year[year] for year in range(2013, 2024)], field
    employed = [published.panel("emp_total")[year] for year in range(2013, 2024)]
    assert made.employed.shape == (11, len(GROUPS))
    assert np.allclose(made.employed.sum(axis=1), employed, rtol=1e-12)


def test_history_marks_both_sides_of_the_survey_break_and_counts_no_growth_over_it():
    made = inputs.history()
    assert np.allclose(made.employed[:, : len(TECHNIEK)].sum(axis=1), technicians()[:-1] * bridge())
    assert made.before_break.tolist() == [float(year < 2021) for year in range(2013, 2024)]
    assert made.use.tolist() == [0, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1]


def test_the_anchor_is_one_step_and_a_free_run_has_none(country):
    assert country.path.anchor.sum() == 1
    assert country.path.anchor[STEPS.index(2023)] == 1
    free = inputs.path(anchored=False)
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
    made = inputs.load(scenario)
    settled = STEPS.index(2024 + int(assumptions.value("inputs.settling")))
    for leaf, end in ((made.migration_low, figure.low), (made.migration_high, figure.high)):
        assert np.allclose(leaf[settled:].sum(axis=(1, 2)), end, rtol=1e-9, atol=1e-6)
    assert np.all(made.migration_low.sum(axis=(1, 2)) <= made.migration_high.sum(axis=(1, 2)) + 1e-6)


def test_migration_goes_straight_from_the_anchor_year_to_the_scenario():
    low, high = inputs.migration_totals(scenarios.load("high"))
    last = published.panel("net_migration")[2024]
    steps = [STEPS.index(year) for year in range(2024, 2029)]
    assert np.allclose(low[steps], np.linspace(last, 85_000, 5))
    assert np.allclose(high[steps], np.linspace(last, 125_000, 5))


@pytest.mark.parametrize("name", [name for name in scenarios.ids() if name != "moderate"])
def test_scenarios_share_the_past(country, name):
    other = paths(inputs.load(scenarios.load(name)))
    for field, leaf in paths(country).items():
        assert np.array_equal(other[field][KNOWN], leaf[KNOWN]), field


@pytest.mark.parametrize("name", ["low", "high"])
def test_a_scenario_of_people_changes_migration_and_no_scenario_changes_another_path(country, name):
    other = paths(inputs.load(scenarios.load(name)))
    moved = {field for field, leaf in paths(country).items() if not np.array_equal(other[field], leaf)}
    people = scenarios.load(name).axis == "demography"
    assert moved == ({"migration_low", "migration_high"} if people else set())


def test_a_scenario_whose_figure_has_no_range_is_refused():
    plain = scenarios.Scenario("x", "demography", "", "", "", "", "dem_netmig_2023", {})
    with pytest.raises(InputError) as error:
        inputs.migration_totals(plain)
    assert error.value.code == "range_missing"
    assert "dem_netmig_2023" in error.value.where


def test_a_free_run_differs_from_an_anchored_one_in_the_marks_of_the_anchor_alone(country):
    free, anchored = paths(inputs.load(scenarios.load("moderate"), anchored=False)), paths(country)
    moved = {field for field, leaf in anchored.items() if not np.array_equal(free[field], leaf)}
    assert {"path.anchor", "path.anchored"} <= moved
    assert all("anchor" in field for field in moved)
