"""``krapte choose`` in process, among two measures on eight draws."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from typer.testing import CliRunner

from krapte.analysis.choose import levers
from krapte.cli.app import app

KEPT = ("i3", "m1")
FEW = [
    *(part for one in levers.priced() if one.id not in KEPT for part in ("--without", one.id)),
    *("--goal", "technician_years", "--by", "2029", "--draws", "8", "--no-regret"),
]


def run(*args: str) -> Any:
    return CliRunner().invoke(app, ["choose", *args], env={"LANG": "en_GB.UTF-8"})


def test_a_choice_is_told_written_and_the_same_again(tmp_path) -> None:
    out = tmp_path / "out"
    shown = run("--budget", "30e6", *FEW, "--lang", "nl", "--out", str(out))
    assert shown.exit_code == 0, shown.output
    assert shown.stdout.startswith("Met €")
    assert "technicusjaren" in shown.stdout
    assert "Het front" in shown.stdout
    kept = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    read = list(csv.DictReader(io.StringIO((out / "packages.csv").read_text(encoding="utf-8"))))
    assert read[0]["package"] == "chosen"
    assert float(read[0]["eur_all"]) <= 30e6 * (1 + 1e-9)
    again = CliRunner().invoke(app, ["replay", str(out), "--lang", "en"])
    assert again.exit_code == 0, again.output
    assert "Equal: 5 parts" in again.stdout
    data = json.loads(run("--budget", "30e6", *FEW, "--format", "json").stdout)
    assert data["manifest"]["content"] == kept["content"]
    assert [row["package"] for row in data["rows"]] == [row["package"] for row in read]
    refused = run("--budget", "30e6", *FEW, "--out", str(out))
    assert refused.exit_code == 2
    assert "--replace" in refused.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "Give a budget"),
        (("--budget=-5",), "--budget"),
        (("--budget", "1e6", "--payer", "king"), "no such payer"),
        (("--budget", "1e6", "--limit", "cars=3"), "no such limit"),
        (("--budget", "1e6", "--limit", "care"), "limit cannot be read"),
        (("--budget", "1e6", "--goal", "soon"), "goal cannot be read"),
        (("--budget", "1e6", "--by", "2020"), "--by"),
        (("--budget", "1e6", "--certainty", "2"), "--certainty"),
        (("--budget", "1e6", "--without", "m99"), "no such measure"),
        (("--budget", "1e6", "--scenario", "boom"), "--scenario"),
        (("--budget", "1e6", "--draws", "0"), "--draws"),
    ],
)
def test_mistakes_are_told_in_one_line_before_anything_runs(args, words) -> None:
    found = run(*args)
    assert found.exit_code == 2, found.output
    assert words in found.stderr
    assert found.stderr.count("\n") == 1


def test_a_budget_that_buys_nothing_says_what_the_least_costs() -> None:
    found = run("--budget", "10", *FEW, "--lang", "nl")
    assert found.exit_code == 2
    assert "budget" in found.stderr
    assert ">=" in found.stderr
