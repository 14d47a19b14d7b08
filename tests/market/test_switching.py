"""Switching: both ways, more to where it is tight, and stable over the whole range of the priors."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country import parameters
from krapte.market import switching
from krapte.market.account import Ledger

RESPONSE = parameters.find("switching.response")[0]


def totals(begun, p, perceived=(0.0, 0.0)):
    fixed, state = begun
    memory = state.memory._replace(perceived=jnp.asarray(perceived))
    flows = switching.switch(Ledger(state.stocks), memory, fixed.profiles, p)
    return {name: float(f.sum()) for name, f in flows.items()}


def test_net_inflow_at_usual_tightness_is_the_parameter(begun, central):
    flows = totals(begun, central.switching)
    technicians = float(begun[1].stocks.techniek.sum())
    net = (flows["switch_in"] - flows["switch_out"]) / technicians
    # The profiles are set on the anchor's stocks, so on those of 2013 this holds roughly.
    assert net == pytest.approx(float(central.switching.net), abs=0.01)


def test_at_the_anchor_net_inflow_is_exact(world, begun, central):
    fixed, state = begun
    stocks = state.stocks._replace(
        techniek=jnp.asarray(world.anchor.techniek),
        rest=jnp.asarray(world.anchor.employed - world.anchor.techniek),
    )
    memory = state.memory._replace(perceived=jnp.zeros(2))
    flows = switching.switch(Ledger(stocks), memory, fixed.profiles, central.switching)
    net = (flows["switch_in"].sum() - flows["switch_out"].sum()) / stocks.techniek.sum()
    assert float(net) == pytest.approx(float(central.switching.net), rel=1e-6)


def test_seekers_balance_at_usual_tightness(begun, central):
    _, state = begun
    memory = state.memory._replace(perceived=jnp.zeros(2))
    flows = switching.look(Ledger(state.stocks), memory, central.switching, central.published)
    assert float(flows["look_in"].sum()) == pytest.approx(float(flows["look_out"].sum()), rel=1e-9)
    slack = memory._replace(perceived=jnp.asarray([-1.0, 0.0]))
    away = switching.look(Ledger(state.stocks), slack, central.switching, central.published)
    assert float(away["look_out"].sum()) > float(away["look_in"].sum())


def test_people_go_where_it_is_tight(begun, central):
    usual, tight = totals(begun, central.switching), totals(begun, central.switching, (1.0, 0.0))
    assert tight["switch_in"] > usual["switch_in"]
    assert tight["switch_out"] < usual["switch_out"]
    both = totals(begun, central.switching, (1.0, 1.0))
    assert both == pytest.approx(usual)


def test_no_response_no_feedback(begun, central):
    p = central.switching._replace(response=jnp.asarray(0.0))
    assert totals(begun, p, (2.0, 0.0)) == totals(begun, p)


def test_perceived_tightness_is_slow(begun, central):
    _, state = begun
    seen = switching.perceive(state.memory.perceived, jnp.asarray([1.0, 1.0]), central.switching)
    share = float(central.switching.memory)
    assert np.allclose(seen, state.memory.perceived + share * (1.0 - state.memory.perceived))


@pytest.mark.parametrize("response", [RESPONSE.low, RESPONSE.high, RESPONSE.bound_high])
@pytest.mark.parametrize("memory", [0.2, 0.5])
def test_paths_do_not_swing_anywhere_in_the_range(run, response, memory):
    """A feedback with a delay may oscillate and explode: a push dies out at the bounds of the priors."""
    changes = {"switching.response": response, "switching.memory": memory}
    push = {"card.quota": {2030: 10_000.0}}
    ground = {"card.applications": 1e5, "card.exit": 0.0, "card.return_share": 0.0}
    base = run(changes | ground)
    pushed = run(changes | ground, push)
    effect = (pushed.vacancies - base.vacancies)[:, 0]
    first = effect[2030 - 2013]
    late = effect[2045 - 2013 :]
    assert first < -2_000
    assert np.abs(late).max() < 0.5 * abs(first)
