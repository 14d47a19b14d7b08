"""Women who choose techniek beyond today: where they come from, how they go through school, and their diplomas."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country.axes import FIELDS, PROGRAMS, QUALS, SEXES, TECHNIEK
from krapte.market import education, school, women
from krapte.market.account import Ledger
from market.schooling import NOTHING, beginning, people, pupils, shapes, year

FIRST = FIELDS.index("techniek")
FEMALE = SEXES.index("f")
SEXES_OF = jnp.asarray([[0.8, 0.2], [0.7, 0.3], [0.2, 0.8], [0.5, 0.5]])
MBO, HIGHER = PROGRAMS.index("mbo4"), PROGRAMS.index("hbo")


def asked(p):
    return school.ask(beginning(2024), people(2024), year(12), shapes(), p, NOTHING)


def test_without_a_measure_nobody_chooses_otherwise():
    starts = asked(pupils())
    made, more = women.choose(starts, SEXES_OF, shapes(), pupils())
    assert np.array_equal(made.asked, starts.asked)
    assert not np.any(more)


def test_women_choose_techniek_more_and_the_other_fields_lose_them():
    p = pupils(women_shift=[2.0, 1.0])
    starts = asked(p)
    made, more = women.choose(starts, SEXES_OF, shapes(), p)
    assert np.allclose(made.asked.sum(axis=1), starts.asked.sum(axis=1))
    change = np.asarray(made.asked - starts.asked)
    assert np.all(change[HIGHER] == 0)
    assert change[MBO, FIRST] == pytest.approx(float(more[MBO]))
    assert np.all(change[MBO, 1:] < 0)
    # The odds of techniek among women are twice those of before; men choose as they did.
    of_women = np.asarray(starts.asked * SEXES_OF[:, FEMALE])[MBO]
    after = of_women + change[MBO]
    odds = [one[FIRST] / one[1:].sum() for one in (of_women, after)]
    assert odds[1] == pytest.approx(2 * odds[0])


def through(years: int, starting: float):
    """Technical students and women more among them, when as many as ``starting`` more begin at mbo 4 each year."""
    stock, now, p = beginning(2024), year(12), pupils()
    more = jnp.zeros((len(PROGRAMS), stock.students.shape[2]))
    for _ in range(years):
        begin = jnp.zeros(len(PROGRAMS)).at[MBO].set(starting)
        entrants = school.ask(stock, people(2024), now, shapes(), p, NOTHING).usual
        students = stock.students
        stock, left, flows = school.move(stock, entrants, now, shapes(), p, NOTHING)
        more, among = women.move(more, students, left, flows, begin, shapes())
    return stock.students[:, FIRST], more, among


def test_women_go_through_school_as_everybody_in_techniek_does():
    students, more, among = through(1, 1_000.0)
    assert float(more.sum()) == pytest.approx(1_000)
    assert not np.any(among)
    students, more, among = through(8, 1_000.0)
    assert np.all(np.asarray(more) <= np.asarray(students) + 1e-9)
    # They graduate from mbo 4 and go on to Ad and hbo, and to nothing that mbo 4 does not lead to.
    assert float(among[MBO]) > 0.02
    assert 0 < float(among[HIGHER]) < float(among[MBO])
    assert float(among[PROGRAMS.index("mbo2")]) == 0
    # With everybody in techniek a woman more the share is one.
    full = women.move(
        students, beginning(2024).students.at[:, FIRST].set(students), *moved(students), shapes()
    )
    assert np.allclose(full[1][np.asarray(students).sum(axis=1) > 0], 1, atol=1e-9)


def moved(students):
    """A year of school of these technical students, and nobody who starts."""
    stock = beginning(2024)
    stock = stock._replace(students=stock.students.at[:, FIRST].set(students))
    _, left, flows = school.move(stock, jnp.zeros((len(PROGRAMS), 4)), year(12), shapes(), pupils(), NOTHING)
    return left, flows, jnp.zeros(len(PROGRAMS))


def test_more_women_get_the_diploma_and_fewer_of_them_start_in_techniek(world, begun, central):
    given = jnp.zeros((len(PROGRAMS), len(FIELDS))).at[MBO, FIRST].set(8_000.0)
    quals, share = QUALS.index("mid_tech"), 0.25
    profiles, p = world.country.profiles, central.education._replace(women_start=jnp.float64(0.6))
    made, started = [], []
    for among in (0.0, share):
        books = Ledger(begun[1].stocks)
        education.graduate(books, given, jnp.full(len(PROGRAMS), among), profiles, p)
        gained = np.asarray(books.work - begun[1].stocks.work).sum(axis=(0, 2))[quals]
        made.append(gained)
        jobs = education.first_jobs(jnp.full(len(PROGRAMS), among), profiles, p)
        started.append(float(jobs[MBO, FIRST, : len(TECHNIEK)].sum()))
    assert made[1].sum() == pytest.approx(made[0].sum(), rel=1e-6)
    usual = made[0][FEMALE] / made[0].sum()
    assert made[1][FEMALE] / made[1].sum() == pytest.approx(usual + (1 - usual) * share, rel=1e-6)
    assert started[1] == pytest.approx(started[0] * (1 - share * 0.4), rel=1e-9)


def test_they_reach_techniek_years_later_and_less_than_men_would(run):
    shift = {
        f"school.women_shift[{level}]": dict.fromkeys(range(2027, 2050), 0.5) for level in ("mbo", "higher")
    }
    base, made = run({"education.women_start": 0.6}), run({"education.women_start": 0.6}, shift)
    alike = run({"education.women_start": 1.0}, shift)
    reference = run({"education.women_start": 1.0})
    technicians = [
        (one.employed - other.employed)[:, :5].sum(axis=1)
        for one, other in ((made, base), (alike, reference))
    ]
    # Those who learn at work are there at once, the others after their study.
    assert 0 < technicians[0][2028 - 2014] < 0.2 * technicians[0][2042 - 2014]
    assert 1_000 < technicians[0][2042 - 2014] < technicians[1][2042 - 2014]
    # Schools lose nobody for it: as many start.
    entrants = made.entrants.sum(axis=(1, 2)) - base.entrants.sum(axis=(1, 2))
    assert np.all(np.abs(entrants[2028 - 2013 : 2032 - 2013]) < 2_000)
    assert (made.entrants - base.entrants)[2031 - 2013, :, FIRST].sum() > 500
