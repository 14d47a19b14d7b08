"""Start and anchor: published stocks are met, and nobody is made from nothing."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, GROUPS, STATES, TECHNIEK, WORK_FROM, WORK_TO
from krapte.market import anchor, published
from krapte.market.account import NAMES, UNEMPLOYED, Ledger
from market.books import booked, change, shaken

COUNT, REST = len(TECHNIEK), GROUPS.index("rest")
AT = ANCHOR_YEAR - FIRST_YEAR - 1


def test_the_survey_step_moves_technicians_out_of_the_rest_and_makes_nobody(world):
    first = jax.tree.map(jnp.asarray, world.country.first)
    before = np.asarray(first.work)
    made = np.asarray(anchor.stocks(first, jnp.asarray(0.02)))
    assert made.min() >= 0
    assert np.allclose(made.sum(axis=0), before.sum(axis=0), rtol=1e-12)
    lifted = made[:COUNT].sum(axis=(1, 2, 3)) / before[:COUNT].sum(axis=(1, 2, 3))
    assert np.all(lifted > 1.015)  # less than 2 % in cells where the rest has too few to lend
    assert np.all(lifted <= np.exp(0.02) * (1 + 1e-12))
    others = [i for i in range(len(STATES)) if i >= COUNT and i != REST]
    assert np.array_equal(made[others], before[others])
    assert np.array_equal(anchor.stocks(first, jnp.zeros(())), before)


def test_the_unemployed_look_so_that_groups_get_their_shares(world, central):
    base, shares = world.country.anchor, published.unemployed(central.published)
    of_diploma = anchor.unemployed_of(jnp.asarray(base.work))
    assert float(of_diploma.sum()) == pytest.approx(float(base.work[UNEMPLOYED].sum()))
    spread = world.country.profiles.seekers
    made = anchor.looks(of_diploma, spread, shares)
    assert np.allclose(made.sum(axis=1), 1, rtol=1e-12)
    assert float(made.min()) >= 0
    got = of_diploma @ made / of_diploma.sum()
    assert np.allclose(got, shares, rtol=1e-4)
    assert np.abs(of_diploma @ spread / of_diploma.sum() - shares).max() > 0.01  # without the fit it does not
    # Fitting keeps who looks where against whom: ratios of ratios within a diploma stay.
    odds = np.asarray(made / spread)
    assert np.allclose(odds / odds[:, :1], (odds / odds[:, :1])[0], rtol=1e-6)


@pytest.mark.parametrize("size", [0.0, 0.3])
def test_residents_are_shared_out_as_published_by_age_and_sex(world, begun, size):
    base = world.country.anchor
    before = shaken(begun[1].stocks, 3, size)
    books = Ledger(before)
    anchor.move(books, base, jnp.ones(()))
    after = np.asarray(books.work)
    assert np.allclose(after.sum(axis=(0, 1)), np.asarray(before.work).sum(axis=(0, 1)), rtol=1e-12)
    of_age = base.work / base.people[WORK_FROM : WORK_TO + 1]
    assert np.allclose(after, of_age * np.asarray(before.work).sum(axis=(0, 1)), rtol=1e-12)
    assert np.allclose(change(books, before), booked(books), atol=1e-6)
    _, flows = books.close()
    assert np.abs(change(books, before)[: len(STATES)]).max() > 1e4
    moved = np.asarray(flows)[:, NAMES.index("anchor")].sum(axis=1)
    assert moved[0] == pytest.approx(moved[1], rel=1e-12)


def test_a_free_run_is_not_touched(world, begun):
    before = begun[1].stocks
    books = Ledger(before)
    anchor.move(books, world.country.anchor, jnp.zeros(()))
    assert np.array_equal(books.work, before.work)
    assert not np.any(booked(books))


@pytest.mark.parametrize("form", [0.0, 1.0])
def test_the_anchor_year_comes_out_exactly_as_published(run, world, central, form):
    outcome, base = run({"meeting.form": form}), world.country.anchor
    employed, unemployed, vacancies = published.jobs(base, central.published, jnp.zeros(()))
    assert np.allclose(outcome.employed[AT], employed, rtol=1e-8)
    assert np.allclose(outcome.unemployed[AT], unemployed, rtol=1e-5)  # as far as the fit of looks goes
    assert outcome.unemployed[AT].sum() == pytest.approx(float(base.work[UNEMPLOYED].sum()), rel=1e-8)
    assert np.allclose(outcome.vacancies[AT], vacancies, rtol=1e-6)
    assert np.allclose(outcome.people[AT], base.people.sum(axis=1), atol=0.5)


def test_the_anchor_moves_people_once(run):
    moved = run().flows[:, 0, NAMES.index("anchor")].sum(axis=1)
    assert moved[AT] > 1e5
    assert np.delete(moved, AT).max() == 0
