"""School: students by programme, field and year of study, and who enters, drops out, changes, goes on, gets a diploma.

    entrants(p, f) = entry(p) x cohort(p) x share(p, f) + paid places for technical Ad and hbo
    dropouts       = students x chance to leave(p, year) x relative(p) x coaching x completion by money
    diplomas       = those left x chance of the diploma(p, year) x relative in higher education(f)
    going on       = diplomas x chance(p to q), in the same field; the rest leaves for work, or leaves the country
    students'      = the others, a year further, and all who start

History takes entrants and their fields as published. Afterwards both stay as in the last three years and answer to what
people perceive: a share of choice moves by ``choice_response`` times the slow tightness of the field (Dutch evidence is
near zero), while work-study is a hire with training and its starts follow vacancies (``bbl_response``), out of and back
into no education. Only what is asked beyond usual needs room (``teachers.room``). Students are an attribute, not a
state of residents: ``unenrolled`` is all the world outside. Figures: in_*, grad_mbo*, mbo_jaarres_*, hbo_drop1,
hbo_dip*, flow_*, gp_stay_intwo_1y_* through ``country/schools.py``; stated agreement in its test.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import Array

from krapte.country.axes import PROGRAMS

# Programmes that ``seats`` adds starts to [program, ad and hbo].
SEATED = np.array([[float(program == name) for name in ("ad", "hbo")] for program in PROGRAMS])


class SchoolParameters(NamedTuple):
    """Record ``school`` of the parameter table."""

    entry: Array  # [program] entrants per head, against published
    dropout: Array  # [program] chance to leave without a diploma, against published
    success: Array  # [field] chance of a diploma in higher education, against all fields
    progression: Array  # [field] chance to go on from mbo 4 to Ad or hbo, against all fields
    switch: Array  # first-year students who choose a field anew, share
    choice_response: Array  # log share of a field per log tightness
    choice_memory: Array  # how fast study choice sees tightness, a year
    bbl_response: Array  # log work-study starts per log tightness
    bbl_memory: Array  # how fast employers' places follow, a year
    foreign_share: Array  # [hbo, wo_ba, wo_ma] of diplomas that leave education
    foreign_stay: Array  # [field] of foreign graduates, in the country a year later
    field_shift: Array  # [mbo, higher] relative chance to choose techniek; 1 is as today
    coaching: Array  # [field] first-year students of the school route in mbo who have a coach, share
    coaching_effect: Array  # how much less they drop out, share
    women_shift: Array  # [mbo, higher] relative chance of women to choose techniek; 1 is as today
    seats: Array  # [ad, hbo] technical starts beyond usual by paid places, persons a year


class SchoolShapes(NamedTuple):
    """What does not change over time; made by ``country.schools.shapes``."""

    ages: Array  # [program, age] weights of the ages that may enter
    dropout: Array  # [program, year] chance to leave without a diploma
    diploma: Array  # [program, year] chance of the diploma of those who do not
    onward: Array  # [from, to] going on after a diploma
    into_higher: Array  # [from, to] 1 from mbo 4 to Ad and hbo
    higher: Array  # [program] 1 for Ad, hbo, wo
    mbo: Array  # [program] 1 for mbo
    bbl: Array  # [program] 1 for work-study
    choosing: Array  # [program] 1 where the first year may choose a field anew
    first: Array  # [year] 1 for the first year of study
    techniek: Array  # [field] 1 for techniek
    foreign: Array  # [program, 3] places of ``foreign_share``


class SchoolNow(NamedTuple):
    """What is known of a year."""

    future: Array  # 1 from the anchor year on, 0 before
    entry: Array  # [program] entrants per head of their cohort
    field_share: Array  # [program, field] of entrants


class School(NamedTuple):
    """Students on 1 January, and what study choice and employers have seen of the market."""

    students: Array  # [program, field, year]
    slow: Array  # [2, field] perceived log tightness: of study choice, of work-study places
    usual: Array  # [2, field] the same at the end of history, from which the future departs


class Support(NamedTuple):
    """What money does to a programme; ones without it (``funding.support``)."""

    dropout: Array  # [program, field] relative chance to leave
    starts: Array  # [program, field] relative number who start


class Starts(NamedTuple):
    """Entrants from outside ``[program, field]``."""

    usual: Array  # with the cohort alone
    asked: Array  # as choice, employers and measures would have it


class Left(NamedTuple):
    """Who left education this year, and who started as a learning worker."""

    diplomas: Array  # [program, field] to the labour market with this diploma
    dropouts: Array  # [program, field] without
    bbl_starts: Array  # [field] hired with training
    foreign_left: Array  # [program, field] foreign graduates who leave the country
    earned: Array  # [program, field, year] diplomas by year of study, of who goes on too


def start(students: Array, fields: int) -> School:
    """The first state: ``students`` of ``country.schools.start`` and nothing seen yet."""
    nothing = jnp.zeros((2, fields))
    return School(students, nothing, nothing)


def perceive(stock: School, pull: Array, now: SchoolNow, p: SchoolParameters) -> School:
    """Move the slow tightness towards ``pull`` (log, a field's work against all others); history sets usual."""
    speed = jnp.stack([p.choice_memory, p.bbl_memory])[:, None]
    slow = stock.slow + speed * (pull - stock.slow)
    return stock._replace(slow=slow, usual=stock.usual + (1 - now.future) * (slow - stock.usual))


# One argument more than the year knows: places are shared with adults, so what is asked comes before what is given.
def ask(
    stock: School, people: Array, now: SchoolNow, shapes: SchoolShapes, p: SchoolParameters, support: Support
) -> Starts:
    """Entrants of this autumn: residents by age ``people [age]`` times chances, with and without responses."""
    total = now.entry * p.entry * (shapes.ages @ people)
    usual = total[:, None] * now.field_share
    seen = stock.slow - stock.usual
    choice = jnp.exp(p.choice_response * seen[0])
    hires = jnp.exp(p.bbl_response * seen[1])
    shift = shapes.mbo * p.field_shift[0] + shapes.higher * p.field_shift[1]
    turn = 1 + shapes.techniek * (shift - 1)[:, None]
    school_route = (1 - shapes.bbl)[:, None]
    weight = now.field_share * turn * support.starts * (1 + school_route * (choice - 1))
    share = weight / jnp.sum(weight, axis=1, keepdims=True)
    asked = total[:, None] * share * (1 + shapes.bbl[:, None] * (hires - 1))
    return Starts(usual, asked + (SEATED @ p.seats)[:, None] * shapes.techniek)


def extra(starts: Starts, shapes: SchoolShapes) -> Array:
    """Technical mbo starts beyond usual that need a place ``[program]``, persons."""
    return shapes.mbo * jnp.maximum((starts.asked - starts.usual) @ shapes.techniek, 0)


def admit(starts: Starts, room: Array, shapes: SchoolShapes) -> Array:
    """Entrants ``[program, field]`` when the share ``room`` of extra technical mbo starts finds a place.

    Who finds none at school takes another field; who finds no work-study place does not enter.
    """
    refused = (extra(starts, shapes) * (1 - room))[:, None]
    others = starts.asked * (1 - shapes.techniek)
    spread = others / jnp.maximum(jnp.sum(others, axis=1, keepdims=True), 1)
    return starts.asked - refused * shapes.techniek + refused * (1 - shapes.bbl)[:, None] * spread


def leave_chance(shapes: SchoolShapes, p: SchoolParameters, support: Support) -> Array:
    """Chance to leave without a diploma ``[program, field, year]``."""
    coached = (shapes.mbo - shapes.bbl)[:, None] * p.coaching * p.coaching_effect
    relative = p.dropout[:, None] * support.dropout
    chance = shapes.dropout[:, None, :] * relative[:, :, None] * (1 - coached[:, :, None] * shapes.first)
    return jnp.clip(chance, 0, 1)


def move(
    stock: School,
    entrants: Array,
    now: SchoolNow,
    shapes: SchoolShapes,
    p: SchoolParameters,
    support: Support,
) -> tuple[School, Left, dict[str, Array]]:
    """One school year; ``entrants [program, field]`` of :func:`admit`. Flows by the axes that their names say."""
    dropout = stock.students * leave_chance(shapes, p, support)
    others = stock.students - dropout
    able = 1 + shapes.higher[:, None] * (p.success - 1)
    diploma = others * jnp.minimum(shapes.diploma[:, None, :] * able[:, :, None], 1)
    others = others - diploma
    beginners = others @ shapes.first
    anew = (p.switch * shapes.choosing)[:, None] * beginners
    elsewhere = 1 - jnp.eye(now.field_share.shape[1])
    switch = anew[:, :, None] * now.field_share[:, None, :] * elsewhere
    others = others - jnp.sum(switch, axis=2)[:, :, None] * shapes.first
    earned = jnp.sum(diploma, axis=2)
    willing = 1 + shapes.into_higher[:, :, None] * (p.progression - 1)
    going_on = earned[:, None, :] * shapes.onward[:, :, None] * willing
    done = earned - jnp.sum(going_on, axis=1)
    gone = done * (shapes.foreign @ p.foreign_share)[:, None] * (1 - p.foreign_stay)
    beginning = entrants + jnp.sum(going_on, axis=0) + jnp.sum(switch, axis=1)
    hired = entrants + jnp.sum((1 - shapes.bbl)[:, None, None] * going_on, axis=0)
    left = Left(done - gone, jnp.sum(dropout, axis=2), shapes.bbl @ hired, gone, diploma)
    flows = {
        "student_entry": entrants,
        "student_dropout": dropout,
        "student_diploma": done,
        "student_progression": going_on,
        "student_switch": switch,
    }
    students = a_year_on(others) + beginning[:, :, None] * shapes.first
    return stock._replace(students=students), left, flows


def a_year_on(students: Array) -> Array:
    """The same students in their next year of study; the last is open."""
    last = students[..., -1:]
    return jnp.concatenate([jnp.zeros_like(last), students[..., :-2], students[..., -2:-1] + last], axis=-1)
