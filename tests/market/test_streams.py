"""Streams of migrants: reactions and rules of arrivals, places of work, and books that lose no one."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from streams_made import NONE, PEOPLE, SHAPES, rules, run, year

from krapte import figures
from krapte.country.axes import GROUPS, STREAMS, TECHNIEK
from krapte.market import streams

EU, KNOWLEDGE, FAMILY = (STREAMS.index(name) for name in ("eu_labour", "knowledge", "family"))
LESS = {"migration.knowledge_rules": 0.5}
TIGHT = jnp.full(len(GROUPS), 0.4)


def test_the_book_loses_no_one():
    """Who came is here or has left; after ten years a share goes out of view each year."""
    sharp = {"stay.attrition": 0.0}
    changed = rules({"stay.early[eu_labour]": 0.1, **LESS, **sharp})
    at, moved = run(2026, actual={2016: changed}, own=rules(sharp))
    begin = streams.begin(year(2013), SHAPES, PEOPLE, rules()).present.sum(axis=(1, 2, 3))
    came = sum(m.came.sum(axis=1) for m in moved.values()) + begin
    left = sum(m.at_once.sum(axis=1) + m.left.sum(axis=(1, 2, 3)) for m in moved.values())
    here = at.present.sum(axis=(1, 2, 3))
    assert np.asarray(came - left) == pytest.approx(np.asarray(here), rel=1e-12)
    assert float(here[1]) > float(here[0])
    fading, _ = run(2026)
    assert 0.97 < float(fading.present[0].sum() / here[0]) < 0.99


def test_tightness_draws_eu_workers_and_slack_keeps_them_away():
    own = rules()
    came = [np.asarray(streams.arrive(year(2030), sign * TIGHT, own, SHAPES)) for sign in (-1, 0, 1)]
    ratio = came[2][EU] / came[1][EU]
    assert ratio == pytest.approx(np.exp(0.15 * 0.4))
    assert came[0][EU] < came[1][EU] < came[2][EU]
    assert np.array_equal(np.delete(came[0], EU), np.delete(came[2], EU))
    assert np.array_equal(
        streams.arrive(year(2020), TIGHT, own, SHAPES), streams.arrive(year(2020), NONE, own, SHAPES)
    )  # published arrivals hold the reaction of their time already
    building = NONE.at[GROUPS.index("construction")].set(0.4)
    only = float(streams.arrive(year(2030), building, own, SHAPES)[EU])
    assert came[1][EU] < only < came[2][EU]


def test_level_trend_and_recruitment_work_after_the_anchor():
    at = year(2034)
    for slot, value, expected in (
        ("migration.level[eu_labour]", 0.8, 0.8),
        ("migration.eu_trend", -0.02, np.exp(-0.2)),
        ("migration.eu_recruitment", 1.2, 1.2),
    ):
        came = streams.arrive(at, NONE, rules({slot: value}), SHAPES)
        assert float(came[EU] / at.arrivals[EU]) == pytest.approx(expected)


def test_newcomers_take_the_places_of_their_stream():
    made = np.asarray(streams.place(rules(), PEOPLE, SHAPES))
    assert made.sum(axis=1) == pytest.approx(np.ones(len(STREAMS)))
    assert made[EU, : len(TECHNIEK)].sum() == pytest.approx(0.95 * 0.22)
    assert made[EU, GROUPS.index("construction")] > made[EU, GROUPS.index("electro")]
    assert made[KNOWLEDGE, GROUPS.index("ict")] == pytest.approx(0.97 * 0.33)
    assert made[FAMILY, -1] == pytest.approx(1 - 0.3 * 0.65)
    assert made[FAMILY, : len(TECHNIEK)].sum() / made[FAMILY, :-1].sum() == pytest.approx(0.12)


def test_newcomers_of_the_scenario_work_as_residents_with_their_own_share_in_techniek():
    own = rules().migration
    made = np.asarray(streams.newcomers_work(PEOPLE.employed, own))
    assert made.sum(axis=0) == pytest.approx([1, 1])
    men = float(PEOPLE.employed[:, 0].sum())
    assert made[: len(TECHNIEK)].sum(axis=0) @ [men, 1 - men] == pytest.approx(0.12)
    assert made[0, 0] > 2 * made[0, 1]


def test_knowledge_migrants_at_work_are_near_the_count_of_the_anchor():
    """A stock that was not used: people who came for knowledge work and are employees at the end of 2024."""
    at, _ = run(2024)
    at_work = float(at.present[0, KNOWLEDGE, :, :-1].sum())
    assert at_work == pytest.approx(figures.load()["gp_stock_km_2024"].value, rel=0.1)


def test_without_the_ruling_fewer_knowledge_migrants_come_and_nobody_else_changes():
    """(1 - 0.16) ^ 2.1; half of it kept is a fall of pay half as large; all of it kept is today to the last bit."""
    own = rules()
    now = np.asarray(streams.arrive(year(2030), NONE, own, SHAPES))
    for kept, expected in ((0.0, 0.84**2.1), (0.5, 0.92**2.1)):
        less = np.asarray(streams.arrive(year(2030), NONE, rules({"migration.ruling_kept": kept}), SHAPES))
        assert less[KNOWLEDGE] / now[KNOWLEDGE] == pytest.approx(expected)
        assert np.array_equal(np.delete(less, KNOWLEDGE), np.delete(now, KNOWLEDGE))
    assert float(streams.knowledge(own.migration)) == 1
