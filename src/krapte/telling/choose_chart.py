"""The front as a chart: cost along, what is reached upwards; the chosen package in ink, its alternatives by number.

A filled dot is a package that brings more people from abroad than ``MANY``; a ring brings fewer. Colour means pillar in
krapte, and a package has all of them, so there is none.
"""

from __future__ import annotations

import math

from krapte.analysis.choose import feasible, worth
from krapte.analysis.choose.choice import CHOSEN, Choice, Kept
from krapte.telling import choose_said as said
from krapte.telling import draw, typeface
from krapte.telling.draw import HAIRLINE, INK, INK3, MARGIN, PAPER, SMALL, Panel
from krapte.telling.typeface import BOLD
from krapte.words import text
from krapte.words.formats import number

MANY = 1000.0  # residents from abroad
MILLION = 1e6
TALL, FOOT = 330, 96  # pixels of the panel, and of what stands below it
TICKS = 6


def chart(made: Choice, lang: str) -> str:
    """The SVG, 960 pixels wide."""
    sheet = draw.Sheet()
    top = sheet.head(said.headline(made, lang), text("choose.chart.lead", lang)) + 14
    points = [(feasible.peak(k.found, made.question.payer) / MILLION, _up(k, made), k) for k in made.kept]
    xs, ys = _ticks([x for x, _, _ in points]), _ticks([y for _, y, _ in points])
    panel = Panel(MARGIN + 60, top, sheet.wide - MARGIN - 20, top + TALL, (xs[0], xs[-1]), (ys[0], ys[-1]))
    sheet.grid(panel, ys, {tick: number(tick, lang) for tick in ys})
    for tick in xs:
        sheet.words(panel.x(tick), panel.bottom + 16, number(tick, lang), align="center", size=SMALL)
        sheet.line((panel.x(tick), panel.bottom), (panel.x(tick), panel.bottom + 5), color=INK3)
    _budget(sheet, panel, made, lang)
    for x, y, kept in points:
        _dot(sheet, panel, (x, y), kept)
    _labels(sheet, panel, points, lang)
    payer = said.purse(made.question.payer, lang)
    sheet.words(panel.left, panel.bottom + 38, text("choose.chart.x", lang, payer=payer), size=SMALL)
    for row, filled in enumerate((True, False)):
        y = panel.bottom + 60 + 18 * row
        _mark(sheet, (panel.left + 6, y), 5, filled, INK)
        key = "choose.chart.filled" if filled else "choose.chart.ring"
        sheet.words(panel.left + 20, y, text(key, lang, n=number(MANY, lang)), size=SMALL)
    spec = sheet.spec(panel.bottom + FOOT)
    described = " ".join(said.sentences(made, lang))
    return draw.accessible(typeface.svg(spec, lang), said.headline(made, lang), described, lang)


def _up(kept: Kept, made: Choice) -> float:
    return worth.of(kept.found.worth, made.question)


def _ticks(values: list[float]) -> list[float]:
    """Round numbers from zero, or from below it, to above the largest."""
    most, least = max(*values, 1.0), min(*values, 0.0)
    rough = (most - least) / TICKS
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * part for part in (1, 2, 5, 10) if size * part >= rough)
    first, last = math.floor(least / step), math.ceil(most / step)
    return [step * n for n in range(first, last + 1)]


def _budget(sheet: draw.Sheet, panel: Panel, made: Choice, lang: str) -> None:
    if made.question.budget is None:
        return
    at = made.question.budget / MILLION
    if panel.xs[0] <= at <= panel.xs[1]:
        x = panel.x(at)
        sheet.line((x, panel.top - 6), (x, panel.bottom), color=INK3, strokeDash=[4, 4])
        sheet.words(x - 6, panel.top + 2, text("choose.chart.budget", lang), align="right", size=SMALL)


def _dot(sheet: draw.Sheet, panel: Panel, at: tuple[float, float], kept: Kept) -> None:
    near = not kept.name.startswith("front")
    size = 7 if kept.name == CHOSEN else 5
    filled = kept.found.sides["migration"] > MANY
    _mark(sheet, (panel.x(at[0]), panel.y(at[1])), size, filled, INK if near else INK3)


def _mark(sheet: draw.Sheet, at: tuple[float, float], size: float, filled: bool, color: str) -> None:
    x, y = at
    style = {"cornerRadius": size, "stroke": color, "strokeWidth": 1.8}
    sheet.box(x - size, y - size, x + size, y + size, fill=color if filled else PAPER, **style)


def _labels(sheet: draw.Sheet, panel: Panel, points: list[tuple[float, float, Kept]], lang: str) -> None:
    """Names of the chosen package and its alternatives to the right, kept apart, with a hairline to each."""
    near = sorted((p for p in points if not p[2].name.startswith("front")), key=lambda p: -p[1])
    wanted = [panel.y(y) for _, y, _ in near]
    middles = draw.apart(wanted, [18.0] * len(near), panel.top + 20, panel.bottom - 8)
    for (x, y, kept), middle in zip(near, middles, strict=True):
        right = panel.x(x) < panel.right - 190
        place = panel.x(x) + 26 if right else panel.x(x) - 26
        weight = BOLD if kept.name == CHOSEN else typeface.REGULAR
        sheet.line((panel.x(x), panel.y(y)), (place, middle), color=HAIRLINE)
        words = said.name(kept.name, lang)
        align = "left" if right else "right"
        sheet.words(
            place + (3 if right else -3), middle, words, align=align, weight=weight, color=INK, halo=True
        )
