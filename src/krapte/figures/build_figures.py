"""From corrected rows to compact tables: repeated texts, classes and places each get a short key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from krapte.figures import layout
from krapte.figures.kinds import kind
from krapte.figures.raw import Raw, number
from krapte.figures.rules import bound_type, how, no_range_reason
from krapte.figures.write import write_table

_DATA_FILE = re.compile(r"shared/data/\w+/([\w.]+)\.csv")
_SUPERSEDES = re.compile(r"supersedes=([\w.\-+]+)( only where)?")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Keys:
    """Short keys in order of first use: ``0``, ``1``, ... ``z``, ``10``, ..."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, ...], str] = {}

    def of(self, *content: str) -> str:
        """The key of this content."""
        return self.known.setdefault(content, _in_base_36(len(self.known)))

    def rows(self) -> list[tuple[str, ...]]:
        """Rows (key, content...) in order of first use."""
        return [(key, *content) for content, key in self.known.items()]


def _in_base_36(count: int) -> str:
    digits = _DIGITS[count % 36]
    while count := count // 36:
        digits = _DIGITS[count % 36] + digits
    return digits


class Places:
    """Regions by key: the CBS code, with a number behind it where sources spell the name in two ways."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str, str], str] = {}

    def of(self, level: str, code: str, region: str) -> str:
        """The key of this place."""
        content = (level, code, region)
        if content not in self.known:
            twins = sum(1 for _, other, _ in self.known if other == code)
            self.known[content] = code if twins == 0 else f"{code}~{twins + 1}"
        return self.known[content]


def compact_dims(dims: str, places: Places) -> tuple[str, str]:
    """Dims with level, code and region folded into ``place=KEY``, and the name of the region (or blank).

    Only rows that hold all three, in this order at the front, are folded, so unfolding gives the same text.
    """
    match = re.match(r"level=([^;]+);code=([^;]+);region=([^;]+)(;|$)", dims)
    if not match:
        return dims, ""
    rest = dims[match.end() :]
    key = places.of(match[1], match[2], match[3])
    return ";".join(filter(None, (f"place={key}", rest))), match[3]


def place_name(locator: str, series_of: dict[str, str]) -> str:
    """A locator without paths: a file that is cut becomes ``series/<name>``, another is not shipped."""

    def renamed(match: re.Match[str]) -> str:
        name = series_of.get(match[1])
        return f"series/{name}" if name else f"{match[1]} (file not shipped)"

    return _DATA_FILE.sub(renamed, locator)


class Remark(NamedTuple):
    """A remark on one figure."""

    figure_id: str
    remark: str
    content: str


def remarks(raw: Raw) -> list[Remark]:
    """What supersedes what, and why figures of grade C may lack a range."""
    found: list[Remark] = []
    for rows in raw.figures.values():
        for row in rows:
            for old, narrow in _SUPERSEDES.findall(row["note"]):
                name = "superseded_narrow" if narrow else "superseded_by"
                found.append(Remark(old.rstrip(";."), name, row["figure_id"]))
            if row["grade"] == "C" and not (row["low"] or row["high"]):
                found.append(Remark(row["figure_id"], "no_range", no_range_reason(row)))
    return sorted(found)


def write_figures(raw: Raw, folder: Path, texts: Keys, series_of: dict[str, str]) -> set[str]:
    """Write the tables of figures; returns the source ids in use and fills ``texts``."""
    classes, places = Keys(), Places()
    used: set[str] = set()
    for topic, rows in raw.figures.items():
        sources = {row["source_id"]: row for row in raw.sources[topic]}
        out: list[tuple[str, ...]] = []
        for row in rows:
            source_id = raw.source_id(topic, row["source_id"])
            used.add(source_id)
            dims, region = compact_dims(row["dims"], places)
            text = row["description"].replace(region, "{region}") if region else row["description"]
            how_ = how(row, sources[row["source_id"]])
            class_ = classes.of(row["unit"], kind(row), source_id, row["grade"], how_, bound_type(row))
            numbers = (number(row[field]) for field in ("value", "low", "high"))
            locator = texts.of(place_name(row["locator"], series_of)) if row["locator"] else ""
            out.append((row["figure_id"], texts.of(text), class_, *numbers, row["period"], dims, locator))
        write_table(folder / f"figures/{topic}.csv", layout.FIGURE_COLUMNS, out)
    write_table(folder / "classes.csv", layout.CLASS_COLUMNS, classes.rows())
    place_rows = ((key, *content) for content, key in places.known.items())
    write_table(folder / "places.csv", layout.PLACE_COLUMNS, place_rows)
    write_table(folder / "remarks.csv", layout.REMARK_COLUMNS, remarks(raw))
    return used


def write_sources(raw: Raw, folder: Path, texts: Keys, used: Iterable[str]) -> None:
    """Write the sources that a figure or a series names, then the texts, which are complete now."""
    wanted = set(used)
    rows: dict[str, tuple[str, ...]] = {}
    for topic, sources in raw.sources.items():
        for source in sources:
            source_id = raw.source_id(topic, source["source_id"])
            if source_id in wanted:
                printed = (source[field] for field in layout.SOURCE_COLUMNS[1:-1])
                rows[source_id] = (source_id, *printed, texts.of(source["how_read"]))
    write_table(folder / "sources.csv", layout.SOURCE_COLUMNS, [rows[key] for key in sorted(rows)])
    write_table(folder / "texts.csv", layout.TEXT_COLUMNS, texts.rows())
