"""Of 100 extra technicians: where the gain went, for techniek and for the Netherlands side by side.

Rows: ``item`` (its words are ``gain.<item>``), ``scope`` (``techniek`` or ``nl``), ``median``, ``low``, ``high``, as
persons of 100. Both scopes have the same items and one scale, so that what is only moved from elsewhere is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from krapte.telling import chart_rows, draw, typeface
from krapte.telling.chart_rows import Part, Row, one_of, widest_of
from krapte.telling.draw import HAIRLINE, INK, INK2, INK3, MARGIN, SMALL, Panel
from krapte.telling.typeface import BOLD
from krapte.words import text
from krapte.words.formats import number, span, step

COLUMNS = ("item", "scope", "median", "low", "high", "unit")
SCOPES = ("techniek", "nl")
LEAD = "vacancies"  # the item that the title speaks of: vacancies filled
BAR = "#B9C2C9"
ROW, THICK = 46, 18  # pixels
LABEL_ROOM = 236
VALUE = 15  # size of a number


class Gain(NamedTuple):
    """The items in the order of the rows, each with its part per scope."""

    items: dict[str, dict[str, Part]]

    @property
    def lead(self) -> str:
        """The item of the title: filled vacancies, or the largest one in techniek."""
        return (
            LEAD
            if LEAD in self.items
            else max(self.items, key=lambda name: self.items[name]["techniek"].middle)
        )


def read(rows: Iterable[Row]) -> Gain:
    """The parts by item and scope; each item must have both."""
    items: dict[str, dict[str, Part]] = {}
    for row in rows:
        items.setdefault(row["item"], {})[row["scope"]] = chart_rows.part(row)
    if not items:
        raise ValueError("no rows of a gain")
    for name, scopes in items.items():
        if set(scopes) != set(SCOPES):
            raise ValueError(f"{name} needs a row for each of {', '.join(SCOPES)}")
    return Gain(items)


def finding(gain: Gain, lang: str) -> str:
    """What the chart shows, for its title; a gain that more than halves for the country is called moved."""
    if all(part.nothing for scopes in gain.items.values() for part in scopes.values()):
        return text("gain.find.nothing", lang)
    ours, all_of_us = (gain.items[gain.lead][scope] for scope in SCOPES)
    item = one_of("gain", gain.lead, lang)
    if not ours.sure:
        return text("gain.find.uncertain", lang, item=item)
    told = {"item": item, "here": _shown(ours, lang)[0], "all": _shown(all_of_us, lang)[0]}
    if all_of_us.middle >= ours.middle / 2:
        return text("gain.find.both", lang, **told)
    # "minus six of a hundred fill a vacancy" is no sentence, and what may be zero is not told as a number.
    if not (all_of_us.sure or all_of_us.nothing):
        return text("gain.find.moved_unsure", lang, **told)
    if gain.lead == LEAD and all_of_us.high < 0:
        return text("gain.find.worse", lang, more=_shown(all_of_us.turned, lang)[0], **told)
    return text("gain.find.moved", lang, **told)


def alternative(gain: Gain, lang: str) -> str:
    """The chart in words, for who cannot see it: every item with both numbers."""
    told = [
        text(
            "gain.alt.item",
            lang,
            item=one_of("gain", name, lang),
            here=_whole(scopes["techniek"], lang),
            all=_whole(scopes["nl"], lang),
        )
        for name, scopes in gain.items.items()
    ]
    return text("gain.alt", lang, items="; ".join(told))


def csv_twin(rows: Iterable[Row]) -> bytes:
    """The rows of the chart as csv."""
    return chart_rows.table(COLUMNS, rows)


def spec(rows: Iterable[Row], lang: str, foot: str = "") -> dict[str, Any]:
    """The Vega-Lite picture."""
    gain = read(rows)
    sheet = draw.Sheet()
    top = sheet.head(finding(gain, lang), text("gain.lead", lang)) + 40
    names = {name: _name(name, lang) for name in gain.items}
    first = MARGIN + max(widest_of(lines, draw.LABEL) for lines in names.values()) + 16
    gap = 28
    room = (sheet.wide - MARGIN - first - gap) / 2
    parts = [part for scopes in gain.items.values() for part in scopes.values()]
    values = widest_of([_shown(part, lang)[0] for part in parts], VALUE, BOLD)
    values = max(values, widest_of([_shown(part, lang)[1] for part in parts], SMALL)) + 14
    ends = [end for part in parts for end in part]
    ticks = chart_rows.axis_that_fits(min(ends), max(ends), room - values - 16, SMALL, lang)
    bottom = top + ROW * len(gain.items)
    for i, scope in enumerate(SCOPES):
        left = first + i * (room + gap)
        panel = Panel(left + 8, top, left + room - values, bottom, (ticks[0], ticks[-1]), (0, 1))
        for tick in ticks:
            color = INK3 if tick == 0 else HAIRLINE
            sheet.line((panel.x(tick), top), (panel.x(tick), bottom), color=color)
        _bars(sheet, panel, gain, scope, left + room, lang)
        sheet.words(left + 8, top - 20, text(f"gain.scope.{scope}", lang), size=16, weight=BOLD, color=INK)
        for tick, label in chart_rows.axis_words(ticks, lang).items():
            sheet.words(panel.x(tick), bottom + 15, label, align="center", size=SMALL)
    for i, (name, lines) in enumerate(names.items()):
        middle = top + ROW * (i + 0.5)
        for j, line in enumerate(lines):
            at = middle + (j - (len(lines) - 1) / 2) * 16
            sheet.words(MARGIN, at, line, weight=BOLD if name == gain.lead else typeface.REGULAR, color=INK)
    return chart_rows.finished(sheet, bottom + 26, foot)


def chart(rows: Sequence[Row], lang: str, foot: str = "") -> str:
    """The chart as SVG, 960 wide, with its title and its text alternative."""
    from altair.utils import schemapi

    gain = read(rows)
    with schemapi.debug_mode(False):
        picture = typeface.svg(spec(rows, lang, foot), lang)
    return draw.accessible(picture, finding(gain, lang), alternative(gain, lang), lang)


def _bars(sheet: draw.Sheet, panel: Panel, gain: Gain, scope: str, end: float, lang: str) -> None:
    """One scope: a bar an item from zero, its interval as a line over it, its numbers at the right end."""
    for i, (name, scopes) in enumerate(gain.items.items()):
        part = scopes[scope]
        at = panel.top + ROW * (i + 0.5)
        row = [
            {
                "item": name,
                "scope": scope,
                "zero": 0,
                "median": part.middle,
                "low": part.low,
                "high": part.high,
            }
        ]
        flat = panel._replace(top=at - THICK / 2, bottom=at + THICK / 2)
        row[0] |= {"floor": 0, "roof": 1, "half": 0.5}
        places = {"x": "zero", "x2": "median", "y": "floor", "y2": "roof"}
        sheet.mark(flat, "rect", row, **places, color=BAR)
        sheet.mark(flat, "rule", row, x="low", x2="high", y="half", color=INK, strokeWidth=2)
        sheet.mark(flat, "point", row, x="median", y="half", color=INK, filled=True, size=70, opacity=1)
        middle, interval = _shown(part, lang)
        sheet.words(end, at - 8, middle, weight=BOLD, size=VALUE, color=INK, align="right")
        if not part.nothing:
            sheet.words(end, at + 9, interval, size=SMALL, color=INK2, align="right")


def _shown(part: Part, lang: str) -> tuple[str, str]:
    """A number and its interval in whole persons: more digits would say more than a hundred can."""
    size = max(1.0, step(part.low, part.high, part.middle))
    middle, low, high = (number(value, lang, size) for value in part)
    return middle, span(low, high, lang)


def _whole(part: Part, lang: str) -> str:
    middle, interval = _shown(part, lang)
    return f"{middle} ({interval})"


def _name(item: str, lang: str) -> list[str]:
    return typeface.wrap(one_of("gain", item, lang), LABEL_ROOM, draw.LABEL, font=typeface.CONDENSED)
