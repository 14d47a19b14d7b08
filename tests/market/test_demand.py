"""Demand: jobs follow the work of sectors, wages, pressure, hours and what is given up; the anchor sets the level."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from demand_case import JOBS, adopting_of, begun, country, demand_of, numbers, tasks_of, want

from krapte.country.axes import BLOCKS, GROUPS, TECHNIEK
from krapte.market import demand

ENGINEERS, CARE = GROUPS.index("technical_high"), GROUPS.index("care")


def growth(made) -> np.ndarray:
    return np.asarray(jnp.log(made.jobs / JOBS))


def test_with_nothing_to_move_them_jobs_stay_as_they_were():
    assert np.allclose(growth(want(demand_of())), 0, atol=1e-12)
    # And at whatever tightness the first year had: its jobs were wanted at its wages.
    p = demand_of(wage_curve=0.04, wage_elasticity=0.5, given_up=0.02, hours_response=0.005, neutral=0.4)
    assert np.allclose(growth(want(p, memory=begun(p, 1.0), perceived=1.0)), 0, atol=1e-12)


def test_the_wage_curve_takes_jobs_back_where_a_group_is_tight():
    p = demand_of(wage_curve=0.04, wage_elasticity=0.5, neutral=0.4)
    tight = jnp.zeros(len(GROUPS)).at[ENGINEERS].set(1.0)
    made = want(p, memory=begun(p), perceived=tight)
    assert float(made.wages[ENGINEERS]) == pytest.approx(0.04 * 0.6)
    assert np.allclose(growth(made), np.where(np.arange(len(GROUPS)) == ENGINEERS, -0.02, 0))


def test_work_is_given_up_beyond_neutral_only():
    p = demand_of(given_up=0.05, neutral=0.4)
    assert np.allclose(growth(want(p, memory=begun(p), perceived=0.4)), 0, atol=1e-12)
    made = want(p, memory=begun(p), perceived=1.4)
    assert np.allclose(growth(made), -0.05)
    assert np.allclose(made.undone, JOBS * (1 - np.exp(-0.05)))


def test_longer_hours_take_persons_and_leave_no_work_undone():
    p = demand_of(hours_response=0.01)
    made = want(p, memory=begun(p), perceived=1.0)
    assert np.allclose(growth(made), -0.01)
    assert np.allclose(made.hours, 0.01)
    assert np.allclose(made.undone, 0)


def test_undone_is_what_usual_tightness_would_have_asked_for():
    p = demand_of(wage_curve=0.04, wage_elasticity=0.5, given_up=0.03, neutral=0.4)
    usual, tight = (want(p, memory=begun(p), perceived=x) for x in (0.0, 1.0))
    assert np.allclose(usual.undone, 0)
    assert np.allclose(tight.undone, usual.jobs - tight.jobs)
    assert np.all(tight.undone > 0)


def test_pressure_builds_up_and_eases():
    p = demand_of(stabilisation=0.006, release=0.1, neutral=0.4)
    memory = begun(p)._replace(pressure=jnp.asarray(0.1))
    eased, tight = (want(p, memory=memory, perceived=x) for x in (0.4, 1.4))
    assert float(eased.memory.pressure) == pytest.approx(0.09)
    assert float(tight.memory.pressure) == pytest.approx(0.096)
    assert np.allclose(growth(eased), -0.09)


def test_published_output_was_made_after_what_tight_markets_take_back():
    """So in its years the nation's jobs follow output alone, while tight groups still want fewer than slack ones."""
    p = demand_of(wage_curve=0.04, wage_elasticity=0.5, given_up=0.02, stabilisation=0.006, neutral=0.4)
    tight = jnp.zeros(len(GROUPS)).at[ENGINEERS].set(2.0).at[CARE].set(1.0)
    still, made = (want(p, year=2016, memory=begun(p), perceived=x) for x in (0.0, tight))
    assert float(made.jobs.sum()) == pytest.approx(float(still.jobs.sum()), rel=1e-12)
    assert float(made.jobs[ENGINEERS] / still.jobs[ENGINEERS]) < float(made.jobs[CARE] / still.jobs[CARE]) < 1
    # In the future the same tightness takes jobs from the nation; what was put back before stays put back.
    later = [want(p, memory=memory, perceived=tight) for memory in (begun(p), made.memory)]
    assert float(later[0].jobs.sum()) < 0.995 * float(JOBS.sum())
    assert float(later[1].memory.lacking) == float(made.memory.lacking)


def test_a_run_that_is_told_nothing_of_output_puts_nothing_back():
    p = demand_of(given_up=0.05, stabilisation=0.006, neutral=0.4)
    memory = begun(p)
    assert float(want(p, memory=memory, perceived=1.4).memory.lacking) == float(memory.lacking)


def test_employers_adjust_by_part_of_the_way():
    at_once, slow = (want(demand_of(adjustment=x), earners=1.02) for x in (1.0, 0.6))
    assert np.allclose(slow.memory.activity, 0.6 * at_once.memory.activity)
    assert np.allclose(slow.memory.target, at_once.memory.target)
    later = want(demand_of(adjustment=0.6), memory=slow.memory, earners=1.02)
    assert np.allclose(later.memory.activity, (0.6 + 0.4 * 0.6) * at_once.memory.activity)


