"""A new agenda: what it holds, that it agrees with the answer it is made from, and that nothing is invented."""

from __future__ import annotations

import dataclasses

import pytest

from krapte.agenda import again, check, distribution, folder, indicators, make, monitor
from krapte.agenda.distribution import CARRIED_OUT
from krapte.agenda.realised import Observed
from krapte.agenda.terms import OPEN
from krapte.engine.draws import Uniforms
from krapte.figures.errors import InputError
from krapte.measures import library, packages
from krapte.telling import agenda_table
from krapte.words import LANGUAGES


def test_a_new_agenda_has_nothing_wrong_and_says_what_is_open(written):
    report = check.check(folder.read(written))
    assert report.wrong == []
    fields = [one.where.split(": ")[1] for one in report.open]
    assert "budget.private" in fields
    assert "budget.public" not in fields
    assert all(f"actions.{i}.owner.person" in fields for i in range(4))
    assert all(f"actions.{i}.milestones.0.date" in fields for i in range(4))


def test_it_is_read_back_as_it_was_made(agenda, written):
    back = folder.read(written)
    assert back.about == agenda.about
    assert back.actions == agenda.actions
    assert [one[:7] for one in back.means] == [one[:7] for one in agenda.means]
    assert back.manifest == agenda.manifest
    for key, spread in agenda.distribution.items():
        assert back.distribution[key].values == pytest.approx(spread.values, abs=1e-3)


def test_no_person_and_no_date_of_decision_is_invented(agenda):
    for action in agenda.actions:
        own = library.load(action.measure)
        assert action.owner.department == own.department
        assert action.owner.person == OPEN
        decision, *others = action.milestones
        assert (decision.what, decision.date, decision.basis) == ("decision", OPEN, OPEN)
        assert {one.basis for one in others} == {"calculated"}
        assert all(i.source == OPEN for i in action.indicators if i.frequency == OPEN)


def test_a_goal_is_reached_with_the_chance_it_was_made_for_and_less_often_without(agenda):
    report = check.check(dataclasses.replace(agenda, means=[]))
    for goal in agenda.about.goals:
        with_, without = report.chances[goal.id]
        assert with_ >= goal.probability
        assert with_ < goal.probability + 0.15
        if goal.group == "techniek":  # a group may lose people to another
            assert without <= with_ + 1e-9


def test_every_mechanism_of_the_paper_has_something_to_count():
    for row in packages.load("paper").rows:
        found = indicators.of(row.measure)
        assert found[0].id == indicators.CARRIED_OUT
        assert found[0].unit == row.measure.dose.unit
        assert len(found) > 1, row.measure.id


def test_quantiles_are_those_of_the_draws():
    spread = distribution.Spread("fte", tuple(float(x) for x in distribution.LEVELS))
    assert spread.below(0.5) == pytest.approx(0.5)
    assert spread.at(0.8) == pytest.approx(0.8)
    assert spread.below(-1) == 0.01
    assert spread.below(2) == 0.99


def test_means_add_up_per_year(agenda):
    """Means over draws, so the parts of a year make its whole; the budget is checked on that sum."""
    public = {}
    for one in agenda.means:
        if one.side == "public":
            public[one.year] = public.get(one.year, 0) + one.eur
    assert max(public.values()) > 1e7
    tight = agenda.about.model_copy(update={"budget": agenda.about.budget.model_copy(update={"public": 1e6})})
    lines = [one._replace(line=_line()) for one in agenda.means]
    report = check.check(dataclasses.replace(agenda, about=tight, means=lines))
    years = [int(e.found.split("(")[1][:4]) for e in report.wrong if e.code == "money_above_budget"]
    assert years == sorted(year for year, eur in public.items() if eur > 1e6)


def _line():
    from krapte.figures.lines import Line

    return Line("means.csv", 2, {})


@pytest.mark.parametrize("value", [9401.2, 42_123.0, 0.0, 7.0, 101_500.1])
def test_a_ceiling_is_rounded_up_a_little(value):
    up = make._up(value)
    assert value <= up <= value * 1.011 + 1
    assert up == int(up)


