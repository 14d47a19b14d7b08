"""What a year knows of the figures: nothing of later years, the last known in its place, and a note where none was."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.figures import known


def test_a_figure_of_a_later_year_is_not_known_and_the_last_of_its_kind_stands_in():
    whole = figures.load()
    with known.at(2016):
        book = figures.load()
        assert "stud_mbo4_2016" in book
        assert "stud_mbo4_2020" not in book
        assert book["stud_mbo4_2020"].figure_id == "stud_mbo4_2016"
        assert book["dem_pop_edu_high_2023Q1"].value == whole["dem_pop_edu_high_2013Q2"].value
    assert figures.load()["stud_mbo4_2020"].figure_id == "stud_mbo4_2020"


def test_where_no_figure_of_a_kind_was_known_the_earliest_stands_in_and_is_noted():
    known.forget()
    with known.at(2016):
        assert figures.load()["in_mbo_bol_2023"].figure_id == "in_mbo_bol_2018"
        figures.load()["stud_mbo4_2023"]
    assert known.late(2016) == {"in_mbo_bol_2018"}
    assert known.late(2018) == frozenset()


@pytest.mark.parametrize("name", ["population", "deaths", "isco"])
def test_columns_of_later_years_repeat_the_last_known(name):
    whole = figures.table(name)
    with known.at(2018):
        cut = figures.table(name)
    assert cut.columns == whole.columns
    assert np.array_equal(cut.numbers("2018"), whole.numbers("2018"))
    assert np.array_equal(cut.numbers("2024"), whole.numbers("2018"))
    assert not np.array_equal(whole.numbers("2024"), whole.numbers("2018"))


def test_rows_of_later_years_repeat_the_last_known_of_their_series():
    def series(name):
        return {int(r["year"]): float(r["value"]) for r in figures.table("panel").rows if r["series"] == name}

    whole = series("unemployed")
    with known.at(2019):
        cut = series("unemployed")
    assert {year: value for year, value in cut.items() if year <= 2019} == {
        year: value for year, value in whole.items() if year <= 2019
    }
    assert set(cut) == set(whole)
    assert {cut[year] for year in cut if year > 2019} == {whole[2019]}


def test_a_series_without_a_known_year_is_left_out():
    with known.at(2016):
        assert "uwv_tension_total" not in figures.table("panel").column("series")


def test_a_table_of_a_later_year_is_given_whole_and_noted():
    known.forget()
    with known.at(2019):
        assert figures.table("nace_isco_2022").rows == figures.table("nace_isco_2022").rows
        figures.table("lf_rate_2012")
    assert known.late(2019) == {"table:nace_isco_2022"}


def test_what_is_kept_is_kept_by_year():
    made = []

    @known.cached
    def make(add):
        made.append(known.year())
        return (known.year() or 0) + add

    with known.at(2016):
        assert (make(1), make(1), make(2)) == (2017, 2017, 2018)
        with known.at(None):
            assert make(1) == 1
        assert known.year() == 2016
    assert make(1) == 1
    assert made == [2016, 2016, None]
    assert known.year() is None


def test_what_holds_inside_ends_with_an_error_too():
    with pytest.raises(KeyError), known.at(2016):
        raise KeyError
    assert known.year() is None


@pytest.mark.parametrize(
    ("period", "year"), [("2023Q3-2024Q1", 2024), ("2010-2020", 2020), ("2021-03", 2021), ("", 0)]
)
def test_the_last_year_of_a_period(period, year):
    assert known.last_year(period) == year
