"""What our assumptions hide, drawn: per group a light bar for knowing it whole, a dark one for a study, and the error.

Bars stand below one another on one scale and are never stacked: what groups tell together is not their sum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from krapte.telling import chart_rows, draw, knowing_table, typeface
from krapte.telling.draw import HAIRLINE, INK, INK2, INK3, LABEL, MARGIN, SMALL
from krapte.telling.typeface import BOLD, CONDENSED
from krapte.words import text

if TYPE_CHECKING:
    from krapte.analysis.information import Knowing, WorthRow

LIGHT = "#B9C2C9"
ROW, THICK = 36, 18  # pixels
LABEL_ROOM, VALUE_ROOM = 330, 130


def shown(answer: Knowing) -> list[WorthRow]:
    """Everything, and the groups that are worth something, the largest first."""
    worth = [row for row in answer.rows[1:] if row["known"] > 0]
    return [answer.rows[0], *worth[: knowing_table.MOST]]


def spec(answer: Knowing, lang: str, foot: str = "") -> dict[str, Any]:
    """The Vega-Lite picture."""
    sheet, rows = draw.Sheet(), shown(answer)
    first, last = answer.years
    lead = text(f"knowing.lead.{answer.reading}", lang, first=first, last=last)
    y = sheet.head(knowing_table.finding(answer, lang), lead) + 8
    left, right = MARGIN + LABEL_ROOM + 14, sheet.wide - MARGIN - VALUE_ROOM
    most = max(row["known"] + row["known_error"] for row in rows)
    ticks = chart_rows.axis_that_fits(0.0, most, right - left, SMALL, lang)
    bottom = y + ROW * len(rows)
    panel = draw.Panel(left, y, right, bottom, (ticks[0], ticks[-1]), (0, 1))
    for tick in ticks:
        sheet.line((panel.x(tick), y), (panel.x(tick), bottom), color=INK3 if tick == 0 else HAIRLINE)
        words = chart_rows.axis_words([tick], lang)[tick]
        sheet.words(panel.x(tick), bottom + 14, words, align="center", size=SMALL)
    for place, row in enumerate(rows):
        _bar(sheet, panel, row, answer, (y + ROW * (place + 0.5), lang))
    return chart_rows.finished(sheet, bottom + 24, foot)


def alternative(answer: Knowing, lang: str) -> str:
    """The chart in words, for who cannot see it."""
    told = [f"{knowing_table.group(row, answer, lang)} {_value(row, lang)}" for row in shown(answer)]
    return text("knowing.alt", lang, parts="; ".join(told))


def chart(answer: Knowing, lang: str, foot: str = "") -> str:
    """The chart as SVG, 960 wide, with its title and its text alternative."""
    from altair.utils import schemapi

    with schemapi.debug_mode(False):
        picture = typeface.svg(spec(answer, lang, foot), lang)
    return draw.accessible(picture, knowing_table.finding(answer, lang), alternative(answer, lang), lang)


def _value(row: WorthRow, lang: str) -> str:
    return knowing_table.worth(row["known"], row["known_error"], lang)


def _bar(sheet: draw.Sheet, panel: draw.Panel, row: WorthRow, answer: Knowing, at: tuple[float, str]) -> None:
    """Name, bars, error and number of one group."""
    middle, lang = at
    whole = row["kind"] == knowing_table.ALL
    name = knowing_table.group(row, answer, lang)
    lines = typeface.wrap(name, LABEL_ROOM, LABEL, font=CONDENSED)
    for j, line in enumerate(lines):
        weight = BOLD if whole else typeface.REGULAR
        sheet.words(MARGIN, middle + (j - (len(lines) - 1) / 2) * 15, line, color=INK, weight=weight)
    for color, end in ((LIGHT, row["known"]), (INK2, row["study"] or 0.0)):
        if end > 0:
            sheet.box(panel.x(0), middle - THICK / 2, panel.x(end), middle + THICK / 2, fill=color)
    low = max(row["known"] - row["known_error"], 0.0)
    ends = panel.x(low), panel.x(row["known"] + row["known_error"])
    sheet.line((ends[0], middle), (ends[1], middle), color=INK3, strokeWidth=1.5)
    sheet.words(sheet.wide - MARGIN, middle, _value(row, lang), color=INK, align="right")
