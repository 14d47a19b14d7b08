"""What Owen values are estimated with where not every set can be run: random orders that keep unions together.

One random order of the unions, and one of the members of each, gives a chain of sets; what each player adds in the
chain is an unbiased estimate of its part, and the parts of one chain add up to the whole exactly. Chains come in
pairs, one the other backwards: who comes early in one comes late in the other, which takes out much of the noise.

For two players of different unions the exact index of interaction needs every part of one union beside every part
of the other. Here two unions come side by side, after a random set of others, each in a random order; the sets that
hold the first ``a`` of one and the first ``b`` of the other make a grid, of which every cell tells one pair. A grid
adds up over its pairs to the interaction of the two unions after those others.

Orders are keyed by (seed, draw, number of the order): they hang on nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.analysis.owen import Pair, Unions, of

Floats = NDArray[np.float64]


class Chain(NamedTuple):
    """The players in the order in which they come, unions kept together."""

    players: tuple[int, ...]

    @property
    def sets(self) -> list[int]:
        """The empty set and each one with one more of them."""
        return [of(self.players[:size]) for size in range(len(self.players) + 1)]


class Grid(NamedTuple):
    """Two unions, each in an order, after a set of others."""

    before: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]

    @property
    def sets(self) -> list[int]:
        """The sets of the grid, row by row."""
        return [
            self.before | of(self.rows[:a]) | of(self.columns[:b])
            for a in range(len(self.rows) + 1)
            for b in range(len(self.columns) + 1)
        ]


def _numbers(seed: int, draw: int, order: int) -> np.random.Generator:
    key = np.array([seed, draw << 32 | order], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=key))


def chains(parts: Unions, seed: int, draw: int, order: int) -> tuple[Chain, Chain]:
    """A random order that keeps the unions together, and the same backwards."""
    numbers = _numbers(seed, draw, order)
    made = [
        int(player) for at in numbers.permutation(len(parts)) for player in numbers.permutation(parts[at])
    ]
    return Chain(tuple(made)), Chain(tuple(made[::-1]))


def grids(parts: Unions, seed: int, draw: int) -> list[Grid]:
    """For every two unions a random grid, and the same backwards with the others that it left out."""
    numbers = _numbers(seed, draw, 0)
    made = []
    for one, two in combinations(range(len(parts)), 2):
        others = [at for at in range(len(parts)) if at not in (one, two)]
        place = numbers.random()
        coming = (
            numbers.random(len(others)) < place
        )  # who comes before a player that stands at a random place
        before = [of(parts[at]) for at, comes in zip(others, coming, strict=True) if comes]
        after = [of(parts[at]) for at, comes in zip(others, coming, strict=True) if not comes]
        rows, columns = (tuple(map(int, numbers.permutation(parts[at]))) for at in (one, two))
        made += [Grid(sum(before), rows, columns), Grid(sum(after), rows[::-1], columns[::-1])]
    return made


def values(cubes: Mapping[int, Floats], of_order: tuple[Chain, Chain], count: int) -> Floats:
    """What each player adds ``[player, ...]``, mean over the order and the same backwards."""
    made = np.zeros((count, *cubes[0].shape))
    for chain in of_order:
        sets = chain.sets
        for player, less, more in zip(chain.players, sets, sets[1:], strict=False):
            made[player] += (cubes[more] - cubes[less]) / 2
    return made


def pairs(cubes: Mapping[int, Floats], grid: Grid) -> dict[Pair, Floats]:
    """The interaction of every player of one union with every one of the other, in this grid."""
    shape = (len(grid.rows) + 1, len(grid.columns) + 1)
    table = np.stack([cubes[one] - cubes[0] for one in grid.sets])
    table = table.reshape(*shape, *cubes[0].shape)
    cells = table[1:, 1:] - table[1:, :-1] - table[:-1, 1:] + table[:-1, :-1]
    return {
        (min(one, two), max(one, two)): cells[a, b]
        for a, one in enumerate(grid.rows)
        for b, two in enumerate(grid.columns)
    }
