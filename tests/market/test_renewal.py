"""Renewed curricula: each cohort adds its gain, it fades and leaves, and employers need fewer technicians for it."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from demand_case import JOBS, demand_of, want

from krapte.country.axes import GROUPS, TECHNIEK
from krapte.market import renewal

COUNT = len(TECHNIEK)


def test_a_cohort_adds_its_gain_and_half_is_gone_after_eight_years(central):
    p = central.education._replace(graduate_output=jnp.log(jnp.float64(1.02)))
    graduates, none = jnp.full(len(GROUPS), 5_000.0), jnp.zeros(len(GROUPS))
    renewed = renewal.renew(none, graduates, none, p)
    assert np.allclose(renewed, 100)
    for _ in range(8):
        renewed = renewal.renew(renewed, none, none, p)
    assert np.allclose(renewed, 50, rtol=0.01)
    # Who leaves the group takes it along.
    assert np.allclose(
        renewal.renew(jnp.full(len(GROUPS), 100.0), none, none + 0.1, p), 90 * (1 - p.graduate_fade)
    )


def test_without_a_measure_there_is_none(central):
    graduates = jnp.full(len(GROUPS), 5_000.0)
    assert float(renewal.renew(jnp.zeros(9), graduates, jnp.zeros(9), central.education).max()) == 0
    assert float(renewal.skill(jnp.zeros(9), graduates).max()) == 0


def test_skill_is_the_log_of_output_on_top_per_worker():
    made = renewal.skill(jnp.asarray([10.0, 0.0]), jnp.asarray([1_000.0, 500.0]))
    assert np.allclose(made, [np.log(1.01), 0])


def test_fewer_of_those_who_do_more_are_wanted_and_part_returns_with_the_rebound():
    """Only technicians' part of the work is saved; the nation's output grows for all, as by any productivity."""
    skill = jnp.zeros(len(GROUPS)).at[:COUNT].set(0.01)
    changes = []
    for rebound in (0.0, 0.5):
        p = demand_of(rebound=(rebound,) * 4, adjustment=1.0)
        base, made = want(p), want(p, skill=skill)
        changes.append(np.asarray(jnp.log(made.jobs / base.jobs)))
        saved = np.asarray(made.saved - base.saved)
        assert np.allclose(saved[:COUNT], np.expm1(0.01) * np.asarray(JOBS)[:COUNT] * 0.9, rtol=0.01)
        assert np.all(np.abs(saved[COUNT:]) < 1e-6)
    none, half = changes
    assert np.allclose(none[:COUNT] - none[COUNT:].mean(), -0.01, atol=1e-3)
    assert np.all(none[COUNT:] > 0)
    assert np.all(half[:COUNT] > none[:COUNT])
    assert np.all(half[:COUNT] < -0.005)


def test_graduates_of_renewed_curricula_save_labour_for_as_long_as_it_lasts(run):
    base, made = run(), run({}, {"education.graduate_output": dict.fromkeys(range(2030, 2040), 0.02)})
    saved = (made.saved - base.saved)[:, :COUNT].sum(axis=1)
    at = {year: saved[year - 2014] for year in (2029, 2031, 2040, 2048)}
    assert at[2029] == 0
    assert 0 < at[2031] < at[2040]
    # A cohort of some 30,000 a year who start in techniek, 2 % each, for ten years, less what faded and left.
    assert 1_000 < at[2040] < 6_000
    assert at[2048] < 0.5 * at[2040]
    fewer = (base.vacancies - made.vacancies)[2040 - 2014, :COUNT].sum()
    assert 0 < fewer < at[2040]
