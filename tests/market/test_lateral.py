"""Lateral entry: paid places fill out of one pond, people keep their diploma and go where vacancies are."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country.axes import GROUPS, TECHNIEK
from krapte.market import lateral
from krapte.market.account import OUTSIDE, UNEMPLOYED, Ledger
from market.books import by_place

COUNT = len(TECHNIEK)


def places(central, many):
    return central.lateral._replace(places=jnp.float64(many))


def test_without_a_measure_nobody_comes_this_way(central):
    assert float(lateral.come_over(jnp.ones(()), central.lateral)) == 0


def test_places_fill_from_a_pond_and_part_of_the_people_stay(central):
    p = places(central, 5_000)
    room = jnp.float64(0.8)
    filled = 5_000 * float(p.pond) / (5_000 + float(p.pond)) * 0.8
    expected = filled * float(p.completion) * float(p.stay)
    assert float(lateral.come_over(room, p)) == pytest.approx(expected, rel=1e-12)
    # Two measures on one pond bring less than the sum of each, and no more than the pond holds.
    both = float(lateral.come_over(room, places(central, 10_000)))
    assert expected < both < 2 * expected
    assert float(lateral.come_over(jnp.ones(()), places(central, 1e9))) <= float(p.pond)


def test_they_leave_tight_work_unemployment_and_other_work_in_the_shares_of_the_draw(world, begun, central):
    stocks, p = begun[1].stocks, central.lateral
    books = Ledger(stocks)
    coming = jnp.float64(4_000.0)
    chance = lateral.leave_chance(books, coming, world.country.profiles, p)
    left = books.take({"lateral_entry": chance})["lateral_entry"]
    assert float(left.sum()) == pytest.approx(4_000, rel=1e-9)
    lost = np.asarray(books.lost["lateral_entry"])
    tight = sum(lost[GROUPS.index(name)] for name in ("ict", "care", "education"))
    assert tight == pytest.approx(4_000 * float(p.from_tight), rel=1e-9)
    assert lost[UNEMPLOYED] == pytest.approx(4_000 * float(p.from_unemployed), rel=1e-9)
    assert lost[GROUPS.index("rest")] == pytest.approx(
        4_000 * float(1 - p.from_tight - p.from_unemployed), rel=1e-9
    )
    assert lost[:COUNT].sum() == 0
    assert lost[OUTSIDE] == 0
    # They are adults, as likely by age as learners are.
    ages = np.asarray(left.sum(axis=(0, 2)))
    assert np.all(ages[np.asarray(world.country.profiles.learners) == 0] == 0)


def test_they_go_to_technical_groups_as_these_have_vacancies(world, begun):
    open_ = jnp.asarray([5.0, 3.0, 1.0, 0.5, 0.5, 90.0, 90.0, 90.0, 90.0])
    share = lateral.towards(open_, world.country.profiles.switchers)
    assert np.allclose(share.sum(axis=0), 1)
    assert np.allclose(share[:COUNT, 2, 1], [0.5, 0.3, 0.1, 0.05, 0.05])
    assert float(jnp.abs(share[COUNT:]).sum()) == 0


def test_a_year_brings_them_to_techniek_with_their_own_diploma(world, begun, central):
    before = begun[1].stocks
    books = Ledger(before)
    chance = lateral.leave_chance(books, jnp.float64(4_000.0), world.country.profiles, central.lateral)
    left = books.take({"lateral_entry": chance})["lateral_entry"]
    books.place(
        "lateral_entry", lateral.towards(begun[1].memory.vacancies, world.country.profiles.switchers), left
    )
    after, _flows = books.close()
    assert np.allclose(after.work.sum(axis=0), before.work.sum(axis=0), rtol=1e-10)
    more = by_place(after) - by_place(before)
    assert more[:COUNT].sum() == pytest.approx(4_000, rel=1e-8)
    assert np.all(more[COUNT:UNEMPLOYED] < 0)


def test_paid_places_reach_the_market(run):
    base, more = run(), run({}, {"lateral.places": dict.fromkeys(range(2028, 2033), 4_000.0)})
    assert np.all(more.lateral[2028 - 2013 : 2033 - 2013] > 500)
    assert more.lateral[: 2028 - 2013].max() == 0
    technicians = (more.employed - base.employed)[2033 - 2014, :COUNT].sum()
    assert 1_000 < technicians < more.lateral.sum()
    assert more.brought[2033 - 2014] > base.brought[2033 - 2014] + 1_000
