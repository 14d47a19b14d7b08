"""Population: births, deaths and migration of the past are the published totals, the future is the life table."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import inputs, population, published, scenarios
from krapte.country.axes import STEPS

PAST = range(2013, 2025)


@pytest.fixture(scope="module")
def balance():
    """Net migration of the past by age on 31 December."""
    low, high = population.net_migration(*inputs.migration_totals(scenarios.load("moderate")))
    assert np.array_equal(low[: len(PAST)], high[: len(PAST)])
    return low[: len(PAST)]


@pytest.mark.parametrize("year", PAST)
def test_deaths_of_the_past_are_published(year):
    """Within 0.03 %: the last two ages share the deaths at 105 and over."""
    chance, newborn = population.mortality()
    i = year - 2013
    of_residents = np.sum(chance[i] * published.population()[i])
    of_newborn = np.sum(newborn[i] * population.births(year) * population.boys_and_girls())
    total = figures.load()[f"dem_deaths_{year}"].value
    assert of_residents + of_newborn == pytest.approx(total, rel=3e-4)


def test_below_104_every_death_is_counted_once():
    died = published.deaths()
    of_cohort, newborn = population.cohort_deaths(died)
    counted = of_cohort[:, :104].sum(axis=1) + newborn
    assert np.allclose(counted, died[:, :104].sum(axis=1) + died[:, 104] / 2, rtol=1e-13)


def test_half_of_the_deaths_at_an_age_were_born_in_either_year():
    died = np.zeros((1, 106, 2))
    died[0, 40] = 10.0
    died[0, 0] = 4.0
    of_cohort, newborn = population.cohort_deaths(died)
    assert of_cohort[0, [39, 40], 0].tolist() == [5, 5]
    assert (newborn[0, 0], of_cohort[0, 0, 0]) == (2, 2)


@pytest.mark.parametrize("year", PAST)
def test_births_of_the_past_are_published(year):
    rates, start, _ = population.fertility()
    i = year - 2013
    level = start if year == 2024 else 1.0  # the step of the anchor has its level apart
    born = level * np.sum(rates[i] * published.population()[i, :, 1])
    assert born == pytest.approx(figures.load()[f"dem_births_{year}"].value, rel=1e-12)


@pytest.mark.parametrize("year", PAST)
def test_fertility_by_age_adds_up_to_the_published_total_rate(year):
    rates, start, _ = population.fertility()
    total = rates[year - 2013].sum() * (start if year == 2024 else 1.0)
    assert total == pytest.approx(figures.load()[f"dem_tfr_{year}"].value, rel=0.015)


def test_fertility_of_the_future_is_a_shape_and_goes_to_the_long_run_in_ten_years():
    rates, start, way = population.fertility()
    assert np.allclose(rates[STEPS.index(2025) :].sum(axis=1), 1)
    assert start == figures.load()["dem_tfr_2024"].value
    assert np.all(way[: STEPS.index(2024) + 1] == 0)
    assert way[STEPS.index(2029)] == pytest.approx(0.5)
    assert np.all(way[STEPS.index(2034) :] == 1)
    assert rates[:, :12].sum() == 0
    assert rates.min() >= 0


def test_chances_to_die_are_chances_and_rise_with_age():
    chance, newborn = population.mortality()
    for leaf in (chance, newborn):
        assert leaf.min() >= 0
        assert leaf.max() <= 1
    future = chance[STEPS.index(2025) :]
    assert np.all(np.diff(future[:, 40:101], axis=1) > 0)
    assert np.all(future[:, 60:90, 0] > future[:, 60:90, 1])  # men die earlier


@pytest.mark.parametrize("year", [2025, 2030, 2049])
def test_the_future_is_the_life_table_of_its_own_year(year):
    rows = {(int(r["age"]), r["sex"]): float(r[str(year)]) for r in figures.table("qx_ag2024").rows}
    chance, newborn = population.mortality()
    i = STEPS.index(year)
    for age, column in ((30, 0), (65, 1), (90, 0)):
        sex = "mf"[column]
        assert chance[i, age, column] == pytest.approx((rows[age, sex] + rows[age + 1, sex]) / 2, abs=1e-15)
    assert newborn[i].tolist() == [rows[0, "m"] / 2, rows[0, "f"] / 2]


def test_the_life_table_joins_the_observed_past():
    """Workers' ages: the first forecast year is within 15 % of the last two observed years, per ten ages."""
    chance, _ = population.mortality()
    for first in range(40, 80, 10):
        ages = slice(first, first + 10)
        past = chance[STEPS.index(2023) : STEPS.index(2025), ages].mean()
        assert chance[STEPS.index(2025), ages].mean() == pytest.approx(past, rel=0.15), first


def test_boys_and_girls_are_shares_with_a_few_more_boys():
    shares = population.boys_and_girls()
    assert shares.sum() == pytest.approx(1)
    assert 0.505 < shares[0] < 0.52


@pytest.mark.parametrize("year", PAST)
def test_the_balance_of_migration_is_the_published_net_migration(balance, year):
    assert balance[year - 2013].sum() == pytest.approx(published.panel("net_migration")[year], rel=0.02)


def test_the_balance_of_all_years_is_the_published_sum(balance):
    book = figures.load()
    total = sum(book[f"dem_netmig_{year}"].value for year in PAST)
    assert balance.sum() == pytest.approx(total, rel=0.02)


@pytest.mark.parametrize(
    ("ages", "figure"),
    [(slice(20, 40), "dem_netmig_share_20_39_2023"), (slice(15, 20), "dem_netmig_share_15_19_2023")],
)
def test_migrants_of_2023_have_the_published_ages(balance, ages, figure):
    share = balance[2023 - 2013, ages].sum() / balance[2023 - 2013].sum()
    known = figures.load()[figure]
    assert known.low <= share <= known.high


def test_the_future_keeps_departures_and_scales_arrivals(balance):
    totals = np.full(len(STEPS), 40_000.0)
    low, high = population.net_migration(totals, 2 * totals)
    mean = balance[-10:].mean(axis=0)
    leaving = mean < 0
    assert leaving.any()
    assert np.allclose(low[-1][leaving], mean[leaving])
    assert np.allclose(high[-1][leaving], mean[leaving])
    assert low[-1].sum() == pytest.approx(40_000)
    assert high[-1].sum() == pytest.approx(80_000)
    assert np.ptp(low[-1][~leaving] / mean[~leaving]) < 1e-9
