"""Shapes by age and sex that do not change over time, made from published margins."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from krapte import figures
from krapte.country import base, law, participation
from krapte.country.axes import AGES, ANCHOR_YEAR, FIRST_YEAR, WORK_FROM, WORK_TO
from krapte.country.population import boys_and_girls

Floats = NDArray[np.float64]
# Ages at which technical graduates start, by level: first, most frequent and last (our reading of the routes).
GRADUATION = {"mbo": (17, 19, 24), "hbo": (21, 23, 28), "wo": (23, 25, 30)}
CARD_AGES = (22, 30, 45)  # arrivals under the skilled-worker scheme: first, most frequent, last age
YOUNG = 20  # entrants below this age start in techniek as often as workers of their age are technicians
COHORT = (17, 24)  # the ages whose mean size stands for a birth cohort


class Shapes(NamedTuple):
    """As ``krapte.market.records.Profiles``, in numpy."""

    entry: Floats
    exit: Floats
    measured_pension_age: float
    retirement_age: Floats
    retirement_chance: Floats
    retirement_spike: Floats
    working_age: Floats
    last_age: Floats
    pension_years: Floats
    reentry: Floats
    young_technicians: Floats
    switching: Floats
    technical: Floats
    graduation: Floats
    graduate_sex: Floats
    card: Floats
    newborn: Floats
    cohort: Floats
    rest_per_technician: float


def triangle(first: int, most: int, last: int) -> Floats:
    """Shares by age that rise to one age and fall to another, sum one."""
    ages = np.array(AGES, dtype=float)
    made = np.interp(ages, [first - 1, most, last + 1], [0.0, 1.0, 0.0])
    return np.asarray(made / made.sum())


def switching() -> Floats:
    """Relative frequency of changing occupation by age, mean one over technicians (CBS 2017, three classes)."""
    book = figures.load()
    classes = [("15-25", 15, 24), ("25-45", 25, 44), ("45-75", 45, WORK_TO)]
    made = np.zeros(len(AGES))
    for name, first, last in classes:
        made[first : last + 1] = book[f"lm_occswitch_y_{name}_2017"].value
    technicians = base.anchor().techniek.sum(axis=1)
    return np.asarray(made * technicians.sum() / np.sum(made * technicians))


def cohort_exit(entry: Floats, leave: Floats) -> Floats:
    """The chance to leave before 55, scaled so that the cohorts of 2013 arrive at the rates of the anchor.

    A cross-section mixes age and cohort: women of 50 worked less at 35 than women of 35 do now. Per sex one factor
    on ``leave`` makes the rates of 2013, carried along for eleven years, meet those of 26-54 in 2024 on average.
    """
    made = leave.copy()
    first, last = base.labour_force_rates(base.start()), base.labour_force_rates(base.anchor())
    years = ANCHOR_YEAR - FIRST_YEAR
    ages = slice(WORK_FROM + years, participation.PENSION_YEARS_FROM)
    for sex in range(made.shape[1]):

        def miss(factor: float, sex: int = sex) -> float:
            rate = first[:, sex]
            for _ in range(years):
                rate = rate + entry[:, sex] * (1 - rate) - factor * leave[:, sex] * rate
                rate = np.concatenate([[0.0], rate[:-1]])
            return float(np.mean(rate[ages] - last[ages, sex]))

        made[:, sex] *= optimize.brentq(miss, 0, 5) if miss(0) > 0 else 0
    return made


def technical() -> Floats:
    """How much more often than other workers men and women are technicians, mean one over the others."""
    anchor = base.anchor()
    rest = (anchor.employed - anchor.techniek).sum(axis=0)
    made = anchor.techniek.sum(axis=0) / rest
    return np.asarray(made * rest.sum() / np.sum(made * rest))


def make() -> Shapes:
    """All shapes."""
    ages = np.array(AGES)
    anchor = base.anchor()
    labour_force = base.labour_force_rates(anchor)
    entry, leave = participation.chances(labour_force)
    leave = cohort_exit(entry, leave)
    pension_age = law.value("aow_age", ANCHOR_YEAR)
    distance, chance, spike = participation.retirement_curve(pension_age, labour_force)
    by_sex = anchor.techniek.sum(axis=0)  # cells of the young are too thin
    often, more = switching(), technical()
    rest = anchor.employed - anchor.techniek
    cohort = ((ages >= COHORT[0]) & (ages <= COHORT[1])) / (COHORT[1] - COHORT[0] + 1)
    return Shapes(
        entry=entry,
        exit=leave,
        measured_pension_age=pension_age,
        retirement_age=distance,
        retirement_chance=chance,
        retirement_spike=spike,
        working_age=((ages >= WORK_FROM) & (ages <= WORK_TO)).astype(float),
        last_age=(ages == WORK_TO).astype(float),
        pension_years=(ages >= participation.PENSION_YEARS_FROM - 1).astype(float),
        reentry=(ages >= participation.REENTRY_FROM).astype(float),
        young_technicians=base.technician_share() * (ages < YOUNG)[:, None],
        switching=often,
        technical=more,
        graduation=np.stack([triangle(*GRADUATION[level]) for level in ("mbo", "hbo", "wo")]),
        graduate_sex=by_sex / by_sex.sum(),
        card=triangle(*CARD_AGES)[:, None] * by_sex / by_sex.sum(),
        newborn=boys_and_girls(),
        cohort=cohort,
        # At usual tightness the weighted other workers then bring in just the share the parameters say.
        rest_per_technician=float(np.sum(rest * often[:, None] * more) / anchor.techniek.sum()),
    )
