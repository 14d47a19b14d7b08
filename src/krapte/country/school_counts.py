"""Published counts of education as series on the model's programmes: students, entrants, diplomas, shares of fields.

A year is that of the count: students and entrants of October, diplomas of the school year that began then. Years
without a figure lie on a straight line between their neighbours and keep the first and the last value outside.
Level 1 of mbo (entree) is counted with level 2. Fields: *techniek* is betatechniek of the platform for technical
education (shr_mbotech_in_*, in_mbotech_*, in_hbotech_*, shr_wotech_in_*) without ICT, natural science included;
ICT is split off by the ratio of its students (mbo, CBS ISCED 06 to 06 + 07) or of its programmes (hbo). Care is
health, welfare and teaching. Figures of 2024 and later are not used.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import assumptions
from krapte.country.axes import FIELDS, PROGRAMS
from krapte.figures import known

Floats = NDArray[np.float64]
YEARS = tuple(range(2012, 2024))  # counts of October; the first is the stock of 1 January 2013
MBO = ("mbo2", "mbo3", "mbo4", "bbl")
LEVELS = ("mbo2", "mbo3", "mbo4")  # level 1 with level 2
AD_TECHNICAL = ("grad_ad_tech_2020", "grad_ad_2020")  # technical part of Ad diplomas


def value(figure_id: str) -> float:
    """One published number."""
    return figures.load()[figure_id].value


def series(prefix: str, years: tuple[int, ...] = YEARS) -> Floats:
    """The figures ``prefix_YEAR`` of 2007-2023, on a straight line where a year lacks."""
    book = figures.load()
    span = range(2007, YEARS[-1] + 1)
    # As known in an earlier year there may be none yet: then the first there is stands in.
    found = [year for year in span if f"{prefix}_{year}" in book]
    found = found or [year for year in span if f"{prefix}_{year}" in book.ids()][:1]
    return np.interp(years, found, [book[f"{prefix}_{year}"].value for year in found])


def _levels(prefix: str) -> Floats:
    """A series of mbo by level ``[level, year]``, level 1 with level 2."""
    return np.array([series(f"{prefix}1") + series(f"{prefix}2"), series(f"{prefix}3"), series(f"{prefix}4")])


def bbl_levels() -> Floats:
    """What part of the work-study students is on each level ``[level]``."""
    share = assumptions.table("school_counts.bbl_levels")
    return np.array([share[level] for level in LEVELS])


@known.cached
def diplomas() -> Floats:
    """Diplomas of mbo level 2, 3 and 4 ``[level, year]``, both routes, persons a year (CBS, ``grad_mbo*``)."""
    return np.array([series(f"grad_{level}") for level in LEVELS])


def _backwards(counted: Floats, moved: Floats) -> Floats:
    """Students before 2015, from those of 2015 and how many more diplomas there were in 2012-14 than in 2015-17."""
    first = YEARS.index(2015)
    earlier = counted[:, first] * moved[:, :first].mean(axis=1) / moved[:, first : 2 * first].mean(axis=1)
    way = np.arange(first) / first
    counted[:, :first] = earlier[:, None] * (1 - way) + counted[:, first, None] * way
    return counted


def _higher(level: str) -> Floats:
    """Students of hbo or wo; before 2014 on the slope of 2014-2016 (``stud_hbo_*``, ``stud_wo_*``, ``_nji_``)."""
    made = series(f"stud_{level}")
    at = {year: YEARS.index(year) for year in (2014, 2015, 2016)}
    made[at[2014]] = value(f"stud_{level}_nji_2014")
    slope = (made[at[2016]] - made[at[2014]]) / 2
    made[: at[2014]] = made[at[2014]] + slope * np.arange(-at[2014], 0)
    return made


@known.cached
def students() -> Floats:
    """Students by programme ``[program, year]``, persons in October."""
    bbl = series("stud_bbl")
    first = YEARS.index(2015)
    bbl[:first] = series("bbl_places", YEARS[:first])
    levels = _backwards(_levels("stud_mbo"), diplomas())
    bol = levels - bbl_levels()[:, None] * bbl
    associate = np.interp(
        YEARS,
        (2017, 2021, 2022, 2023),
        [value(one) for one in ("ad_stud_2017", "ad_stud_2021", "proj_hbo_ad_2022", "proj_hbo_ad_2023")],
    )
    bachelor = _higher("hbo") - associate - value("proj_hbo_master_2022")
    shared = value("proj_wo_bachelor_2023") + value("proj_wo_master_2023")
    undergraduate = _higher("wo") * value("proj_wo_bachelor_2023") / shared
    return np.array([*bol, bbl, associate, bachelor, undergraduate, _higher("wo") - undergraduate])


def hbo_entrants() -> Floats:
    """First-year students of hbo, Ad included, masters left out ``[year]`` (``in_hbo_*``)."""
    masters = value("proj_hbo_master_2022") / value("dur_wo_ma")  # residence of a master's student
    return series("in_hbo") - masters


@known.cached
def technical_shares() -> Floats:
    """Techniek with ICT among entrants ``[program, year]``: shares as published, mbo scaled to the published number."""
    level = np.array([series(f"shr_mbotech_in_l{number}") for number in (2, 3, 4)])
    mbo = np.array([*level, bbl_levels() @ level])
    associate = np.full(len(YEARS), value(AD_TECHNICAL[0]) / value(AD_TECHNICAL[1]))
    academic = series("shr_wotech_in")
    return np.array([*mbo, associate, series("shr_hbotech_in"), academic, academic])


def _ict(technical: Floats) -> Floats:
    """The part of ICT in technical entrants ``[program]``, so that students of 2021 meet CBS; ``technical`` of 2021."""
    weight = (technical * students()[:, YEARS.index(2021)])[: len(MBO)]
    share = value("stud_mbo_isced06_2021") / (value("stud_mbo_isced06_2021") + value("stud_mbo_isced07_2021"))
    relative = assumptions.table("school_counts.ict_in_mbo")
    seed = np.array([relative[program] for program in MBO])
    mbo = seed * share * weight.sum() / (seed @ weight)
    counted = sum(value(f"in_hboopl_{name}_2019") for name in ("hboict", "communication", "informatica"))
    higher = counted / value("in_hbotech_2019")
    academic = assumptions.value("school_counts.ict_in_wo")
    return np.array([*mbo, higher, higher, academic, academic])


def _care() -> Floats:
    """Care, welfare and teaching among students who are not technical ``[program]``."""
    total = value("stud_mbo_iscedtt_2021")
    technical = value("stud_mbo_isced06_2021") + value("stud_mbo_isced07_2021")
    mbo = (value("stud_mbo_isced09_2021") + value("stud_mbo_isced01_2021")) / (total - technical)
    health = sum(value(f"stud_hbo_{name}_2021") for name in ("gezondheidszorg", "onderwijs", "gedrag"))
    higher = health / (value("stud_hbo_2021") - value("stud_hbo_techniek_2021"))
    doctors = value("stud_wo_gezondheidszorg_2021") + value("stud_wo_onderwijs_2021")
    academic = doctors / (value("stud_wo_2021") * (1 - value("gp_ho_bt_share_wo_2021")))
    return np.array([mbo] * len(MBO) + [higher] * 2 + [academic] * 2)


def field_shares(entrants: Floats) -> Floats:
    """Shares of fields among ``entrants [program, year]``: ``[program, field, year]``, sum one over fields.

    Technical entrants of mbo together are the published number (``in_mbotech_*``; it counts fewer persons than the
    published share of all entrants would); the shares say how they spread over levels, so the turn from level 4 to
    level 3 is in it.
    """
    technical = technical_shares().copy()
    mbo = slice(0, len(MBO))
    technical[mbo] *= series("in_mbotech") / np.sum(technical[mbo] * entrants[mbo], axis=0)
    ict = _ict(technical[:, YEARS.index(2021)])[:, None] * technical
    care = _care()[:, None] * (1 - technical)
    made = np.stack([technical - ict, ict, care, 1 - technical - care], axis=1)
    assert made.shape[:2] == (len(PROGRAMS), len(FIELDS))
    return made
