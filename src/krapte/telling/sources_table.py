"""The sources of a package as a table: a line per publication, the measures it is behind, and its letters there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import exact

if TYPE_CHECKING:
    from krapte.analysis.rows import SourceRow

OURS = "C"


def grid(rows: Sequence[SourceRow], lang: str) -> Grid:
    """Publications down; what is our own assumption has no publication and is counted in the title."""
    heads = [text(f"sources.{name}", lang) for name in ("publication", "measures", "grades")]
    found: dict[tuple[str, str, str], list[SourceRow]] = {}
    for row in rows:
        if row["grade"] != OURS:
            found.setdefault((row["publisher"], row["year"], row["source"]), []).append(row)
    cells = [
        [
            f"{publisher} ({year}): {title}",
            ", ".join(dict.fromkeys(row["measure"].upper() for row in of)),
            ", ".join(sorted({row["grade"] for row in of})),
        ]
        for (publisher, year, title), of in sorted(found.items())
    ]
    return Grid(finding(rows, lang), heads, cells)


def finding(rows: Sequence[SourceRow], lang: str) -> str:
    """How many figures are behind the measures, by letter."""
    letters: Mapping[str, int] = {
        letter: len({row["figure"] for row in rows if row["grade"] == letter}) for letter in "ABC"
    }
    told = {letter.lower(): exact(count, lang) for letter, count in letters.items()}
    return text("sources.finding", lang, **told)
