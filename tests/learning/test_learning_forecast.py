"""The model among the rivals: its own name per track, paths from zero on, and nothing of series it does not tell."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.learning import forecast, origin_runs
from krapte.learning.panel import HORIZON, Past

pytestmark = pytest.mark.slow

FEW = forecast.Krapte("U", draws=8)


@pytest.fixture(scope="module")
def paths():
    return FEW.paths(Past(2018), ["emp_total", "unemployed", "homes_new"])


def test_names_are_told_apart_by_track():
    assert {one.name for one in forecast.ALL} == set(forecast.NAMES.values())
    assert [one.track for one in forecast.ALL] == ["U", "C1", "C2"]


def test_a_series_it_does_not_tell_is_absent(paths):
    assert set(paths) == {"emp_total", "unemployed"}


def test_paths_are_growth_from_the_origin(paths):
    levels = origin_runs.Model("U", 8).paths(2018, "emp_total")
    assert paths["emp_total"].shape == (8, HORIZON)
    assert np.array_equal(paths["emp_total"][:, :6], levels[:, 1:7] - levels[:, :1])
    assert np.all(np.isfinite(paths["unemployed"]))
