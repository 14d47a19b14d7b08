"""``krapte backtest`` in process."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from typer.testing import CliRunner

from backtest_made import board
from krapte.cli.app import app
from krapte.learning import scoreboard


@pytest.fixture
def run(monkeypatch) -> Any:
    """The command on the board that all tests share, with what it was asked to leave out."""
    made = board()  # before the real one is put aside
    monkeypatch.setattr(scoreboard, "make", lambda who, without=(): made._replace(without=without))
    return lambda *args: CliRunner().invoke(app, ["backtest", *args], env={"LANG": "en_GB.UTF-8"})


def test_the_bar_alone(run) -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Every forecast is measured beside the fading trend.")
    assert "What has to be beaten" in result.stdout
    assert "energy score" not in result.stdout
    assert "ROA to 2022 (2017-12)" in result.stdout


def test_every_rival_in_tables_per_track(run) -> None:
    shown = run("--rivals").stdout
    for words in ("nothing known of later years, 1–2 years ahead", "growth of output known", "energy score"):
        assert words in shown, words


def test_in_dutch(run) -> None:
    shown = run("--rivals", "--lang", "nl").stdout
    for words in ("Elke voorspelling wordt gemeten naast", "geen verandering", "8,1", "Diploma's"):
        assert words in shown, words


def test_as_data(run) -> None:
    data = json.loads(run("--format", "json").stdout)
    assert data["what"] == "backtest"
    assert data["relative"]["damped"] == 1.0
    assert {row["track"] for row in data["rows"]} == {"U", "C1", "C2"}
    assert {row["forecast"] for row in data["institutes"]} >= {"ROA to 2022", "UWV 2019-2020"}
    assert all(row["source"] and row["error"] >= 0 for row in data["institutes"])
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv").stdout)))
    assert len(rows) == len(data["rows"])
    assert float(rows[0]["crps"]) == pytest.approx(data["rows"][0]["crps"])


def test_leaving_out(run) -> None:
    data = json.loads(run("--without", "isco_82", "--without", "2020-21", "--format", "json").stdout)
    assert data["without"] == ["isco_82", "2020-21"]
    assert "Left out: assemblers, targets in 2020 and 2021." in data["answer"]


def test_what_cannot_be_left_out_is_refused(run) -> None:
    result = run("--without", "2022")
    assert result.exit_code == 2
    assert "2020-21 | isco_82" in result.output
