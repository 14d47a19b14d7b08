"""The one dictionary of parameters: a table that code, docs, measures and reports all read.

``parameters.csv`` holds a row per slot (a parameter, or its cell for a group, level or task): titles, unit,
prior (shape, central, low, high), bounds, the figures it rests on, its grade and the file that reads it.
Grades: A read in a published source, B known literature that was not opened, C our assumption with a range.
``known_since`` is the last year whose figures or events a prior rests on; a forecast made before it has another prior
(:mod:`krapte.country.origin_priors`).
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Sequence
from dataclasses import dataclass, fields
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
    known_since: int | None = None  # the year whose figures or events the row rests on, None where on none

    @property
    def id(self) -> str:
        """The parameter's id, which the slots of its cells share."""
        return self.slot.split("[")[0]

    def draw(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Values of the prior at the probabilities ``u``, kept inside the bounds."""
        values = priors.quantile(self.shape, self.central, self.low, self.high, u)
        return np.clip(values, self.bound_low, self.bound_high)


@cache
def load() -> tuple[Parameter, ...]:
    """All rows, in table order: the order of the slots of a parameter vector."""
    return parse(packaged(FILE))


def packaged(name: str) -> str:
    """The text of a table of this folder."""
    return resources.files("krapte.country").joinpath(name).read_text(encoding="utf-8")


def parse(text: str, name: str = FILE) -> tuple[Parameter, ...]:
    """Rows of a table given as text; raises InputError naming file, line and field."""
    header = [field.name for field in fields(Parameter)]
    rows = [(_row(row, where), where) for row, where in records(text, name, header)]
    refuse_twice("duplicate_parameter", "slot", [(row.slot, where) for row, where in rows])
    return tuple(row for row, _ in rows)


def records(text: str, name: str, header: Sequence[str]) -> list[tuple[dict[str, str], str]]:
    """The lines of a table, each with its place (``file:line``); InputError at another header or length of a row."""
    first, *lines = list(csv.reader(text.splitlines())) or [[]]
    if first != list(header):
        raise InputError("bad_header", where=f"{name}:1", found=",".join(first), expected=",".join(header))
    made = []
    for line, cells in enumerate(lines, start=2):
        if len(cells) != len(header):
            raise InputError(
                "bad_row", where=f"{name}:{line}", found=f"{len(cells)} cells", expected=len(header)
            )
        made.append((dict(zip(header, cells, strict=True)), f"{name}:{line}"))
    return made


def refuse_twice(code: str, field: str, names: Sequence[tuple[str, str]]) -> None:
    """Raise InputError at the second line of a name; ``names`` come with their places."""
    seen: set[str] = set()
    for name, where in names:
        if name in seen:
            raise InputError(code, where=f"{where}: {field}", found=name, expected=f"each {field} once")
        seen.add(name)


def number(row: dict[str, str], field: str, where: str, default: float) -> float:
    """A cell as a number, ``default`` where it is blank."""
    if not row[field]:
        return default
    try:
        return float(row[field])
    except ValueError:
        raise InputError(
            "not_a_number", where=f"{where}: {field}", found=row[field], expected="a number"
        ) from None


def finite(row: dict[str, str], field: str, where: str) -> float:
    """A cell as a number that must be there and finite."""
    made = number(row, field, where, float("nan"))
    if not np.isfinite(made):
        raise InputError(
            "not_a_number", where=f"{where}: {field}", found=row[field], expected="a finite number"
        )
    return made


def check_grade(letter: str, where: str) -> None:
    """Refuse a grade that is none."""
    if letter not in ("A", "B", "C"):
        raise InputError("unknown_grade", where=f"{where}: grade", found=letter, expected="A, B or C")


def _row(row: dict[str, str], where: str) -> Parameter:
    central = finite(row, "central", where)
    made = Parameter(
        slot=row["slot"],
        dims=row["dims"],
        title_nl=row["title_nl"],
        title_en=row["title_en"],
        unit=row["unit"],
        shape=row["shape"],
        central=central,
        low=number(row, "low", where, central),
        high=number(row, "high", where, central),
        bound_low=number(row, "bound_low", where, -np.inf),
        bound_high=number(row, "bound_high", where, np.inf),
        figures=tuple(row["figures"].split()),
        grade=row["grade"],
        owner=row["owner"],
        why=row["why"],
        known_since=int(finite(row, "known_since", where)) if row["known_since"] else None,
    )
    priors.check(made.shape, made.central, made.low, made.high, where=f"{where}: shape, central, low, high")
    check_grade(made.grade, where)
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
        raise unknown(name, names())
    return found


def names() -> list[str]:
    """All ids and slots, in alphabetical order."""
    return sorted({row.id for row in load()} | set(slots()))


def unknown(name: str, known: Sequence[str]) -> InputError:
    """The error for a name that is none of ``known``, with the nearest of them."""
    close = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
    return InputError(
        "unknown_parameter", where="parameters", found=name, expected=", ".join(close or known[:3])
    )


def central() -> NDArray[np.float64]:
    """The vector of central values."""
    return np.array([row.central for row in load()], dtype=np.float64)
