"""New figures weigh the draws: the right ones win, nothing known twice counts twice, and a collapse is refused."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.figures.errors import InputError
from krapte.learning import assimilate, data, weigh
from krapte.learning.assimilate import Realised

YEARS = 20
DRAWS = 400


@pytest.fixture(scope="module")
def seen():
    """Draws in which a draw's number is its growth of employed a year, and techniek grows by half of it."""
    rate = np.linspace(-0.02, 0.04, DRAWS)[:, None]
    path = np.exp(rate * (np.arange(YEARS) - 10))
    return {
        "employed": 9.5e6 * path,
        "employed.techniek": 1.4e6 * np.sqrt(path),
        "tension": 110 * np.ones_like(path),
    }


def base(series: str) -> float:
    values = data.values(next(row.source for row in data.rows() if row.series == series))
    return values[max(year for year in values if year <= data.LAST)]


def test_draws_that_foresaw_the_figure_win(seen):
    told = [Realised("employed", 2025, base("employed") * np.exp(0.02))]
    made = assimilate.learn(seen, told, {})
    rate = np.linspace(-0.02, 0.04, DRAWS)
    assert abs(made.weights @ rate - 0.02) < 0.002
    assert assimilate.LEAST < made.effective < DRAWS
    assert np.isclose(made.weights.sum(), 1)
    assert 0.6 < made.foreseen["employed"] < 0.7


def test_two_years_tell_more_than_one(seen):
    one = [Realised("employed", 2025, base("employed") * np.exp(0.01))]
    two = [*one, Realised("employed", 2026, base("employed") * np.exp(0.02))]
    assert assimilate.learn(seen, two, {}).effective < assimilate.learn(seen, one, {}).effective


def test_errors_found_larger_make_weights_more_even(seen):
    told = [Realised("employed", 2025, base("employed") * np.exp(0.03))]
    assert (
        assimilate.learn(seen, told, {"employed": 3.0}).effective > assimilate.learn(seen, told, {}).effective
    )


def test_a_part_beside_its_whole_counts_as_a_share(seen):
    """A part that grows as half of the whole in every draw tells the same growth again, and only that."""
    row = next(row for row in data.rows() if row.series == "employed.techniek")
    whole = {2025: base("employed") * np.exp(0.02)}
    part = {2025: base("employed.techniek") * np.exp(0.01)}
    grown, came = assimilate.growth(seen, row, part, whole)
    assert np.allclose(came, -0.01)
    rate = np.linspace(-0.02, 0.04, DRAWS)
    assert np.allclose(grown[:, 0], -rate / 2)
    alone, came = assimilate.growth(seen, row, part, {})
    assert np.allclose(came, 0.01)
    assert np.allclose(alone[:, 0], rate / 2)


def test_figures_outside_of_what_was_foreseen_are_refused(seen):
    told = [Realised("employed", year, base("employed") * 1.5) for year in (2025, 2026, 2027)]
    with pytest.raises(weigh.CollapsedError) as caught:
        assimilate.learn(seen, told, {})
    assert caught.value.effective < assimilate.LEAST


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (Realised("employd", 2025, 1.0, "f.csv:2"), "unknown_series"),
        (Realised("employed", 2024, 1.0, "f.csv:2"), "year_out_of_range"),
        (Realised("employed", 2060, 1.0, "f.csv:2"), "year_out_of_range"),
        (Realised("employed", 2025, -1.0, "f.csv:2"), "not_a_number"),
        (Realised("employed", 2025, float("nan"), "f.csv:2"), "not_a_number"),
    ],
)
def test_a_figure_that_cannot_be_used_is_named(seen, bad, code):
    with pytest.raises(InputError, match=code.replace("_", " ")) as caught:
        assimilate.learn(seen, [bad], {})
    assert "f.csv:2" in str(caught.value)


def test_a_year_told_twice_and_no_figure_at_all_are_refused(seen):
    twice = [Realised("employed", 2025, 9.6e6), Realised("employed", 2025, 9.7e6, "f.csv:3")]
    with pytest.raises(InputError, match="duplicate period"):
        assimilate.learn(seen, twice, {})
    with pytest.raises(InputError, match="nothing realised"):
        assimilate.learn(seen, [], {})


def test_a_quantile_by_weight_is_that_of_draws_repeated():
    values = np.array([[3.0, 1.0], [1.0, 5.0], [2.0, 4.0]])
    weights = np.array([0.5, 0.25, 0.25])
    repeated = np.repeat(values, [2, 1, 1], axis=0)
    for at in (0.1, 0.5, 0.9):
        expected = np.quantile(repeated, at, axis=0, method="inverted_cdf")
        assert np.array_equal(assimilate.quantile(values, weights, at), expected)
