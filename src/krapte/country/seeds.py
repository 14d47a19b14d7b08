"""First cells of the stock of work: who works where, by qualification, age and sex, before any margin is met.

::

    employed[group, qual, age, sex] = residents x employment rate(level, age) x P(block | qual, age, sex)
                                      x P(group | techniek, level, sex, age)

P(block | ...) is the table of the skills survey of 2012 that has both its published sides, block by qualification and
age and block by age and sex, and no interaction beyond them. Within techniek the survey's cells are too thin: the
spread over the five groups is ours (``seeds.within``), fitted to the survey's levels and to the sizes of 2013, tilted
part of the way (``seeds.tilt``) to the segments' mean ages. Figures: ``gp_piaac_tech_level_*``,
``gp_piaac_meanage_*``, tables of ``survey``. All of it is grade C and only a beginning: the margins in ``margins`` set
every total.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import assumptions, labour, levels, occupations, survey
from krapte.country.axes import BLOCKS, FIRST_YEAR, GROUPS, STATES, TECHNIEK, WORK_FROM, WORK_TO
from krapte.country.fitting import Margin, classes, rake
from krapte.country.survey import LEVEL_OF

Floats = NDArray[np.float64]
# The row of ``seeds.within`` of each technical group: the trades share one.
ROW = dict.fromkeys(TECHNIEK, "trades") | {name: name for name in ("technical_high", "process")}
# The segments of the survey behind the mean age of each group.
SEGMENTS = {name: occupations.BRC[name] for name in TECHNIEK}
ROUNDS = 60  # numerical setting of the fitting
FINE_MIDDLES = [(first + last) / 2 for first, last in survey.FINE]
AGES = levels.AGES


def _by_age(values: Floats, middles: list[float]) -> Floats:
    """Values by age class along the last axis, drawn straight through the middles to 15-74."""
    flat = values.reshape(-1, values.shape[-1])
    made = np.array([np.interp(AGES, middles, row) for row in flat])
    return made.reshape(*values.shape[:-1], len(AGES))


def employment_rate() -> Floats:
    """Employed over residents by qualification and age ``[8, 60]`` in 2012, below one."""
    highest = assumptions.table("labour.highest")["employed"]
    made = np.minimum(_by_age(survey.employment_rate(), list(levels.MIDDLES)), highest)
    return np.asarray(made[LEVEL_OF])


def block_chance() -> Floats:
    """Chance of each block for the employed, by qualification, age and sex ``[5, 8, 60, 2]``, sum one over blocks."""
    workers = levels.residents(FIRST_YEAR) * employment_rate()[:, :, None]
    fine = [slice(first - WORK_FROM, last - WORK_FROM + 1) for first, last in survey.FINE]
    cells = np.stack([workers[:, ages].sum(axis=1) for ages in fine], axis=1)
    shape = (len(BLOCKS), *cells.shape)
    qual, sex = survey.smoothed(), survey.by_sex()
    first = classes(shape, {0: range(shape[0]), 1: range(shape[1]), 2: survey.FINE_CLASS})
    second = classes(shape, {0: range(shape[0]), 2: range(shape[2]), 3: range(shape[3])})
    margins = [
        Margin("block, qual, age", first, qual.ravel() / qual.sum()),
        Margin("block, age, sex", second, sex.ravel() / sex.sum()),
    ]
    made = rake(np.broadcast_to(cells, shape), margins, ROUNDS)
    chance = made / made.sum(axis=0)
    return np.moveaxis(_by_age(np.moveaxis(chance, 2, -1), FINE_MIDDLES), -1, 2)


def within_levels() -> Floats:
    """Technicians by group and level ``[5, 3]``, persons of 2013: ``seeds.within`` on the survey's levels and sizes."""
    book = figures.load()
    size = occupations.by_group()[0, : len(TECHNIEK)]
    level = np.array([book[f"gp_piaac_tech_level_{name}"].value for name in ("low", "mid")])
    level = np.append(level, 1 - level.sum()) * size.sum()
    within = assumptions.nested("seeds.within")
    cells = np.array([[within[ROW[name]][one] for one in survey.LEVELS] for name in TECHNIEK]) * size[:, None]
    shape = cells.shape
    return rake(
        cells,
        [
            Margin("level", classes(shape, {1: range(3)}), level),
            Margin("size", classes(shape, {0: range(5)}), size),
        ],
    )


def age_tilt() -> Floats:
    """Relative frequency by technical group and age ``[5, 60]`` from the segments' mean ages, part of the way."""
    book = figures.load()
    sizes = {row["segment_code"]: 0.0 for row in figures.table("brc_2024q4").rows}
    for row in figures.table("brc_2024q4").rows:
        sizes[row["segment_code"]] += float(row["employed_2024q4"] or 0)
    seen = survey.by_sex().sum(axis=2)[BLOCKS.index("techniek")]
    share = seen / seen.sum()
    variance = np.sum(share * (np.array(FINE_MIDDLES) - np.sum(share * FINE_MIDDLES)) ** 2)
    mean = book["gp_piaac_meanage_techniek"].value
    tilt = assumptions.value("seeds.tilt")
    made = []
    for name in TECHNIEK:
        weight = np.array([sizes[code] for code in SEGMENTS[name]])
        ages = np.array([book[f"gp_piaac_meanage_{code}"].value for code in SEGMENTS[name]])
        slope = tilt * (np.sum(weight * ages) / weight.sum() - mean) / variance
        made.append(np.exp(slope * (AGES - mean)))
    return np.array(made)


def within_techniek(women: Floats) -> Floats:
    """Chance of each technical group for technicians ``[5, 8, 60, 2]``; ``women`` is their share by group ``[5]``."""
    level = within_levels()
    size = level.sum(axis=1)
    all_women = np.sum(women * size) / size.sum()
    sex = np.stack([(1 - women) / (1 - all_women), women / all_women], axis=1)
    cells = level[:, LEVEL_OF][:, :, None, None] * age_tilt()[:, None, :, None] * sex[:, None, None, :]
    return np.asarray(cells / cells.sum(axis=0))


def work(year: int, women: Floats) -> Floats:
    """First cells of ``work[state 11, qual 8, age 60, sex 2]`` of 2013 or 2024, persons, all above zero."""
    residents, rate = levels.residents(year), employment_rate()[:, :, None]
    employed, unemployed = (cells[WORK_FROM : WORK_TO + 1] for cells in labour.employed_and_unemployed(year))
    block = block_chance()
    cells = np.empty((len(STATES), *residents.shape))
    technical = block[BLOCKS.index("techniek")] * within_techniek(women)
    cells[: len(TECHNIEK)] = technical
    for name in GROUPS[len(TECHNIEK) :]:
        cells[GROUPS.index(name)] = block[BLOCKS.index(name)]
    cells[: len(GROUPS)] *= residents * rate
    cells[STATES.index("unemployed")] = residents * rate * unemployed / employed
    cells[STATES.index("outside")] = residents * (1 - rate)
    return cells
