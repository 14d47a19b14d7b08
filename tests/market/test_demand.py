"""Demand: what employers want follows output, productivity, wages, pressure and the work packages."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from krapte.market import demand


def now_of(world, step):
    return jax.tree.map(lambda leaf: leaf[step], world.years)


def wanted(world, begun, central, step=20, shock=0.0, memory=None, tasks=None, more=0.0):
    _, state = begun
    memory = memory or state.memory
    context = demand.Context(memory.people * jnp.exp(more), memory.labour * jnp.exp(more), jnp.asarray(shock))
    p = central.demand._replace(adjustment=jnp.asarray(1.0))
    return demand.desired(memory, now_of(world, step), context, p, tasks or central.tasks, central.readings)


def test_published_growth_drives_the_past(world, begun, central):
    growth = jnp.log(wanted(world, begun, central, step=0).jobs / jnp.exp(begun[1].memory.scale))
    now, p = now_of(world, 0), central.demand
    ahead = p.productivity - demand.national_productivity(begun[1].memory, p)
    expected = (
        p.output_share * now.output_growth - p.productivity + p.rebound * ahead - now.productivity_cycle
    )
    # The scale holds the wages of the first year, so they cancel; pressure begins at zero.
    expected -= p.wage_elasticity * demand.wages(begun[1].memory.perceived, p)
    pressure = p.stabilisation * (demand.national_tightness(begun[1].memory) - p.neutral)
    assert np.allclose(growth, expected - pressure)


def test_people_bring_work_along(world, begun, central):
    few, many = wanted(world, begun, central), wanted(world, begun, central, more=0.01)
    assert np.allclose(jnp.log(many.jobs / few.jobs)[1], 0.01 * central.demand.output_share[1])


def test_a_tighter_market_wants_fewer_jobs(world, begun, central):
    _, state = begun
    tight = state.memory._replace(perceived=state.memory.perceived + 1)
    usual, fewer = wanted(world, begun, central), wanted(world, begun, central, memory=tight)
    assert np.all(fewer.jobs < usual.jobs)
    assert np.all(fewer.wages > usual.wages)


def test_the_cycle_dies_out(world, begun, central):
    up = wanted(world, begun, central, shock=1.0)
    assert float(up.gap) == pytest.approx(float(central.demand.cycle_size))
    after = demand.cycle(
        begun[1].memory._replace(gap=up.gap), now_of(world, 21), jnp.zeros(()), central.demand
    )
    assert float(after) == pytest.approx(float(central.demand.cycle_persistence * up.gap))
    assert float(demand.cycle(begun[1].memory, now_of(world, 3), jnp.ones(()), central.demand)) == 0


def test_packages_count_their_change_only(world, begun, central):
    memory = begun[1].memory
    none = central.tasks._replace(realised=jnp.zeros(2))
    assert float(demand.packages(memory, now_of(world, 20), memory.activity, none, central.readings)) == 0
    at_anchor = demand.packages(memory, now_of(world, 10), memory.activity, central.tasks, central.readings)
    assert float(at_anchor) == 0
    all_ = central.tasks._replace(realised=jnp.ones(2), labour=jnp.ones(()), techniek_share=jnp.ones(()))
    # The step named 2029 ends in 2030: 221,000 fte planned against 133,500 in 2024.
    full = demand.packages(memory, now_of(world, 16), memory.activity, all_, central.readings)
    assert float(full * central.readings.fte_per_person[0]) == pytest.approx(221_000 - 133_500)


def test_pressure_builds_up_and_eases(world, begun, central):
    _, state = begun
    neutral = state.memory._replace(perceived=jnp.full(2, central.demand.neutral), pressure=jnp.asarray(0.1))
    eased = wanted(world, begun, central, memory=neutral).pressure
    assert float(eased) == pytest.approx(0.1 * (1 - float(central.demand.release)))
    tight = neutral._replace(perceived=neutral.perceived + 1)
    assert float(wanted(world, begun, central, memory=tight).pressure - eased) == pytest.approx(
        float(central.demand.stabilisation)
    )


def test_with_full_rebound_a_lead_in_productivity_costs_no_job(world, begun, central):
    p = central.demand
    ahead = p._replace(productivity=p.productivity.at[0].add(0.01))
    jobs = []
    for rebound in (0.0, 1.0):
        full = ahead._replace(rebound=jnp.full(2, rebound))
        usual = p._replace(rebound=jnp.full(2, rebound))
        more, base = (wanted(world, begun, central._replace(demand=x)).jobs for x in (full, usual))
        jobs.append(float(jnp.log(more / base)[0]))
    assert jobs[0] < -0.005
    assert jobs[1] == pytest.approx(0, abs=1e-3)


def test_history_missed_widens_the_future(begun, central):
    memory = begun[1].memory
    p = central.demand._replace(drift=jnp.ones(2))
    small = demand.drift(memory, p)
    wide = demand.drift(memory._replace(misfit=jnp.full(2, 0.01)), p)
    size = float(p.drift_size)
    assert np.allclose(small, [2 * size, size])
    assert np.allclose(wide, [np.hypot(size, 0.01) + size, np.hypot(size, 0.01)])
    apart = demand.drift(memory._replace(misfit=jnp.asarray([0.01, 0.0])), p)
    assert np.allclose(apart, [size + np.hypot(size, 0.01), size])


def test_the_anchor_sets_the_published_jobs(world, begun, central):
    made = wanted(world, begun, central, step=10)
    published = made.jobs * 1.02
    years = jnp.asarray(11.0)
    got, memory = demand.anchor(begun[1].memory, made, published, years, jnp.ones(()))
    assert np.allclose(got.jobs, published)
    assert np.allclose(memory.misfit, np.log(1.02) / 11)
    same, kept = demand.anchor(begun[1].memory, made, published, years, jnp.zeros(()))
    assert np.array_equal(same.jobs, made.jobs)
    assert np.array_equal(kept.scale, begun[1].memory.scale)
