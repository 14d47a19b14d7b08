"""The 30 % ruling: how long it lasts, what it leaves untaxed, and the norm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from krapte.country.law import ruling
from krapte.country.law.ruling import Recruit, relief
from krapte.figures.errors import InputError

ENGINEER = Recruit(date(2024, 3, 1), wage=54_432, age=29, master=True)  # 4,200 x 12 x 1.08


@pytest.mark.parametrize(
    ("began", "last"),
    [
        (date(2012, 7, 1), date(2020, 6, 30)),  # 96 months were over before the end of the transition
        (date(2013, 7, 1), date(2020, 12, 31)),
        (date(2015, 12, 1), date(2020, 12, 31)),
        (date(2016, 3, 15), date(2021, 3, 14)),  # 60 months
        (date(2018, 12, 31), date(2023, 12, 30)),
        (date(2019, 1, 1), date(2023, 12, 31)),
        (date(2024, 3, 1), date(2029, 2, 28)),
    ],
)
def test_the_last_day(began, last):
    assert ruling.last_day(began) == last


def test_months_as_they_were_meant():
    assert [ruling.months(date(year, 1, 1)) for year in (2012, 2018, 2019, 2026)] == [96, 96, 60, 60]
    with pytest.raises(InputError):
        ruling.months(date(2011, 1, 1))


def test_years_since_arrival_of_a_cohort():
    assert [ruling.years_since_arrival(year) for year in range(2010, 2021)] == [
        7,
        7,
        7,
        6,
        5,
        4,
        4,
        4,
        4,
        4,
        4,
    ]


def test_an_engineer_of_29_with_a_masters_degree():
    told = relief(ENGINEER, date(2024, 7, 24))
    assert told.norm == 35_048
    assert told.untaxed == pytest.approx(0.3 * 54_432)
    assert told.share == pytest.approx(0.3)
    assert told.verified


def test_the_taxable_wage_keeps_the_norm():
    told = relief(replace(ENGINEER, master=False), date(2024, 7, 24))
    assert told.norm == 46_107
    assert told.untaxed == pytest.approx(54_432 - 46_107)
    assert relief(replace(ENGINEER, wage=46_000, master=False), date(2024, 7, 24)).untaxed == 0
    assert relief(replace(ENGINEER, age=30), date(2024, 7, 24)).norm == 46_107


def test_from_2027_the_share_is_27_per_cent_for_rulings_since_2024():
    rich = replace(ENGINEER, wage=100_000)
    assert relief(rich, date(2026, 12, 31)).share == pytest.approx(0.30)
    assert relief(rich, date(2027, 1, 1)).share == pytest.approx(0.27)
    older = replace(rich, began=date(2023, 12, 1))
    assert relief(older, date(2027, 1, 1)).share == pytest.approx(0.30)


def test_the_raised_norm_is_for_rulings_since_2025():
    grown = Recruit(date(2025, 1, 1), 60_000, age=35)
    assert relief(grown, date(2027, 6, 1)).norm == 50_436
    assert relief(replace(grown, began=date(2024, 12, 31)), date(2027, 6, 1)).norm == 46_107
    assert relief(replace(grown, age=29, master=True), date(2027, 6, 1)).norm == 38_338


def test_the_cap_since_2024_and_for_older_rulings_since_2026():
    top = Recruit(date(2024, 1, 1), 400_000, age=40)
    assert relief(top, date(2024, 6, 1)).untaxed == pytest.approx(0.3 * 233_000)
    older = replace(top, began=date(2022, 1, 1))
    assert relief(older, date(2024, 6, 1)).untaxed == pytest.approx(0.3 * 400_000)
    assert relief(older, date(2026, 6, 1)).untaxed == pytest.approx(0.3 * 246_000)


def test_outside_its_days_nothing_is_untaxed():
    assert relief(ENGINEER, date(2029, 3, 1)).untaxed == 0
    assert relief(ENGINEER, date(2024, 2, 29)).untaxed == 0
    assert relief(replace(ENGINEER, wage=0), date(2024, 6, 1)).share == 0


def test_where_the_norm_of_the_year_is_not_known_it_says_so():
    assert not relief(ENGINEER, date(2026, 3, 1)).verified
    assert not relief(replace(ENGINEER, began=date(2019, 1, 1)), date(2020, 1, 1)).verified
    with pytest.raises(InputError):
        relief(replace(ENGINEER, wage=-1), date(2024, 6, 1))
