"""Small helpers of the tests."""

from __future__ import annotations

from typing import Any

import jax
import numpy as np

from krapte.country import parameters
from krapte.country.axes import STEPS
from krapte.measures import effects

SLOTS = parameters.slots()


def same(one: Any, other: Any) -> bool:
    """Whether two trees of arrays are equal bit for bit."""
    pairs = zip(jax.tree.leaves(one), jax.tree.leaves(other), strict=True)
    return all(np.array_equal(np.asarray(a), np.asarray(b)) for a, b in pairs)


def moved(adds: list[dict[str, dict[int, float]]]) -> Any:
    """A table of effects that adds amounts to parameters in single years, one draw per entry."""
    table = effects.none(SLOTS, STEPS, len(adds))
    dose, amount = np.array(table.dose), np.array(table.add)
    for draw, add in enumerate(adds):
        for place, (slot, years) in enumerate(add.items()):
            amount[draw, place, SLOTS.index(slot)] = 1
            for year, value in years.items():
                dose[draw, STEPS.index(year), place] = value
    return table._replace(dose=dose, add=amount)
