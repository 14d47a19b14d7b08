"""People are conserved: every flow has a source and a target, and the books of a year add up in every place."""

from __future__ import annotations

import importlib
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from krapte.country import parameters
from krapte.country.axes import GROUPS, QUALS, STATES, STEPS, WORK_AGES
from krapte.engine.draws import Uniforms, matrix
from krapte.market import account, start
from krapte.market.account import (
    ENDS,
    FLOWS,
    NAMES,
    OUTER,
    OUTSIDE,
    PLACES,
    UNEMPLOYED,
    Ledger,
    apart,
    summed,
    together,
)
from krapte.market.parameters import unpack
from krapte.market.records import Stocks
from market.books import INNER, booked, by_place, change, known, people, shaken

EXACT = 1e-12


@pytest.fixture
def books() -> Ledger:
    rng = np.random.default_rng(2)
    shape = (len(STATES), len(QUALS), len(WORK_AGES), 2)
    cells = (rng.uniform(1e3, 9e4, (15, 2)), rng.uniform(10, 1e4, shape), rng.uniform(1, 9e4, (31, 2)))
    return Ledger(Stocks(*(jnp.asarray(leaf) for leaf in cells)))


def stocks_of(books: Ledger) -> Stocks:
    return Stocks(books.young, books.work, books.old)


def test_the_parts_are_groups_unemployed_and_outside_and_make_up_the_whole(books):
    work = books.work
    parts = apart(work)
    assert np.array_equal(parts.workers, work[: len(GROUPS)])
    assert np.array_equal(parts.seekers, work[UNEMPLOYED])
    assert np.array_equal(parts.outside, work[OUTSIDE])
    assert np.array_equal(together(parts), work)


@pytest.mark.parametrize("axis", [(-1,), (-2, -1), (-3, -2, -1)])
def test_summed_is_a_sum_and_its_slope_is_one(books, axis):
    work = books.work
    assert np.allclose(summed(work, axis=axis), np.asarray(work).sum(axis=axis), rtol=1e-14)
    slope = jax.grad(lambda cells: summed(cells, axis=axis).sum())(work)
    assert np.array_equal(slope, np.ones(work.shape))


def test_the_table_names_ends_that_exist_and_owners_with_tests():
    for flow in FLOWS.values():
        for end in (flow.source, flow.target):
            outer = {"students", "unenrolled"} if flow.account == "students" else set(OUTER)
            assert end in PLACES or end in ENDS or end in outer, flow
        if flow.account != "students":
            assert account.places(flow.source) or account.places(flow.target), flow
        importlib.import_module(f"krapte.market.{flow.owner}")
        assert (Path(__file__).parent / f"test_{flow.owner}.py").is_file(), flow
        if flow.account != "students":
            assert set(flow.dims.split(" x ")) <= {"state", "qual", "age", "sex"}, flow


def test_an_end_stands_for_its_places():
    assert account.places("labour") == (*GROUPS, "unemployed")
    assert account.places("people") == PLACES
    assert account.places("outside") == ("outside",)
    assert account.places("dead") == ()


def test_chances_come_one_after_another_and_leave_nobody_twice(books):
    before = stocks_of(books)
    half = jnp.full((len(STATES), len(WORK_AGES), 2), 0.5)
    left = books.take({"deaths": half, "exits": half})
    assert np.allclose(left["deaths"], before.work.sum(axis=0) / 2)
    assert np.allclose(left["exits"], before.work.sum(axis=0) / 4)
    assert np.allclose(books.work, before.work / 4)
    assert np.allclose(change(books, before), booked(books), atol=1e-6)
    assert float(booked(books).sum()) == pytest.approx(-0.75 * float(before.work.sum()))


def test_people_put_somewhere_are_there_and_in_the_books(books):
    before = stocks_of(books)
    rng = np.random.default_rng(4)
    persons = jnp.asarray(rng.uniform(1, 5, before.work.shape[1:]))
    share = rng.uniform(0, 1, (len(GROUPS), len(QUALS), 2))
    books.place("entry", jnp.asarray(share / share.sum(axis=0)), persons)
    books.put("separations", UNEMPLOYED, persons)
    books.take_from("hires", UNEMPLOYED, persons / 2)
    books.change("arrivals", before.work / 10, gained=True)
    books.change_young("births", before.young / 10, gained=True)
    books.change_old("deaths", before.old / 10, gained=False)
    made = change(books, before)
    assert np.allclose(made, booked(books), rtol=1e-10)
    assert made[UNEMPLOYED] == pytest.approx(
        float(persons.sum() / 2 + before.work[UNEMPLOYED].sum() / 10), rel=1e-10
    )
    assert made[: len(GROUPS)].sum() == pytest.approx(
        float(persons.sum() + before.work[: len(GROUPS)].sum() / 10), rel=1e-10
    )
    assert np.allclose(books.work[OUTSIDE], before.work[OUTSIDE] * 1.1)
    assert made[PLACES.index("young")] == pytest.approx(float(before.young.sum() / 10))
    assert made[PLACES.index("old")] == pytest.approx(-float(before.old.sum() / 10))
    # A diploma, age or sex is nobody's to change on the way.
    assert np.allclose(
        books.work.sum(axis=0) - before.work.sum(axis=0), persons * 1.5 + before.work.sum(axis=0) / 10
    )


