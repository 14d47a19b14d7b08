"""Money: what a package costs per year, measure and payer, in euro of the price year its file names.

    carried out = planned dose x ramp x realisation, from the start to the end or the withdrawal
    cost        = eur x ( 1 in force | carried out | c / (|c| + half) | a flow | a reading )

What is carried out is paid for, also where it does nothing or would have happened anyway; so neither the chance of
no effect nor the additionality lowers a cost. Lag and persistence do not count: money is spent when the work is done.
A flow or a reading counts as far as the package adds to it (or whole, ``of: level``), while the measure is in force;
where several measures of a package move one flow, each is charged the whole difference.

Drawn amounts use the keys of the file (``m1.cost.0.eur``), so a draw has the same price in every package.
Amounts of different price years are added as they stand: the row then names the first and the last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.analysis.rows import HIGH, LOW, CostRow
from krapte.country.axes import ANCHOR_YEAR
from krapte.figures.errors import InputError
from krapte.measures import dose_path
from krapte.measures.dose_path import Uniform
from krapte.measures.packages import Package, Row
from krapte.measures.schema import quantities
from krapte.measures.schema.cost import Cost

Floats = NDArray[np.float64]
PUBLIC = ("state", "municipalities", "schools", "eu")
ALL = "all"  # a row over all measures or all payers


class Pair(NamedTuple):
    """A flow or a reading by calendar year, ``[draw, year]``."""

    baseline: Floats
    package: Floats


class Paid(NamedTuple):
    """What one payer pays for one measure, ``[draw, year]``."""

    measure: str
    payer: str
    price_year: int
    eur: Floats


def carried_out(
    rows: Sequence[Row], years: Sequence[int], uniform: Uniform, draws: int
) -> tuple[Floats, Floats]:
    """The dose that is carried out and 1 where the measure is in force, both ``[draw, year]``.

    ``rows`` are those of one measure.
    """
    dose, on = np.zeros((draws, len(years))), np.zeros((draws, len(years)))
    steps = dose_path.layers(rows)
    if not steps:
        return dose, on
    measure = rows[0].measure
    stop = dose_path.withdrawn(measure, min(step.start for step in steps), uniform)[:, None]
    length = dose_path.drawn(measure, "timing.ramp_years", uniform, draws)[:, None]
    now = np.asarray(years, dtype=np.float64)[None, :]
    for step in steps:
        inside = (now >= step.start) & (now <= np.minimum(step.end, stop))
        dose += np.where(inside, step.dose * dose_path.ramp(now - step.start, length), 0.0)
        on = np.maximum(on, inside)
    return dose * dose_path.drawn(measure, "realisation", uniform, draws)[:, None], on


def costs(
    package: Package,
    years: Sequence[int],
    uniform: Uniform,
    draws: int,
    flows: Mapping[str, Pair] | None = None,
    readings: Mapping[str, Pair] | None = None,
) -> list[Paid]:
    """What every payer pays for every measure, per calendar year.

    ``flows`` and ``readings`` must hold those that the cost blocks name (:func:`needed`).
    """
    amounts = _given("unknown_flow", flows or {}, needed(package, "flow"))
    amounts |= _given("unknown_reading", readings or {}, needed(package, "reading"))
    made = []
    for measure in package.measures:
        rows = [row for row in package.rows if row.measure.id == measure.id]
        dose, on = carried_out(rows, years, uniform, draws)
        for index, cost in enumerate(measure.cost):
            path = f"cost.{index}."
            drawn = {
                name.removeprefix(path): dose_path.drawn(measure, name, uniform, draws)[:, None]
                for name in quantities(measure)
                if name.startswith(path)
            }
            eur = _amount(cost, dose, on, amounts, drawn) * drawn["eur"]
            shared = _shared(cost, drawn)
            made += [Paid(measure.id, name, cost.price_year, eur * part) for name, part in shared.items()]
    return made


def needed(package: Package, per: str) -> tuple[str, ...]:
    """Names of the flows (``per="flow"``) or readings (``per="reading"``) that a package is charged by."""
    blocks = [cost for measure in package.measures for cost in measure.cost if cost.per == per]
    return tuple(sorted({str(cost.flow if per == "flow" else cost.reading) for cost in blocks}))


def flow_of_year(results: xr.Dataset, name: str, years: Sequence[int]) -> Pair:
    """A flow of calendar years from results with baseline and package.

    Results label what happens in year t by t + 1, the year it leads to; a year beyond the results is not a number.
    """
    return _of_year(results["flows"].sel(flow=name), years)


def reading_of_year(results: xr.Dataset, name: str, years: Sequence[int]) -> Pair:
    """An amount of calendar years over the whole country, from results with baseline and package.

    Persons are those of the year itself; what happens in a year is labelled by the year it leads to.
    """
    values = results[name]
    found = values.sel(group="total") if "group" in values.dims else values
    found = found.sum([dim for dim in found.dims if dim not in ("variant", "draw", "year")])
    return _of_year(found, years, later=values.attrs["unit"] != "persons")


def _of_year(values: xr.DataArray, years: Sequence[int], later: bool = True) -> Pair:
    found = values.transpose("variant", "draw", "year")
    wanted = found.reindex(year=[year + later for year in years])
    return Pair(*(np.array(wanted.sel(variant=one).values) for one in ("baseline", "package")))


def years(results: xr.Dataset, first: int = ANCHOR_YEAR) -> list[int]:
    """The calendar years that are paid for: the flows of the last year lead beyond the results."""
    return list(range(first, int(results["year"].values[-1])))


def paid(package: Package, results: xr.Dataset, uniform: Uniform, first: int = ANCHOR_YEAR) -> list[Paid]:
    """What every payer pays for every measure from a year on, from results with baseline and package."""
    of = years(results, first)
    flows = {name: flow_of_year(results, name, of) for name in needed(package, "flow")}
    read = {name: reading_of_year(results, name, of) for name in needed(package, "reading")}
    return costs(package, of, uniform, results.sizes["draw"], flows, read)


def summarise(paid: Sequence[Paid], years: Sequence[int]) -> list[CostRow]:
    """Median and 80 % interval by year: per measure and payer, per measure, per payer, public, private, all.

    Sums are taken per draw. No rows where nothing is paid for.
    """
    rows: list[CostRow] = []
    measures = [*dict.fromkeys(one.measure for one in paid), ALL] if paid else []
    for measure in measures:
        of = [one for one in paid if measure in (one.measure, ALL)]
        payers = [*dict.fromkeys(one.payer for one in of), "public", "private", ALL]
        for payer in payers:
            chosen = [one for one in of if payer in (one.payer, side(one.payer), ALL)]
            if chosen:
                rows += _rows(measure, payer, chosen, years)
    return rows


def side(payer: str) -> str:
    """Whether a payer is public money or private."""
    return "public" if payer in PUBLIC else "private"


def _given(code: str, given: Mapping[str, Pair], names: Sequence[str]) -> dict[str, Pair]:
    """The pairs by name; InputError where one is missing."""
    for name in names:
        if name not in given:
            raise InputError(code, where="cost", found=name, expected=", ".join(sorted(given)) or "none")
    return {name: given[name] for name in names}


def _amount(
    cost: Cost, dose: Floats, on: Floats, amounts: Mapping[str, Pair], drawn: Mapping[str, Floats]
) -> Floats:
    """What the euros are multiplied by, ``[draw, year]``."""
    name = cost.flow or cost.reading
    if name is not None:
        pair = amounts[name]
        return on * (pair.package if cost.of == "level" else pair.package - pair.baseline)
    if cost.per == "dose":
        return dose / (np.abs(dose) + drawn["half"])
    return on if cost.per == "fixed" else dose


def _shared(cost: Cost, drawn: Mapping[str, Floats]) -> dict[str, Floats]:
    """The part of the amount that each payer pays, ``[draw, 1]``; more than 1 together where partners add."""
    own: Floats = np.ones((1, 1))
    parts: dict[str, Floats] = {}
    for index, partner in enumerate(cost.partners):
        path = f"partners.{index}." + ("adds" if partner.share is None else "share")
        parts[partner.payer] = drawn[path]
        own = own - (0.0 if partner.share is None else drawn[path])
    return {cost.payer: own} | parts


def _rows(measure: str, payer: str, chosen: Sequence[Paid], years: Sequence[int]) -> list[CostRow]:
    total = np.sum([one.eur for one in chosen], axis=0)
    low, median, high = np.quantile(total, [LOW, 0.5, HIGH], axis=0)
    prices = sorted({one.price_year for one in chosen})
    named = str(prices[0]) if len(prices) == 1 else f"{prices[0]}-{prices[-1]}"
    return [
        CostRow(
            year=int(year),
            measure=measure,
            payer=payer,
            median=float(median[i]),
            low=float(low[i]),
            high=float(high[i]),
            unit="eur",
            price_year=named,
        )
        for i, year in enumerate(years)
    ]
