"""An answer: the results of baseline and package on the same draws, and their summary as rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.analysis.rows import (
    HIGH,
    LOW,
    CostRow,
    FlowRow,
    GainRow,
    LevelRow,
    RatioRow,
    RestsRow,
    Row,
    SectorRow,
    SideRow,
    SourceRow,
    SplitRow,
    WhyRow,
)
from krapte.analysis.worlds import DIFFERENCE
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, UNDONE
from krapte.engine.results import ALL, READINGS, UNITS

Floats = NDArray[np.float64]
LEVELS = ("baseline", "package")  # told as they are; other worlds by their difference alone


@dataclass(frozen=True)
class Answer:
    """What a question to the laboratory brought.

    ``results`` has the axes variant, draw, year, group, ...; ``split``, ``cost`` and ``gain`` are there when a package
    was asked; ``measures`` holds titles by id, ``avoided`` those of what the package asks not to do, ``beside`` the
    title of another legal world; ``lag`` is the first year with half of the effect on vacancies, if that is certain;
    ``why`` and ``rests_on`` are there when asked.
    """

    package: str | None
    package_title: dict[str, str] | None
    scenario: str
    draws: int
    seed: int
    to: int
    results: xr.Dataset
    rows: list[Row]
    history: list[dict[str, Any]]
    manifest: dict[str, Any]
    seconds: float
    runs: int
    notes: list[str] = field(default_factory=list)
    doses: list[dict[str, Any]] = field(default_factory=list)
    benchmark: str = "own"
    posterior: str = ""
    split: list[SplitRow] = field(default_factory=list)
    cost: list[CostRow] = field(default_factory=list)
    gain: list[GainRow] = field(default_factory=list)
    flows: list[FlowRow] = field(default_factory=list)
    measures: dict[str, dict[str, str]] = field(default_factory=dict)
    levels: list[LevelRow] = field(default_factory=list)
    ratios: list[RatioRow] = field(default_factory=list)
    avoided: dict[str, dict[str, str]] = field(default_factory=dict)
    beside: dict[str, str] | None = None
    sources: list[SourceRow] = field(default_factory=list)
    side_effects: list[SideRow] = field(default_factory=list)
    lag: int | None = None
    sectors: list[SectorRow] = field(default_factory=list)
    why: list[WhyRow] = field(default_factory=list)
    rests_on: list[RestsRow] = field(default_factory=list)

    def reading(self, name: str, group: str = "techniek") -> xr.DataArray:
        """One reading of a group over the years, by variant and draw."""
        return self.results[name].sel(group=group)

    def vacancies(self, group: str = "techniek") -> xr.DataArray:
        """Open vacancies, mean of the year."""
        return self.reading("vacancies", group)

    def shortage(self, group: str = "techniek") -> xr.DataArray:
        """Vacancies beyond those of a usual duration, full-time jobs."""
        return self.reading("shortage", group)

    def tightness(self, group: str = "techniek") -> xr.DataArray:
        """Tightness on the UWV scale."""
        return self.reading("tightness", group)


def summarise(results: xr.Dataset, first: int) -> list[Row]:
    """Median and 80 % interval of every reading, group, variant and year from ``first`` on, differences included."""
    rows: list[Row] = []
    for reading in (*READINGS, *UNDONE):
        # Of work left undone in things nothing is known before the anchor.
        kept = results.sel(year=slice(max(first, ANCHOR_YEAR) if reading in UNDONE else first, None))
        cube = kept[reading].transpose("variant", "draw", "year", "group").values
        names = [str(name) for name in kept["variant"].values]
        for name, values in zip(names, cube, strict=True):
            if name in LEVELS:
                rows += _rows(reading, name, values, kept["year"].values)
            if name in DIFFERENCE:
                rows += _rows(reading, DIFFERENCE[name], values - cube[0], kept["year"].values)
    return rows


def rows_of_first_year(readings: dict[str, Floats]) -> list[Row]:
    """The same of the year from which runs start, where there is no difference yet; readings ``[draw, 1, group]``."""
    year = np.array([FIRST_YEAR])
    return [row for reading in READINGS for row in _rows(reading, "baseline", readings[reading], year)]


def _rows(reading: str, variant: str, values: Floats, years: NDArray[np.int64]) -> list[Row]:
    known = np.all(np.isfinite(values), axis=(0, 1))  # capacity is known of techniek and total only
    low, median, high = np.quantile(values, [LOW, 0.5, HIGH], axis=0)
    sign = np.mean(np.sign(values) == np.sign(median), axis=0)
    return [
        Row(
            year=int(year),
            group=group,
            reading=reading,
            variant=variant,
            median=float(median[i, j]),
            low=float(low[i, j]),
            high=float(high[i, j]),
            unit=UNITS[reading],
            right_sign=float(sign[i, j]) if variant in DIFFERENCE.values() else None,
        )
        for i, year in enumerate(years)
        for j, group in enumerate(ALL)
        if known[j]
    ]
