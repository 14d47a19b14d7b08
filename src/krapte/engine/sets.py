"""Sets of measures on one draw: what a split over measures asks for, thousands of variants of the same draw.

A set says which measures keep their dose. The years before any set differs are run once, and what is kept of a set is
what a split reads: some readings of techniek and all. Sets fill whole batches, and a lane of a batch is the same bits
whatever stands beside it: a set is the same alone, among others, in another process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import jax
import numpy as np
from numpy.typing import NDArray

from krapte.country.axes import FIRST_YEAR
from krapte.engine import cohort, identity, invariants, part, results
from krapte.engine.cohort import Stretch, World
from krapte.engine.identity import Identity
from krapte.engine.packed import Packed, pack, unpack
from krapte.engine.part import Ground, Hear
from krapte.market.state import Outcome, State
from krapte.measures.effects import Effects

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
SUMS = "sums"


class OneDraw:
    """Variants of the one draw of ``ground``."""

    def __init__(self, ground: Ground, world: World, threads: int | None = None) -> None:
        self.parameters, self.shock, self.world = ground.parameters, ground.shock, world
        self.end, self.threads = ground.to - FIRST_YEAR, threads
        self._states: dict[str, State] = {}

    def outcome(self, moved: Effects[Floats], since: int, hear: Hear | None = None) -> Outcome:
        """Every variant ``[variant, step from since, ...]``; until ``since`` all have the doses of the first."""
        count = len(moved.dose)
        states = [self._state(moved, since)] * -(-count // cohort.WIDTH) if since else None
        draws = cohort.draws_of(self._spread(self.parameters, count), self._spread(self.shock, count), moved)
        way = Stretch(since, self.end)
        return cohort.walk(draws, self.world, count, way, states, threads=self.threads, progress=hear)[0]

    def _state(self, moved: Effects[Floats], since: int) -> State:
        """The state of the draw after its first years, for a whole batch; run once for the doses of those years."""
        first = _rows(moved, 1)
        dose = np.array(first.dose)
        dose[:, since:] = 0
        first = first._replace(dose=dose)
        key = part.key(str(since), pack(first, 0, 1), identity.here())
        if key not in self._states:
            draws = cohort.draws_of(self.parameters, self.shock, first)
            # A batch of one draw is filled up with copies of it, so its end serves any batch of this draw.
            self._states[key] = cohort.walk(draws, self.world, 1, Stretch(0, since), threads=1)[1][0]
        return self._states[key]

    @staticmethod
    def _spread(one: Floats, count: int) -> Floats:
        return np.broadcast_to(one[0], (count, *one.shape[1:]))


class Sets(NamedTuple):
    """A question to whoever computes: some readings of many sets of measures on one draw."""

    ground: Ground
    """Of one draw."""
    table: Packed
    """With every measure."""
    kept: Bools
    """[set, measure of the table]: whether it keeps its dose."""
    since: int
    """The first step that is run for each set; sets do not differ before it."""
    of: tuple[tuple[str, str], ...]
    """Reading and group: techniek or total."""
    ruler: str
    """For a usual vacancy, as in results."""
    pages: tuple[str, ...] = (SUMS,)

    def key(self, ground: str, by: Identity) -> str:
        """The key of its outcome; ``ground`` is the key of the ground."""
        digest = hashlib.sha256(f"sets|{self.since}|{self.of!r}|{self.ruler}|".encode())
        identity.add(digest, self.kept)
        return part.key(f"{ground}|{digest.hexdigest()}", self.table, by)

    def runner(self, world: World, threads: int | None = None) -> OneDraw:
        """What runs sets of this draw."""
        return OneDraw(self.ground, world, threads)

    def answer(self, runner: OneDraw, hear: Hear | None = None) -> dict[str, Floats]:
        """The readings ``sums [set, reading, step from since]``, once no invariant is broken."""
        table, count = unpack(self.table), len(self.kept)
        stays = np.ones((count, table.dose.shape[-1]), dtype=bool)
        stays[:, self.table.measures] = self.kept
        moved = _rows(table, count)._replace(dose=table.dose * stays[:, None, :])
        outcome = runner.outcome(moved, self.since, hear)
        invariants.check(outcome)
        raw = {name: np.asarray(getattr(outcome, name)) for name in Outcome._fields}
        found = results.by_group(raw, self._slots(), self.ruler)
        return {
            SUMS: np.stack([found[name][..., results.ALL.index(group)] for name, group in self.of], axis=1)
        }

    def _slots(self) -> Mapping[str, Floats]:
        return dict(zip(cohort.SLOTS, self.ground.parameters.T, strict=True))


def _rows(table: Effects[Any], count: int) -> Effects[Any]:
    """The first row of a table for so many variants, without a copy of it."""
    own = table._replace(set_on=None)
    spread: Effects[Any] = jax.tree.map(lambda leaf: np.broadcast_to(leaf[0], (count, *leaf.shape[1:])), own)
    return spread._replace(set_on=table.set_on)
