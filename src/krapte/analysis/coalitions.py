"""Runs of one draw with every set of players that a split asks for.

Three things that change no bit save most of the work. The years before the first dose are run once for all sets. No
year is run beyond the last that was asked for. And in a draw in which a measure does nothing (no dose in those years,
whether drawn so or too late) sets with and without it are the same run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from krapte.analysis.players import Players
from krapte.analysis.runs import SHOCK, Runs
from krapte.analysis.split import GROUPS, READINGS, Reading
from krapte.country.axes import FIRST_YEAR, STEPS
from krapte.engine import cohort, invariants, results
from krapte.engine.cohort import Stretch
from krapte.engine.draws import shocks
from krapte.market.state import Outcome, State
from krapte.measures.effects import Effects
from krapte.measures.packages import Package

Floats = NDArray[np.float64]
OF: tuple[Reading, ...] = tuple((name, group) for name in READINGS for group in GROUPS)
ROOM = 512  # sets in memory at once: some 200 MB


class Coalitions:
    """The sets of players of a package, run on the draws of ``runs``; a set is a whole number of bits."""

    def __init__(self, runs: Runs, package: Package, players: Players) -> None:
        self.runs, self.players = runs, players
        self.moved = runs.moved(package)
        self.end = runs.to - FIRST_YEAR
        self.own = np.any(players.places, axis=0)
        felt = self.moved.dose[:, : self.end] != 0
        self.felt = np.any(felt, axis=1) & self.own
        # Nothing is felt before its start; at least one year is run, so that there is something to tell.
        first = min((row.start for row in package.rows), default=runs.to) - FIRST_YEAR
        self.parting = max(min(first, self.end - 1), 0)
        self.shock = shocks(runs.seed, SHOCK, runs.draws, STEPS)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are told: from the first that any set can change."""
        return tuple(range(FIRST_YEAR + self.parting + 1, FIRST_YEAR + self.end + 1))

    def at_work(self, draw: int) -> list[int]:
        """The players that do anything in a draw."""
        return self.players.at_work(self.felt[draw])

    def run(self, draw: int, sets: Sequence[int]) -> dict[int, Floats]:
        """The readings :data:`OF` of each set ``[reading, year]``."""
        made: dict[int, Floats] = {}
        for begin in range(0, len(sets), ROOM):
            some = sets[begin : begin + ROOM]
            made |= zip(some, self._some(draw, some), strict=True)
        return made

    def _some(self, draw: int, sets: Sequence[int]) -> Floats:
        count = len(sets)
        kept = np.stack([self.players.kept(one) | ~self.own for one in sets])
        moved = self._of_draw(draw, count)._replace(dose=self.moved.dose[draw] * kept[:, None, :])
        batches = -(-count // cohort.WIDTH)
        states = [self._state(draw)] * batches if self.parting else None
        parameters = np.broadcast_to(self.runs.drawn[draw], (count, self.runs.drawn.shape[1]))
        shock = np.broadcast_to(self.shock[draw], (count, len(STEPS)))
        draws = cohort.draws_of(parameters, shock, moved)
        way = Stretch(self.parting, self.end)
        outcome = cohort.walk(draws, self.runs.world, count, way, states)[0]
        invariants.check(outcome)
        return self._read(draw, outcome)

    def _of_draw(self, draw: int, count: int) -> Effects[Floats]:
        """The table of one draw for every set, without a copy of it."""
        table = self.moved
        parts: Mapping[str, Floats] = {
            name: np.broadcast_to(getattr(table, name)[draw], (count, *getattr(table, name).shape[1:]))
            for name in ("set_value", "ln_factor", "add", "cap")
        }
        return table._replace(**parts)

    def _read(self, draw: int, outcome: Outcome) -> Floats:
        """``[set, reading, year]``."""
        raw = {name: np.asarray(getattr(outcome, name)) for name in Outcome._fields}
        slots = {name: values[draw : draw + 1] for name, values in self.runs.by_slot.items()}
        found = results.by_group(raw, slots, self.runs.benchmark)
        return np.stack([found[name][..., results.ALL.index(group)] for name, group in OF], axis=1)

    @cached_property
    def _ends(self) -> list[State]:
        """The states of all draws at the parting, by batch: the laws of the scenario alone at work."""
        none = self.moved._replace(dose=self.moved.dose * ~self.own)
        draws = cohort.draws_of(self.runs.drawn, self.shock, none)
        before = Stretch(0, self.parting)
        return cohort.walk(draws, self.runs.world, self.runs.draws, before)[1]

    def _state(self, draw: int) -> Any:
        """The state of one draw at the parting, for a whole batch."""
        batch, place = divmod(draw, cohort.WIDTH)
        return jax.tree.map(
            lambda leaf: np.stack([np.asarray(leaf)[place]] * cohort.WIDTH), self._ends[batch]
        )
