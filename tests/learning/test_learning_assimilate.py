"""New figures weigh the draws: the right ones win, nothing known twice counts twice, and a collapse is refused."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.figures.errors import InputError
from krapte.learning import assimilate, data, later, weigh
from krapte.learning.assimilate import Realised
from krapte.words.catalogue import LANGUAGES, has

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


@pytest.fixture(scope="module")
def all_seen():
    """Every series that may come, growing by a draw's own rate from what was published last."""
    rate = np.linspace(-0.02, 0.04, DRAWS)[:, None]
    made = {}
    for name, one in later.table().items():
        values = data.values(one.row.source)
        last = max(year for year in values if year <= data.LAST)
        years = one.row.first + np.arange(YEARS)
        made[name] = values[last] * np.exp(rate * (years - last))
    return made


def came(name: str, year: int, rate: float) -> Realised:
    values = data.values(later.table()[name].row.source)
    last = max(year for year in values if year <= data.LAST)
    return Realised(name, year, values[last] * np.exp(rate * (year - last)))


@pytest.mark.parametrize("name", list(later.table()))
def test_every_series_that_is_still_counted_teaches_with_its_own_error(all_seen, name):
    """The further from what was foreseen, the fewer draws are left; a wider error leaves more."""
    rate = np.linspace(-0.02, 0.04, DRAWS)
    own = float(np.sqrt(assimilate.covariance(later.table()[name].row, (2027,))[0, 0]))
    scales = {name: 0.03 / own}
    made = assimilate.learn(all_seen, [came(name, 2027, 0.03)], scales)
    assert made.weights @ rate > rate.mean()
    assert assimilate.LEAST <= made.effective < DRAWS
    wider = assimilate.learn(all_seen, [came(name, 2027, 0.03)], {name: 3 * scales[name]})
    assert wider.effective > made.effective
    with pytest.raises(weigh.CollapsedError) as caught:
        assimilate.learn(all_seen, [came(name, year, 1.0) for year in (2026, 2027)], scales)
    assert caught.value.effective < assimilate.LEAST


def test_a_series_that_ended_or_has_no_number_above_zero_is_refused(all_seen):
    with pytest.raises(InputError, match="unknown series"):
        assimilate.learn(all_seen, [Realised("participation.65", 2025, 0.5)], {})
    below = all_seen | {"net_migration": -all_seen["net_migration"]}
    with pytest.raises(weigh.CollapsedError, match=r"worth 0\.0"):
        assimilate.learn(below, [came("net_migration", 2026, 0.0)], {})
    half = all_seen["net_migration"] * np.where(np.arange(DRAWS) % 2, 1, -1)[:, None]
    made = assimilate.learn(all_seen | {"net_migration": half}, [came("net_migration", 2026, 0.0)], {})
    assert not made.weights[::2].any()


def test_what_follows_from_other_figures_counts_once(all_seen):
    told = [came("vacancies", 2026, 0.02), came("unemployed", 2026, 0.01)]
    both = assimilate.learn(all_seen, told, {})
    again = assimilate.learn(all_seen, [*told, came("tension", 2026, 0.01)], {})
    assert np.array_equal(both.weights, again.weights)
    assert "tension" not in again.foreseen
    other = assimilate.learn(all_seen, [*told, came("tension", 2027, 0.01)], {})
    assert not np.array_equal(both.weights, other.weights)
    assert "tension" in other.foreseen


def test_errors_run_from_the_year_that_was_known_last(all_seen):
    """Filled vacancies were known to 2023: a figure of 2026 is three years on, not two."""
    row = later.row_of("filled", "x")
    assert max(data.values(row.source)) == 2023
    variance = 2 * row.noise**2 + 3 * row.walk**2
    assert assimilate.covariance(row, (2026,), 2023)[0, 0] == pytest.approx(variance)
    grown, _ = assimilate.growth(all_seen, row, {2026: 1.0}, {})
    assert np.allclose(grown[:, 0], 3 * np.linspace(-0.02, 0.04, DRAWS))
    errors = []
    real = assimilate.covariance
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assimilate, "covariance", lambda *args: errors.append(args) or real(*args))
        assimilate.learn(all_seen, [came("filled", 2026, 0.01)], {})
    assert errors[0][2] == 2023


def test_series_of_years_to_come_have_errors_of_their_own_and_words():
    table = later.table()
    assert set(table) == {row["series"] for row in later._read(data.TABLE)} - {"participation.65"}
    for name, one in table.items():
        assert one.row.noise > 0
        assert one.row.walk > 0
        assert set(one.follows) <= set(table)
        assert [lang for lang in LANGUAGES if not has(f"series.{name}", lang)] == []
    for row in later._read(later.TABLE):
        assert row["grade"] == "C"
        assert row["why"]
    assert all(table[row.series].row == row for row in data.rows() if row.series in table)
