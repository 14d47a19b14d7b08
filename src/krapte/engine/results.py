"""Results: labelled arrays with units, made from what the engine returns."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.country.axes import FIRST_YEAR, GROUPS, YEARS
from krapte.market import readings
from krapte.market.account import NAMES
from krapte.market.records import Outcome

Floats = NDArray[np.float64]
ALL = (*GROUPS, "total")

UNITS = {
    "vacancies": "vacancies",
    "shortage": "fte",
    "tightness": "uwv_scale",
    "employed": "persons",
    "unemployed": "persons",
    "filled": "vacancies_per_year",
    "desired": "jobs",
    "wages": "log_ratio",
    "residents": "persons",
    "card": "persons",
    "flows": "persons_per_year",
    "anchored": "persons",
    "misfit": "log_ratio_per_year",
}
READINGS = ("vacancies", "shortage", "tightness", "employed", "unemployed", "filled")


def dataset(outcome: Outcome, parameters: Mapping[str, Floats], to: int) -> xr.Dataset:
    """One variant's results ``[draw, year, group]`` for the years 2014 to ``to``.

    ``parameters`` holds the reading parameters by slot (``[draw]``); a flow of year t happens from 1 January t to
    1 January t + 1 and is labelled t + 1, like the outcome it leads to.
    """
    years = [year for year in YEARS if FIRST_YEAR < year <= to]
    keep = slice(0, len(years))

    def total(values: Floats) -> Floats:
        return np.concatenate([values, values.sum(axis=-1, keepdims=True)], axis=-1)

    def by_group(name: str) -> Floats:
        return np.stack([parameters[f"readings.{name}[{group}]"] for group in GROUPS], axis=-1)[:, None, :]

    raw = {name: np.asarray(getattr(outcome, name))[:, keep] for name in Outcome._fields}
    shortage = readings.shortage(
        raw["vacancies"], raw["filled"], by_group("frictional_days"), by_group("fte_per_person")
    )
    grouped = {
        name: total(raw[name]) for name in ("employed", "unemployed", "vacancies", "filled", "desired")
    }
    grouped["shortage"] = total(shortage)
    ratio = parameters["readings.uwv_ratio"][:, None, None]
    grouped["tightness"] = readings.tightness(grouped["vacancies"], grouped["unemployed"], ratio)
    arrays: dict[str, tuple[tuple[str, ...], Floats]]
    arrays = {name: (("draw", "year", "group"), values) for name, values in grouped.items()}
    arrays |= {name: (("draw", "year", "own_group"), raw[name]) for name in ("wages", "misfit")}
    arrays |= {"residents": (("draw", "year"), raw["people"])}
    arrays |= {name: (("draw", "year"), raw[name]) for name in ("card", "anchored")}
    arrays["flows"] = (("draw", "year", "flow"), raw["flows"])
    made = xr.Dataset(
        {name: (dims, values, {"unit": UNITS[name]}) for name, (dims, values) in arrays.items()},
        coords={
            "draw": np.arange(shortage.shape[0]),
            "year": years,
            "group": list(ALL),
            "own_group": list(GROUPS),
            "flow": list(NAMES),
        },
    )
    return made.transpose("draw", "year", ...)


def variants(sets: Mapping[str, xr.Dataset]) -> xr.Dataset:
    """Variants side by side on an axis of their own."""
    return xr.concat(
        list(sets.values()), dim=xr.Variable("variant", list(sets)), join="exact", combine_attrs="identical"
    )
