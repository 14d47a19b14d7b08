"""Law as dated values: each the value of its figure, with the date until which it was verified."""

from __future__ import annotations

from datetime import date

import pytest

from krapte import figures
from krapte.country import law, published
from krapte.country.axes import YEARS


def test_each_value_is_that_of_its_figure():
    book = figures.load()
    rows = law.timeline("aow_age")
    assert len(rows) >= 13
    for row in rows:
        assert row.value == book[row.figure].value
        assert book[row.figure].unit == "years"
        assert str(row.since.year) in row.figure
        assert row.reference


def test_values_are_in_order_and_verified_beyond_their_start():
    rows = law.timeline("aow_age")
    dates = [row.since for row in rows]
    assert dates == sorted(set(dates))
    assert all(row.since <= row.verified_until for row in rows)
    assert rows[-1].verified_until == date(2031, 12, 31)


@pytest.mark.parametrize("year", range(2013, 2032))
def test_the_pension_age_in_force_is_the_published_one(year):
    """Also in the years that have no row of their own: the law of the last row still holds."""
    assert law.value("aow_age", year) == figures.load()[f"dem_aow_{year}"].value
    assert law.pension_age((year,)) == [law.value("aow_age", year)]


@pytest.mark.parametrize("year", [2032, 2035, 2040, 2045, 2050])
def test_beyond_the_decrees_the_formula_of_the_law_takes_over(year):
    figure = figures.load()[f"dem_aow_{year}"]
    assert law.pension_age((year,)) == [figure.value]
    assert figure.grade == "C"


def test_the_pension_age_never_falls_and_moves_in_quarters_after_2024():
    ages = law.pension_age(YEARS)
    assert ages == sorted(ages)
    assert all(age * 4 == int(age * 4) for age in ages[YEARS.index(2024) :])


def test_table_of_the_formula_and_law_agree_where_both_speak():
    derived = published.pension_age()
    for year in range(2013, 2032):
        assert derived[year] == pytest.approx(law.value("aow_age", year), abs=1e-3)


@pytest.mark.parametrize(
    ("to", "notes"), [(2024, []), (2031, []), (2032, ["law_beyond_verified:aow_age:2031"])]
)
def test_a_run_beyond_verified_says_so(to, notes):
    assert [note for note in law.beyond(to) if "aow_age" in note] == notes
