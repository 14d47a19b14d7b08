"""Results: labelled arrays with units, made from what the engine returns.

Groups stand beside their sums: ``techniek`` (the first five) and ``total``. A flow of year t happens from 1 January t
to 1 January t + 1 and is labelled t + 1, like the outcome it leads to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.country.axes import (
    ANCHOR_YEAR,
    FIELDS,
    FIRST_YEAR,
    GROUPS,
    PROGRAMS,
    STREAMS,
    TECHNIEK,
    THINGS,
    UNDONE,
    YEARS,
)
from krapte.country.demand import PACKAGES, who_does_it
from krapte.engine.kept import MARKET, Kept, keep
from krapte.market import readings
from krapte.market.account import NAMES, OF_WHICH
from krapte.market.state import Outcome

Floats = NDArray[np.float64]
ALL = (*GROUPS, "techniek", "total")
WIDE = ("techniek", "total")
TECHNICIANS = len(TECHNIEK)

UNITS = {
    "vacancies": "vacancies",
    "shortage": "fte",
    "tightness": "uwv_scale",
    "undone": "fte",
    "capacity": "fte",
    "undone_homes": "homes_per_year",
    "undone_heat_pumps": "units_per_year",
    "undone_grid": "meur_per_year",
    "employed": "persons",
    "unemployed": "persons",
    "filled": "vacancies_per_year",
    "desired": "jobs",
    "saved": "fte",
    "wages": "log_ratio",
    "misfit": "log_ratio_per_year",
    "residents": "persons",
    "outside": "persons",
    "brought": "persons",
    "migrants": "persons",
    "foreign_technicians": "persons",
    "students": "persons",
    "entrants": "persons_per_year",
    "diplomas": "persons_per_year",
    "school_cost": "eur",
    "nonresident": "persons",
    "lateral": "persons_per_year",
    "guided": "persons",
    "flows": "persons_per_year",
    "into_techniek": "persons_per_year",
    "out_of_techniek": "persons_per_year",
    "anchored": "persons",
}
READINGS = ("vacancies", "shortage", "tightness", "undone", "capacity", "employed", "unemployed", "filled")


def with_sums(values: Floats) -> Floats:
    """Groups on the last axis, followed by techniek and total."""
    sums = (values[..., :TECHNICIANS].sum(axis=-1), values.sum(axis=-1))
    return np.concatenate([values, np.stack(sums, axis=-1)], axis=-1)


def dataset(
    outcome: Outcome | Kept, parameters: Mapping[str, Floats], to: int, benchmark: str = "own"
) -> xr.Dataset:
    """One variant's results ``[draw, year, ...]`` for the years 2014 to ``to``.

    ``parameters`` holds the reading parameters by slot (``[draw]``); ``benchmark`` is one of ``BENCHMARKS``.
    """
    years = _years(to)
    whole = keep(outcome) if isinstance(outcome, Outcome) else outcome
    raw = {name: values[:, : len(years)] for name, values in whole.items()}
    arrays: dict[str, tuple[tuple[str, ...], Floats]] = {}
    for name, values in by_group(raw, parameters, benchmark).items():
        arrays[name] = (("draw", "year", "group"), values)
    for name, values in undone_in_things(raw, parameters, benchmark, years).items():
        arrays[name] = (("draw", "year", "group"), values)
    for name in ("wages", "misfit", "nonresident", "guided"):
        arrays[name] = (("draw", "year", "own_group"), raw[name])
    for name in ("students", "entrants", "diplomas"):
        arrays[name] = (("draw", "year", "program", "field"), raw[name])
    for name in ("migrants", "foreign_technicians"):
        arrays[name] = (("draw", "year", "stream"), raw[name])
    for name in ("brought", "school_cost", "lateral", "residents"):
        arrays[name] = (("draw", "year"), raw[name])
    at_work = raw["employed"].sum(axis=-1) + raw["unemployed"].sum(axis=-1)
    arrays |= {"outside": (("draw", "year"), raw["residents"] - at_work)}
    arrays |= _flows(raw) | {"anchored": (("draw", "year"), raw["anchored"])}
    made = xr.Dataset(
        {name: (dims, values, {"unit": UNITS[name]}) for name, (dims, values) in arrays.items()},
        coords={
            "draw": np.arange(at_work.shape[0]),
            "year": years,
            "group": list(ALL),
            "own_group": list(GROUPS),
            "flow": [*NAMES, *OF_WHICH],
            "program": list(PROGRAMS),
            "field": list(FIELDS),
            "stream": list(STREAMS),
        },
    )
    return made.transpose("draw", "year", ...)


def of_market(kept: Kept, parameters: Mapping[str, Floats], to: int, benchmark: str = "own") -> xr.Dataset:
    """The readings by group alone ``[draw, year, group]``, as :func:`dataset` has them, from the market's page."""
    years = _years(to)
    raw = {name: kept[name][:, : len(years)] for name in MARKET}
    told = by_group(raw, parameters, benchmark)
    return xr.Dataset(
        {name: (("draw", "year", "group"), told[name], {"unit": UNITS[name]}) for name in told},
        coords={"draw": np.arange(len(raw["employed"])), "year": years, "group": list(ALL)},
    )


