"""Under which scheme a worker from abroad may work, today and under the 'oranje kaart' as proposed.

Wet arbeid vreemdelingen, articles 2 and 3: whoever has free movement needs no permit; workers of the members of 2004,
of Romania and Bulgaria, and of Croatia needed one until the transition after accession ended. Vreemdelingenbesluit
2000, article 3.30a: knowledge migrants, by a gross salary per month without holiday pay, at an employer who is a
recognised sponsor; a lower amount under 30 and for recent graduates. Article 3.30b: EU Blue Card, for a higher diploma
and a salary. Wet arbeid vreemdelingen, article 8: all others only where nobody is found in the Netherlands and the EU,
by a work permit (TWV) and since 1 April 2014 by the combined permit (GVVA), on advice of UWV. Figures: ip_thr30_*,
ip_thru30_*, ip_thrred_*, ip_thrbc_*, series policy_timeline; for the proposal ip_ok_max_years.

Not here, for want of a figure: intra-corporate transfer, researchers, the orientation year, the wage that is usual for
the work (UWV), short stays. Whether somebody ever applies is no rule of law.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from krapte.country.law.dated import Dated, in_force, on, timeline
from krapte.figures.errors import InputError

Nationality = Literal["eu", "members_2004", "romania_bulgaria", "croatia", "outside"]
Scheme = Literal[
    "free", "knowledge_migrant", "blue_card", "orange_card", "combined_permit", "work_permit", "none"
]
NATIONALITIES: tuple[Nationality, ...] = ("eu", "members_2004", "romania_bulgaria", "croatia", "outside")
HIGHER_AGE = 30  # the higher threshold begins at this age


@dataclass(frozen=True)
class Offer:
    """What the employer offers and is: the conditions of the schemes."""

    sponsor: bool = False  # recognised by the IND
    nobody_found: bool = False  # the search in the Netherlands and the EU found nobody (article 8 Wav)
    full_time: bool = True
    agency: bool = False  # work through a temporary work agency
    housing: bool = False  # certified housing


@dataclass(frozen=True)
class Worker:
    """Who comes to work from ``day``; salary in euros gross per month of that year, without holiday pay."""

    nationality: Nationality
    day: date
    age: int
    salary: float
    higher_diploma: bool = False
    recent_graduate: bool = False
    craft: bool = False  # qualified for a technical trade that is short
    language: bool = False  # speaks Dutch or English
    offer: Offer = Offer()


@dataclass(frozen=True)
class Admission:
    """A scheme the worker falls under; ``threshold`` in euros per month and ``years`` at most, where it has any."""

    scheme: Scheme
    threshold: float | None = None
    years: float | None = None
    verified: bool = True


def admission(worker: Worker, orange_card: bool = False) -> Admission:
    """The first scheme the worker falls under, in the order of :func:`admissions`; ``none`` if there is none."""
    return (*admissions(worker, orange_card), Admission("none"))[0]


def admissions(worker: Worker, orange_card: bool = False) -> tuple[Admission, ...]:
    """All schemes the worker falls under, lightest first; ``orange_card`` switches the proposal on.

    InputError for an unknown nationality or an amount that is no salary.
    """
    if worker.nationality not in NATIONALITIES:
        raise InputError(
            "nationality_unknown",
            where="nationality",
            found=worker.nationality,
            expected=" | ".join(NATIONALITIES),
        )
    if worker.salary < 0:
        raise InputError("salary_negative", where="salary", found=worker.salary, expected=">= 0")
    if free(worker.nationality, worker.day):
        return (Admission("free"),)
    found = [_knowledge_migrant(worker), _blue_card(worker)]
    found += [_orange_card(worker)] if orange_card else []
    found += [_permit(worker)]
    return tuple(one for one in found if one is not None)


def free(nationality: Nationality, day: date) -> bool:
    """Whether citizens of these countries need no permit on ``day``."""
    if nationality in ("eu", "outside"):
        return nationality == "eu"
    row = on(f"work_permit[{nationality}]", day)
    return row is not None and not row.value


def threshold(age: int, recent_graduate: bool, day: date) -> Dated:
    """The salary of a knowledge migrant on ``day``, euros gross per month: by age, lower for recent graduates."""
    if recent_graduate:
        return in_force("threshold_graduate", day)
    return in_force("threshold_30" if age >= HIGHER_AGE else "threshold_under30", day)


def _knowledge_migrant(worker: Worker) -> Admission | None:
    row = threshold(worker.age, worker.recent_graduate, worker.day)
    if not worker.offer.sponsor or worker.salary < row.value:
        return None
    return Admission("knowledge_migrant", row.value, verified=worker.day <= row.verified_until)


def _blue_card(worker: Worker) -> Admission | None:
    """The blue card, lower for recent graduates where that amount is known."""
    row = on("threshold_blue_card_graduate", worker.day) if worker.recent_graduate else None
    row = row or on("threshold_blue_card", worker.day)
    if row is None or not worker.higher_diploma or worker.salary < row.value:
        return None
    return Admission("blue_card", row.value, verified=worker.day <= row.verified_until)


def _orange_card(worker: Worker) -> Admission | None:
    """The proposal: qualified for the trade, Dutch or English, full-time, sponsor, housing, no agency work."""
    offer = worker.offer
    fits = worker.craft and worker.language and offer.sponsor and offer.full_time and offer.housing
    if not fits or offer.agency:
        return None
    years = timeline("orange_card_years")[-1].value  # a proposal has no date of its own in which it holds
    return Admission("orange_card", years=years, verified=False)


def _permit(worker: Worker) -> Admission | None:
    if not worker.offer.nobody_found:
        return None
    combined = on("combined_permit", worker.day)
    if combined is None:
        return Admission("work_permit")
    return Admission("combined_permit", verified=worker.day <= combined.verified_until)
