"""Education: starters follow diplomas, cohorts and placement, out of two stocks in proportion."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.market import education
from krapte.market.account import Ledger


def test_starters_are_diplomas_times_cohort_times_placement(begun, central):
    fixed, state = begun
    books = Ledger(state.stocks)
    made = education.starters(books, fixed.profiles, central.education)
    assert 20_000 < float(made.sum()) < 32_000  # 25,000 a year by the graduates' figures
    double = central.education._replace(placement=central.education.placement * 2)
    assert float(education.starters(books, fixed.profiles, double).sum() / made.sum()) == pytest.approx(2)


def test_they_come_out_of_both_stocks_in_proportion(begun, central):
    fixed, state = begun
    books = Ledger(state.stocks)
    flows = education.graduate(books, fixed.profiles, central.education)
    share = flows["graduates_from_rest"][20] / books["rest"][20]
    assert np.allclose(share, flows["graduates_from_outside"][20] / books["outside"][20])
    total = sum(f.sum() for f in flows.values())
    assert float(total) == pytest.approx(
        float(education.starters(books, fixed.profiles, central.education).sum())
    )


def test_never_more_than_there_are(begun, central):
    fixed, state = begun
    books = Ledger(state.stocks)
    flood = central.education._replace(diplomas=jnp.full(3, 50.0))
    flows = education.graduate(books, fixed.profiles, flood)
    for name, stock in (("graduates_from_rest", "rest"), ("graduates_from_outside", "outside")):
        assert float(jnp.max(flows[name] - books[stock])) <= 1e-9
