"""``krapte brief`` in process, on a laboratory of made data."""

from __future__ import annotations

import sys
import types
from dataclasses import replace

import pytest
from made import made, whole
from typer.testing import CliRunner

from krapte.cli.app import app


class MadeLaboratory:
    def __init__(self, **question):
        self.question = question

    def run(self, package, progress=None, **parts):
        if package == "cuts":
            return made("cuts", effect=0.05, to=self.question["to"])
        found = whole(to=self.question["to"])
        return replace(found, doses=[row | {"pillar": "inflow"} for row in found.doses])


@pytest.fixture(autouse=True)
def laboratory(monkeypatch):
    module = types.ModuleType("krapte.analysis.laboratory")
    module.Laboratory = MadeLaboratory
    monkeypatch.setitem(sys.modules, "krapte.analysis.laboratory", module)


def run(*words):
    return CliRunner().invoke(app, ["brief", *map(str, words)])


@pytest.mark.parametrize(("lang", "said"), [("nl", "Wat niet bekend is"), ("en", "What is not known")])
def test_both_forms_in_both_languages(tmp_path, lang, said):
    for form in ("pdf", "html"):
        done = run("paper", "--lang", lang, "--out", tmp_path / f"b.{form}")
        assert done.exit_code == 0, done.output
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert said in page
    assert f"krapte brief paper --lang {lang} --scenario moderate --draws 1000" in page


def test_the_same_bytes_again_but_never_over_an_older_file_unasked(tmp_path):
    out = tmp_path / "b.pdf"
    assert run("paper", "--out", out).exit_code == 0
    first = out.read_bytes()
    assert run("paper", "--out", out).exit_code == 2
    assert run("paper", "--out", out, "--replace").exit_code == 0
    assert out.read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["b.pdf"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("paper", "--out", "b.docx"), ".pdf | .html"),
        (("none",), "none"),
        (("no-such",), "no-such"),
        (("paper", "--agenda", "no-such-folder"), "no-such-folder"),
        (("paper", "--draws", "0"), "--draws"),
    ],
)
def test_bad_input_ends_with_2_and_writes_nothing(words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*words, "--lang", "en")
    assert done.exit_code == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []
