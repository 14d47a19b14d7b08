"""The lessons of a small account of the same market, which a real model should pass.

What the model misses is marked, with the value it has; a mark that no longer holds fails the test.
"""

from __future__ import annotations

import numpy as np
import pytest
from lessons import COUNT, FORMS, at, every, labour, missed, shortage, technical

BLOCKS = ("market", "repair", "public", "target")


@pytest.mark.parametrize(
    "of",
    [
        pytest.param(lambda made: made.sum(axis=1), id="all"),
        # Newcomers in time work as often as others of their age, and later cohorts work longer than the cross-section.
        missed(technical, reason="technicians: 9.5 % more, half a point beyond the bound"),
    ],
)
def test_2_labour_with_constant_rates_stays_near_today(run, of):
    """Demand and tightness switched off, attached labour of 2040 within -5 and +9 % of 2024."""
    off = ("switching.response", "demand.wage_curve", "demand.stabilisation", "demand.given_up")
    made = of(labour(run(dict.fromkeys(off, 0.0))))
    assert -0.05 < made[at(2040)] / made[at(2024)] - 1 < 0.09


# A step of technicians: by paid places (one pond, so 60,000 places bring some 2,400), by permits, by first jobs.
LATERAL = ({}, {"lateral.places": {2029: 60_000.0}})
CARD = (
    {"card.applications": 1e5, "card.exit": 0.0, "card.return_share": 0.0},
    {"card.quota": {2029: 10_000.0}},
)
FIRST_JOBS = ({}, {"education.technical_start[mbo]": {2029: 0.3}})


# What employers want hangs on tightness through these three; without them demand is held, as in the small account.
HELD = dict.fromkeys(("demand.wage_curve", "demand.given_up", "demand.hours_response"), 0.0)


def step(runs, form, ground, add, first=2030):
    """Technicians more than without the step, and vacancies per 10,000 of the first year, from then on."""
    base, more = runs([(ground | {"meeting.form": form}, {}), (ground | {"meeting.form": form}, add)])
    gained = technical(labour(more) - labour(base))[at(first) :]
    return gained, technical(more.vacancies - base.vacancies)[at(first) :] * 10_000 / gained[0]


@pytest.mark.parametrize(
    "form", [0.0, missed(1.0, reason="3,470 fewer per 10,000, reduced: a hair under the bound of 3,500")]
)
def test_3_where_demand_is_held_a_step_lowers_vacancies_by_a_third_to_three_quarters_at_first(runs, form):
    """As in the small account: one more technician, at the tightness of today, and employers want what they wanted."""
    _, effect = step(runs, form, HELD, {"education.technical_start[mbo]": {2025: 0.3}}, first=2026)
    assert -7_500 < effect[0] < -3_500


@pytest.mark.parametrize(
    ("form", "case"),
    [
        # With every reaction on, all six miss the bound of 3,500. Employers want more jobs in the very year in which it
        # is less tight (``meeting.wanted``): that takes a quarter to two thirds of the effect away. Pupils and
        # newcomers go to trades that are less tight by then (metal: a tenth of a vacancy each), and newcomers spend.
        missed(0.0, LATERAL, reason="places: 2,100 fewer vacancies per 10,000 in the first year, churn"),
        missed(1.0, LATERAL, reason="places: 1,700 fewer per 10,000, reduced"),
        missed(0.0, CARD, reason="permits: 2,300 fewer vacancies per 10,000 in the first year, churn"),
        missed(1.0, CARD, reason="permits: 1,600 fewer per 10,000, reduced"),
        missed(0.0, FIRST_JOBS, reason="first jobs: 2,400 fewer per 10,000, churn"),
        missed(1.0, FIRST_JOBS, reason="first jobs: 1,800 fewer per 10,000, reduced"),
    ],
)
def test_3_a_step_of_technicians_lowers_vacancies_by_a_third_to_three_quarters_at_first(runs, form, case):
    _, effect = step(runs, form, *case)
    assert -7_500 < effect[0] < -3_500


