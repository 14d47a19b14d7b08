"""Figures after an origin weigh runs and narrow what forecasts miss: by the rules of the normal distribution."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from krapte.learning import since
from krapte.learning.forecast import Parts
from krapte.learning.weigh import CollapsedError

DRAWS, AHEAD, KEPT = 4000, 8, 6
SPREAD = 0.02
LOADING = np.linspace(0.6, 0.1, AHEAD)
COVARIANCE = SPREAD**2 * (np.eye(AHEAD) + np.outer(LOADING, LOADING))
VALUES = {2018: 100.0, 2019: 103.0, 2020: 101.0}


def parts(growth: np.ndarray) -> Parts:
    """Runs of given growth a year ``[draw, 1]``, with errors drawn from their covariance."""
    rng = np.random.default_rng(3)
    missed = rng.multivariate_normal(np.zeros(AHEAD), COVARIANCE, len(growth))
    return Parts(np.cumsum(np.broadcast_to(growth, (len(growth), AHEAD)), axis=1), missed, COVARIANCE)


def came(growth: np.ndarray, values=VALUES, breaks=frozenset(), more=0.0):
    return since.came(parts(growth), np.full((len(growth), KEPT + 1), more), values, 2018, breaks)


def test_without_figures_nothing_is_learned():
    one = came(np.full((DRAWS, 1), 0.01), {2018: 100.0})
    weights, effective = since.weights({"a": one}, 30)
    assert effective == pytest.approx(DRAWS)
    assert weights == pytest.approx(1 / DRAWS)
    assert since.ahead(one) == pytest.approx(0.01 + one.parts.missed[:, :KEPT])


def test_what_is_missed_follows_the_normal_distribution():
    one = came(np.full((DRAWS, 1), 0.01))
    found = since.ahead(one)
    assert found[:, :2] == pytest.approx(np.broadcast_to(one.growth, (DRAWS, 2)), abs=1e-12)
    gain = COVARIANCE[2:KEPT, :2] @ np.linalg.inv(COVARIANCE[:2, :2])
    mean = 0.01 + gain @ (one.growth - 0.01)
    spread = np.sqrt(np.diag(COVARIANCE[2:KEPT, 2:KEPT] - gain @ COVARIANCE[:2, 2:KEPT]))
    assert found[:, 2:].mean(axis=0) == pytest.approx(mean, abs=5 * SPREAD / np.sqrt(DRAWS))
    assert found[:, 2:].std(axis=0) == pytest.approx(spread, rel=0.05)


def test_runs_count_by_how_well_they_foresaw():
    growth = np.linspace(-0.1, 0.1, DRAWS)[:, None]
    one = came(growth)
    weights, effective = since.weights({"a": one}, 30)
    log = stats.multivariate_normal(one.growth, COVARIANCE[:2, :2]).logpdf(np.repeat(growth, 2, axis=1))
    assert weights == pytest.approx(np.exp(log) / np.exp(log).sum())
    assert effective == pytest.approx(1 / (weights @ weights))


def test_a_package_that_works_is_part_of_what_was_foreseen():
    growth = np.zeros((DRAWS, 1))
    more = np.zeros((DRAWS, KEPT + 1))
    more[:, 1:] = 0.03
    one = since.came(parts(growth), more, {2018: 100.0, 2019: 100 * np.exp(0.03)}, 2018, frozenset())
    assert since.ahead(one)[:, 0] == pytest.approx(0.03)
    gain = one.parts.covariance[1, 0] / one.parts.covariance[0, 0]
    assert since.ahead(one)[:, 1] == pytest.approx(one.parts.missed[:, 1] - gain * one.parts.missed[:, 0])


def test_a_step_into_a_break_says_nothing_and_a_gap_is_one_step():
    one = came(np.zeros((8, 1)), {2018: 100.0, 2019: 103.0, 2020: 140.0, 2021: 141.0}, frozenset({2020}))
    assert one.growth == pytest.approx(np.log([103 / 100, 141 / 140]))
    gap = came(np.zeros((8, 1)), {2018: 100.0, 2020: 101.0})
    assert gap.steps.tolist() == [[1, 1, 0, 0, 0, 0, 0, 0]]
    assert since.ahead(gap)[:, :2].sum(axis=1) == pytest.approx(np.log(1.01))
    over = came(np.zeros((8, 1)), {2018: 100.0, 2020: 101.0}, frozenset({2019}))
    assert len(over.growth) == 0


def test_figures_that_few_runs_foresaw_are_refused():
    with pytest.raises(CollapsedError):
        since.weights({"a": came(np.linspace(-0.1, 0.5, 100)[:, None], {2018: 100.0, 2019: 70.0})}, 30)
