"""Made rows by sector: baseline, package and difference for every sector, or a difference alone."""

from __future__ import annotations

from typing import Any

from krapte.country.axes import SECTORS

UNITS = {"vacancies": "vacancies", "shortage": "fte", "employed": "persons"}
SIZES = {"baseline": 9000.0, "package": 7000.0, "difference": -2000.0}


def sector_rows(*variants: str, year: int = 2035) -> list[dict[str, Any]]:
    return [
        {
            "year": year,
            "sector": sector,
            "group": group,
            "reading": reading,
            "variant": variant,
            "median": SIZES[variant] * times,
            "low": SIZES[variant] * times - 900,
            "high": SIZES[variant] * times + 900,
            "unit": unit,
            "grade": "C",
            "allocation": True,
        }
        for reading, unit in UNITS.items()
        for group, times in (("techniek", 1.0), ("total", 2.0))
        for variant in variants or SIZES
        for sector in SECTORS
    ]
