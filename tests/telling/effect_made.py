"""An effect of made data: certain, uncertain or none, as asked."""

from __future__ import annotations

from typing import Any

from krapte.analysis.effect import Effect, PerTechnicianYear
from krapte.analysis.rows import CostRow, EffectRow
from krapte.country.axes import GROUPS

UNITS = {"vacancies": "vacancies", "shortage": "fte", "tightness": "uwv_scale", "undone": "fte"}
UNITS |= {"capacity": "fte", "employed": "persons"}
PER_YEAR = PerTechnicianYear(2028, 2050, (2100.0, 900.0, 3300.0), (40_000.0, 25_000.0, 90_000.0), None)


def effect(size: tuple[float, float, float] = (-1200.0, -2300.0, -400.0), **changes: Any) -> Effect:
    """``size`` is the change of every reading in every year: median, low, high."""
    to = changes.get("to", 2050)
    rows = [
        EffectRow(
            measure="p2",
            dose=1500.0,
            year=year,
            group=group,
            reading=reading,
            variant="difference",
            median=size[0],
            low=size[1],
            high=size[2],
            unit=unit,
            right_sign=0.995,
        )
        for year in range(2024, to + 1)
        for reading, unit in UNITS.items()
        for group in (*GROUPS, "techniek", "total")
    ]
    told: dict[str, Any] = {
        "measure": "p2",
        "title": {"nl": "Begeleiding van bedrijven", "en": "Guidance of firms"},
        "dose": 1500.0,
        "unit": {"nl": "bedrijven per jaar", "en": "firms a year"},
        "start": 2028,
        "no_effect": 0.15,
        "scenario": "moderate",
        "draws": 200,
        "seed": 1,
        "to": to,
        "benchmark": "own",
        "rows": rows,
        "cost": costs(),
        "lag": 2031,
        "per_technician_year": PER_YEAR,
        "manifest": {"schema": "krapte/1"},
        "notes": ["law_beyond_verified:aow_age:2031"],
    }
    return Effect(**(told | changes))


def costs() -> list[CostRow]:
    amounts = {"state": 26e6, "employers": 62e6, "public": 26e6, "private": 62e6, "all": 88e6}
    return [
        CostRow(
            year=2035,
            measure=measure,
            payer=payer,
            median=eur,
            low=0.8 * eur,
            high=1.5 * eur,
            unit="eur",
            price_year="2026",
        )
        for measure in ("p2", "all")
        for payer, eur in amounts.items()
    ]
