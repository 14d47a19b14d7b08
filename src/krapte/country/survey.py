"""The skills survey of 2011-12 (PIAAC, source ``gp_piaac1``) on the model's axes: shapes for fitting, never levels.

Residents and employed by level and field of education, age, sex and occupational block. Field was not asked below
upper secondary, computing was not told apart from science, and many cells hold fewer than 30 respondents. So::

    share of computing in science and computing, residents = ICT / (ICT + science) of 2018 (CBS)
    the same in block b = ICT share x P(b | computing) / sum over both of share x P(b | field)   (youth 2009-16)
    smoothed cell = (1 - age_weight) x observed + age_weight x P(block, qual) P(age | qual), and P(block, qual)
                    itself mixed with P(block) P(qual) by pair_weight, so that no cell is empty  (``assumptions``)

Figures: tables ``techniek_age_2012``, ``flexibility_2012``, ``skills_residents_2012``, ``skills_employed_2012``;
``dem_edu_high_2018_*``, ``gp_young_edu_*``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import assumptions, published
from krapte.country.axes import BLOCKS, QUALS, SEXES
from krapte.figures import known

Floats = NDArray[np.float64]
CLASSES = ("16-24", "25-34", "35-44", "45-54", "55-65")
# Sex by block is known by five years, so the young are told apart: middles of these classes carry the shapes.
FINE = ((16, 19), (20, 24), (25, 34), (35, 44), (45, 54), (55, 65))
FINE_CLASS = (0, 0, 1, 2, 3, 4)  # where each fine class lies in CLASSES
LEVELS = ("low", "mid", "high")
LEVEL_OF = np.array([LEVELS.index(qual.split("_")[0]) for qual in QUALS])
# Numerical settings, so that no cell is empty: a share of all for a qual unseen at an age (one in 8,000), and persons.
UNSEEN, HALF_A_PERSON = 1e-3, 0.5
TECHNICAL = ("engineering",)
CARE = ("health_welfare", "teacher")
COMPUTING = ("science_math_computing",)


def raw(name: str) -> list[dict[str, str]]:
    """The rows of residents or employed; those without level or sex (under 4,000 persons) are left out."""
    rows = published.rows(f"skills_{name}_2012")
    return [row for row in rows if row["level"] and row.get("sex", "m")]


def computing_share(block: str = "") -> float:
    """Of those with a high diploma in science or computing, the share in computing; within one block if given."""
    book = figures.load()
    ict, science = (book[f"dem_edu_high_2018_{field}"].value for field in ("ict", "science"))
    share = ict / (ict + science)
    if not block:
        return float(share)

    def chance(field: str) -> float:
        technical = sum(book[f"gp_young_edu_{field}_{job}"].value for job in ("technical", "science"))
        computing = book[f"gp_young_edu_{field}_ict"].value
        return {"techniek": technical, "ict": computing}.get(block, 1 - technical - computing)

    yes, no = share * chance("informatica"), (1 - share) * chance("science")
    return float(yes / (yes + no))


def quals(level: str, field: str, computing: float) -> dict[str, float]:
    """The model's qualifications for a level and field of the survey, with their shares."""
    if level == "low":
        return {"low": 1.0}
    if level == "mid":
        return {"mid_tech" if field in TECHNICAL else "mid_care" if field in CARE else "mid_other": 1.0}
    if field in COMPUTING:
        return {"high_ict": computing, "high_other": 1 - computing}
    return {"high_tech" if field in TECHNICAL else "high_care" if field in CARE else "high_other": 1.0}


@known.cached
def residents() -> Floats:
    """Residents by qualification, age class and sex ``[8, 5, 2]``, persons of 16-65."""
    made = np.zeros((len(QUALS), len(CLASSES), len(SEXES)))
    for row in raw("residents"):
        for qual, share in quals(row["level"], row["field"], computing_share()).items():
            at = QUALS.index(qual), CLASSES.index(row["age"]), SEXES.index(row["sex"])
            made[at] += share * float(row["persons"])
    return made


@known.cached
def general() -> Floats:
    """Residents whose mid-level diploma is havo or vwo over all of mid level, by age class and sex ``[5, 2]``."""
    made = np.zeros((2, len(CLASSES), len(SEXES)))
    for row in raw("residents"):
        if row["level"] == "mid":
            at = CLASSES.index(row["age"]), SEXES.index(row["sex"])
            made[(int(row["field"] == "general"), *at)] += float(row["persons"])
    return np.asarray(made[1] / made.sum(axis=0))


@known.cached
def employed() -> Floats:
    """Employed by block, qualification and age class ``[5, 8, 5]``, persons, as observed."""
    made = np.zeros((len(BLOCKS), len(QUALS), len(CLASSES)))
    for row in raw("employed"):
        for qual, share in quals(row["level"], row["field"], computing_share(row["grp"])).items():
            at = BLOCKS.index(row["grp"]), QUALS.index(qual), CLASSES.index(row["age"])
            made[at] += share * float(row["persons"])
    return made


def smoothed() -> Floats:
    """``employed`` without empty cells, mixed with products of its margins as the head of this file says."""
    seen = employed()
    total = seen.sum()
    pair = seen.sum(axis=2)
    alone = np.outer(pair.sum(axis=1), pair.sum(axis=0)) / total
    by_pair, by_all_ages = assumptions.value("survey.pair_weight"), assumptions.value("survey.age_weight")
    pair = (1 - by_pair) * pair + by_pair * alone
    of_qual = seen.sum(axis=0) + UNSEEN * seen.sum(axis=(0, 1)) / len(QUALS)
    by_age = of_qual / of_qual.sum(axis=1, keepdims=True)
    return np.asarray((1 - by_all_ages) * seen + by_all_ages * pair[:, :, None] * by_age[None])


def by_sex() -> Floats:
    """Employed by block, fine age class and sex ``[5, 6, 2]``, persons; half a person more than observed in each."""
    made = np.full((len(BLOCKS), len(FINE), len(SEXES)), HALF_A_PERSON)
    for row in published.rows("techniek_age_2012"):
        age = int(row["age5"].split("-")[0])
        fine = next(i for i, (first, last) in enumerate(FINE) if first <= age <= last)
        made[BLOCKS.index(row["grp"]), fine, SEXES.index(row["sex"])] += float(row["persons"])
    return made


def employment_rate() -> Floats:
    """Employed over residents by level and age class ``[3, 5]``."""
    at_work, all_ = employed().sum(axis=0), residents().sum(axis=2)
    return np.array(
        [
            at_work[i == LEVEL_OF].sum(axis=0) / np.maximum(all_[i == LEVEL_OF].sum(axis=0), 1)
            for i in range(3)
        ]
    )
