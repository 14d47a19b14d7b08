"""Teachers and workplace trainers: technical places grow only as fast as teachers do, for all measures together.

    load       = students of the school route + bbl_load x work-study + adult_load x adults in technical training
    teachers'  = load / ratio, but at most 1 + growth of those there were, and at least those who do not leave
    room       = share of wanted extra learners who find a place:  (1 + (wanted / free) ^ sharpness) ^ (-1 / sharpness)

``free`` is what next year's teachers could take beyond the usual load. Extra pupils, lateral entrants and retrained
adults ask in one pond: call :func:`room` once a year with the sum. The workplace has a pond of its own: a learner takes
``trainer`` of a technician's time, of which firms spare at most ``trainer_limit``; that time is lost to production.
Figures: eei_e1_p_cap_growth, eei_e1_p_teach_ratio, eei_e1_p_trainer (all C); teach_in_beroeps_tech_* (247 in 2012,
121 in 2023), sbb_open_bbl_2023 (places at work do not bind now).
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.market.school import SchoolShapes


class Teachers(NamedTuple):
    """Record ``teachers`` of the parameter table."""

    ratio: Array  # full-time students per full-time teacher
    growth: Array  # most that the teachers can grow in a year, share
    leaving: Array  # teachers who retire or leave in a year, share
    slack: Array  # places free at the start, share of the load
    bbl_load: Array  # teaching a work-study student asks, against the school route
    adult_load: Array  # the same for an adult in training
    sharpness: Array  # how sudden the limit is
    trainer: Array  # technician's time that one learner at work takes, full-time jobs
    trainer_limit: Array  # part of technicians' time that firms can spare for it


class Room(NamedTuple):
    """Shares of wanted extra learners who find a place."""

    school: Array  # with a teacher
    work: Array  # with a teacher and with a trainer


def load(students: Array, adults: Array, shapes: SchoolShapes, p: Teachers) -> Array:
    """Teaching load in full-time students: ``students [program, field, year]`` and ``adults`` in technical training."""
    return learners(jnp.sum(students, axis=2) @ shapes.techniek, adults, shapes, p)


def learners(by_program: Array, adults: Array, shapes: SchoolShapes, p: Teachers) -> Array:
    """The load of technical learners ``[program]``, of whom mbo counts, and of ``adults``."""
    asks = shapes.mbo + shapes.bbl * (p.bbl_load - 1)
    return jnp.sum(asks * by_program) + p.adult_load * adults


def start(usual: Array, p: Teachers) -> Array:
    """Teachers of technical mbo at the start, full-time jobs: enough for the load and some slack."""
    return usual * (1 + p.slack) / p.ratio


def fit_in(wanted: Array, free: Array, p: Teachers) -> Array:
    """The share of ``wanted`` that finds a place when ``free`` are there: near one, then near free over wanted."""
    crowded = jnp.maximum(wanted, 0) / jnp.maximum(free, 1)
    return (1 + crowded**p.sharpness) ** (-1 / p.sharpness)


def room(
    teachers: Array,
    usual: Array,
    wanted: Array,
    at_work: Array,
    wanted_at_work: Array,
    technicians: Array,
    p: Teachers,
) -> Room:
    """Room for all measures together.

    ``usual`` and ``wanted`` in full-time students (:func:`learners`), ``at_work`` and ``wanted_at_work`` in persons who
    learn in a firm, ``technicians`` in full-time jobs.
    """
    taught = fit_in(wanted, teachers * (1 + p.growth) * p.ratio - usual, p)
    places = p.trainer_limit * technicians / p.trainer
    return Room(taught, taught * fit_in(wanted_at_work, places - at_work, p))


def move(teachers: Array, load_: Array, p: Teachers) -> tuple[Array, dict[str, Array]]:
    """Teachers a year later, full-time jobs, and who left and came (drawn from other work, technical work first)."""
    leaving = p.leaving * teachers
    wanted = load_ * (1 + p.slack) / p.ratio
    there = jnp.clip(wanted, teachers - leaving, teachers * (1 + p.growth))
    return there, {"teachers_left": leaving, "teachers_hired": there - teachers + leaving}


def trainer_time(at_work: Array, p: Teachers) -> Array:
    """Technicians' time that learners take, full-time jobs: lost to production in the year."""
    return p.trainer * at_work
