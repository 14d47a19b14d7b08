"""What the data moved: each parameter before and after, and which series pulled at it.

The table is made by :mod:`krapte.learning.pulls`; to read it takes no engine. *Spread* is the posterior's standard
deviation of z over the prior's: a parameter at 1 stands where its prior stood.
"""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib import resources
from typing import NamedTuple

from krapte.country import assumptions

TABLE = "posterior_moved.csv"
# In the prior's spread: how far it shifted, and what is left of it.
SHIFTED, NARROWED = assumptions.value("learning.moved.shifted"), assumptions.value("learning.moved.narrowed")
HEADER = ("slot", "low", "median", "high", "spread", "shift", "series", "pulls")


class Moved(NamedTuple):
    """A parameter after history: 80 % range and median in its own unit, spread and shift in those of its prior."""

    slot: str
    low: float
    median: float
    high: float
    spread: float
    shift: float
    series: tuple[str, ...]
    """The series that pulled most, the strongest first."""
    pulls: tuple[float, ...]

    @property
    def by_data(self) -> bool:
        """Whether history moved it at all."""
        return abs(self.shift) >= SHIFTED or self.spread <= NARROWED


def as_csv(rows: list[Moved]) -> bytes:
    """The table of the shipped posterior."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEADER)
    for row in rows:
        numbers = [f"{value:.6g}" for value in row[1:4]] + [f"{value:.3f}" for value in row[4:6]]
        writer.writerow(
            [row.slot, *numbers, " ".join(row.series), " ".join(f"{pull:+.2f}" for pull in row.pulls)]
        )
    return file.getvalue().encode()


@cache
def load() -> dict[str, Moved]:
    """The shipped table, by slot."""
    text = resources.files("krapte.learning").joinpath(TABLE).read_text(encoding="utf-8")
    made = {}
    for row in csv.DictReader(text.splitlines()):
        low, median, high, spread, shift = (float(row[name]) for name in HEADER[1:6])
        pulls_ = tuple(float(pull) for pull in row["pulls"].split())
        names = tuple(row["series"].split())
        made[row["slot"]] = Moved(row["slot"], low, median, high, spread, shift, names, pulls_)
    return made
