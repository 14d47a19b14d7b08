"""Flows into and out of techniek per year: who comes to work there, who leaves, and what remains."""

from __future__ import annotations

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.analysis.rows import HIGH, LOW, FlowRow

UNIT = "persons_per_year"
NET = "net"
# The anchor is no event in anyone's life: it moves people on paper.
LEFT_OUT = ("anchor",)


def rows(results: xr.Dataset, variant: str, first: int) -> list[FlowRow]:
    """Median and 80 % interval per year, flow and direction from ``first`` on; in and out are never negative."""
    part = results.sel(variant=variant, year=slice(first + 1, None)).transpose("draw", "year", "flow", ...)
    names = [str(name) for name in part["flow"].values]
    keep = [i for i, name in enumerate(names) if name not in LEFT_OUT]
    years = [int(year) - 1 for year in part["year"].values]  # a flow of year t leads to t + 1
    made: list[FlowRow] = []
    cubes = {"in": part["into_techniek"].values, "out": part["out_of_techniek"].values}
    for direction, cube in cubes.items():
        for i in keep:
            if np.any(cube[:, :, i] > 0):
                made += _rows(cube[:, :, i], years, variant, names[i], direction)
    net = (cubes["in"] - cubes["out"])[:, :, keep].sum(axis=-1)
    return made + _rows(net, years, variant, NET, NET)


def _rows(
    values: NDArray[np.float64], years: list[int], variant: str, flow: str, direction: str
) -> list[FlowRow]:
    low, median, high = np.quantile(values, [LOW, 0.5, HIGH], axis=0)
    return [
        FlowRow(
            year=year,
            variant=variant,
            flow=flow,
            direction=direction,
            median=float(median[i]),
            low=float(low[i]),
            high=float(high[i]),
            unit=UNIT,
        )
        for i, year in enumerate(years)
    ]
