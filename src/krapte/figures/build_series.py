"""Write the series of :mod:`krapte.figures.series_list` and the index that names them."""

from __future__ import annotations

from pathlib import Path

from krapte.figures import layout
from krapte.figures.errors import InputError
from krapte.figures.raw import Raw, read_rows
from krapte.figures.series_list import all_series
from krapte.figures.write import write_table


def _panel_sources(
    columns: tuple[str, ...], rows: list[tuple[str, ...]], source_of: dict[str, str]
) -> set[str]:
    ids = {name for row in rows for name in row[columns.index("figure_ids")].split()}
    made = " ".join(row[columns.index("made_of")] for row in rows)
    ours = {"labour_market:vv_lfsa"} if "OC2" in made else set()
    if "own knowledge" in made:
        ours.add("demography:own")
    return {source_of[name] for name in ids} | ours


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
            sources = {f"international_policy:{row[place]}" for row in rows if row[place]}
        if sources - known:
            raise InputError(
                "unknown_source", where=f"series/{series.name}.csv", found=sorted(sources - known)
            )
        ids = {raw.source_id(*source.split(":", 1)) for source in sources}
        if "source_id" in columns:
            place = columns.index("source_id")
            rows = [
                (*row[:place], raw.source_id("international_policy", row[place]), *row[place + 1 :])
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
