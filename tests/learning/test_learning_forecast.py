"""The model among the rivals: its own name per track, paths from zero on, and nothing of series it does not tell."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.learning import forecast, origin_runs, panel, trends
from krapte.learning.forecast import ahead, recipe
from krapte.learning.panel import HORIZON, Past
from krapte.learning.trends import AGE_WEIGHT, FADE, YEARS

SERIES = "emp_total"
FIRST = 2014


def straight(origin: int, name: str) -> np.ndarray:
    """Made runs: five draws that all grow by one per cent a year, more or less."""
    years = 2024 - FIRST + 1
    return 0.01 * np.arange(years) + np.linspace(-0.001, 0.001, 5)[:, None] * np.arange(years)


@pytest.fixture(scope="module")
def corrected():
    return recipe(straight)


def test_growth_of_runs_is_set_on_what_they_missed_and_that_fades(corrected):
    past = Past(2018)
    steps = [step for step in past.series(SERIES).steps() if step.first >= FIRST]
    weights = AGE_WEIGHT ** np.array([2018 - step.last for step in steps], dtype=float)
    missed = weights @ [step.rate - 0.01 for step in steps] / weights.sum()
    growth = corrected(past, SERIES)
    told = 2024 - 2018
    assert np.allclose(growth.mean[:told], 0.01 + missed * FADE ** YEARS[:told])
    assert np.allclose(growth.mean[told:], missed * FADE ** YEARS[told:])  # never scored


def test_a_run_that_missed_nothing_is_left_as_it_is():
    known = panel.series(SERIES).values
    exact = np.log([known[year] for year in range(FIRST, 2025)])[None]
    growth = recipe(lambda origin, name: exact)(Past(2018), SERIES)
    assert np.allclose(growth.mean[:6], np.diff(exact[0])[2018 - FIRST :])


def test_before_there_are_two_steps_nothing_is_set_right(corrected):
    early = Past(2018).back(2015)
    assert np.allclose(corrected(early, SERIES).mean[:HORIZON], 0.01)
    assert corrected(Past(2018).back(2013), SERIES) is None


def test_an_earlier_view_is_of_the_run_of_its_origin():
    asked = []

    def runs(origin, name):
        asked.append(origin)
        return straight(origin, name)

    made = recipe(runs)
    made(Past(2018).back(2016), SERIES)
    made(Past(2016), SERIES)
    assert set(asked[:2]) == {2018}
    assert set(asked[2:]) == {2016}


def test_nothing_after_the_origin_moves_a_forecast(monkeypatch, corrected):
    before = corrected(Past(2016), SERIES)
    whole = panel._panel()
    late = {year: value * (1 if year <= 2016 else 3) for year, value in whole[SERIES].values.items()}
    monkeypatch.setattr(panel, "_panel", lambda: whole | {SERIES: whole[SERIES]._replace(values=late)})
    after = recipe(straight)(Past(2016), SERIES)
    assert np.array_equal(before.mean, after.mean)
    monkeypatch.setattr(panel, "_panel", lambda: whole)
    assert not np.array_equal(recipe(straight)(Past(2018), SERIES).mean, before.mean)


def test_what_is_told_to_a_run_has_the_spread_of_the_reference(monkeypatch):
    made = forecast.Corrected("U", draws=8)
    asked = []
    monkeypatch.setattr(forecast, "spread", lambda recipe, past, name: asked.append(recipe) or 0.01)
    made._spread(Past(2018), "pop_15_74")
    made._spread(Past(2018), SERIES)
    assert asked == [trends.damped, made.recipe]


def test_names_are_told_apart_by_track_and_form():
    names = [one.name for one in forecast.ALL]
    assert len(set(names)) == len(names)
    assert [one.track for one in forecast.ALL] == ["U", "U", "U", "U", "C1", "C2", "U", "U"]


@pytest.mark.slow
def test_paths_of_runs_are_growth_from_the_origin():
    paths = forecast.Bare("U", draws=8).paths(Past(2018), [SERIES, "unemployed", "homes_new"])
    assert set(paths) == {SERIES, "unemployed"}
    levels = origin_runs.Model("U", 8).paths(2018, SERIES)
    assert paths[SERIES].shape == (8, HORIZON)
    assert np.array_equal(paths[SERIES][:, :6], levels[:, 1:7] - levels[:, :1])
    assert np.all(np.isfinite(paths["unemployed"]))


@pytest.mark.slow
def test_a_form_of_clearing_has_its_own_draws():
    whole = origin_runs.Model("U", 8).whole(2018, "unemployed")
    parts = [origin_runs.Model("U", 8, form=form).whole(2018, "unemployed") for form in (0, 1)]
    assert sum(len(part) for part in parts) == len(whole) == 8
    assert sorted(map(tuple, np.concatenate(parts))) == sorted(map(tuple, whole))
    paths = forecast.Corrected("U", draws=8, form=1).paths(Past(2018), ["unemployed"])["unemployed"]
    assert paths.shape == (len(parts[1]), HORIZON)
    bare = ahead(origin_runs.Model("U", 8, form=1).whole, 2018, 2018, "unemployed")
    assert np.std(paths[:, 3]) > np.std(bare[:, 3])  # errors of the past widen it
