"""An answer of made data with the shape of a real one: small, quick, and certain or uncertain as asked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import xarray as xr
from flow_rows import flow_rows
from split_table_rows import cost_rows, gain_rows

from krapte.analysis import split

READINGS = {
    "vacancies": (90_000.0, "vacancies"),
    "shortage": (47_000.0, "fte"),
    "tightness": (4.6, "uwv_scale"),
    "undone": (38_000.0, "fte"),
    "capacity": (120_000.0, "fte"),
    "employed": (1_480_000.0, "persons"),
    "unemployed": (32_000.0, "persons"),
    "filled": (410_000.0, "vacancies_per_year"),
}
GROUPS = ("techniek", "rest", "total")
PILLARS = ("education", "inflow", "international")  # productivity has no measure in the made package

COMMAND = "krapte answer paper --scenario moderate --draws 200 --seed 1 --to 2050"


@dataclass(frozen=True)
class MadeAnswer:
    package: str | None
    package_title: dict[str, str] | None
    results: xr.Dataset
    rows: list[dict[str, Any]]
    scenario: str = "moderate"
    draws: int = 200
    seed: int = 1
    to: int = 2050
    history: list[dict[str, Any]] = field(default_factory=list)
    manifest: dict[str, Any] = field(
        default_factory=lambda: {"content": {"vacancies": "0" * 64}, "command": COMMAND}
    )
    seconds: float = 2.0
    runs: int = 400
    notes: list[str] = field(default_factory=lambda: ["law_beyond_verified:aow_age:2031"])
    doses: list[dict[str, Any]] = field(default_factory=list)
    benchmark: str = "own"
    posterior: str = "4d81551176f5"
    split: list[dict[str, Any]] = field(default_factory=list)
    cost: list[dict[str, Any]] = field(default_factory=list)
    gain: list[dict[str, Any]] = field(default_factory=list)
    flows: list[dict[str, Any]] = field(default_factory=list)
    measures: dict[str, dict[str, str]] = field(default_factory=dict)
    levels: list[dict[str, Any]] = field(default_factory=list)
    ratios: list[dict[str, Any]] = field(default_factory=list)
    avoided: dict[str, dict[str, str]] = field(default_factory=dict)
    beside: dict[str, str] | None = None
    sources: list[dict[str, Any]] = field(default_factory=list)
    side_effects: list[dict[str, Any]] = field(default_factory=list)
    lag: int | None = None
    sectors: list[dict[str, Any]] = field(default_factory=list)
    why: list[dict[str, Any]] = field(default_factory=list)
    rests_on: list[dict[str, Any]] = field(default_factory=list)


def made(
    package: str | None = "paper",
    effect: float = -0.35,
    noise: float = 0.05,
    to: int = 2050,
    draws: int = 200,
) -> MadeAnswer:
    """``effect`` is the share by which the package changes a reading in the end, ``noise`` its spread."""
    rng = np.random.default_rng(3)
    years = np.arange(2024, to + 1)
    ramp = np.clip((years - 2026) / 12, 0, 1)
    growth = rng.normal(0.012, 0.015, draws)[:, None]
    gain = rng.normal(effect, noise, draws)[:, None] if noise or effect else np.zeros((draws, 1))
    variants = ["baseline"] if package is None else ["baseline", "package"]
    data = {}
    for name, (level, _) in READINGS.items():
        base = level * np.exp(growth * (years - 2024)[None, :])
        stack = [base] if package is None else [base, base * (1 + gain * ramp[None, :])]
        cube = np.stack(stack)[..., None] * np.array([1.0, 3.5, 4.5])
        data[name] = (("variant", "draw", "year", "group"), cube)
    results = xr.Dataset(
        data, coords={"variant": variants, "draw": np.arange(draws), "year": years, "group": list(GROUPS)}
    )
    return MadeAnswer(
        package=package,
        package_title=None if package is None else {"nl": "De position paper", "en": "The position paper"},
        results=results,
        rows=_rows(results, package),
        draws=draws,
        to=to,
        history=_history(),
    )


def whole(to: int = 2040) -> MadeAnswer:
    """An answer with all its parts: split over three pillars, flows, cost of one measure, and gain."""
    answer = made(to=to)
    years = [int(year) for year in answer.results["year"].values if year > 2025]
    cube = answer.results["vacancies"].sel(group="techniek", year=years)
    change = (cube.sel(variant="package") - cube.sel(variant="baseline")).transpose("draw", "year").values
    parts = {name: change * share for name, share in zip(PILLARS, (0.2, 0.5, 0.3), strict=True)}
    told = {"i3": {"nl": "Overstappen met een leerplaats", "en": "Changing with a learning place"}}
    return replace(
        answer,
        split=split.rows(split.Split(tuple(years), parts, change), "vacancies", "techniek"),
        flows=flow_rows(first=2024, last=to - 1),
        cost=[r for r in cost_rows(year=2035) if r["measure"] != "e1"],
        gain=gain_rows(),
        measures=told,
        doses=[
            {
                "measure": "i3",
                "title": told["i3"],
                "dose": 5000,
                "unit": {"nl": "leerplaatsen", "en": "places"},
                "start": 2028,
                "end": None,
                "no_effect": 0.2,
                "avoided": False,
            }
        ],
    )


def _rows(results: xr.Dataset, package: str | None) -> list[dict[str, Any]]:
    rows = []
    for name, (_, unit) in READINGS.items():
        cubes = {str(v): results[name].sel(variant=v).values for v in results["variant"].values}
        if package is not None:
            cubes["difference"] = cubes["package"] - cubes["baseline"]
        for variant, cube in cubes.items():
            low, median, high = np.quantile(cube, [0.1, 0.5, 0.9], axis=0)
            right = np.where(median < 0, (cube < 0).mean(axis=0), (cube > 0).mean(axis=0))
            for i, year in enumerate(results["year"].values):
                for j, group in enumerate(GROUPS):
                    if (name, group) == ("capacity", "rest"):  # known of techniek and the country only
                        continue
                    rows.append(
                        {
                            "year": int(year),
                            "group": group,
                            "reading": name,
                            "variant": variant,
                            "median": float(median[i, j]),
                            "low": float(low[i, j]),
                            "high": float(high[i, j]),
                            "unit": unit,
                            "right_sign": float(right[i, j]) if variant == "difference" else None,
                        }
                    )
    return rows


def _history() -> list[dict[str, Any]]:
    values = [22, 27, 34, 45, 62, 71, 52, 78, 108, 104, 92]
    return [
        {
            "year": 2014 + i,
            "group": "techniek",
            "reading": "vacancies",
            "value": 1000.0 * v,
            "grade": "A",
            "source": "CBS, UWV",
        }
        for i, v in enumerate(values)
    ]
