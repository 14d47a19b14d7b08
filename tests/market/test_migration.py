"""Migration: net by age and sex, arrivals where positive, departures where negative."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import pytest

from krapte.market import migration
from krapte.market.account import Ledger


def now_of(world, step):
    return jax.tree.map(lambda leaf: leaf[step], world.years)


@pytest.mark.parametrize("step", [0, 9, 25])
def test_arrivals_less_departures_are_net_migration(world, begun, central, step):
    fixed, state = begun
    now = now_of(world, step)
    coming = migration.arrivals(now, fixed.profiles, central.migration)
    leaving = migration.departures(Ledger(state.stocks), now, central.migration)
    net = sum(f.sum() for f in coming.values()) - sum(f.sum() for f in leaving.values())
    assert float(net) == pytest.approx(float(migration.net(now, central.migration).sum()), abs=60)


def test_the_future_lies_between_the_ends_of_the_scenario(world, central):
    now = now_of(world, 30)
    for position, total in ((0.0, 40_000), (0.5, 50_000), (1.0, 60_000)):
        p = central.migration._replace(position=jnp.asarray(position))
        assert float(migration.net(now, p).sum()) == pytest.approx(total, rel=1e-9)


def test_only_people_of_working_age_join_the_labour_force(world, begun, central):
    fixed, _ = begun
    coming = migration.arrivals(now_of(world, 9), fixed.profiles, central.migration)
    for stock in ("techniek", "rest"):
        assert float(coming[f"arrivals_{stock}"][:15].sum() + coming[f"arrivals_{stock}"][54:].sum()) == 0
