"""A school's money: by hand, and the fixed budget that makes others pay."""

from __future__ import annotations

from datetime import date

import pytest

from krapte.country.law import funding
from krapte.country.law.funding import Nation, Programme, School
from krapte.figures.errors import InputError

YEAR = 2024
BUDGET = 4_319_348_000
SCHOOL = School((Programme(1.3, 1000, 500),), diplomas=800)
CARE = School((Programme(1.1, 1000, 500),), diplomas=800)
COUNTRY = funding.nation(460_000, 400_000, YEAR)
MORE = 50_000 * (1.8 - 1.3)


def test_the_budget_is_divided_eighty_to_twenty():
    assert COUNTRY.by_students == pytest.approx(0.8 * BUDGET)
    assert COUNTRY.by_diplomas == pytest.approx(0.2 * BUDGET)
    assert funding.nation(1, 1, YEAR, budget=100) == Nation(1, 1, 80, pytest.approx(20))


def test_a_construction_school_at_1_3_and_1_8_financed():
    """1,200 students: at 1.3 they weigh 1,560, at 1.8 2,160; a unit is 3,455 million over 460,000."""
    assert funding.weighted(SCHOOL, YEAR) == pytest.approx(1560)
    assert funding.weighted(funding.raised(SCHOOL, 1.8), YEAR) == pytest.approx(2160)
    now = funding.money(SCHOOL, COUNTRY, YEAR)
    assert now.by_students == pytest.approx(1560 * 0.8 * BUDGET / 460_000)
    assert now.by_diplomas == pytest.approx(0.2 * BUDGET * 800 / 400_000)
    assert now.total == now.by_students + now.by_diplomas
    paid = funding.reweighted(COUNTRY, MORE, financed=1)
    then = funding.money(funding.raised(SCHOOL, 1.8), paid, YEAR)
    assert then.by_students / now.by_students == pytest.approx(1.8 / 1.3)
    assert funding.money(CARE, paid, YEAR).total == pytest.approx(funding.money(CARE, COUNTRY, YEAR).total)
    assert paid.by_students - COUNTRY.by_students == pytest.approx(25_000 * 0.8 * BUDGET / 460_000)


def test_a_construction_school_at_1_8_unfinanced():
    """The budget stays; a unit buys 460 / 485, and care loses what construction gains."""
    unpaid = funding.reweighted(COUNTRY, MORE, financed=0)
    assert unpaid.by_students == pytest.approx(COUNTRY.by_students)
    assert unpaid.unit / COUNTRY.unit == pytest.approx(460 / 485)
    then = funding.money(funding.raised(SCHOOL, 1.8), unpaid, YEAR).by_students
    assert then / funding.money(SCHOOL, COUNTRY, YEAR).by_students == pytest.approx(1.8 / 1.3 * 460 / 485)
    lost = funding.money(CARE, unpaid, YEAR).by_students / funding.money(CARE, COUNTRY, YEAR).by_students
    assert lost == pytest.approx(460 / 485)


def test_half_financed_lies_between_and_no_rise_changes_nothing():
    units = [funding.reweighted(COUNTRY, MORE, share).unit for share in (0, 0.5, 1)]
    assert units == sorted(units)
    assert funding.reweighted(COUNTRY, 0, 0) == COUNTRY


def test_all_schools_together_get_the_budget():
    schools = [SCHOOL, CARE, School((Programme(1.0, 300, 40), Programme(1.8, 20)), 100, correction=0.97)]
    all_of_it = sum(funding.weighted(school, YEAR) for school in schools)
    country = funding.nation(all_of_it, sum(school.diplomas for school in schools), YEAR)
    assert sum(funding.money(school, country, YEAR).total for school in schools) == pytest.approx(BUDGET)


def test_no_diplomas_in_the_country_is_no_division_by_zero():
    assert funding.money(SCHOOL, funding.nation(1000, 0, YEAR), YEAR).by_diplomas == 0


def test_the_count_of_february_corrects_by_half_of_what_is_lost():
    assert funding.correction(1000, 1000) == 1
    assert funding.correction(1000, 900) == pytest.approx(0.95)
    corrected = School(SCHOOL.programmes, correction=0.95)
    assert funding.weighted(corrected, YEAR) == pytest.approx(0.95 * 1560)
    with pytest.raises(InputError):
        funding.correction(0, 900)


@pytest.mark.parametrize(
    ("start", "year"),
    [
        (date(2024, 9, 1), 2026),
        (date(2024, 10, 1), 2026),
        (date(2024, 10, 2), 2027),
        (date(2025, 2, 3), 2027),
    ],
)
def test_who_starts_after_the_count_waits_a_year_longer(start, year):
    assert funding.first_paid([start]) == [year]


def test_price_factors_of_the_decree():
    told = [funding.price_factor(domain, 2024) for domain in ("construction", "finishing", "engineering")]
    assert told == [1.3, 1.4, 1.3]
    assert funding.price_factor("economics", 2024) == 1.0
