"""A year as a whole: the order of things, and its laws over all years and any draw, measures far too large included."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country import parameters
from krapte.country.axes import STEPS, TECHNIEK
from krapte.engine import cohort
from krapte.engine.draws import Uniforms, matrix, shocks
from krapte.market import year
from krapte.market.account import NAMES, UNEMPLOYED
from market.books import INNER, known
from tests_support import SLOTS, moved

COUNT = len(TECHNIEK)
HUGE = {
    "lateral.places": dict.fromkeys(range(2027, 2050), 40_000.0),
    "card.quota": dict.fromkeys(range(2027, 2050), 30_000.0),
    "retirement.pension_age_shift": dict.fromkeys(range(2027, 2050), 3.0),
    "education.technical_start[mbo]": dict.fromkeys(range(2027, 2050), 0.2),
    "demand.procurement": dict.fromkeys(range(2027, 2050), 0.1),
}


@pytest.fixture(scope="module")
def drawn(world):
    """Sixteen random draws with shocks: the first half without a measure, the others with far too much of many."""
    values = matrix(Uniforms(11, 16), parameters.load())
    table = moved([{}] * 8 + [HUGE] * 8)
    return cohort.run(cohort.draws_of(values, shocks(11, "demand.cycle", 16, STEPS), table), world, 16)


def test_every_year_of_any_draw_is_finite_positive_and_cleared(drawn):
    for name, values in drawn._asdict().items():
        assert np.all(np.isfinite(values)), name
    for name in ("employed", "unemployed", "vacancies", "filled", "desired", "people", "students", "at_work"):
        assert getattr(drawn, name).min() >= 0, name
    assert drawn.flows.min() >= 0
    assert drawn.residual.max() <= 1e-8


def test_people_are_conserved_in_every_year_of_any_draw(drawn):
    lost, gained = drawn.flows[:, :, 0], drawn.flows[:, :, 1]
    for name in INNER:
        out, into = (book[:, :, NAMES.index(name)].sum(axis=-1) for book in (lost, gained))
        assert np.all(np.abs(out - into) <= 1e-12 * np.maximum(out, 1e3)), name
    people = drawn.people.sum(axis=2)
    change = (gained - lost).sum(axis=(2, 3))
    assert np.all(np.abs(people[:, 1:] - people[:, :-1] - change[:, 1:]) <= 1e-12 * people[:, 1:])
    # The same of each group of work, of which the outcome tells where it stands.
    of_group = (gained - lost).sum(axis=2)[:, :, : drawn.employed.shape[2]]
    gap = np.abs(np.diff(drawn.employed, axis=1) - of_group[:, 1:])
    assert np.all(gap <= 1e-11 * drawn.employed[:, 1:])
    seeking = (gained - lost).sum(axis=2)[:, :, UNEMPLOYED]
    idle = drawn.unemployed.sum(axis=2)
    assert np.all(np.abs(np.diff(idle, axis=1) - seeking[:, 1:]) <= 1e-9 * idle[:, 1:])


def test_jobs_wanted_are_filled_or_open(drawn, run):
    """Jobs give a little where the year comes out tighter than employers thought; never by much."""
    for made in (run(), run({"meeting.form": 1.0})):
        assert np.allclose(made.employed + made.vacancies, made.desired, rtol=0.03)
    rigid = run(
        {
            "demand.wage_curve": 0.0,
            "demand.given_up": 0.0,
            "demand.hours_response": 0.0,
            "demand.wage_elasticity": 0.0,
        }
    )
    assert np.allclose(rigid.employed + rigid.vacancies, rigid.desired, rtol=1e-9)
    # Over all draws jobs wanted run to several times the labour of a group: there they give by more.
    missed = np.abs(np.log((drawn.employed + drawn.vacancies) / drawn.desired))
    assert np.quantile(missed, 0.99) < 0.1


def test_expected_tightness_is_what_is_perceived_and_at_the_anchor_what_is_published(begun):
    fixed, state = begun
    usual = year.expect(state.memory, jnp.zeros(()), fixed)
    assert np.allclose(usual, state.memory.perceived + fixed.usual)
    assert np.array_equal(year.expect(state.memory, jnp.ones(()), fixed), fixed.at_anchor)
    assert not np.allclose(usual, fixed.at_anchor)


def test_at_the_anchor_the_market_remembers_what_is_published(begun):
    fixed, state = begun
    free = year.anchored(state.memory, jnp.zeros(()), fixed)
    assert np.array_equal(free.employed, state.memory.employed)
    made = year.anchored(state.memory, jnp.ones(()), fixed)
    assert np.array_equal(made.employed, fixed.country.anchor.previous)
    assert np.array_equal(made.perceived, fixed.perceived)
    assert np.array_equal(made.looks, fixed.looks)
    assert np.array_equal(made.vacancies, state.memory.vacancies)


def test_a_shock_of_the_cycle_moves_the_market(world, a_year, begun, central):
    fixed, state = begun
    slump, boom = (
        a_year(state, known(world, 2030), jnp.float64(shock), fixed, central)[1] for shock in (-2.0, 2.0)
    )
    assert np.all(boom.vacancies > slump.vacancies)
    assert np.all(boom.unemployed < slump.unemployed)
    assert np.allclose(
        boom.people, slump.people, rtol=1e-12
    )  # in the year itself nobody comes or goes for it
    assert np.array_equal(boom.diplomas, slump.diplomas)


def test_who_was_brought_in_leaves_as_technicians_do(run):
    """Of a step of paid entrants a part is still at work after ten years, never more than came."""
    base, more = run(), run({}, {"lateral.places": {2029: 60_000.0}})
    came = more.lateral[2029 - 2013]
    extra = (more.brought - base.brought)[2029 - 2013 :]
    assert came > 1_000
    assert extra[0] == pytest.approx(came, rel=0.02)
    assert 0.3 * came < extra[10] < 0.8 * came
    assert base.brought[2030 - 2013 :].min() > 0  # graduates count among them


def test_a_measure_moves_nothing_before_it_begins(run):
    base, more = run(), run({}, HUGE)
    first = 2027 - 2013
    for name in base._fields:
        one, other = getattr(base, name)[:first], getattr(more, name)[:first]
        assert np.array_equal(one, other), name
    assert not np.allclose(base.vacancies[first + 1], more.vacancies[first + 1])


def test_the_order_of_slots_is_that_of_the_table():
    assert parameters.slots() == SLOTS
    assert len(set(SLOTS)) == len(SLOTS)
