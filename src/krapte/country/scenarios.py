"""Scenarios: the ground a measure works on. Nothing else may change a run.

Each lies on one axis (how many people come, what work there is, the economy, the rules of migration), and one of each
axis can be joined: ``high+targets+tightened``. On the axis of people one always holds: ``moderate`` where none is
named. A scenario names the figure that gives the range of yearly net migration, parameters it fixes, or measures that
are law in it, in the baseline as in every package.
"""

from __future__ import annotations

import csv
import difflib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from krapte.figures.errors import InputError

AXES = ("demography", "work", "economy", "migration")
USUAL = "moderate"
JOIN = "+"


class Ground(NamedTuple):
    """A measure that is law in a scenario, from its first year on."""

    measure: str
    dose: float
    start: int


@dataclass(frozen=True)
class Scenario:
    """One scenario; ``migration`` is a figure id, ``overrides`` fixes parameters by slot."""

    id: str
    axis: str
    title_nl: str
    title_en: str
    explanation_nl: str
    explanation_en: str
    migration: str
    overrides: dict[str, float]
    ground: tuple[Ground, ...] = ()


@cache
def _all() -> dict[str, Scenario]:
    text = resources.files("krapte.country").joinpath("scenarios.csv").read_text(encoding="utf-8")
    made = {}
    for row in csv.DictReader(text.splitlines()):
        pairs = (pair.split("=") for pair in row.pop("overrides").split())
        laws = (law.split(":") for law in row.pop("measures").split())
        made[row["id"]] = Scenario(
            **row,
            overrides={slot: float(value) for slot, value in pairs},
            ground=tuple(Ground(measure, float(dose), int(start)) for measure, dose, start in laws),
        )
    return made


def ids() -> list[str]:
    """Names of the shipped scenarios, axis by axis."""
    return sorted(_all(), key=lambda name: AXES.index(_all()[name].axis))


def load(name: str) -> Scenario:
    """One scenario by name, or several joined by ``+``; InputError when there is none, or two of one axis."""
    return joined([_one(part, name) for part in name.split(JOIN)], name)


def _one(part: str, name: str) -> Scenario:
    if part not in _all():
        close = difflib.get_close_matches(part, ids(), n=1)
        expected = ", ".join(ids()) + (f" (did you mean {close[0]}?)" if close else "")
        where = "scenario" if part == name else f"scenario {name}"
        raise InputError("unknown_scenario", where=where, found=part, expected=expected)
    return _all()[part]


def joined(parts: list[Scenario], name: str) -> Scenario:
    """Scenarios of different axes as one, in the order of the axes whatever the order they were named in."""
    parts = sorted(parts, key=lambda one: AXES.index(one.axis))
    for one, other in pairwise(parts):
        if one.axis == other.axis:
            found = f"{one.id}{JOIN}{other.id}"
            expected = "one of each: " + "; ".join(
                " | ".join(n for n in ids() if _all()[n].axis == axis) for axis in AXES
            )
            raise InputError(
                "scenarios_of_one_axis", where=f"scenario {name}", found=found, expected=expected
            )
    grounded = parts if parts[0].axis == AXES[0] else [_all()[USUAL], *parts]
    if len(grounded) == 1:
        return grounded[0]
    named = [one for one in grounded if one.id != USUAL]

    def words(field: str, between: str, of: list[Scenario]) -> str:
        return between.join(getattr(one, field) for one in of)

    return Scenario(
        id=words("id", JOIN, named),
        axis=words("axis", JOIN, named),
        title_nl=words("title_nl", ", ", grounded),
        title_en=words("title_en", ", ", grounded),
        explanation_nl=words("explanation_nl", ". ", grounded),
        explanation_en=words("explanation_en", ". ", grounded),
        migration=grounded[0].migration,
        overrides={slot: value for one in grounded for slot, value in one.overrides.items()},
        ground=tuple(law for one in grounded for law in one.ground),
    )
