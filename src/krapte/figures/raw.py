"""Read the csv files of the shared folder, correct them, and make their sources unique over topics."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import NamedTuple

from krapte.figures.errors import InputError
from krapte.figures.layout import TOPICS
from krapte.figures.units import UNITS

RAW_COLUMNS = (
    "figure_id",
    "description",
    "value",
    "low",
    "high",
    "unit",
    "period",
    "dims",
    "source_id",
    "locator",
    "grade",
    "note",
)
RAW_SOURCE_COLUMNS = ("source_id", "title", "publisher", "year", "address", "how_read", "note")

PERIOD_WORDS = frozenset({"coming years", "scenario", "1-4 years"})
"""Periods that name no date: left blank in our tables."""


class Raw(NamedTuple):
    """Corrected rows and sources per topic; source ids unique over topics."""

    figures: dict[str, list[dict[str, str]]]
    sources: dict[str, list[dict[str, str]]]
    renamed: dict[tuple[str, str], str]

    def source_id(self, topic: str, source_id: str) -> str:
        """The id in our tables of a topic's source."""
        return self.renamed.get((topic, source_id), source_id)


def read_rows(path: Path, columns: tuple[str, ...] | None = None) -> list[dict[str, str]]:
    """Rows of a csv file with white space squeezed; missing files and other columns are refused."""
    if not path.is_file():
        raise InputError("missing_file", where=f"{path.parent.name}/{path.name}", expected="a csv file")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if columns is not None and tuple(reader.fieldnames or ()) != columns:
            raise InputError(
                "bad_header", where=f"{path.name}:1", found=reader.fieldnames, expected=",".join(columns)
            )
        return [{key: " ".join((cell or "").split()) for key, cell in row.items()} for row in reader]


def _same(found: str, old: str) -> bool:
    if found == old:
        return True
    try:
        return float(found) == float(old)
    except ValueError:
        return False


def correct(figures: dict[str, list[dict[str, str]]], corrections: list[dict[str, str]]) -> None:
    """Apply the corrections in place; each must find its figure and the old text it names."""
    rows = {row["figure_id"]: row for topic in figures.values() for row in topic}
    for number, change in enumerate(corrections, start=2):
        place = f"corrections.csv:{number}"
        row = rows.get(change["figure_id"])
        if row is None:
            raise InputError("unknown_figure", where=f"{place}: figure_id", found=change["figure_id"])
        field = change["field"]
        if field not in RAW_COLUMNS:
            raise InputError(
                "unknown_field", where=f"{place}: field", found=field, expected=",".join(RAW_COLUMNS)
            )
        if not _same(row[field], change["old"]):
            raise InputError(
                "correction_does_not_fit", where=f"{place}: old", found=row[field], expected=change["old"]
            )
        row[field] = change["new"]
        row["reason"] = f"{row['reason']} {change['reason']}".strip()


def tidy(row: dict[str, str]) -> None:
    """Two repairs of form: a doubled key in dims, and periods that name no date."""
    row["dims"] = row["dims"].replace("group=level=", "level=")
    if row["period"] in PERIOD_WORDS:
        row["period"] = ""


def number(text: str) -> str:
    """The shortest text of the same number: ``746340.0`` becomes ``746340``."""
    return re.sub(r"\.0+$", "", text)


def clashing(sources: dict[str, list[dict[str, str]]]) -> dict[tuple[str, str], str]:
    """New names for source ids that two topics use for different things: both get their topic in front."""
    seen: dict[str, dict[str, tuple[str, ...]]] = {}
    for topic, rows in sources.items():
        for row in rows:
            content = tuple(row[key] for key in RAW_SOURCE_COLUMNS[1:6])
            seen.setdefault(row["source_id"], {})[topic] = content
    return {
        (topic, source_id): f"{topic}_{source_id}"
        for source_id, topics in seen.items()
        if len(set(topics.values())) > 1
        for topic in topics
    }


def read_raw(shared: Path, more: dict[str, list[dict[str, str]]] | None = None) -> Raw:
    """All topics of ``shared/figures``, corrected and tidied, and ``more`` sources by topic that series name."""
    folder = shared / "figures"
    figures = {topic: read_rows(folder / f"{topic}.csv", RAW_COLUMNS) for topic in TOPICS}
    sources = {topic: read_rows(folder / f"{topic}_sources.csv", RAW_SOURCE_COLUMNS) for topic in TOPICS}
    for rows in figures.values():
        for row in rows:
            row["reason"] = ""
    correct(figures, read_rows(folder / "corrections.csv", ("figure_id", "field", "old", "new", "reason")))
    for topic, rows in figures.items():
        known = {source["source_id"] for source in sources[topic]}
        for number_, row in enumerate(rows, start=2):
            tidy(row)
            if row["unit"] not in UNITS:
                raise InputError("unknown_unit", where=f"{topic}.csv:{number_}: unit", found=row["unit"])
            if row["source_id"] not in known:
                place = f"{topic}.csv:{number_}: source_id"
                raise InputError("unknown_source", where=place, found=row["source_id"])
    sources |= more or {}
    return Raw(figures, sources, clashing(sources))