@FORMS
@pytest.mark.parametrize("case", [LATERAL, CARD, FIRST_JOBS], ids=["places", "permits", "first jobs"])
def test_3_its_effect_decays_and_never_changes_sign(runs, form, case):
    gained, effect = step(runs, form, *case)
    assert effect[0] < -1_500
    assert np.all(effect < 0)
    assert abs(effect[8]) < 0.75 * abs(effect[0])
    assert gained.max() <= gained[0] * (1 + 1e-9)
    if case is CARD:
        assert gained[0] <= 10_000 * (1 + 1e-9)


def later(run, form=0.0):
    ground = {"meeting.form": form}
    base, more = run(ground), run(ground, {"retirement.pension_age_shift": every(2026, 1.0)})
    return labour(more) - labour(base), shortage(more) - shortage(base)


@FORMS
def test_5_a_later_pension_age_lifts_labour_and_lowers_the_shortage_at_once(run, form):
    gained, eased = later(run, form)
    assert gained.sum(axis=1)[at(2027)] > 15_000
    assert eased.sum(axis=1)[at(2027)] < -1_000
    assert technical(eased)[at(2027)] < -200
    assert np.all(eased.sum(axis=1)[at(2027) :] < 0)


@pytest.mark.parametrize("form", [0.0, missed(1.0, reason="91 % of the largest effect is left, reduced")])
def test_5_part_of_what_a_later_pension_age_eased_is_gone_after_twenty_years(run, form):
    _, eased = later(run, form)
    peak = np.abs(eased.sum(axis=1)[at(2027) :]).max()
    assert abs(eased.sum(axis=1)[at(2045)]) < 0.9 * peak


