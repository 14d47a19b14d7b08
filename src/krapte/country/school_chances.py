"""Chances of students: to leave, to earn a diploma and to go on, solved from published facts.

Two chances per programme, of leaving without a diploma and of earning it, are solved from how long students stay and
how many succeed. Nothing here is fitted on a shortage. Facts per programme (means over 2015-2023; ``residence`` in
years, ``success`` as a share of those who leave the programme):

    mbo3, mbo4   success = mbo_jaarres_l3, _l4; residence = students x success / diplomas of the school route
    bbl          success = mbo_jaarres_all; residence = students / (in_mbo_bbl and those who come from other programmes)
    mbo2         what is left of in_mbo_bol after level 3 and 4; level 1 inside, whose diploma is none here
    ad           residence from in_hbo_ad_2022; success = ad_dip3 and ad_late of those still there
    hbo          success at hbo_late between hbo_dip8 and all who had not left after five years (hbo_pos5_left_2014);
                 residence = students / entrants; hbo_drop1 in year 1
    wo_ba, wo_ma success = wo_dip9 (any wo diploma), ho_dip8_wo for masters; residence = students / entrants (UNL)
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from krapte.country import assumptions
from krapte.country.axes import PROGRAMS
from krapte.country.school_counts import (
    LEVELS,
    YEARS,
    bbl_levels,
    diplomas,
    hbo_entrants,
    series,
    students,
    value,
)
from krapte.figures import known

Floats = NDArray[np.float64]
STUDY_YEARS = 6  # the last is open
USED = slice(YEARS.index(2015), None)  # counts on which the chances rest
# Numerical settings of the search: where leaving and earning begin, their least and their most.
BEGIN, LEAST, MOST = (0.08, 0.6), (0, 0.05), (0.45, 0.98)


class Facts(NamedTuple):
    """What the chances rest on, by programme."""

    residence: Floats  # years a student stays, means over those who enter
    success: Floats  # share of those who leave the programme who have its diploma
    first_drop: Floats  # published chance to leave in the first year, or nan


def place(program: str) -> int:
    """The place of a programme on its axis."""
    return PROGRAMS.index(program)


@known.cached
def onward() -> Floats:
    """Who goes on after a diploma ``[from, to]``, shares of diplomas.

    Inside mbo and after it ``school_chances.onward``, set so that together it is the published number of inner moves:
    diplomas less those who leave with one (``mbo_jaarres_all`` against ``flow_mbo_out_all_2021``).
    From mbo 4 to hbo and Ad: entrants from mbo over mbo-4 diplomas of the same year, mean of the years with both
    (``in_hbo_frommbo_*``). Ad: ``eei_e3_ad_onward``. hbo to wo: those with both diplomas over those with hbo's. wo_ba
    to wo_ma: technical bachelors who leave against masters who do (``gp_leavers1516_*``), all fields alike.
    """
    made = np.zeros((len(PROGRAMS), len(PROGRAMS)))
    inner = assumptions.nested("school_chances.onward")
    for source, shares in inner.items():
        for target, share in shares.items():
            made[place(source), place(target)] = share
    counted = (2015, 2019, 2020, 2021)
    reached = [value(f"in_hbo_frommbo_{year}") / value(f"grad_mbo4_{year - 1}") for year in counted]
    made[place("mbo4"), place("hbo")] = np.mean(reached) - inner["mbo4"]["ad"]
    made[place("ad"), place("hbo")] = value("eei_e3_ad_onward")
    made[place("hbo"), place("wo_ma")] = value("flow_hbo_womaster_2010") / value("hbo_dip8_2014")
    masters = value("gp_leavers1516_wo_ma_techniek") / value("ho_dip8_wo_2010")
    stopped = value("gp_leavers1516_wo_ba_techniek")
    made[place("wo_ba"), place("wo_ma")] = masters / (masters + stopped)
    return made


def _mbo(counted: Floats) -> tuple[Floats, Floats]:
    """Residence and success of mbo2, mbo3, mbo4 and bbl."""
    mean, ways = counted[: len(LEVELS) + 1].mean(axis=1), onward()
    success = np.array(
        [np.nan, *(series(f"mbo_jaarres_{name}")[USED].mean() for name in ("l3", "l4", "all"))]
    )
    bbl_earned = mean[3] / assumptions.value("school_chances.bbl_residence") * success[3]
    earned = diplomas()[:, USED].mean(axis=1) - bbl_levels() * bbl_earned
    leaving = np.array([np.nan, earned[1] / success[1], earned[2] / success[2], np.nan])
    inner = np.array([*earned, bbl_earned]) @ ways[:4, :4]
    since = slice(YEARS.index(2018), None)
    change = np.gradient(counted[:3], axis=1).mean(axis=1).sum()
    leaving[0] = series("in_mbo_bol")[since].mean() + inner[:3].sum() - change - leaving[1] - leaving[2]
    leaving[3] = series("in_mbo_bbl")[since].mean() + inner[3] - np.gradient(counted[3]).mean()
    success[0] = earned[0] / leaving[0]
    return mean / leaving, success


@known.cached
def facts() -> Facts:
    """Residence, success and first-year leaving by programme."""
    counted = students()[:, USED]
    residence, success = np.full(len(PROGRAMS), np.nan), np.full(len(PROGRAMS), np.nan)
    residence[:4], success[:4] = _mbo(counted)
    at = YEARS.index(2022)
    ad, hbo, ba, ma = (place(name) for name in ("ad", "hbo", "wo_ba", "wo_ma"))
    residence[ad] = students()[ad, at] / value("in_hbo_ad_2022")
    stayed = 1 - value("ad_dip3_2018") - value("ad_stop_2022")
    success[ad] = value("ad_dip3_2018") + stayed * assumptions.value("school_chances.ad_late")
    entrants = hbo_entrants()[USED].mean() - counted[ad].mean() / residence[ad]
    residence[hbo] = counted[hbo].mean() / entrants
    late = assumptions.value("school_chances.hbo_late")
    success[hbo] = (1 - late) * value("hbo_dip8_2014") + late - late * value("hbo_pos5_left_2014")
    years = [YEARS.index(year) for year in (2020, 2021, 2022)]
    residence[ba] = students()[ba, years].mean() / np.mean([value(f"in_wo_bsc_{YEARS[at]}") for at in years])
    residence[ma] = students()[ma, at] / value("in_wo_msc_2022")
    success[ba], success[ma] = value("wo_dip9_totaal_2010"), value("ho_dip8_wo_2010")
    first = np.full(len(PROGRAMS), np.nan)
    first[hbo], first[ba] = value("hbo_drop1_2021"), value("wo_drop1_2015")
    return Facts(residence, success, first)


def survive(dropout: Floats, diploma: Floats) -> tuple[Floats, float, float]:
    """Of one entrant: expected years by year of study, diplomas and years in all (the last year of study is open)."""
    stay = (1 - dropout) * (1 - diploma)
    present = np.concatenate([[1.0], np.cumprod(stay[:-1])])
    present[-1] /= 1 - stay[-1]
    return present, float(np.sum(present * (1 - dropout) * diploma)), float(present.sum())


def chances_of(later: float, earn: float, first_drop: float, starts: float) -> tuple[Floats, Floats]:
    """Chances by year of study: to leave without a diploma, and to earn it for those who do not leave."""
    dropout = np.full(STUDY_YEARS, later)
    early = assumptions.value("school_chances.early")
    dropout[0] = min(early * later, 1) if np.isnan(first_drop) else first_drop
    return dropout, np.where(np.arange(STUDY_YEARS) >= starts, earn, 0.0)


@known.cached
def chances() -> tuple[Floats, Floats]:
    """Chances by programme and year of study ``[program, year]`` that meet residence and success."""
    known, starts = facts(), assumptions.table("school_chances.first_diploma")
    dropout, diploma = np.zeros((len(PROGRAMS), STUDY_YEARS)), np.zeros((len(PROGRAMS), STUDY_YEARS))
    for at, program in enumerate(PROGRAMS):

        def miss(x: Floats, at: int = at, program: str = program) -> list[float]:
            made = chances_of(x[0], x[1], known.first_drop[at], starts[program])
            _, earned, years = survive(*made)
            return [earned / known.success[at] - 1, years / known.residence[at] - 1]

        found = optimize.least_squares(miss, BEGIN, bounds=(LEAST, MOST)).x
        dropout[at], diploma[at] = chances_of(
            float(found[0]), float(found[1]), known.first_drop[at], starts[program]
        )
    return dropout, diploma
