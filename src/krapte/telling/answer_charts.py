"""From an answer to the rows that its charts take: the split as a bar, flows, and where the gain went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from krapte.analysis.rows import HIGH, LOW
from krapte.country.axes import PILLARS
from krapte.telling import pick

if TYPE_CHECKING:
    from krapte.analysis.answer import Answer

READING = "vacancies"
# The item of the chart, and where techniek and the country find it.
GAIN = {
    "vacancies": ("vacancies_filled", "vacancies_total"),
    "more_work": ("more_work", "more_work_total"),
    "unemployed": ("unemployed", "unemployed_total"),
}


def split(answer: Answer, reading: str = READING, group: str = pick.GROUP) -> list[dict[str, Any]]:
    """What each pillar closes, what all close, what stays open, and what was open: means, so that parts add up."""
    own = {
        (r["year"], r["pillar"]): r for r in answer.split if (r["reading"], r["group"]) == (reading, group)
    }
    if not own:
        return []
    made = []
    unit = own[min(own)]["unit"]
    cube = answer.results[reading].sel(group=group).transpose("variant", "draw", "year")
    for year in sorted({year for year, _ in own}):
        made += [_closed(year, pillar, own.get((year, pillar))) for pillar in PILLARS]
        made.append(_closed(year, "closed", own[year, "all"]))
        for name, variant in (("open", "package"), ("baseline", "baseline")):
            values = cube.sel(variant=variant, year=year).values
            made.append(_row(year, name, float(values.mean()), np.quantile(values, [LOW, HIGH])))
    return [row | {"reading": reading, "unit": unit} for row in made]


def _closed(year: int, pillar: str, found: Any) -> dict[str, Any]:
    if found is None:  # a pillar the package has no measure of
        return _row(year, pillar, 0.0, (0.0, 0.0))
    return _row(year, pillar, -found["mean"], (-found["high"], -found["low"]))


def _row(year: int, pillar: str, mean: float, ends: Any) -> dict[str, Any]:
    low, high = (float(end) for end in ends)
    return {"year": year, "pillar": pillar, "mean": mean, "low": low, "high": high}


def flows(answer: Answer) -> list[dict[str, Any]]:
    """People who come to techniek and leave it, every flow in every year."""
    rows: list[dict[str, Any]] = [dict(r) for r in answer.flows]
    years = sorted({r["year"] for r in rows})
    known = {(r["year"], r["flow"], r["direction"]) for r in rows}
    for flow, direction in {(r["flow"], r["direction"]) for r in rows}:
        for year in years:
            if (year, flow, direction) not in known:
                empty = {"median": 0.0, "low": 0.0, "high": 0.0}
                rows.append({"year": year, "flow": flow, "direction": direction, **empty})
    return sorted(rows, key=lambda r: (int(r["year"]), str(r["direction"]), str(r["flow"])))


def gain(answer: Answer, year: int) -> list[dict[str, Any]]:
    """Persons of 100 extra technicians per item, for techniek and the country; empty where there is too little."""
    found = {(r["scope"], r["item"]): r for r in answer.gain if r["year"] == year and r["per"] == "extra"}
    made = []
    for item, names in GAIN.items():
        for scope, name in zip(("techniek", "nl"), names, strict=True):
            r = found.get((scope, name))
            if r is None:
                return []
            made.append(
                {
                    "item": item,
                    "scope": scope,
                    "median": r["mean"],
                    "low": r["low"],
                    "high": r["high"],
                    "unit": "per_100",
                }
            )
    return made
