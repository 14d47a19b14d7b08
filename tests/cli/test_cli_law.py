"""``krapte law`` in process."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from typer.testing import CliRunner

from krapte.cli.app import app
from krapte.country import law


def run(*args: str) -> Any:
    return CliRunner().invoke(app, ["law", *args], env={"LANG": "en_GB.UTF-8"})


def test_the_list_has_the_last_value_of_each_rule() -> None:
    result = run()
    assert result.exit_code == 0, result.output
    for words in ("aow_age", "67.25", "4,357", "2027-12-31", "proposal", "krapte law NAME"):
        assert words in result.output, words
    assert "2,601" not in result.stdout  # tuition of a year before the last


def test_one_rule_with_all_years_and_where_it_stands() -> None:
    shown = run("tuition").stdout
    assert all(amount in shown for amount in ("1,672", "2,601", "2,694"))
    assert "article 7.45" in shown
    dutch = run("tuition_halved", "--lang", "nl").stdout
    assert "gehalveerd collegegeld" in dutch
    assert "nagekeken tot en met" in dutch


def test_a_rule_with_parts_or_one_part() -> None:
    assert run("price_factor").stdout.count("price_factor[") == 17
    assert run("price_factor[care]").stdout.count("price_factor[") == 1


def test_as_data() -> None:
    rows = json.loads(run("--format", "json").stdout)["rows"]
    assert len(rows) == len(law.load())
    first = rows[0]
    assert (first["parameter"], first["from"], first["until"]) == ("aow_age", "2013-01-01", None)
    read = list(csv.DictReader(io.StringIO(run("werkagenda_mbo", "--format", "csv").stdout)))
    assert [(row["until"], row["status"], row["figure"]) for row in read] == [
        ("2027-12-31", "agreement", "ip_wa_mbo_new")
    ]


def test_a_misspelt_rule_is_answered_with_the_nearest() -> None:
    result = run("treshold_30")
    assert result.exit_code == 2
    assert "threshold_30" in result.stderr
    assert "no such rule" in result.stderr
    assert "Deze regel is er niet" in run("treshold_30", "--lang", "nl").stderr
