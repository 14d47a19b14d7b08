"""``baseline``, ``answer`` and ``replay`` in process, on a laboratory of made data."""

from __future__ import annotations

import json
import sys
import types
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made import made
from sector_rows import sector_rows
from typer.testing import CliRunner
from why_made import rests_rows, why_rows

from krapte.cli.app import app
from krapte.figures.errors import InvariantError

ENGLISH = {"LANG": "en_GB.UTF-8"}


class MadeLaboratory:
    asked: dict[str, Any] = {}  # noqa: RUF012 - what the last one was asked
    fails: BaseException | None = None

    def __init__(self, **question: Any) -> None:
        type(self).asked = question
        self.question = question

    def run(
        self,
        package: str | None = None,
        progress: Any = None,
        split: bool = True,
        ratios: bool = True,
        why: bool = False,
    ) -> Any:
        type(self).asked |= {"split": split, "ratios": ratios, "why": why}
        progress(8, 16)
        if self.fails is not None:
            raise self.fails
        answer = made(package, to=self.question["to"], draws=16)
        variant = "baseline" if package is None else "difference"
        return replace(answer, why=why_rows(variant), rests_on=rests_rows(variant)) if why else answer


@pytest.fixture
def laboratory(monkeypatch: pytest.MonkeyPatch) -> type[MadeLaboratory]:
    module = types.ModuleType("krapte.analysis.laboratory")
    module.Laboratory = MadeLaboratory  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "krapte.analysis.laboratory", module)
    monkeypatch.setattr(MadeLaboratory, "fails", None)
    monkeypatch.setattr(MadeLaboratory, "asked", {})
    return MadeLaboratory


def run(*args: str, env: dict[str, str] | None = None) -> Any:
    return CliRunner().invoke(app, list(args), env=env or ENGLISH)


def test_answer_tells_headline_tables_and_closing_line(laboratory: type[MadeLaboratory]) -> None:
    result = run("answer", "m1", "--draws", "16", "--seed", "7", "--to", "2040")
    assert result.exit_code == 0, result.output
    assert laboratory.asked == {
        "scenario": "moderate",
        "draws": 16,
        "seed": 7,
        "to": 2040,
        "benchmark": "own",
        "prior": False,
        "split": True,
        "ratios": True,
        "why": False,
    }
    assert result.stdout.startswith("With the package")
    assert "Difference: with minus without package" in result.stdout
    assert result.stderr == "16 draws, 17 years, 400 runs in 2.0 s: 200 per second.\n"


def test_why_tells_what_the_interval_hangs_on(laboratory: type[MadeLaboratory], tmp_path: Path) -> None:
    words = "What the effect on open technical vacancies of 2035 hangs on most"
    plain = run("answer", "m1")
    assert words not in plain.stdout
    assert laboratory.asked["why"] is False
    result = run("answer", "m1", "--why", "--out", str(tmp_path / "a"))
    assert result.exit_code == 0, result.output
    assert laboratory.asked["why"] is True
    assert words in result.stdout
    assert "What the interval rests on, by grade" in result.stdout
    assert words in (tmp_path / "a" / "answer.en.md").read_text(encoding="utf-8")
    assert (tmp_path / "a" / "why.csv").is_file()
    payload = json.loads(run("baseline", "--why", "--format", "json").stdout)
    assert {row["variant"] for row in payload["why"] + payload["rests_on"]} == {"baseline"}
    assert "Waar het aantal open technische vacatures" in run("baseline", "--why", "--lang", "nl").stdout


