"""Load the tables: figures as records, series as columns, checksums for manifests.

Only the standard library and numpy are needed, and a load takes about a tenth of a second.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.figures import layout
from krapte.figures.checks import read_manifest
from krapte.figures.errors import InputError
from krapte.figures.lines import Line, read_lines

Kind = Literal["", "stock", "flow", "sum"]
How = Literal["read", "second_hand", "derived", "digitised", "chosen_point"]
BoundType = Literal["", "uncertainty", "quantile", "range_of_items"]


class Source(NamedTuple):
    """Where a number was found."""

    source_id: str
    title: str
    publisher: str
    year: str
    address: str
    how_read: str


class Figure(NamedTuple):
    """One published number; ``superseded_by`` names a figure we believe more (or is blank)."""

    figure_id: str
    topic: str
    description: str
    value: float
    low: float | None
    high: float | None
    unit: str
    kind: Kind
    period: str
    dims: dict[str, str]
    source: Source
    locator: str
    grade: str
    how: How
    bound_type: BoundType
    superseded_by: str = ""

    @property
    def may_be_drawn(self) -> bool:
        """Whether low and high are an uncertainty, the only range that may be drawn from."""
        return self.bound_type == "uncertainty"

    @property
    def may_be_target(self) -> bool:
        """Whether a fit may aim at the number: a point that we chose ourselves is no target."""
        return self.how != "chosen_point"


class Figures:
    """All figures by id, in the order of the tables."""

    def __init__(self, figures: dict[str, Figure]) -> None:
        self._figures = figures

    def __getitem__(self, figure_id: str) -> Figure:
        found = self._figures.get(figure_id)
        if found is None:
            raise _unknown("unknown_figure", figure_id, self._figures)
        return found

    def __contains__(self, figure_id: object) -> bool:
        return figure_id in self._figures

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._figures.values())

    def __len__(self) -> int:
        return len(self._figures)

    def ids(self) -> list[str]:
        """All ids in the order of the tables."""
        return list(self._figures)

    @cached_property
    def _texts(self) -> list[str]:
        return [
            " ".join((f.figure_id, f.description, *f.dims, *f.dims.values(), f.source.title)).lower()
            for f in self
        ]

    def search(self, words: str) -> list[Figure]:
        """Figures whose id, description, dims or source title hold all words; case does not matter."""
        wanted = words.lower().split()
        if not wanted:
            return []
        return [
            figure
            for figure, text in zip(self, self._texts, strict=True)
            if all(word in text for word in wanted)
        ]


class Table:
    """A series: its rows as texts, its columns as texts or numbers."""

    def __init__(
        self, index: dict[str, str], sources: tuple[Source, ...], rows: list[dict[str, str]]
    ) -> None:
        self.name = index["name"]
        self.title = index["title"]
        self.unit = index["unit"]
        self.grade = index["grade"]
        self.note = index["note"]
        self.input = index["input"]
        self.sources = sources
        self.rows = rows

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The ids of the sources."""
        return tuple(source.source_id for source in self.sources)

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self.rows[0]) if self.rows else []

    def column(self, name: str) -> list[str]:
        """One column as texts."""
        if name not in self.columns:
            where = f"series/{self.name}.csv"
            raise InputError("unknown_column", where=where, found=name, expected=", ".join(self.columns))
        return [row[name] for row in self.rows]

    def numbers(self, name: str) -> NDArray[np.float64]:
        """One column as numbers; a blank cell is not a number."""
        cells = self.column(name)
        out = np.empty(len(cells), dtype=np.float64)
        for number, cell in enumerate(cells):
            try:
                out[number] = float(cell) if cell else np.nan
            except ValueError:
                where = f"series/{self.name}.csv:{number + 2}: {name}"
                raise InputError("not_a_number", where=where, found=cell, expected="a number") from None
        return out


def _unknown(code: str, found: str, known: dict[str, Figure] | dict[str, Line]) -> InputError:
    closest = difflib.get_close_matches(found, known, n=3, cutoff=0.4)
    expected = f"closest ids: {', '.join(closest)}" if closest else "krapte figures --search"
    return InputError(code, where="figures", found=found, expected=expected)


def _texts(folder: Path) -> dict[str, str]:
    return {line.cells["key"]: line.cells["text"] for line in read_lines(folder, "texts.csv")}


def _sources(folder: Path, texts: dict[str, str]) -> dict[str, Source]:
    sources = {}
    for line in read_lines(folder, "sources.csv"):
        cells = line.cells | {"how_read": _found(texts, line, "how_read")}
        sources[cells["source_id"]] = Source(**cells)
    return sources


