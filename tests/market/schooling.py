"""What the tests of school, money and teachers share: shapes, one year, central parameters from plain numbers."""

from __future__ import annotations

from functools import cache

import jax.numpy as jnp

from krapte.country import published, schools
from krapte.country.axes import FIELDS, FIRST_YEAR, PROGRAMS
from krapte.engine import gate  # noqa: F401  (64-bit before the first array)
from krapte.market import funding, school, teachers

P = {name: place for place, name in enumerate(PROGRAMS)}
TECHNIEK, ICT, CARE, OTHER = range(len(FIELDS))
SIZE = (len(PROGRAMS), len(FIELDS))
NOTHING = school.Support(jnp.ones(SIZE), jnp.ones(SIZE))


def numbers(*values):
    return jnp.asarray(values)


def pupils(**changes) -> school.SchoolParameters:
    one = jnp.ones
    made = school.SchoolParameters(
        entry=one(SIZE[0]),
        dropout=one(SIZE[0]),
        success=numbers(0.94, 0.80, 1.05, 1.02),
        progression=numbers(0.85, 1.0, 1.03, 1.03),
        switch=jnp.asarray(0.08),
        choice_response=jnp.asarray(0.03),
        choice_memory=jnp.asarray(0.25),
        bbl_response=jnp.asarray(0.2),
        bbl_memory=jnp.asarray(0.5),
        foreign_share=numbers(0.099, 0.26, 0.27),
        foreign_stay=numbers(0.55, 0.52, 0.46, 0.41),
        field_shift=one(2),
        coaching=jnp.zeros(SIZE[1]),
        coaching_effect=jnp.asarray(0.2),
        women_shift=[1, 1],
        seats=jnp.zeros(2),
    )
    return made._replace(**{name: jnp.asarray(value) for name, value in changes.items()})


def money(**changes) -> funding.Funding:
    central = {
        "price_factor": schools.price_factor(),
        "other_weight": 1.15,
        "bbl_weight": 0.4,
        "enrolment_part": 0.8,
        "coverage": 0.675,
        "financed": 1.0,
        "unit": schools.unit_money(1.15, 0.4, 0.8),
        "budget": (1.0, 1.0),
        "pass_through": 0.6,
        "completion": 0.15,
        "starts_elasticity": 0.1,
    }
    return funding.Funding(**{name: jnp.asarray(value) for name, value in (central | changes).items()})


def faculty(**changes) -> teachers.Teachers:
    central = {
        "ratio": 20.0,
        "growth": 0.025,
        "leaving": 0.06,
        "slack": 0.02,
        "bbl_load": 0.4,
        "adult_load": 0.35,
        "sharpness": 4.0,
        "trainer": 0.07,
        "trainer_limit": 0.008,
    }
    return teachers.Teachers(**{name: jnp.asarray(value) for name, value in (central | changes).items()})


@cache
def shapes() -> school.SchoolShapes:
    return school.SchoolShapes(*(jnp.asarray(leaf) for leaf in schools.shapes()))


@cache
def _path():
    return schools.path()


def year(step: int) -> school.SchoolNow:
    return school.SchoolNow(*(jnp.asarray(leaf[step]) for leaf in _path()))


@cache
def people(of: int = FIRST_YEAR):
    return jnp.asarray(published.population()[of - FIRST_YEAR].sum(axis=1))


@cache
def beginning(of: int = FIRST_YEAR) -> school.School:
    return school.start(jnp.asarray(schools.start(of)), SIZE[1])


def a_year(stock, now, p, support=NOTHING, room=1.0, residents=None):
    asked = school.ask(stock, people() if residents is None else residents, now, shapes(), p, support)
    return school.move(stock, school.admit(asked, jnp.asarray(room), shapes()), now, shapes(), p, support)