def test_sectors_are_shown_where_they_are_asked(
    laboratory: type[MadeLaboratory], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = replace(made("m1", draws=16), sectors=sector_rows())
    monkeypatch.setattr(laboratory, "run", lambda *_, **__: told)
    words = "Technical occupations by sector in 2035: an allocation, C"
    assert words not in run("answer", "m1").stdout
    result = run("answer", "m1", "--by", "sector", "--out", str(tmp_path / "a"))
    assert result.exit_code == 0, result.output
    assert words in result.stdout
    assert words in (tmp_path / "a" / "answer.en.md").read_text(encoding="utf-8")
    assert (tmp_path / "a" / "sectors.csv").is_file()
    lines = run("answer", "m1", "--by", "sector", "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("year,sector,group,reading,variant")
    assert len(lines) == 1 + len(told.sectors)
    refused = run("baseline", "--by", "group")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--by: There is no such breakdown" in refused.stderr


def test_language_comes_from_the_option_or_the_environment(laboratory: type[MadeLaboratory]) -> None:
    assert run("baseline", "--lang", "nl").stdout.startswith("Zonder pakket")
    assert run("baseline", env={"LANG": "nl_NL.UTF-8"}).stdout.startswith("Zonder pakket")
    assert run("baseline", "--lang", "en", env={"LANG": "nl_NL.UTF-8"}).stdout.startswith("Without")


def test_json_and_csv_are_pure_on_stdout(laboratory: type[MadeLaboratory]) -> None:
    payload = json.loads(run("baseline", "--format", "json").stdout)
    assert payload["schema"] == "krapte/1"
    lines = run("answer", "m1", "--format", "csv").stdout.splitlines()
    assert lines[0] == "year,group,reading,variant,median,low,high,unit,right_sign"


def test_out_writes_everything_once_and_replaces_only_when_told(
    laboratory: type[MadeLaboratory], tmp_path: Path
) -> None:
    out = tmp_path / "new" / "folder"
    assert run("answer", "m1", "--out", str(out)).exit_code == 0
    names = {file.name for file in out.iterdir()}
    assert {"manifest.json", "results.nc", "rows.csv", "answer.nl.md", "vacancies.en.svg"} <= names
    again = run("answer", "m1", "--out", str(out))
    assert again.exit_code == 2
    assert "--replace" in again.stderr


BAD = [
    (["answer", "nothing"], "no such package"),
    (["answer", "m1", "--scenario", "moon"], "no such scenario"),
    (["answer", "m1", "--draws", "0"], "number of draws"),
    (["answer", "m1", "--draws", "-5"], "number of draws"),
    (["answer", "m1", "--draws", "100001"], "number of draws"),
    (["answer", "m1", "--draws", "many"], "--draws"),
    (["answer", "m1", "--seed", "-1"], "seed"),
    (["answer", "m1", "--to", "2024"], "outside the model"),
    (["baseline", "--to", "2051"], "outside the model"),
    (["baseline", "--format", "xml"], "no such format"),
    (["baseline", "--lang", "de"], "no such language"),
    (["baseline", "--what"], "no such option"),
    (["baseline", "extra"], "--help"),
    (["answer"], "missing"),
    (["anwser", "m1"], "no such command"),
    (["--what"], "no such option"),
    (["replay", "no/such/folder"], "no such folder"),
]


@pytest.mark.parametrize(("args", "words"), BAD, ids=[" ".join(args) for args, _ in BAD])
def test_bad_input_is_one_line_and_exit_2_and_nothing_is_made(
    args: list[str],
    words: str,
    laboratory: type[MadeLaboratory],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    asks = args[0] in ("answer", "baseline") and len(args) > 1
    result = run(*args, *(["--out", "there"] if asks else []))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("krapte: ")
    assert result.stderr.count("\n") == 1
    assert words in result.stderr
    assert list(tmp_path.iterdir()) == []
    assert laboratory.asked == {}


def test_a_folder_that_is_not_ours_is_refused_before_any_computing(
    laboratory: type[MadeLaboratory], tmp_path: Path
) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    result = run("baseline", "--out", str(tmp_path), "--replace")
    assert result.exit_code == 2
    assert laboratory.asked == {}
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_errors_are_told_in_the_language_asked(laboratory: type[MadeLaboratory]) -> None:
    result = run("answer", "m1", "--draws", "0", "--lang", "nl")
    assert (
        result.stderr
        == "krapte: --draws: Dit aantal trekkingen kan niet. Gevonden: 0. Verwacht: 1 - 100000.\n"
    )


@pytest.mark.parametrize(
    ("error", "code"), [(InvariantError("not_conserved", "2031"), 3), (KeyboardInterrupt(), 130)]
)
def test_a_broken_or_interrupted_run_shows_and_writes_nothing(
    error: BaseException,
    code: int,
    laboratory: type[MadeLaboratory],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(laboratory, "fails", error)
    result = run("answer", "m1", "--out", str(tmp_path / "out"))
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("differences", "code"), [([], 0), (["vacancies: 1 of 2 values"], 3)])
def test_replay_says_equal_or_what_differs(
    differences: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = types.ModuleType("krapte.analysis.replay")
    report = types.SimpleNamespace(equal=not differences, differences=differences, checked=6)
    module.replay = lambda folder, progress: report  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "krapte.analysis.replay", module)
    result = run("replay", str(tmp_path))
    assert result.exit_code == code
    assert ("Equal: 6 parts" if not differences else "1 of 6 parts differ") in result.stdout
    read = json.loads(run("replay", str(tmp_path), "--format", "json").stdout)
    assert read["rows"][0]["equal"] is (not differences)
