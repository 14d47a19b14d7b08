"""A table that a person made, in any of the ways in which spreadsheets save csv; what was unusual is told.

Read as well as plain csv: a byte-order mark, semicolons or tabs between cells, and decimal commas. Never guessed: a
number such as 1.500 in a file with semicolons, where no other number shows whether the dot is a thousands mark.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from krapte.figures.errors import InputError
from krapte.figures.lines import Line
from krapte.measures.yaml_tree import MAX_BYTES

COMMA = re.compile(r"^[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+$")
EITHER = re.compile(r"^[+-]?\d{1,3}\.\d{3}$")
PLAIN = re.compile(r"^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$")
THOUSANDS = re.compile(r"^[+-]?\d{1,3}(\.\d{3})+$")
MOST = 40 * MAX_BYTES  # 10 MB


class Table(NamedTuple):
    """Rows with their place, and how the file was unusual: codes of texts ``csv.*``."""

    name: str
    rows: list[Line]
    notes: tuple[str, ...]
    comma: bool
    semicolons: bool

    def number(self, row: Line, field: str) -> float:
        """The number of a cell; InputError where it is none or may be two."""
        told = _plain(row.cells[field])
        if self.comma and (COMMA.match(told) or THOUSANDS.match(told)):
            return float(told.replace(".", "").replace(",", "."))
        if self.semicolons and not self.comma and EITHER.match(told):
            raise row.wrong("number_ambiguous", field, "1500 | 1500,0 | 1.5")
        if not PLAIN.match(told) or (self.comma and "." in told):
            raise row.wrong("wrong_type", field, "a number")
        return float(told)

    def whole(self, row: Line, field: str) -> int:
        """The whole number of a cell."""
        value = self.number(row, field)
        if value != int(value):
            raise row.wrong("wrong_type", field, "a whole number")
        return int(value)


def read(path: Path, columns: Sequence[str], numbers: Sequence[str], name: str | None = None) -> Table:
    """The table of a file with these columns, in any order; InputError with file and line for what is wrong."""
    name = name or path.name
    if not path.is_file():
        raise InputError("file_not_found", where=name)
    if path.stat().st_size > MOST:
        raise InputError("file_too_large", where=name, expected=f"<= {MOST} bytes")
    return parse(path.read_bytes(), name, columns, numbers)


def parse(raw: bytes, name: str, columns: Sequence[str], numbers: Sequence[str]) -> Table:
    """The same of bytes; ``numbers`` are the columns that hold numbers."""
    try:
        told = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError("not_utf8", where=f"{name}:{line}", expected="UTF-8") from None
    if "\0" in told:
        raise InputError("not_utf8", where=f"{name}:1", expected="UTF-8")
    notes = ["bom"] if raw.startswith(b"\xef\xbb\xbf") else []
    between = _between(told.partition("\n")[0])
    if between != ",":
        notes.append("semicolons" if between == ";" else "tabs")
    rows = _rows(told, name, between, columns)
    comma = any(COMMA.match(_plain(row.cells[field])) for row in rows for field in numbers)
    if comma:
        notes.append("decimal_comma")
    return Table(name, rows, tuple(notes), comma, between == ";")


def _plain(told: str) -> str:
    """A number without what only the eye needs: a true minus, spaces that do not break."""
    return told.strip().replace("\u2212", "-").replace("\u00a0", "")


def _between(head: str) -> str:
    return max((",", ";", "\t"), key=head.count)


def _rows(told: str, name: str, between: str, columns: Sequence[str]) -> list[Line]:
    reader = csv.reader(told.splitlines(keepends=True), delimiter=between, strict=True)
    rows: list[Line] = []
    header: list[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = _header([cell.strip() for cell in cells], name, columns)
                continue
            if len(cells) != len(header):
                found = f"{len(cells)} cells"
                where = f"{name}:{reader.line_num}"
                raise InputError("bad_row", where=where, found=found, expected=len(header))
            made = dict(zip(header, (cell.strip() for cell in cells), strict=True))
            rows.append(Line(name, reader.line_num, made))
    except csv.Error as error:
        raise InputError("csv_malformed", where=f"{name}:{reader.line_num}", found=error) from None
    if header is None:
        raise InputError("file_empty", where=f"{name}:1", expected=",".join(columns))
    return rows


def _header(found: list[str], name: str, columns: Sequence[str]) -> list[str]:
    for place, one in enumerate(found):
        if one not in columns:
            close = difflib.get_close_matches(one, columns, n=3, cutoff=0.5) or list(columns)
            raise InputError("unknown_key", where=f"{name}:1", found=one, expected=", ".join(close))
        if one in found[:place]:
            raise InputError("duplicate_key", where=f"{name}:1", found=one, expected="once")
    missing = [one for one in columns if one not in found]
    if missing:
        raise InputError("bad_header", where=f"{name}:1", found=",".join(found), expected=",".join(columns))
    return found
