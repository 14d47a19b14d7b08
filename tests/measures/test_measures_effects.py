"""The padded table and how it moves parameters."""

from __future__ import annotations

from dataclasses import replace

import jax
import numpy as np
import pytest
from measure_texts import Numbers, lever

from krapte.figures.errors import InputError
from krapte.measures import Measure, effects, load, packages
from krapte.measures.apply import apply
from krapte.measures.effects import Effects
from krapte.measures.packages import Package, Row

jax.config.update("jax_enable_x64", True)

SLOTS = ("a.one", "a.two", "a.three", "b.x[techniek]", "b.x[rest]", "c.odd")
START = np.array([2.0, 0.1, -3.5, 0.0, -0.0, np.inf])
YEARS = range(2026, 2032)

LEVERS: tuple[Measure, ...] = (
    lever("aa", moves=(("a.one", "multiply", 1.1), ("a.two", "add", 0.3), ("b.x[rest]", "add", 1.0))),
    lever("bb", moves=(("a.one", "multiply", 0.9), ("a.two", "add", 0.1), ("b.x[rest]", "multiply", 2.0))),
    lever("cc", moves=(("a.two", "set", 7.0), ("a.one", "cap", 2.5), ("c.odd", "cap", 1e6)), ramp=2.3),
    lever(
        "dd", moves=(("a.one", "multiply", 1.3), ("a.two", "add", 0.7), ("a.three", "cap", -4.0)), fails=0.5
    ),
)


def package(*rows: Row) -> Package:
    return packages.build(replace(packages.load("none"), rows=rows))


def table(*rows: Row, draws: int = 3) -> Effects[np.ndarray]:
    return effects.effects(package(*rows), SLOTS, YEARS, Numbers(draws), draws=draws)


AXES = Effects(dose=None, set_on=None, set_value=0, ln_factor=0, add=0, cap=0)


@jax.jit
def every(start: jax.Array, made: Effects) -> jax.Array:
    """Parameters of every draw and year: as the engine has it, but small."""
    of_year = jax.vmap(apply, in_axes=(None, 0, None))
    return jax.vmap(of_year, in_axes=(None, 0, AXES))(start, made.dose, made)


def moved(*rows: Row, start: np.ndarray = START) -> np.ndarray:
    return np.asarray(every(start, table(*rows)))


def same_bits(made: np.ndarray, start: np.ndarray = START) -> bool:
    return np.ascontiguousarray(made).tobytes() == np.broadcast_to(start, made.shape).tobytes()


def test_without_measures_nothing_moves_bit_for_bit() -> None:
    assert same_bits(moved())
    none = effects.none(SLOTS, YEARS, 3)
    assert all(np.array_equal(ours, theirs) for ours, theirs in zip(none, table(), strict=True))


def test_with_all_doses_at_zero_nothing_moves_bit_for_bit() -> None:
    rows = [Row(one, 0, 2027) for one in LEVERS]
    assert same_bits(moved(*rows))
    made = table(*rows)
    for draw in range(3):  # slot by slot, outside the compiled program too
        here = Effects(*(leaf if leaf.ndim == 2 else leaf[draw] for leaf in made))
        assert same_bits(np.asarray(apply(START, made.dose[draw, 2], here)))
    nothing = np.array([-0.0, 0.0, np.inf, -np.inf, np.nan, 2.3e-308])
    assert same_bits(moved(*rows, start=nothing), nothing)


def test_before_the_start_nothing_moves_bit_for_bit() -> None:
    made = moved(*(Row(one, 5, 2027) for one in LEVERS))
    assert same_bits(made[:, 0])
    assert not same_bits(made[:, 1])


def test_only_what_a_measure_names_is_moved() -> None:
    made = moved(Row(LEVERS[0], 5, 2027))
    assert same_bits(made[..., [2, 3, 5]], START[[2, 3, 5]])


def test_multiply_is_a_factor_per_unit_of_dose() -> None:
    made = moved(Row(LEVERS[0], 2, 2028))
    assert np.allclose(made[0, :, 0], [2, 2, 2 * 1.21, 2 * 1.21, 2 * 1.21, 2 * 1.21], rtol=1e-14)


def test_add_is_an_amount_per_unit_of_dose() -> None:
    assert np.allclose(moved(Row(LEVERS[0], 2, 2026))[0, :, 1], 0.1 + 0.6, rtol=1e-14)


def test_set_comes_first_then_times_then_plus_then_cap() -> None:
    all_four = lever(
        moves=(
            ("a.two", "add", 1.0),
            ("a.two", "cap", 20.0),
            ("a.two", "multiply", 2.0),
            ("a.two", "set", 3.0),
        )
    )
    assert np.allclose(moved(Row(all_four, 2, 2026))[0, :, 1], 3 * 4 + 2, rtol=1e-14)
    assert np.all(moved(Row(all_four, 3, 2026))[..., 1] == 20)


def test_set_and_cap_hold_while_there_is_a_dose_however_small() -> None:
    made = moved(Row(LEVERS[2], 1e-9, 2028, 2029))
    assert list(made[0, :, 1]) == [0.1, 0.1, 7, 7, 0.1, 0.1]
    assert list(made[0, :, 5]) == [np.inf, np.inf, 1e6, 1e6, np.inf, np.inf]
    assert list(made[0, :, 0]) == [2.0] * 6  # below the cap already


def test_the_lowest_cap_holds() -> None:
    low, high = (
        lever(name, moves=(("a.one", "cap", value),)) for name, value in (("low", 1.5), ("top", 1.7))
    )
    assert np.all(moved(Row(high, 1, 2026), Row(low, 1, 2026))[..., 0] == 1.5)


