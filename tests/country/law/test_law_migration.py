"""The scheme a worker falls under: an engineer, a welder, and the edges of the thresholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from krapte.country.law import timeline
from krapte.country.law.migration import Admission, Offer, Worker, admission, admissions, free, threshold
from krapte.figures.errors import InputError

NOW = date(2026, 3, 1)
SPONSOR = Offer(sponsor=True)
ENGINEER = Worker("outside", NOW, age=29, salary=4200, higher_diploma=True, offer=SPONSOR)
WELDER = Worker(
    "outside", NOW, age=35, salary=3000, craft=True, language=True, offer=Offer(True, housing=True)
)


def test_an_engineer_of_29_at_4200_is_no_knowledge_migrant_in_2026_and_was_in_2025():
    assert threshold(29, False, NOW).value == 4357
    assert admission(ENGINEER).scheme == "none"
    last_year = replace(ENGINEER, day=date(2025, 12, 31))
    assert admission(last_year) == Admission("knowledge_migrant", 4171)


def test_the_engineer_just_graduated_or_where_nobody_was_found():
    graduate = replace(ENGINEER, recent_graduate=True)
    assert admission(graduate) == Admission("knowledge_migrant", 3122)
    assert admission(replace(ENGINEER, offer=Offer(nobody_found=True))) == Admission("combined_permit")


def test_the_threshold_is_met_at_the_euro_and_rises_at_30():
    at = replace(ENGINEER, salary=4357)
    assert admission(at).scheme == "knowledge_migrant"
    assert admission(replace(at, salary=4356)).scheme == "none"
    assert admission(replace(at, age=30)).scheme == "none"
    assert admission(replace(at, age=30, salary=5942)) == Admission("knowledge_migrant", 5942)


def test_without_a_recognised_sponsor_there_is_the_blue_card():
    rich = replace(ENGINEER, salary=6000, offer=Offer())
    assert admission(rich) == Admission("blue_card", 5942)
    assert admission(replace(rich, higher_diploma=False)).scheme == "none"
    graduate = replace(rich, salary=4754, recent_graduate=True)
    assert admission(graduate) == Admission("blue_card", 4754)
    both = admissions(replace(rich, offer=SPONSOR))
    assert [one.scheme for one in both] == ["knowledge_migrant", "blue_card"]


def test_a_welder_from_outside_the_eu_needs_a_search_today():
    assert admission(WELDER).scheme == "none"
    found = replace(WELDER, offer=replace(WELDER.offer, nobody_found=True))
    assert admission(found) == Admission("combined_permit")
    assert admission(replace(found, day=date(2014, 3, 31))).scheme == "work_permit"
    assert admission(replace(found, day=date(2014, 4, 1))).scheme == "combined_permit"


def test_the_welder_under_the_orange_card_when_it_is_switched_on():
    card = admission(WELDER, orange_card=True)
    assert card == Admission("orange_card", years=5, verified=False)
    assert card.years == timeline("orange_card_years")[-1].value


@pytest.mark.parametrize(
    "change",
    [
        {"craft": False},
        {"language": False},
        {"offer": Offer(sponsor=False, housing=True)},
        {"offer": Offer(sponsor=True, housing=False)},
        {"offer": Offer(sponsor=True, housing=True, agency=True)},
        {"offer": Offer(sponsor=True, housing=True, full_time=False)},
    ],
)
def test_each_condition_of_the_proposal_counts(change):
    assert admission(replace(WELDER, **change), orange_card=True).scheme == "none"


@pytest.mark.parametrize(
    ("nationality", "day", "needs_none"),
    [
        ("eu", date(2000, 1, 1), True),
        ("members_2004", date(2007, 4, 30), False),
        ("members_2004", date(2007, 5, 1), True),
        ("romania_bulgaria", date(2013, 12, 31), False),
        ("romania_bulgaria", date(2014, 1, 1), True),
        ("croatia", date(2018, 6, 30), False),
        ("croatia", date(2018, 7, 1), True),
        ("outside", date(2026, 1, 1), False),
    ],
)
def test_free_movement_came_in_steps(nationality, day, needs_none):
    assert free(nationality, day) == needs_none
    if needs_none:
        assert admissions(replace(WELDER, nationality=nationality, day=day)) == (Admission("free"),)


def test_beyond_the_last_amount_it_is_carried_on_and_not_verified():
    later = admission(replace(ENGINEER, salary=4400, day=date(2028, 1, 1)))
    assert later == Admission("knowledge_migrant", 4357, verified=False)
    # No amount of the blue card is known for 2016 and 2017.
    assert not admission(replace(ENGINEER, salary=5000, offer=Offer(), day=date(2016, 6, 1))).verified


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"nationality": "elsewhere"}, "nationality_unknown"),
        ({"salary": -1}, "salary_negative"),
        ({"day": date(2009, 1, 1)}, "year_out_of_range"),
    ],
)
def test_bad_input(change, code):
    with pytest.raises(InputError) as caught:
        admission(replace(ENGINEER, **change))
    assert caught.value.code == code
