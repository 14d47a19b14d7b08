"""First jobs: in which group graduates at work start, by programme and field; rows sum to one.

::

    techniek field:  07 + 08 = published share a year after the diploma, split by ict_part; the rest over other blocks
    ICT field:       .596 in ICT, .088 in technical jobs (youth educated in computing); the rest over other blocks
    care and education, other field: blocks as the survey of 2012 saw workers of 16-34 with such a diploma

Within techniek the groups are those of fitted technicians of the same level who are young, in mbo with more or less
technical high by level (``first_jobs.high_odds``). Figures: ``gp_ret_narrow_*_y1``, ``gp_young_edu_informatica_*``,
table of employed of ``survey``. Grade C: the survey holds 35-213 respondents a level and field, and bbl, ad and wo
bachelor have no figure of their own (bbl takes that of mbo 3, the highest; ad that of hbo; wo bachelor that of wo).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import assumptions, survey
from krapte.country.axes import BLOCKS, FIELDS, GROUPS, PROGRAMS, QUALS, TECHNIEK, WORK_FROM

Floats = NDArray[np.float64]
FIGURE = {
    "mbo2": "mbo2",
    "mbo3": "mbo3",
    "mbo4": "mbo4",
    "bbl": "mbo3",
    "ad": "hbo",
    "hbo": "hbo",
    "wo_ba": "wo",
    "wo_ma": "wo",
}
# Fields of the survey behind a field of ours; havo and vwo are no programme, computing is ICT.
SURVEY_FIELDS = {
    "techniek": ("engineering",),
    "care": ("health_welfare", "teacher"),
    "other": ("agriculture", "services", "social_business_law", "humanities"),
}
QUAL_OF = {"techniek": "tech", "ict": "ict", "care": "care", "other": "other"}


def level(program: str) -> str:
    """The level of a programme: mid (mbo) or high."""
    return "mid" if program.startswith("mbo") or program == "bbl" else "high"


def technical(program: str) -> tuple[float, float, float]:
    """Of graduates in techniek at work, the share who start in techniek: central, low, high."""
    name = FIGURE[program]
    found = figures.load()[f"gp_ret_narrow_{name}_y1"]
    of_both = assumptions.table("first_jobs.ict_part")
    stays = 1 - of_both["mbo" if name.startswith("mbo") else name]
    low, high = (found.value if end is None else end for end in (found.low, found.high))
    return found.value * stays, low * stays, high * stays


def technical_range() -> Floats:
    """Low and high of the share of technical graduates at work who start in techniek ``[8 programmes, 2]``."""
    return np.array([technical(program)[1:] for program in PROGRAMS])


def blocks_seen(program: str, field: str) -> Floats:
    """Blocks ``[5]`` of workers of 16-34 with a diploma of this level and field in 2012, shares."""
    made = np.full(len(BLOCKS), assumptions.value("first_jobs.extra"))
    levels = ("mid",) if level(program) == "mid" else ("hbo_wo_ba", "wo_ma")
    for row in survey.raw("employed"):
        if (
            row["level"] in levels
            and row["field"] in SURVEY_FIELDS[field]
            and row["age"] in survey.CLASSES[:2]
        ):
            made[BLOCKS.index(row["grp"])] += float(row["persons"])
    return np.asarray(made / made.sum())


def blocks(program: str, field: str) -> Floats:
    """Blocks ``[5]`` in which graduates at work start: techniek, ICT, care, education, rest."""
    if field in ("care", "other"):
        return blocks_seen(program, field)
    book = figures.load()
    if field == "ict":
        jobs = [book[f"gp_young_edu_informatica_{job}"].value for job in ("technical", "science", "ict")]
        first = np.array([jobs[0] + jobs[1], jobs[2]])
        others = blocks_seen(program, "other")[2:]  # computing is not told apart from science at mid level
    else:
        both = book[f"gp_ret_narrow_{FIGURE[program]}_y1"].value
        own = technical(program)[0]
        first = np.array([own, both - own])
        others = blocks_seen(program, "techniek")[2:]
    return np.concatenate([first, others / others.sum() * (1 - first.sum())])


def technical_groups(work: Floats, program: str, field: str) -> Floats:
    """The five technical groups ``[5]`` in which those of a programme start who start in techniek, sum one."""
    of = level(program)
    name = f"{of}_{QUAL_OF[field]}"
    qual = QUALS.index(name if name in QUALS else f"{of}_other")
    young = assumptions.nested("first_jobs.young")[of]
    ages = slice(int(young["first"]) - WORK_FROM, int(young["last"]) - WORK_FROM + 1)
    made = work[: len(TECHNIEK), qual, ages].sum(axis=(1, 2))
    made[TECHNIEK.index("technical_high")] *= assumptions.table("first_jobs.high_odds").get(program, 1.0)
    return np.asarray(made / made.sum())


def spread(work: Floats) -> Floats:
    """First jobs ``[8 programmes, 4 fields, 9 groups]``; ``work`` is a fitted stock ``[11, 8, 60, 2]``."""
    made = np.empty((len(PROGRAMS), len(FIELDS), len(GROUPS)))
    for i, program in enumerate(PROGRAMS):
        for j, field in enumerate(FIELDS):
            block = blocks(program, field)
            made[i, j, : len(TECHNIEK)] = block[0] * technical_groups(work, program, field)
            made[i, j, len(TECHNIEK) :] = block[1:]
    return made
