"""A school year in the market: pulls move choice, teachers bound extra starts, and the memory moves on."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country.axes import FIELDS, GROUPS, PROGRAMS, TECHNIEK
from krapte.market import schooling
from market.books import known, people

FIRST = FIELDS.index("techniek")


@pytest.fixture(scope="module")
def lessons(world, begun):
    """A school year on the first classes: ``lessons(parameters, pull of techniek)``."""
    fixed, state = begun
    residents = jnp.asarray(people(state.stocks).sum(axis=1))
    technicians = state.memory.employed[: len(TECHNIEK)].sum()
    now = known(world, 2030).school  # entrants of the past are published: nothing moves them

    @jax.jit
    def go(p, classes, seen):
        return schooling.move(classes, seen, residents, technicians, now, fixed.schools, p)

    return lambda p, seen=0.0, classes=None: go(
        p, classes or state.memory.classes, jnp.zeros(len(FIELDS)).at[FIRST].set(seen)
    )


def test_the_pull_of_a_field_is_its_own_tightness_against_all_other_work():
    employed = jnp.asarray([3.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 10.0])
    perceived = jnp.zeros(len(GROUPS)).at[:2].set(1.0)
    seen = schooling.pull(perceived, employed)
    assert float(seen[FIRST]) == pytest.approx(4 / 7)
    assert float(seen[FIELDS.index("ict")]) == pytest.approx(-4 / 21)
    assert np.allclose(schooling.pull(jnp.ones(len(GROUPS)), employed), 0)


def test_every_group_is_the_work_of_one_field():
    assert np.array_equal(schooling.OF_FIELD.sum(axis=0), np.ones(len(GROUPS)))
    assert schooling.OF_FIELD[FIRST, : len(TECHNIEK)].sum() == len(TECHNIEK)
    assert schooling.OF_FIELD[FIELDS.index("care")].sum() == 2  # care and education


def test_classes_start_from_the_students_there_are_and_their_teachers(world, central):
    country = world.country
    classes = schooling.begin(country.students, country.school, central)
    assert np.allclose(classes.school.students, country.students)
    assert float(classes.teachers) > 1_000
    assert not np.any(classes.spending)


def test_a_year_of_school_moves_pupils_on(begun, central, lessons):
    made, before = lessons(central), begun[1].memory.classes
    assert made.left.diplomas.shape == (len(PROGRAMS), len(FIELDS))
    assert 100_000 < float(made.left.diplomas.sum()) < 400_000
    assert float(made.left.diplomas.min()) >= 0
    assert float(made.entrants.sum()) > float(made.left.diplomas.sum()) / 2
    after = np.asarray(made.classes.school.students)
    assert after.min() >= 0
    assert not np.allclose(after, before.school.students)
    assert after.sum() == pytest.approx(float(before.school.students.sum()), rel=0.1)


def test_without_a_pull_or_a_measure_nothing_is_beyond_usual(central, lessons):
    made = lessons(central)
    assert float(made.bbl) == pytest.approx(0, abs=1e-6)
    assert float(made.cost) == 0


def test_tight_technical_work_draws_pupils_to_techniek(central, lessons):
    usual, tight = lessons(central), lessons(central, seen=1.0)
    assert float(tight.entrants[:, FIRST].sum()) > float(usual.entrants[:, FIRST].sum()) + 100
    assert float(tight.bbl) > 10  # employers offer more places as well


def test_a_higher_price_costs_money_and_is_remembered_as_spending(central, lessons):
    """The price of the draw is no measure: only what a measure adds on it counts."""
    more = central._replace(funding=central.funding._replace(price_factor=central.funding.price_factor * 1.1))
    made = lessons(more)
    assert float(made.cost) > 1e7
    spent = np.asarray(made.classes.spending)
    assert spent[:, FIRST].max() > 0.01
    assert not np.any(lessons(central).classes.spending)


def test_adults_and_pupils_share_one_pond_of_teachers_and_trainers(central, lessons):
    usual = lessons(central)
    crowd = lessons(central._replace(lateral=central.lateral._replace(places=jnp.float64(30_000.0))))
    assert 0.2 < float(crowd.adults) < float(usual.adults) <= 1
    asked = central._replace(school=central.school._replace(field_shift=central.school.field_shift * 1.2))
    alone = lessons(asked)
    both = lessons(asked._replace(lateral=central.lateral._replace(places=jnp.float64(30_000.0))))
    assert float(both.entrants[:, FIRST].sum()) < float(alone.entrants[:, FIRST].sum())
    assert float(alone.entrants[:, FIRST].sum()) > float(usual.entrants[:, FIRST].sum()) + 500
