"""From a package to the padded table the engine takes.

The table has room for 32 measures, in the order of their ids, whatever the package: so a package, or a
measure of one's own, never makes the engine compile again. What nobody moves is a broadcast zero (infinity
for a cap) that takes no memory; it is read-only.

Every uncertain quantity has a key, ``<measure>.<path in the file>`` (``m1.timing.ramp_years``), and takes its
numbers from there: the same key gives the same draw in every package.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from krapte.figures.errors import InputError
from krapte.measures import dose_path
from krapte.measures.dose_path import Uniform
from krapte.measures.packages import Package
from krapte.measures.schema import Measure, quantities

MEASURES = 32
Floats = NDArray[np.float64]
Array = TypeVar("Array")


class Effects(NamedTuple, Generic[Array]):
    """Doses, and what a unit of dose does to each parameter (P slots)."""

    dose: Array
    """[draw, year, 32]: the effective dose."""
    set_on: Array
    """[32, P]: 1 where the measure sets the parameter while its dose is above zero."""
    set_value: Array
    """[draw, 32, P]: the value it is set to."""
    ln_factor: Array
    """[draw, 32, P]: log of the factor per unit of dose."""
    add: Array
    """[draw, 32, P]: the amount per unit of dose."""
    cap: Array
    """[draw, 32, P]: the most it can be while the dose is above zero; inf where there is no cap."""


def keys(measure: Measure) -> list[str]:
    """The keys of a measure's random numbers, always in the same order.

    Whether it works, whether it stays, and every quantity with a range (costs and side effects too).
    """
    ranged = [path for path, quantity in quantities(measure).items() if quantity.shape != "fixed"]
    return [f"{measure.id}.{path}" for path in ("no_effect", "reversal", *ranged)]


def none(slots: Sequence[str], years: Sequence[int], draws: int) -> Effects[Floats]:
    """The table without measures."""
    room = (draws, MEASURES, len(slots))
    zero = np.broadcast_to(0.0, room)
    return Effects(
        dose=np.broadcast_to(0.0, (draws, len(years), MEASURES)),
        set_on=np.broadcast_to(0.0, room[1:]),
        set_value=zero,
        ln_factor=zero,
        add=zero,
        cap=np.broadcast_to(np.inf, room),
    )


def effects(
    package: Package,
    slots: Sequence[str],
    years: Sequence[int],
    uniform: Uniform,
    *,
    draws: int | None = None,
) -> Effects[Floats]:
    """The table of a package. ``uniform(key)`` gives that key's numbers in (0, 1), one per draw.

    ``draws`` is needed for a package without measures only, which asks for no numbers.
    """
    measures = package.measures
    if len(measures) > MEASURES:
        raise InputError(
            "too_many_measures", where=f"package {package.id}", found=len(measures), expected=MEASURES
        )
    if measures:
        draws = len(uniform(f"{measures[0].id}.no_effect"))
    elif draws is None:
        raise ValueError("a package without measures needs draws=")
    table = none(slots, years, draws)
    if not measures:
        return table
    dose = np.zeros(table.dose.shape)
    for place, measure in enumerate(measures):
        rows = [row for row in package.rows if row.measure.id == measure.id]
        dose[:, :, place] = dose_path.path(rows, years, uniform, draws)
    return _moves(table._replace(dose=dose), measures, slots, uniform)


def _moves(
    table: Effects[Floats], measures: Iterable[Measure], slots: Sequence[str], uniform: Uniform
) -> Effects[Floats]:
    """Fill in what each measure does; a table is made only once something stands in it."""
    at = {slot: place for place, slot in enumerate(slots)}
    made: dict[str, Floats] = {}

    def own(name: str) -> Floats:
        if name not in made:
            made[name] = np.array(getattr(table, name))
        return made[name]

    fill: dict[str, tuple[str, Callable[[Floats], Floats]]] = {
        "multiply": ("ln_factor", np.log),
        "add": ("add", np.asarray),
        "set": ("set_value", np.asarray),
        "cap": ("cap", np.asarray),
    }
    draws = table.dose.shape[0]
    for place, measure in enumerate(measures):
        for index, move in enumerate(measure.moves):
            name, form = fill[move.how]
            drawn = form(dose_path.drawn(measure, f"moves.{index}.value", uniform, draws))
            for moved in move.slots:
                slot = _slot(at, moved, f"{measure.id}: moves.{index}.parameter")
                own(name)[:, place, slot] = drawn
                if move.how == "set":
                    own("set_on")[place, slot] = 1.0
    return table._replace(**made)


def _slot(at: dict[str, int], name: str, where: str) -> int:
    if name not in at:
        close = difflib.get_close_matches(name, list(at), n=3, cutoff=0.5)
        raise InputError(
            "unknown_parameter", where=where, found=name, expected=", ".join(close or sorted(at)[:5])
        )
    return at[name]
