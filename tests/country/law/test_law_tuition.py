"""A student's fee by year, level and year of study."""

from __future__ import annotations

import pytest

from krapte import figures
from krapte.country.law.tuition import Fee, Student, fee
from krapte.figures.errors import InputError


@pytest.mark.parametrize(
    ("student", "eur", "why"),
    [
        (Student("hbo", 2017, 1), 2006, "full"),  # a year before the halving
        (Student("hbo", 2018, 1), 1030, "halved"),
        (Student("hbo", 2019, 1), 1042, "halved"),
        (Student("wo", 2019, 2), 2083, "full"),
        (Student("hbo", 2019, 2, teacher_training=True), 1042, "halved"),
        (Student("hbo", 2018, 2, teacher_training=True), 2060, "full"),  # began before the halving
        (Student("ad", 2023, 1), 1157, "halved"),
        (Student("hbo", 2024, 1), 2530, "full"),
        (Student("hbo", 2025, 1), 2601, "full"),
        (Student("wo", 2021, 4), 1084, "halved_for_all"),
        (Student("hbo", 2021, 1), 1084, "halved_for_all"),
    ],
)
def test_what_a_student_pays(student, eur, why):
    assert fee(student) == Fee(eur, why, verified=True)


def test_half_is_half_of_the_full_amount():
    for year in range(2018, 2024):
        full = figures.load()[f"tuition_{year}"].value
        assert fee(Student("wo", year, 1)).eur == pytest.approx(full / 2, abs=1)


def test_the_proposal_halves_two_years_of_technical_programmes_only():
    technical = Student("hbo", 2025, 2, technical=True)
    assert fee(technical, proposal=True) == Fee(1300.5, "proposal", verified=True)
    assert fee(technical).eur == 2601
    assert fee(Student("hbo", 2025, 3, technical=True), proposal=True).eur == 2601
    assert fee(Student("hbo", 2025, 1), proposal=True).eur == 2601


def test_what_is_not_known_says_so():
    assert not fee(Student("hbo", 2027, 1)).verified
    # Teacher training begun in 2023: the half amount of 2024/25 is not among the figures.
    assert not fee(Student("hbo", 2024, 2, teacher_training=True)).verified


@pytest.mark.parametrize(
    ("student", "code"),
    [
        (Student("mbo", 2024, 1), "fee_level_unknown"),
        (Student("hbo", 2024, 0), "study_year_out_of_range"),
        (Student("hbo", 2009, 1), "year_out_of_range"),
    ],
)
def test_bad_input(student, code):
    with pytest.raises(InputError) as caught:
        fee(student)
    assert caught.value.code == code
