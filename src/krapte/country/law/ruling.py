"""The 30 % ruling: part of the wage of workers recruited abroad is free of tax for some years.

Wet op de loonbelasting 1964, article 31a; Uitvoeringsbesluit loonbelasting 1965: 30 % of the wage (article 10ea), from
2027 27 % for rulings that began in 2024 or later; the taxable wage must exceed a norm (10eb), lower under 30 with a
master's degree, and from 2027 higher for rulings that began in 2025 or later; 60 months (10ec), 96 for rulings from
before 2019, whose end came with 2020 at the latest if 60 months were over. The wage counts up to a cap since 2024, for
rulings from before 2024 since 2026. The 30-20-10 scheme of 2024 was repealed before it bit and is left out.

Figures: series policy_timeline, ip_30_norm_*, ip_30_normy_*, ip_30_cap_*, ip_30_pct_2027. The norm is published here
for 2012, 2017, 2024 and 2027 only (the last in prices of 2024): in other years the last one is carried on, which is
too low by a few years of indexation, and the outcome says that it is not verified.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from krapte.country.law.dated import Dated, in_force, on, timeline
from krapte.figures.errors import InputError

MONTHS, MID_YEAR = 12, 7
YOUNG = 30  # under this age, with a master's degree, the lower norm holds
# For which rulings a change holds, as the events of policy_timeline say in words (2027-01-01, 2025-01-01, 2026-01-01).
LOWER_SHARE_FROM, RAISED_NORM_FROM, CAP_FOR_ALL = date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1)


@dataclass(frozen=True)
class Recruit:
    """A worker recruited abroad; wage in euros a year, taxable and untaxed together, holiday pay included."""

    began: date
    wage: float
    age: int
    master: bool = False


@dataclass(frozen=True)
class Relief:
    """Untaxed euros a year on a day, their share of the wage, the norm in euros a year, the last day of the ruling."""

    untaxed: float
    share: float
    norm: float
    last_day: date
    verified: bool


def months(began: date) -> int:
    """How long a ruling that began on this day was meant to last when it began, months."""
    return int(in_force("ruling_months", began).value)


def last_day(began: date) -> date:
    """The last day of a ruling that began on this day; InputError before the first year of the table."""
    meant = _months_on(began, months(began))
    shortened = timeline("ruling_months")[-1]
    if began >= shortened.since:
        return meant
    transition = timeline("ruling_months_transition")[-1].until or shortened.since
    return min(meant, max(_months_on(began, int(shortened.value)), transition))


def years_since_arrival(cohort: int) -> int:
    """Whole years behind who came in the middle of year ``cohort`` on 1 January of the year in which the ruling ends.

    Cohorts from before the first year of the table are taken as those of that year: a choice of the model.
    """
    first = timeline("ruling_months")[0]
    if cohort < first.since.year:
        return int(first.value) // MONTHS - 1
    return last_day(date(cohort, MID_YEAR, 1)).year - cohort - 1


def relief(recruit: Recruit, day: date) -> Relief:
    """What is untaxed on ``day``, euros a year: at most the share of the wage, and never more than leaves the norm."""
    if recruit.wage < 0:
        raise InputError("salary_negative", where="wage", found=recruit.wage, expected=">= 0")
    ends, share = last_day(recruit.began), _share(recruit.began, day)
    norm, known = _norm(recruit, day)
    rows = [norm, share, in_force("ruling_months", day)]
    counted = recruit.wage
    cap = _cap(recruit.began, day)
    if cap is not None and counted > cap.value:
        counted = cap.value
        rows.append(cap)
    inside = recruit.began <= day <= ends
    untaxed = min(share.value * counted, max(recruit.wage - norm.value, 0.0)) if inside else 0.0
    part = untaxed / recruit.wage if recruit.wage else 0.0
    verified = known and all(day <= row.verified_until for row in rows)
    return Relief(untaxed, part, norm.value, ends, verified)


def net_drop(published: float, share: float) -> float:
    """Fall of net pay when a ruling with this untaxed share falls away; ``published`` is that of the full share.

    Net pay rises in step with the untaxed part, as under one marginal rate: pay(share) = pay(full) x
    (1 - published x (1 - share / full)), full being the first share of the table.
    """
    of_full = share / timeline("ruling_share")[0].value
    return published * of_full / (1 - published * (1 - of_full))


def _share(began: date, day: date) -> Dated:
    """30 %; from 2027 27 % for rulings that began in 2024 or later."""
    return in_force("ruling_share", day if began >= LOWER_SHARE_FROM else min(day, LOWER_SHARE_FROM))


def _norm(recruit: Recruit, day: date) -> tuple[Dated, bool]:
    """The norm of the taxable wage, and whether it is the right one: the lower one is known since 2024 only."""
    young = "_young" if recruit.age < YOUNG and recruit.master else ""
    raised = on(f"ruling_norm_raised{young}", day)
    if raised is not None and recruit.began >= RAISED_NORM_FROM:
        return raised, True
    norm = on(f"ruling_norm{young}", day)
    return (norm, True) if norm is not None else (in_force("ruling_norm", day), False)


def _cap(began: date, day: date) -> Dated | None:
    """The cap on the wage, which older rulings meet two years later."""
    row = on("ruling_cap", day)
    return None if began < timeline("ruling_cap")[0].since and day < CAP_FOR_ALL else row


def _months_on(began: date, count: int) -> date:
    """The last day of ``count`` months that begin on ``began``."""
    ahead = began.month - 1 + count
    first = date(began.year + ahead // MONTHS, ahead % MONTHS + 1, 1)
    return first + timedelta(days=began.day - 2)
