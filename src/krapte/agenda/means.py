"""``means.csv``: what each payer pays for each measure in each year, euro.

The amounts of a new agenda are means over draws, since means of parts add up to that of the whole and medians do not.
``low`` and ``high`` are the ends of the 80 % interval.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np

from krapte.agenda import tolerant
from krapte.analysis import money
from krapte.analysis.money import Paid
from krapte.analysis.rows import HIGH, LOW
from krapte.figures.lines import Line
from krapte.measures.schema.cost import Payer

FILE = "means.csv"
COLUMNS = ("measure", "payer", "year", "eur", "low", "high", "price_year")
NUMBERS = ("year", "eur", "low", "high", "price_year")
PAYERS: tuple[str, ...] = get_args(Payer)
WHOLE = 1000.0  # euro; finer amounts are not planned


class Means(NamedTuple):
    """An amount of one payer for one measure in one year, with the row it stands in."""

    measure: str
    payer: str
    year: int
    eur: float
    low: float
    high: float
    price_year: int
    line: Line | None = None

    @property
    def side(self) -> str:
        """Public or private money."""
        return money.side(self.payer)


def make(paid: Sequence[Paid], years: Sequence[int], first: int) -> list[Means]:
    """The amounts of a package from its first year on, whole thousands; years in which nothing is paid are left out."""
    sums: dict[tuple[str, str, int], np.ndarray] = {}
    for one in paid:
        key = (one.measure, one.payer, one.price_year)
        sums[key] = sums.get(key, 0.0) + one.eur
    made = []
    for (measure, payer, price_year), eur in sums.items():
        low, high = np.quantile(eur, [LOW, HIGH], axis=0)
        for i, year in enumerate(years):
            if year >= first:
                mean, least, most = (
                    _whole(x) for x in (float(eur[:, i].mean()), float(low[i]), float(high[i]))
                )
                means = Means(measure, payer, year, mean, least, most, price_year)
                made += [means] if means.eur or means.low or means.high else []
    return made


def rows(means: Iterable[Means]) -> list[list[str]]:
    """The cells of the file."""
    return [
        [one.measure, one.payer, str(one.year), *(f"{value:.12g}" for value in one[3:6]), str(one.price_year)]
        for one in means
    ]


def read(folder: Path) -> tuple[list[Means], tuple[str, ...]]:
    """The amounts of a folder, and how the file was unusual; InputError with line for a row that cannot be right."""
    table = tolerant.read(folder / FILE, COLUMNS, NUMBERS)
    made: list[Means] = []
    seen: dict[tuple[str, str, int], int] = {}
    for row in table.rows:
        cells = row.cells
        if cells["payer"] not in PAYERS:
            raise row.wrong("not_one_of", "payer", " | ".join(PAYERS))
        eur, low, high = (table.number(row, name) for name in ("eur", "low", "high"))
        if low > high:
            raise row.wrong("range_out_of_order", "low", f"<= {high:.12g}")
        year, price_year = table.whole(row, "year"), table.whole(row, "price_year")
        key = (cells["measure"], cells["payer"], year)
        if key in seen:
            raise row.wrong("duplicate_period", "year", f"once (first in line {seen[key]})")
        seen[key] = row.number
        made.append(Means(cells["measure"], cells["payer"], year, eur, low, high, price_year, row))
    return made, table.notes


def _whole(value: float) -> float:
    return round(value / WHOLE) * WHOLE + 0.0  # no minus before a zero
