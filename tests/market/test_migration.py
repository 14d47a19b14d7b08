"""Migration: the scenario's net migration stays as it is; only what a measure or a reaction changes comes on top."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from streams_made import BEGIN, NONE, PEOPLE, SHAPES, present, rules, run, work, year

from krapte.country.axes import AGES, GROUPS, QUALS, STATES, STREAMS, TECHNIEK
from krapte.market import migration, streams

EU, KNOWLEDGE, FAMILY = (STREAMS.index(name) for name in ("eu_labour", "knowledge", "family"))
FLOWS = jax.jit(migration.flows)
OUTSIDE = STATES.index("outside")
LESS = {"migration.knowledge_rules": 0.5}
TIGHT = jnp.full(len(GROUPS), 0.4)


def balance() -> jnp.ndarray:
    """Net migration with arrivals of the young and departures of the old."""
    ages = np.arange(len(AGES))[:, None] * np.ones((1, 2))
    return jnp.asarray(np.where(ages < 45, 2000.0 - 30 * ages, -150.0) * (ages < 85))


def booked(moved: streams.Moved, total: jnp.ndarray | None = None, stock: np.ndarray | None = None):
    total = balance() if total is None else total
    here = present(stock)
    made = FLOWS(total, moved, here, PEOPLE, SHAPES, rules().migration)
    return made, here, np.asarray(migration.arrivals(made, here, len(QUALS)))


def persons(made: migration.Booking, here: migration.Present, coming: np.ndarray) -> float:
    """Arrivals less departures of a booking."""
    left = (made.leave_work * here.work).sum() + (made.leave_young * here.young).sum()
    left += (made.leave_old * here.old).sum()
    return float(coming.sum() + made.young.sum() + made.old.sum() - left)


def test_a_draw_lies_between_the_ends_of_the_scenario():
    low, high = jnp.full((106, 2), 10.0), jnp.full((106, 2), 30.0)
    for position, each in ((0.0, 10), (0.5, 20), (1.0, 30)):
        own = rules({"migration.position": position}).migration
        assert np.all(np.asarray(migration.net(low, high, own)) == each)


def test_without_measure_or_reaction_the_scenario_is_booked_and_nothing_else():
    at, moved = run(2026, first=2025)
    assert np.all(np.asarray(streams.difference(at.present)) == 0)
    made, here, coming = booked(moved[2026])
    assert persons(made, here, coming) == pytest.approx(float(balance().sum()), abs=1e-6)
    assert np.all(np.asarray(made.left[5:]) == 0)
    assert np.array_equal(np.asarray(made.old), np.maximum(balance()[75:], 0))
    everyone = here.work.sum(axis=0)
    assert np.array_equal(made.leave_work[3], np.maximum(-balance()[15:75], 0) / everyone)


def test_doses_of_nought_are_no_measure_to_the_last_bit_in_one_compiled_program():
    """Over draws that differ, year after year in the same program, as the engine runs them."""
    own = jax.tree.map(lambda leaf: jnp.stack([leaf, leaf * 1.07, leaf * 0.93]), rules())
    one, none = jnp.ones(3), jnp.asarray([0.0, 0.2, 0.4])
    own = own._replace(
        migration=own.migration._replace(eu_recruitment=one, knowledge_rules=one, eu_response=none)
    )
    here, total = present(), balance()

    def once(
        at: streams.Migrants, draw: streams.Rules, perceived: jnp.ndarray
    ) -> tuple[streams.Migrants, migration.Booking]:
        at, moved = streams.step(at, year(2030), perceived, (draw, draw), PEOPLE, SHAPES)
        return at, migration.flows(total, moved, here, PEOPLE, SHAPES, draw.migration)

    go = jax.jit(jax.vmap(once, in_axes=(0, 0, None)))
    begin = BEGIN(year(2013), SHAPES, PEOPLE, rules()).present
    at = start = streams.Migrants(jnp.stack([begin, begin * 1.1, begin * 0.9]))
    for _ in range(3):
        at, made = go(at, own, NONE)
        assert np.array_equal(at.present[:, 0], at.present[:, 1])
        assert np.all(np.asarray(made.left[:, 5:]) == 0)
    _, felt = go(start, own, TIGHT)
    assert np.all(np.asarray(felt.left[0, 5:]) == 0)  # no response: no change
    assert np.all(np.asarray(felt.left[1:, 6:8]).sum(axis=(1, 2)) > 0)


def test_fewer_knowledge_migrants_are_missed_where_they_worked():
    _, moved = run(2026, first=2026, actual={2026: rules(LESS)})
    plain, here, _ = booked(run(2026, first=2026)[1][2026])
    made, _, coming = booked(moved[2026])
    gone = np.asarray((made.leave_work - plain.leave_work) * here.work).sum(axis=(1, 2))
    missed = 0.5 * 16_000 * (1 - 0.5 * 0.102)
    assert gone.sum() == pytest.approx(missed, rel=1e-6)
    assert gone[GROUPS.index("ict")] == pytest.approx(0.33 * 0.97 * missed, rel=1e-6)
    assert gone[GROUPS.index("technical_high")] == pytest.approx(0.22 * 0.97 * missed, rel=1e-6)
    assert np.all(np.abs(gone[1 : len(TECHNIEK)]) < 1e-6)
    total = float(balance().sum()) - missed
    assert persons(made, here, coming) == pytest.approx(total, abs=1e-5)


def test_more_knowledge_migrants_come_with_their_diplomas_ages_and_sexes():
    _, moved = run(2026, first=2026, actual={2026: rules({"migration.knowledge_rules": 1.5})})
    _, _, before = booked(run(2026, first=2026)[1][2026])
    made, here, coming = booked(moved[2026])
    more = coming - before
    assert more.sum() == pytest.approx(8000 * (1 - 0.5 * 0.102))
    assert more[GROUPS.index("ict"), QUALS.index("high_ict")].sum() == pytest.approx(
        more[GROUPS.index("ict")].sum()
    )
    engineers = more[GROUPS.index("technical_high")].sum(axis=(0, 1))
    assert engineers[0] > 4 * engineers[1] > 0  # as engineers are, and as knowledge migrants are
    assert more[:, :, : 22 - 15].sum() == pytest.approx(0, abs=1e-9)
    assert persons(made, here, coming) == pytest.approx(float(balance().sum()) + more.sum(), abs=1e-5)


def test_who_leaves_less_stays_in_the_stock():
    longer = rules({"stay.early[knowledge]": 0.05, "stay.middle[knowledge]": 0.04})
    at, moved = run(2030, actual={2026: longer})
    made, here, coming = booked(moved[2030])
    kept = -np.asarray(streams.difference(moved[2030].left)).sum()
    assert kept > 500
    newcomers = np.asarray(streams.difference(moved[2030].newcomers)).sum()
    assert persons(made, here, coming) == pytest.approx(float(balance().sum()) + kept + newcomers, abs=1e-4)
    assert float(streams.extra(at)[KNOWLEDGE]) > 3000
    assert float(streams.extra(at)[EU]) == 0


def test_never_more_leave_than_are_there():
    _, moved = run(2026, first=2026, actual={2026: rules({"migration.level[eu_labour]": 0.0, **LESS})})
    tiny = work() * 1e-5
    made, _, coming = booked(moved[2026], jnp.zeros((106, 2)), tiny)
    assert float(made.leave_work.max()) == 1
    assert np.all(np.asarray(made.leave_work) >= 0)
    left = tiny.sum(axis=1) * np.asarray(made.leave_work)
    assert np.all(left <= tiny.sum(axis=1))
    assert coming.sum() == 0


def test_children_of_families_come_as_children():
    _, moved = run(2026, first=2026, actual={2026: rules({"migration.level[family]": 1.2})})
    plain, _, _ = booked(run(2026, first=2026)[1][2026])
    made, here, coming = booked(moved[2026])
    came = float(streams.difference(moved[2026].newcomers)[FAMILY].sum())
    assert float((made.young - plain.young).sum()) == pytest.approx(0.35 * came)
    assert persons(made, here, coming) == pytest.approx(float(balance().sum()) + came, abs=1e-5)


def test_women_of_a_stream_are_few_in_construction():
    share = np.asarray(migration.sexes(PEOPLE, SHAPES))
    assert share.sum(axis=2) == pytest.approx(np.ones(share.shape[:2]))
    assert share[EU, GROUPS.index("construction"), 1] < 0.3 < share[EU, GROUPS.index("care"), 1]
    assert share[EU, OUTSIDE] == pytest.approx(np.asarray(SHAPES.sexes)[EU])


def test_the_young_come_without_a_diploma_and_nobody_starts_work_when_others_retire():
    _, moved = run(2026, first=2026)
    only = jnp.zeros((106, 2)).at[17].set(1000.0).at[30].set(500.0).at[60].set(100.0)
    _, _, coming = booked(moved[2026], only)
    assert coming.sum() == pytest.approx(3200)
    assert coming[:, QUALS.index("low"), 17 - 15].sum() == pytest.approx(2000)
    assert coming[:OUTSIDE, :, 30 - 15].sum() == pytest.approx(0.6 * 1000)
    assert coming[OUTSIDE, :, 60 - 15].sum() == pytest.approx(200)


def test_what_streams_do_not_explain_is_told():
    _, moved = run(2019)
    total = jnp.full((106, 2), 107_500 / 212)
    streams = np.asarray(moved[2019].newcomers[0]).sum() - np.asarray(moved[2019].left[0]).sum()
    assert float(migration.unexplained(total, moved[2019])) == pytest.approx(107_500 - streams)