def test_a_flow_booked_twice_adds_up_and_the_order_is_that_of_the_table(books):
    before = stocks_of(books)
    ones = jnp.ones(len(PLACES))
    books.note("anchor", lost=ones, gained=2 * ones)
    books.note("anchor", gained=ones)
    books.change_young("births", before.young, gained=True)
    books.change_young("births", before.young, gained=True)
    _, flows = books.close()
    assert flows.shape == (2, len(NAMES), len(PLACES))
    assert np.array_equal(flows[0, NAMES.index("anchor")], ones)
    assert np.array_equal(flows[1, NAMES.index("anchor")], 3 * ones)
    assert float(flows[1, NAMES.index("births")].sum()) == pytest.approx(2 * float(before.young.sum()))
    assert float(jnp.abs(flows).sum()) == pytest.approx(4 * len(PLACES) + 2 * float(before.young.sum()))


def test_residents_and_employed_are_sums_of_the_stocks(books):
    assert np.allclose(books.residents(), people(stocks_of(books)))
    assert np.allclose(books.employed(), np.asarray(books.work)[: len(GROUPS)].sum(axis=(1, 2, 3)))


def holds(before: Stocks, after: Stocks, flows: np.ndarray) -> None:
    """The laws of the books of one year."""
    lost, gained = flows
    begin, end = by_place(before), by_place(after)
    gap = np.abs(end - begin - gained.sum(axis=0) + lost.sum(axis=0))
    assert (gap / np.maximum(begin, 1e4)).max() <= EXACT
    for place, name in enumerate(NAMES):
        flow = FLOWS[name]
        for book, of in ((lost, flow.source), (gained, flow.target)):
            allowed = PLACES if of == "anchor" else account.places(of)
            outer = [one for one in PLACES if one not in allowed]
            assert np.all(book[place, [PLACES.index(one) for one in outer]] == 0), (name, of)
        if name in INNER:
            assert abs(lost[place].sum() - gained[place].sum()) <= EXACT * max(lost[place].sum(), 1e3), name
        # Nobody leaves who was not there at the start or came during the year.
        assert np.all(lost[place] <= (begin + gained.sum(axis=0)) * (1 + EXACT)), name
    assert flows.min() >= 0
    assert min(float(np.min(leaf)) for leaf in after) >= -1e-9


@pytest.fixture(scope="module")
def setting_of(world):
    return jax.jit(start.setting), jax.jit(start.state)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 0.5), st.sampled_from(STEPS))
def test_persons_are_conserved_on_any_stocks_and_any_draw(world, a_year, setting_of, seed, size, step):
    drawn = matrix(Uniforms(seed, 1), parameters.load())[0]
    p = unpack(jnp.asarray(drawn), parameters.slots())
    fixed = setting_of[0](world.country, p)
    state = setting_of[1](fixed, p)
    state = state._replace(stocks=shaken(state.stocks, seed, size))
    more = p._replace(
        lateral=p.lateral._replace(places=jnp.asarray(5_000.0)),
        guidance=p.guidance._replace(paths=jnp.asarray(20_000.0)),
    )  # no draw has a place or a path by itself
    after, outcome = a_year(state, known(world, step), jnp.zeros(()), fixed, more)
    holds(state.stocks, after.stocks, np.asarray(outcome.flows))


def test_persons_are_conserved_in_a_run_over_the_anchor(world, a_year, begun, central):
    fixed, state = begun
    scheme = central.card._replace(quota=jnp.asarray(3_000.0), applications=jnp.asarray(1e4))
    guided = central.guidance._replace(paths=jnp.asarray(20_000.0))
    places = central.lateral._replace(places=jnp.asarray(5_000.0))
    p = central._replace(card=scheme, lateral=places, guidance=guided)
    used = np.zeros(len(NAMES))
    for step in range(2013, 2030):
        after, outcome = a_year(state, known(world, step), jnp.zeros(()), fixed, p)
        flows = np.asarray(outcome.flows)
        holds(state.stocks, after.stocks, flows)
        assert np.allclose(outcome.people, people(after.stocks).sum(axis=1), rtol=1e-13)
        used += flows.sum(axis=(0, 2))
        state = after
    assert np.all(used > 0)  # a flow that never moves anyone is none
