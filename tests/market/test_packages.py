"""Work packages: their change only, realised in part, spread over groups, smaller where output per hour rises."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from demand_case import country, demand_of, now_of, tasks_of, want

from krapte.country.axes import GROUPS, SECTORS, TECHNIEK
from krapte.country.demand import PACKAGES
from krapte.market import packages

NONE = jnp.zeros(len(SECTORS))


def test_packages_count_their_change_only():
    now = now_of(2030)
    full = packages.labour(now, NONE, NONE, country(), tasks_of(1.0))
    assert float(full.sum()) == pytest.approx(221_000 - 133_500)
    half = packages.labour(now, NONE, NONE, country(), tasks_of(0.5))
    assert np.allclose(half, full / 2)
    assert np.allclose(packages.labour(now, NONE, NONE, country(), tasks_of(0.0)), 0)
    for year in (2014, 2024):
        assert np.all(packages.labour(now_of(year), NONE, NONE, country(), tasks_of(1.0)) == 0)


def test_labour_of_the_base_year_grows_along_with_its_sectors():
    grown = NONE.at[SECTORS.index("mobility")].set(0.1).at[SECTORS.index("installation")].set(0.1)
    usual = packages.labour(now_of(2030), NONE, NONE, country(), tasks_of(1.0))
    along = packages.labour(now_of(2030), grown, NONE, country(), tasks_of(1.0))
    heat = PACKAGES.index("heat")
    assert float(usual[heat] - along[heat]) == pytest.approx(6500 * np.expm1(0.065))
    # Chips and electric cars have no labour of their own in the base year.
    assert np.allclose(along[-2:], usual[-2:])


def test_a_gain_in_output_per_hour_builds_the_same_with_fewer():
    gain = NONE.at[SECTORS.index("construction")].set(0.1)
    usual = packages.labour(now_of(2030), NONE, NONE, country(), tasks_of(1.0))
    fewer = packages.labour(now_of(2030), NONE, gain, country(), tasks_of(1.0))
    assert float(usual[0] - fewer[0]) == pytest.approx(130_000 * -np.expm1(-0.072))


def test_jobs_are_the_labour_at_usual_hours_spread_over_groups():
    fte = jnp.zeros(len(PACKAGES)).at[0].set(1000.0)
    made = packages.jobs(fte, country(), tasks_of()._replace(techniek_share=jnp.asarray(0.7)))
    assert float(made.sum()) == pytest.approx(1000 / 0.9)
    assert float(made[: len(TECHNIEK)].sum()) == pytest.approx(700 / 0.9)
    assert float(made[GROUPS.index("construction")]) == pytest.approx(0.6 * 700 / 0.9)


def test_employers_want_them_on_top_of_the_work_of_sectors():
    without, with_all = (want(demand_of(), year=2030, tasks=tasks_of(x)) for x in (0.0, 1.0))
    assert np.allclose(with_all.jobs - without.jobs, with_all.packages)
    assert float(with_all.packages.sum()) == pytest.approx((221_000 - 133_500) / 0.9, rel=0.02)
    assert np.allclose(with_all.by_sector, without.by_sector)


def test_all_labour_is_that_of_the_base_year_grown_along_and_what_is_added():
    grown = NONE.at[SECTORS.index("construction")].set(0.1)
    now = now_of(2030)
    extra = packages.labour(now, grown, NONE, country(), tasks_of(0.5))
    made = packages.whole(extra, grown, now, country())
    homes = PACKAGES.index("homes")
    assert float(made[homes]) == pytest.approx(91_000 * np.exp(0.072) + float(extra[homes]))
    # Realised in full it is what is planned, however the sectors grow.
    full = packages.labour(now, grown, NONE, country(), tasks_of(1.0))
    assert float(packages.whole(full, grown, now, country()).sum()) == pytest.approx(221_000)
    before = now_of(2020)
    assert np.allclose(packages.whole(jnp.zeros(len(PACKAGES)), grown, before, country()), before.tasks_base)
