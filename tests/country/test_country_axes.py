"""The axes are defined once: every other module's arrays and names fit them."""

from __future__ import annotations

import numpy as np

from krapte import figures
from krapte.country import axes, parameters, published
from krapte.market.records import Stocks


def test_years_and_steps_run_from_the_free_start_to_the_last_year():
    assert axes.YEARS[0] == axes.FIRST_YEAR == 2013
    assert axes.YEARS[-1] == axes.LAST_YEAR == 2050
    assert len(axes.STEPS) == len(axes.YEARS) - 1
    assert axes.ANCHOR_YEAR - 1 in axes.STEPS  # the step that ends at the anchor
    assert np.all(np.diff(axes.YEARS) == 1)


def test_stocks_are_those_of_the_market_in_the_same_order():
    assert Stocks._fields == axes.STOCKS


def test_groups_of_the_parameter_table_are_the_groups():
    named = {row.dims.removeprefix("group=") for row in parameters.load() if row.dims.startswith("group=")}
    assert named == set(axes.GROUPS)


def test_cells_of_a_group_stand_in_the_order_of_the_axis():
    for name in {row.id for row in parameters.load() if row.dims.startswith("group=")}:
        assert [row.dims.removeprefix("group=") for row in parameters.find(name)] == list(axes.GROUPS)


def test_ages_cover_the_survey_and_the_published_residents():
    assert tuple(range(106)) == axes.AGES
    assert axes.WORK_FROM in axes.AGES
    assert axes.WORK_TO in axes.AGES
    assert published.population().shape[1:] == (len(axes.AGES), len(axes.SEXES))
    book = figures.load()
    people = published.population()[axes.ANCHOR_YEAR - axes.FIRST_YEAR]
    ages = slice(axes.WORK_FROM, axes.WORK_TO + 1)
    assert people[ages].sum() == book["dem_pop_2024_15_74"].value


def test_the_censoring_of_the_tension_scale_is_the_published_one():
    assert figures.load()["lm_uwv_cap"].value == axes.UWV_CENSORED
