"""A school's money for mbo: the national budget divided by weighted students and by diplomas.

Uitvoeringsbesluit WEB, the articles as read in the version of 2017::

    budget      set each year within the state budget                                         article 2.1.3
    80 % and 20 % of it by enrolled students and by diplomas                                   article 2.2.1(2)
    value       sum over programmes of (full-time + 0.4 x work-study) x price factor, times C  article 2.2.3(1), (2)
    money       value / value of all schools x 80 % of the budget                              article 2.2.3(1)
    C           (October + February) / (2 x October) of the school's weighted students         article 2.2.3(6)
    diplomas    weighted by level / those of all schools x 20 % of the budget                  article 2.2.4

Students are those of 1 October two years before, diplomas those of the calendar year two years before. The price factor
is set by ministerial order (article 2.2.3(4)). Since the budget is fixed first, a higher price factor without new money
takes from all others. Not here, for want of a figure: the weights of diplomas by level (they come in weighted), the
0.8 for work-study in care, and the weight of work-study within C (both counts come in weighted). Figures:
eei_e1_pf15_*, eei_e1_bbl_factor, eei_e1_student_part, eei_e1_t2, gp_mbo_institutions_*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from krapte.country.law.dated import in_force, value
from krapte.figures.errors import InputError

OCTOBER = 10  # the month of the count


@dataclass(frozen=True)
class Programme:
    """Students of a programme on 1 October two years before the year of funding, and its price factor."""

    price_factor: float
    full_time: float
    work_study: float = 0.0


@dataclass(frozen=True)
class School:
    """Programmes of a school, its diplomas two years before (weighted by level), and its correction factor."""

    programmes: tuple[Programme, ...]
    diplomas: float = 0.0
    correction: float = 1.0


@dataclass(frozen=True)
class Nation:
    """What all schools share: weighted students, weighted diplomas, and both parts of the budget in euros a year."""

    value: float
    diplomas: float
    by_students: float
    by_diplomas: float

    @property
    def unit(self) -> float:
        """Euros a year per unit of weight."""
        return self.by_students / self.value


@dataclass(frozen=True)
class Money:
    """A school's money, euros a year."""

    by_students: float
    by_diplomas: float

    @property
    def total(self) -> float:
        """Both parts."""
        return self.by_students + self.by_diplomas


def price_factor(domain: str, year: int) -> float:
    """The most frequent price factor of a domain of mbo, such as ``construction``, on 1 January of ``year``."""
    return value(f"price_factor[{domain}]", year)


def weighted(school: School, year: int) -> float:
    """A school's students times their price factors (deelnemerswaarde, article 2.2.3)."""
    bbl = value("bbl_weight", year)
    students = sum((one.full_time + bbl * one.work_study) * one.price_factor for one in school.programmes)
    return students * school.correction


def correction(october: float, february: float) -> float:
    """Factor C: students of 1 October and of 1 February after it, over twice those of October; both weighted."""
    if october <= 0:
        raise InputError("count_not_positive", where="october", found=october, expected="> 0")
    return (october + february) / (2 * october)


def nation(students: float, diplomas: float, year: int, budget: float | None = None) -> Nation:
    """The country in ``year``: the budget (euros; that of the state where none is given) divided 80 to 20."""
    total = in_force("mbo_budget", date(year, 1, 1)).value if budget is None else budget
    part = value("enrolment_part", year)
    return Nation(students, diplomas, part * total, (1 - part) * total)


def money(school: School, country: Nation, year: int) -> Money:
    """What the school gets in ``year``, euros."""
    by_diplomas = country.by_diplomas * school.diplomas / country.diplomas if country.diplomas else 0.0
    return Money(country.unit * weighted(school, year), by_diplomas)


def reweighted(country: Nation, more: float, financed: float) -> Nation:
    """The country after weights of some programmes rise by ``more`` in all; ``financed`` is the share of new money.

    With 1 a unit of weight keeps its worth, with 0 the budget stays and all pay. New money goes to the part by students
    alone, as the market's equation has it; put in before the division of article 2.2.1, a quarter more is needed and
    diplomas share in it.
    """
    rise = more / country.value
    buys = 1 / (1 + (1 - financed) * rise)
    return replace(country, value=country.value + more, by_students=country.by_students * (1 + rise) * buys)


def raised(school: School, factor: float) -> School:
    """The school with all its programmes at another price factor."""
    return replace(school, programmes=tuple(replace(one, price_factor=factor) for one in school.programmes))


def first_paid(starts: Sequence[date]) -> list[int]:
    """The first year of funding in which students who start on these days count, if they are still there.

    A student counts on the first 1 October at or after the start, and is paid two years on; the count of 1 February
    only corrects. So who starts on 2 October waits a year longer than who starts on 1 October.
    """
    made = []
    for day in starts:
        counted = day.year if day <= date(day.year, OCTOBER, 1) else day.year + 1
        made.append(counted + int(in_force("count_lag", date(counted, OCTOBER, 1)).value))
    return made
