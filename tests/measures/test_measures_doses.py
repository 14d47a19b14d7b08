"""Dose paths: ramp, lag, end, persistence, withdrawal; and that only the sum of a year matters."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_texts import Numbers, lever

from krapte.measures import Measure, dose_path
from krapte.measures.packages import Row

YEARS = range(2025, 2041)


def path(*rows: Row, numbers: Numbers | None = None) -> np.ndarray:
    numbers = numbers or Numbers()
    made = dose_path.path(rows, YEARS, numbers, numbers.draws)
    assert made.shape == (numbers.draws, len(YEARS))
    return made


def line(*rows: Row) -> list[float]:
    """The path of a measure without uncertainty: every draw is the same."""
    made = path(*rows)
    assert np.all(made == made[0])
    return [float(value) for value in made[0]]


def at_once(dose: float = 10, end: int | None = None, **more: float) -> Row:
    return Row(lever(**more), dose, 2027, end)


def test_at_once_and_for_good() -> None:
    assert line(at_once()) == [0, 0] + [10] * 14


def test_the_last_year_counts() -> None:
    assert line(at_once(end=2029)) == [0, 0, 10, 10, 10] + [0] * 11
    assert line(at_once(end=2027)) == [0, 0, 10] + [0] * 13


def test_ramp_counts_the_mean_of_each_year() -> None:
    assert np.allclose(line(at_once(6, ramp=3))[2:7], [1, 3, 5, 6, 6], rtol=1e-15)
    assert np.allclose(line(at_once(1, ramp=2.5))[2:6], [0.2, 0.6, 0.95, 1], rtol=1e-15)
    assert np.allclose(line(at_once(1, ramp=0.5))[2:4], [0.75, 1], rtol=1e-15)
    assert line(at_once(0.1, ramp=3))[5:] == [0.1] * 11  # full is exactly full


def test_the_area_a_ramp_costs_is_half_its_length() -> None:
    for length in (0.0, 0.3, 1.0, 2.7, 5.0):
        assert np.isclose(sum(1 - value for value in line(at_once(1, ramp=length))[2:]), length / 2)


def test_lag_moves_the_whole_path() -> None:
    assert line(at_once(end=2029, lag=4)) == [0] * 6 + [10] * 3 + [0] * 7
    assert line(at_once(end=2028, lag=0.25))[2:6] == [7.5, 10, 2.5, 0]


def test_what_is_kept_fades_from_the_level_reached() -> None:
    assert line(at_once(8, end=2028, kept=0.5))[2:7] == [8, 8, 4, 2, 1]
    assert line(at_once(8, end=2028, kept=1))[2:] == [8] * 14
    assert np.allclose(line(at_once(6, end=2028, ramp=3, kept=0.5))[2:6], [1, 3, 1.5, 0.75])


def test_a_measure_works_or_does_nothing() -> None:
    assert np.all(path(at_once(fails=0.3), numbers=Numbers(no_effect=0.29)) == 0)
    assert np.any(path(at_once(fails=0.3), numbers=Numbers(no_effect=0.31)) > 0)
    assert np.all(path(at_once(fails=1)) == 0)


def test_withdrawal_is_an_end_nobody_planned() -> None:
    row = at_once(8, reversal=0.5, kept=0.5)  # in force n years with chance 0.5 ** n
    assert list(path(row, numbers=Numbers(reversal=0.9))[0, 2:6]) == [8, 4, 2, 1]  # never less than one year
    assert list(path(row, numbers=Numbers(reversal=0.3))[0, 2:6]) == [8, 8, 4, 2]
    assert list(path(at_once(8, reversal=1))[0, 2:5]) == [8, 0, 0]
    early = Row(lever(reversal=0.5), 8, 2027, 2027)
    assert list(path(early, numbers=Numbers(reversal=0.01))[0, 2:5]) == [
        8,
        0,
        0,
    ]  # the planned end comes first


def test_withdrawals_come_at_their_chance_per_year() -> None:
    numbers = Numbers(draws=20_000)
    there = path(at_once(1, reversal=0.1), numbers=numbers)[:, 2:].mean(axis=0)
    assert np.allclose(there, 0.9 ** np.arange(14), atol=0.012)


def test_nothing_of_a_later_row_comes_after_the_withdrawal() -> None:
    measure = lever(reversal=0.5)
    made = path(Row(measure, 5, 2027), Row(measure, 5, 2029), numbers=Numbers(reversal=0.3))
    assert list(made[0, 2:6]) == [5, 5, 0, 0]


def test_realisation_and_additionality_scale_the_dose() -> None:
    full = lever()
    half = full.model_copy(
        update={
            "realisation": full.realisation.model_copy(update={"central": 0.5}),
            "additionality": full.additionality.model_copy(update={"central": 0.8}),
        }
    )
    assert np.allclose(path(Row(half, 10, 2027))[0, 2:], 4)


# --- only the sum of a year matters -------------------------------------------------------------------------


def uncertain(name: str = "lever") -> Measure:
    """Everything at work: a ramp, a lag, something kept, a chance of failure and of withdrawal."""
    return lever(name, ramp=2.7, lag=1.3, kept=0.6, fails=0.2, reversal=0.1)


def test_splitting_a_dose_changes_nothing() -> None:
    one = uncertain()
    whole = path(Row(one, 0.3, 2027, 2032))
    assert 0 < np.max(whole) < 0.3 + 1e-12
    for parts in ([0.1, 0.2], [0.2, 0.1], [0.1, 0.1, 0.1], [0.4, -0.1], [0.3, 0]):
        split = path(*(Row(one, part, 2027, 2032) for part in parts))
        assert split.tobytes() == whole.tobytes()


def test_splitting_a_period_changes_nothing() -> None:
    one = uncertain()
    whole = path(Row(one, 0.3, 2027, 2032))
    assert path(Row(one, 0.3, 2027, 2029), Row(one, 0.3, 2030, 2032)).tobytes() == whole.tobytes()
    assert (
        path(Row(one, 0.1, 2027, 2032), Row(one, 0.2, 2027, 2028), Row(one, 0.2, 2029, 2032)).tobytes()
        == whole.tobytes()
    )
    assert path(Row(one, 0.3, 2027), Row(one, -0.3, 2033)).tobytes() == whole.tobytes()
    assert path(Row(one, 0, 2026), Row(one, 0.3, 2027, 2032)).tobytes() == whole.tobytes()


def test_the_order_of_rows_changes_nothing() -> None:
    one = uncertain()
    rows = [
        Row(one, 0.1, 2027),
        Row(one, 0.2, 2028, 2031),
        Row(one, 0.7, 2030, 2033),
        Row(one, 0.1, 2027, 2027),
    ]
    made = {path(*order).tobytes() for order in itertools.permutations(rows)}
    assert len(made) == 1


def test_layers_end_last_in_first_out() -> None:
    one = lever()
    rows = [Row(one, 10, 2027), Row(one, 20, 2029, 2031), Row(one, -50, 2035)]
    assert dose_path.layers(rows) == [
        (2027, 2034, 10.0), (2029, 2031, 20.0), (2035, np.inf, -40.0)]  # fmt: skip


def test_zero_dose_is_plain_zero() -> None:
    made = path(Row(uncertain(), 0, 2027), Row(uncertain(), -0.0, 2028, 2029))
    assert made.tobytes() == np.zeros_like(made).tobytes()


def test_opposite_doses_cancel_to_plain_zero() -> None:
    made = path(Row(uncertain(), 0.1, 2027), Row(uncertain(), 0.2, 2027), Row(uncertain(), -0.3, 2027))
    assert made.tobytes() == np.zeros_like(made).tobytes()


dose = st.floats(0, 500, allow_nan=False)
shape = st.fixed_dictionaries(
    {"ramp": st.floats(0, 8), "lag": st.floats(0, 6), "kept": st.floats(0, 1), "reversal": st.floats(0, 0.5)}
)


@settings(max_examples=40, deadline=None)
@given(shape, dose, dose, st.integers(2025, 2035), st.integers(0, 10))
def test_a_larger_dose_never_does_less(
    form: dict[str, float], one: float, other: float, start: int, length: int
) -> None:
    measure = lever(**form)
    small, large = sorted((one, other))
    low = path(Row(measure, small, start, start + length))
    high = path(Row(measure, large, start, start + length))
    assert np.all(high >= low)
    assert np.all(low >= 0)
    assert np.all(high <= large * (1 + 1e-12))


@settings(max_examples=25, deadline=None)
@given(
    shape, st.lists(st.tuples(st.integers(-500, 500), st.integers(2025, 2035), st.integers(0, 9)), max_size=5)
)
def test_yearly_sums_are_all_that_counts(form: dict[str, float], rows: list[tuple[int, int, int]]) -> None:
    measure = lever(**form)
    whole = [Row(measure, amount / 10, start, start + length) for amount, start, length in rows]
    yearly = [Row(measure, row.dose, year, year) for row in whole for year in range(row.start, row.end + 1)]
    made = [dose_path.path(these, YEARS, Numbers(), 5) for these in (whole, yearly[::-1])]
    assert made[0].tobytes() == made[1].tobytes()


@pytest.mark.parametrize("length", [0.0, 0.4, 1.0, 3.0, 7.5])
def test_a_ramp_rises_to_one(length: float) -> None:
    made = dose_path.ramp(np.arange(-3.0, 12), np.full(15, length))
    assert np.all(np.diff(made) >= 0)
    assert list(made[:3]) == [0, 0, 0]
    assert made[-1] == 1
