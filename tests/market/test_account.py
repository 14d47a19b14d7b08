"""People are conserved: every flow has a source and a target, and the books of a year add up."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from krapte.market import account, year
from krapte.market.account import FLOWS, OUTER, Ledger
from krapte.market.records import Stocks


class Recorder(Ledger):
    """A ledger that is kept after the year is closed."""

    last: Ledger

    def __init__(self, stocks):
        super().__init__(stocks)
        Recorder.last = self


def year_of(world, step, anchor=False):
    now = jax.tree.map(lambda leaf: leaf[step], world.years)
    return now if anchor else now._replace(anchor=np.zeros(()))


def test_every_end_is_a_stock_or_lies_outside():
    ends = {flow.source for flow in FLOWS.values()} | {flow.target for flow in FLOWS.values()}
    assert ends <= set(Stocks._fields) | set(OUTER)
    assert all(flow.source != flow.target for flow in FLOWS.values())


def test_every_flow_has_an_owner_that_is_a_mechanism():
    import krapte.market as market

    for flow in FLOWS.values():
        assert (np.asarray([flow.owner]) != "").all()
        __import__(f"{market.__name__}.{flow.owner}")


@pytest.mark.parametrize("step", [0, 10, 25])
def test_persons_are_conserved_per_stock_cohort_and_sex(world, begun, central, monkeypatch, step):
    monkeypatch.setattr(year, "Ledger", Recorder)
    fixed, state = begun
    card = np.zeros_like(world.card)
    card[:, 30:35, 0] = 100.0
    before = state.stocks._replace(card=jnp.asarray(card))
    moved = central._replace(card=central.card._replace(quota=jnp.asarray(1000.0)))
    now = year_of(world, step, anchor=True)
    after, outcome = year.year(state._replace(stocks=before), now, jnp.zeros(()), fixed, moved)
    booked = Recorder.last.booked
    assert set(booked) == set(FLOWS)
    for stock in Stocks._fields:
        flow_in = sum(booked[f.name].sum() for f in FLOWS.values() if f.target == stock)
        flow_out = sum(booked[f.name].sum() for f in FLOWS.values() if f.source == stock)
        begin, end = getattr(before, stock).sum(), getattr(after.stocks, stock).sum()
        assert abs(end - begin - flow_in + flow_out) <= 1e-12 * max(float(begin), 1e6), stock
        assert float(jnp.min(getattr(after.stocks, stock))) >= -1e-6, stock
    # Nobody is made from nothing by the anchor: its rows sum to zero per age and sex.
    anchored = sum(booked[f"anchor_{s}"] for s in Stocks._fields if s != "card")
    assert float(jnp.abs(anchored).max()) < 1e-6
    assert np.allclose(outcome.flows, [booked[name].sum() for name in account.NAMES])


def test_no_flow_is_larger_than_its_source(world, begun, central, monkeypatch):
    monkeypatch.setattr(year, "Ledger", Recorder)
    fixed, state = begun
    year.year(state, year_of(world, 0), jnp.zeros(()), fixed, central)
    for name, persons in Recorder.last.booked.items():
        if not name.startswith("anchor"):
            assert float(jnp.min(persons)) >= 0, name
