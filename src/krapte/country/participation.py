"""Participation: who is in the labour force, by single age and sex, and the chances that follow from it.

Published rates come in classes of five or ten years, for older workers by single age. They are drawn through
the middle of each class and scaled so that every published margin is met.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte.country import assumptions, published
from krapte.country.axes import AGES, SEXES, WORK_FROM, WORK_TO

Floats = NDArray[np.float64]
PENSION_YEARS_FROM = 55  # definition: from here on the table of older workers has single ages
PENSION_AGE_2012 = 65  # definition: the law until 2012
ROUNDS = 200  # numerical setting: of moving the middles of classes until published means come out
SMALLEST = 1e-9  # numerical setting: nothing is divided by less


def through(
    classes: list[tuple[int, int]],
    values: list[float],
    weight: Floats,
    shape: Floats | None = None,
    end: int | None = None,
) -> Floats:
    """A rate by single age that runs straight through the middles of age classes and meets each published mean.

    ``classes`` are (first age, last age), ``values`` their published means over ``weight`` (residents by age). With
    ``shape`` given it is the level of that shape that runs straight. The heights at the middles are moved until the
    means come out; ages beyond the first and the last middle keep its height, but up to an ``end`` named they go on
    straight.
    """
    middles = [(first + last) / 2 for first, last in classes]
    ages = np.array(AGES, dtype=float)
    base = np.ones(len(AGES)) if shape is None else shape

    def mean(rate: Floats, first: int, last: int) -> float:
        ages_of = slice(first, last + 1)
        return float(np.sum(rate[ages_of] * weight[ages_of]) / np.sum(weight[ages_of]))

    heights = np.array([v / mean(base, *c) for v, c in zip(values, classes, strict=True)])
    for _ in range(ROUNDS):
        made = base * _line(ages, middles, heights, end)
        heights = heights * [v / mean(made, *c) for v, c in zip(values, classes, strict=True)]
    return np.asarray(base * _line(ages, middles, heights, end))


def _line(ages: Floats, middles: list[float], heights: Floats, end: int | None) -> Floats:
    """Straight through the middles, level beyond them, but straight on to ``end`` below or above them."""
    if end is None:
        return np.interp(ages, middles, heights)
    at, near = (0, 1) if end < middles[0] else (-1, -2)
    slope = (heights[at] - heights[near]) / (middles[at] - middles[near])
    at_end = heights[at] + slope * (end - middles[at])
    place = 0 if at == 0 else len(middles)
    return np.interp(ages, np.insert(middles, place, end), np.insert(heights, place, at_end))


def rates_2012(apart: bool = False) -> Floats:
    """Labour force over residents by age and sex in 2012 (OECD, five-year classes), 0 outside 15-74.

    ``apart``: below and from the pension age of then each by itself, so that there is a step at that age. A run of
    today reads that step from single ages of 2023-24; who forecasts before has these classes only.
    """
    made = np.zeros((len(AGES), len(SEXES)))
    for column, sex in enumerate(SEXES):
        classes, values = [], []
        for row in published.rows("lf_rate_2012"):
            if row["sex"] == sex and "-" in row["age"]:
                first, last = (int(part) for part in row["age"].split("-"))
                classes.append((first, last))
                values.append(float(row["lf_rate_pct"]) / 100)
        order = np.argsort([first for first, _ in classes])
        ordered = [classes[i] for i in order], [values[i] for i in order]
        weight = published.population()[0][:, column]
        made[:, column] = through(*ordered, weight)
        if apart:
            made[:, column] = _with_step(*ordered, weight)
    made[:WORK_FROM] = made[WORK_TO + 1 :] = 0
    return made


def _with_step(classes: list[tuple[int, int]], values: list[float], weight: Floats) -> Floats:
    """As ``through``, with a step where the class from the pension age of 2012 begins."""
    count = next(i for i, (first, _) in enumerate(classes) if first == PENSION_AGE_2012)
    sides = [slice(None, count), slice(count, None)]
    ends = (PENSION_AGE_2012 - 1, PENSION_AGE_2012)
    below, above = (
        through(classes[side], values[side], weight, end=end) for side, end in zip(sides, ends, strict=True)
    )
    return np.asarray(np.where(np.array(AGES) < PENSION_AGE_2012, below, above))


def employed_rates_2023() -> Floats:
    """Employed over residents by age and sex around 2023-24, 0 outside 15-74.

    Ten-year classes by sex (2023) give the level; the young take the slope of 2012 between 15-19 and 20-24, those
    of 55 and over the single ages of 2023Q3 and 2024Q1, at a level per sex that moves evenly over their classes.
    """
    young, older = (15, 24), slice(PENSION_YEARS_FROM, WORK_TO + 1)
    middle, late = [(25, 34), (35, 44), (45, 54)], [(55, 64), (65, 74)]
    made = np.zeros((len(AGES), len(SEXES)))
    people = published.population()[10]
    for column, sex in enumerate(SEXES):
        rows = {r["age"]: r for r in published.rows("employed_2023") if r["sex"] == sex}

        def rate(ages: tuple[int, int], rows: dict[str, dict[str, str]] = rows) -> float:
            return float(rows[f"{ages[0]}-{ages[1]}"]["employed_per_100_registered_residents"]) / 100

        weight = people[:, column]
        first = rates_2012()[:, column]
        made[15:25, column] = through([young], [rate(young)], weight, first)[15:25]
        made[25:55, column] = through(middle, [rate(c) for c in middle], weight)[25:55]
        made[older, column] = through(late, [rate(c) for c in late], weight, older_rates())[older]
    return np.minimum(made, assumptions.table("labour.highest")["employed"])


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
    entry[:-1] = np.maximum(later - now, 0) / np.maximum(1 - now, SMALLEST)
    leave[:-1] = np.where(now > 0, np.maximum(1 - later / np.maximum(now, SMALLEST), 0), 0)
    entry[PENSION_YEARS_FROM - 1 :] = leave[PENSION_YEARS_FROM - 1 :] = 0
    return entry, leave


def retirement_curve(pension_age: float, labour_force: Floats) -> tuple[Floats, Floats, Floats]:
    """Chance to stop by distance to the pension age ``[distance, sex]``, and the spike of those who reach it ``[sex]``.

    From one single age to the next in ``labour_force`` (share of residents by age and sex), which rests on 2023Q3
    and 2024Q1, when the pension age was ``pension_age``. Until some years before it (``participation.smoothed_to``)
    a mean over three ages (survey noise); after it one even rate to 74.
    """
    ages = np.arange(PENSION_YEARS_FROM - 1, WORK_TO)
    distance = ages + 1.0 - pension_age
    at = int(np.argmin(np.abs(distance)))
    far = distance < -assumptions.value("participation.smoothed_to")
    curves, spikes = [], []
    for sex in range(labour_force.shape[1]):
        rate = labour_force[:, sex]
        raw = np.maximum(1 - rate[ages + 1] / rate[ages], 0)
        raw[0] = raw[1]
        smooth = np.convolve(np.pad(raw, 1, mode="edge"), np.ones(3) / 3, mode="valid")
        curve = np.where(far, smooth, raw)
        curve[at:] = 1 - (rate[WORK_TO] / rate[int(pension_age)]) ** (1 / (WORK_TO - int(pension_age)))
        curves.append(curve)
        spikes.append(raw[at])
    return np.asarray(distance), np.stack(curves, axis=1), np.asarray(spikes)