def _years(to: int) -> list[int]:
    return [year for year in YEARS if FIRST_YEAR < year <= to]


def by_own_group(parameters: Mapping[str, Floats], name: str) -> Floats:
    """A reading parameter by group ``[draw, 1, group]``."""
    return np.stack([parameters[f"readings.{name}[{group}]"] for group in GROUPS], axis=-1)[:, None, :]


def by_group(
    raw: Mapping[str, Floats], parameters: Mapping[str, Floats], benchmark: str
) -> dict[str, Floats]:
    """Readings by group and its sums ``[draw, year, group]``; capacity is known of the sums only.

    ``raw`` holds outcomes by name ``[draw, year, group]``, ``brought`` ``[draw, year]``.
    """
    days, fte = usual_days(parameters, benchmark), by_own_group(parameters, "fte_per_person")
    made = {
        name: with_sums(raw[name])
        for name in ("employed", "unemployed", "vacancies", "filled", "desired", "saved")
    }
    made["shortage"] = with_sums(readings.shortage(raw["vacancies"], raw["filled"], days, fte))
    asked = raw["desired"] + raw["given_up"]
    made["undone"] = with_sums(readings.undone(asked, raw["employed"], raw["filled"], days, fte))
    ratio = parameters["readings.uwv_ratio"][:, None, None]
    made["tightness"] = readings.tightness(made["vacancies"], made["unemployed"], ratio)
    mean_fte = readings.of_all(fte[..., :TECHNICIANS], raw["employed"][..., :TECHNICIANS])
    capacity = np.full_like(made["saved"], np.nan)
    capacity[..., -len(WIDE) :] = (raw["brought"] * mean_fte)[..., None] + made["saved"][..., -len(WIDE) :]
    return made | {"capacity": capacity}


def usual_days(parameters: Mapping[str, Floats], benchmark: str) -> Floats:
    """Days of a usual vacancy by group, each draw's own or one number for all."""
    own = benchmark == "own"
    return by_own_group(parameters, "frictional_days") if own else np.full(len(GROUPS), float(benchmark))


def undone_in_things(
    raw: Mapping[str, Floats], parameters: Mapping[str, Floats], benchmark: str, years: Sequence[int]
) -> dict[str, Floats]:
    """Homes, heat pumps and grid work not delivered in a year ``[draw, year, group]``: of techniek, else unknown.

    Unknown too before the anchor year, of which the packages' labour is not known.
    """
    packages = [PACKAGES.index(package) for package in THINGS.values()]
    mix = who_does_it()[1][packages]
    asked = raw["desired"] + raw["given_up"]
    one = np.ones(len(GROUPS))  # of jobs: hours cancel in the share
    undone = readings.undone(asked, raw["employed"], raw["filled"], usual_days(parameters, benchmark), one)
    per_thing = np.stack([parameters[f"readings.fte_per_thing[{thing}]"] for thing in THINGS], axis=-1)
    labour = raw["tasks"][..., packages]
    made = readings.things(labour, undone / asked, mix, per_thing[:, None])
    made[:, np.array(years) < ANCHOR_YEAR] = np.nan
    wide = np.full((*asked.shape[:2], len(ALL)), np.nan)
    told = {}
    for place, name in enumerate(UNDONE):
        told[name] = wide.copy()
        told[name][..., ALL.index("techniek")] = made[..., place]
    return told


def _flows(raw: Mapping[str, Floats]) -> dict[str, tuple[tuple[str, ...], Floats]]:
    """Persons by flow, those that reach techniek and those that leave it; flows "of which" come last."""
    part = raw["card_arrivals"][..., None]
    none, dims = np.zeros_like(part), ("draw", "year", "flow")
    return {
        "flows": (dims, np.concatenate([raw["flows"], part], axis=-1)),
        "into_techniek": (dims, np.concatenate([raw["into_techniek"], none], axis=-1)),
        "out_of_techniek": (dims, np.concatenate([raw["out_of_techniek"], none], axis=-1)),
    }


def variants(sets: Mapping[str, xr.Dataset]) -> xr.Dataset:
    """Variants side by side on an axis of their own."""
    return xr.concat(
        list(sets.values()), dim=xr.Variable("variant", list(sets)), join="exact", combine_attrs="identical"
    )
