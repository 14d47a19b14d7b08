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
        posterior = "" if self.question["prior"] else "made"
        return replace(
            found,
            posterior=posterior,
            doses=[row | {"pillar": "inflow", "paper": "I3"} for row in found.doses],
        )


@pytest.fixture(autouse=True)
def laboratory(monkeypatch):
    module = types.ModuleType("krapte.analysis.laboratory")
    module.Laboratory = MadeLaboratory
    monkeypatch.setitem(sys.modules, "krapte.analysis.laboratory", module)


def run(*words):
    return CliRunner().invoke(app, ["brief", *map(str, words)])


@pytest.mark.parametrize(("lang", "said"), [("nl", "Wat niet bekend is"), ("en", "What is not known")])
def test_a_page_in_both_languages(tmp_path, lang, said):
    done = run("paper", "--lang", lang, "--out", tmp_path / "b.html")
    assert done.exit_code == 0, done.output
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert said in page
    assert f"krapte brief paper --lang {lang} --scenario moderate --draws 1000" in page


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        ("nl", "voordat ze met het verleden", "na vergelijking met 2013 tot en met 2024 (posterior made)"),
        ("en", "before history was seen", "after 2013 to 2024 were seen (posterior made)"),
    ],
)
def test_what_the_draws_are_of_is_named(tmp_path, lang, before, after):
    pages = {}
    for name, more in (("after", []), ("before", ["--prior"])):
        out = tmp_path / f"{name}.html"
        assert run("paper", "--lang", lang, "--out", out, *more).exit_code == 0
        pages[name] = out.read_text(encoding="utf-8")
    assert before in pages["before"]
    assert before not in pages["after"]
    assert after in pages["after"]
    assert after not in pages["before"]
    assert ("--benchmark own --prior" in pages["before"], "--prior" in pages["after"]) == (True, False)


def test_an_agenda_of_other_draws_is_no_part_of_a_brief(tmp_path, monkeypatch):
    from krapte.agenda import folder

    about = types.SimpleNamespace(package="paper", scenario="moderate", benchmark="own")
    kept = types.SimpleNamespace(about=about, prior=True)
    monkeypatch.setattr(folder, "read", lambda _: kept)
    done = run("paper", "--agenda", tmp_path, "--out", tmp_path / "b.html", "--lang", "en")
    assert done.exit_code == 2
    assert "--prior" in done.stderr
    assert not (tmp_path / "b.html").exists()


def test_a_pdf_is_never_written_over_an_older_file_unasked(tmp_path):
    out = tmp_path / "b.pdf"
    out.write_bytes(b"old")
    assert run("paper", "--out", out).exit_code == 2
    assert out.read_bytes() == b"old"
    assert run("paper", "--out", out, "--replace").exit_code == 0
    assert out.read_bytes().startswith(b"%PDF")
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
