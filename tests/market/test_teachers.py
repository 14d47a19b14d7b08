"""Teachers: a soft limit shared by all who want technical training, that grows only as fast as teachers do."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from krapte.market import teachers
from market.schooling import TECHNIEK, P, beginning, faculty, shapes

TECHNICIANS = 1_300_000.0


def usual():
    return teachers.load(beginning(2024).students, jnp.asarray(0.0), shapes(), faculty())


def room(wanted, at_work=40_000.0, more_at_work=0.0, **changes):
    p = faculty(**changes)
    staff = teachers.start(usual(), p)
    numbers = (jnp.asarray(x) for x in (wanted, at_work, more_at_work, TECHNICIANS))
    return teachers.room(staff, usual(), *numbers, p)


def test_the_load_counts_technical_mbo_and_work_study_less():
    by_program = np.asarray(beginning(2024).students)[:, TECHNIEK].sum(axis=1)
    assert float(usual()) == pytest.approx(by_program[:3].sum() + 0.4 * by_program[3])
    adults = teachers.load(beginning(2024).students, jnp.asarray(1_000.0), shapes(), faculty())
    assert float(adults - usual()) == pytest.approx(350)
    only = np.zeros(8)
    only[P["hbo"]] = 1_000
    assert float(teachers.learners(jnp.asarray(only), jnp.asarray(0.0), shapes(), faculty())) == 0


def test_few_find_a_place_and_a_crowd_does_not():
    free = float(usual()) * (1.02 * 1.025 - 1)
    assert 3_000 < free < 4_000
    assert float(room(300.0).school) > 0.99
    crowd = 10 * free
    assert float(room(crowd).school) * crowd == pytest.approx(free, rel=0.01)


def test_the_pond_is_one():
    """Two measures that ask together place fewer than each alone, and never more than there is room."""
    one, both = 3_000.0, 6_000.0
    assert both * float(room(both).school) < 1.6 * one * float(room(one).school)
    assert both * float(room(both).school) > one * float(room(one).school)


def test_faster_growth_gives_room():
    assert float(room(6_000.0, growth=0.05).school) > float(room(6_000.0, growth=0.01).school) + 0.2


def test_trainers_limit_only_those_who_learn_at_work():
    places = 0.008 * TECHNICIANS / 0.07
    full = room(100.0, at_work=places - 1_000, more_at_work=10_000.0)
    assert float(full.school) > 0.99
    assert float(full.work) == pytest.approx(0.1, rel=0.02)
    assert float(room(100.0, more_at_work=1_000.0).work) > 0.99


def test_teachers_grow_at_most_so_fast_and_shrink_no_faster_than_they_leave():
    p, staff = faculty(), jnp.asarray(3_000.0)
    more, flows = teachers.move(staff, jnp.asarray(100_000.0), p)
    assert float(more) == pytest.approx(3_075)
    assert float(flows["teachers_hired"]) == pytest.approx(75 + 180)
    fewer, flows = teachers.move(staff, jnp.asarray(10_000.0), p)
    assert float(fewer) == pytest.approx(3_000 * 0.94)
    assert float(flows["teachers_hired"]) == pytest.approx(0)
    same, _ = teachers.move(staff, jnp.asarray(3_000 * 20 / 1.02), p)
    assert float(same) == pytest.approx(3_000)


def test_learners_take_technicians_time():
    assert float(teachers.trainer_time(jnp.asarray(10_000.0), faculty())) == pytest.approx(700)


def test_the_limit_has_finite_slopes_when_nothing_is_wanted():
    def share(p, wanted):
        return teachers.fit_in(wanted, jnp.asarray(0.0), p)

    slopes = jax.grad(share, argnums=(0, 1))(faculty(), jnp.asarray(0.0))
    assert all(np.isfinite(leaf) for leaf in jax.tree.leaves(slopes))
    assert float(share(faculty(), jnp.asarray(5.0))) == pytest.approx(0.2, rel=0.01)
