"""Each measure's fair share of what a package does: Owen values on every draw, and which pairs help or hinder.

Sets that are done are kept by the store, so that a run that was cut off goes on where it stopped, and more draws take
only the new ones. Per draw the parts of all add up to the whole; means over draws therefore do too, intervals do not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from krapte.analysis import orders, owen
from krapte.analysis.coalitions import OF, Coalitions
from krapte.analysis.players import Players
from krapte.analysis.runs import Progress
from krapte.figures.errors import InputError, InvariantError

Floats = NDArray[np.float64]
MOST_SETS = 200_000  # of one draw: more would take hours for a hundred draws, and gigabytes
EXACT = 1e-9  # relative: how closely parts must add up to the whole
LEAD = OF.index(("vacancies", "techniek"))  # the reading of which pairs are told
FIELDS = ("parts", "alone", "last", "noise", "base", "whole", "pairs", "known")


@dataclass(frozen=True)
class Shares:
    """What the draws gave: ``parts``, what each adds ``alone`` and ``last`` of all, ``[draw, player, reading, year]``.

    ``base`` is without and ``whole`` the change by all ``[draw, reading, year]``. ``noise`` is the variance that random
    orders leave in a part (zero where exact). ``pairs [draw, player, player, year]`` (the first number the smaller) is
    the interaction in open technical vacancies, ``known`` whether it was told in a draw: exact within a union,
    estimated across unions. ``exact`` says whether parts are exact.
    """

    players: Players
    years: tuple[int, ...]
    exact: bool
    parts: Floats
    alone: Floats
    last: Floats
    noise: Floats
    base: Floats
    whole: Floats
    pairs: Floats
    known: Floats
    runs: int = 0

    def error(self, reading: int) -> Floats:
        """Standard error of the mean parts ``[player, year]`` by random orders alone; zero where exact."""
        noise = self.noise[:, :, reading]
        return np.asarray(np.sqrt(noise.sum(axis=0)) / len(noise))


def wanted(of: Coalitions, draw: int, seed: int, many: int, pairs: bool) -> list[list[int]]:
    """The sets that a draw asks for, each once: those of the parts, then what pairs ask for beyond them.

    ``many`` random orders, or 0 for all that exact parts need.
    """
    parts = owen.unions(of.players.unions, of.at_work(draw))
    everyone = owen.of(of.at_work(draw))
    found = {0, everyone}
    if not many:
        _affordable(parts)
        found |= set(owen.needed(parts))
    for order in range(1, many + 1):
        found |= {one for chain in orders.chains(parts, seed, draw, order) for one in chain.sets}
    more = {one for grid in (orders.grids(parts, seed, draw) if pairs else ()) for one in grid.sets}
    return [sorted(found), sorted(more - found)]


def _affordable(parts: owen.Unions) -> None:
    """InputError where one draw alone would ask for too many sets; told before they are made."""
    many = sum(2 ** (len(own) + len(parts) - 1) for own in parts)
    if many > MOST_SETS:
        raise InputError("split_too_large", where="split", found=many, expected=f"at most {MOST_SETS}")


def shares(of: Coalitions, *, many: int = 0, pairs: bool = True, progress: Progress | None = None) -> Shares:
    """The shares on all draws of ``of``; ``many`` random orders instead of all sets, two at least."""
    draws, seed = of.runs.draws, of.runs.seed
    sets = {draw: wanted(of, draw, seed, many, pairs) for draw in range(draws)}
    made: list[dict[str, Floats]] = []
    for some in of.together(range(draws)):
        cubes = of.run({draw: sets[draw] for draw in some})
        for draw in some:
            made.append(_draw(of, draw, cubes.pop(draw), (many, pairs)))
            if progress:
                progress(len(made), draws)
    joined = {name: np.stack([one[name] for one in made]) for name in FIELDS}
    checked(joined)
    runs = sum(len(group) for groups in sets.values() for group in groups)
    return Shares(of.players, of.years, not many, **joined, runs=runs)


def checked(found: dict[str, Floats]) -> None:
    """InvariantError where the parts of a draw do not add up to its whole."""
    gap = np.abs(found["parts"].sum(axis=1) - found["whole"])
    size = np.maximum(np.abs(found["whole"]), np.abs(found["parts"]).max(axis=1, initial=0.0))
    worst = float(np.max(gap / np.maximum(size, 1e-300), initial=0.0, where=size > 0))
    if worst > EXACT:
        raise InvariantError("parts_do_not_add_up", f"{worst:.3g}, at most {EXACT:g} allowed")


def _draw(of: Coalitions, draw: int, cubes: dict[int, Floats], how: tuple[int, bool]) -> dict[str, Floats]:
    """All that is told of one draw."""
    many, count = how[0], len(of.players.names)
    here = of.at_work(draw)
    parts, everyone = owen.unions(of.players.unions, here), owen.of(here)
    whole = cubes[everyone] - cubes[0]
    made = {name: np.zeros((count, *whole.shape)) for name in ("parts", "alone", "last", "noise")}
    if many:
        chains = [orders.chains(parts, of.runs.seed, draw, order) for order in range(1, many + 1)]
        each = np.stack([orders.values(cubes, chain, count) for chain in chains])
        made["parts"], made["noise"] = each.mean(axis=0), each.var(axis=0, ddof=1) / many
    else:
        made["parts"] = owen.values(cubes, parts, count)
        for player in here:
            made["alone"][player] = cubes[1 << player] - cubes[0]
            made["last"][player] = cubes[everyone] - cubes[everyone & ~(1 << player)]
    matrix, known = _pairs(cubes, parts, count, (of.runs.seed, draw), how)
    return made | {"base": cubes[0], "whole": whole, "pairs": matrix, "known": known}


def _pairs(
    cubes: dict[int, Floats], parts: owen.Unions, count: int, key: tuple[int, int], how: tuple[int, bool]
) -> tuple[Floats, Floats]:
    """Interactions ``[player, player, year]`` and whether each is told; who does nothing has none, exactly."""
    lead = {one: cube[LEAD] for one, cube in cubes.items()}
    made = np.zeros((count, count, *lead[0].shape))
    many, pairs = how
    known = np.full((count, count), float(pairs))
    if not pairs:
        return made, known
    if many:
        for own in parts:
            known[np.ix_(own, own)] = 0.0
    else:
        for (one, two), value in owen.pairs(lead, parts).items():
            made[one, two] = value
    for grid in orders.grids(parts, *key):
        for (one, two), value in orders.pairs(lead, grid).items():
            made[one, two] += value / 2
    return made, known
