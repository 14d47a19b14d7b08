"""Who shares in a split: measures within their pillars, or pillars as a whole, and who is at work in a draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from krapte.country.axes import PILLARS
from krapte.measures.packages import Package, together

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
PILLAR, MEASURE, PAYER = "pillar", "measure", "payer"
BY = (PILLAR, MEASURE, PAYER)
ALL = "all"


@dataclass(frozen=True)
class Players:
    """The players by name, the union of each, and where each stands in the table of effects ``[player, 32]``."""

    names: tuple[str, ...]
    unions: tuple[str, ...]
    places: Bools

    def at_work(self, felt: Bools) -> list[int]:
        """The players that do anything at all, where ``felt [32]`` says at which places a dose is not zero.

        Whoever has no dose changes nothing, bit for bit: sets with and without it are one run.
        """
        return [player for player, own in enumerate(self.places) if np.any(own & felt)]

    def kept(self, one: int) -> Bools:
        """The places ``[32]`` of the players in a set."""
        inside = [player for player in range(len(self.names)) if one >> player & 1]
        return np.asarray(np.any(self.places[inside], axis=0))


def of(package: Package, ground: Package, by: str, room: int) -> Players:
    """The players of a package, in the order of the paper's pillars; payers share what measures get.

    ``ground`` are the measures that are law in the scenario: they stand in the same table of ``room`` places.
    """
    places = {measure.id: at for at, measure in enumerate(together(package, ground).measures)}
    own = sorted(package.measures, key=lambda one: PILLARS.index(one.pillar))
    if by == PILLAR:
        names: tuple[str, ...] = tuple(dict.fromkeys(one.pillar for one in own))
        members: Sequence[Sequence[int]] = [
            [places[one.id] for one in own if one.pillar == name] for name in names
        ]
        unions = (ALL,) * len(names)
    else:
        names = tuple(one.id for one in own)
        members = [[places[name]] for name in names]
        unions = tuple(one.pillar for one in own)
    made = np.zeros((len(names), room), dtype=bool)
    for player, at in enumerate(members):
        made[player, list(at)] = True
    return Players(names, unions, made)
