"""Participation: who is in the labour force, by single age and sex, and the chances that follow from it.

Published rates come in classes of five or ten years, for older workers by single age. They are drawn through
the middle of each class and scaled so that every published margin is met.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte.country import published
from krapte.country.axes import AGES, SEXES, WORK_FROM, WORK_TO

Floats = NDArray[np.float64]
WORKING = slice(WORK_FROM, WORK_TO + 1)
PENSION_YEARS_FROM = 55
REENTRY_FROM = 30


def _through_middles(classes: list[tuple[int, int]], values: list[float]) -> Floats:
    """A rate by single age through the middles of age classes (first age, last age)."""
    middles = [(first + last) / 2 for first, last in classes]
    return np.asarray(np.interp(np.array(AGES, dtype=float), middles, values))


def rates_2012() -> Floats:
    """Labour force over residents by age and sex in 2012 (OECD, five-year classes), 0 outside 15-74."""
    made = np.zeros((len(AGES), len(SEXES)))
    for column, sex in enumerate(SEXES):
        classes, values = [], []
        for row in published.rows("lf_rate_2012"):
            if row["sex"] == sex and "-" in row["age"]:
                first, last = (int(part) for part in row["age"].split("-"))
                classes.append((first, last))
                values.append(float(row["lf_rate_pct"]) / 100)
        order = np.argsort([first for first, _ in classes])
        made[:, column] = _through_middles([classes[i] for i in order], [values[i] for i in order])
    made[:WORK_FROM] = made[WORK_TO + 1 :] = 0
    return made


def employed_rates_2023() -> Floats:
    """Employed over residents by age and sex around 2023-24, 0 outside 15-74.

    Ten-year classes by sex (2023) give the level; the young take the slope of 2012 between 15-19 and 20-24, those
    of 55 and over the single ages of 2023Q3 and 2024Q1, in each class and sex scaled to its published rate.
    """
    classes = [(15, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 74)]
    made = np.zeros((len(AGES), len(SEXES)))
    people = published.population()[10]
    for column, sex in enumerate(SEXES):
        rows = {r["age"]: r for r in published.rows("employed_2023") if r["sex"] == sex}
        values = [float(rows[f"{a}-{b}"]["employed_per_100_registered_residents"]) / 100 for a, b in classes]
        shape = _through_middles(classes, values)
        shape[:25] = rates_2012()[:25, column]
        # Older men and women share the ages at which work ends, each at a level that moves smoothly over the classes.
        both = {r["age"]: r for r in published.rows("employed_2023") if r["sex"] == "t"}
        level = [
            v / float(both[f"{a}-{b}"]["employed_per_100_registered_residents"]) * 100
            for (a, b), v in zip(classes, values, strict=True)
        ]
        older = slice(PENSION_YEARS_FROM, WORK_TO + 1)
        shape[older] = (older_rates() * _through_middles(classes, level))[older]
        for (first, last), value in zip(classes, values, strict=True):
            ages = slice(first, last + 1)
            weight = people[ages, column]
            made[ages, column] = shape[ages] * value / (np.sum(shape[ages] * weight) / np.sum(weight))
    return np.minimum(made, 0.98)


def older_rates(field: str = "labour_force_x1000") -> Floats:
    """Labour force over residents by single age 55-74, mean of 2023Q3 and 2024Q1; 70-74 falls evenly."""
    made = np.zeros(len(AGES))
    rows = published.rows("older_workers")
    for age in range(PENSION_YEARS_FROM, 70):
        of_age = [r for r in rows if r["age"] == str(age)]
        made[age] = np.mean([float(r[field]) / float(r["population_x1000"]) for r in of_age])
    last = [r for r in rows if r["age"] == "70-74"]
    middle = np.mean([float(r[field]) / float(r["population_x1000"]) for r in last])
    fall = (middle / made[69]) ** (1 / 3)
    for age in range(70, WORK_TO + 1):
        made[age] = made[69] * fall ** (age - 69)
    return made


def chances(labour_force: Floats) -> tuple[Floats, Floats]:
    """Chance to enter and to leave the labour force in a year, by age on 1 January and sex, of a synthetic cohort.

    ``labour_force`` is the share of residents in it, by age and sex. Ages below 55 only; the step into age 15 is
    an entry from age 14.
    """
    now, later = labour_force[:-1], labour_force[1:]
    entry = np.zeros_like(labour_force)
    leave = np.zeros_like(labour_force)
    entry[:-1] = np.maximum(later - now, 0) / np.maximum(1 - now, 1e-9)
    leave[:-1] = np.where(now > 0, np.maximum(1 - later / np.maximum(now, 1e-9), 0), 0)
    entry[PENSION_YEARS_FROM - 1 :] = leave[PENSION_YEARS_FROM - 1 :] = 0
    return entry, leave


def retirement_curve(pension_age: float, labour_force: Floats) -> tuple[Floats, Floats, Floats]:
    """Chance to stop by distance to the pension age ``[distance, sex]``, and the spike of those who reach it ``[sex]``.

    From one single age to the next in ``labour_force`` (share of residents by age and sex), which rests on 2023Q3
    and 2024Q1, when the pension age was ``pension_age``. Up to four years before it a mean over three ages (survey
    noise); after it one even rate to 74.
    """
    ages = np.arange(PENSION_YEARS_FROM - 1, WORK_TO)
    distance = ages + 1.0 - pension_age
    at = int(np.argmin(np.abs(distance)))
    curves, spikes = [], []
    for sex in range(labour_force.shape[1]):
        rate = labour_force[:, sex]
        raw = np.maximum(1 - rate[ages + 1] / rate[ages], 0)
        raw[0] = raw[1]
        smooth = np.convolve(np.pad(raw, 1, mode="edge"), np.ones(3) / 3, mode="valid")
        curve = np.where(distance < -4, smooth, raw)
        curve[at:] = 1 - (rate[WORK_TO] / rate[int(pension_age)]) ** (1 / (WORK_TO - int(pension_age)))
        curves.append(curve)
        spikes.append(raw[at])
    return np.asarray(distance), np.stack(curves, axis=1), np.asarray(spikes)
