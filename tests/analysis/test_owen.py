"""Owen values and interactions on made games: against all orders, and by the axioms that define them."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from krapte.analysis import orders, owen
from krapte.analysis.split import shapley

UNIONS = [[0, 1, 2], [3, 4], [5]]
EVERYONE, COUNT = 0b111111, 6
RNG = np.random.default_rng(11)


def game(unions=UNIONS, shape=(3,)):
    return {one: 5e4 + 100 * RNG.normal(size=shape) for one in owen.needed(unions)}


def whole_game(count=COUNT):
    return {one: RNG.normal(size=()) for one in range(1 << count)}


def in_orders(unions):
    """Every order that keeps unions together."""

    def go(left):
        if not left:
            yield ()
            return
        for first in permutations(left[0]):
            for rest in go(left[1:]):
                yield first + rest

    for outer in permutations(unions):
        yield from go(outer)


def test_a_part_is_the_mean_over_all_orders_that_keep_unions_together() -> None:
    cubes = game()
    made = owen.values(cubes, UNIONS, COUNT)
    added = np.zeros((COUNT, 3))
    found = list(in_orders(UNIONS))
    for order in found:
        before = 0
        for player in order:
            added[player] += cubes[before | 1 << player] - cubes[before]
            before |= 1 << player
    assert len(found) == 6 * 6 * 2
    np.testing.assert_allclose(made, added / len(found), rtol=1e-9)


def test_efficiency_and_the_pillars_own_shapley_value() -> None:
    cubes = game()
    made = owen.values(cubes, UNIONS, COUNT)
    np.testing.assert_allclose(made.sum(axis=0), cubes[EVERYONE] - cubes[0], rtol=1e-12)
    names = ("x", "y", "z")
    quotient = {
        frozenset(n for n, inside in zip(names, kept, strict=True) if inside): cubes[
            sum(owen.of(u) for u, inside in zip(UNIONS, kept, strict=True) if inside)
        ]
        for kept in np.ndindex(2, 2, 2)
    }
    for name, union in zip(names, UNIONS, strict=True):
        np.testing.assert_allclose(made[union].sum(axis=0), shapley(quotient, names)[name], rtol=1e-10)


def test_who_adds_nothing_gets_nothing_and_twins_get_the_same() -> None:
    value = {0: 0.0, 1: 4.0, 2: 4.0, 3: 5.0}  # players 0 and 1 of the first union do the same

    def worth(one: int) -> np.ndarray:
        return np.array(value[one & 3] + (2.0 + (one & 1) + (one >> 1 & 1) if one & 8 else 0.0))

    made = owen.values({one: worth(one) for one in owen.needed(UNIONS)}, UNIONS, COUNT)
    assert made[0] == pytest.approx(made[1])
    assert made[0] > 1
    assert made[[2, 4, 5]] == pytest.approx([0, 0, 0], abs=1e-12)


def test_additivity() -> None:
    one, two = game(), game()
    both = {key: 2 * one[key] - 3 * two[key] for key in one}
    np.testing.assert_allclose(
        owen.values(both, UNIONS, COUNT),
        2 * owen.values(one, UNIONS, COUNT) - 3 * owen.values(two, UNIONS, COUNT),
        rtol=1e-8,
    )


def test_one_union_for_all_is_shapley_and_so_are_unions_of_one() -> None:
    cubes = whole_game(4)
    names = ("a", "b", "c", "d")
    as_sets = {
        frozenset(n for at, n in enumerate(names) if one >> at & 1): cube for one, cube in cubes.items()
    }
    expected = np.array(list(shapley(as_sets, names).values()))
    for unions in ([[0, 1, 2, 3]], [[0], [1], [2], [3]]):
        np.testing.assert_allclose(owen.values(cubes, unions, 4), expected, rtol=1e-9)


def test_the_sets_that_are_needed_are_few() -> None:
    paper = [list(range(9)), list(range(9, 14)), list(range(14, 19)), [19]]
    assert len(owen.needed(paper)) == 16 + 8 * (510 + 30 + 30)


def interaction(cubes, one, two, unions):
    """By all orders in which the pair, or their two unions, come side by side."""
    found, union = [], {p: at for at, own in enumerate(unions) for p in own}
    for order in in_orders(unions):
        at = order.index(one)
        if union[one] == union[two]:
            if order[at + 1 : at + 2] != (two,):
                continue
            inner = owen.of(order[:at])
        else:
            later = [union[p] for p in order]
            if (
                abs(
                    list(dict.fromkeys(later)).index(union[one])
                    - list(dict.fromkeys(later)).index(union[two])
                )
                != 1
            ):
                continue
            pair = (union[one], union[two])
            first = min(order.index(p) for p in range(COUNT) if union[p] in pair)
            mine = [p for p in order if union[p] == union[one]]
            yours = [p for p in order if union[p] == union[two]]
            inner = (
                owen.of(order[:first]) | owen.of(mine[: mine.index(one)]) | owen.of(yours[: yours.index(two)])
            )
        a, b = 1 << one, 1 << two
        found.append(cubes[inner | a | b] - cubes[inner | a] - cubes[inner | b] + cubes[inner])
    return np.mean(found)


def test_pairs_of_one_union_are_the_mean_over_orders_in_which_they_stand_side_by_side() -> None:
    cubes = whole_game()
    made = owen.pairs(cubes, UNIONS)
    assert set(made) == {(0, 1), (0, 2), (1, 2), (3, 4)}
    for (one, two), value in made.items():
        assert value == pytest.approx(interaction(cubes, one, two, UNIONS), rel=1e-9)


def test_pairs_across_unions_are_estimated_without_bias() -> None:
    cubes = whole_game()
    told: dict[tuple[int, int], list[float]] = {}
    for draw in range(3000):
        for grid in orders.grids(UNIONS, 1, draw):
            for pair, value in orders.pairs(cubes, grid).items():
                told.setdefault(pair, []).append(float(value))
    assert set(told) == {(a, b) for a in range(3) for b in (3, 4)} | {(a, 5) for a in range(5)}
    for (one, two), values in told.items():
        error = np.std(values) / np.sqrt(
            len(values) / 2
        )  # those of a grid and of the same backwards hang together
        assert np.mean(values) == pytest.approx(interaction(cubes, one, two, UNIONS), abs=4 * error + 1e-12)
        assert error < 0.2


def test_a_grid_adds_up_to_the_interaction_of_its_unions() -> None:
    cubes = whole_game()
    for grid in orders.grids(UNIONS, 3, 7):
        a, b, none = owen.of(grid.rows), owen.of(grid.columns), grid.before
        expected = cubes[none | a | b] - cubes[none | a] - cubes[none | b] + cubes[none]
        assert sum(orders.pairs(cubes, grid).values()) == pytest.approx(expected)


def test_random_orders_are_unbiased_add_up_and_come_back_the_same() -> None:
    cubes = whole_game()
    exact = owen.values(cubes, UNIONS, COUNT)
    each = np.array(
        [orders.values(cubes, orders.chains(UNIONS, 1, 0, order), COUNT) for order in range(1, 2001)]
    )
    np.testing.assert_allclose(each.sum(axis=1), cubes[EVERYONE] - cubes[0], rtol=1e-9)
    error = each.std(axis=0) / np.sqrt(len(each))
    assert np.all(np.abs(each.mean(axis=0) - exact) < 4 * error + 1e-12)
    assert orders.chains(UNIONS, 1, 0, 5) == orders.chains(UNIONS, 1, 0, 5)
    assert orders.chains(UNIONS, 1, 0, 5) != orders.chains(UNIONS, 1, 1, 5)


def test_an_order_keeps_unions_together_and_its_twin_is_it_backwards() -> None:
    for order in range(1, 20):
        one, two = orders.chains(UNIONS, 2, 3, order)
        assert one.players == two.players[::-1]
        names = [next(at for at, union in enumerate(UNIONS) if p in union) for p in one.players]
        assert len(dict.fromkeys(names)) == sum(
            a != b for a, b in zip(names, [None, *names[:-1]], strict=True)
        )
