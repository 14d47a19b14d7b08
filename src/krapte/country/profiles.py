"""Shapes by age, sex and group that do not change over time, made from published margins and the base stocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import assumptions, base, cohorts, law, participation, population, published
from krapte.country.axes import (
    ANCHOR_YEAR,
    FIELDS,
    FIRST_YEAR,
    GROUPS,
    PROGRAMS,
    QUALS,
    WORK_AGES,
    WORK_FROM,
    WORK_TO,
)
from krapte.country.population import boys_and_girls
from krapte.figures import known

Floats = NDArray[np.float64]
FIELD_QUALS = {
    "techniek": ("mid_tech", "high_tech"),
    "ict": ("high_ict",),
    "care": ("mid_care", "high_care"),
    "other": ("mid_other", "high_other"),
}
SMALLEST = 1e-9  # numerical setting: a weight where nobody enters
WORKING = slice(WORK_FROM, WORK_TO + 1)


class Shapes(NamedTuple):
    """As ``krapte.market.records.Profiles``, in numpy."""

    entry: Floats
    newcomers: Floats
    labour_force: Floats
    exit: Floats
    measured_pension_age: float
    retirement_age: Floats
    retirement_chance: Floats
    retirement_spike: Floats
    pension_years: Floats
    switching: Floats
    entrants: Floats
    switchers: Floats
    seekers: Floats
    graduation: Floats
    graduate_sex: Floats
    first_jobs: Floats
    general: Floats
    learners: Floats
    newborn: Floats


def triangle(ages: Mapping[str, float]) -> Floats:
    """Shares by age of 15-74 that rise from the first age to the most frequent and fall to the last, sum one."""
    made = np.interp(WORK_AGES, [ages["first"] - 1, ages["most"], ages["last"] + 1], [0.0, 1.0, 0.0])
    return np.asarray(made / made.sum())


def switching() -> Floats:
    """Relative frequency of changing occupation by age, mean one over all workers (CBS 2017, three classes)."""
    book = figures.load()
    classes = [("15-25", 15, 24), ("25-45", 25, 44), ("45-75", 45, WORK_TO)]
    made = np.zeros(len(WORK_AGES))
    for name, first, last in classes:
        made[first - WORK_FROM : last - WORK_FROM + 1] = book[f"lm_occswitch_y_{name}_2017"].value
    workers = base.anchor().work[: len(GROUPS)].sum(axis=(0, 1, 3))
    return np.asarray(made * workers.sum() / np.sum(made * workers))


def newcomers(rate: Floats) -> Floats:
    """Newcomers from abroad per resident outside the labour force, by the age reached ``[age, sex]``, below 55.

    Of an ordinary year: the mean balance of migration (``population.profile_years``) where people come. ``rate`` is the
    labour force over residents. Older newcomers join no more (``streams.Shapes.joining``), nor do others.
    """
    count = (known.year() or ANCHOR_YEAR + 1) - FIRST_YEAR
    years = slice(max(count - int(assumptions.value("population.profile_years")), 0), count)
    came = np.maximum(population.balances(count)[years].mean(axis=0), 0)
    before = published.population()[1:][years].mean(axis=0) - came
    outside = before[WORKING] * (1 - rate[WORK_FROM - 1 : WORK_TO])
    young = np.array(WORK_AGES) < participation.PENSION_YEARS_FROM
    return np.asarray(came[WORKING] / outside * young[:, None])


def spread(work: Floats) -> Floats:
    """Where people of a diploma and sex work ``[group, qual, sex]``, sums of one over groups."""
    persons = work[: len(GROUPS)].sum(axis=2)
    return np.asarray(persons / persons.sum(axis=0))


def entrants(work: Floats, entry: Floats) -> Floats:
    """Where those who enter the labour force go ``[group, qual, sex]``: as workers of their age, diploma and sex.

    ``entry`` is the chance to enter by age; the ages weigh as entrants of the anchor year do.
    """
    workers = work[: len(GROUPS)]
    shares = workers / workers.sum(axis=0)
    weight = work[-1] * entry + SMALLEST
    return np.asarray((shares * weight).sum(axis=2) / weight.sum(axis=1))


def graduate_sex(work: Floats) -> Floats:
    """Men and women among the young (``profiles.young``) with a diploma in a field ``[field, sex]``, sums of one."""
    ages = assumptions.table("profiles.young")
    span = slice(int(ages["first"]) - WORK_FROM, int(ages["last"]) + 1 - WORK_FROM)
    young = work[:, :, span].sum(axis=(0, 2))
    rows = [young[[QUALS.index(name) for name in FIELD_QUALS[field]]].sum(axis=0) for field in FIELDS]
    return np.stack([row / row.sum() for row in rows])


def measured_retirement() -> tuple[float, Floats]:
    """The pension age at which retirement by age was measured, and the labour force rates of then ``[106, sex]``.

    Those of the anchor; as known in an earlier year those of 2012, the only ones by age before.
    """
    if known.year():
        return participation.PENSION_AGE_2012, base.labour_force_rates(base.start())
    return law.value("aow_age", ANCHOR_YEAR), base.labour_force_rates(base.anchor())


def make() -> Shapes:
    """All shapes."""
    work = base.anchor().work
    labour_force = base.labour_force_rates(base.anchor())
    entry, leave = participation.chances(labour_force)
    leave = cohorts.leaving(entry, leave)
    pension_age, measured = measured_retirement()
    distance, chance, spike = participation.retirement_curve(pension_age, measured)
    chance = cohorts.stopping(distance, chance, spike, pension_age, entry, leave)
    often, ages = switching(), assumptions.nested("profiles.ages")
    by_diploma = work[: len(GROUPS)].sum(axis=(2, 3)).T
    reached = entry[WORK_FROM - 1 : WORK_TO]  # by the age reached in the year
    return Shapes(
        entry=reached,
        newcomers=newcomers(labour_force),
        labour_force=labour_force[WORKING],
        exit=leave[WORKING],
        measured_pension_age=pension_age,
        retirement_age=distance,
        retirement_chance=chance,
        retirement_spike=spike,
        pension_years=(np.array(WORK_AGES) >= participation.PENSION_YEARS_FROM - 1).astype(float),
        switching=often,
        entrants=entrants(work, reached),
        switchers=spread(work * often[:, None]),
        seekers=by_diploma / by_diploma.sum(axis=1, keepdims=True),
        graduation=np.stack([triangle(ages[program]) for program in PROGRAMS]),
        graduate_sex=graduate_sex(work),
        first_jobs=base.first_jobs(),
        general=triangle(assumptions.table("profiles.general")),
        learners=triangle(assumptions.table("profiles.learners")),
        newborn=boys_and_girls(),
    )
