"""The one dictionary of parameters: a table that code, docs, measures and reports all read.

``parameters.csv`` holds a row per slot (a parameter, or its cell for a group, level or task): titles, unit,
prior (shape, central, low, high), bounds, the figures it rests on, its grade and the file that reads it.
Grades: A read in a published source, B known literature that was not opened, C our assumption with a range.
"""

from __future__ import annotations

import csv
import difflib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from krapte.country import priors
from krapte.figures.errors import InputError

FILE = "parameters.csv"


@dataclass(frozen=True)
class Parameter:
    """One row of the table. ``low`` and ``high`` are as in :mod:`krapte.country.priors`."""

    slot: str
    id: str
    dims: str
    title_nl: str
    title_en: str
    unit: str
    shape: str
    central: float
    low: float
    high: float
    bound_low: float
    bound_high: float
    figures: tuple[str, ...]
    grade: str
    owner: str
    why: str

    def draw(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Values of the prior at the probabilities ``u``, kept inside the bounds."""
        values = priors.quantile(self.shape, self.central, self.low, self.high, u)
        return np.clip(values, self.bound_low, self.bound_high)


@cache
def load() -> tuple[Parameter, ...]:
    """All rows, in table order: the order of the slots of a parameter vector."""
    text = resources.files("krapte.country").joinpath(FILE).read_text(encoding="utf-8")
    return parse(text)


def parse(text: str, name: str = FILE) -> tuple[Parameter, ...]:
    """Rows of a table given as text; raises InputError naming file, line and field."""
    rows = []
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        rows.append(_row(row, f"{name}:{line}"))
    slots = [row.slot for row in rows]
    for line, slot in enumerate(slots, start=2):
        if slot in slots[: line - 2]:
            raise InputError(
                "duplicate_parameter", where=f"{name}:{line}: slot", found=slot, expected="each slot once"
            )
    return tuple(rows)


def _row(row: dict[str, str], where: str) -> Parameter:
    def number(field: str, default: float) -> float:
        text = row[field]
        if not text:
            return default
        try:
            return float(text)
        except ValueError:
            raise InputError(
                "not_a_number", where=f"{where}: {field}", found=text, expected="a number"
            ) from None

    central = number("central", float("nan"))
    if not np.isfinite(central):
        found = row["central"]
        raise InputError("not_a_number", where=f"{where}: central", found=found, expected="a finite number")
    made = Parameter(
        slot=row["slot"],
        id=row["id"],
        dims=row["dims"],
        title_nl=row["title_nl"],
        title_en=row["title_en"],
        unit=row["unit"],
        shape=row["shape"],
        central=central,
        low=number("low", central),
        high=number("high", central),
        bound_low=number("bound_low", -np.inf),
        bound_high=number("bound_high", np.inf),
        figures=tuple(row["figures"].split()),
        grade=row["grade"],
        owner=row["owner"],
        why=row["why"],
    )
    priors.check(made.shape, made.central, made.low, made.high, where=f"{where}: shape, central, low, high")
    if made.grade not in ("A", "B", "C"):
        raise InputError("unknown_grade", where=f"{where}: grade", found=made.grade, expected="A, B or C")
    if not made.bound_low <= made.central <= made.bound_high:
        raise InputError(
            "outside_bounds", where=f"{where}: central", found=made.central, expected="within the bounds"
        )
    return made


def slots() -> tuple[str, ...]:
    """Names of the places of a parameter vector."""
    return tuple(row.slot for row in load())


def find(name: str) -> list[Parameter]:
    """Rows of an id (``meeting.separations``) or a slot (``meeting.separations[rest]``)."""
    found = [row for row in load() if name in (row.id, row.slot)]
    if not found:
        names = sorted({row.id for row in load()} | set(slots()))
        close = difflib.get_close_matches(name, names, n=3, cutoff=0.4)
        raise InputError(
            "unknown_parameter", where="parameters", found=name, expected=", ".join(close or names[:3])
        )
    return found


def central() -> NDArray[np.float64]:
    """The vector of central values."""
    return np.array([row.central for row in load()], dtype=np.float64)
