"""A school year: who is asked in, how many find room, what money does, who leaves with which diploma.

    asked    = entrants with choice, employers' places and measures (``school.ask``)
    room     = the share of what is asked beyond usual that finds a teacher and a trainer (``teachers.room``)
    students = one school year on (``school.move``), with what the spending of four years did (``funding.support``)

Teachers and trainers are one pond for all who ask for technical places: pupils beyond usual, and adults who come over
by paid places (``lateral``) or learn in a firm on a guided path (``guidance``). So measures that draw on it do not add
up.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import Array

from krapte.country.axes import FIELDS, GROUPS, SPENDING_YEARS, TECHNIEK
from krapte.market import funding, guidance, school, teachers, women
from krapte.market.parameters import Parameters
from krapte.market.school import Left, School, SchoolNow, SchoolShapes

# The groups in which the work of a field is done [field, group].
OF_FIELD = np.array(
    [
        [
            float(
                (field == "techniek" and group in TECHNIEK)
                or (field == "ict" and group == "ict")
                or (field == "care" and group in ("care", "education"))
                or (field == "other" and group == "rest")
            )
            for group in GROUPS
        ]
        for field in FIELDS
    ]
)


class Classes(NamedTuple):
    """What schools hand from one year to the next."""

    school: School
    spending: Array  # relative change of spending per student in the last years [year, level, field]
    teachers: Array  # scalar: teachers of technical mbo, full-time jobs
    women: Array  # women more than today among technical students [program, year]


class Lessons(NamedTuple):
    """What came of a school year."""

    classes: Classes
    left: Left
    women: Array  # women more than today among technical diplomas, share [program]
    entrants: Array  # [program, field]
    adults: Array  # scalar: share of adults' places that find a teacher and a trainer
    onward: Array  # who go on from mbo 4 to Ad and hbo [field]
    bbl: Array  # scalar: technical work-study starts beyond usual, persons
    trainers: Array  # scalar: technicians' time that learners beyond usual take, full-time jobs
    cost: Array  # scalar: euros a year of a price factor above the decree's


def begin(students: Array, shapes: SchoolShapes, p: Parameters) -> Classes:
    """Classes at the start of a run; ``students [program, field, year]``."""
    load = teachers.load(students, jnp.zeros(()), shapes, p.teachers)
    memory = funding.start(SPENDING_YEARS, len(FIELDS))
    nobody = jnp.zeros_like(students[:, 0])
    return Classes(school.start(students, len(FIELDS)), memory, teachers.start(load, p.teachers), nobody)


def pull(perceived: Array, employed: Array) -> Array:
    """How tight the work of a field is perceived to be against all other work, log ``[field]``."""
    inside = OF_FIELD * employed
    outside = (1 - OF_FIELD) * employed
    own = jnp.sum(inside * perceived, axis=1) / jnp.sum(inside, axis=1)
    return own - jnp.sum(outside * perceived, axis=1) / jnp.sum(outside, axis=1)


class Fixed(NamedTuple):
    """What a school year takes that does not change in a draw."""

    shapes: SchoolShapes
    fail: Array  # share of those who leave a programme without its diploma [program]
    sexes: Array  # shares by sex of people with a diploma [field, sex]
    reference: Parameters  # the draw's own, before any measure


def move(
    classes: Classes,
    seen: Array,
    people: Array,
    technicians: Array,
    now: SchoolNow,
    fixed: Fixed,
    p: Parameters,
) -> Lessons:
    """One school year. ``seen`` is the pull of fields, ``people`` residents by age, ``technicians`` persons at work."""
    shapes, usual_price = fixed.shapes, fixed.reference.funding.price_factor
    support = funding.support(classes.spending, fixed.fail, shapes, p.funding)
    stock = school.perceive(classes.school, seen, now, p.school)
    starts = school.ask(stock, people, now, shapes, p.school, support)
    starts, more = women.choose(starts, fixed.sexes, shapes, p.school)
    extra = school.extra(starts, shapes)
    load = teachers.load(stock.students, jnp.zeros(()), shapes, p.teachers)
    adults = p.lateral.places + guidance.learners(p.guidance)
    wanted = teachers.learners(extra, adults, shapes, p.teachers)
    at_work = jnp.sum(shapes.bbl @ jnp.sum(stock.students, axis=2) * shapes.techniek)
    wanted_at_work = shapes.bbl @ extra + adults
    room = teachers.room(classes.teachers, load, wanted, at_work, wanted_at_work, technicians, p.teachers)
    by_program = room.school + shapes.bbl * (room.work - room.school)
    entrants = school.admit(starts, by_program, shapes)
    students, more = stock.students, women.admitted(more, starts, entrants)
    stock, left, flows = school.move(stock, entrants, now, shapes, p.school, support)
    more, among = women.move(classes.women, students, left, flows, more, shapes)
    spent = funding.spend(stock.students, usual_price, shapes, p.funding)
    taught = load + wanted * room.school
    staff, _ = teachers.move(classes.teachers, taught, p.teachers)
    after = Classes(stock, funding.remember(classes.spending, spent.change), staff, more)
    beyond = jnp.sum(shapes.bbl @ (entrants - starts.usual) * shapes.techniek)
    trainers = teachers.trainer_time(wanted_at_work * room.work, p.teachers)
    onward = jnp.einsum("qpf,qp->f", flows["student_progression"], shapes.into_higher)
    return Lessons(after, left, among, entrants, room.work, onward, beyond, trainers, spent.cost)
