"""Rows of tables with the place they stand, so that an error can name it.

Row numbers count the header as row 1, as an editor shows them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from krapte.figures import layout
from krapte.figures.errors import InputError


class Line(NamedTuple):
    """A row of a table with the place it stands."""

    file: str
    number: int
    cells: dict[str, str]

    def wrong(self, code: str, field: str, expected: object) -> InputError:
        """The error for one field of this row."""
        where = f"{self.file}:{self.number}: {field}"
        return InputError(code, where=where, found=self.cells.get(field, ""), expected=expected)


Tables = dict[str, list[Line]]


def read_lines(folder: Path, file: str) -> list[Line]:
    """Rows of one table; a missing file, another header or a row of other length is an error."""
    path = folder / file
    if not path.is_file():
        raise InputError("missing_file", where=file, expected="a csv table")
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        header = tuple(next(reader, ()))
        expected = layout.HEADERS.get(file, header)
        if header != expected or not header:
            raise InputError(
                "bad_header", where=f"{file}:1", found=",".join(header), expected=",".join(expected)
            )
        lines = []
        for number, cells in enumerate(reader, start=2):
            if len(cells) != len(header):
                raise InputError(
                    "bad_row", where=f"{file}:{number}", found=f"{len(cells)} cells", expected=len(header)
                )
            lines.append(Line(file, number, dict(zip(header, cells, strict=True))))
    return lines


def read_tables(folder: Path) -> Tables:
    """All tables with a fixed header."""
    return {file: read_lines(folder, file) for file in layout.HEADERS}


def figure_lines(tables: Tables) -> Iterator[Line]:
    """The rows of figures of all topics."""
    for topic in layout.TOPICS:
        yield from tables[f"figures/{topic}.csv"]
