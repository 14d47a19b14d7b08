"""Switching: balanced at usual tightness, towards where it is tight, limited by diploma, and it does not swing."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country import parameters
from krapte.country.axes import GROUPS, QUALS, STATES
from krapte.market import switching
from krapte.market.account import Ledger
from krapte.market.records import Stocks
from market.books import booked, change

COUNT = len(GROUPS)
NONE = np.zeros(COUNT)


@pytest.fixture
def switched(world, central):
    """Who leaves and comes by group on the stocks of the anchor, at a perceived tightness."""

    def go(perceived=NONE, **changes):
        p = central.switching._replace(net=jnp.zeros(COUNT))
        p = p._replace(**{name: jnp.asarray(value) for name, value in changes.items()})
        base = world.country.anchor
        stocks = Stocks(jnp.zeros((15, 2)), jnp.asarray(base.work), jnp.zeros((31, 2)))
        books, profiles = Ledger(stocks), world.country.profiles
        drawn = switching.pull(jnp.asarray(perceived), books.employed(), p)
        left = books.take({"switching": switching.leave_chance(drawn, profiles, p)})["switching"]
        share = switching.towards(profiles.switchers, drawn, p)
        books.place("switching", share, left)
        assert np.allclose(change(books, stocks), booked(books), atol=1e-5)
        return (
            np.asarray(books.lost["switching"])[:COUNT],
            np.asarray(books.gained["switching"])[:COUNT],
            left,
            share,
        )

    return go


def test_at_usual_tightness_as_many_come_to_a_group_as_leave_it(switched):
    for gross in (np.full(COUNT, 0.05), np.linspace(0.02, 0.1, COUNT)):
        lost, gained, _, _ = switched(gross=gross)
        assert lost.min() > 1_000
        assert np.allclose(gained, lost, rtol=1e-9)


def test_gross_is_the_share_of_workers_who_change(switched, world, central):
    lost, _, _, _ = switched()
    workers = world.country.anchor.work[:COUNT].sum(axis=(1, 2, 3))
    # The frequency by age has a mean of one over all workers, so groups of young workers change more.
    assert lost.sum() / workers.sum() == pytest.approx(
        float((central.switching.gross * workers).sum() / workers.sum()), rel=0.05
    )


def test_people_go_where_it_is_tight_against_the_mean(switched):
    usual, tight = switched(), switched(perceived=np.eye(COUNT)[2])
    assert tight[0][2] < 0.99 * usual[0][2]
    assert tight[1][2] > 1.01 * usual[1][2]
    assert np.all(np.delete(tight[1] / usual[1], 2) < 1.01)
    everywhere = switched(perceived=np.ones(COUNT))
    assert np.allclose(everywhere[0], usual[0])
    assert np.allclose(everywhere[1], usual[1])


def test_no_response_no_feedback(switched):
    perceived = np.linspace(-2, 2, COUNT)
    one, other = switched(response=0.0), switched(perceived=perceived, response=0.0)
    assert np.array_equal(one[0], other[0])
    assert np.array_equal(one[1], other[1])


def test_net_brings_more_to_a_group_and_as_many_fewer_elsewhere(switched):
    usual, more = switched(), switched(net=np.eye(COUNT)[0] * 0.2)
    assert np.array_equal(usual[0], more[0])
    assert more[1][0] == pytest.approx(1.2 * usual[1][0], rel=0.1)
    assert np.all(more[1][1:] < usual[1][1:])
    assert more[1].sum() == pytest.approx(usual[1].sum(), rel=1e-12)


def test_the_diploma_limits_where_one_can_go(switched, world):
    _, _, left, share = switched()
    assert np.allclose(share.sum(axis=0), 1)
    of_work = world.country.profiles.switchers
    assert np.all(np.asarray(share)[np.asarray(of_work) == 0] == 0)
    care, ict = QUALS.index("high_care"), QUALS.index("high_ict")
    assert share[GROUPS.index("care"), care, 1] > 3 * share[GROUPS.index("care"), ict, 1]
    assert share[GROUPS.index("ict"), ict, 0] > 3 * share[GROUPS.index("ict"), care, 0]
    assert float(left.min()) >= 0


def test_only_workers_change_occupation(world, central):
    chance = switching.leave_chance(jnp.ones(COUNT), world.country.profiles, central.switching)
    assert chance.shape == (len(STATES), 60, 2)
    assert float(jnp.abs(chance[COUNT:]).sum()) == 0
    assert float(chance.max()) <= 1


def test_job_seekers_turn_to_other_work_by_a_part_a_year(begun, world, central):
    looks, usual = begun[1].memory.looks, world.country.profiles.seekers
    still = switching.look(
        looks, usual, jnp.ones(COUNT), central.switching._replace(seekers=jnp.float64(0.0))
    )
    assert np.array_equal(still, looks)
    drawn = jnp.exp(jnp.asarray(np.eye(COUNT)[1]))
    all_of_them = switching.look(looks, usual, drawn, central.switching._replace(seekers=jnp.float64(1.0)))
    assert np.allclose(all_of_them.sum(axis=1), 1)
    assert np.all(all_of_them[:, 1] > np.asarray(usual)[:, 1])
    half = switching.look(looks, usual, drawn, central.switching._replace(seekers=jnp.float64(0.5)))
    assert np.allclose(half, (looks + all_of_them) / 2)


def test_the_attached_are_all_unemployed(begun):
    _, state = begun
    made = switching.attached(Ledger(state.stocks), state.memory.looks)
    assert np.allclose(made.sum(axis=1), np.asarray(state.stocks.work)[COUNT].sum(axis=(1, 2)))
    assert np.allclose(made, made.sum(axis=1, keepdims=True) * state.memory.looks)


def test_perceived_tightness_is_slow(begun, central):
    _, state = begun
    seen = switching.perceive(state.memory.perceived, jnp.ones(COUNT), central.switching)
    share = float(central.switching.memory)
    assert 0 < share < 1
    assert np.allclose(seen, state.memory.perceived + share * (1.0 - state.memory.perceived))


def test_paths_do_not_swing_anywhere_in_the_range(runs):
    """A feedback with a delay may oscillate and explode: a push dies out at the bounds of the priors."""
    rows = {name: parameters.find(f"switching.{name}")[0] for name in ("response", "memory")}
    push = {"card.quota": {2030: 10_000.0}}
    ground = {"card.applications": 1e5, "card.exit": 0.0, "card.return_share": 0.0}
    cases = [
        ground | {"switching.response": response, "switching.memory": memory}
        for response in (rows["response"].low, rows["response"].high, rows["response"].bound_high)
        for memory in (rows["memory"].low, rows["memory"].high)
    ]
    base, pushed = runs([(case, {}) for case in cases]), runs([(case, push) for case in cases])
    for case, one, other in zip(cases, base, pushed, strict=True):
        effect = (other.vacancies - one.vacancies)[:, :5].sum(axis=1)
        first = effect[2030 - 2013]
        assert first < -1_500, case
        assert np.abs(effect[2045 - 2013 :]).max() < 0.5 * abs(first), case
