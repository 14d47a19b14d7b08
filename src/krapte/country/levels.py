"""Qualifications: residents of 15-74 by highest diploma, single age and sex, in 2013 and 2024.

Level first: the skills survey of 2012 gives the pattern by age and sex, read along the cohort from age 30 on (who is
50 in 2024 was 38 in 2012), fitted to published margins::

    high by ten-year age (2013, 2021) and by sex, odds scaled to the share of all residents (2013Q2, 2023Q1)
    low : mid of all residents (2013Q2, 2023Q1);  residents by age and sex, exactly

The young (``levels.young``): all low at first, then low falls by one rate a year, set so that those of 16-24 hold the
survey's share; high then rises evenly. Field next, within level, by the survey's shares read along the cohort: high
fields scaled to the CBS counts of 2018, havo and vwo (in mid_other) to their share of the mid level at work in 2024Q1,
by one factor on the odds for both years. Shares count those whose level is known; the unknown (2 %) are spread alike.

Figures: ``gp_hbowo_share_*``, ``dem_pop_edu_*``, ``dem_edu_high_2018_*``, ``dem_empl_2024Q1_level_*``. Grade C in
its cells.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import assumptions, labour, survey
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, SEXES, WORK_AGES, WORK_FROM, WORK_TO
from krapte.country.fitting import Margin, classes, rake, shift_odds
from krapte.country.survey import LEVEL_OF, LEVELS
from krapte.figures import known

Floats = NDArray[np.float64]
AGE_CLASSES = ("15-24", "25-34", "35-44", "45-54", "55-64", "65-74")
CLASS_OF = np.array([min((age - 5) // 10 - 1, len(AGE_CLASSES) - 1) for age in WORK_AGES])
AGE_MARGIN = {FIRST_YEAR: 2013, ANCHOR_YEAR: 2021}  # the year of the published shares by age
LEVEL_MARGIN = {FIRST_YEAR: "2013Q2", ANCHOR_YEAR: "2023Q1"}
SURVEY_YEAR = 2012
MIDDLES = (20.0, 29.5, 39.5, 49.5, 60.0)  # of the survey's age classes
BISECTIONS = 60  # numerical setting: more than a double can tell apart
AGES = np.array(WORK_AGES, dtype=float)


def base_year(year: int) -> int:
    """The base year whose margins hold; of the last year they are the newest that are known."""
    return FIRST_YEAR if year == FIRST_YEAR else ANCHOR_YEAR


def cohort_age(year: int) -> Floats:
    """Age at which the survey saw people like those of 15-74 in ``year`` ``[60]``: their own from 30 on."""
    return np.where(MIDDLES[1] > AGES, AGES, np.maximum(AGES - (year - SURVEY_YEAR), MIDDLES[1]))


def _young(share: Floats, survey_mean: float) -> Floats:
    """Low by age ``[60]``: all at first, then falling by one rate to the share of those of 25, on the survey's mean."""
    school_to = assumptions.table("levels.young")["school_to"]
    young = (school_to < AGES) & (AGES < 25)
    counted = (AGES >= 16) & (AGES < 25)
    end = share[25 - WORK_FROM]

    def low(rate: float) -> Floats:
        fall = np.where(young, rate ** (AGES - school_to), 1.0)
        return np.where(AGES < 25, end + (1 - end) * fall, share)

    below, above = 0.0, 1.0
    for _ in range(BISECTIONS):
        rate = (below + above) / 2
        below, above = (rate, above) if low(rate)[counted].mean() < survey_mean else (below, rate)
    return np.asarray(low((below + above) / 2))


def level_pattern(year: int) -> Floats:
    """Shares of low, mid and high by age and sex ``[3, 60, 2]`` in the survey, read along the cohort."""
    counts = survey.residents()
    by_level = np.array([counts[i == LEVEL_OF].sum(axis=0) for i in range(3)])
    share = by_level / by_level.sum(axis=0)
    at = cohort_age(year)
    begin = assumptions.table("levels.young")
    made = np.empty((3, len(WORK_AGES), len(SEXES)))
    for sex in range(len(SEXES)):
        low, high = (np.interp(at, MIDDLES[1:], share[i, 1:, sex]) for i in (0, 2))
        low = _young(low, share[0, 0, sex])
        high = high * np.clip((AGES - begin["high_from"]) / (begin["high_at"] - begin["high_from"]), 0, 1)
        made[:, :, sex] = low, 1 - low - high, high  # mid of the very young is the floor
    made = np.maximum(made, assumptions.value("levels.floor"))
    return np.asarray(made / made.sum(axis=0))


def level_shares(year: int) -> Floats:
    """Low, mid and high over residents of 15-74 whose level is known ``[3]``, as published."""
    book = figures.load()
    counts = np.array(
        [book[f"dem_pop_edu_{level}_{LEVEL_MARGIN[base_year(year)]}"].value for level in LEVELS]
    )
    return np.asarray(counts / counts.sum())


