"""``effect`` in process, with few draws: what it prints, its rows, and what it refuses before computing."""

from __future__ import annotations

import csv
import io
import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from krapte.cli.app import app

ENGLISH = {"LANG": "en_GB.UTF-8"}
FEW = ("--draws", "8", "--to", "2036")


def run(*args: str) -> Any:
    return CliRunner().invoke(app, list(args), env=ENGLISH)


def test_one_measure_tells_sentence_table_groups_and_facts() -> None:
    result = run("effect", "m1", "--by", "group", "--dose", "2000", "--start", "2029", *FEW)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Skilled-worker scheme (orange card): ")
    for words in (
        "with minus without",
        "Education",
        "2,000 permits a year from 2029",
        "Cost per technician-year",
    ):
        assert words in result.stdout
    assert "Measures side by side" not in result.stdout
    assert result.stderr.startswith("8 draws, 13 years, 16 runs in ")


def test_several_measures_stand_side_by_side_in_the_order_asked() -> None:
    result = run("effect", "x5", "e4", "x5", "--lang", "nl", *FEW)
    assert result.exit_code == 0, result.output
    table = result.stdout[result.stdout.index("Maatregelen naast elkaar") :]
    assert 0 < table.index("Meer subsidie") < table.index("Opleiden in modules")
    assert "24 " in result.stderr  # the baseline runs once, a measure asked twice too


def test_json_and_csv_hold_tidy_rows_with_measure_and_dose() -> None:
    payload = json.loads(run("effect", "m1", "p2", "--format", "json", *FEW).stdout)
    assert payload["schema"] == "krapte/1"
    assert [one["measure"] for one in payload["effects"]] == list(payload["manifest"]) == ["m1", "p2"]
    assert {row["measure"] for row in payload["cost"]} == {"m1", "p2"}
    lines = list(csv.DictReader(io.StringIO(run("effect", "m1", "--format", "csv", *FEW).stdout)))
    names = "measure,dose,year,group,reading,variant,median,low,high,unit,right_sign"
    assert ",".join(lines[0]) == names
    rows = [row for row in payload["rows"] if row["measure"] == "m1"]
    assert [float(line["median"]) for line in lines] == [row["median"] for row in rows]
    assert {line["variant"] for line in lines} == {"difference"}


@pytest.mark.parametrize(
    ("by", "words", "names"),
    [
        ("level", "difference by level of technical education in 2035", "year,level,reading,"),
        ("sector", "an allocation, C", "year,sector,group,reading,"),
        ("group", "difference by occupational group in 2035", "year,group,reading,"),
    ],
)
def test_a_breakdown_is_a_table_and_the_rows_of_csv(by: str, words: str, names: str) -> None:
    shown = run("effect", "e1", "--by", by, *FEW)
    assert shown.exit_code == 0, shown.output
    assert words in " ".join(shown.stdout.split())
    assert words not in " ".join(run("effect", "e1", *FEW).stdout.split())
    told = run("effect", "e1", "--by", by, "--format", "csv", *FEW).stdout
    assert told.startswith(f"measure,dose,{names}")
    payload = json.loads(run("effect", "e1", "--format", "json", *FEW).stdout)
    part = {"level": "levels", "sector": "sectors", "group": "rows"}[by]
    lines = list(csv.DictReader(io.StringIO(told)))
    assert [float(line["median"]) for line in lines] == [row["median"] for row in payload[part]]
    assert {row["measure"] for row in payload[part]} == {"e1"}


BAD = [
    (["e22"], "no such measure. Found: e22. Expected: e2"),
    (["first-four"], "no such measure"),
    (["m1", "--dose", "99999999"], "m1: dose: This dose is not possible"),
    (["m1", "--dose", "-1"], "m1: dose: This dose is not possible"),
    (["m1", "--dose", "nan"], "m1: dose: This dose is not possible"),
    (["m1", "--dose", "much"], "--dose"),
    (["m1", "p2", "--dose", "1"], "--dose: A dose goes with one measure only"),
    (["m1", "--start", "2025"], "m1: start: The law does not allow this earlier"),
    (["m1", "--start", "2020"], "--start: This year lies outside the model"),
    (["m1", "--start", "2036", "--to", "2036"], "--start: This year lies outside the model"),
    (["m1", "--by", "region"], "--by: There is no such breakdown"),
    (["m1", "--draws", "0"], "number of draws"),
    (["m1", "--scenario", "moon"], "no such scenario"),
    (["m1", "--benchmark", "57"], "no such ruler"),
    (["m1", "--format", "xml"], "no such format"),
    (["no/such.yaml"], "no such file"),
    ([], "missing"),
]


@pytest.mark.parametrize(("args", "words"), BAD, ids=[" ".join(args) for args, _ in BAD])
def test_bad_input_is_one_line_and_exit_2(
    args: list[str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import krapte.analysis.laboratory as module

    monkeypatch.setattr(module, "Laboratory", None)  # nothing is computed
    result = run("effect", *args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("krapte: ")
    assert result.stderr.count("\n") == 1
    assert words in result.stderr


def test_two_measures_of_one_id_are_refused(tmp_path: Path) -> None:
    shipped = resources.files("krapte.measures") / "files" / "m1.yaml"
    file = tmp_path / "m1.yaml"
    file.write_bytes(shipped.read_bytes())
    result = run("effect", "m1", str(file))
    assert result.exit_code == 2
    assert "This id occurs twice. Found: m1." in result.stderr


def test_a_narrow_window_leaves_columns_out_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from krapte.cli import show

    monkeypatch.setattr(show, "WIDE", 80)
    result = run("effect", "m1", "p2", *FEW)
    assert result.exit_code == 0, result.output
    assert max(len(line.rstrip()) for line in result.stdout.splitlines()) <= 80
    assert "…" not in result.stdout
    assert result.stdout.count("the window is too narrow") == 2


@pytest.mark.slow
def test_why_tells_inputs_and_the_bar_of_one_measure() -> None:
    result = run("effect", "m1", "--why", "--draws", "16", "--to", "2036")
    assert result.exit_code == 0, result.output
    assert "The interval goes along" in result.stdout or "No single input" in result.stdout
    assert "Whether a measure works or stays" in result.stdout
    assert "What the interval rests on, by kind of input" in result.stdout
    payload = json.loads(
        run("effect", "m1", "--why", "--format", "json", "--draws", "16", "--to", "2036").stdout
    )
    (one,) = payload["effects"]
    assert one["why"][0]["rank"] == 1
    assert all(0 <= row["alone"] <= row["total"] <= 1 for row in one["rests_on"])
