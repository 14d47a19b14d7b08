"""Owen values: each measure's fair share, where measures stand in unions (the pillars) that come as a whole.

    part(i) = mean of what i adds over all orders in which the unions come one after the other, and the members of a
              union one after the other

So a measure shares in what its pillar adds, and the parts of a pillar's measures add up to the pillar's own Shapley
value. With one union for all it is Shapley's value. A set of players is a whole number whose bit ``i`` is 1 where
player ``i`` is in it. Needed are the sets that hold of one union any part and of the others all or nothing: for four
unions of 9, 5, 5 and 1 that is 4,576 sets, where all sets are a million.

Pairs: ``pairs`` tells how far two players help (above zero) or hinder each other in the same orders, the two side by
side: the mean over those of  v(S + i + j) - v(S + i) - v(S + j) + v(S). That is Shapley's index of interaction, kept
to the unions. Over all pairs of two unions it adds up to the index of the unions themselves.
Guillermo Owen 1977 (values of games with a priori unions); Grabisch and Roubens 1999 (interaction).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Unions = Sequence[Sequence[int]]  # the numbers of the players in each union
Pair = tuple[int, int]


def of(players: Sequence[int]) -> int:
    """The set of these players."""
    return sum(1 << player for player in players)


def unions(names: Sequence[str], players: Sequence[int]) -> list[list[int]]:
    """Players ``[0 .. n)`` by the name of their union, those only that are in ``players``."""
    found: dict[str, list[int]] = {}
    for player in players:
        found.setdefault(names[player], []).append(player)
    return list(found.values())


def needed(parts: Unions) -> list[int]:
    """Every set that exact Owen values need, each once, in order."""
    wanted = {0}
    for own, others in _each(parts):
        inside = subsets(own)
        wanted |= {outer | inner for outer in others for inner in inside}
    return sorted(wanted)


def subsets(players: Sequence[int]) -> list[int]:
    """All sets of these players; at place ``p`` player ``k`` of them is in where bit ``k`` of ``p`` is 1."""
    made = [0]
    for player in players:
        made += [one | 1 << player for one in made]
    return made


def values(cubes: Mapping[int, Floats], parts: Unions, count: int) -> Floats:
    """Owen values ``[player, ...]`` of ``count`` players, from the value of every needed set.

    Parts add up to the value of all less that of none; a player who is in no union has part zero.
    """
    base = cubes[0]
    made = np.zeros((count, *base.shape))
    for own, others in _each(parts):
        places = np.arange(1 << len(own))
        weights = [_weight(size, len(own)) for size in range(len(own))]
        for outer, of_outer in others.items():
            table = np.stack([cubes[outer | inner] - base for inner in subsets(own)])
            for k, player in enumerate(own):
                without = places[(places >> k & 1) == 0]
                weight = of_outer * np.array([weights[int(one).bit_count()] for one in without])
                made[player] += np.tensordot(weight, table[without | 1 << k] - table[without], axes=1)
    return made


def pairs(cubes: Mapping[int, Floats], parts: Unions) -> dict[Pair, Floats]:
    """The interaction of every two players of one union, from the same sets."""
    base, made = cubes[0], {}
    for own, others in _each(parts):
        places = np.arange(1 << len(own))
        weights = [_weight(size, len(own) - 1) for size in range(len(own) - 1)]
        for (k, one), (m, two) in combinations(enumerate(own), 2):
            both = 1 << k | 1 << m
            without = places[(places & both) == 0]
            inner = np.array([weights[int(place).bit_count()] for place in without])
            total = np.zeros_like(base, dtype=np.float64)
            for outer, of_outer in others.items():
                table = np.stack([cubes[outer | some] - base for some in subsets(own)])
                more = (
                    table[without | both] - table[without | 1 << k] - table[without | 1 << m] + table[without]
                )
                total += np.tensordot(of_outer * inner, more, axes=1)
            made[min(one, two), max(one, two)] = total
    return made


def _each(parts: Unions) -> list[tuple[list[int], dict[int, float]]]:
    """Every union with the sets of other unions that can have come before it, and their weights."""
    made = []
    for at, own in enumerate(parts):
        rest = [of(other) for place, other in enumerate(parts) if place != at]
        before = {
            sum(some): _weight(size, len(parts))
            for size in range(len(rest) + 1)
            for some in combinations(rest, size)
        }
        made.append((list(own), before))
    return made


def _weight(before: int, players: int) -> float:
    """The chance that one of ``players`` finds just these ``before`` it in a random order."""
    return math.factorial(before) * math.factorial(players - 1 - before) / math.factorial(players)
