"""Figures of other series than an agenda's, from which its chances learn too: ``series, year, value`` in a csv."""

from __future__ import annotations

from pathlib import Path

from krapte.agenda import tolerant
from krapte.learning.assimilate import Realised

COLUMNS = ("series", "year", "value")


def read(path: Path) -> list[Realised]:
    """The figures of a file with the place of each; InputError with file, line and field."""
    table = tolerant.read(path, COLUMNS, ("value",))
    return [
        Realised(
            row.cells["series"],
            table.whole(row, "year"),
            table.number(row, "value"),
            f"{path.name}:{row.number}",
        )
        for row in table.rows
    ]
