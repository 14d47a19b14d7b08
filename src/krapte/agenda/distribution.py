"""What the model expects of what is observed: quantiles per reading, group and year, with and without the package.

The table stands in the folder, so that goals are checked and figures compared without a run. Between two quantiles the
chance rises in a straight line; outside the outermost it is told as at most or at least theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.agenda import tolerant
from krapte.agenda.schema import Group, Reading
from krapte.analysis import money
from krapte.country.axes import ANCHOR_YEAR
from krapte.engine.results import UNITS
from krapte.figures.errors import InputError
from krapte.measures.dose_path import Uniform
from krapte.measures.packages import Row

Floats = NDArray[np.float64]
FILE = "distribution.csv"
LEVELS = (0.01, 0.025, 0.05, *(round(0.05 * k, 2) for k in range(2, 19)), 0.95, 0.975, 0.99)
NAMES = tuple(f"q{100 * level:g}" for level in LEVELS)
COLUMNS = ("year", "group", "reading", "variant", "unit", *NAMES)
VARIANTS = ("baseline", "package")
READINGS: tuple[str, ...] = get_args(Reading)
GROUPS: tuple[str, ...] = get_args(Group)
CARRIED_OUT = (
    "carried_out"  # of a measure, which then stands for the group: how much of its dose is done in a year
)
UP = ("employed", CARRIED_OUT)  # more of it is better; of the others less is
Of = tuple[str, str]  # reading and group
EVERYTHING: tuple[Of, ...] = tuple((reading, group) for reading in READINGS for group in GROUPS)
Key = tuple[int, str, str, str]  # year, group, reading, variant


class Spread(NamedTuple):
    """The quantiles of one reading in one year."""

    unit: str
    values: tuple[float, ...]

    def below(self, value: float) -> float:
        """The chance that the reading is at most ``value``, between the chances of the outermost quantiles."""
        return float(np.interp(value, self.values, LEVELS))

    def at(self, chance: float) -> float:
        """The value that is not exceeded with this chance."""
        return float(np.interp(chance, LEVELS, self.values))


Table = dict[Key, Spread]


def make(results: xr.Dataset, first: int = ANCHOR_YEAR, told: Sequence[Of] = EVERYTHING) -> Table:
    """The quantiles of an answer with baseline and package from a year on, of readings and groups that are told."""
    kept = results.sel(year=slice(first, None), variant=list(VARIANTS))
    years = [int(year) for year in kept["year"].values]
    made: Table = {}
    for reading in READINGS:
        groups = [group for of, group in told if of == reading]
        cube = kept[reading].sel(group=groups).transpose("variant", "year", "group", "draw").values
        found = np.quantile(cube, LEVELS, axis=-1)
        for v, variant in enumerate(VARIANTS):
            for y, year in enumerate(years):
                for g, group in enumerate(groups):
                    values = tuple(float(one) for one in found[:, v, y, g])
                    made[year, group, reading, variant] = Spread(UNITS[reading], values)
    return made


def begins(table: Table) -> int:
    """The first year of a path: figures of later years stand beside it."""
    return min((key[0] for key in table), default=ANCHOR_YEAR)


def carried_out(rows: Sequence[Row], years: Sequence[int], uniform: Uniform, draws: int) -> Table:
    """How much of each measure is carried out per calendar year, with the package, as long as it stands."""
    made: Table = {}
    for name in dict.fromkeys(row.measure.id for row in rows):
        own = [row for row in rows if row.measure.id == name]
        found = np.quantile(done(own, years, uniform, draws), LEVELS, axis=0)
        for i, year in enumerate(years):
            values = tuple(float(one) for one in found[:, i])
            made[year, name, CARRIED_OUT, "package"] = Spread(own[0].measure.dose.unit, values)
    return made


def done(rows: Sequence[Row], years: Sequence[int], uniform: Uniform, draws: int) -> Floats:
    """How much of one measure is carried out ``[draw, year]`` as long as it stands.

    The chance that it is withdrawn is not in it: else a measure that nobody carries out would seem on its path.
    """
    reversal = rows[0].measure.reversal.model_copy(update={"per_year": 0.0})
    stays = rows[0].measure.model_copy(update={"reversal": reversal})
    return money.carried_out([replace(row, measure=stays) for row in rows], years, uniform, draws)[0]


def rows(table: Table) -> list[list[str]]:
    """The cells of the file, rounded to three decimals."""
    return [
        [str(year), group, reading, variant, spread.unit, *(f"{value:.3f}" for value in spread.values)]
        for (year, group, reading, variant), spread in table.items()
    ]


def read(folder: Path) -> Table:
    """The table of a folder; InputError with line for a row that is no distribution."""
    table = tolerant.read(folder / FILE, COLUMNS, NAMES)
    made: Table = {}
    for row in table.rows:
        groups = (row.cells["group"],) if row.cells["reading"] == CARRIED_OUT else GROUPS
        for field, allowed in (
            ("group", groups),
            ("reading", (*READINGS, CARRIED_OUT)),
            ("variant", VARIANTS),
        ):
            if row.cells[field] not in allowed:
                raise row.wrong("not_one_of", field, " | ".join(allowed))
        key: Key = (
            table.whole(row, "year"),
            row.cells["group"],
            row.cells["reading"],
            row.cells["variant"],
        )
        if key in made:
            raise row.wrong("duplicate_period", "year", "one row per year, group, reading and variant")
        values = tuple(table.number(row, name) for name in NAMES)
        if not _rising(values):
            raise row.wrong("quantiles_out_of_order", NAMES[0], "rising quantiles")
        made[key] = Spread(row.cells["unit"], values)
    return made


def find(table: Table, year: int, group: str, reading: str, variant: str, where: str) -> Spread:
    """One spread; InputError where the calculation does not know it."""
    key = (year, group, reading, variant)
    if key not in table:
        years = sorted({one[0] for one in table})
        ends = f"{years[0]} - {years[-1]}" if years else "a row"
        raise InputError("not_in_distribution", where=where, found=f"{reading} {group} {year}", expected=ends)
    return table[key]


def _rising(values: Sequence[float]) -> bool:
    return all(low <= high for low, high in pairwise(values))
