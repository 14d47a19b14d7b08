"""``krapte split`` in process, on few draws."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from typer.testing import CliRunner

from krapte.analysis import replay
from krapte.cli.app import app

ASKED = ("inflow", "--draws", "2", "--to", "2030", "--no-store", "--lang", "en")


def run(*args: str) -> Any:
    return CliRunner().invoke(app, ["split", *args], env={"LANG": "en_GB.UTF-8"})


def test_the_table_the_pairs_and_how_to_read_them() -> None:
    shown = run(*ASKED)
    assert shown.exit_code == 0, shown.output
    for words in (
        "Pillar and measure",
        "Inflow",
        "Hbo pact",
        "Together",
        "people open to changing work",
        "exact",
    ):
        assert words in shown.stdout, words
    assert "2 draws" in shown.stderr


def test_a_folder_that_can_be_replayed_and_adds_up(tmp_path) -> None:
    out = tmp_path / "split"
    shown = run(*ASKED, "--out", str(out), "--format", "csv")
    assert shown.exit_code == 0, shown.output
    assert {file.name for file in out.iterdir()} == {
        "split.csv", "costs.csv", "pairs.csv", "split.nl.svg", "split.en.svg", "results.nc", "manifest.json",
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert (out / "split.csv").read_text(encoding="utf-8") == shown.stdout
    of = [r for r in rows if (r["year"], r["reading"], r["group"]) == ("2030", "vacancies", "techniek")]
    whole = next(float(r["mean"]) for r in of if r["player"] == "all")
    parts = [float(r["mean"]) for r in of if r["player"] not in ("all", "inflow")]
    assert len(parts) == 5
    assert sum(parts) == pytest.approx(whole, rel=1e-9)
    kept = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert (
        kept["command"] == "krapte split inflow --by measure --scenario moderate --draws 2 --seed 1 --to 2030"
    )
    assert replay.replay(out).equal


@pytest.mark.slow
def test_estimated_by_random_orders_and_said_so() -> None:
    shown = run(*ASKED, "--orders", "2", "--no-pairs")
    assert shown.exit_code == 0, shown.output
    assert "estimated with 4 random orders" in shown.stdout
    assert "Error of the estimate" in shown.stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("paper", "--by", "sector"), "There is no such breakdown"),
        (("paper", "--orders", "1"), "With so few orders"),
        (("none",), "nothing to share out"),
        (("paper", "--to", "2026"), "--to"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(args, words) -> None:
    shown = run(*args, "--draws", "1", "--no-store", "--lang", "en")
    assert shown.exit_code == 2
    assert words in shown.stderr
    assert shown.stderr.count("\n") == 1
