"""Women who choose techniek where they do not today: more who start, and more women among those who graduate.

    women(f)    = entrants(f) x share of women among people with that diploma
    choose      = women(f) x shift (techniek), made to sum to all women who start: the other fields lose them
    women more  = of those in each year of study; they drop out, graduate and go on as everybody in techniek does
    graduates   = sex as today, but for these; of women with a technical diploma fewer start in techniek (``education``)

``women_shift`` is one without a measure and nothing moves then. Who is more is a number beside the students, not a
state of theirs. Whoever finds no room takes another field (``school.admit``).
Figures: dem_field_share_tech_job_men16, dem_field_share_tech_job_women16 (half of the men and a fifth of the women with
a technical diploma work in it), shr_mbotech_sex_all_f_2022, shr_hbotech_sex_f_2023, eei_e9_breda.
"""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import Array

from krapte.country.axes import FIELDS, SEXES
from krapte.market.school import Left, SchoolParameters, SchoolShapes, Starts, a_year_on

TECHNIEK = FIELDS.index("techniek")
IS_WOMAN = np.array([float(sex == "f") for sex in SEXES])


def choose(starts: Starts, sexes: Array, shapes: SchoolShapes, p: SchoolParameters) -> tuple[Starts, Array]:
    """Starts with the choice of women moved, and women more in techniek ``[program]``; ``sexes [field, sex]``."""
    women = starts.asked * (sexes @ IS_WOMAN)
    shift = shapes.mbo * p.women_shift[0] + shapes.higher * p.women_shift[1]
    weight = 1 + shapes.techniek * (shift - 1)[:, None]
    kept = jnp.sum(women * weight, axis=1, keepdims=True) / jnp.sum(women, axis=1, keepdims=True)
    more = women * (weight / kept - 1)
    return starts._replace(asked=starts.asked + more), more[:, TECHNIEK]


def admitted(more: Array, starts: Starts, entrants: Array) -> Array:
    """Of the women more those who find room as everybody in techniek does ``[program]``."""
    return more * entrants[:, TECHNIEK] / starts.asked[:, TECHNIEK]


def move(
    more: Array, students: Array, left: Left, flows: dict[str, Array], starting: Array, shapes: SchoolShapes
) -> tuple[Array, Array]:
    """Women more a year on ``[program, year]``, and their share among technical diplomas ``[program]``.

    ``more [program, year]`` and ``students [program, field, year]`` on 1 January, ``starting [program]`` of the year.
    """
    there = students[:, TECHNIEK]
    share = more / jnp.where(there > 0, there, 1)
    earned = left.earned[:, TECHNIEK]
    among = jnp.sum(share * earned, axis=1) / jnp.maximum(jnp.sum(earned, axis=1), 1)
    changed = jnp.sum(flows["student_switch"][:, TECHNIEK], axis=1)[:, None] * shapes.first
    staying = there - flows["student_dropout"][:, TECHNIEK] - earned - changed
    coming = starting + among @ flows["student_progression"][:, :, TECHNIEK]
    return a_year_on(share * staying) + coming[:, None] * shapes.first, among
