"""Results by sector: an allocation of those by occupational group, grade C.

Occupation by industry is published by section and major group only, for 2022; ``krapte.country.sectors`` makes jobs of
the anchor year by sector and group of it. Each group's results are shared out as its jobs lie there:

    sector = sum over groups (result of the group x share of the group's jobs that lies in the sector)

Sectors add up to the sum of the groups in every draw. The shares stay those of the anchor year in every variant: that
a measure works in one sector, or that one sector grows faster, shows only through the groups it moves. A group has the
same vacancies per job in all sectors. Intervals hold the draws of the model, not the doubt about the shares.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.analysis.answer import LEVELS
from krapte.analysis.rows import HIGH, LOW, SectorRow
from krapte.analysis.worlds import DIFFERENCE, PACKAGE
from krapte.country import inputs
from krapte.country.axes import ANCHOR_YEAR, GROUPS, SECTORS, TECHNIEK
from krapte.engine.results import UNITS

Floats = NDArray[np.float64]
READINGS = ("vacancies", "shortage", "employed")  # those that add up over people and jobs
SUMS = {"techniek": TECHNIEK, "total": GROUPS}  # whose jobs are told of a sector: technicians, all
TOLD = (*LEVELS, DIFFERENCE[PACKAGE])
GRADE = "C"


def shares() -> Floats:
    """The share of a group's jobs that lies in a sector, anchor year ``[sector, group]``; columns sum to one."""
    jobs = inputs.lasting().demand.structure
    return np.asarray(jobs / jobs.sum(axis=0))


def allocate(results: xr.Dataset, reading: str, name: str) -> Floats:
    """A reading of technicians (``techniek``) or all (``total``) by sector, ``[variant, draw, year, sector]``."""
    groups = list(SUMS[name])
    cube = results[reading].sel(group=groups).transpose("variant", "draw", "year", "group")
    table = shares()[:, [GROUPS.index(group) for group in groups]]
    return np.asarray(cube.values @ table.T)


def rows(results: xr.Dataset, told: Sequence[str] = TOLD) -> list[SectorRow]:
    """Median and 80 % interval by sector, from the anchor on: of baseline, package and their difference."""
    present = [name for name in LEVELS if name in results["variant"].values]
    kept = results.sel(variant=present, year=slice(ANCHOR_YEAR, None))
    years = [int(year) for year in kept["year"].values]
    made: list[SectorRow] = []
    for reading in READINGS:
        for group in SUMS:
            cubes = dict(zip(present, allocate(kept, reading, group), strict=True))
            if PACKAGE in cubes:
                cubes[DIFFERENCE[PACKAGE]] = cubes[PACKAGE] - cubes["baseline"]
            for variant in (name for name in told if name in cubes):
                made += _rows(reading, group, variant, cubes[variant], years)
    return made


def _rows(reading: str, group: str, variant: str, values: Floats, years: list[int]) -> list[SectorRow]:
    low, median, high = np.quantile(values, [LOW, 0.5, HIGH], axis=0)
    return [
        SectorRow(
            year=year,
            sector=sector,
            group=group,
            reading=reading,
            variant=variant,
            median=float(median[i, j]),
            low=float(low[i, j]),
            high=float(high[i, j]),
            unit=UNITS[reading],
            grade=GRADE,
            allocation=True,
        )
        for i, year in enumerate(years)
        for j, sector in enumerate(SECTORS)
    ]
