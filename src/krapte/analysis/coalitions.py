"""Runs of one draw with every set of players that a split asks for.

Three things that change no bit save most of the work. The years before the first dose are run once for all sets. No
year is run beyond the last that was asked for. And in a draw in which a measure does nothing (no dose in those years,
whether drawn so or too late) sets with and without it are the same run. What was run once is in the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from krapte.analysis.players import Players
from krapte.analysis.runs import Runs
from krapte.analysis.split import GROUPS, READINGS, Reading
from krapte.country.axes import FIRST_YEAR
from krapte.engine import parts, workshop
from krapte.engine.asked import Runners, answers
from krapte.engine.packed import pack
from krapte.engine.sets import SUMS, Sets
from krapte.measures.packages import Package

Floats = NDArray[np.float64]
OF: tuple[Reading, ...] = tuple((name, group) for name in READINGS for group in GROUPS)
ROOM = 512  # sets that go together: a second of work, some 200 MB while it is done
DRAWS = 16  # of which the first years stay in memory


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
        self._runners = Runners(lambda _: runs.world, None, DRAWS)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are told: from the first that any set can change."""
        return tuple(range(FIRST_YEAR + self.parting + 1, FIRST_YEAR + self.end + 1))

    def at_work(self, draw: int) -> list[int]:
        """The players that do anything in a draw."""
        return self.players.at_work(self.felt[draw])

    def together(self, draws: Sequence[int]) -> Iterator[list[int]]:
        """Draws by those that are asked for together: one here, on a cluster as many as keep it at work."""
        step = parts.together(workshop.current(), 1)
        for first in range(0, len(draws), step):
            yield list(draws[first : first + step])

    def run(self, asked: Mapping[int, Sequence[Sequence[int]]]) -> dict[int, dict[int, Floats]]:
        """The readings :data:`OF` of each set ``[reading, year]``, by draw.

        The sets of a draw come in groups that other questions may share; no group is mixed with another.
        """
        some = [
            (draw, group[first : first + ROOM])
            for draw, groups in asked.items()
            for group in groups
            for first in range(0, len(group), ROOM)
        ]
        found = answers([self._question(*one) for one in some], self._runners)
        made: dict[int, dict[int, Floats]] = {draw: {} for draw in asked}
        for (draw, sets), arrays in zip(some, found, strict=True):
            made[draw] |= zip(sets, arrays[SUMS], strict=True)
        return made

    def _question(self, draw: int, sets: Sequence[int]) -> Sets:
        ground = self.runs.parts.ground(draw, draw + 1)
        table = pack(self.moved, draw, draw + 1)
        kept = np.stack([self.players.kept(one) | ~self.own for one in sets])
        return Sets(ground, table, kept[:, table.measures], self.parting, OF, self.runs.benchmark)
