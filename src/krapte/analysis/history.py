"""Published values beside an answer: the dots of the past, each with its grade and source."""

from __future__ import annotations

from typing import Any

from krapte import figures
from krapte.country import published
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, GROUPS, TECHNIEK
from krapte.country.occupations import by_group

# Open technical vacancies by UWV's present method: the only four points there are.
UWV_POINTS = {2016: "lm_uwv_vac_tech_2016q1_new", 2017: "lm_uwv_vac_tech_2017q1_new"}
UWV_POINTS |= {2022: "lm_uwv_vac_tech_2022q1_new", 2023: "lm_uwv_vac_tech_2023q4_new"}
TOTALS = {"vacancies": "vac_open_total", "employed": "emp_total", "unemployed": "unemployed"}


def dots() -> list[dict[str, Any]]:
    """Rows year, group, reading, value, grade, source, as published or bridged by a documented factor."""
    book = figures.load()
    made = []
    for year, name in UWV_POINTS.items():
        figure = book[name]
        made.append(_dot(year, "techniek", "vacancies", figure.value, figure.grade, figure.source.publisher))
    for i, workers in enumerate(by_group()):
        values = dict(zip(GROUPS, workers, strict=True)) | {"techniek": workers[: len(TECHNIEK)].sum()}
        for group, value in values.items():
            made.append(_dot(FIRST_YEAR + i, group, "employed", value, "C", "Eurostat, CBS (BRC bridge)"))
    for reading, series in TOTALS.items():
        for row in published.rows("panel"):
            if row["series"] == series and FIRST_YEAR <= int(row["year"]) <= ANCHOR_YEAR:
                made.append(
                    _dot(int(row["year"]), "total", reading, float(row["value"]), row["grade"], "CBS")
                )
    return made


def _dot(year: int, group: str, reading: str, value: float, grade: str, source: str) -> dict[str, Any]:
    return {
        "year": year,
        "group": group,
        "reading": reading,
        "value": float(value),
        "grade": grade,
        "source": source,
    }
