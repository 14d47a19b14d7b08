"""From the outcome of a run to what statistics observe: one function, one named series per row of ``series.csv``.

How a series stands to published numbers is in that table (:mod:`krapte.learning.data` reads them): ``first`` is the
year of the first step, ``role`` says what may be learned from it:

    fit     in the likelihood
    closed  the rates of matching, or a prior, are set on it: nearly given, so not in the likelihood
    given   goes into the run as published
    sum     follows from the others
    check   counted too differently to learn from; compared only

A market and the people of a step carry the label of the year it leads to, students and migration that of the year
itself. The run counts technicians as the survey of 2021 does throughout; :func:`series` counts those of earlier years
as the survey of their time did (``published.survey_shift``), the only parameter that an observable needs.
"""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import Array

from krapte.country.axes import BLOCKS, FIELDS, FIRST_YEAR, GROUPS, PROGRAMS, TECHNIEK, WORK_FROM
from krapte.country.occupations import BREAK_YEAR
from krapte.market.account import NAMES
from krapte.market.published import surveyed
from krapte.market.state import Outcome

FIRST_MARKET = FIRST_YEAR + 1
CLASSES = ((0, 14), (15, 24), (25, 54), (55, 64), (65, 74), (75, 105))
LEVELS = {"mbo": ("mbo2", "mbo3", "mbo4", "bbl"), "hbo": ("ad", "hbo"), "wo": ("wo_ba", "wo_ma")}
TECHNICAL = [FIELDS.index("techniek"), FIELDS.index("ict")]  # published technical fields hold ICT
MIGRATION = [NAMES.index("arrivals"), NAMES.index("departures")]
OLD = 65  # the age at which participation is published by year
PER_100 = 100


def series(outcome: Outcome, survey_shift: Array) -> dict[str, Array]:
    """Every series ``[..., year]``, differentiable.

    Leaves of ``outcome`` are ``[..., step, ...]`` from the first step on (2013), ``survey_shift`` ``[...]`` is the
    parameter of the same draws. Units as in ``series.csv``.
    """
    unemployed, vacancies = (jnp.sum(of, axis=-1) for of in (outcome.unemployed, outcome.vacancies))
    made = by_group(counted(outcome.employed, survey_shift))
    made |= {
        "unemployed": unemployed,
        "vacancies": vacancies,
        "filled": jnp.sum(outcome.filled, axis=-1),
        "tension": PER_100 * vacancies / unemployed,
        "vacancies.techniek": jnp.sum(outcome.vacancies[..., : len(TECHNIEK)], axis=-1),
    }
    return made | people(outcome) | students(outcome)


def counted(employed: Array, survey_shift: Array) -> Array:
    """Employed ``[..., step, group]`` as the survey of each year counted them, persons; the total is kept."""
    years = FIRST_MARKET + np.arange(employed.shape[-2])
    shift = jnp.asarray(survey_shift)[..., None] * (years < BREAK_YEAR)
    return surveyed(employed, -shift[..., None])


def by_group(employed: Array) -> dict[str, Array]:
    """All employed, those of techniek and of each group ``[..., year]``."""
    made = {
        "employed": jnp.sum(employed, axis=-1),
        f"employed.{BLOCKS[0]}": jnp.sum(employed[..., : len(TECHNIEK)], axis=-1),
    }
    return made | {f"employed.{group}": employed[..., i] for i, group in enumerate(GROUPS)}


def people(outcome: Outcome) -> dict[str, Array]:
    """Residents by age class on 1 January, participation and net migration ``[..., year]``."""
    made = {
        f"residents.{low}_{high}": jnp.sum(outcome.people[..., low : high + 1], axis=-1)
        for low, high in CLASSES
    }
    working = jnp.sum(outcome.people[..., WORK_FROM : WORK_FROM + outcome.at_work_ages.shape[-1]], axis=-1)
    # Half of those of an age in a year were a year younger on 1 January.
    born = slice(OLD - 1, OLD + 1)
    at = slice(born.start - WORK_FROM, born.stop - WORK_FROM)
    old = jnp.sum(outcome.at_work_ages[..., at], axis=-1) / jnp.sum(outcome.people[..., born], axis=-1)
    lost, gained = (outcome.flows[..., side, :, :][..., MIGRATION, :] for side in (0, 1))
    return made | {
        "participation.15_74": jnp.sum(outcome.employed, axis=-1) / working,
        f"participation.{OLD}": old,
        "net_migration": jnp.sum(gained - lost, axis=(-2, -1)),
    }


def students(outcome: Outcome) -> dict[str, Array]:
    """Students in October by level, and those of technical hbo with ICT ``[..., year]``."""

    def of(level: str) -> Array:
        return outcome.students[..., [PROGRAMS.index(program) for program in LEVELS[level]], :]

    def whole(part: Array) -> Array:
        return jnp.sum(part, axis=(-2, -1))

    made = {f"students.{level}": whole(of(level)) for level in LEVELS}
    return made | {"students.hbo_technical": whole(of("hbo")[..., TECHNICAL])}
