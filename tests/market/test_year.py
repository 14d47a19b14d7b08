"""A year as a whole: the lessons of a small account of the same market, which a real model should pass."""

from __future__ import annotations

import numpy as np
import pytest

FORMS = pytest.mark.parametrize("form", [0.0, 1.0], ids=["churn", "reduced"])


def at(year):
    return year - 2014  # the outcome of a year stands in the row of the step that leads to it


def labour(outcome):
    return (outcome.employed + outcome.unemployed).sum(axis=-1)


def test_labour_with_constant_rates_stays_near_today(run):
    """Lesson 2: demand and tightness switched off, attached labour of 2040 within -5 and +9 % of 2024."""
    made = labour(run({"switching.response": 0.0, "demand.wage_curve": 0.0, "demand.stabilisation": 0.0}))
    assert -0.05 < made[at(2040)] / made[at(2024)] - 1 < 0.09


@FORMS
def test_a_step_of_ten_thousand_technicians(run, form):
    """Lesson 3: vacancies fall by 3,500-7,500 at first, the effect decays and never changes sign.

    The step is a year in which more graduates start in techniek: people who come from abroad would bring work along.
    """
    ground = {"meeting.form": form}
    base = run(ground)
    more = run(ground, {"education.placement[mbo]": {2029: 0.3}})
    gained = (more.employed + more.unemployed - base.employed - base.unemployed)[at(2030) :, 0]
    effect = (more.vacancies - base.vacancies)[at(2030) :, 0] * 10_000 / gained[0]
    assert 8_000 < gained[0] < 12_000
    assert -7_500 < effect[0] < -3_500
    assert np.all(effect < 50)
    assert abs(effect[8]) < 0.75 * abs(effect[0])
    assert gained.max() <= gained[0]


def test_a_later_pension_age_lifts_labour_and_eases_the_market(run):
    """Lesson 5: labour up at once, vacancies down; much of it gone after ten years."""
    base = run()
    later = run({}, {"retirement.pension_age_shift": dict.fromkeys(range(2026, 2050), 1.0)})
    more = labour(later) - labour(base)
    assert more[at(2027)] > 15_000
    eased = (later.vacancies - base.vacancies).sum(axis=-1)
    assert eased[at(2028)] < 0
    assert abs(eased[at(2038)]) < abs(eased[at(2028) : at(2034)]).max()


def test_fewer_graduates_mean_more_vacancies(run):
    """Lesson 5: no lever may be normalised away."""
    base = run()
    fewer = run(
        {},
        {f"education.placement[{level}]": dict.fromkeys(range(2026, 2050), -0.1) for level in ("mbo", "hbo")},
    )
    assert (fewer.vacancies - base.vacancies)[at(2032), 0] > 1_000
    assert (fewer.employed - base.employed)[at(2032), 0] < 0


def test_twice_the_dose_gives_between_once_and_twice_the_effect(run):
    """Lesson 4: less than proportional, and ten times never breaks the market."""
    ground = {"card.applications": 1e6}
    base = run(ground).vacancies[at(2035), 0]
    closed = [
        base - run(ground, {"card.quota": dict.fromkeys(range(2028, 2050), q)}).vacancies[at(2035), 0]
        for q in (3_000.0, 6_000.0, 30_000.0)
    ]
    assert 1.5 * closed[0] < closed[1] <= 2.0 * closed[0]
    assert 0 < closed[2] < base


def test_more_migration_brings_work_along(world, run):
    """People who come earn and buy: vacancies of the whole economy fall by far less than people come."""
    low, high = (run({"migration.position": x}) for x in (0.0, 1.0))
    people = (high.people - low.people)[at(2045)]
    eased = (low.vacancies - high.vacancies).sum(axis=-1)[at(2045)]
    assert people > 300_000
    assert abs(eased) < 0.2 * people
