"""Choices that are not drawn: a bad row is refused where it stands, and every row is read by code."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import krapte.country
from krapte import figures
from krapte.country import assumptions, parameters, published
from krapte.country.axes import GROUPS, PROGRAMS, SECTORS, STREAMS, TECHNIEK
from krapte.country.demand import PACKAGES
from krapte.country.occupations import ISCO
from krapte.country.school_counts import LEVELS, MBO
from krapte.country.sectors import INSIDE, OTHERS, SECTIONS
from krapte.country.survey import LEVELS as OF_SURVEY
from krapte.figures.errors import InputError
from krapte.words.catalogue import LANGUAGES, has

FOLDER = Path(krapte.country.__file__).parent
FOUND = (path for folder in (FOLDER, FOLDER.parent / "learning") for path in sorted(folder.glob("*.py")))
FILES = [path for path in FOUND if path.stem not in ("__init__", "axes")]
ROWS = assumptions.load()
IDS = [row.id for row in ROWS]
HEAD = {
    "id": "a.b",
    "title_nl": "iets",
    "title_en": "something",
    "unit": "share",
    "grade": "C",
    "why": "a test",
}
CELL = {"id": "a.b", "value": "0.5", "low": "0.2", "high": "0.8"}


def read(*cells: dict[str, str], heads: tuple[dict[str, str], ...] = ({},)) -> assumptions.Assumption:
    """The first assumption of two tables with a row per set of changes to a good row."""

    def table(header: tuple[str, ...], good: dict[str, str], changes: tuple[dict[str, str], ...]) -> str:
        rows = [good | change for change in changes]
        return "\n".join([",".join(header), *(",".join(row.get(f, "") for f in header) for row in rows)])

    texts = table(assumptions.HEADER, HEAD, heads), table(assumptions.OF_VALUES, CELL, cells)
    return assumptions.parse(*texts, "mine.csv", "values.csv")[0]


def refused(*cells: dict[str, str], heads: tuple[dict[str, str], ...] = ({},)) -> tuple[str, str, str]:
    with pytest.raises(InputError) as error:
        read(*cells, heads=heads)
    assert error.value.expected
    return error.value.code, error.value.where, error.value.found


def test_a_good_table_is_read():
    made = read({"part": "x"}, {"part": "y"}, heads=({"figures": "dur_mbo2 dur_mbo3"},))
    assert [(one.part, one.value, one.low, one.high) for one in made.values] == [
        ("x", 0.5, 0.2, 0.8),
        ("y", 0.5, 0.2, 0.8),
    ]
    assert made.figures == ("dur_mbo2", "dur_mbo3")
    assert made.owner == "country/a.py"
    assert read({"id": "f.a.b"}, heads=({"id": "f.a.b"},)).owner == "f/a.py"
    assert [made.slot(one) for one in made.values] == ["a.b[x]", "a.b[y]"]
    assert [made.slot(one) for one in read({}).values] == ["a.b"]


@pytest.mark.parametrize(
    ("rule", "value", "ends"),
    [
        ("x2", "8", (4, 16)),
        ("x1.5", "0.1", (0.067, 0.15)),
        ("odds x2", "0.2", (0.11, 0.33)),
        ("odds x2", "0", (0, 0)),
        ("+-3", "20", (17, 23)),
        ("+-1", "0", (0, 1)),
    ],
)
def test_a_rule_gives_the_range_of_what_has_none(rule, value, ends):
    made = read({"part": "x", "value": value, "low": "", "high": ""}, heads=({"range": rule},))
    assert (made.values[0].low, made.values[0].high) == ends
    own = read({"part": "x"}, heads=({"range": rule},))
    assert (own.values[0].low, own.values[0].high) == (0.2, 0.8)


@pytest.mark.parametrize("rule", ["2", "x", "x2 odds", "+-", "x-2", "odds"])
def test_an_unknown_rule_is_refused(rule):
    assert refused({}, heads=({"range": rule},)) == ("unknown_prior_shape", "mine.csv:2: range", rule)


@pytest.mark.parametrize("field", ["value", "low", "high"])
@pytest.mark.parametrize("text", ["half", "nan", "inf"])
def test_what_is_no_finite_number_is_refused_at_file_line_and_field(field, text):
    assert refused({"part": "x"}, {"part": "y", field: text}) == (
        "not_a_number",
        f"values.csv:3: {field}",
        text,
    )


def test_a_value_must_be_there():
    assert refused({"value": ""}) == ("not_a_number", "values.csv:2: value", "")


@pytest.mark.parametrize("change", [{"low": "0.6"}, {"high": "0.4"}])
def test_a_range_out_of_order_is_refused(change):
    assert refused(change)[:2] == ("range_out_of_order", "values.csv:2: low, value, high")


@pytest.mark.parametrize("change", [{"low": ""}, {"high": ""}, {"low": "", "high": ""}])
def test_a_value_without_range_or_rule_is_refused(change):
    assert refused(change)[:2] == ("range_missing", "values.csv:2: low, high")


def test_odds_are_for_shares():
    change = {"value": "2", "low": "", "high": ""}
    assert refused(change, heads=({"range": "odds x2"},)) == (
        "share_out_of_range",
        "values.csv:2: value",
        "2.0",
    )


def test_an_id_that_stands_twice_is_refused():
    assert refused({}, heads=({}, {})) == ("duplicate_id", "mine.csv:3: id", "a.b")


def test_a_part_that_stands_twice_is_refused():
    assert refused({"part": "x"}, {"part": "x"}) == ("duplicate_parameter", "values.csv:3: part", "x")


def test_a_part_is_needed_where_there_are_more_values():
    assert refused({"part": "x"}, {})[:2] == ("key_missing", "values.csv:3: part")


def test_a_value_of_an_unknown_id_is_refused():
    assert refused({}, {"id": "a.c"}) == ("unknown_parameter", "values.csv:3: id", "a.c")


def test_an_id_without_values_is_refused():
    assert refused({}, heads=({}, {"id": "a.c"})) == ("key_missing", "mine.csv:3: id", "a.c")


def test_an_unknown_grade_or_figure_is_refused():
    assert refused({}, heads=({"grade": "D"},)) == ("unknown_grade", "mine.csv:2: grade", "D")
    assert refused({}, heads=({"figures": "no_such"},)) == (
        "unknown_figure",
        "mine.csv:2: figures",
        "no_such",
    )


def test_another_header_or_a_short_row_is_refused():
    good = parameters.packaged(assumptions.FILE)
    for heads, values, where in (
        ("id,title\n", "", "assumptions.csv:1"),
        (good, "", "assumption_values.csv:1"),
        (good + "a.b,iets\n", parameters.packaged(assumptions.VALUES), f"assumptions.csv:{len(ROWS) + 2}"),
    ):
        with pytest.raises(InputError) as error:
            assumptions.parse(heads, values)
        assert error.value.where == where


def test_code_that_asks_for_what_is_not_there_is_told_the_nearest():
    with pytest.raises(InputError) as error:
        assumptions.table("inputs.setling")
    assert "inputs.settling" in error.value.expected


def test_a_table_cannot_be_changed_by_who_reads_it():
    assumptions.table("levels.young")["school_to"] = 0
    assert assumptions.table("levels.young")["school_to"] == 17


def test_parts_with_two_names_are_nested():
    assert assumptions.nested("streams.other")["knowledge"] == {"care": 0.03, "education": 0.12, "rest": 0.85}
    assert assumptions.nested("first_jobs.young")["mid"] == {"first": 17, "last": 29}


@cache
def asked() -> dict[str, set[str]]:
    """The ids that each file asks for; an id that is put together while running would not be seen, so none may be."""
    made: dict[str, set[str]] = {}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "assumptions"
            ):
                (argument,) = node.args
                assert isinstance(argument, ast.Constant), f"{path.name}:{node.lineno}"
                made.setdefault(f"{path.parent.name}/{path.name}", set()).add(argument.value)
    return made


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_every_row_is_read_by_the_file_that_owns_it(row):
    assert row.id in asked()[row.owner], f"no code reads {row.id}"


def test_every_id_that_code_asks_for_is_in_the_table():
    assert set().union(*asked().values()) == set(IDS)


def test_ids_are_none_of_the_parameters():
    assert set(parameters.names()) & {*IDS, *assumptions.names()} == set()


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_every_row_tells_what_it_is_in_both_languages_and_why(row):
    assert row.title_nl.strip() == row.title_nl != row.title_en == row.title_en.strip() != ""
    assert len(row.why) > 10
    assert [lang for lang in LANGUAGES if not has(f"unit.{row.unit}", lang)] == []


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_an_assumption_has_a_range_of_its_own_and_a_share_lies_between_0_and_1(row):
    assert row.grade == "C"
    for one in row.values:
        assert one.low < one.high
        if row.unit == "share":
            assert one.low >= 0
            assert one.high <= 1


AGES = ("first", "most", "last")
SPAN = ("first", "last")
# What parts may be called: a misspelt one would be taken for something that is not named.
NAMES: dict[str, tuple[tuple[str, ...], ...]] = {
    "demand.sectors": (PACKAGES, SECTORS),
    "demand.trades": (PACKAGES, TECHNIEK),
    "demand.others_ict": (PACKAGES,),
    "first_jobs.ict_part": (("mbo", "hbo", "wo"),),
    "first_jobs.high_odds": (PROGRAMS,),
    "first_jobs.young": (("mid", "high"), SPAN),
    "labour.highest": (("labour_force_2012", "employed", "labour_force"),),
    "levels.young": (("school_to", "high_from", "high_at"),),
    "occupations.bridge": (("techniek", *GROUPS),),
    "profiles.ages": (PROGRAMS, AGES),
    "profiles.general": (AGES,),
    "profiles.learners": (AGES,),
    "profiles.young": (SPAN,),
    "school_chances.onward": (PROGRAMS, PROGRAMS),
    "school_chances.first_diploma": (PROGRAMS,),
    "school_counts.bbl_levels": (LEVELS,),
    "school_counts.ict_in_mbo": (MBO,),
    "schools.ages": (PROGRAMS, SPAN),
    "sectors.odds": (tuple(row["isco"] for row in published.rows("isco")), (*SECTIONS, OTHERS)),
    "sectors.parts": (tuple(INSIDE), (*GROUPS, OTHERS)),
    "seeds.within": (("technical_high", "trades", "process"), OF_SURVEY),
    "streams.ages": (STREAMS, AGES),
    "streams.men": (STREAMS,),
    "streams.children": (STREAMS,),
    "streams.technical": (STREAMS, TECHNIEK),
    "streams.other": (STREAMS, ("care", "education", "rest")),
    "streams.skilled": (TECHNIEK,),
}


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_parts_are_called_as_the_axes_are(row):
    names = NAMES.get(row.id, ())
    for one in row.values:
        own = one.part.split(".") if one.part else []
        assert len(own) == len(names)
        assert all(name in allowed for name, allowed in zip(own, names, strict=True)), one.part


def test_every_two_digit_group_of_the_model_has_odds_and_those_for_all_others():
    odds = assumptions.nested("sectors.odds")
    assert {code for codes in ISCO.values() for code in codes} <= set(odds)
    assert all(OTHERS in row for row in [*odds.values(), *assumptions.nested("sectors.parts").values()])


@pytest.mark.parametrize(
    "name", ["demand.sectors", "demand.trades", "seeds.within", "streams.technical", "streams.other"]
)
def test_what_is_shared_out_adds_up_to_one(name):
    for of, row in assumptions.nested(name).items():
        assert sum(row.values()) == pytest.approx(1, abs=1e-12), of


def test_levels_of_work_study_add_up_to_one():
    assert sum(assumptions.table("school_counts.bbl_levels").values()) == pytest.approx(1)


@pytest.mark.parametrize("name", ["profiles.ages", "streams.ages"])
def test_ages_are_in_order(name):
    for row in assumptions.nested(name).values():
        assert row["first"] <= row["most"] <= row["last"]


def test_figures_behind_a_choice_are_published_or_say_that_they_are_ours():
    book = figures.load()
    assert {book[name].grade for row in ROWS for name in row.figures} <= {"A", "C"}
