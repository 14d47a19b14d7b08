"""What an interval rests on: a bar per letter and per kind of input, dark for its share alone, light with others.

Rows are those of :mod:`krapte.analysis.rests_on`. Bars stand below one another on one scale and are never stacked,
since what parts do together counts with each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from krapte.telling import chart_rows, draw, export, typeface, why_table
from krapte.telling.draw import HAIRLINE, INK, INK2, INK3, LABEL, MARGIN, SMALL
from krapte.telling.typeface import BOLD, CONDENSED
from krapte.words import text
from krapte.words.formats import share

if TYPE_CHECKING:
    from krapte.analysis.rows import RestsRow

LIGHT = "#B9C2C9"
ROW, THICK = 40, 18  # pixels
LABEL_ROOM, VALUE_ROOM = 300, 110
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def finding(rows: Sequence[RestsRow], lang: str) -> str:
    """What the chart shows, for its title: the kind that carries most, where that is beyond doubt."""
    kinds = sorted((row for row in rows if row["by"] == "kind"), key=lambda row: -row["alone"])
    first, others = kinds[0], kinds[1:]
    sure = all(first["alone"] - first["alone_error"] > row["total"] + row["total_error"] for row in others)
    if not sure:
        return text("rests.find.none", lang)
    return text("rests.find.most", lang, part=why_table.part(first, lang))


def alternative(rows: Sequence[RestsRow], lang: str) -> str:
    """The chart in words, for who cannot see it."""
    told = [
        text("rests.alt.part", lang, part=why_table.part(row, lang), **_shares(row, lang)) for row in rows
    ]
    return text("rests.alt", lang, parts="; ".join(told))


def csv_twin(rows: Sequence[RestsRow]) -> bytes:
    """The rows of the chart as csv."""
    return export.csv_bytes(export.RESTS, rows)


def spec(rows: Sequence[RestsRow], lang: str, foot: str = "") -> dict[str, Any]:
    """The Vega-Lite picture: one block of bars by grade, one by kind."""
    sheet = draw.Sheet()
    lead = text(f"rests.lead.{rows[0]['variant']}", lang, year=rows[0]["year"])
    y = sheet.head(finding(rows, lang), lead) + 16
    for by in why_table.BY:
        y = _block(sheet, [row for row in rows if row["by"] == by], y, lang) + 30
    return chart_rows.finished(sheet, y - 30, foot)


def chart(rows: Sequence[RestsRow], lang: str, foot: str = "") -> str:
    """The chart as SVG, 960 wide, with its title and its text alternative."""
    from altair.utils import schemapi

    with schemapi.debug_mode(False):
        picture = typeface.svg(spec(rows, lang, foot), lang)
    return draw.accessible(picture, finding(rows, lang), alternative(rows, lang), lang)


def _block(sheet: draw.Sheet, rows: Sequence[RestsRow], top: float, lang: str) -> float:
    """The bars of one way of sorting, with their axis below; returns where they end."""
    left, right = MARGIN + LABEL_ROOM + 16, sheet.wide - MARGIN - VALUE_ROOM
    name = text(f"rests.title.{rows[0]['by']}", lang)
    sheet.words(MARGIN, top, name, weight=BOLD, color=INK)
    top += 18
    bottom = top + ROW * len(rows)
    for tick in TICKS:
        x = left + tick * (right - left)
        sheet.line((x, top), (x, bottom), color=INK3 if tick == 0 else HAIRLINE)
        sheet.words(x, bottom + 12, share(tick, lang), align="center", size=SMALL)
    for i, row in enumerate(rows):
        middle = top + ROW * (i + 0.5)
        for color, start, end in ((INK2, 0.0, row["alone"]), (LIGHT, row["alone"], row["total"])):
            ends = [left + value * (right - left) for value in (start, end)]
            if end > start:
                sheet.box(ends[0], middle - THICK / 2, ends[1], middle + THICK / 2, fill=color)
        lines = typeface.wrap(why_table.part(row, lang), LABEL_ROOM, LABEL, font=CONDENSED)
        for j, line in enumerate(lines):
            sheet.words(MARGIN, middle + (j - (len(lines) - 1) / 2) * 15, line, color=INK)
        told = text("rests.value", lang, **_shares(row, lang))
        sheet.words(sheet.wide - MARGIN, middle, told, color=INK, align="right")
    return bottom + 20


def _shares(row: RestsRow, lang: str) -> dict[str, str]:
    return {"alone": share(row["alone"], lang), "total": share(row["total"], lang)}
