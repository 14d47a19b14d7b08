"""A part: some draws of one variant, and the key by which its outcome is known.

Parts begin at multiples of 256 draws, whole batches of the compiled program. So a part is the same bits by itself, in
a thousand draws, on another thread, in another process or on another machine of the same kind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.engine import identity, invariants, kept
from krapte.engine.cohort import WIDTH, World
from krapte.engine.identity import Identity
from krapte.engine.packed import Packed, unpack
from krapte.engine.shared import SharedRuns

Floats = NDArray[np.float64]
Hear = Callable[[int], None]
SIZE = 256  # some seconds of work, beside which sending it is nothing
assert SIZE % WIDTH == 0


class Ground(NamedTuple):
    """What all variants of some draws share."""

    scenario: str
    """By which another machine makes the world from its own embedded data."""
    world: str
    """The hash of that world."""
    to: int
    parameters: Floats
    """[draw, slot]"""
    shock: Floats
    """[draw, step]"""

    def key(self) -> str:
        """The hash of all of it but the name of the scenario: the world is what counts."""
        digest = hashlib.sha256(f"{self.world}|{self.to}|".encode())
        identity.add(digest, self.parameters)
        identity.add(digest, self.shock)
        return digest.hexdigest()


class Part(NamedTuple):
    """A question to whoever computes: nothing but text and numbers."""

    ground: Ground
    table: Packed
    pages: tuple[str, ...]
    since: int = 0
    """The first step that is kept: where a variant is known to be another until then, the rest is enough."""

    def key(self, ground: str, by: Identity) -> str:
        """The key of its outcome; ``ground`` is the key of the ground."""
        return key(f"{ground}|{self.since}" if self.since else ground, self.table, by)

    def runner(self, world: World, threads: int | None = None) -> SharedRuns:
        """What runs parts of this ground."""
        ground = self.ground
        return SharedRuns(ground.parameters, ground.shock, world, ground.to, threads=threads)

    def answer(self, runner: SharedRuns, hear: Hear | None = None) -> dict[str, Floats]:
        """What is kept of it, once no invariant is broken."""
        outcome = runner.outcome(unpack(self.table), hear)
        invariants.check(outcome)
        return kept.after(kept.keep(outcome, self.pages), self.since)


def spans(draws: int, size: int | None = None) -> Iterator[tuple[int, int]]:
    """First and end of each part of so many draws."""
    step = size or SIZE
    for first in range(0, draws, step):
        yield first, min(first + step, draws)


def key(ground_key: str, table: Packed, by: Identity) -> str:
    """The key of a part's outcome: data, draws, doses and years, and who computes."""
    digest = hashlib.sha256(f"{by!r}|{ground_key}|".encode())
    for array in table.arrays():
        identity.add(digest, array)
    return digest.hexdigest()