def test_a_negative_dose_does_not_set_or_cap() -> None:
    assert same_bits(moved(Row(LEVERS[2], -1, 2026)))


def test_the_order_of_measures_changes_nothing() -> None:
    rows = [Row(one, 0.7, 2027) for one in LEVERS]
    assert moved(*rows).tobytes() == moved(*rows[::-1]).tobytes()


def test_splitting_a_dose_changes_nothing() -> None:
    whole = [Row(one, 0.3, 2027) for one in LEVERS]
    split = [Row(one, part, 2027) for part in (0.2, 0.1) for one in LEVERS]
    assert moved(*whole).tobytes() == moved(*split).tobytes()


def test_measures_at_zero_beside_others_change_nothing() -> None:
    some = [Row(LEVERS[0], 0.7, 2027), Row(LEVERS[1], 0.4, 2027), Row(LEVERS[3], 0.9, 2027)]
    idle = [Row(lever(f"{letter}{place}", moves=(("a.one", "multiply", 3.0), ("a.two", "add", 9.0))), 0, 2027)
            for letter in "abcd" for place in range(5)]  # fmt: skip
    assert moved(*some, *idle).tobytes() == moved(*some).tobytes()


def test_slope_of_a_dose_is_right_even_at_zero() -> None:
    made = table(*(Row(one, 0, 2027) for one in LEVERS))
    here = Effects(*(leaf if leaf.ndim == 2 else leaf[0] for leaf in made))
    start = START[:4]
    here = here._replace(**{name: getattr(here, name)[..., :4] for name in here._fields if name != "dose"})
    slopes = np.asarray(jax.jacfwd(apply, argnums=1)(start, np.zeros(32), here))
    backwards = np.asarray(jax.jacrev(apply, argnums=1)(start, np.zeros(32), here))
    assert np.allclose(slopes, backwards)
    assert np.allclose(slopes[0, :4], [2 * np.log(1.1), 2 * np.log(0.9), 0, 2 * np.log(1.3)])
    assert np.allclose(slopes[1, :4], [0.3, 0.1, 0, 0.7])
    assert np.all(slopes[2:] == 0)
    at = np.zeros(32)
    at[:4] = 0.4, 0.2, 0.0, 0.1
    slopes = np.asarray(jax.jit(jax.jacrev(apply, argnums=1))(start, at, here))
    steps = 1e-6 * np.eye(32)[:4]
    finite = [
        (np.asarray(apply(start, at + step, here)) - np.asarray(apply(start, at - step, here))) / 2e-6
        for step in steps
    ]
    keep = [0, 1, 3]  # the third sets and caps: a jump at zero, flat elsewhere
    assert np.allclose(slopes[:, keep], np.array(finite).T[:, keep], atol=1e-8)
    assert np.all(np.isfinite(slopes))


def test_the_table_is_padded_and_in_order_of_id() -> None:
    made = table(Row(LEVERS[1], 2, 2026), Row(LEVERS[0], 1, 2026), draws=4)
    assert made.dose.shape == (4, 6, 32)
    assert made.set_on.shape == (32, 6)
    assert made.add.shape == made.cap.shape == made.set_value.shape == made.ln_factor.shape == (4, 32, 6)
    assert all(leaf.dtype == np.float64 for leaf in made)
    assert np.all(made.dose[..., 0] == 1)
    assert np.all(made.dose[..., 1] == 2)
    assert np.all(made.dose[..., 2:] == 0)
    assert np.all(np.isinf(made.cap))


def test_no_more_than_there_is_room_for() -> None:
    many = [Row(lever(f"m{place}", moves=(("a.one", "add", 1.0),)), 1, 2026) for place in range(33)]
    assert np.allclose(moved(*many[:32])[..., 0], 34)
    with pytest.raises(InputError) as caught:
        table(*many)
    assert (caught.value.code, caught.value.found, caught.value.expected) == ("too_many_measures", "33", "32")


def test_a_slot_the_engine_does_not_have() -> None:
    with pytest.raises(InputError) as caught:
        table(Row(lever(moves=(("a.on", "add", 1.0),)), 1, 2026))
    assert (caught.value.code, caught.value.where) == ("unknown_parameter", "lever: moves.0.parameter")
    assert caught.value.expected.startswith("a.one")


def test_a_package_without_measures_needs_the_number_of_draws() -> None:
    with pytest.raises(ValueError, match="draws="):
        effects.effects(package(), SLOTS, YEARS, Numbers())


def test_keys_are_stable_and_are_all_that_is_asked() -> None:
    card = load("m1")
    named = effects.keys(card)
    assert named == [
        "m1.no_effect", "m1.reversal", "m1.timing.ramp_years", "m1.additionality", "m1.cost.0.eur",
        "m1.side_effects.0.value"]  # fmt: skip
    numbers = Numbers()
    effects.effects(packages.load("m1"), ["card.quota"], YEARS, numbers)
    assert set(numbers.asked) <= set(named)


def test_the_orange_card_opens_a_quota() -> None:
    numbers = Numbers(draws=500)
    made = effects.effects(packages.load("m1"), ["card.exit", "card.quota"], range(2026, 2051), numbers)
    quota = np.asarray(every(np.array([0.1, 0.0]), made))[..., 1]
    assert np.all(quota[:, :2] == 0)
    assert np.all(np.asarray(made.dose) >= 0)
    works = quota[:, 2] > 0
    assert 0.85 < works.mean() < 0.95
    later = quota[works, 8]  # 2034: the ramp is over, an eighth is withdrawn
    assert 0.8 < (later > 0).mean() < 0.95
    assert 2100 <= later[later > 0].min() <= later.max() <= 3000
