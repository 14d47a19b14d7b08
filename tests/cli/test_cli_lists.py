"""``figures``, ``parameters``, ``measures``, ``packages`` and ``check`` in process, on what krapte ships."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from krapte import measures
from krapte.cli.app import app
from krapte.country import assumptions, parameters
from krapte.measures.schema import json_schema

FIGURE = "lm_emp_brc07_2024q4"


def run(*args: str) -> Any:
    return CliRunner().invoke(app, list(args), env={"LANG": "en_GB.UTF-8"})


def test_a_figure_with_all_that_is_needed_to_find_it_again() -> None:
    result = run("figures", FIGURE)
    assert result.exit_code == 0, result.output
    for words in (
        "1,383,000",
        "persons",
        "2024Q4",
        "A: read in a published source",
        "CBS",
        "publisher",
        "address",
    ):
        assert words in result.stdout, words


def test_a_range_says_what_it_means_and_an_assumption_that_it_is_one() -> None:
    result = run("figures", "lm_match_raw_elast_v_1998_2023", "--lang", "nl")
    assert "C (aanname)" in result.stdout
    assert "onzekerheid" in result.stdout


def test_search_as_table_json_and_csv() -> None:
    assert FIGURE in run("figures", "--search", "brc07 2024q4").stdout
    found = json.loads(run("figures", "--search", "brc07", "--format", "json").stdout)["rows"]
    assert {"id", "value", "unit", "grade", "source_title"} <= set(found[0])
    rows = list(csv.DictReader(io.StringIO(run("figures", "--search", "brc07", "--format", "csv").stdout)))
    assert len(rows) == len(found)
    nothing = run("figures", "--search", "zzzzzz")
    assert nothing.exit_code == 0
    assert "Nothing found" in nothing.stderr


def test_figures_alone_says_how_to_go_on() -> None:
    assert "--search" in run("figures").stdout


def test_parameters_as_table_and_card() -> None:
    table = run("parameters").stdout
    first = parameters.load()[0]
    assert first.slot in table
    assert "C (assumption)" in table
    card = run("parameters", first.id).stdout
    assert all(figure in card for figure in first.figures)
    assert "C (assumption): our assumption" in card or "A: read" in card


def test_parameters_as_data() -> None:
    read = json.loads(run("parameters", "--format", "json").stdout)["rows"]
    drawn = [row["slot"] for row in read if row["shape"] != "not_drawn"]
    assert drawn == list(parameters.slots())
    others = [row for row in read if row["shape"] == "not_drawn"]
    assert read[: len(drawn)] + others == read
    assert [row["central"] for row in others] == [
        one.value for row in assumptions.load() for one in row.values
    ]
    assert set(others[0]) == set(read[0])
    rows = list(csv.DictReader(io.StringIO(run("parameters", "--format", "csv").stdout)))
    assert len(rows) == len(read)


def test_what_is_not_drawn_is_listed_apart() -> None:
    shown = run("parameters").stdout
    drawn, _, others = shown.partition("Not drawn: choices behind base stocks, inputs and the fit")
    assert all(f" {row.id} " in others and f" {row.id} " not in drawn for row in assumptions.load())
    assert parameters.load()[-1].slot in drawn
    both = run("parameters", "demand", "--lang", "nl").stdout
    assert (
        both.index("demand.drift[rest]") < both.index("Niet getrokken: keuzes") < both.index("demand.sectors")
    )
    assert "sectors.odds" not in both
    assert "Not drawn" not in run("parameters", "meeting").stdout


def test_a_choice_that_is_not_drawn_as_card_list_and_data() -> None:
    card = run("parameters", "inputs.settling").stdout
    for words in ("2 to 8", "years", "not drawn", "C (assumption): our", "country/inputs.py", "our range"):
        assert words in card
    rests = run("parameters", "school_chances.bbl_residence").stdout
    assert "dur_mbo2: 2 years" in rests
    many = run("parameters", "sectors.parts").stdout
    assert "sectors.parts[metal.*]" in many
    assert many.count("a seventh of builders") == 1
    one = run("parameters", "sectors.odds[21.B]").stdout
    assert "4 to 16" in one
    rows = list(csv.DictReader(io.StringIO(run("parameters", "inputs.settling", "--format", "csv").stdout)))
    assert [(row["slot"], row["central"], row["shape"]) for row in rows] == [
        ("inputs.settling", "4.0", "not_drawn")
    ]


def test_a_misspelt_choice_is_answered_with_the_nearest() -> None:
    result = run("parameters", "inputs.setling")
    assert result.exit_code == 2
    assert "inputs.settling" in result.stderr


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_measure_and_package_has_a_card(lang: str) -> None:
    for name in measures.ids():
        result = run("measures", name, "--no-effect", "--lang", lang)
        assert result.exit_code == 0, result.output
        assert ("stap voor stap" if lang == "nl" else "step by step") in result.stdout
        assert "C (a" in result.stdout
    for name in measures.packages.ids():
        assert name in run("packages", name, "--lang", lang).stdout


def test_lists_of_measures_and_packages() -> None:
    for command in ("measures", "packages"):
        assert run(command).exit_code == 0
        assert json.loads(run(command, "--format", "json").stdout)["rows"]
        assert run(command, "--format", "csv").stdout.startswith("id,")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["figures", "no_such"], "no such figure"),
        (["figures", FIGURE, "--search", "x"], "not both"),
        (["parameters", "no.such"], "no such parameter"),
        (["measures", "no_such"], "no such measure"),
        (["packages", "no_such"], "no such package"),
    ],
)
def test_unknown_names(args: list[str], words: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert words in result.stderr


def test_check_names_every_error_of_every_file_and_goes_on(tmp_path: Path) -> None:
    good, bad = tmp_path / "mine.yaml", tmp_path / "bad.yaml"
    good.write_text(
        "id: mine\ntitle: {nl: Mijn, en: Mine}\nexplanation: {nl: Leeg., en: Empty.}\nmeasures: []\n"
    )
    bad.write_text("id: bad\ntitle: {nl: Mijn}\nmeasures: 3\n")
    result = run("check", str(bad), str(tmp_path / "none.yaml"), str(tmp_path), str(good))
    assert result.exit_code == 2
    assert result.stdout == f"{good}: good.\n"
    lines = result.stderr.splitlines()
    assert len(lines) >= 5
    assert all(line.startswith("krapte: ") for line in lines)
    assert any("bad.yaml:3:11: measures" in line for line in lines)
    assert run("check", str(good)).exit_code == 0
    read = json.loads(run("check", str(bad), str(good), "--format", "json").stdout)["rows"]
    assert [row["good"] for row in read][-1] is True


@pytest.mark.parametrize("name", ["measure", "package"])
def test_check_prints_the_schema_that_ships(name: str) -> None:
    result = run("check", "--schema", name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == json_schema.schema(json_schema.MODELS[f"{name}.schema.json"])


def test_check_wants_files_or_a_schema(tmp_path: Path) -> None:
    for args, words in (
        ((), "needed"),
        (("--schema", "measur"), "measure | package"),
        (("--schema", "measure", str(tmp_path)), "not both"),
    ):
        result = run("check", *args)
        assert (result.exit_code, result.stdout) == (2, "")
        assert words in result.stderr
