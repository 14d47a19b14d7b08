"""Participation: only people outside enter, only workers leave; the young do not come to techniek this way."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from krapte.market import participation
from krapte.market.account import Ledger


def test_entrants_come_from_outside_and_split(begun, central):
    fixed, state = begun
    books = Ledger(state.stocks)
    flows = participation.enter(books, fixed.profiles, central.participation)
    total = flows["entry_techniek"] + flows["entry_rest"]
    assert float(jnp.max(total - books["outside"])) <= 0
    assert float(flows["entry_techniek"][20:30].sum()) == 0  # between, people come as graduates
    assert float(flows["entry_techniek"][:20].sum()) > 0
    assert float(flows["entry_techniek"][30:].sum()) > 0


def test_nobody_leaves_this_way_after_54(begun, central):
    fixed, state = begun
    flows = participation.leave(Ledger(state.stocks), fixed.profiles, central.participation)
    assert all(float(f[54:].sum()) == 0 for f in flows.values())
    assert float(flows["exits_rest"].sum()) > 0


def test_factors_scale_the_chance_of_staying(begun, central):
    fixed, state = begun
    books = Ledger(state.stocks)
    none = participation.enter(books, fixed.profiles, central.participation._replace(entry=jnp.asarray(0.0)))
    assert np.all(np.asarray(none["entry_rest"]) == 0)
    twice = participation.enter(books, fixed.profiles, central.participation._replace(entry=jnp.asarray(2.0)))
    once = participation.enter(books, fixed.profiles, central.participation)
    assert (
        float(once["entry_rest"].sum())
        < float(twice["entry_rest"].sum())
        < float(2 * once["entry_rest"].sum())
    )
