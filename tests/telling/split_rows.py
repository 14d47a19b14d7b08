"""Made rows of a split over the pillars: a package that comes in slowly, and its extremes."""

from __future__ import annotations

from typing import Any

MEANS = {"education": 6_500.0, "inflow": 7_400.0, "productivity": 12_400.0, "international": 4_700.0}
SPREAD = {"education": 0.65, "inflow": 0.5, "productivity": 0.3, "international": 0.5}


def split_rows(
    means: dict[str, float] | None = None,
    baseline: float = 62_000.0,
    spread: float | None = None,
    first: int = 2026,
    last: int = 2040,
    year: int = 2035,
) -> list[dict[str, Any]]:
    """Rows of 2026-2040 whose means in ``year`` are those given; the spread is a share of each mean."""
    means = MEANS if means is None else means
    rows: list[dict[str, Any]] = []
    for at in range(first, last + 1):
        ramp = min(1.3, max(0.0, (at - first) / max(1, year - first)) ** 1.6)
        here = {name: mean * ramp for name, mean in means.items()}
        closed = sum(here.values())
        for name, mean in here.items():
            rows.append(_row(at, name, mean, SPREAD.get(name, 0.5) if spread is None else spread))
        rows.append(_row(at, "closed", closed, 0.37 if spread is None else spread))
        rows.append(_row(at, "open", baseline - closed, 0.45 if spread is None else 0.1))
        rows.append(_row(at, "baseline", baseline, 0.32 if spread is None else 0.1))
    return rows


def _row(year: int, pillar: str, mean: float, spread: float) -> dict[str, Any]:
    half = abs(mean) * spread
    return {
        "year": year, "reading": "shortage", "pillar": pillar, "mean": mean,
        "low": mean - half, "high": mean + half, "unit": "fte",
    }  # fmt: skip
