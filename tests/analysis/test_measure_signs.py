"""What measures do in a run: when they begin, which way they go, and that some draw on the same people.

Draws in which a measure does nothing or is withdrawn count along, so that means are compared and no single draw is.
"""

from __future__ import annotations

from functools import cache

import pytest

from krapte.analysis.laboratory import Laboratory
from krapte.measures import library, packages
from krapte.measures.packages import Package, Row

FIRST = 2014
EDUCATION = ("e2", "e3", "e4", "e5", "e9", "x1", "x4")


def together(names: tuple[str, ...]) -> Package:
    """These measures at their usual dose and start."""
    found = [library.load(name) for name in names]
    rows = tuple(Row(one, one.dose.default, one.timing.start) for one in found)
    return packages.build(Package("together", found[0].title, found[0].explanation, rows))


@pytest.fixture(scope="module")
def change():
    """``change(reading, names...)``: mean change in a reading of techniek by measures, by year."""
    lab = Laboratory(draws=32, to=2045)

    @cache
    def run(names: tuple[str, ...]):
        return lab.run(together(names), split=False).results.sel(group="techniek")

    def of(reading: str, *names: str) -> dict[int, float]:
        made = run(names)[reading]
        mean = (made.sel(variant="package") - made.sel(variant="baseline")).mean("draw").values
        return dict(enumerate(mean.tolist(), FIRST))

    return of


@pytest.mark.parametrize("name", EDUCATION)
def test_education_comes_late(change, name):
    """By 2029 a measure of 2027 has done nothing yet; some take technicians away first."""
    made = change("employed", name)
    assert max(abs(made[year]) for year in range(2024, 2030)) < 20
    assert made[2045] > max(20, 1.2 * made[2033])


def test_compulsory_lessons_reach_work_after_ten_years(change):
    made = change("employed", "e9")
    assert made[2033] < 1
    assert 1 < made[2037] < made[2041] < made[2045]


def test_who_studies_on_is_missing_first(change):
    """Not all of them come back: with an hbo diploma fewer begin in techniek than with one of mbo."""
    made = change("employed", "e3-routes")
    assert made[2029] < 0
    assert made[2035] < -10
    assert made[2035] < made[2045] < 0


def test_more_entry_moments_bring_adults_before_they_bring_diplomas(change):
    made = change("employed", "e1-entry")
    assert 0 < made[2029] < made[2033] < made[2040]


@pytest.mark.parametrize("name", ["cut-practice", "cut-mbo", "cut-higher"])
def test_a_cut_takes_technicians_away_and_late(change, name):
    """Firms and schools feel the money of 2029 and 2030 first, the market years later."""
    employed, vacancies = change("employed", name), change("vacancies", name)
    assert max(abs(employed[year]) for year in range(2024, 2030)) == 0
    assert employed[2045] < 1.2 * employed[2038] < 0
    assert vacancies[2040] > 0


def test_women_in_techniek_come_late_and_are_few(change):
    """A small effect on a small group: a tenth of the women who begin choose techniek today."""
    made = change("employed", "x8")
    assert 0 < made[2033] < made[2040]
    assert made[2040] < 1_000
    assert change("vacancies", "x8")[2040] < 0


def test_half_tuition_hardly_does_anything(change):
    """Beside coaching, which costs a third: the price of a study does not move its choice."""
    assert abs(change("vacancies", "e2")[2035]) < 20
    assert change("employed", "e2")[2040] < 0.5 * change("employed", "x1")[2040]


@pytest.mark.parametrize("name", ["p1", "p3"])
def test_saved_labour_lowers_vacancies_by_far_less(change, name):
    saved, vacancies, employed = (change(one, name)[2036] for one in ("saved", "vacancies", "employed"))
    assert saved > 200
    assert -0.5 * saved < vacancies < 0
    assert employed < 0


@pytest.mark.parametrize("name", ["p3-standards", "p3-innovation"])
def test_what_hardly_saves_labour_hardly_moves_a_market(change, name):
    """A plan without a measured saving, and an idea without any: far less than homes in series."""
    assert 0 < change("saved", name)[2040] < 0.4 * change("saved", "p3")[2040]
    assert abs(change("vacancies", name)[2040]) < 0.4 * abs(change("vacancies", "p3")[2040])


def test_tightening_takes_technicians_away(change):
    assert all(change("employed", "m2-tightened")[year] < 0 for year in range(2028, 2046))
    assert change("vacancies", "m2-tightened")[2032] > 0


def test_without_the_ruling_more_technicians_are_missed_than_by_a_higher_threshold(change):
    assert all(change("employed", "m2-ruling")[year] < 0 for year in range(2030, 2046))
    assert change("employed", "m2-ruling")[2035] < 3 * change("employed", "m2-tightened")[2035]
    assert change("vacancies", "m2-ruling")[2032] > 0


def test_work_that_waits_asks_for_nobody(change):
    assert change("desired", "x6")[2032] < -100
    assert change("vacancies", "x6")[2032] < 0
    assert change("employed", "x6")[2032] < 0


@pytest.mark.parametrize("name", ["e6", "i2", "x3", "x5", "x7"])
def test_people_lower_vacancies_by_less_than_they_are(change, name):
    assert change("employed", name)[2035] > 50
    assert -change("employed", name)[2035] < change("vacancies", name)[2035] < 0


def test_guided_people_come_to_work_and_close_next_to_nothing(change):
    """They do less than others and take a skilled worker's time, so far fewer vacancies close than people come."""
    people = change("employed", "i1")
    assert people[2029] < people[2035]
    assert people[2035] > 100
    assert abs(change("vacancies", "i1")[2035]) < 0.3 * people[2035]
    assert change("employed", "i1", "i1-centres", "i1-thresholds")[2035] > 1.05 * people[2035]
    # Techniek gets a part of those who leave the outside.
    assert change("outside", "i1")[2035] < -people[2035]


def test_places_draw_on_one_pond(change):
    """Retraining, lateral entry and the hbo pact together bring fewer people than the three alone."""
    names = ("e6", "i3", "i2")
    alone = sum(change("employed", name)[2036] for name in names)
    assert 0.7 * alone < change("employed", *names)[2036] < 0.98 * alone
