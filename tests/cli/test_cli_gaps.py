"""``krapte gaps`` in process."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from typer.testing import CliRunner

from krapte.analysis.gaps import ASPECTS, KINDS, STATES, find
from krapte.cli.app import app


def run(*args: str) -> Any:
    return CliRunner().invoke(app, ["gaps", *args], env={"LANG": "en_GB.UTF-8"})


def test_the_sentences_lead_and_the_tables_follow() -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Whether the cabinet attaches actions and means")
    for words in ("4 / 11 / 0", "E1 mbo funding", "decree, OCW, from 2027", "until 2030-12-31"):
        assert words in result.stdout, words


def test_in_dutch() -> None:
    shown = run("--lang", "nl").stdout
    assert shown.startswith("Of het kabinet acties en middelen koppelt")
    for words in ("niet ingezien", "ontbreekt (A)", "aanwezig (B)", "begroting, EZ, vanaf 2027"):
        assert words in shown, words


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_only(kind: str) -> None:
    rows = json.loads(run("--of", kind, "--format", "json").stdout)["rows"]
    assert {row["of"] for row in rows} == {kind}
    assert len(rows) == len(find().of(kind).cells)


def test_the_agenda_alone_says_nothing_of_our_choices() -> None:
    shown = run("--of", "agenda").stdout
    assert "krapte's own" not in shown
    assert "What the present ones rest on" not in shown


def test_as_data() -> None:
    data = json.loads(run("--format", "json").stdout)
    assert (data["schema"], data["what"]) == ("krapte/1", "gaps")
    assert [action["action"] for action in data["actions"]] == [action.id for action in find().actions]
    assert {action["ours"]["grade"] for action in data["actions"] if action["ours"]} == {"C"}
    assert {row["state"] for row in data["rows"]} == set(STATES)
    assert {row["aspect"] for row in data["rows"]} == set(ASPECTS)
    assert all(row["source"] and row["source_date"] and row["read"] for row in data["rows"])
    read = list(csv.DictReader(io.StringIO(run("--format", "csv").stdout)))
    assert len(read) == len(data["rows"])
    for row, same in zip(read, data["rows"], strict=True):
        assert row == {name: "" if value is None else str(value) for name, value in same.items()}


def test_mistakes_are_told_in_one_line() -> None:
    result = run("--of", "budget")
    assert result.exit_code == 2
    assert "--of" in result.stderr
    assert "agenda | scheme | paper" in result.stderr
