"""The chart of a fair split: a bar for everybody's mean share, its 80 % interval as a line, pillars in their colours.

Bars stand below one another, never stacked, since intervals do not add up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from krapte.telling import chart_rows, draw, fair_table, typeface
from krapte.telling.chart_rows import Part
from krapte.telling.draw import HAIRLINE, INK, INK2, INK3, LABEL, MARGIN, SMALL, TONES
from krapte.telling.typeface import BOLD, CONDENSED, REGULAR
from krapte.words import text
from krapte.words.formats import measured, span

if TYPE_CHECKING:
    from krapte.analysis.fair_answer import FairAnswer
    from krapte.analysis.fair_rows import FairRow

ROW, THICK = 27, 13  # pixels
LABEL_ROOM, VALUE_ROOM = 330, 190
GREY = "#8B98A3"


def spec(answer: FairAnswer, lang: str, foot: str = "") -> dict[str, Any]:
    """The Vega-Lite picture; vacancies closed to the right."""
    sheet = draw.Sheet()
    rows = [r for r in fair_table.ordered(fair_table.of_year(answer.rows)) if r["player"] != fair_table.ALL]
    lead = text(f"fair.lead.{answer.by}", lang, year=rows[0]["year"])
    y = sheet.head(fair_table.finding(answer, lang), lead) + 8
    left, right = MARGIN + LABEL_ROOM + 14, sheet.wide - MARGIN - VALUE_ROOM
    ends = [end for r in rows for end in _part(r)]
    ticks = chart_rows.axis_that_fits(min(ends), max(ends), right - left, SMALL, lang)
    bottom = y + ROW * len(rows)
    panel = draw.Panel(left, y, right, bottom, (ticks[0], ticks[-1]), (0, 1))
    for tick in ticks:
        sheet.line((panel.x(tick), y), (panel.x(tick), bottom), color=INK3 if tick == 0 else HAIRLINE)
        shown = chart_rows.axis_words([tick], lang)[tick]
        sheet.words(panel.x(tick), bottom + 14, shown, align="center", size=SMALL)
    for place, row in enumerate(rows):
        _bar(sheet, panel, row, answer, (y + ROW * (place + 0.5), lang))
    return chart_rows.finished(sheet, bottom + 24, foot)


def alternative(answer: FairAnswer, lang: str) -> str:
    """The chart in words, for who cannot see it."""
    rows = [r for r in fair_table.ordered(fair_table.of_year(answer.rows)) if r["player"] != fair_table.ALL]
    told = [f"{fair_table.player(r['player'], answer, lang)} {_whole(_part(r), lang)}" for r in rows]
    return text("fair.alt", lang, year=rows[0]["year"], parts="; ".join(told))


def chart(answer: FairAnswer, lang: str, foot: str = "") -> str:
    """The chart as SVG, 960 wide, with its title and its text alternative."""
    from altair.utils import schemapi

    with schemapi.debug_mode(False):
        picture = typeface.svg(spec(answer, lang, foot), lang)
    return draw.accessible(picture, fair_table.finding(answer, lang), alternative(answer, lang), lang)


def _part(row: FairRow) -> Part:
    """What is closed: fewer vacancies are more to the right."""
    return chart_rows.part(row).turned


def _whole(part: Part, lang: str) -> str:
    """The number with its interval, in whole vacancies at the finest."""
    shown, low, high = measured(*part, lang, finest=1.0)
    return f"{shown} ({span(low, high, lang)})"


def _bar(
    sheet: draw.Sheet, panel: draw.Panel, row: FairRow, answer: FairAnswer, at: tuple[float, str]
) -> None:
    """Name, bar, interval and number of one player."""
    (middle, lang), part = at, _part(row)
    head = row["player"] == row["pillar"]
    tone = TONES.get(row["pillar"])
    color = tone.line if tone else GREY
    name = fair_table.player(row["player"], answer, lang)
    weight = BOLD if head or answer.by == "payer" else REGULAR
    room = LABEL_ROOM - (0 if head else 12)
    shown = typeface.wrap(name, room, LABEL, weight, CONDENSED)
    more = "" if len(shown) == 1 else " \u2026"
    words = tone.words if tone and head else INK
    sheet.words(MARGIN + (0 if head else 12), middle, shown[0] + more, weight=weight, color=words)
    ends = sorted((panel.x(0), panel.x(part.middle)))
    if ends[1] > ends[0]:
        opacity = 1 if not head or answer.by != "measure" else 0.45
        sheet.box(ends[0], middle - THICK / 2, ends[1], middle + THICK / 2, fill=color, fillOpacity=opacity)
    sheet.line((panel.x(part.low), middle), (panel.x(part.high), middle), color=INK2, strokeWidth=1.5)
    sheet.words(
        sheet.wide - MARGIN,
        middle,
        _whole(part, lang),
        color=INK,
        weight=BOLD if head else REGULAR,
        align="right",
        size=SMALL,
    )
