"""The axes are defined once: every other module's arrays and names fit them."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import axes, base, parameters, published

# The axes that cells of parameters are named by, as the table writes them.
AXES = {
    "group": axes.GROUPS,
    "block": axes.BLOCKS,
    "program": axes.PROGRAMS,
    "field": axes.FIELDS,
    "sector": axes.SECTORS,
    "stream": axes.STREAMS,
}


def test_years_and_steps_run_from_the_free_start_to_the_last_year():
    assert axes.YEARS[0] == axes.FIRST_YEAR == 2013
    assert axes.YEARS[-1] == axes.LAST_YEAR == 2050
    assert len(axes.STEPS) == len(axes.YEARS) - 1
    assert axes.ANCHOR_YEAR - 1 in axes.STEPS  # the step that ends at the anchor
    assert np.all(np.diff(axes.YEARS) == 1)


def cells() -> dict[tuple[str, str], list[str]]:
    """The cells of every parameter that has more than one, by axis and id, in the order of the table."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in parameters.load():
        axis, _, cell = row.dims.partition("=")
        if axis in AXES:
            found.setdefault((axis, row.id), []).append(cell)
    return found


def test_the_stock_of_work_has_one_cell_per_place_on_the_axes():
    stock = base.anchor().work
    assert stock.shape == (len(axes.STATES), len(axes.QUALS), len(axes.WORK_AGES), len(axes.SEXES))
    assert (*axes.GROUPS, "unemployed", "outside") == axes.STATES


def test_blocks_are_techniek_as_one_and_the_other_groups_in_their_order():
    assert axes.GROUPS[: len(axes.TECHNIEK)] == axes.TECHNIEK
    assert ("techniek", *axes.GROUPS[len(axes.TECHNIEK) :]) == axes.BLOCKS


@pytest.mark.parametrize("axis", AXES)
def test_cells_of_the_parameter_table_are_places_on_the_axis(axis):
    named = {cell for (of, _), found in cells().items() if of == axis for cell in found}
    assert named == set(AXES[axis])


@pytest.mark.parametrize("axis", AXES)
def test_cells_of_a_parameter_stand_once_and_in_the_order_of_the_axis(axis):
    for (of, name), found in cells().items():
        if of == axis:
            assert found == [place for place in AXES[axis] if place in found], name


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
