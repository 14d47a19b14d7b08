"""``krapte claims`` in process."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from krapte.cli.app import app


def run(*args: str, command: str = "claims") -> Any:
    return CliRunner().invoke(app, [command, *args], env={"LANG": "en_GB.UTF-8"})


def test_the_sentences_lead_and_the_tables_follow() -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Of 16 claims of fact in the paper")
    for words in (
        "Of 31 claims of shortage",
        "What the paper says",
        "does not hold",
        "What follows if it is true",
    ):
        assert words in result.stdout, words


def test_in_dutch_and_one_list() -> None:
    shown = run("--lang", "nl", "--of", "paper").stdout
    assert shown.startswith("Van 16 beweringen in het position paper")
    assert "Genoemde tekorten\n" not in shown
    assert "Wat volgt als het waar is" in shown


@pytest.mark.parametrize("of", ["paper", "figures"])
def test_as_data(of: str) -> None:
    data = json.loads(run("--format", "json", "--of", of).stdout)
    assert (data["schema"], data["what"], list(data["answer"])) == ("krapte/1", "claims", [of])
    assert {row["of"] for row in data["rows"]} == {of}
    assert {line["claim"] for line in data["lines"]} <= {row["claim"] for row in data["rows"]}
    read = list(csv.DictReader(io.StringIO(run("--format", "csv", "--of", of).stdout)))
    assert [row["claim"] for row in read] == [row["claim"] for row in data["rows"]]
    assert [row["verdict"] for row in read] == [row["verdict"] for row in data["rows"]]


def test_what_is_kept_can_be_made_again(tmp_path: Path) -> None:
    out = tmp_path / "kept"
    assert run("--of", "figures", "--out", str(out), "--format", "csv").exit_code == 0
    assert {path.name for path in out.iterdir()} >= {
        "manifest.json",
        "ruler.nl.svg",
        "claims.en.csv",
        "lines.nl.csv",
    }
    again = run(str(out), command="replay")
    assert again.exit_code == 0, again.output
    kept = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    kept["content"]["ruler"] = "0" * 64
    (out / "manifest.json").write_text(json.dumps(kept), encoding="utf-8")
    assert run(str(out), command="replay").exit_code != 0


def test_mistakes_are_told_in_one_line(tmp_path: Path) -> None:
    assert run("--of", "all").exit_code == 2
    assert "paper | figures" in run("--of", "all").stderr
    assert run("--format", "xml").exit_code == 2
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert run("--out", str(tmp_path)).exit_code == 2
