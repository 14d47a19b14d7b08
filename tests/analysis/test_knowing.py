"""The worth of knowing on made decisions whose answer is known by formula."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from krapte.analysis import knowing

DRAWS = 1000


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def gain(mean: float, deviation: float) -> float:
    """E[max(0, X)] - max(0, E[X]) of a normal X."""
    at = mean / deviation
    return float(deviation * stats.norm.pdf(at) + mean * stats.norm.cdf(at) - max(mean, 0))


@pytest.fixture(scope="module")
def two() -> tuple[np.ndarray, np.ndarray]:
    """Doing nothing, or something worth 0.4 + 2 a + b with a and b standard normal."""
    known = rng(7).standard_normal((DRAWS, 3))
    worth = 0.4 + 2 * known[:, 0] + known[:, 1]
    return np.stack([np.zeros(DRAWS), worth]), known


def test_perfect_information_is_what_the_formula_says(two) -> None:
    outcomes, _ = two
    found = knowing.everything(outcomes, rng())
    assert found.value == pytest.approx(gain(0.4, np.sqrt(5)), abs=3 * found.error)
    assert 0 < found.error < 0.1


@pytest.mark.parametrize(("column", "size"), [(0, 2.0), (1, 1.0)])
def test_an_input_is_worth_what_the_formula_says(two, column, size) -> None:
    outcomes, known = two
    found = knowing.inputs(outcomes, known[:, [column]], rng())
    expected = gain(0.4, size)
    assert found.value == pytest.approx(expected, abs=3 * found.error + 0.02)
    assert found.error < 0.08


def test_a_study_is_worth_what_the_formula_says_and_more_where_it_tells_more(two) -> None:
    outcomes, known = two
    told = {}
    for telling in (0.2, 0.5, 0.9):
        found = knowing.study(outcomes, known[:, [0]], rng(), telling)
        told[telling] = found.value
        assert found.value == pytest.approx(gain(0.4, 2 * np.sqrt(telling)), abs=3 * found.error + 0.03)
    assert told[0.2] < told[0.5] < told[0.9]


def test_knowing_more_is_never_worth_less(two) -> None:
    outcomes, known = two
    perfect = knowing.everything(outcomes, rng())
    for columns in ([0], [1], [2], [0, 1]):
        found = knowing.within(knowing.inputs(outcomes, known[:, columns], rng()), perfect)
        study = knowing.within(knowing.study(outcomes, known[:, columns], rng()), found)
        assert perfect.value >= found.value >= study.value >= 0
    both = knowing.inputs(outcomes, known[:, [0, 1]], rng())
    assert both.value == pytest.approx(perfect.value, abs=3 * perfect.error)


def test_what_moves_nothing_is_worth_nothing_however_many_inputs_it_has(two, monkeypatch) -> None:
    monkeypatch.setattr(knowing, "BOOTSTRAPS", 12)
    outcomes, _ = two
    noise = rng(3).standard_normal((DRAWS, 60))
    found = knowing.inputs(outcomes, noise, rng())
    assert found.value <= 3 * found.error
    assert found.value < 0.05
    # A regression judged on the draws it was made from would call noise worth:
    made = knowing.features(knowing.scores(noise))
    fitted = made @ np.linalg.lstsq(made, outcomes[1] - outcomes[1].mean())[0] + outcomes[1].mean()
    assert np.maximum(fitted, 0).mean() - fitted.mean() > found.value + 0.002


def test_an_input_that_is_certain_is_worth_nothing(two) -> None:
    assert knowing.inputs(two[0], np.ones((DRAWS, 2)), rng()) == knowing.Worth(0.0, 0.0, 0.0)


def test_a_choice_that_is_best_in_every_draw_leaves_nothing_to_know(two) -> None:
    outcomes, known = two
    sure = np.stack([outcomes[1], outcomes[1] + 1])
    assert knowing.everything(sure, rng()).value == pytest.approx(0, abs=1e-12)
    assert knowing.inputs(sure, known[:, [0]], rng()).value == 0


def test_whether_something_works_is_an_input_too() -> None:
    """Two choices; the second works or not (half of the draws), and then brings 3."""
    works = (rng(5).random(DRAWS) < 0.5).astype(float)
    outcomes = np.stack([np.ones(DRAWS), 3 * works + 0.3 * rng(6).standard_normal(DRAWS)])
    found = knowing.inputs(outcomes, works[:, None], rng())
    expected = float(np.mean(np.maximum(1, 3 * works)) - max(1, 3 * works.mean()))
    assert found.value == pytest.approx(expected, abs=3 * found.error + 0.02)
    assert expected > 0.4


def test_products_of_inputs_are_found() -> None:
    """Which choice is best hangs on the sign of a product: neither input says it alone."""
    known = rng(8).standard_normal((DRAWS, 2))
    product = known[:, 0] * known[:, 1]
    outcomes = np.stack([np.zeros(DRAWS), product])
    assert knowing.inputs(outcomes, known, rng()).value > 0.25
    assert knowing.inputs(outcomes, known[:, [0]], rng()).value < 0.03
    assert knowing.everything(outcomes, rng()).value == pytest.approx(np.maximum(product, 0).mean(), rel=0.2)


def test_the_order_of_choices_and_of_inputs_does_not_matter(two) -> None:
    outcomes, known = two
    one = knowing.inputs(outcomes, known[:, :2], rng())
    other = knowing.inputs(outcomes[::-1], known[:, 1::-1], rng())
    assert other.value == pytest.approx(one.value, rel=1e-6)
