"""Small helpers of the tests."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import jax
import numpy as np

from krapte.country import parameters
from krapte.country.axes import STEPS
from krapte.measures import effects

SLOTS = parameters.slots()
PLAIN = {-1, 0, 0.5, 1, 2}  # numbers that formulas need and that say nothing of the country


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


def numbers(path: Path) -> list[tuple[int, int | float]]:
    """Line and value of every number that stands in a file of code, but plain ones and numbers of axes."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    axes = [one for one in ast.walk(tree) if isinstance(one, ast.keyword) and one.arg == "axis"]
    of_axes = {id(node) for one in axes for node in ast.walk(one)}
    found = [one for one in ast.walk(tree) if isinstance(one, ast.Constant) and id(one) not in of_axes]
    return [
        (one.lineno, one.value)
        for one in found
        if isinstance(one.value, int | float) and one.value not in PLAIN
    ]
