"""Margins of the stock of work: every sum that cells of 2013 or 2024 must have, as published or bridged.

2013 and 2024: residents by qualification, age and sex; employed by group; women in techniek, ICT; unemployed by level
(2013Q2, 2023Q1); employed and unemployed by age and sex. 2024 only: age of technicians, ICT, care and education
(2023), employed by level, the young of low level at work (2024Q1). Women: the Techniekpact counts of 2013 and 2022::

    technical_high = women among engineers, technicians, operators;  ICT = women in ICT
    construction, metal, electro = margins.trades x women among technical crafts (food, clothes, print: the others)
    process = what is left of women in all technical work without ICT
    care, education = women in the skills survey of 2012, for both years (no later table that may be used)

There is no table of groups by level after 2012: levels within a group come from the seeds, moved by the margins.
Figures: ``lm_tp_*``, table ``techniek_age_2012``, ``gp_age_brc*_2023_*``, ``dem_unempl_edu_*``, ``dem_empl_2024Q1_*``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import assumptions, labour, levels, occupations, survey
from krapte.country.axes import (
    ANCHOR_YEAR,
    BLOCKS,
    FIRST_YEAR,
    GROUPS,
    QUALS,
    SEXES,
    STATES,
    TECHNIEK,
    WORK_AGES,
    WORK_FROM,
    WORK_TO,
)
from krapte.country.fitting import Margin, classes
from krapte.country.survey import LEVEL_OF, LEVELS

Floats = NDArray[np.float64]
SHAPE = (len(STATES), len(QUALS), len(WORK_AGES), len(SEXES))
N = len(GROUPS)
WOMEN = {FIRST_YEAR: 2013, ANCHOR_YEAR: 2022}  # the year of the counts of women
AT_WORK = [0] * N + [-1, -1]
UNEMPLOYED = [-1] * N + [0, -1]
STATUS = [0] * N + [1, 2]
AGED = {"07": TECHNIEK, "08": ("ict",), "10": ("care",), "01": ("education",)}  # BRC classes with known ages


def employed_by_group(year: int) -> Floats:
    """Employed by group ``[9]`` in 2013 or 2024, persons."""
    return np.asarray(occupations.by_group()[year - FIRST_YEAR])


def women(year: int) -> Floats:
    """Share of women in all groups but the rest ``[8]``."""
    book, at = figures.load(), WOMEN[levels.base_year(year)]

    def count(name: str) -> float:
        return book[f"lm_tp_{name}_{at}" + ("_v2023" if name in ("men", "women") else "")].value

    def sexed(name: str) -> tuple[float, float]:
        men, of_women = (book[f"lm_tp_{name}_{at}_{sex}"].value for sex in ("m", "f"))
        return men + of_women, of_women

    (ict, ict_women), (other, other_women) = sexed("ict"), sexed("other")
    of_crafts = assumptions.value("margins.trades")
    trades = of_crafts * (count("women") - ict_women - other_women) / count("craft")
    whole = (count("women") - ict_women) / (count("craft") + other)
    size = employed_by_group(year)[: len(TECHNIEK)]
    made = np.array([other_women / other, trades, trades, trades, 0.0])
    made[-1] = (whole * size.sum() - np.sum(made * size)) / size[-1]
    seen = survey.by_sex().sum(axis=1)
    soft = [seen[i, 1] / seen[i].sum() for i in (BLOCKS.index("care"), BLOCKS.index("education"))]
    return np.array([*made, ict_women / ict, *soft])


def by_sex(year: int) -> Margin:
    """Women and men of all groups but the rest."""
    share, size = women(year), employed_by_group(year)[:-1]
    target = np.stack([(1 - share) * size, share * size], axis=1)
    label = [*range(N - 1), -1, -1, -1]
    return Margin("group by sex", classes(SHAPE, {0: label, 3: range(2)}), target.ravel())


def unemployed_by_level(year: int) -> Margin:
    """Unemployed by level: published shares on the published total of the year."""
    book = figures.load()
    seen = [
        book[f"dem_unempl_edu_{level}_{levels.LEVEL_MARGIN[levels.base_year(year)]}"].value
        for level in LEVELS
    ]
    target = np.array(seen) / np.sum(seen) * labour.totals(year)[1]
    return Margin("unemployed by level", classes(SHAPE, {0: UNEMPLOYED, 1: LEVEL_OF}), target)


def of_2024() -> list[Margin]:
    """What is known of the anchor year only: age by block, employed by level, the young of low level at work."""
    book, size = figures.load(), employed_by_group(ANCHOR_YEAR)
    label, target = [-1] * len(STATES), []
    for block, (code, names) in enumerate(AGED.items()):
        share = np.array([book[f"gp_age_brc{code}_2023_{ages}"].value for ages in levels.AGE_CLASSES])
        for name in names:
            label[GROUPS.index(name)] = block
        target.append(share / share.sum() * sum(size[GROUPS.index(name)] for name in names))
    seen = np.array([book[f"dem_empl_2024Q1_level_{level}"].value for level in LEVELS])
    at_level = classes(SHAPE, {0: AT_WORK, 1: LEVEL_OF})
    first_class = np.where(levels.CLASS_OF == 0, 0, -1)
    young = classes(SHAPE, {0: AT_WORK, 1: [0] + [-1] * (len(QUALS) - 1), 2: first_class})
    low = book["dem_empl_2024Q1_15_24_low"].value / book["dem_empl_2024Q1_level_total"].value
    return [
        Margin("employed by level", at_level, seen / seen.sum() * size.sum()),
        Margin("young and low at work", young, np.array([low * size.sum()])),
        Margin("block by age", classes(SHAPE, {0: label, 2: levels.CLASS_OF}), np.concatenate(target)),
    ]


def totals(year: int) -> list[Margin]:
    """The sums that hold exactly: employed by group; employed, unemployed and outside by age and sex."""
    ages = slice(WORK_FROM, WORK_TO + 1)
    employed, unemployed = (cells[ages] for cells in labour.employed_and_unemployed(year))
    outside = labour.people(year)[ages] - employed - unemployed
    status = classes(SHAPE, {0: STATUS, 2: range(SHAPE[2]), 3: range(2)})
    return [
        Margin("group", classes(SHAPE, {0: [*range(N), -1, -1]}), employed_by_group(year)),
        Margin("status by age and sex", status, np.stack([employed, unemployed, outside]).ravel()),
    ]


def every(year: int) -> list[Margin]:
    """All margins of a year, the exact ones last."""
    quals = classes(SHAPE, {1: range(SHAPE[1]), 2: range(SHAPE[2]), 3: range(2)})
    # As known in an earlier year there are none of these.
    known = of_2024() if year == ANCHOR_YEAR else []
    return [
        *known,
        by_sex(year),
        unemployed_by_level(year),
        Margin("residents by qualification", quals, levels.residents(year).ravel()),
        *totals(year),
    ]
