"""The one dictionary of parameters: every row stands on something, and a bad row is refused where it stands."""

from __future__ import annotations

import csv
import io
from importlib import resources

import numpy as np
import pytest

from krapte import figures
from krapte.country import parameters, priors
from krapte.country.axes import BLOCKS
from krapte.figures.errors import InputError
from krapte.words.catalogue import LANGUAGES
from krapte.words.catalogue import text as words

ROWS = parameters.load()
SLOTS = [row.slot for row in ROWS]
TEXT = resources.files("krapte.country").joinpath(parameters.FILE).read_text(encoding="utf-8")
# How a formula bends, nothing of the country: fixed by us, with neither figure nor range.
FORMS = ("teachers.sharpness",)
GOOD = {
    "slot": "a.b",
    "title_nl": "iets",
    "title_en": "something",
    "unit": "share",
    "shape": "pert",
    "central": "0.5",
    "low": "0.2",
    "high": "0.8",
    "bound_low": "0",
    "bound_high": "1",
    "grade": "C",
    "owner": "x.py",
    "why": "a test",
}


def table(*changes: dict[str, str]) -> str:
    """A table with one row per set of changes to a good row."""
    fields = next(csv.reader(io.StringIO(TEXT)))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fields, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(GOOD | change for change in changes)
    return stream.getvalue()


def refused(*changes: dict[str, str]) -> InputError:
    with pytest.raises(InputError) as error:
        parameters.parse(table(*changes), "mine.csv")
    return error.value


def test_a_good_table_is_read():
    one, other = parameters.parse(
        table({"figures": "x y"}, {"slot": "a.c", "bound_low": "", "bound_high": ""})
    )
    assert (one.central, one.low, one.high) == (0.5, 0.2, 0.8)
    assert one.figures == ("x", "y")
    assert (one.id, parameters.parse(table({"slot": "a.b[rest]"}))[0].id) == ("a.b", "a.b")
    assert (other.bound_low, other.bound_high) == (-np.inf, np.inf)


@pytest.mark.parametrize("field", ["central", "low", "high", "bound_low", "bound_high"])
def test_what_is_not_a_number_is_refused_at_file_line_and_field(field):
    error = refused({}, {"slot": "a.c", field: "half"})
    assert error.code == "not_a_number"
    assert error.where == f"mine.csv:3: {field}"
    assert error.found == "half"


def test_an_unknown_grade_is_refused_at_file_line_and_field():
    error = refused({"grade": "D"})
    assert (error.code, error.where, error.found) == ("unknown_grade", "mine.csv:2: grade", "D")


@pytest.mark.parametrize("central", ["-0.1", "1.1"])
def test_a_central_value_outside_its_bounds_is_refused_at_file_line_and_field(central):
    error = refused({"central": central, "low": "-1", "high": "2"})
    assert (error.code, error.where) == ("outside_bounds", "mine.csv:2: central")
    assert error.found == central


def test_a_row_without_a_central_value_is_refused():
    assert refused({"shape": "fixed", "central": "", "low": "", "high": ""}).where == "mine.csv:2: central"


def test_an_unknown_shape_is_refused_at_file_and_line():
    error = refused({}, {"slot": "a.c", "shape": "bell"})
    assert error.code == "unknown_prior_shape"
    assert error.where.startswith("mine.csv:3")
    assert error.found == "bell"
    assert all(shape in error.expected for shape in priors.SHAPES)


@pytest.mark.parametrize(
    "change", [{"low": "0.6"}, {"high": "0.4"}, {"low": "0.5", "high": "0.5"}, {"low": "", "high": ""}]
)
def test_a_range_out_of_order_is_refused_at_file_and_line(change):
    error = refused({}, {"slot": "a.c"} | change)
    assert error.code == "range_out_of_order"
    assert error.where.startswith("mine.csv:3")


def test_a_lognormal_down_to_zero_is_refused_at_file_and_line():
    error = refused({"shape": "lognormal", "low": "0"})
    assert error.code == "range_not_positive"
    assert error.where.startswith("mine.csv:2")


def test_a_slot_that_stands_twice_is_refused():
    error = refused({}, {"slot": "a.c"}, {})
    assert (error.code, error.found) == ("duplicate_parameter", "a.b")
    assert error.where.startswith("mine.csv")
    assert "slot" in error.where


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(InputError) as error:
        parameters.find("meeting.serch_elasticity")
    assert error.value.code == "unknown_parameter"
    assert "meeting.search_elasticity" in error.value.expected


