"""Readings are rulers: they move no outcome."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.market import readings


def test_shortage_is_what_lies_beyond_the_usual_duration():
    made = readings.shortage(np.array([80.0]), np.array([180.0]), np.array([73.0]), np.array([0.95]))
    assert made[0] == pytest.approx((80 - 36) * 0.95)
    assert readings.shortage(np.array([10.0]), np.array([180.0]), np.array([73.0]), np.array([0.95]))[0] == 0


def test_tightness_is_censored_where_the_publication_is():
    made = readings.tightness(np.array([1.0, 100.0]), np.array([1.0, 1.0]), np.array([3.4, 3.4]))
    assert made.tolist() == [3.4, 16.0]
