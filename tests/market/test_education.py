"""Education: diplomas reach people who are there; techniek as the draw says; nobody is made, everybody is lifted."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country.axes import FIELDS, GROUPS, PROGRAMS, QUALS, TECHNIEK
from krapte.market import education
from krapte.market.account import NAMES, OUTSIDE, Ledger
from market.books import booked, by_place, change, shaken

COUNT = len(TECHNIEK)
NONE = jnp.zeros(len(PROGRAMS))  # women more than today
P = {name: place for place, name in enumerate(PROGRAMS)}


def diplomas(**many: float) -> jnp.ndarray:
    """Diplomas ``[program, field]`` of techniek, by programme."""
    made = np.zeros((len(PROGRAMS), len(FIELDS)))
    for program, persons in many.items():
        made[P[program], 0] = persons
    return jnp.asarray(made)


def graduated(begun, world, central, given, size=0.0, p=None):
    before = shaken(begun[1].stocks, 5, size)
    books = Ledger(before)
    education.graduate(books, given, NONE, world.country.profiles, p or central.education)
    return before, books


ALL = jnp.full((len(PROGRAMS), len(FIELDS)), 4_000.0)


@pytest.mark.parametrize("size", [0.0, 0.4])
def test_graduates_are_people_who_were_there(begun, world, central, size):
    before, books = graduated(begun, world, central, ALL, size)
    work = np.asarray(books.work)
    assert np.allclose(work.sum(axis=(0, 1)), np.asarray(before.work).sum(axis=(0, 1)), rtol=1e-12)
    assert work.min() >= -1e-9
    assert np.allclose(change(books, before), booked(books), atol=1e-5)
    lost, gained = (np.asarray(flow) for flow in books.close()[1])
    for name in ("first_jobs", "diplomas_outside"):
        assert lost[NAMES.index(name)].sum() == pytest.approx(gained[NAMES.index(name)].sum(), rel=1e-12)
        assert lost[NAMES.index(name)].sum() > 1e3


def test_technical_graduates_at_work_in_techniek_are_told(begun, world, central):
    """Who starts there and who already learned at work there: by so many the diploma is more in techniek."""
    before = begun[1].stocks
    books = Ledger(before)
    told = education.graduate(books, diplomas(mbo3=8_000), NONE, world.country.profiles, central.education)
    more = np.asarray(books.work - before.work)[:COUNT, QUALS.index("mid_tech")].sum(axis=(1, 2))
    assert np.allclose(told[:COUNT], more, rtol=1e-9)
    assert more.sum() > 2_000
    assert float(jnp.abs(told[COUNT:]).max()) == 0


def test_people_of_a_diploma_are_more_by_the_diplomas_given_and_fewer_by_those_who_went_on(
    begun, world, central
):
    before, books = graduated(begun, world, central, diplomas(mbo3=8_000, hbo=3_000))
    more = np.asarray(books.work).sum(axis=(0, 2, 3)) - np.asarray(before.work).sum(axis=(0, 2, 3))
    p = central.education
    assert more[QUALS.index("high_tech")] == pytest.approx(3_000, rel=1e-9)
    assert more[QUALS.index("mid_tech")] == pytest.approx(8_000 - 3_000 * float(p.from_mbo[0]), rel=1e-9)
    assert more[QUALS.index("low")] == pytest.approx(-8_000 * float(p.from_low), rel=1e-9)
    left = 8_000 * float(1 - p.from_low) + 3_000 * float(1 - p.from_mbo[0])
    assert more[QUALS.index("mid_other")] == pytest.approx(-left, rel=1e-9)
    assert (
        np.abs(more[[QUALS.index(q) for q in ("mid_care", "high_ict", "high_care", "high_other")]]).max()
        < 1e-6
    )


@pytest.mark.parametrize(("program", "level"), [("mbo4", 0), ("hbo", 1), ("wo_ma", 2)])
def test_of_technical_graduates_at_work_the_share_of_the_draw_starts_in_techniek(
    begun, world, central, program, level
):
    for start in (0.4, 0.8):
        p = central.education._replace(technical_start=jnp.full(3, 0.6).at[level].set(start))
        _, books = graduated(begun, world, central, diplomas(**{program: 6_000}), p=p)
        came = np.asarray(books.gained["first_jobs"])
        assert came[: len(GROUPS)].sum() > 2_000
        assert came[:COUNT].sum() / came.sum() == pytest.approx(start, rel=1e-9)


def test_first_jobs_are_shares_and_only_techniek_hangs_on_the_draw(world, central):
    profiles = world.country.profiles
    made = education.first_jobs(NONE, profiles, central.education)
    assert np.allclose(made.sum(axis=2), 1)
    assert np.array_equal(made[:, 1:], profiles.first_jobs[:, 1:])
    technical = np.asarray(made[:, 0, :COUNT]).sum(axis=1)
    assert np.allclose(technical, np.asarray(central.education.technical_start)[education.LEVEL_OF])
    # Within techniek, and outside it, as published.
    inside = np.asarray(profiles.first_jobs)[:, 0, :COUNT]
    assert np.allclose(made[:, 0, :COUNT] / technical[:, None], inside / inside.sum(axis=1, keepdims=True))


def test_every_programme_ends_in_one_diploma_after_one_before(central):
    assert np.array_equal(education.ENDS_IN.sum(axis=2), np.ones((len(PROGRAMS), len(FIELDS))))
    assert np.allclose(education.earlier(central.education).sum(axis=1), 1)
    assert [education.level(name) for name in ("mbo2", "bbl", "ad", "hbo", "wo_ba")] == [0, 0, 1, 1, 2]


def test_never_more_than_there_are(begun, world, central):
    before, books = graduated(begun, world, central, diplomas(mbo3=1e7, hbo=1e7))
    assert float(books.work.min()) >= -1e-6
    assert np.allclose(books.work.sum(axis=(0, 1)), before.work.sum(axis=(0, 1)), rtol=1e-10, atol=1e-6)


def test_who_stands_outside_stays_outside_with_the_new_diploma(begun, world, central):
    before, books = graduated(begun, world, central, ALL)
    more = np.asarray(books.work[OUTSIDE] - before.work[OUTSIDE])
    assert abs(more.sum()) < 1e-5
    assert more[QUALS.index("high_tech")].sum() > 100
    assert more[QUALS.index("low")].sum() < -100


def test_who_goes_on_from_mbo_to_hbo_is_lifted_where_he_stands(begun, world, central):
    before = begun[1].stocks
    none, some = (Ledger(before), Ledger(before))
    p = central.education._replace(general=jnp.zeros(()))
    education.lift(none, jnp.zeros(len(FIELDS)), world.country.profiles, p)
    education.lift(some, jnp.asarray([900.0, 0.0, 500.0, 300.0]), world.country.profiles, p)
    more = np.asarray(some.work - none.work).sum(axis=(0, 2, 3))
    wanted = {"mid_tech": 900, "mid_care": 500, "mid_other": 300, "low": -1700}
    assert dict(zip(QUALS, more, strict=True)) == pytest.approx(
        {name: wanted.get(name, 0) for name in QUALS}, rel=1e-2, abs=1e-6
    )
    assert by_place(before._replace(work=some.work)) == pytest.approx(by_place(before), rel=1e-12)


def test_general_diplomas_lift_a_part_of_a_cohort_where_it_stands(begun, world, central):
    before = begun[1].stocks
    books = Ledger(before)
    education.lift(books, jnp.zeros(len(FIELDS)), world.country.profiles, central.education)
    low, middle = QUALS.index("low"), QUALS.index("mid_other")
    fewer = np.asarray(before.work[:, low] - books.work[:, low])
    assert np.allclose(fewer, books.work[:, middle] - before.work[:, middle], atol=1e-9)
    ages = np.asarray(world.country.profiles.general) > 0
    cohort = np.asarray(before.work).sum(axis=(0, 1, 3))[ages].mean()
    assert fewer.sum() == pytest.approx(float(central.education.general) * cohort, rel=1e-2)
    assert fewer.min() >= 0
    assert fewer[:, ~ages].sum() == 0
    assert by_place(before._replace(work=books.work)) == pytest.approx(by_place(before), rel=1e-12)


def test_each_diploma_gives_one_qualification():
    made = education.ENDS_IN
    assert np.all(made.sum(axis=2) == 1)
    assert made[PROGRAMS.index("mbo4"), FIELDS.index("ict"), QUALS.index("mid_other")] == 1
    assert made[PROGRAMS.index("ad"), FIELDS.index("techniek"), QUALS.index("high_tech")] == 1
