"""Priors: what low and high mean is the same everywhere, and a prior one cannot draw from is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from krapte.country import priors
from krapte.figures.errors import InputError

U = np.linspace(0.0005, 0.9995, 101)
TAILS = np.array([0.05, 0.5, 0.95])
LIMITED = ["triangular", "pert", "uniform"]


@st.composite
def ranges(draw, positive: bool = False) -> tuple[float, float, float]:
    """Central, low and high with both gaps open."""
    low = draw(st.floats(0.01, 50) if positive else st.floats(-50, 50))
    down, up = draw(st.floats(0.01, 20)), draw(st.floats(0.01, 20))
    return low + down, low, low + down + up


@settings(max_examples=40, deadline=None)
@given(ranges(), st.sampled_from(LIMITED))
def test_limited_shapes_stay_inside_and_rise(of, shape):
    central, low, high = of
    values = priors.quantile(shape, central, low, high, U)
    slack = 1e-9 * (high - low)
    assert values.shape == U.shape
    assert np.all(values >= low - slack)
    assert np.all(values <= high + slack)
    assert np.all(np.diff(values) >= -slack)


@settings(max_examples=40, deadline=None)
@given(ranges(positive=True), st.sampled_from(["normal", "lognormal"]))
def test_open_shapes_have_their_median_and_their_5_and_95_percent_points(of, shape):
    central, low, high = of
    found = priors.quantile(shape, central, low, high, TAILS)
    assert found == pytest.approx([low, central, high], rel=1e-9)
    assert np.all(np.diff(priors.quantile(shape, central, low, high, U)) > 0)


@settings(max_examples=40, deadline=None)
@given(ranges(positive=True))
def test_a_lognormal_is_never_zero_or_less(of):
    assert priors.quantile("lognormal", *of, np.array([1e-12, 1 - 1e-12])).min() > 0


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 1))
def test_a_coin_shows_one_as_often_as_its_chance(chance):
    values = priors.quantile("choice", chance, 0.0, 1.0, (np.arange(1000) + 0.5) / 1000)
    assert set(values.tolist()) <= {0.0, 1.0}
    assert values.mean() == pytest.approx(chance, abs=1e-3)


@settings(max_examples=20, deadline=None)
@given(st.floats(-1e6, 1e6))
def test_fixed_is_fixed(value):
    assert np.all(priors.quantile("fixed", value, value, value, U) == value)


def test_shapes_against_their_closed_forms():
    u = np.array([0.125, 0.5])
    assert priors.quantile("uniform", 1.0, 0.0, 4.0, u).tolist() == [0.5, 2.0]
    assert priors.quantile("triangular", 1.0, 0.0, 2.0, u) == pytest.approx([0.5, 1.0])
    fine = (np.arange(20_000) + 0.5) / 20_000
    mean = priors.quantile("pert", 1.0, 0.0, 4.0, fine).mean()
    assert mean == pytest.approx((0 + 4 * 1 + 4) / 6, abs=1e-4)


@pytest.mark.parametrize("shape", ["normal", "lognormal"])
def test_a_lopsided_range_has_a_spread_per_side(shape):
    values = priors.quantile(shape, 4000.0, 900.0, 10_000.0, TAILS)
    assert values == pytest.approx([900, 4000, 10_000])


@pytest.mark.parametrize(("central", "low", "high"), [(0.2, 0.2, 0.9), (0.9, 0.2, 0.9)])
@pytest.mark.parametrize("shape", [s for s in priors.SHAPES if s not in ("fixed", "choice")])
def test_a_central_value_at_an_end_can_be_drawn(shape, central, low, high):
    values = priors.quantile(shape, central, low, high, U)
    assert np.isfinite(values).all()
    assert np.all(np.diff(values) >= 0)


@pytest.mark.parametrize("shape", priors.SHAPES)
def test_draws_keep_the_shape_of_the_probabilities(shape):
    u = np.full((2, 3), 0.4)
    low, high = (0.0, 1.0) if shape == "choice" else (0.2, 0.8)
    assert priors.quantile(shape, 0.5, low, high, u).shape == (2, 3)


@pytest.mark.parametrize(
    ("code", "prior"),
    [
        ("unknown_prior_shape", ("bell", 0.5, 0.0, 1.0)),
        ("range_out_of_order", ("pert", -0.1, 0.0, 1.0)),
        ("range_out_of_order", ("normal", 1.1, 0.0, 1.0)),
        ("range_out_of_order", ("uniform", 0.5, 1.0, 0.0)),
        ("range_out_of_order", ("triangular", 0.5, 0.5, 0.5)),
        ("range_out_of_order", ("normal", float("nan"), 0.0, 1.0)),
        ("range_out_of_order", ("fixed", float("inf"), 0.0, 1.0)),
        ("range_out_of_order", ("choice", 3.0, 2.0, 4.0)),
        ("range_not_positive", ("lognormal", 0.5, 0.0, 1.0)),
        ("range_not_positive", ("lognormal", 0.5, -1.0, 1.0)),
    ],
)
def test_a_prior_one_cannot_draw_from_is_refused_at_its_place(code, prior):
    with pytest.raises(InputError) as error:
        priors.check(*prior, where="table.csv:7")
    assert error.value.code == code
    assert error.value.where == "table.csv:7"
    with pytest.raises(InputError):
        priors.quantile(*prior, U)


def test_a_fixed_value_needs_no_range():
    priors.check("fixed", 3.0, 3.0, 3.0, "here")


def test_what_is_kept_of_a_prior_is_what_it_gives(monkeypatch):
    u = (np.arange(40) + 0.5) / 40
    first = priors.quantile("pert", 2.0, 1.0, 5.0, u)
    first[:] = 0.0  # a caller's own copy
    kept = priors.quantile("pert", 2.0, 1.0, 5.0, u)
    monkeypatch.setattr(priors, "KEPT_DRAWS", 0)
    assert np.array_equal(kept, priors.quantile("pert", 2.0, 1.0, 5.0, u))
    other = priors.quantile("pert", 2.0, 1.0, 5.0, u.reshape(8, 5))
    assert np.array_equal(other.ravel(), kept)
