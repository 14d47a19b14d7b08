"""Retirement: the chance to stop hangs on age minus the state-pension age (AOW).

A worker of age a on 1 January turns a + 1 in the year. The share of that age who reach the pension age P in the
year is f = max(0, 1 - |a + 1 - P|); they stop with the spike's chance. The others stop with a chance read from
the curve at a + 1 - P, so a later pension age moves the whole curve along, times ``retirement.follow``.

Figures: labour force by single age 55-74 of 2023Q3 and 2024Q1 (CBS 85267NED). Test: of the employees who
retired, 6 % were 67 in 2023 (pension age 66 and 10 months) and 40 % in 2024 (67).
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from krapte.market.account import Ledger
from krapte.market.parameters import Retirement
from krapte.market.records import Now, Profiles


def effective_age(now: Now, profiles: Profiles, p: Retirement) -> Array:
    """The pension age behaviour follows: the law's change since the curve was measured, times ``follow``."""
    measured = profiles.measured_pension_age
    return measured + p.follow * (now.pension_age + p.pension_age_shift - measured)


def chance(now: Now, profiles: Profiles, p: Retirement) -> Array:
    """Chance to retire in the year by age on 1 January and sex ``[age, sex]``; zero before 55."""
    pension_age = effective_age(now, profiles, p)
    turning = jnp.arange(profiles.working_age.shape[0]) + 1.0
    reach = jnp.maximum(0, 1 - jnp.abs(turning - pension_age))
    distance, curve = profiles.retirement_age, profiles.retirement_chance
    smooth = jnp.stack(
        [jnp.interp(turning - pension_age, distance, curve[:, sex]) for sex in range(curve.shape[1])], 1
    )
    stop = reach[:, None] * profiles.retirement_spike + (1 - reach[:, None]) * smooth
    return (1 - (1 - stop) ** p.pace) * (profiles.pension_years * profiles.working_age)[:, None]


def leave(books: Ledger, now: Now, profiles: Profiles, p: Retirement) -> dict[str, Array]:
    """Workers and job seekers who retire in the year."""
    stop = chance(now, profiles, p)
    technical = jnp.minimum(stop * p.techniek, 1)
    return {
        "retirement_techniek": books["techniek"] * technical,
        "retirement_seek_techniek": books["seek_techniek"] * technical,
        "retirement_rest": books["rest"] * stop,
        "retirement_seek_rest": books["seek_rest"] * stop,
    }