def high_by_age(year: int) -> Floats:
    """High over residents by ten-year age class ``[6]``: published profile, odds scaled to the share of all."""
    book = figures.load()
    share = np.array(
        [book[f"gp_hbowo_share_{ages}_{AGE_MARGIN[base_year(year)]}"].value for ages in AGE_CLASSES]
    )
    residents = labour.people(year)[WORK_FROM : WORK_TO + 1].sum(axis=1)
    weight = np.bincount(CLASS_OF, weights=residents).astype(float)
    return shift_odds(share, weight, level_shares(year)[2])


def high_by_sex(year: int) -> Floats:
    """High over residents of 15-74 by sex ``[2]``: published, scaled to the share of all."""
    book = figures.load()
    share = np.array(
        [book[f"gp_hbowo_share_{sex}_{AGE_MARGIN[base_year(year)]}"].value for sex in ("men", "women")]
    )
    weight = labour.people(year)[WORK_FROM : WORK_TO + 1].sum(axis=0)
    return shift_odds(share, weight, level_shares(year)[2])


def level_margins(year: int) -> list[Margin]:
    """What residents by level, age and sex ``[3, 60, 2]`` must add up to; age and sex come last and hold exactly."""
    people = labour.people(year)[WORK_FROM : WORK_TO + 1]
    shape, shares = (3, *people.shape), level_shares(year)
    by_class = np.bincount(CLASS_OF, weights=people.sum(axis=1))
    high = [-1, -1, 0]
    return [
        Margin("level", classes(shape, {0: range(3)}), shares * people.sum()),
        Margin("high by sex", classes(shape, {0: high, 2: range(2)}), high_by_sex(year) * people.sum(axis=0)),
        Margin("high by age", classes(shape, {0: high, 1: CLASS_OF}), high_by_age(year) * by_class),
        Margin("residents", classes(shape, {1: range(len(people)), 2: range(2)}), people.ravel()),
    ]


@known.cached
def by_level(year: int) -> Floats:
    """Residents by level, age 15-74 and sex ``[3, 60, 2]``, persons; kept, so read only."""
    people = labour.people(year)[WORK_FROM : WORK_TO + 1]
    made = rake(level_pattern(year) * people, level_margins(year))
    made.setflags(write=False)
    return made


def _along(share: Floats, year: int) -> Floats:
    """Shares by age class and sex ``[..., 5, 2]`` drawn straight through the middles, along the cohort."""
    at = cohort_age(year)
    flat = np.moveaxis(share, -2, -1).reshape(-1, len(MIDDLES))
    made = np.array([np.interp(at, MIDDLES, row) for row in flat])
    return np.moveaxis(made.reshape(*share.shape[:-2], len(SEXES), len(at)), -1, -2)


def high_factors() -> Floats:
    """What leads from the survey's high fields ``[4]`` (techniek, ICT, care, other) to the counts of 2018."""
    book = figures.load()

    def count(*fields: str) -> float:
        return sum(book[f"dem_edu_high_2018_{field}"].value for field in fields)

    known = book["dem_edu_high_2018"].value - count("unknown")
    named = np.array([count("techniek"), count("ict"), count("education", "health")])
    target = np.append(named, known - named.sum()) / known
    seen = survey.residents()[LEVEL_OF == 2].sum(axis=(1, 2))
    return np.asarray(target / (seen / seen.sum()))


@known.cached
def general_shift() -> float:
    """The factor on the odds of havo and vwo within mid level that brings their share at work to that of 2024Q1.

    One, the survey's own, as known in an earlier year.
    """
    if known.year():
        return 1.0
    book = figures.load()
    target = book["dem_empl_2024Q1_level_havo_vwo"].value / book["dem_empl_2024Q1_level_mid"].value
    working, _ = labour.employed_and_unemployed(ANCHOR_YEAR)
    rate = (working / labour.people(ANCHOR_YEAR))[WORK_FROM : WORK_TO + 1]
    weight = by_level(ANCHOR_YEAR)[1] * rate
    share = _along(survey.general(), ANCHOR_YEAR)
    moved = shift_odds(share, weight, target)
    return float(np.median(moved / (1 - moved) * (1 - share) / share))


def field_shares(year: int) -> Floats:
    """Shares of each qualification within its level, by age and sex ``[8, 60, 2]``; a level's sum to one."""
    counts = survey.residents() + 1.0  # one person more than observed: no empty cells
    mid, high = counts[LEVEL_OF == 1], counts[LEVEL_OF == 2]
    within = _along(mid / mid.sum(axis=0), year)
    general = _along(survey.general(), year)
    odds = general_shift()
    more = general * odds / (1 - general + general * odds)
    # Learned fields make room for havo and vwo in proportion.
    learned = within * ((1 - more) / (1 - general))
    learned[-1] = 1 - learned[:-1].sum(axis=0)
    fields = _along(high / high.sum(axis=0), year) * high_factors()[:, None, None]
    return np.concatenate([np.ones_like(learned[:1]), learned, fields / fields.sum(axis=0)])


def residents(year: int) -> Floats:
    """Residents by qualification, age 15-74 and sex ``[8, 60, 2]``, persons; a cell of age and sex sums to them."""
    return np.asarray(by_level(year)[LEVEL_OF] * field_shares(year))
