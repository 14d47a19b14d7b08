"""Start and anchor: published totals are met exactly, and nobody is made from nothing."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR
from krapte.market import anchor


def test_stocks_add_up_to_residents_and_published_totals(world, central):
    zero = jnp.zeros(())
    for base, employed, unemployed in ((world.first, 8_430_750, 753_074), (world.anchor, 9_780_000, 372_000)):
        stocks = anchor.shares(base, central.published, zero)
        people = stocks.outside + stocks.techniek + stocks.rest + stocks.seek_techniek + stocks.seek_rest
        assert np.allclose(people, base.people)
        assert float((stocks.techniek + stocks.rest).sum()) == pytest.approx(employed, rel=1e-3)
        assert float((stocks.seek_techniek + stocks.seek_rest).sum()) == pytest.approx(unemployed, rel=2e-2)
        assert all(float(jnp.min(s)) >= 0 for s in stocks)


def test_the_survey_step_moves_people_between_groups_only(world, central):
    low, high = (anchor.shares(world.first, central.published, jnp.asarray(x)) for x in (0.0, 0.02))
    assert float(high.techniek.sum() / low.techniek.sum()) == pytest.approx(np.exp(0.02))
    assert np.allclose(high.techniek + high.rest, low.techniek + low.rest)


def test_answers_start_from_published_stocks_and_free_runs_do_not(run):
    outcome = run()
    at = ANCHOR_YEAR - FIRST_YEAR - 1
    assert float(outcome.desired[at].sum()) == pytest.approx(9_780_000 + 403_925, rel=2e-3)
    assert float(outcome.anchored[at]) > 0
    assert float(np.delete(outcome.anchored, at).max()) == 0


def test_the_anchor_year_comes_out_as_published(run):
    for form in (0.0, 1.0):
        outcome = run({"meeting.form": form})
        at = ANCHOR_YEAR - FIRST_YEAR - 1
        assert outcome.vacancies[at] == pytest.approx([0.185 * 403_925, 0.815 * 403_925], rel=2e-3)
        assert outcome.unemployed[at].sum() == pytest.approx(372_000, rel=2e-2)
        assert outcome.employed[at].sum() == pytest.approx(9_780_000, rel=1e-3)


def test_history_by_group_adds_up(world, central):
    for part, total in zip(
        anchor.by_group(world.history, central.published),
        (world.history.employed, world.history.unemployed, world.history.vacancies, world.history.filled),
        strict=True,
    ):
        assert np.allclose(part.sum(axis=1), total)
