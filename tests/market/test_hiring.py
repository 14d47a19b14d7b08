"""Hiring: people move until each group employs what the market cleared."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.market import hiring
from krapte.market.account import Ledger
from krapte.market.meeting import Met


def met(employed, labour):
    zero = jnp.zeros(2)
    return Met(zero, employed, labour - employed, zero, zero)


@pytest.mark.parametrize("share", [0.90, 0.95, 0.985])
def test_the_cleared_number_is_employed(begun, share):
    fixed, state = begun
    books = Ledger(state.stocks)
    labour = hiring.labour(books)
    books.book(hiring.place(books, met(labour * share, labour), fixed.closed.rates.separations))
    employed = jnp.stack([books["techniek"].sum(), books["rest"].sum()])
    assert np.allclose(employed, labour * share, rtol=1e-12)
    assert np.allclose(hiring.labour(books), labour, rtol=1e-12)


def test_holders_of_the_card_stay_employed(begun):
    fixed, state = begun
    card = jnp.asarray(state.stocks.card).at[0, 30, 0].set(5_000.0)
    books = Ledger(state.stocks._replace(card=card))
    labour = hiring.labour(books)
    books.book(hiring.place(books, met(labour * 0.95, labour), fixed.closed.rates.separations))
    assert float(books["techniek"].sum() + 5_000) == pytest.approx(float(labour[0]) * 0.95, rel=1e-12)
