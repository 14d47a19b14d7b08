"""A whole choice on eight draws among three measures, by technician-years: no slopes, so nothing large is compiled."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import numpy as np
import pytest
import xarray as xr

from krapte.analysis.choose import alone, choice, feasible, levers, rivals, search, store, worth
from krapte.analysis.choose.question import Limit, Question
from krapte.analysis.choose.trial import Ground
from krapte.analysis.laboratory import Laboratory
from krapte.engine import manifest
from krapte.figures.errors import InputError
from krapte.measures import packages
from krapte.telling import choose_chart, choose_export, choose_said, choose_table
from krapte.words import LANGUAGES

KEPT = ("e6", "i3", "m1")
OTHERS = tuple(one.id for one in levers.priced() if one.id not in KEPT)
ASKED = Question(budget=60e6, reading="technician_years", by=2030, without=OTHERS)
FEW = {"draws": 8, "rounds": 1}


@pytest.fixture(scope="module")
def made() -> choice.Choice:
    return choice.choose(ASKED, **FEW, with_regret=False)


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground(ASKED, levers.levers(ASKED), 8, 1)


def test_the_choice_fits_and_no_other_that_was_tried_is_better(made, ground):
    assert feasible.fits(made.chosen.found, ASKED)
    assert feasible.peak(made.chosen.found, "all") <= 60e6 * (1 + 1e-9)
    value = worth.of(made.chosen.found.worth, ASKED)
    for way in (rivals.greedy, rivals.by_chance):
        plan = way(ground, ground.work + 30)
        assert feasible.fits(ground.of(plan), ASKED)
        assert value >= 0.97 * worth.of(ground.of(plan).worth, ASKED)
    for one in made.near:
        assert worth.of(one.found.worth, ASKED) >= 0.95 * value


def test_a_trial_gives_what_an_answer_to_the_same_package_gives(made, ground):
    lab = Laboratory(draws=8, to=2030)
    package = made.package()
    answer = lab.run(package, split=False)
    read = answer.results["capacity"].sel(group="techniek", year=slice(2028, 2030)).sum("year")
    gained = read.sel(variant="package") - read.sel(variant="baseline")
    np.testing.assert_allclose(made.chosen.found.worth, gained.values, rtol=1e-9)
    np.testing.assert_allclose(ground.of(made.chosen.plan).worth, made.chosen.found.worth, rtol=1e-12)
    lost = answer.results["employed"].sel(group="care", year=2030).mean("draw")
    fewer = float(lost.sel(variant="baseline") - lost.sel(variant="package"))
    assert made.chosen.found.sides["care"] == pytest.approx(fewer, abs=1e-6)
    # Half a plan is half of every path, and a dose of a lever is the dose of its row.
    paths = levers.unit_paths(ground.levers, range(2013, 2030), ground.uniform, 8)
    half = packages.alone(ground.levers[0].measure, dose=ground.levers[0].measure.dose.high / 2, start=2027)
    moved = lab.runs.moved(half).dose[:, :17, 0]
    np.testing.assert_allclose(paths[0][0] / 2, moved, rtol=1e-12)


def test_candidates_are_packages_by_draws_for_whoever_asks_what_more_knowledge_is_worth(made):
    table = made.candidates
    assert table.dims == ("package", "draw")
    assert list(table["package"].values[:2]) == ["none", "chosen"]
    assert table.sizes["draw"] == 8
    assert table.attrs["unit"] == "fte"
    assert not table.sel(package="none").any()
    np.testing.assert_array_equal(table.sel(package="chosen").values, made.chosen.found.worth)
    assert set(table["package"].values[1:]) == {one.name for one in made.kept}


def test_a_manifest_makes_the_choice_again(made):
    kept = store.manifest_of(made, store.results(made), 1)
    again = store.again(kept["question"], "manifest.json: question")
    assert again["content"] == kept["content"]
    assert "krapte choose --budget 60000000 --goal technician_years --by 2030" in kept["command"]
    for field, value in (("draws", "8"), ("budget", -1.0), ("by", None)):
        with pytest.raises(InputError) as caught:
            store.again(kept["question"] | {field: value}, "manifest.json: question")
        assert caught.value.code in ("broken_manifest", "out_of_range")


def test_its_files_can_be_run_again_and_hold_what_the_screen_shows(made, tmp_path):
    files = choose_export.files(made)
    assert {"packages.csv", "doses.csv", "chosen.yaml", "choice.nl.md", "front.en.svg"} <= set(files)
    path = tmp_path / "chosen.yaml"
    path.write_bytes(files["chosen.yaml"])
    loaded, own = packages.load(path), made.package()
    assert [(r.measure.id, r.dose, r.start) for r in loaded.rows] == [
        (r.measure.id, r.dose, r.start) for r in own.rows
    ]
    read = list(csv.DictReader(io.StringIO(files["packages.csv"].decode())))
    assert [row["package"] for row in read] == [one.name for one in made.kept]
    assert float(read[0]["worth"]) == worth.of(made.chosen.found.worth, ASKED)
    found = store.results(made)
    assert set(manifest.content(found)) == {"worth", "dose", "start", "cost", "side"}
    assert isinstance(found, xr.Dataset)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_told_in_sentences_that_can_be_read_out(made, lang):
    told = choose_said.sentences(made, lang) + choose_said.notes(made, lang)
    for line in told:
        assert "{" not in line
        for sentence in re.split(r"(?<=[.:;])\s", line):
            assert len(sentence.split()) <= 27, sentence
    assert "2030" in told[0]
    assert "80" in told[0]
    assert any("(C)" in line for line in told)
    for grid in choose_table.grids(made, lang):
        assert all(len(line) == len(grid.heads) for line in grid.cells)
        assert grid.cells
    drawn = choose_chart.chart(made, lang)
    assert drawn.startswith("<svg")
    assert f'lang="{lang}"' in drawn
    assert choose_chart.chart(made, lang) == drawn


def test_a_goal_is_reached_for_less_than_a_budget_that_reaches_more(made):
    goal = 0.5 * worth.of(made.chosen.found.worth, ASKED)
    asked = Question(goal=goal, reading="technician_years", by=2030, without=OTHERS)
    found = choice.choose(asked, **FEW, with_regret=False)
    assert worth.of(found.chosen.found.worth, asked) >= goal
    assert feasible.peak(found.chosen.found, "all") < 60e6
    assert "€" in choose_said.headline(found, "en")


def test_a_limit_of_nobody_lost_leaves_what_makes_up_for_it(ground):
    """Paid retraining takes people from care, permits bring some back: together they can be within a limit of 0."""
    known = alone.alone(ground)
    taken, brought = (
        known.sides["care"][[one.measure.id for one in ground.levers].index(n)] for n in ("e6", "m1")
    )
    assert taken > 0 > brought
    asked = replace(ASKED, limits=(Limit("care", 0.0),))
    with ground.asking(asked):
        best = search.search(ground, known, 1)
        found = ground.of(best)
        assert feasible.fits(found, asked)
        assert found.sides["care"] <= feasible.PERSON
        assert best.parts[0] > 0  # e6 is in, since m1 makes up for it


def test_what_cannot_be_is_refused_with_what_holds_it_back():
    with pytest.raises(InputError) as caught:
        choice.choose(
            Question(goal=1e7, reading="technician_years", by=2030, without=OTHERS), **FEW, with_regret=False
        )
    assert (caught.value.code, caught.value.where) == ("goal_out_of_reach", "--goal")
    assert "doses" in caught.value.expected
    with pytest.raises(InputError) as caught:
        choice.choose(Question(budget=100.0, by=2030, without=OTHERS, reading="technician_years"), **FEW)
    assert caught.value.code == "budget_buys_nothing"
    least, names = re.fullmatch(r">= (\d+) \((.*)\)", caught.value.expected).groups()
    assert 1e5 < float(least) < 1e8
    assert names == "all"
    limited = Question(
        goal=3e4, reading="technician_years", by=2030, without=OTHERS, limits=(Limit("employers", 1e6),)
    )
    with pytest.raises(InputError) as caught:
        choice.choose(limited, **FEW, with_regret=False)
    assert "employers" in caught.value.expected
