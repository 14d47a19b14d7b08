"""The calendar: delays and deadlines from known paths, and what a run of a few draws must hold to."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from typer.testing import CliRunner

from krapte.agenda import calendar
from krapte.cli.app import app
from krapte.figures.errors import InputError
from krapte.measures import library, packages
from krapte.telling import calendar_table as table
from krapte.words import LANGUAGES, text

RISING = np.arange(11.0)[None, :] * np.array([[100.0], [200.0], [300.0], [400.0], [500.0]])


def test_delay_is_when_half_is_there_in_most_draws():
    assert calendar.delay_of(RISING, RISING[:, 10]) == 5
    late = RISING.copy()
    late[4] = np.where(np.arange(11) < 9, 0, 5000)  # one of five is slow: 8 of 10 still hold
    assert calendar.delay_of(late, late[:, 10]) == 5
    late[3] = late[4]
    assert calendar.delay_of(late, late[:, 10]) == 9
    assert calendar.delay_of(np.zeros((0, 11)), np.zeros(0)) is None


def test_the_share_that_is_there():
    assert calendar.share_at(RISING, RISING[:, 10], 3) == pytest.approx(0.3)
    assert calendar.share_at(RISING, RISING[:, 10], 0) == 0.0
    assert calendar.share_at(RISING, RISING[:, 10], 11) is None


def test_cost_per_technician_year_is_a_ratio_of_expectations_and_never_of_little():
    gain = np.array([[0.0, 0.0], [100.0, 300.0]])
    assert calendar.expected(np.array([1e6, 3e6]), gain) == pytest.approx(2e6 / 200)
    assert calendar.expected(np.array([1e6, 3e6]), gain / 10) is None


@pytest.mark.parametrize(
    ("delay", "earliest", "lead", "start", "decision"),
    [
        (5, 2027, 1, 2030, 2029),
        (8, 2027, 1, 2027, 2026),
        (9, 2027, 1, None, None),
        (None, 2027, 1, None, None),
    ],
)
def test_a_deadline_is_the_target_less_delay_less_lead(delay, earliest, lead, start, decision):
    own = library.load("p1")
    measure = own.model_copy(update={"timing": own.timing.model_copy(update={"earliest": earliest})})
    found = calendar._deadline(2035, delay, measure, lead, 0.5)
    assert (found.last_start, found.last_decision) == (start, decision)


@pytest.fixture(scope="module")
def made(lab):
    """Eight draws of one measure of a package, and of one that it leaves out."""
    package = packages.load("m1")
    known = lab.runs.baseline_is_known
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calendar, "left_out", lambda _: (library.load("x5"),))
        found = calendar.make(lab, package)
    assert found.runs == 8 * (2 if known else 3)
    return found


def test_the_package_stands_beside_what_it_leaves_out(made):
    assert [(line.measure.id, line.left_out) for line in made.lines] == [("m1", False), ("x5", True)]


def test_what_the_paper_does_not_ask_for_is_left_out_and_plans_of_others_are_not():
    ours = {f"x{k}" for k in range(1, 9)}
    assert {one.id for one in calendar.left_out(packages.alone(library.load("x5")))} == ours - {"x5"}


def test_only_what_holds_in_most_draws_is_said(made):
    (own,) = [line for line in made.lines if not line.left_out]
    title = own.measure.title.en
    weak = dataclasses.replace(own, sure=own.sure | {"shortage": 0.79})
    strong = dataclasses.replace(own, sure=dict.fromkeys(own.sure, 0.8))
    for line, said in ((weak, False), (strong, True)):
        whole = dataclasses.replace(made, lines=(line, *made.lines[1:]))
        assert (title in table.sentences(whole, "en")[0]) is said


def test_cheaper_is_said_only_where_it_is_so_in_most_draws(made):
    own, other = made.lines
    dear = dataclasses.replace(own, eur=1e5, by_draw=np.full(10, 1e5))
    cheap = np.array([5e4] * 8 + [np.inf] * 2)
    sure = dataclasses.replace(other, eur=6e4, by_draw=cheap)
    unsure = dataclasses.replace(other, eur=6e4, by_draw=np.array([5e4] * 7 + [np.inf] * 3))
    assert dataclasses.replace(made, lines=(dear, sure)).cheaper() == [sure]
    assert dataclasses.replace(made, lines=(dear, unsure)).cheaper() == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_told_in_both_languages(made, lang):
    grids = table.grids(made, lang)
    assert [len(one.cells) for one in grids] == [1, 1]
    assert all(len(line) == len(one.heads) for one in grids for line in one.cells)
    assert len(table.notes(made, lang)) == 6


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_draws_are_of_is_told(made, lab, lang):
    assert made.posterior == lab.posterior != ""
    before = dataclasses.replace(made, posterior="")
    assert made.posterior in table.notes(made, lang)[-1]
    assert table.notes(before, lang)[-1] == text("table.prior", lang)
    assert {row["posterior"] for row in table.rows(made)} == {made.posterior}


def test_the_command_asks_for_draws_of_before_history(monkeypatch):
    from krapte.analysis import laboratory

    asked = []

    class AskedError(Exception):
        pass

    def ask(**question):
        asked.append(question["prior"])
        raise AskedError

    monkeypatch.setattr(laboratory, "Laboratory", ask)
    for more in ([], ["--prior"]):
        assert isinstance(CliRunner().invoke(app, ["calendar", "m1", *more]).exception, AskedError)
    assert asked == [False, True]


def test_a_package_without_measures_and_years_too_short(lab):
    with pytest.raises(InputError) as caught:
        calendar.make(lab, packages.load("none"))
    assert caught.value.code == "package_without_measures"
    done = CliRunner().invoke(app, ["calendar", "m1", "--to", "2030", "--lang", "en"])
    assert done.exit_code == 2
    assert "--to" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("form", ["table", "json"])
def test_the_command(form):
    done = CliRunner().invoke(app, ["calendar", "m1", "--to", "2036", "--draws", "8", "--format", form])
    assert done.exit_code == 0, done.output
    if form == "json":
        assert len(json.loads(done.stdout)["rows"]) == 9 * len(calendar.TARGETS)


def test_as_data(made):
    rows = table.rows(made)
    assert len(rows) == 2 * len(calendar.TARGETS)
    assert {row["measure"] for row in rows if not row["left_out"]} == {"m1"}
    for row in rows:
        if row["last_decision"] is not None:
            assert row["last_decision"] == row["target"] - row["delay"] - row["lead"]
            assert row["last_start"] >= row["earliest"]
