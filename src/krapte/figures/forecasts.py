"""Forecasts that institutes published: cut from the shared table, each row with the source it was found in.

``forecast_places.csv`` tells for each place that the shared table names which source it is. A place that names no page
has none there, and its rows are left out; a place it does not know is refused, so nothing is lost in silence.
``forecast_sources.csv`` are the sources that no figure names; both say no more than the shared table does.
"""

from __future__ import annotations

from pathlib import Path

from krapte.figures.cuts import Cut, Rows
from krapte.figures.errors import InputError
from krapte.figures.raw import RAW_SOURCE_COLUMNS, number, read_rows

TOPIC = "backtest"
SOURCES = Path(__file__).with_name("forecast_sources.csv")
PLACES = Path(__file__).with_name("forecast_places.csv")
INPUT = "backtest/published_forecasts.csv"
COLUMNS = (
    "forecast",
    "published",
    "subject",
    "origin",
    "target",
    "unit",
    "value",
    "source_id",
    "grade",
    "note",
)


def sources() -> list[dict[str, str]]:
    """The sources of forecasts that no figure names, as the shared folder writes sources."""
    return read_rows(SOURCES, RAW_SOURCE_COLUMNS)


def places() -> dict[str, str]:
    """The source ``topic:source_id`` of each place, blank where the place names no page."""
    return {row["place"]: row["source_id"] for row in read_rows(PLACES, ("place", "source_id", "why"))}


def cut(rows: Rows) -> Cut:
    """Forecasts with a number and a source; what came to be is not in it, the panel has that."""
    known = places()
    made: list[tuple[str, ...]] = []
    for line, row in enumerate(rows, start=2):
        if not row["forecast_value"]:
            continue
        place = row["figure_or_source"]
        if place not in known:
            where = f"{INPUT}:{line}: figure_or_source"
            raise InputError("unknown_source", where=where, found=place, expected=PLACES.name)
        if known[place]:
            told = (row["source"], row["published"], row["target_series"])
            years = (row["origin_year"], row["horizon_year"], row["unit"], number(row["forecast_value"]))
            made.append((*told, *years, known[place], row["grade"], row["note"].lstrip("; ")))
    return COLUMNS, made
