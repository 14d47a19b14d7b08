"""Made rows of flows into and out of techniek, 2025-2040."""

from __future__ import annotations

from typing import Any

IN = {
    "first_jobs": 31_000.0,
    "switching": 48_000.0,
    "arrivals": 9_000.0,
    "entry": 6_000.0,
    "lateral_entry": 2_600.0,
}
OUT = {
    "retirement": 34_000.0,
    "switching": 52_000.0,
    "exits": 5_200.0,
    "deaths": 2_100.0,
    "departures": 4_900.0,
}


def flow_rows(
    inward: dict[str, float] | None = None,
    outward: dict[str, float] | None = None,
    net_half: float = 1_500.0,
    first: int = 2025,
    last: int = 2040,
) -> list[dict[str, Any]]:
    """Sizes drift a little; the net line has its own half-width."""
    inward = IN if inward is None else inward
    outward = OUT if outward is None else outward
    rows = []
    for year in range(first, last + 1):
        drift = 1 + 0.012 * (year - first) - 0.0011 * (year - first) ** 2
        net = 0.0
        for direction, flows in (("in", inward), ("out", outward)):
            for name, size in flows.items():
                here = size * (drift if direction == "in" else 2 - drift)
                net += here if direction == "in" else -here
                rows.append(_row(year, name, direction, here, 0.15 * here))
        rows.append(_row(year, "net", "net", net, net_half))
    return rows


def _row(year: int, flow: str, direction: str, size: float, half: float) -> dict[str, Any]:
    return {
        "year": year, "flow": flow, "direction": direction,
        "median": size, "low": size - half, "high": size + half, "unit": "persons_per_year",
    }  # fmt: skip