def test_a_package_without_measures_has_no_agenda(agenda):
    with pytest.raises(InputError) as caught:
        make.agenda(None, packages.load("none"), None, make.Wish())
    assert caught.value.code == "package_without_measures"


def test_a_chance_of_one_cannot_be_wanted():
    with pytest.raises(InputError) as caught:
        make.agenda(None, packages.load("first-four"), None, make.Wish(probability=1.0))
    assert caught.value.code == "out_of_range"


def test_a_measure_listed_more_than_once_is_an_action_in_steps(stepped):
    package = packages.load("cuts")
    for action in stepped.actions:
        rows = package.of(action.measure)
        found = [(action.dose, action.start, action.end), *again.steps(action)]
        assert found == [(row.dose, row.start, row.end) for row in rows]
        assert found == sorted(found, key=lambda one: one[1])
    assert max(len(action.steps) for action in stepped.actions) == 3
    assert len({action.measure for action in stepped.actions}) == len(stepped.actions)


def test_an_action_in_steps_is_the_package_it_was_made_from(stepped, stepped_kept):
    kept = stepped_kept
    assert kept.actions == stepped.actions
    assert check.check(kept).wrong == []
    rows = {(row.measure.id, row.dose, row.start, row.end) for row in again.package(kept).rows}
    assert rows == {(row.measure.id, row.dose, row.start, row.end) for row in packages.load("cuts").rows}


@pytest.mark.parametrize(
    ("field", "value", "code", "place"),
    [
        ("start", 2027, "agenda_not_recomputed", "steps.0.start"),
        ("dose", 1.0, "agenda_not_recomputed", "steps.0.dose"),
        ("start", 2060, "year_out_of_range", "steps.0.start"),
        ("start", 2025, "law_does_not_allow_before", "steps.0.start"),
        ("end", 2020, "end_before_start", "steps.0.end"),
    ],
)
def test_a_step_is_checked_as_a_start_is(field, value, code, place, stepped_kept):
    stepped = stepped_kept
    index = next(i for i, one in enumerate(stepped.actions) if one.measure == "cut-mbo")
    action = stepped.actions[index]
    step = action.steps[0].model_copy(update={field: value})
    changed = action.model_copy(update={"steps": (step, *action.steps[1:])})
    actions = tuple(changed if i == index else one for i, one in enumerate(stepped.actions))
    wrong = check.check(dataclasses.replace(stepped, actions=actions)).wrong
    assert (code, True) in [(one.code, one.where.endswith(place)) for one in wrong]


def test_a_step_that_is_missing_asks_for_a_new_calculation(stepped_kept):
    stepped = stepped_kept
    actions = tuple(one.model_copy(update={"steps": ()}) for one in stepped.actions)
    codes = [one.code for one in check.check(dataclasses.replace(stepped, actions=actions)).wrong]
    assert codes.count("agenda_not_recomputed") == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_years_of_all_steps_are_shown(stepped, lang):
    grid = agenda_table.actions(stepped, check.measures_of(stepped), lang)
    assert "2026, 2028, 2029, 2030" in {line[4] for line in grid.cells}


@pytest.mark.parametrize("name", ["paper", "cuts"])
def test_a_measure_that_nobody_carries_out_is_off_track(name):
    """Also one that may be withdrawn: that is what its path is held against."""
    package, draws = packages.load(name), 200
    table = distribution.carried_out(package.rows, range(2024, 2036), Uniforms(1, draws), draws)
    for measure in package.measures:
        row = package.of(measure.id)[0]
        year = row.start if row.end is not None else 2031
        spread = table[year, measure.id, CARRIED_OUT, "package"]
        for value, status in ((0.0, monitor.OFF), (spread.at(0.5), monitor.ON)):
            one = Observed(year, 0, measure.id, CARRIED_OUT, value, spread.unit, "2036", None, "made")
            assert monitor.judge(table, one).status == status, (measure.id, value)
