"""The skilled-worker scheme: min(quota, applications), five years, then home or settled."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.market import card
from krapte.market.account import Ledger


def test_a_quota_fills_nothing_by_itself(begun, central):
    fixed, state = begun
    for quota, applications in ((3000.0, 500.0), (500.0, 3000.0)):
        p = central.card._replace(quota=jnp.asarray(quota), applications=jnp.asarray(applications))
        assert float(
            card.arrive(Ledger(state.stocks), fixed.profiles, p)["card_arrivals"].sum()
        ) == pytest.approx(500)


def test_after_five_years_everyone_has_left_or_settled(begun, central):
    fixed, state = begun
    books = Ledger(state.stocks)
    p = central.card._replace(quota=jnp.asarray(1000.0))
    books.book(card.arrive(books, fixed.profiles, p))
    came = settled = left = 0.0
    came = float(books["card"].sum())
    for _ in range(5):
        flows = card.finish(books, p)
        books.book(flows)
        card.next_year(books)
        settled += float(flows["card_settled"].sum())
        left += float(flows["card_exits"].sum() + flows["card_returns"].sum())
    assert float(books["card"].sum()) == 0
    assert settled + left == pytest.approx(came)
    stayed = (1 - float(p.exit)) ** 5
    assert settled == pytest.approx(came * stayed * (1 - float(p.return_share)))


def test_without_a_scheme_nobody_comes(run):
    assert np.all(run().card == 0)