def _found(table: dict[str, str], line: Line, field: str) -> str:
    text = table.get(line.cells[field])
    if text is None:
        raise line.wrong("unknown_key", field, "a key of texts.csv")
    return text


def _number(line: Line, field: str) -> float:
    try:
        return float(line.cells[field])
    except ValueError:
        raise line.wrong("not_a_number", field, "a number") from None


def _dims(line: Line, places: dict[str, dict[str, str]]) -> dict[str, str]:
    text = line.cells["dims"]
    if not text:
        return {}
    try:
        dims = dict(pair.split("=", 1) for pair in text.split(";"))
        place = dims.pop("place", "")
        return {**places[place], **dims} if place else dims
    except (ValueError, KeyError):
        raise line.wrong("bad_dims", "dims", "key=value;key=value, places of places.csv") from None


class _Shared(NamedTuple):
    """What the rows of figures point to."""

    texts: dict[str, str]
    sources: dict[str, Source]
    classes: dict[str, tuple[dict[str, str], Source]]
    places: dict[str, dict[str, str]]
    newer: dict[str, str]


def _read_shared(folder: Path) -> _Shared:
    texts = _texts(folder)
    sources = _sources(folder, texts)
    classes: dict[str, tuple[dict[str, str], Source]] = {}
    for line in read_lines(folder, "classes.csv"):
        source = sources.get(line.cells["source_id"])
        if source is None:
            raise line.wrong("unknown_source", "source_id", "a source of sources.csv")
        classes[line.cells["key"]] = (line.cells, source)
    places = {
        line.cells["key"]: {name: line.cells[name] for name in ("level", "code", "region")}
        for line in read_lines(folder, "places.csv")
    }
    newer = {
        line.cells["figure_id"]: line.cells["content"]
        for line in read_lines(folder, "remarks.csv")
        if line.cells["remark"].startswith("superseded")
    }
    return _Shared(texts, sources, classes, places, newer)


def _figure(line: Line, topic: str, shared: _Shared) -> Figure:
    cells = line.cells
    found = shared.classes.get(cells["class"])
    if found is None:
        raise line.wrong("unknown_key", "class", "a key of classes.csv")
    class_, source = found
    dims = _dims(line, shared.places)
    text = _found(shared.texts, line, "text")
    return Figure(
        figure_id=cells["figure_id"],
        topic=topic,
        description=text.replace("{region}", dims["region"]) if "{region}" in text else text,
        value=_number(line, "value"),
        low=_number(line, "low") if cells["low"] else None,
        high=_number(line, "high") if cells["high"] else None,
        unit=class_["unit"],
        kind=class_["kind"],  # type: ignore[arg-type]  # words are checked by checks.words_are_known
        period=cells["period"],
        dims=dims,
        source=source,
        locator=_found(shared.texts, line, "locator") if cells["locator"] else "",
        grade=class_["grade"],
        how=class_["how"],  # type: ignore[arg-type]
        bound_type=class_["bound_type"],  # type: ignore[arg-type]
        superseded_by=shared.newer.get(cells["figure_id"], ""),
    )


@cache
def load(folder: Path | str = layout.TABLES) -> Figures:
    """All figures of a tables folder; the same object at each call."""
    place = Path(folder)
    shared = _read_shared(place)
    figures: dict[str, Figure] = {}
    for topic in layout.TOPICS:
        for line in read_lines(place, f"figures/{topic}.csv"):
            figure = _figure(line, topic, shared)
            if figure.figure_id in figures:
                raise line.wrong("duplicate_id", "figure_id", "an id used once")
            figures[figure.figure_id] = figure
    return Figures(figures)


@cache
def table(name: str, folder: Path | str = layout.TABLES) -> Table:
    """One series by name (``population``, ``isco``, ``panel``, ...); the same object at each call."""
    place = Path(folder)
    index = {line.cells["name"]: line for line in read_lines(place, "series.csv")}
    line = index.get(name)
    if line is None:
        raise _unknown("unknown_series", name, index)
    sources = _sources(place, _texts(place))
    try:
        named = tuple(sources[source_id] for source_id in line.cells["source_ids"].split())
    except KeyError:
        raise line.wrong("unknown_source", "source_ids", "sources of sources.csv") from None
    rows = [row.cells for row in read_lines(place, line.cells["file"])]
    return Table(line.cells, named, rows)


def table_names(folder: Path | str = layout.TABLES) -> list[str]:
    """The names of all series."""
    return [line.cells["name"] for line in read_lines(Path(folder), "series.csv")]


def hashes(folder: Path | str = layout.TABLES) -> dict[str, str]:
    """SHA-256 of each table as the manifest states it, for the manifest of a run."""
    return dict(read_manifest(Path(folder))["tables"])
