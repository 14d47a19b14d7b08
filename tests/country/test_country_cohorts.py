"""Cohorts: each way to stop is the cross-section times one factor, and leads the cohorts of 2013 to the anchor."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country import base, cohorts, law, parameters, participation, profiles
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, WORK_FROM, WORK_TO
from krapte.figures import known

FOLLOW = parameters.central()[parameters.slots().index("retirement.follow")]
BOTH = pytest.mark.parametrize("sex", [0, 1])


@pytest.fixture(scope="module")
def chances() -> tuple[np.ndarray, np.ndarray]:
    """Chances to enter and to leave of the cross-section, by age and sex ``[106, 2]``."""
    return participation.chances(base.labour_force_rates(base.anchor()))


@pytest.fixture(scope="module")
def curve() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Distance to the pension age, the chance to stop there, and the spike, of the cross-section."""
    return participation.retirement_curve(*profiles.measured_retirement())


@pytest.fixture(scope="module")
def fitted(chances, curve) -> np.ndarray:
    """The chance to stop by distance, as fitted."""
    age, _ = profiles.measured_retirement()
    return cohorts.stopping(*curve, age, chances[0], cohorts.leaving(*chances))


def walk(sex: int, chances, leave, curve=None) -> np.ndarray:
    """The rates of 2013 of one sex, carried along cohorts to the anchor year by year."""
    rate = base.labour_force_rates(base.start())[:, sex]
    measured, _ = profiles.measured_retirement()
    for year in range(FIRST_YEAR, ANCHOR_YEAR):
        staying = rate * (1 - leave[:, sex]) + (1 - rate) * chances[0][:, sex]
        if curve is not None:
            felt = measured + FOLLOW * (law.value("aow_age", year) - measured)
            staying = staying * (1 - cohorts.of_age(curve[0], curve[1][:, sex], curve[2][sex], felt))
        rate = np.append(0.0, staying[:-1])
    return rate


@BOTH
def test_leaving_before_55_leads_the_cohorts_of_2013_to_the_anchor(chances, sex):
    margin = base.labour_force_rates(base.anchor())[26:55, sex].mean()
    leave = cohorts.leaving(*chances)
    assert walk(sex, chances, leave)[26:55].mean() == pytest.approx(margin, abs=1e-9)
    assert abs(walk(sex, chances, chances[1])[26:55].mean() - margin) > 1e-3  # the cross-section alone misses


@BOTH
def test_stopping_before_the_pension_age_leads_them_there_too(chances, curve, fitted, sex):
    margin = base.labour_force_rates(base.anchor())[55:67, sex].mean()
    leave = cohorts.leaving(*chances)
    by_fit, raw = (walk(sex, chances, leave, (curve[0], c, curve[2])) for c in (fitted, curve[1]))
    # Leaving is nought from 54 on, so the order of both in a year makes no difference there.
    assert by_fit[55:67].mean() == pytest.approx(margin, abs=1e-6)
    assert margin - raw[55:67].mean() > 0.01  # people of the cross-section stop too early


@BOTH
def test_each_is_the_cross_section_times_one_factor(chances, curve, fitted, sex):
    leave, made = chances[1][:, sex], cohorts.leaving(*chances)[:, sex]
    assert np.ptp(made[leave > 0] / leave[leave > 0]) < 1e-12
    before = curve[0] < 0
    assert np.ptp(fitted[before, sex] / curve[1][before, sex]) < 1e-12
    assert np.array_equal(fitted[~before], curve[1][~before])


def test_women_stop_less_than_the_cross_section_says(chances, curve, fitted):
    """Women of 50 worked less at 35 than women of 35 do now, and women of 64 less at 55 than those of 55."""
    assert cohorts.leaving(*chances)[:, 1].sum() < 0.9 * chances[1][:, 1].sum()
    part = fitted[0] / curve[1][0]
    assert part[1] < part[0] < 1


def test_exit_that_is_not_needed_is_none():
    nothing = np.zeros((106, 2))
    assert cohorts.leaving(nothing, np.full((106, 2), 0.01)).sum() == 0


def test_entry_goes_by_the_age_reached_and_exit_by_the_age_on_1_january(chances, fitted):
    """Who is 14 on 1 January turns 15 and can enter in the year."""
    shapes, (entry, leave) = profiles.make(), chances
    assert np.array_equal(shapes.entry, entry[WORK_FROM - 1 : WORK_TO])
    assert np.array_equal(shapes.exit, cohorts.leaving(entry, leave)[WORK_FROM : WORK_TO + 1])
    assert np.array_equal(shapes.retirement_chance, fitted)
    assert shapes.entry[0].min() > 0


def test_the_curve_is_read_as_the_market_reads_it(world, central, curve, fitted):
    from krapte.market import retirement

    p = central.retirement._replace(pace=jnp.float64(1.0), pension_age_shift=jnp.float64(0.0))
    for pension_age in (65.25, 66.0, 67.25):
        now = world.years.now._replace(pension_age=jnp.float64(pension_age))
        read = np.asarray(retirement.chance(now, world.country.profiles, p))
        measured, _ = profiles.measured_retirement()
        felt = measured + float(p.follow) * (pension_age - measured)
        for sex in (0, 1):
            own = cohorts.of_age(curve[0], fitted[:, sex], curve[2][sex], felt)
            assert np.allclose(read[:, sex], own[WORK_FROM : WORK_TO + 1], atol=1e-12)


def test_as_known_in_an_earlier_year_the_curve_stays_as_it_was(curve, chances):
    with known.at(2016):
        assert cohorts.stopping(*curve, 65, *chances) is curve[1]