def test_an_id_finds_all_its_cells_and_a_slot_one():
    assert [row.slot for row in parameters.find("demand.drift")] == [
        f"demand.drift[{block}]" for block in BLOCKS
    ]
    assert [row.slot for row in parameters.find("demand.drift[rest]")] == ["demand.drift[rest]"]


def test_the_vector_of_central_values_is_in_table_order():
    assert parameters.slots() == tuple(SLOTS)
    assert parameters.central().tolist() == [row.central for row in ROWS]
    assert parameters.central().dtype == np.float64


@pytest.mark.parametrize("row", ROWS, ids=SLOTS)
def test_every_figure_exists(row):
    book = figures.load()
    assert [name for name in row.figures if name not in book] == []


@pytest.mark.parametrize("row", ROWS, ids=SLOTS)
def test_an_assumption_has_a_range_or_is_fixed_for_a_reason(row):
    assert len(row.why) > 10
    if row.shape == "fixed":
        assert row.low == row.high == row.central
    else:
        assert row.grade != "A"  # what was read needs no range of ours
        assert row.low < row.high


def says_just_that(row: parameters.Parameter) -> bool:
    """Whether a figure of grade A that was read holds the central value itself."""
    book = figures.load()
    read = [f for f in map(book.__getitem__, row.figures) if f.grade == "A" and f.how == "read"]
    return row.central in [f.value for f in read]


@pytest.mark.parametrize("row", ROWS, ids=SLOTS)
def test_grade_a_only_where_a_figure_read_says_just_that(row):
    assert row.grade != "A" or says_just_that(row)


@pytest.mark.parametrize(
    ("central", "figure", "good"),
    [
        ("67", "dem_aow_2024", True),
        ("66", "dem_aow_2024", False),
        ("67.25", "dem_aow_2031", False),  # second hand
        ("3000", "ip_ok_quota", False),  # a point we chose
    ],
)
def test_what_a_figure_read_says_is_told_from_what_we_say(central, figure, good):
    change = {
        "shape": "fixed",
        "central": central,
        "low": "",
        "high": "",
        "bound_high": "",
        "figures": figure,
    }
    assert says_just_that(parameters.parse(table(change))[0]) == good


@pytest.mark.parametrize("row", ROWS, ids=SLOTS)
def test_a_row_without_a_figure_says_what_it_rests_on(row):
    if not row.figures:
        assert row.grade in ("B", "C")
        if row.shape == "fixed" and row.slot not in FORMS:
            meant = {0.0: "by definition zero", 1.0: "by definition one"}[row.central]
            assert row.why.startswith(meant)


def test_only_what_shapes_a_formula_may_be_fixed_without_a_figure():
    for slot in FORMS:
        (row,) = parameters.find(slot)
        assert row.shape == "fixed"
        assert not row.figures
        assert row.why.startswith("a smooth limit")


@pytest.mark.parametrize("row", ROWS, ids=SLOTS)
def test_slot_id_and_dims_say_the_same(row):
    if row.dims:
        assert row.slot == f"{row.id}[{row.dims.split('=')[1]}]"
    else:
        assert row.slot == row.id


@pytest.mark.parametrize("row", ROWS, ids=SLOTS)
def test_titles_and_unit_have_words_in_both_languages(row):
    assert row.title_nl.strip() == row.title_nl != ""
    assert row.title_en.strip() == row.title_en != ""
    assert row.title_nl != row.title_en
    for lang in LANGUAGES:
        assert words(f"unit.{row.unit}", lang)


def test_titles_are_unique_in_each_language():
    for titles in ([row.title_nl for row in ROWS], [row.title_en for row in ROWS]):
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("row", ROWS, ids=SLOTS)
def test_the_stated_range_lies_within_the_bounds(row):
    assert row.bound_low <= row.low <= row.central <= row.high <= row.bound_high


@pytest.mark.parametrize("row", ROWS, ids=SLOTS)
def test_draws_rise_with_the_probability_and_stay_in_bounds(row):
    u = np.linspace(1e-6, 1 - 1e-6, 201)
    values = row.draw(u)
    assert np.isfinite(values).all()
    assert values.min() >= row.bound_low
    assert values.max() <= row.bound_high
    assert np.all(np.diff(values) * (-1 if row.shape == "choice" else 1) >= 0)


def test_a_draw_beyond_the_bounds_is_kept_at_them():
    row = parameters.parse(table({"shape": "normal", "low": "0.1", "high": "0.9"}))[0]
    assert row.draw(np.array([1e-9, 0.5, 1 - 1e-9])).tolist() == [0, 0.5, 1]
