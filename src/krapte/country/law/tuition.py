"""The statutory fee of a student in higher education.

Wet op het hoger onderwijs en wetenschappelijk onderzoek, article 7.45, with yearly amounts by ministerial order; Wet
verlaagd wettelijk collegegeld (34911): half for first-year students who began between September 2018 and August 2024,
for teacher training in both of the first two years; half for everybody in 2021/22. Figures: tuition_*,
tuition_half_*. Full-time students who have a right to the statutory fee; the fee that institutions set themselves and
the fees of mbo (lesgeld, cursusgeld) are not among the figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from krapte.country.law.dated import in_force, on
from krapte.figures.errors import InputError

Level = Literal["ad", "hbo", "wo"]
Why = Literal["full", "halved", "halved_for_all", "proposal"]
LEVELS: tuple[Level, ...] = ("ad", "hbo", "wo")
SEPTEMBER = 9
REDUCED_YEARS = 2  # years of study with half the fee: by law in teacher training, as proposed in techniek


@dataclass(frozen=True)
class Student:
    """A full-time student in a school year that begins in September of ``school_year``."""

    level: Level
    school_year: int
    study_year: int  # 1 in the first year of higher education
    teacher_training: bool = False
    technical: bool = False


@dataclass(frozen=True)
class Fee:
    """Euros for the school year, why, and whether the amount of that year was verified."""

    eur: float
    why: Why
    verified: bool


def fee(student: Student, proposal: bool = False) -> Fee:
    """What the student pays, euros for the school year.

    ``proposal`` is measure E2 as proposed, no law: half the fee in the first two years of technical programmes.
    InputError for another level or a year before the first amount.
    """
    if student.level not in LEVELS:
        raise InputError("fee_level_unknown", where="level", found=student.level, expected=" | ".join(LEVELS))
    if student.study_year < 1:
        raise InputError(
            "study_year_out_of_range", where="study_year", found=student.study_year, expected="1 or more"
        )
    first = date(student.school_year, SEPTEMBER, 1)
    full = in_force("tuition", first)
    for_all = on("tuition_covid", first)
    if for_all is not None:
        return Fee(for_all.value, "halved_for_all", verified=True)
    half = on("tuition_halved", first)
    if half is not None and _halved(student):
        return Fee(half.value, "halved", verified=True)
    # Teacher training begun in 2023: its second year falls after the last amount that is known.
    verified = first <= full.verified_until and not _halved(student)
    if proposal and student.technical and student.study_year <= REDUCED_YEARS:
        return Fee(full.value / 2, "proposal", verified)
    return Fee(full.value, "full", verified)


def _halved(student: Student) -> bool:
    """Whether the halving of first years holds: for who began in its years, one year, in teacher training two."""
    began = date(student.school_year - student.study_year + 1, SEPTEMBER, 1)
    years = REDUCED_YEARS if student.teacher_training else 1
    return student.study_year <= years and on("tuition_halved", began) is not None
