"""Work left undone in things people know, as a table: homes, heat pumps and grid work not delivered in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from krapte.country.axes import UNDONE
from krapte.telling import pick
from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import unit, with_interval

if TYPE_CHECKING:
    from krapte.analysis.answer import Answer


def grid(answer: Answer, lang: str) -> Grid:
    """Years down; for each thing what stays undone, and with a package how that changes."""
    shown = ("baseline",) if answer.package is None else ("baseline", "difference")
    columns = [(reading, variant) for reading in UNDONE for variant in shown]
    heads = [text("table.year", lang), *(_head(answer, *column, lang) for column in columns)]
    cells = [
        [str(year), *(_cell(answer, *column, year, lang) for column in columns)]
        for year in pick.table_years(answer)
    ]
    return Grid(text("things.title", lang), heads, cells)


def notes(lang: str) -> list[str]:
    """What the table rests on."""
    return [text("things.how_to_read", lang)]


def there(answer: Answer) -> bool:
    """Whether the answer tells work left undone in things."""
    return any(r["reading"] in UNDONE for r in answer.rows)


def _head(answer: Answer, reading: str, variant: str, lang: str) -> str:
    if variant == "difference":
        return text("things.change", lang)
    name = text(f"reading.{reading}", lang)
    return f"{name} ({unit(next(r['unit'] for r in answer.rows if r['reading'] == reading), lang)})"


def _cell(answer: Answer, reading: str, variant: str, year: int, lang: str) -> str:
    r = pick.row(answer, reading, variant, year)
    if r is None:
        return "\u2013"
    signed = variant == "difference"
    finest = pick.finest(reading) if signed else 0.0
    return with_interval(r["median"], r["low"], r["high"], lang, signed, finest)
