"""A new agenda: what it holds, that it agrees with the answer it is made from, and that nothing is invented."""

from __future__ import annotations

import dataclasses

import pytest

from krapte.agenda import check, distribution, folder, indicators, make
from krapte.agenda.terms import OPEN
from krapte.figures.errors import InputError
from krapte.measures import library, packages


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