def of_both(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of all and of techniek, by year."""
    return values.sum(axis=1), technical(values)


@FORMS
def test_5_of_what_each_worker_of_a_later_pension_age_eased_half_is_gone_after_ten_years(run, form):
    gained, eased = later(run, form)
    for workers, of_all in zip(of_both(gained), of_both(eased), strict=True):
        each = of_all / np.where(workers > 0, workers, 1)
        assert abs(each[at(2037)]) < 0.6 * np.abs(each[at(2027) : at(2038)]).max()


# In all, the easing lasts: the whole curve of retirement moves along, so the labour that a later pension age brings
# grows from 31,000 in the first year to 123,000 after ten, while the shortage eased per worker falls to 0.4 of it.
@pytest.mark.xfail(strict=True, reason="after ten years 94 % of the largest effect is left, of techniek 86 %")
def test_5_half_of_what_a_later_pension_age_eased_is_gone_after_ten_years(run):
    _, eased = later(run)
    for of_all in of_both(eased):
        assert abs(of_all[at(2037)]) < 0.6 * np.abs(of_all[at(2027) : at(2038)]).max()


def test_5_fewer_graduates_in_techniek_mean_a_larger_shortage(run):
    """No lever may be normalised away."""
    base = run()
    fewer = {f"education.technical_start[{level}]": every(2026, -0.1) for level in ("mbo", "hbo", "wo")}
    made = run({}, fewer)
    assert np.all(technical(shortage(made) - shortage(base))[at(2028) :] > 0)
    assert technical(made.vacancies - base.vacancies)[at(2032)] > 1_000
    assert technical(made.employed - base.employed)[at(2032)] < -5_000


def guided(run, rebound: float | None):
    """Guidance of 1,200 firms a year from 2028, and the same run without it."""
    ground = {} if rebound is None else {f"demand.rebound[{block}]": rebound for block in BLOCKS}
    return run(ground), run(ground, {"adoption.guided_firms": every(2028, 1_200.0)})


@pytest.mark.parametrize("year", [2030, 2035, 2040])
def test_6_of_productivity_gross_is_more_than_output_gained_is_more_than_the_fall_in_shortage(run, year):
    base, more = guided(run, None)
    gross = technical(more.saved - base.saved)[at(year)]
    worked = technical(more.employed * np.exp(more.hours) - base.employed * np.exp(base.hours))[at(year)]
    fallen = technical(shortage(base) - shortage(more))[at(year)]
    assert gross > gross + worked > fallen > 0


@pytest.mark.parametrize("year", [2030, 2035, 2040])
def test_6_full_rebound_gives_no_fall_in_shortage_to_speak_of(run, year):
    fallen = []
    for rebound in (0.0, 1.0):
        base, more = guided(run, rebound)
        fallen.append(technical(shortage(base) - shortage(more))[at(year)])
    assert abs(fallen[1]) < 0.1 * fallen[0]


def worth(run, year: int) -> list[np.ndarray]:
    """By technical group, no rebound: jobs saved, technicians come over, and vacancies fewer by either."""
    base, more = guided(run, 0.0)
    ground = {f"demand.rebound[{block}]": 0.0 for block in BLOCKS}
    people = run(ground, {"lateral.places": every(2028, 8_000.0)})
    made = (
        more.saved - base.saved,
        labour(people) - labour(base),
        base.vacancies - more.vacancies,
        base.vacancies - people.vacancies,
    )
    return [values[at(year), :COUNT] for values in made]


# The ratio falls with the years (0.95 in 2030, 0.78 in 2035): savings stop growing once all firms reached have adopted,
# while people keep coming over, and what is done longest is answered most.
@pytest.mark.parametrize("year", [2030, 2032, 2035])
def test_6_without_rebound_a_job_saved_counts_as_a_technician_who_comes_to_the_same_group(run, year):
    saved, came, by_saving, by_coming = worth(run, year)
    assert 0.75 < by_saving.sum() / (saved @ (by_coming / came)) < 1.25


# Of techniek as one the two differ by where they act: guidance saves labour in every group, two fifths of it where it
# is slack (metal, process: a tenth of a vacancy each), while paid places go to engineers and electricians.
@pytest.mark.xfail(
    strict=True, reason="0.12 vacancy per job saved without rebound, 0.23 per technician who comes over"
)
def test_6_without_rebound_a_job_saved_counts_as_a_technician_who_comes(run):
    saved, came, by_saving, by_coming = worth(run, 2035)
    assert 0.75 < (by_saving.sum() / saved.sum()) / (by_coming.sum() / came.sum()) < 1.25


def test_7_fewer_teachers_scale_what_needs_teachers_and_leave_the_rest_alone(runs):
    cases = {
        "field": {"school.field_shift[mbo]": every(2026, 0.2)},
        "places": {"lateral.places": every(2026, 8e3)},
        "pension": {"retirement.pension_age_shift": every(2026, 1.0)},
        "permits": {"card.quota": every(2026, 3e3)},
    }
    made = {}
    for growth in (0.05, 0.0):
        ground = {"teachers.growth": growth}
        base, *more = runs([(ground, {}), *((ground, case) for case in cases.values())])
        made[growth] = {
            name: technical(base.vacancies - one.vacancies)[at(2035)]
            for name, one in zip(cases, more, strict=True)
        }
    ratio = {name: made[0.0][name] / made[0.05][name] for name in cases}
    assert ratio["field"] < 0.5
    assert 0.5 < ratio["places"] < 0.9
    assert ratio["pension"] == pytest.approx(1, abs=2e-3)
    assert ratio["permits"] == pytest.approx(1, abs=2e-3)


@pytest.mark.parametrize("financed", [1.0, 0.0], ids=["financed", "unfinanced"])
def test_8_a_cut_of_technical_mbo_is_a_rise_of_the_same_size_the_other_way_round(runs, financed):
    """The mechanism of both; the worlds of law in which there is a cut, or none, are not there yet."""
    ground = {"funding.financed": financed}
    rise, cut = ({"funding.price_factor": every(2027, by)} for by in (0.1, -0.1))
    base, up, down = runs([(ground, {}), (ground, rise), (ground, cut)])
    for year in (2035, 2040):
        gained, missed = (technical(labour(one) - labour(base))[at(year)] for one in (up, down))
        assert gained > 20
        assert missed == pytest.approx(-gained, rel=0.25)
        fewer, more = (technical(one.vacancies - base.vacancies)[at(year)] for one in (up, down))
        assert fewer < 0 < more


# Lesson 9 is in test_readings.py (another ruler leaves every outcome bit for bit), 4 and 10 in test_lessons_order.py.
