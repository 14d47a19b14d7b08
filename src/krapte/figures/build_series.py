"""Write the series of :mod:`krapte.figures.series_list` and the index that names them."""

from __future__ import annotations

from pathlib import Path

from krapte.figures import layout
from krapte.figures.errors import InputError
from krapte.figures.raw import Raw, read_rows
from krapte.figures.series_list import all_series
from krapte.figures.write import write_table

# What ``made_of`` names in the panel: part of its text, and the source behind it.
MADE_FROM = {
    "sum:OC": "labour_market:vv_lfsa",
    "lfsa_egai2d": "labour_market:vv_lfsa",
    "own knowledge": "demography:own",
    "85267NED": "demography:cbs_85267NED",
    "82914NED": "demography:cbs_82914NED",
    "cbs_population_1jan": "demography:cbs_7461bev_copy",
    "cbs_labour_productivity_total": "productivity_demand:cbs_lp50",
}
DECREES = "international_policy"


def _panel_sources(
    columns: tuple[str, ...], rows: list[tuple[str, ...]], source_of: dict[str, str]
) -> set[str]:
    ids = {name for row in rows for name in row[columns.index("figure_ids")].split()}
    made = " ".join(row[columns.index("made_of")] for row in rows)
    return {source_of[name] for name in ids} | {MADE_FROM[part] for part in MADE_FROM if part in made}


def _named(source: str) -> str:
    """A source of a row as ``topic:source_id``; the rows of decrees leave their topic out."""
    return source if ":" in source else f"{DECREES}:{source}"


def write_series(raw: Raw, shared: Path, folder: Path) -> set[str]:
    """Write ``series/*.csv`` and their index; returns the source ids in use and checks that they resolve."""
    source_of = {
        row["figure_id"]: f"{topic}:{row['source_id']}" for topic, rows in raw.figures.items() for row in rows
    }
    known = {f"{topic}:{row['source_id']}" for topic, rows in raw.sources.items() for row in rows}
    used: set[str] = set()
    index: list[tuple[str, ...]] = []
    for series in all_series(set(source_of)):
        columns, rows = series.cut(read_rows(shared / "data" / series.input))
        sources = set(series.sources.split())
        if series.name == "panel":
            sources = _panel_sources(columns, rows, source_of)
        elif sources == {"*"}:
            place = columns.index("source_id")
            sources = {_named(row[place]) for row in rows if row[place]}
        if sources - known:
            raise InputError(
                "unknown_source", where=f"series/{series.name}.csv", found=sorted(sources - known)
            )
        ids = {raw.source_id(*source.split(":", 1)) for source in sources}
        if "source_id" in columns:
            place = columns.index("source_id")
            rows = [
                (*row[:place], raw.source_id(*_named(row[place]).split(":", 1)), *row[place + 1 :])
                for row in rows
            ]
        used |= ids
        file = f"series/{series.name}.csv"
        write_table(folder / file, columns, rows)
        index.append(
            (
                series.name,
                series.title,
                series.unit,
                " ".join(sorted(ids)),
                series.grade,
                file,
                series.input,
                series.note,
            )
        )
    write_table(folder / "series.csv", layout.SERIES_COLUMNS, index)
    return used
