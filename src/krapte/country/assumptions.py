"""Choices that no draw changes, behind base stocks, inputs and the fit: one table, read by the files they belong to.

``assumptions.csv`` holds a row per choice: titles, unit, grade, the figures it rests on and why. The part of its id
before the last dot is the file that reads it: ``sectors.odds`` is read by ``sectors.py`` here, ``learning.fit.same`` by
``learning/fit.py``. ``assumption_values.csv`` holds its values
with their ranges: one without a part, or one per part (``homes.rest``). What is no part of a table is zero or none:
the reader says which. Grades are those of :mod:`krapte.country.parameters`.

A range is low and high of the value, or where these are blank the rule in ``range``, rounded to two figures::

    x2        value / 2 to value x 2
    odds x2   the same on the odds of a share: stays between 0 and 1
    +-1       value - 1, at least 0, to value + 1
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from krapte import figures
from krapte.country.parameters import (
    check_grade,
    finite,
    packaged,
    records,
    refuse_twice,
    unknown,
)
from krapte.figures import known
from krapte.figures.errors import InputError

FILE, VALUES = "assumptions.csv", "assumption_values.csv"
HEADER = ("id", "title_nl", "title_en", "unit", "range", "grade", "figures", "why")
OF_VALUES = ("id", "part", "value", "low", "high")
RULE = re.compile(r"(odds x|x|\+-)(\d+(?:\.\d+)?)")
Cells = list[tuple[dict[str, str], str]]  # rows with the place each stands


@dataclass(frozen=True)
class Value:
    """One number of an assumption; ``part`` is blank where it is the only one."""

    part: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Assumption:
    """One choice with its values, in table order."""

    id: str
    title_nl: str
    title_en: str
    unit: str
    figures: tuple[str, ...]
    grade: str
    why: str
    values: tuple[Value, ...]

    @property
    def owner(self) -> str:
        """The file that reads it."""
        folder, _, file = self.id.rpartition(".")[0].rpartition(".")
        return f"{folder or 'country'}/{file}.py"

    def slot(self, value: Value) -> str:
        """The name of one value: ``sectors.odds[21.B]``, or the id where there is one only."""
        return f"{self.id}[{value.part}]" if value.part else self.id


@cache
def load() -> tuple[Assumption, ...]:
    """All assumptions, in table order."""
    with known.at(None):  # that a figure exists is checked, its value is not read
        return parse(packaged(FILE), packaged(VALUES))


def parse(heads: str, values: str, name: str = FILE, of_values: str = VALUES) -> tuple[Assumption, ...]:
    """Assumptions from both tables given as text; raises InputError naming file, line and field."""
    rows, cells = records(heads, name, HEADER), records(values, of_values, OF_VALUES)
    refuse_twice("duplicate_id", "id", [(row["id"], where) for row, where in rows])
    known = {row["id"] for row, _ in rows}
    for row, where in cells:
        if row["id"] not in known:
            expected = f"an id of {name}"
            raise InputError("unknown_parameter", where=f"{where}: id", found=row["id"], expected=expected)
    return tuple(
        _assumption(row, where, [one for one in cells if one[0]["id"] == row["id"]]) for row, where in rows
    )


def _assumption(row: dict[str, str], where: str, cells: Cells) -> Assumption:
    check_grade(row["grade"], where)
    for figure in row["figures"].split():
        if figure not in figures.load():
            raise InputError(
                "unknown_figure", where=f"{where}: figures", found=figure, expected="ids of figures"
            )
    if not cells:
        raise InputError("key_missing", where=f"{where}: id", found=row["id"], expected="a value or more")
    rule = RULE.fullmatch(row["range"])
    if row["range"] and not rule:
        raise InputError(
            "unknown_prior_shape", where=f"{where}: range", found=row["range"], expected="x2, odds x2 or +-1"
        )
    refuse_twice("duplicate_parameter", "part", [(cell["part"], place) for cell, place in cells])
    return Assumption(
        id=row["id"],
        title_nl=row["title_nl"],
        title_en=row["title_en"],
        unit=row["unit"],
        figures=tuple(row["figures"].split()),
        grade=row["grade"],
        why=row["why"],
        values=tuple(_value(cell, place, rule, len(cells)) for cell, place in cells),
    )


def _value(cell: dict[str, str], where: str, rule: re.Match[str] | None, count: int) -> Value:
    if not cell["part"] and count > 1:
        raise InputError(
            "key_missing", where=f"{where}: part", expected="a part, since there are more values"
        )
    value = finite(cell, "value", where)
    if not (rule or (cell["low"] and cell["high"])):
        raise InputError("range_missing", where=f"{where}: low, high", expected="a low and a high, or a rule")
    if rule and rule[1] == "odds x" and not 0 <= value <= 1:
        raise InputError("share_out_of_range", where=f"{where}: value", found=value, expected="0 to 1")
    ends = _ends(value, rule[1], float(rule[2])) if rule else (value, value)
    low, high = (
        finite(cell, name, where) if cell[name] else end
        for name, end in zip(("low", "high"), ends, strict=True)
    )
    if not low <= value <= high:
        raise InputError(
            "range_out_of_order",
            where=f"{where}: low, value, high",
            found=f"{low} | {value} | {high}",
            expected="low <= value <= high",
        )
    return Value(cell["part"], value, low, high)


def _ends(value: float, rule: str, by: float) -> tuple[float, float]:
    """Low and high by a rule, rounded to two figures."""
    if rule == "+-":
        return max(value - by, 0), value + by
    low, high = value / by, value * by
    if rule == "odds x":
        low, high = value / (value + (1 - value) * by), value * by / (1 - value + value * by)
    return float(f"{low:.2g}"), float(f"{high:.2g}")


@cache
def _tables() -> dict[str, dict[str, float]]:
    return {row.id: {one.part: one.value for one in row.values} for row in load()}


def names() -> list[str]:
    """All ids and the names of their values, in table order."""
    return [name for row in load() for name in dict.fromkeys((row.id, *map(row.slot, row.values)))]


def table(id: str) -> dict[str, float]:
    """The values of an assumption by part; a new dictionary each time."""
    if id not in _tables():
        raise unknown(id, sorted(_tables()))
    return dict(_tables()[id])


def value(id: str) -> float:
    """The one value of an assumption without parts."""
    (only,) = table(id).values()
    return only


def nested(id: str) -> dict[str, dict[str, float]]:
    """The values of an assumption whose parts have two names (``homes.rest``): by the first, then by the second."""
    made: dict[str, dict[str, float]] = {}
    for part, one in table(id).items():
        first, _, second = part.partition(".")
        made.setdefault(first, {})[second] = one
    return made
