"""Runs of the same draws that share the years before any measure is at work.

Until its first dose a package is the baseline, bit for bit. So those years are run once and every variant goes on from
the states they end in; nor is a year run beyond the last that was asked for. What comes out is what whole runs give.
"""

from __future__ import annotations

from collections.abc import Callable

import jax
import numpy as np
from numpy.typing import NDArray

from krapte.country.axes import FIRST_YEAR, STEPS
from krapte.engine import cohort
from krapte.engine.cohort import Stretch, World
from krapte.market.state import Outcome, State
from krapte.measures import effects
from krapte.measures.effects import Effects

Floats = NDArray[np.float64]
# The year in which the first measure of the position paper begins. What begins earlier runs from the start.
PARTING = 2027


class SharedRuns:
    """Variants on one set of draws ``parameters [draw, slot]``, ``shock [draw, step]``, up to the year ``to``.

    ``width`` is that of a batch; another than :data:`cohort.WIDTH` gives other last bits, so not those of an answer.
    """

    def __init__(
        self,
        parameters: Floats,
        shock: Floats,
        world: World,
        to: int,
        *,
        threads: int | None = None,
        width: int = cohort.WIDTH,
    ) -> None:
        self.parameters, self.shock, self.world = parameters, shock, world
        self.threads, self.width = threads, width
        self.end = to - FIRST_YEAR
        self.parting = min(PARTING - FIRST_YEAR, self.end)
        self._common: tuple[Outcome, list[State]] | None = None

    def outcome(self, moved: Effects[Floats], progress: Callable[[int], None] | None = None) -> Outcome:
        """All years of a variant; ``[draw, step, ...]``, and ``progress`` hears how many draws are done."""
        if np.any(moved.dose[:, : self.parting]):
            return self._walk(moved, Stretch(0, self.end), None, progress)[0]
        first, states = self._before()
        if self.parting == self.end:
            if progress:
                progress(len(self.parameters))
            return first
        after = self._walk(moved, Stretch(self.parting, self.end), states, progress)[0]
        joined: Outcome = jax.tree.map(lambda *leaves: np.concatenate(leaves, axis=1), first, after)
        return joined

    def _before(self) -> tuple[Outcome, list[State]]:
        if self._common is None:
            none = effects.none(cohort.SLOTS, STEPS, len(self.parameters))
            self._common = self._walk(none, Stretch(0, self.parting), None, None)
        return self._common

    def _walk(
        self,
        moved: Effects[Floats],
        stretch: Stretch,
        states: list[State] | None,
        progress: Callable[[int], None] | None,
    ) -> tuple[Outcome, list[State]]:
        draws = cohort.draws_of(self.parameters, self.shock, moved)
        count = len(self.parameters)
        world, threads, width = self.world, self.threads, self.width
        return cohort.walk(
            draws, world, count, stretch, states, threads=threads, progress=progress, width=width
        )
