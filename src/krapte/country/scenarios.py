"""Scenarios: named lists of overrides on the ground a measure works on. Nothing else may change a run.

A scenario names the figure that gives the range of yearly net migration, and parameters it fixes.
"""

from __future__ import annotations

import csv
import difflib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from krapte.figures.errors import InputError


@dataclass(frozen=True)
class Scenario:
    """One scenario; ``migration`` is a figure id, ``overrides`` fixes parameters by slot."""

    id: str
    title_nl: str
    title_en: str
    explanation_nl: str
    explanation_en: str
    migration: str
    overrides: dict[str, float]


@cache
def _all() -> dict[str, Scenario]:
    text = resources.files("krapte.country").joinpath("scenarios.csv").read_text(encoding="utf-8")
    made = {}
    for row in csv.DictReader(text.splitlines()):
        pairs = (pair.split("=") for pair in row.pop("overrides").split())
        made[row["id"]] = Scenario(**row, overrides={slot: float(value) for slot, value in pairs})
    return made


def ids() -> list[str]:
    """Names of the shipped scenarios."""
    return list(_all())


def load(name: str) -> Scenario:
    """One scenario by name; InputError when there is none."""
    if name not in _all():
        close = difflib.get_close_matches(name, ids(), n=1)
        expected = ", ".join(ids()) + (f" (did you mean {close[0]}?)" if close else "")
        raise InputError("unknown_scenario", where="scenario", found=name, expected=expected)
    return _all()[name]
