"""``krapte urgency`` in process."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from typer.testing import CliRunner

from krapte.cli.app import app


def run(*args: str) -> Any:
    return CliRunner().invoke(app, ["urgency", *args], env={"LANG": "en_GB.UTF-8"})


def test_the_sentence_leads_and_the_tables_follow() -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Not all four alike")
    for words in ("vacancy rate 2024Q2", "58 (2)", "disagree (3)", "UWV tension", "our assumption (C)"):
        assert words in result.stdout, words
    assert "Chance of each rank" not in result.stdout
    assert "Chance of each rank" in run("--chances").stdout


def test_in_dutch() -> None:
    shown = run("--lang", "nl", "--chances").stdout
    assert shown.startswith("Niet alle vier gelijk")
    assert "Kans op elke plaats (20.000 trekkingen)" in shown


def test_as_data() -> None:
    data = json.loads(run("--format", "json", "--seed", "3").stdout)
    assert (data["schema"], data["what"], data["seed"]) == ("krapte/1", "urgency", 3)
    assert [group["group"] for group in data["groups"]][:4] == ["techniek", "ict", "care", "education"]
    read = list(csv.DictReader(io.StringIO(run("--format", "csv", "--seed", "3").stdout)))
    assert len(read) == len(data["rows"])
    for row, same in zip(read, data["rows"], strict=True):
        assert row["chance_1"] == ("" if same["chance_1"] is None else str(same["chance_1"]))
        assert row["figure"] == same["figure"]


def test_mistakes_are_told_in_one_line() -> None:
    assert run("--seed", "-1").exit_code == 2
    assert "seed" in run("--seed", "-1").stderr
    assert run("--format", "xml").exit_code == 2
