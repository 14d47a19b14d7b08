"""``krapte worth-of-knowing`` in process: bad input, and a small choice told and written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from krapte.analysis import decision, knowing
from krapte.cli.app import app
from krapte.measures import packages


def run(*args: str) -> Any:
    return CliRunner().invoke(app, ["worth-of-knowing", *args], env={"LANG": "en_GB.UTF-8"})


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--budget", "-1"), "--budget"),
        (("--budget", "0"), "--budget"),
        (("--reading", "tightness"), "vacancies | capacity"),
        (("--draws", "8"), "50"),
        (("--to", "2028"), "2030"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(args, words) -> None:
    shown = run(*args, "--lang", "en")
    assert shown.exit_code == 2
    assert words in shown.stderr
    assert shown.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_small_choice(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(decision, "candidates", lambda also: [packages.load(name) for name in ("m1", "e6")])
    monkeypatch.setattr(knowing, "BOOTSTRAPS", 4)
    out = tmp_path / "worth"
    asked = ("--draws", "50", "--to", "2030", "--budget", "1e8", "--out", str(out))
    shown = run(*asked, "--lang", "en")
    assert shown.exit_code == 0, shown.output
    for words in (
        "What our assumptions hide",
        "Everything together",
        "Our assumption",
        "no price of a vacancy",
    ):
        assert words in shown.stdout, words
    kept = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert kept["question"]["what"] == "worth-of-knowing"
    assert len(list(out.iterdir())) == 6