def test_mix_moves_shares_within_sectors_and_keeps_their_jobs():
    mix = jnp.zeros(len(GROUPS)).at[ENGINEERS].set(0.02)
    made, still = want(demand_of(mix=mix), year=2015), want(demand_of(), year=2015)
    assert np.allclose(made.by_sector, still.by_sector, rtol=2e-3)
    table = demand.allocation(made.memory, country())
    assert np.allclose(table.sum(1) / country().structure.sum(1), np.exp(still.memory.activity))
    gained = jnp.log(made.jobs / still.jobs)
    assert 0.015 < float(gained[ENGINEERS]) < 0.02
    assert np.all(np.delete(np.asarray(gained), ENGINEERS) < 0)


def test_mix_fades_after_the_anchor():
    p = demand_of(mix=jnp.full(len(GROUPS), 0.01), mix_fade=0.8)
    assert np.allclose(want(p, year=2020).memory.mix, 0.01)
    assert np.allclose(want(p, year=2027).memory.mix, 0.01 * 0.8**3)


def test_history_missed_widens_the_future():
    p = demand_of(drift=[1.0, 1.0, 1.0, 1.0, 1.0], drift_size=0.002)
    small = demand.drift(jnp.zeros(len(GROUPS)), JOBS, p)
    assert np.allclose(small[:-1], 0.004)
    assert float(small[-1]) == pytest.approx(0.002)
    everywhere = demand.drift(jnp.full(len(GROUPS), 0.01), JOBS, p)
    assert float(everywhere[-1]) == pytest.approx(np.hypot(0.002, 0.01))
    assert np.allclose(everywhere[:-1], np.hypot(0.002, 0.01) + 0.002)
    # Groups of techniek that miss against one another cancel in the block; care stands by itself.
    one = jnp.zeros(len(GROUPS)).at[CARE].set(0.01)
    common = 0.01 * float(JOBS[CARE] / JOBS.sum())
    apart = demand.drift(one, JOBS, p)
    assert float(apart[CARE]) == pytest.approx(np.hypot(0.002, common) + np.hypot(0.002, 0.01 - common))
    assert np.ptp(np.asarray(apart)[: len(TECHNIEK)]) == pytest.approx(0)


def test_drift_adds_up_in_the_future_only():
    p = demand_of(drift=[0, 0, 0, 0, 1.0], drift_size=0.002)
    once = want(p)
    assert np.allclose(once.memory.drift, 0.002)
    assert np.allclose(want(p, memory=once.memory).memory.drift, 0.004)
    assert np.allclose(want(p, year=2020).memory.drift, 0)


def test_every_group_is_in_one_block():
    assert demand.IN_BLOCK.shape == (len(BLOCKS), len(GROUPS))
    assert np.all(demand.IN_BLOCK.sum(0) == 1)


def test_the_anchor_sets_the_published_jobs_and_starts_the_base_year():
    p = demand_of(mix=jnp.linspace(-0.01, 0.01, len(GROUPS)), wage_curve=0.04, wage_elasticity=0.5)
    made = want(p, year=2024, perceived=0.7)
    published = made.jobs * jnp.linspace(0.9, 1.1, len(GROUPS))
    got = demand.anchor(made, published, numbers(11.0)[0], jnp.ones(()), country())
    assert np.allclose(got.jobs, published)
    # What the survey counts anew is no growth of jobs, and no miss.
    missed = np.log(np.linspace(0.9, 1.1, len(GROUPS))) - country().survey_steps
    assert np.allclose(got.memory.misfit, missed / 11)
    assert np.allclose(demand.allocation(got.memory, country()), country().structure)
    # A year in which nothing happens leaves the published jobs where they are.
    still = demand_of(wage_curve=0.04, wage_elasticity=0.5)
    after = want(still, memory=got.memory, perceived=0.7)
    assert np.allclose(after.jobs, published)
    assert float(after.by_sector.sum()) == pytest.approx(float(published.sum()))
    same = demand.anchor(made, published, numbers(11.0)[0], jnp.zeros(()), country())
    assert np.array_equal(same.jobs, made.jobs)
    assert all(np.array_equal(a, b) for a, b in zip(same.memory[:-1], made.memory[:-1], strict=True))


def test_jobs_by_sector_and_by_group_add_up_to_the_same():
    p = demand_of(mix=jnp.linspace(-0.01, 0.01, len(GROUPS)), output_growth=0.01)
    made = want(p, year=2030, tasks=tasks_of(0.5))
    assert float(made.by_sector.sum() + made.packages.sum()) == pytest.approx(float(made.jobs.sum()))


@pytest.mark.parametrize(("rebound", "low", "high"), [(0.0, -0.010, -0.005), (1.0, -0.0005, 0.0005)])
def test_with_full_rebound_guidance_costs_no_job(rebound, low, high):
    p = demand_of(rebound=[rebound] * 4)
    made = want(p, adopting=adopting_of(guided_firms=4000))
    change = np.asarray(jnp.log(made.by_sector / want(p).by_sector))
    metal = change[1]
    assert low < metal < high
    assert float(made.saved.sum()) > 4000 * 20 * 0.07 * 0.9 * 0.99
