"""Slopes of one reading in all doses, as a question to whoever computes; a part of fewer draws than a run's.

What is kept are the slopes in the doses alone: a search asks for nothing else.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.country.axes import FIRST_YEAR
from krapte.engine import cohort, part, slopes
from krapte.engine.cohort import World
from krapte.engine.identity import Identity
from krapte.engine.packed import Packed, unpack
from krapte.engine.part import Ground, Hear

Floats = NDArray[np.float64]
SLOPES = "slopes"
SIZE = 16  # draws of a part: the slopes of a draw take as long as four runs of it


class Differ:
    """Slopes on the draws of ``ground``."""

    def __init__(self, ground: Ground, world: World, threads: int | None = None) -> None:
        self.ground, self.world, self.threads = ground, world, threads

    def doses(self, table: Packed, reading: str, hear: Hear | None = None) -> Floats:
        """The slopes ``[draw, step, 32]`` of a reading of techniek in the last year, in every dose before it."""
        ground = self.ground
        draws = cohort.draws_of(ground.parameters, ground.shock, unpack(table))
        weight = slopes.weights(reading, ground.to)
        count = len(ground.parameters)
        found = slopes.slopes(draws, self.world, count, weight, threads=self.threads, hear=hear)
        return np.asarray(found.effects.dose[:, : ground.to - FIRST_YEAR])


class Sloped(NamedTuple):
    """A question to whoever computes: how a reading of the last year of the ground moves with each dose."""

    ground: Ground
    table: Packed
    reading: str
    pages: tuple[str, ...] = (SLOPES,)

    def key(self, ground: str, by: Identity) -> str:
        """The key of its outcome; ``ground`` is the key of the ground."""
        return part.key(f"{ground}|slopes|{self.reading}", self.table, by)

    def runner(self, world: World, threads: int | None = None) -> Differ:
        """What takes slopes on this ground."""
        return Differ(self.ground, world, threads)

    def answer(self, runner: Differ, hear: Hear | None = None) -> dict[str, Floats]:
        """The slopes ``slopes [draw, step, 32]``."""
        return {SLOPES: runner.doses(self.table, self.reading, hear)}
