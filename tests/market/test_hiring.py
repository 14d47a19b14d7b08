"""Hiring: people move until each group employs what the market cleared."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country.axes import GROUPS
from krapte.market import hiring, switching
from krapte.market.account import NAMES, UNEMPLOYED, Ledger
from krapte.market.meeting import Met
from market.books import booked, change, shaken

COUNT = len(GROUPS)


def hire(begun, part, size=0.0, fewer=None):
    """A year of hiring in which of all attached to a group ``part`` finds work."""
    _fixed, state = begun
    before = shaken(state.stocks, 9, size)
    books = Ledger(before)
    attached = switching.attached(books, state.memory.looks)
    labour = books.employed() + attached.sum(axis=0)
    employed = labour * part if fewer is None else books.employed() * fewer
    none = jnp.zeros(COUNT)
    looks = hiring.place(books, Met(none, employed, labour - employed, none, none), attached, SEPARATE)
    return before, books, employed, labour, looks


SEPARATE = jnp.linspace(0.02, 0.08, COUNT)


@pytest.mark.parametrize("size", [0.0, 0.4])
@pytest.mark.parametrize("part", [0.94, 0.97, 0.995])
def test_exactly_the_cleared_number_is_employed(begun, part, size):
    before, books, employed, labour, looks = hire(begun, part, size)
    assert np.allclose(books.employed(), employed, rtol=1e-11)
    after = switching.attached(books, looks)
    assert np.allclose(
        after.sum(axis=0), labour - employed, rtol=1e-9
    )  # who is left is left to the same groups
    assert np.allclose(looks.sum(axis=1), 1, rtol=1e-12)
    assert float(looks.min()) >= -1e-12
    assert float(books.work.min()) >= -1e-9
    assert np.allclose(books.work.sum(axis=0), before.work.sum(axis=0), rtol=1e-10, atol=1e-9)
    assert np.allclose(change(books, before), booked(books), atol=1e-6)


def test_who_loses_work_is_the_separation_rate_and_the_hired_fill_the_rest(begun):
    before, books, employed, _, _ = hire(begun, 0.98)
    _, flows = books.close()
    lost = np.asarray(flows[0, NAMES.index("separations")])[:COUNT]
    was = np.asarray(before.work)[:COUNT].sum(axis=(1, 2, 3))
    assert np.allclose(lost, was * SEPARATE, rtol=1e-12)
    hired = np.asarray(flows[1, NAMES.index("hires")])[:COUNT]
    assert np.allclose(hired, np.asarray(employed) - was * (1 - np.asarray(SEPARATE)), rtol=1e-9)


def test_a_group_that_shrinks_faster_than_people_leave_it_lets_more_go_and_hires_nobody(begun):
    before, books, _, _, _ = hire(begun, None, fewer=jnp.full(COUNT, 0.8))
    _, flows = books.close()
    was = np.asarray(before.work)[:COUNT].sum(axis=(1, 2, 3))
    assert np.allclose(flows[0, NAMES.index("separations")][:COUNT], was * 0.2, rtol=1e-12)
    assert float(flows[0, NAMES.index("hires")].sum()) < 1e-4
    assert np.allclose(books.employed(), was * 0.8, rtol=1e-12)


def test_diplomas_are_hired_as_they_look_for_the_work(begun):
    """Of those attached to a group as many of each diploma are hired, in proportion, and keep the diploma."""
    _fixed, state = begun
    before, books, employed, _, _ = hire(begun, 0.98)
    stay = np.asarray(books.work)[UNEMPLOYED].sum(axis=(1, 2))
    pool = np.asarray(before.work)[UNEMPLOYED].sum(axis=(1, 2))[:, None] * np.asarray(state.memory.looks)
    pool = pool + (np.asarray(before.work)[:COUNT].sum(axis=(2, 3)) * np.asarray(SEPARATE)[:, None]).T
    was = np.asarray(before.work)[:COUNT].sum(axis=(1, 2, 3))
    part = (np.asarray(employed) - was * (1 - np.asarray(SEPARATE))) / pool.sum(axis=0)
    assert np.allclose(stay, (pool * (1 - part)).sum(axis=1), rtol=1e-9)
