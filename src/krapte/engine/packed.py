"""A table of effects without its empty cells: what is hashed to know a run again, and what is sent to another machine.

The engine's table has room for 32 measures by some 350 parameters a draw, nearly all of it zero. What is kept are the
measures with a dose in any year, each at its own place, and the cells that those move. Moves of a measure whose dose
is zero throughout change nothing, bit for bit, and are left out: a coalition is the same run whoever asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.engine.cohort import SLOTS
from krapte.measures import effects
from krapte.measures.effects import Effects

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
NEUTRAL = {"set_value": 0.0, "ln_factor": 0.0, "add": 0.0, "cap": np.inf}


class Cells(NamedTuple):
    """The cells of one array that are not neutral for all draws."""

    measure: Places
    slot: Places
    values: Floats
    """[draw, cell]"""


class Packed(NamedTuple):
    """A table of effects of some draws."""

    measures: Places
    dose: Floats
    """[draw, step, place of measures]"""
    set_on: tuple[Places, Places]
    """Measure and slot of what is set."""
    moves: dict[str, Cells]

    def arrays(self) -> Iterator[NDArray[np.generic]]:
        """All its arrays, always in the same order."""
        yield from (self.measures, self.dose, *self.set_on)
        for name in NEUTRAL:
            yield from self.moves[name]


def pack(table: Effects[Floats], first: int, end: int) -> Packed:
    """The draws from ``first`` up to but not including ``end`` of a table."""
    dose = table.dose[first:end]
    measures = np.flatnonzero(np.any(dose != 0, axis=(0, 1)))
    on = np.zeros(table.set_on.shape, dtype=bool)
    on[measures] = table.set_on[measures] != 0
    moves = {name: _cells(getattr(table, name)[first:end], measures, NEUTRAL[name]) for name in NEUTRAL}
    measure, slot = np.nonzero(on)
    return Packed(measures, np.ascontiguousarray(dose[:, :, measures]), (measure, slot), moves)


def unpack(packed: Packed) -> Effects[Floats]:
    """The table for the engine; what nobody moves takes no memory."""
    draws, steps, _ = packed.dose.shape
    table = effects.none(SLOTS, range(steps), draws)
    made = {"dose": np.zeros(table.dose.shape), "set_on": np.zeros(table.set_on.shape)}
    made["dose"][:, :, packed.measures] = packed.dose
    made["set_on"][packed.set_on] = 1.0
    for name, cells in packed.moves.items():
        if len(cells.measure):
            made[name] = np.array(getattr(table, name))
            made[name][:, cells.measure, cells.slot] = cells.values
    return table._replace(**made)


def _cells(array: Floats, measures: Places, neutral: float) -> Cells:
    if array.strides == (0, 0, 0):  # nobody moves anything in it
        none = np.zeros(0, dtype=np.intp)
        return Cells(none, none, np.zeros((len(array), 0)))
    moved = np.any(array[:, measures] != neutral, axis=0)
    place, slot = np.nonzero(moved)
    return Cells(measures[place], slot, np.ascontiguousarray(array[:, measures[place], slot]))
