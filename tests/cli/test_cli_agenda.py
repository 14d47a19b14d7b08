"""The agenda on the command line, as a user would: new, check, show, export, import; and what is refused."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from krapte.cli.app import app

runner = CliRunner()


def call(*words):
    return runner.invoke(app, ["agenda", *map(str, words)])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("cli") / "agenda"
    done = call("new", "first-four", "--draws", 8, "--to", 2036, "--lang", "nl", "--out", out)
    assert done.exit_code == 0, done.stderr
    assert "9 doelen en 4 acties" in done.stdout
    return out


@pytest.mark.parametrize(("lang", "said"), [("nl", "Nog niet besloten"), ("en", "Not decided yet")])
def test_a_new_agenda_passes_and_says_what_is_open(made, lang, said):
    done = call("check", made, "--lang", lang)
    assert done.exit_code == 0
    assert said in done.stdout
    whole = call("check", made, "--complete", "--lang", lang)
    assert whole.exit_code == 2
    assert "actions.yaml:" in whole.stderr


def test_a_changed_start_asks_for_a_new_calculation_and_gets_it(made, tmp_path):
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in made.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    todo = (copy / "actions.yaml").read_text(encoding="utf-8")
    later = todo.replace("dose: 5000", "dose: 0").replace("dose: 3000", "dose: 0")
    assert later != todo
    (copy / "actions.yaml").write_text(later, encoding="utf-8")
    stale = call("check", copy, "--lang", "en")
    assert stale.exit_code == 2
    assert "--rerun" in stale.stderr
    again = call("check", copy, "--rerun", "--draws", 8, "--lang", "en", "--format", "json")
    rows = json.loads(again.stdout)["rows"]
    assert not [row for row in rows if row["code"] == "agenda_not_recomputed"]
    assert [row for row in rows if row["code"] == "goal_out_of_reach"]


def test_an_agenda_of_before_history_was_seen_says_so(made, tmp_path):
    out = tmp_path / "agenda"
    words = ("new", "m1", "--draws", 8, "--to", 2030, "--lang", "en", "--out", out)
    done = call(*words, "--prior")
    assert done.exit_code == 0, done.stderr
    told = "Parameters as assumed, before history was seen."
    assert told in done.stdout
    question = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert question["question"]["prior"] is True
    assert question["command"].endswith("--prior")
    assert told in call("show", out, "--lang", "en").stdout
    assert told not in call("show", made, "--lang", "en").stdout


def test_show_in_both_languages_and_as_data(made):
    dutch, english = call("show", made, "--lang", "nl"), call("show", made, "--lang", "en")
    assert "nog te besluiten" in dutch.stdout
    assert "to be decided" in english.stdout
    data = json.loads(call("show", made, "--format", "json").stdout)
    assert len(data["actions"]) == 4
    assert data["agenda"]["goals"][0]["group"] == "techniek"


def test_a_spreadsheet_and_back(made, tmp_path):
    sheet, back = tmp_path / "a.xlsx", tmp_path / "back"
    assert call("export", made, "--out", sheet).exit_code == 0
    assert call("export", made, "--out", sheet).exit_code == 2  # never over an older file unasked
    assert call("import", sheet, "--out", back, "--lang", "nl").exit_code == 0
    for file in made.iterdir():
        assert (back / file.name).read_bytes() == file.read_bytes(), file.name


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", "no-such"), "package"),
        (("new", "first-four", "--probability", "1.5", "--draws", "8"), "--probability"),
        (("new", "first-four", "--public", "-1"), "--public"),
        (("check", "no-such-folder"), "no-such-folder"),
        (("import", "no-such.xlsx"), "no-such.xlsx"),
        (("nonsense",), "nonsense"),
    ],
)
def test_bad_input_ends_with_2_and_one_line(words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = call(*words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
