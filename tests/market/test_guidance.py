"""Guided paths: who comes and goes, what they do of a usual worker's work, and whom they displace."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country.axes import GROUPS, STATES, TECHNIEK, WORK_AGES
from krapte.market import guidance
from krapte.market.account import OUTSIDE, UNEMPLOYED, Ledger
from market.books import by_place

COUNT = len(TECHNIEK)
GROUP_COUNT = len(GROUPS)
EVERY = dict.fromkeys(range(2028, 2050), 40_000.0)


def with_paths(central, many, **others):
    values = {name: jnp.float64(value) for name, value in others.items()}
    return central.guidance._replace(paths=jnp.float64(many), **values)


def of_year(world, begun, p, guided, room=1.0):
    """The guided of a year, its books after they came and went, and the ordinary chances: a tenth stops."""
    stocks, profiles = begun[1].stocks, world.country.profiles
    books = Ledger(stocks)
    tenth = {"exits": jnp.full((len(STATES), len(WORK_AGES), 2), 0.1)}
    made = guidance.of_year(books.here(), jnp.asarray(guided), jnp.float64(room), tenth, profiles, p)
    left = books.take(made.chances | tenth)
    books.put("guided_exit", OUTSIDE, left["guided_exit"])
    books.put("exits", OUTSIDE, left["exits"])
    share = guidance.towards(made.technical, begun[1].memory.vacancies, profiles)
    books.place("guided", share, left["guided"])
    return made, books


def test_without_paths_nobody_comes_and_nobody_leaves(world, begun, central):
    made, books = of_year(world, begun, central.guidance, np.zeros(GROUP_COUNT))
    assert all(float(jnp.abs(chance).max()) == 0 for chance in made.chances.values())
    assert float(jnp.abs(guidance.remember(books, jnp.zeros(GROUP_COUNT), made.usual)).max()) == 0


def test_paths_bring_people_out_of_no_work_to_techniek_and_other_work(world, begun, central):
    p = with_paths(central, 50_000)
    _, books = of_year(world, begun, p, np.zeros(GROUP_COUNT), room=0.5)
    technical = 50_000 * float(p.effect * p.technical) * 0.5
    other = 50_000 * float(p.effect * (1 - p.technical))
    lost, gained = np.asarray(books.lost["guided"]), np.asarray(books.gained["guided"])
    assert gained[:COUNT].sum() == pytest.approx(technical, rel=1e-9)
    assert gained[COUNT:GROUP_COUNT].sum() == pytest.approx(other, rel=1e-9)
    assert lost[UNEMPLOYED] == pytest.approx((technical + other) * float(p.from_unemployed), rel=1e-9)
    assert lost[OUTSIDE] == pytest.approx((technical + other) * float(1 - p.from_unemployed), rel=1e-9)
    assert lost[:GROUP_COUNT].sum() == 0
    # Techniek as it has vacancies.
    open_ = np.asarray(begun[1].memory.vacancies)[:COUNT]
    assert np.allclose(gained[:COUNT] / gained[:COUNT].sum(), open_ / open_.sum())


def test_they_keep_their_age_sex_and_diploma(world, begun, central):
    before = begun[1].stocks
    _, books = of_year(world, begun, with_paths(central, 50_000), np.full(GROUP_COUNT, 1_000.0))
    after, _flows = books.close()
    assert np.allclose(after.work.sum(axis=0), before.work.sum(axis=0), rtol=1e-10)
    moved = by_place(after) - by_place(before)
    assert moved.sum() == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize(("exit_", "expected"), [(0.25, 0.25), (0.4, 0.4), (0.05, 0.1)])
def test_in_all_the_share_of_the_draw_leaves_and_never_less_than_others_do(
    world, begun, central, exit_, expected
):
    """Ordinary chances take a tenth here: they are a part of the exit, and do not come on top."""
    guided = np.full(GROUP_COUNT, 1_000.0)
    made, books = of_year(world, begun, with_paths(central, 0, exit=exit_), guided)
    assert np.allclose(made.usual, 0.1)
    remembered = np.asarray(guidance.remember(books, jnp.asarray(guided), made.usual))
    assert np.allclose(remembered, 1_000 * (1 - expected), rtol=1e-9)
    beyond = np.asarray(books.lost["guided_exit"])[:GROUP_COUNT]
    assert np.allclose(beyond, 1_000 * (expected - 0.1) / 0.9, rtol=1e-9)
    assert float(books.gained["guided_exit"][OUTSIDE]) == pytest.approx(beyond.sum())


def test_employers_want_more_persons_for_the_same_work(central):
    p = with_paths(central, 0, output=0.5, hours=0.6)
    fte = jnp.full(GROUP_COUNT, 0.9)
    assert np.allclose(guidance.asked(jnp.full(GROUP_COUNT, 300.0), p, fte), 300 * (1 - 0.5 * 0.6 / 0.9))
    as_others = with_paths(central, 0, output=1.0, hours=0.9)
    assert np.allclose(guidance.asked(jnp.full(GROUP_COUNT, 300.0), as_others, fte), 0)


def test_guided_people_reach_the_market_and_are_remembered(run):
    base, made = run(), run({}, {"guidance.paths": EVERY})
    at = 2033 - 2014
    assert made.guided[: 2028 - 2013].max() == 0
    assert np.all(made.guided[2028 - 2013 :] > 0)
    technical = made.guided[at, :COUNT].sum()
    assert 0 < made.brought[at] - base.brought[at] < 1.5 * technical
    # They do less than others: that is the opposite of labour saved.
    assert made.saved[at, :COUNT].sum() < base.saved[at, :COUNT].sum()
    # With a quarter leaving each year the stock comes near to four times the arrivals of a year.
    arrivals = made.guided[2028 - 2013].sum()
    assert np.all(np.diff(made.guided[2028 - 2013 :].sum(axis=1))[:10] > 0)
    assert 3.5 * arrivals < made.guided[-1].sum() < 4.2 * arrivals


# People like other workers, all out of the labour force, who ask for nobody's time: what is left is displacement.
ALIKE = {
    "guidance.from_unemployed": 0.0,
    "guidance.placed": 0.0,
    "guidance.output": 1.0,
    "guidance.hours": 0.9,
}
STEP = {"guidance.paths": {2034: 60_000.0}}
AT = 2035 - 2014
FORMS = pytest.mark.parametrize("form", [0.0, 1.0], ids=["churn", "reduced"])


def in_markets(runs, form, ground):
    """Per guided worker of a step, in a slack, a usual and a tight market: vacancies and unemployed more, tightness."""
    grounds = [ground | {"meeting.form": form, "demand.output_growth": g} for g in (-0.01, 0.001, 0.01)]
    made = runs([case for one in grounds for case in ((one, {}), (one, STEP))])
    found = []
    for base, more in zip(made[::2], made[1::2], strict=True):
        there = more.guided[AT].sum()
        changes = ((more.vacancies - base.vacancies)[AT].sum(), (more.unemployed - base.unemployed)[AT].sum())
        tightness = base.vacancies[AT].sum() / base.unemployed[AT].sum()
        found.append((*(change / there for change in changes), tightness))
    return np.array(found).T


@FORMS
def test_of_guided_workers_vacancies_fall_by_less_than_they_are(runs, form):
    vacancies, _, _ = in_markets(runs, form, ALIKE)
    assert np.all(vacancies < 0)
    assert np.all(vacancies > -1)
    # Those who do less than others, and take a skilled worker's time, close less, and none in the first year.
    usual, _, _ = in_markets(runs, form, {})
    assert np.all(usual > vacancies)


@FORMS
def test_fewer_are_displaced_where_it_is_tighter(runs, form):
    """The published 0.2 (0.05 to 0.5) lies between a tight and a slack market; nobody wrote it down."""
    _, displaced, tightness = in_markets(runs, form, ALIKE)
    assert np.all(np.diff(tightness) > 0.2)
    assert np.all(np.diff(displaced) < -0.05)
    assert 0.05 < displaced[-1] < 0.25
    assert 0.4 < displaced[0] < 0.7
    # Where employers want more persons for the same work, somewhat fewer are displaced than in a market as slack.
    _, usual, _ = in_markets(runs, form, {"guidance.from_unemployed": 0.0, "guidance.placed": 0.0})
    assert np.all(usual < displaced)
