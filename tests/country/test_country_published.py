"""Published tables as arrays: the totals of the arrays are the figures read elsewhere, nothing is estimated."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import published

AGES = {"0_19": slice(0, 20), "20_64": slice(20, 65), "65p": slice(65, None), "15_74": slice(15, 75)}


@pytest.mark.parametrize("year", range(2013, 2026))
def test_residents_add_up_to_the_published_population(year):
    assert published.population()[year - 2013].sum() == figures.load()[f"dem_pop_{year}"].value


@pytest.mark.parametrize("ages", AGES)
@pytest.mark.parametrize("year", [2015, 2020, 2024, 2025])
def test_residents_by_age_add_up_to_the_published_classes(year, ages):
    people = published.population()[year - 2013]
    assert people[AGES[ages]].sum() == figures.load()[f"dem_pop_{year}_{ages}"].value


@pytest.mark.parametrize("age", [15, 22, 57, 67])
def test_a_single_age_is_the_published_one(age):
    assert published.population()[2025 - 2013, age].sum() == figures.load()[f"dem_pop_2025_age{age}"].value


@pytest.mark.parametrize("year", range(2013, 2025))
def test_deaths_add_up_to_the_published_deaths(year):
    assert published.deaths()[year - 2013].sum() == figures.load()[f"dem_deaths_{year}"].value


def test_men_stand_before_women():
    """More boys are born, more women grow old."""
    people = published.population()
    assert np.all(people[:, 0, 0] > people[:, 0, 1])
    assert np.all(people[:, 90, 0] < people[:, 90, 1])


def test_the_life_table_holds_chances_for_every_year_to_2050():
    table = published.mortality_forecast()
    assert table.shape == (27, 106, 2)
    assert table.min() > 0
    assert table.max() <= 1
    assert np.all(table[-1, 30:100] < table[0, 30:100])  # people live longer


def test_the_shape_of_fertility_covers_childbearing_ages():
    shape = published.fertility_shape()
    assert shape.shape == (18, 106)
    assert shape[:, :12].sum() == shape[:, 56:].sum() == 0
    assert np.all((shape @ np.arange(106)) / shape.sum(axis=1) > 29)


def test_the_panel_is_the_series_of_its_figures():
    """Wherever a row of the panel rests on one figure and nothing else, it is that figure."""
    book, checked = figures.load(), 0
    for row in published.rows("panel"):
        if row["figure_ids"] and " " not in row["figure_ids"] and not row["made_of"]:
            assert published.panel(row["series"])[int(row["year"])] == float(row["value"])
            figure = book[row["figure_ids"]]
            if figure.unit == row["unit"]:
                assert float(row["value"]) == pytest.approx(figure.value, rel=1e-9), row
                checked += 1
    assert checked > 50


def test_the_pension_age_is_known_for_every_year_of_a_run():
    ages = published.pension_age()
    assert set(range(2013, 2051)) <= set(ages)


def test_rows_of_a_small_table_are_as_they_are():
    assert published.rows("older_workers") == figures.table("older_workers").rows
