"""What a package or a measure does to technical education, by level: who starts and who gets a diploma, by year.

Levels are mbo (with work-study), hbo (with the Associate degree) and wo; diplomas are those with which people leave for
the labour market. Differences from the baseline, of the package and of the world told beside it.
"""

from __future__ import annotations

import numpy as np
import xarray as xr

from krapte.analysis.rows import HIGH, LOW, LevelRow
from krapte.analysis.worlds import BESIDE, DIFFERENCE, PACKAGE
from krapte.country.axes import ANCHOR_YEAR, PROGRAMS
from krapte.measures.packages import Package

LEVELS: dict[str, tuple[str, ...]] = {
    "mbo": ("mbo2", "mbo3", "mbo4", "bbl"),
    "hbo": ("ad", "hbo"),
    "wo": ("wo_ba", "wo_ma"),
}
READINGS = ("entrants", "diplomas")
FIELD = "techniek"
assert sorted(name for names in LEVELS.values() for name in names) == sorted(PROGRAMS)


def rows(results: xr.Dataset, package: Package) -> list[LevelRow]:
    """The changes; none where no measure of the package is about education."""
    about = any(row.measure.pillar == "education" for row in package.rows)
    return changes(results) if about else []


def changes(results: xr.Dataset) -> list[LevelRow]:
    """Differences by year, level and reading, whatever made them."""
    present = [str(name) for name in results["variant"].values if name in (PACKAGE, BESIDE)]
    kept = results.sel(year=slice(ANCHOR_YEAR + 1, None), field=FIELD)
    years = [int(year) for year in kept["year"].values]
    made: list[LevelRow] = []
    for reading in READINGS:
        whole = kept[reading].transpose("variant", "draw", "year", "program")
        for variant in present:
            cube = whole.sel(variant=variant) - whole.sel(variant="baseline")
            for level, programs in LEVELS.items():
                values = cube.sel(program=list(programs)).sum("program").values
                low, median, high = np.quantile(values, [LOW, 0.5, HIGH], axis=0)
                made += [
                    LevelRow(
                        year=year,
                        level=level,
                        reading=reading,
                        variant=DIFFERENCE[variant],
                        median=float(median[i]),
                        low=float(low[i]),
                        high=float(high[i]),
                        unit="persons_per_year",
                    )
                    for i, year in enumerate(years)
                ]
    return made
