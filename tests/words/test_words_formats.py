"""Numbers as people read them, with no more digits than the interval allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from krapte.words import formats as f


@pytest.mark.parametrize(
    ("low", "high", "median", "step"),
    [
        (18_000, 47_345, 31_234, 1000),
        (4.0, 5.3, 4.6, 0.1),
        (0, 100, 40, 1),
        (17_000, 130_000, 46_000, 1000),  # by the width alone it would be 10,000
        (17_000, 130_000, 300, 1000),  # never finer than a tenth of that
        (0, 100, 0, 10),
        (-3, 4, 1, 0.1),
        (5, 5, 31_234, 100),
    ],
)
def test_step_is_two_figures_of_the_width_or_of_the_median(
    low: float, high: float, median: float, step: float
) -> None:
    assert f.step(low, high, median) == pytest.approx(step)


def test_step_without_any_size() -> None:
    assert f.step(0, 0, 0) == 1


def test_marks_of_the_languages() -> None:
    assert f.number(31_234, "nl", 1000) == "31.000"
    assert f.number(31_234, "en", 1000) == "31,000"
    assert f.number(1.26, "nl", 0.1) == "1,3"
    assert f.number(1.26, "en", 0.1) == "1.3"


def test_minus_and_plus() -> None:
    assert f.number(-28_400, "nl", 1000) == "\u221228.000"
    assert f.number(28_400, "nl", 1000, signed=True) == "+28.000"
    assert f.number(-0.01, "nl", 0.1) == "0,0"
    assert f.number(0, "nl", 1, signed=True) == "0"
    assert f.number(float("nan"), "nl") == "\u2013"


def test_measured_rounds_all_three_alike() -> None:
    assert f.measured(31_234, 18_020, 47_345, "nl") == ("31.000", "18.000", "47.000")


def test_interval_of_a_difference_is_told_in_words() -> None:
    assert f.with_interval(31_234, 18_020, 47_345, "en") == "31,000 (18,000\u201347,000)"
    told = f.with_interval(-31_234, -47_345, -18_020, "nl", signed=True).replace(f.NBSP, " ")
    assert told == "\u221231.000 (\u221247.000 tot \u221218.000)"


@pytest.mark.parametrize(
    ("value", "unit", "nl"),
    [
        (738_000, "persons", "738.000"),
        (2024, "year", "2024"),
        (2024, "persons", "2.024"),
        (0.0417, "share", "0,0417"),
        (-0.001, "share", "\u22120,001"),
        (1234.5, "eur", "1.234,5"),
    ],
)
def test_published_values_keep_their_digits(value: float, unit: str, nl: str) -> None:
    assert f.exact(value, "nl", unit) == nl


def test_shares_and_money() -> None:
    assert f.share(0.574, "nl") == "57\u00a0%"
    assert f.share(0.574, "en") == "57%"
    assert f.money(1.34e9, "nl") == "€\u00a01,3\u00a0miljard"
    assert f.money(155e6, "en") == "€160\u00a0million"
    assert f.money(41_200, "en") == "€41,000"


def test_grade_c_always_says_that_it_is_an_assumption() -> None:
    assert f.grade("C", "nl") == "C (aanname)"
    assert f.grade("C", "en") == "C (assumption)"
    assert f.grade("A", "nl") == "A"
    assert f.grade_in_full("C", "en").startswith("C (assumption)")


def test_unknown_unit_is_shown_by_its_name() -> None:
    assert f.unit("fte", "nl") == "voltijdbanen"
    assert f.unit("moon_units", "nl") == "moon units"


@given(st.floats(-1e9, 1e9), st.floats(0, 1e8), st.sampled_from(["nl", "en"]))
def test_rounding_moves_a_number_by_half_a_step_at_most(low: float, width: float, lang: str) -> None:
    size = f.step(low, low + width, low)
    thousands, decimal = f.MARKS[lang]
    shown = f.number(low, lang, size).replace(thousands, "").replace(decimal, ".").replace(f.MINUS, "-")
    assert abs(float(shown) - low) <= size * 0.5001 + 1e-9 * abs(low) + 1e-9
