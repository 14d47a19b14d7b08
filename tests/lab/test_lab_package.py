"""From a question to its package; and the file, the command and the Python that give the same numbers."""

from __future__ import annotations

import json
import shlex

import pytest
from typer.testing import CliRunner

from krapte.cli.app import app as cli
from krapte.figures.errors import InputError
from krapte.lab import package as packs
from krapte.lab.answers import Answers
from krapte.lab.question import of_link
from krapte.measures import library, packages

CHANGED = {"p": "first-four", "m": "p2:900@2029,m1:0,x1:1", "to": "2029", "y": "2029", "draws": "8"}


def test_what_nobody_changed_is_the_shipped_package_itself():
    assert packs.of(of_link({"p": "paper"})) == packages.load("paper")
    usual = packages.load("first-four").rows[0]
    same = packs.of(of_link({"p": "first-four", "m": f"{usual.measure.id}:{usual.dose}@{usual.start}"}))
    assert same == packages.load("first-four")


def test_a_moved_dose_changes_that_measure_alone():
    made = packs.of(of_link(CHANGED))
    rows = {row.measure.id: (row.dose, row.start) for row in made.rows}
    assert rows == {"e1": (1, 2028), "i3": (5000, 2028), "p2": (900, 2029), "x1": (1, 2028)}
    assert made.id == "first-four-changed"
    assert "aangepast" in made.title.nl


def test_all_doses_at_zero_ask_for_the_baseline():
    names = [row.measure.id for row in packages.load("first-four").rows]
    assert packs.of(of_link({"p": "first-four", "m": ",".join(f"{name}:0" for name in names)})) is None
    assert packs.of(of_link({"p": "none"})) is None


@pytest.mark.parametrize(
    ("written", "code", "where"),
    [
        ("p9:1", "unknown_measure", "doses"),
        ("p2:99999", "dose_out_of_range", "doses.p2.dose"),
        ("p2:-1", "dose_out_of_range", "doses.p2.dose"),
        ("p2:300@2020", "year_out_of_range", "doses.p2.start"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(written, code, where):
    with pytest.raises(InputError) as caught:
        packs.of(of_link({"m": written}))
    assert (caught.value.code, caught.value.where) == (code, where)


def test_a_dose_in_steps_can_be_put_off_and_no_more():
    steps = [row for row in packages.load("cuts").rows if row.measure.id == "cut-mbo"]
    assert len(steps) > 1
    without = packs.of(of_link({"p": "cuts", "m": "cut-mbo:0"}))
    assert {row.measure.id for row in without.rows} == {"cut-higher", "cut-practice"}
    assert len(without.rows) == len(packages.load("cuts").rows) - len(steps)
    with pytest.raises(InputError) as caught:
        packs.of(of_link({"p": "cuts", "m": "cut-mbo:100"}))
    assert caught.value.code == "lab_in_steps"
    beside = packs.of(of_link({"p": "cuts", "m": "p2:300"}))
    assert len(beside.rows) == len(packages.load("cuts").rows) + 1


@pytest.mark.parametrize("name", packages.ids())
def test_a_package_written_as_a_file_is_the_same_package(name, tmp_path):
    made = packages.load(name)
    file = tmp_path / f"{name}.yaml"
    file.write_text(packs.yaml(made), encoding="utf-8")
    back = packages.load(file)
    assert sorted(map(packs.key, back.rows)) == sorted(map(packs.key, made.rows))
    assert sorted(map(packs.key, back.avoids)) == sorted(map(packs.key, made.avoids))
    assert (back.title, back.scenario) == (made.title, made.scenario)
    assert (back.beside and back.beside.id) == (made.beside and made.beside.id)


def test_the_snippets_give_the_numbers_of_the_page(tmp_path, monkeypatch):
    """Command and Python are run as they are shown, in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    question = of_link(CHANGED)
    package = packs.of(question)
    page = Answers().payload(question, False, lambda done, total: None)["rows"]
    written, _, rest = packs.command(question, package).partition("END\n")
    file = shlex.split(written.splitlines()[0])[2]
    body = packs.command(question, package).split("<<'END'\n")[1].split("END\n")[0]
    (tmp_path / file).write_text(body, encoding="utf-8")
    told = shlex.split(packs.command(question, package).splitlines()[-1])
    assert told[0] == "krapte"
    run = CliRunner().invoke(cli, [*told[1:], "--format", "json", "--no-split", "--no-ratios"])
    assert run.exit_code == 0, run.output
    assert json.loads(run.stdout)["rows"] == page
    assert rest
    names: dict[str, object] = {}
    code = packs.python(question, package).replace("lab.run(", "lab.run(split=False, ratios=False, package=")
    exec(compile(code, "snippet", "exec"), names)
    assert names["rows"] == page


def test_every_measure_has_a_step_that_reaches_its_usual_dose():
    from krapte.lab.catalogue import step

    for name in library.ids():
        dose = library.load(name).dose
        size = step(dose.low, dose.high, dose.default)
        assert abs(round(dose.default / size) * size - dose.default) < 1e-9 * max(1, dose.default), name
        assert (dose.high - dose.low) / size >= 60, name
