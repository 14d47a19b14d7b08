"""Retirement: the chance to stop hangs on age minus the state-pension age (AOW).

A worker of age a on 1 January turns a + 1 in the year. The share of that age who reach the pension age P in the
year is f = max(0, 1 - |a + 1 - P|); they stop with the spike's chance. The others stop with a chance read from
the curve at a + 1 - P, so a later pension age moves the whole curve along, times ``retirement.follow``.

Figures: labour force by single age 55-74 of 2023Q3 and 2024Q1 (CBS 85267NED). Test: of the employees who
retired, 6 % were 67 in 2023 (pension age 66 and 10 months) and 40 % in 2024 (67).
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.country.axes import WORK_AGES
from krapte.market.records import Now, Profiles


class Retirement(NamedTuple):
    """Leaving work around the state-pension age; ``group`` by group."""

    pace: Array
    group: Array
    follow: Array
    pension_age_shift: Array


def effective_age(now: Now, profiles: Profiles, p: Retirement) -> Array:
    """The pension age behaviour follows: the law's change since the curve was measured, times ``follow``."""
    measured = profiles.measured_pension_age
    return measured + p.follow * (now.pension_age + p.pension_age_shift - measured)


def chance(now: Now, profiles: Profiles, p: Retirement) -> Array:
    """Chance to retire in the year by age on 1 January and sex ``[age, sex]``; zero before 54."""
    pension_age = effective_age(now, profiles, p)
    turning = jnp.array(WORK_AGES) + 1.0
    reach = jnp.maximum(0, 1 - jnp.abs(turning - pension_age))
    distance, curve = profiles.retirement_age, profiles.retirement_chance
    smooth = jnp.stack(
        [jnp.interp(turning - pension_age, distance, curve[:, sex]) for sex in range(curve.shape[1])], 1
    )
    stop = reach[:, None] * profiles.retirement_spike + (1 - reach[:, None]) * smooth
    return (1 - (1 - stop) ** p.pace) * profiles.pension_years[:, None]


def by_state(now: Now, profiles: Profiles, p: Retirement) -> Array:
    """The same by where people stand ``[state, age, sex]``: groups differ, job seekers are as the mean."""
    stop = chance(now, profiles, p)
    ratio = jnp.concatenate([p.group, jnp.ones(1), jnp.zeros(1)])[:, None, None]
    return jnp.minimum(stop * ratio, 1)
