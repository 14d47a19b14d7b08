"""Lines of the validation: a published value, where it stands, and what the draws give in its place.

A line is one value, a series the lines of one quantity, a block all series of one subject with a sentence on what its
deviations come from. Deviations are median over published less one; nothing here changes the model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import published
from krapte.country.axes import FIRST_YEAR

Floats = NDArray[np.float64]
QUANTILES = (0.1, 0.5, 0.9)
CLOSE = 0.05  # a deviation up to this share counts as holding
ALMOST = 1e-9  # width of an interval that is arithmetic only


class Line(NamedTuple):
    """One published value beside the model: 10 %, median and 90 % of the draws.

    ``sources`` are ids of figures, or ``table/column`` for a series of the tables.
    """

    label: str
    published: float
    low: float
    median: float
    high: float
    sources: tuple[str, ...]

    @property
    def deviation(self) -> float:
        """How far the median lies off, as a share of the published value."""
        return self.median / self.published - 1

    @property
    def inside(self) -> bool:
        """Whether the published value lies between the 10 and the 90 % of the draws."""
        room = ALMOST * abs(self.published)
        return self.low - room <= self.published <= self.high + room


class Series(NamedTuple):
    """The lines of one quantity. ``unit``: persons, vacancies, share or index; ``given`` if the model is told it."""

    title: str
    unit: str
    lines: tuple[Line, ...]
    given: bool = False

    @property
    def mean(self) -> float:
        """Mean absolute deviation."""
        return float(np.mean([abs(line.deviation) for line in self.lines]))

    @property
    def worst(self) -> Line:
        """The line that lies off most."""
        return max(self.lines, key=lambda line: abs(line.deviation))

    @property
    def inside(self) -> int:
        """Lines whose published value lies inside the interval."""
        return sum(line.inside for line in self.lines)

    @property
    def holds(self) -> str:
        """``all``: no line is off by more than 5 %; ``mean``: the series is not on average; else ``no``."""
        return "all" if abs(self.worst.deviation) <= CLOSE else "mean" if self.mean <= CLOSE else "no"


class Block(NamedTuple):
    """All series of one subject.

    ``about`` says how both sides are counted, ``why`` what deviations come from; ``why`` is only of use where some
    series does not hold. ``tables`` are other tables: title, head and rows.
    """

    title: str
    about: str
    why: str
    series: tuple[Series, ...]
    tables: tuple[tuple[str, list[str], list[list[str]]], ...] = ()

    @property
    def holds(self) -> str:
        """``all``: every series holds on every line; ``mean``: every series holds on average; else ``no``."""
        held = {one.holds for one in self.series}
        return "no" if "no" in held else "mean" if "mean" in held else "all"


def line(label: object, seen: float, model: Floats, *sources: str) -> Line:
    """A line from the values of the draws ``[draw]``."""
    low, median, high = np.quantile(np.asarray(model, dtype=float), QUANTILES)
    return Line(str(label), float(seen), float(low), float(median), float(high), sources)


def of_figure(label: object, figure_id: str, model: Floats) -> Line:
    """A line beside one figure."""
    return line(label, figures.load()[figure_id].value, model, figure_id)


def by_year(
    model: Floats, seen: Mapping[int, float], source: str | Mapping[int, str], first: int = FIRST_YEAR + 1
) -> tuple[Line, ...]:
    """Lines of ``model [draw, step]``, whose first step has the label ``first``, for the years in ``seen``."""
    return tuple(
        line(year, value, model[:, year - first], source if isinstance(source, str) else source[year])
        for year, value in sorted(seen.items())
    )


def yearly_figures(
    model: Floats, prefix: str, years: Sequence[int], first: int, end: str = ""
) -> tuple[Line, ...]:
    """Lines beside the figures ``prefix_YEAR`` that exist in ``years``."""
    book = figures.load()
    ids = {year: f"{prefix}_{year}{end}" for year in years if f"{prefix}_{year}{end}" in book}
    return by_year(model, {year: book[name].value for year, name in ids.items()}, ids, first)


def panel(model: Floats, column: str, last: int) -> tuple[Line, ...]:
    """Lines beside a yearly series of the panel, from the first year that the market has met."""
    seen = {y: v for y, v in published.panel(column).items() if FIRST_YEAR < y <= last}
    return by_year(model, seen, f"panel/{column}")


def exists(source: str) -> bool:
    """Whether a source is a figure, or a table with such a column, or with such a series in its first column."""
    name, _, column = source.partition("/")
    if not column:
        return name in figures.load()
    if name not in figures.table_names():
        return False
    table = figures.table(name)
    return column in table.columns or column in {next(iter(row.values())) for row in table.rows}
