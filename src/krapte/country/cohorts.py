"""Cohorts: what a cross-section of ages hides, undone by the two years that are known by single age.

Chances read from one age to the next mix age and cohort: women of 50 worked less at 35 than women of 35 do now, women
of 64 less at 55 than those of 55 do now. So both ways to stop are scaled, a factor per sex each, such that the cohorts
of 2013 arrive at the rates of the anchor: leaving before 55, and stopping before the pension age.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from krapte.country import base, law, parameters, participation, published
from krapte.country.axes import AGES, FIRST_YEAR, WORK_FROM
from krapte.figures import known

Floats = NDArray[np.float64]
HIGHEST = 5  # numerical setting: where the search for a factor ends
FOLLOW = "retirement.follow"


def leaving(entry: Floats, leave: Floats) -> Floats:
    """The chance to leave before 55 ``[106, sex]``, scaled so that cohorts of 2013 meet the anchor at 26-54 on average.

    ``entry`` and ``leave`` are those of the cross-section, by age on 1 January and sex.
    """
    made = leave.copy()
    first, last = _ends()
    ages = slice(WORK_FROM + _years(), participation.PENSION_YEARS_FROM)
    for sex in range(made.shape[1]):

        def miss(factor: float, sex: int = sex) -> float:
            moved = [(entry[:, sex], factor * leave[:, sex])] * _years()
            return float(np.mean(carried(first[:, sex], moved)[ages] - last[ages, sex]))

        made[:, sex] *= _factor(miss)
    return made


def stopping(
    distance: Floats, chance: Floats, spike: Floats, pension_age: float, entry: Floats, leave: Floats
) -> Floats:
    """The chance to stop by distance to the pension age ``[distance, sex]``, scaled before it, so that cohorts of 2013
    meet the anchor from 55 until that age on average.

    ``chance`` and ``spike`` were measured at ``pension_age`` (``participation.retirement_curve``); ``entry`` and
    ``leave`` hold before. As known in an earlier year it stays as it is: no later rates by age were known.
    """
    if known.year():
        return chance
    made = chance.copy()
    first, last = _ends()
    ages = slice(participation.PENSION_YEARS_FROM, int(pension_age))
    follow = parameters.central()[parameters.slots().index(FOLLOW)]
    law_of = [law.value("aow_age", FIRST_YEAR + i) for i in range(_years())]
    felt = [pension_age + follow * (age - pension_age) for age in law_of]
    for sex in range(made.shape[1]):

        def scaled(factor: float, sex: int = sex) -> Floats:
            return np.where(distance < 0, np.minimum(factor * chance[:, sex], 1), chance[:, sex])

        def miss(factor: float, sex: int = sex) -> float:
            curve = scaled(factor)
            stop = [of_age(distance, curve, spike[sex], age) for age in felt]
            moved = [(entry[:, sex], 1 - (1 - leave[:, sex]) * (1 - now)) for now in stop]
            return float(np.mean(carried(first[:, sex], moved)[ages] - last[ages, sex]))

        made[:, sex] = scaled(_factor(miss))
    return made


def of_age(distance: Floats, curve: Floats, spike: float, pension_age: float) -> Floats:
    """Chance to stop in a year by age on 1 January ``[106]``, as ``market.retirement`` reads it from the curve."""
    turning = np.array(AGES) + 1.0
    reach = np.maximum(0, 1 - np.abs(turning - pension_age))
    stop = reach * spike + (1 - reach) * np.interp(turning - pension_age, distance, curve)
    return np.asarray(stop * (turning >= participation.PENSION_YEARS_FROM))


def carried(rate: Floats, moved: list[tuple[Floats, Floats]]) -> Floats:
    """A rate by age ``[106]`` carried along its cohorts, a year for each pair of chances to enter and to leave."""
    for entry, leave in moved:
        rate = np.concatenate([[0.0], (rate * (1 - leave) + (1 - rate) * entry)[:-1]])
    return rate


def _ends() -> tuple[Floats, Floats]:
    """Labour force over residents ``[106, sex]`` of 2013 and of the anchor."""
    return base.labour_force_rates(base.start()), base.labour_force_rates(base.anchor())


def _years() -> int:
    return published.last_year() - FIRST_YEAR


def _factor(miss: Callable[[float], float]) -> float:
    """The factor at which nothing is missed; 0 where even that leaves too few."""
    return float(optimize.brentq(miss, 0, HIGHEST)) if miss(0) > 0 else 0.0
