"""Every check is made to fail once, and says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from krapte.figures import InputError, check, hashes, layout, load, table
from krapte.figures.checks import RULES, checksums_agree, series_are_whole, size_is_small
from krapte.figures.lines import read_tables

DEMOGRAPHY = "figures/demography.csv"
COLUMN = {name: number for number, name in enumerate(layout.FIGURE_COLUMNS)}
CLASS = {name: number for number, name in enumerate(layout.CLASS_COLUMNS)}


def put(row, column, text):
    """An edit that writes one cell; row counts from 1 with the header, as errors do."""

    def edit(rows):
        rows[row - 1][column] = text

    return edit


def class_where(rows, **wanted):
    """Key and row number of the first class with these cells."""
    for number, row in enumerate(rows, start=1):
        if all(row[CLASS[name]] == text for name, text in wanted.items()):
            return row[0], number
    raise AssertionError(wanted)


def failure(folder: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        check(folder)
    return caught.value


def test_the_shipped_tables_pass_every_check():
    check()


CELLS = [
    (DEMOGRAPHY, 3, "figure_id", "dem_pop_2010", "duplicate_id"),
    (DEMOGRAPHY, 3, "figure_id", "", "empty_id"),
    (DEMOGRAPHY, 4, "text", "none", "unknown_key"),
    (DEMOGRAPHY, 4, "class", "none", "unknown_key"),
    (DEMOGRAPHY, 4, "locator", "none", "unknown_key"),
    (DEMOGRAPHY, 5, "value", "many", "not_a_number"),
    (DEMOGRAPHY, 5, "value", "", "not_a_number"),
    (DEMOGRAPHY, 5, "value", "inf", "not_a_number"),
    (DEMOGRAPHY, 5, "low", "99999999", "low_above_value"),
    (DEMOGRAPHY, 5, "high", "1", "high_below_value"),
    (DEMOGRAPHY, 6, "dims", "age", "bad_dims"),
    (DEMOGRAPHY, 6, "dims", "sex=all;sex=m", "bad_dims"),
    (DEMOGRAPHY, 6, "dims", "colour=red", "unknown_dimension"),
    (DEMOGRAPHY, 6, "dims", "place=XX", "unknown_place"),
    (DEMOGRAPHY, 7, "period", "last year", "bad_period"),
    (DEMOGRAPHY, 7, "period", "2024Q5", "bad_period"),
]


@pytest.mark.parametrize(("file", "row", "field", "text", "code"), CELLS)
def test_a_wrong_cell_of_a_figure_is_named(spoil, file, row, field, text, code):
    error = failure(spoil(file, put(row, COLUMN[field], text)))
    assert (error.code, error.where, error.found) == (code, f"{file}:{row}: {field}", text)
    assert error.expected


CLASS_CELLS = [
    ("unit", "barrels", "unknown_unit"),
    ("kind", "heap", "unknown_kind"),
    ("grade", "D", "unknown_grade"),
    ("how", "guessed", "unknown_how"),
    ("bound_type", "wide", "unknown_bound_type"),
    ("source_id", "nobody", "unknown_source"),
]


@pytest.mark.parametrize(("field", "text", "code"), CLASS_CELLS)
def test_a_word_outside_its_vocabulary_is_named(spoil, field, text, code):
    error = failure(spoil("classes.csv", put(2, CLASS[field], text)))
    assert (error.code, error.where, error.found) == (code, f"classes.csv:2: {field}", text)


@pytest.mark.parametrize(
    ("unit", "kind", "code"), [("share", "stock", "kind_without_meaning"), ("persons", "", "missing_kind")]
)
def test_the_kind_fits_the_unit(spoil, unit, kind, code):
    place = []

    def edit(rows):
        _, number = class_where(rows, unit=unit)
        rows[number - 1][CLASS["kind"]] = kind
        place.append(number)

    error = failure(spoil("classes.csv", edit))
    assert (error.code, error.where) == (code, f"classes.csv:{place[0]}: kind")


@pytest.mark.parametrize("file", ["texts.csv", "classes.csv", "places.csv", "sources.csv", "series.csv"])
def test_a_key_used_twice_is_named(spoil, file):
    error = failure(spoil(file, lambda rows: rows[2].__setitem__(0, rows[1][0])))
    assert error.code == "duplicate_id"
    assert error.where.startswith(f"{file}:3: ")


def test_another_header_is_named(spoil):
    error = failure(spoil("sources.csv", put(1, 1, "name")))
    assert (error.code, error.where) == ("bad_header", "sources.csv:1")
    assert error.expected == ",".join(layout.SOURCE_COLUMNS)


def test_a_row_with_a_cell_too_many_is_named(spoil):
    error = failure(spoil("places.csv", lambda rows: rows[3].append("more")))
    assert (error.code, error.where, error.expected) == ("bad_row", "places.csv:4", "4")


def test_a_missing_table_is_named(tables):
    (tables / "texts.csv").unlink()
    assert failure(tables).where == "texts.csv"


def test_a_range_needs_a_type(spoil):
    def edit(rows):
        rows[1][COLUMN["low"]] = "1"

    error = failure(spoil(DEMOGRAPHY, edit))
    assert (error.code, error.where) == ("range_without_bound_type", f"{DEMOGRAPHY}:2: low")


def row_with_range(tables):
    lines = read_tables(tables)[DEMOGRAPHY]
    return next(line.number for line in lines if line.cells["low"] and line.cells["high"])


def test_a_type_needs_a_range(spoil, tables):
    number = row_with_range(tables)

    def edit(rows):
        rows[number - 1][COLUMN["low"]] = rows[number - 1][COLUMN["high"]] = ""

    error = failure(spoil(DEMOGRAPHY, edit))
    assert (error.code, error.where) == ("bound_type_without_range", f"{DEMOGRAPHY}:{number}: low")


def test_uncertainty_has_two_ends(spoil, tables):
    number = row_with_range(tables)
    error = failure(spoil(DEMOGRAPHY, put(number, COLUMN["high"], "")))
    assert (error.code, error.where) == ("one_sided_uncertainty", f"{DEMOGRAPHY}:{number}: high")


def test_an_assumption_without_range_needs_a_reason(spoil):
    def drop(rows):
        rows[:] = [row for row in rows if row[0] != "ip_fisc_cpb"]

    error = failure(spoil("remarks.csv", drop))
    assert error.code == "assumption_without_range"
    assert error.where.startswith("figures/international_policy.csv:")


def test_remarks_point_to_figures(spoil):
    error = failure(spoil("remarks.csv", put(2, 0, "nothing")))
    assert (error.code, error.where) == ("unknown_figure", "remarks.csv:2: figure_id")
    error = failure(spoil("remarks.csv", put(2, 1, "gossip")))
    assert (error.code, error.where) == ("unknown_remark", "remarks.csv:2: remark")


def test_a_superseding_figure_exists(spoil):
    def edit(rows):
        number = next(n for n, row in enumerate(rows) if row[1] == "superseded_by")
        rows[number][2] = "nothing"

    error = failure(spoil("remarks.csv", edit))
    assert error.code == "unknown_figure"
    assert error.where.endswith(": content")


def test_sources_of_texts_and_series_resolve(spoil):
    error = failure(spoil("series.csv", put(2, layout.SERIES_COLUMNS.index("source_ids"), "nobody")))
    assert (error.code, error.where) == ("unknown_source", "series.csv:2: source_ids")


def test_how_a_source_was_read_resolves(spoil):
    error = failure(spoil("sources.csv", put(2, layout.SOURCE_COLUMNS.index("how_read"), "?")))
    assert (error.code, error.where) == ("unknown_key", "sources.csv:2: how_read")


def test_series_files_are_there_and_listed(tables):
    (tables / "series" / "isco.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"series.csv:\d+: file: empty series"):
        series_are_whole(tables, read_tables(tables))
    (tables / "series" / "isco.csv").unlink()
    assert failure(tables).where == "series/isco.csv"


def test_a_stray_series_is_named(tables):
    (tables / "series" / "stray.csv").write_text("a\n1\n", encoding="utf-8")
    error = failure(tables)
    assert (error.code, error.where) == ("unlisted_file", "series/stray.csv")


def test_a_changed_byte_is_named(tables):
    path = tables / "series" / "population.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("1", "2", 1), encoding="utf-8")
    error = failure(tables)
    assert (error.code, error.where) == ("checksum_differs", "series/population.csv")
    assert error.expected == hashes(tables)["series/population.csv"]


def test_files_and_manifest_list_the_same(tables):
    (tables / "more.csv").write_text("a\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"more.csv: unlisted file"):
        checksums_agree(tables)
    (tables / "more.csv").unlink()
    (tables / "series" / "deaths.csv").unlink()
    with pytest.raises(InputError, match=r"series/deaths.csv: missing file"):
        checksums_agree(tables)


def test_a_broken_manifest_is_named(tables):
    (tables / "manifest.json").write_text("{}", encoding="utf-8")
    assert failure(tables).code == "bad_manifest"


def test_the_size_is_limited(tables):
    size_is_small(tables)
    (tables / "series" / "ballast.csv").write_text("x" * layout.SIZE_LIMIT, encoding="utf-8")
    with pytest.raises(InputError, match="tables too large"):
        size_is_small(tables)


def test_every_rule_has_a_sentence():
    assert len(RULES) == 10
    assert all(rule.__doc__ for rule in RULES)


@pytest.mark.parametrize(
    ("file", "row", "column", "text", "code"),
    [
        (DEMOGRAPHY, 2, COLUMN["value"], "many", "not_a_number"),
        (DEMOGRAPHY, 2, COLUMN["class"], "none", "unknown_key"),
        (DEMOGRAPHY, 2, COLUMN["text"], "none", "unknown_key"),
        (DEMOGRAPHY, 2, COLUMN["dims"], "place=XX", "bad_dims"),
        (DEMOGRAPHY, 3, 0, "dem_pop_2010", "duplicate_id"),
        ("classes.csv", 2, CLASS["source_id"], "nobody", "unknown_source"),
    ],
)
def test_loading_meets_the_cheap_checks(spoil, file, row, column, text, code):
    folder = spoil(file, put(row, column, text))
    with pytest.raises(InputError) as caught:
        load(folder)
    assert caught.value.code == code
    assert caught.value.where.startswith(f"{file}:{row}: ")


def test_a_series_with_a_bad_number_says_where(spoil):
    folder = spoil("series/isco.csv", put(3, 4, "few"))
    with pytest.raises(InputError, match=r"series/isco.csv:3: 2014: not a number: found few"):
        table("isco", folder).numbers("2014")


def test_a_series_with_an_unknown_source_says_where(spoil):
    folder = spoil("series.csv", put(2, layout.SERIES_COLUMNS.index("source_ids"), "nobody"))
    with pytest.raises(InputError, match=r"series.csv:2: source_ids: unknown source: found nobody"):
        table("population", folder)
