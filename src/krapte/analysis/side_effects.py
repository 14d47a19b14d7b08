"""Side effects of a package: what else its measures take or bring, summed by kind.

    amount = value x ( dose carried out | what the package adds to a flow )

Carried out is the planned dose x ramp x realisation, as for money: a teacher is taken also where the measure does
nothing. The market counts some of these itself (trainers' time, people who come out of care); these rows say how much
is asked, and never move a result. A flow of the last year leads beyond the results, so the rows end a year before.
"""

from __future__ import annotations

import numpy as np
import xarray as xr

from krapte.analysis import money
from krapte.analysis.rows import HIGH, LOW, SideRow
from krapte.analysis.runs import Floats
from krapte.measures import dose_path
from krapte.measures.dose_path import Uniform
from krapte.measures.packages import Package

DOSE = "dose"


Kind = tuple[str, str]  # what is counted, and its unit


def rows(package: Package, results: xr.Dataset, uniform: Uniform) -> list[SideRow]:
    """Median and 80 % interval by year and kind, from results with baseline and package."""
    years = money.years(results)
    found = amounts(package, results, uniform)
    return [row for kind, (amount, behind) in found.items() for row in _rows(kind, amount, years, behind)]


def amounts(package: Package, results: xr.Dataset, uniform: Uniform) -> dict[Kind, tuple[Floats, list[str]]]:
    """The amounts ``[draw, year]`` by kind, and the measures behind them."""
    years = money.years(results)
    draws = results.sizes["draw"]
    sums: dict[Kind, Floats] = {}
    behind: dict[Kind, list[str]] = {}
    for measure in package.measures:
        own = [row for row in package.rows if row.measure.id == measure.id]
        dose, on = money.carried_out(own, years, uniform, draws)
        for index, side in enumerate(measure.side_effects):
            value = dose_path.drawn(measure, f"side_effects.{index}.value", uniform, draws)[:, None]
            if side.per == DOSE:
                amount = dose
            else:
                flow = money.flow_of_year(results, side.per, years)
                amount = on * (flow.package - flow.baseline)
            kind = (side.reading, side.unit)
            sums[kind] = sums.get(kind, np.zeros_like(dose)) + value * amount
            behind.setdefault(kind, []).append(measure.id)
    return {kind: (amount, behind[kind]) for kind, amount in sums.items()}


def _rows(kind: tuple[str, str], amount: Floats, years: list[int], measures: list[str]) -> list[SideRow]:
    low, median, high = np.quantile(amount, [LOW, 0.5, HIGH], axis=0)
    return [
        SideRow(
            year=year,
            effect=kind[0],
            median=float(median[i]),
            low=float(low[i]),
            high=float(high[i]),
            unit=kind[1],
            measures=" ".join(measures),
        )
        for i, year in enumerate(years)
    ]
