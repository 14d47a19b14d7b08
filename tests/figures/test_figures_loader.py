"""What a user of the figures sees."""

from __future__ import annotations

import subprocess
import sys
import time

import numpy as np
import pytest

from krapte import figures
from krapte.figures import InputError, loader


@pytest.fixture(scope="module")
def book():
    return figures.load()


def test_a_figure_answers_with_value_unit_period_and_source(book):
    figure = book["lm_emp_brc07_2024q4"]
    assert (figure.value, figure.unit, figure.kind, figure.period) == (
        1_383_000,
        "persons",
        "stock",
        "2024Q4",
    )
    assert (figure.topic, figure.grade, figure.how, figure.bound_type) == ("labour_market", "A", "read", "")
    assert figure.dims == {"brc": "07"}
    assert figure.source.publisher == "CBS"
    assert figure.low is None
    assert figure.may_be_target


def test_a_region_is_told_in_full(book):
    figure = book["reg_pop_am01_2021_0_14"]
    assert figure.description == "Population 0_14 1 January 2021, Groningen"
    assert figure.dims == {"level": "am", "code": "AM01", "region": "Groningen", "age": "0-14"}


def test_a_country_without_a_code_keeps_its_dims(book):
    assert book["reg_uwv_nverytight_2023q1"].dims == {"level": "country", "of": "35"}


def test_the_book_is_a_collection(book):
    assert len(book) == 8776 == len(book.ids()) == len(list(book))
    assert "lm_emp_brc07_2024q4" in book
    assert "nothing" not in book


def test_loading_twice_gives_the_same_object(book):
    assert figures.load() is book
    assert figures.table("isco") is figures.table("isco")


def test_search_wants_all_words_in_any_case(book):
    ids = {figure.figure_id for figure in book.search("ORANJE kaart")}
    assert "ip_ok_quota" in ids
    assert ids == {figure.figure_id for figure in book.search("kaart oranje")}
    assert book.search("oranje nothing-of-the-sort") == []
    assert book.search("  ") == []
    assert "reg_pop_am01_2021" in {f.figure_id for f in book.search("groningen population")}
    assert book.search("Prognosetafel"), "titles of sources are searched"


def test_an_unknown_figure_names_the_closest(book):
    with pytest.raises(InputError) as caught:
        book["lm_emp_brc7_2024q4"]
    error = caught.value
    assert (error.code, error.where, error.found) == ("unknown_figure", "figures", "lm_emp_brc7_2024q4")
    assert error.expected.startswith("closest ids: lm_emp_brc07_2024q4, ")


def test_an_unknown_series_names_the_closest():
    with pytest.raises(
        InputError, match=r"unknown series: found populaton, expected closest ids: population"
    ):
        figures.table("populaton")
    with pytest.raises(InputError, match=r"series/isco.csv: unknown column: found 2012"):
        figures.table("isco").column("2012")


def test_a_table_gives_texts_and_numbers():
    population = figures.table("population")
    assert population.source_ids == ("cbs_7461bev_copy",)
    assert (population.unit, population.grade) == ("persons", "A")
    assert population.column("sex")[:2] == ["f", "m"]
    numbers = population.numbers("2023")
    assert numbers.dtype == np.float64
    assert len(numbers) == 106 * 2


def test_a_blank_cell_is_not_a_number():
    assert np.isnan(figures.table("vacancies_total").numbers("open_avg_thousands")[0])


def test_hashes_name_every_table():
    hashes = figures.hashes()
    assert {"figures/regions.csv", "series/population.csv", "sources.csv"} <= hashes.keys()
    assert all(len(digest) == 64 for digest in hashes.values())
    assert len(figures.table_names()) == sum(name.startswith("series/") for name in hashes)


def test_later_figures_supersede_and_both_stay(book):
    assert book["mbo_18_cost"].superseded_by == "gp_mbo_18_cost"
    assert book["ret_c_hbo_y1"].superseded_by == "gp_ret_narrow_hbo_y1"
    assert sum(bool(figure.superseded_by) for figure in book) == 29
    assert all(not figure.superseded_by or figure.superseded_by in book for figure in book)


def test_loading_is_fast():
    took = []
    for _ in range(3):
        start = time.perf_counter()
        loader.load.__wrapped__()
        took.append(time.perf_counter() - start)
    assert min(took) < 0.5  # aim 0.15 s; the margin is for a busy machine


def test_importing_figures_loads_no_heavy_library():
    code = (
        "import sys, krapte.figures; "
        "print([name for name in ('pandas', 'jax', 'scipy', 'xarray', 'pydantic') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_name_like_no_other_points_to_the_search() -> None:
    with pytest.raises(figures.InputError) as error:
        figures.load()["qqqq"]
    assert error.value.expected == "krapte figures --search"
