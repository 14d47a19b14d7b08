"""Below the bar: the closed part per year as stacked areas, and each pillar's dot with its own interval."""

from __future__ import annotations

from collections.abc import Sequence

from krapte.country.axes import PILLARS
from krapte.telling import chart_rows, draw, typeface
from krapte.telling.chart_rows import between, percents, shown, widest_of
from krapte.telling.chart_split import Split
from krapte.telling.draw import HAIRLINE, INK, INK3, MARGIN, PAPER, SMALL, TONES, Panel
from krapte.telling.typeface import BOLD
from krapte.words import text
from krapte.words.formats import unit

HEAD = 19  # size of a panel's name
AREA_TALL, ROW = 240, 62  # pixels
DOTS_LEFT = 540


def areas(sheet: draw.Sheet, paths: Sequence[Split], year: int, top: float, lang: str) -> float:
    """The closed part over time, stacked in the order of the pillars; the pixel below it."""
    y = _head(sheet, MARGIN, top, text("split.over_time", lang), text("split.means", lang), paths[0], lang)
    stacks = {name: _stack(paths, name) for name in PILLARS}
    ends = [row[key] for rows in stacks.values() for side in rows for row in side for key in ("low", "high")]
    ticks = chart_rows.axis(min(ends, default=0), max(ends, default=0))
    shown_ticks = chart_rows.axis_words(ticks, lang)
    left = MARGIN + widest_of(shown_ticks.values(), SMALL) + 8
    names = {name: text(f"pillar.{name}", lang) for name in PILLARS}
    right = DOTS_LEFT - 40 - widest_of(names.values(), draw.LABEL, BOLD) - 10
    first, last = paths[0].year, max(paths[-1].year, paths[0].year + 1)
    panel = Panel(left, y + 14, right, y + 14 + AREA_TALL, (first, last), (ticks[0], ticks[-1]))
    sheet.grid(panel, ticks, shown_ticks)
    for name in PILLARS:
        for rows in stacks[name]:
            if any(row["low"] != row["high"] for row in rows):
                style = {
                    "color": TONES[name].area,
                    "stroke": PAPER,
                    "strokeWidth": 1.5,
                    "interpolate": "linear",
                }
                sheet.mark(panel, "area", rows, x="year", y="low", y2="high", **style)
    sheet.line((panel.left, panel.y(0)), (panel.right, panel.y(0)), color=INK3)
    _marked(sheet, panel, paths, year, lang)
    _names(sheet, panel, stacks, names)
    return _years(sheet, panel, year)


def _stack(paths: Sequence[Split], name: str) -> list[list[dict[str, float]]]:
    """Lower and upper edge of one pillar's area, above zero and below it."""
    before = PILLARS[: PILLARS.index(name)]
    sides = []
    for sign in (1, -1):
        rows = []
        for split in paths:
            foot = sum(max(sign * split.pillars[other].middle, 0.0) for other in before)
            size = max(sign * split.pillars[name].middle, 0.0)
            rows.append({"year": split.year, "low": sign * foot, "high": sign * (foot + size)})
        sides.append(rows)
    return sides


def _marked(sheet: draw.Sheet, panel: Panel, paths: Sequence[Split], year: int, lang: str) -> None:
    """The year of the bar, and how much all four close in it."""
    here = next(split for split in paths if split.year == year)
    if here.closed.nothing:
        return
    x, top = panel.x(year), panel.y(sum(max(part.middle, 0.0) for part in here.pillars.values()))
    sheet.line((x, top), (x, panel.bottom), color=INK, strokeDash=[2, 3], strokeWidth=1)
    align = "right" if x > panel.left + 60 else "left"
    nudge = -5 if align == "right" else 5
    words, ends = shown(here.closed, lang), [part.middle for part in here.pillars.values()]
    if min(ends) < 0 < max(ends):  # the areas above zero alone are more than the net number
        words = text("split.net_of", lang, n=words)
    at = max(top - 11, panel.top - 8)
    sheet.words(x + nudge, at, words, weight=BOLD, color=INK, align=align, halo=True)


def _names(
    sheet: draw.Sheet, panel: Panel, stacks: dict[str, list[list[dict[str, float]]]], names: dict[str, str]
) -> None:
    """The pillars' names at the end of their areas, the uppermost first, apart from one another."""
    middles = {}
    for name, sides in stacks.items():
        widest = max(sides, key=lambda rows: abs(rows[-1]["high"] - rows[-1]["low"]))[-1]
        middles[name] = panel.y((widest["low"] + widest["high"]) / 2)
    order = sorted(PILLARS, key=lambda name: (middles[name], -PILLARS.index(name)))
    places = draw.apart([middles[name] for name in order], [18.0] * 4, panel.top - 8, panel.bottom + 4)
    for name, y in zip(order, places, strict=True):
        tone = TONES[name].words
        sheet.line((panel.right, middles[name]), (panel.right + 8, y), color=tone)
        sheet.words(panel.right + 12, y, names[name], weight=BOLD, color=tone)


def _years(sheet: draw.Sheet, panel: Panel, year: int) -> float:
    """Every fifth year and the year of the bar below the panel."""
    first, last = (int(end) for end in panel.xs)
    marks = [year]
    for each in [*range(first - first % 5 + 5, last + 1, 5), first]:
        if all(abs(panel.x(each) - panel.x(other)) > 34 for other in marks):
            marks.append(each)
    for each in marks:
        bold = each == year
        sheet.words(
            panel.x(each), panel.bottom + 17, str(each), align="center", size=SMALL,
            weight=BOLD if bold else typeface.REGULAR, color=INK if bold else draw.INK2,
        )  # fmt: skip
    return panel.bottom + 28


def dots(sheet: draw.Sheet, split: Split, top: float, lang: str) -> float:
    """One dot a pillar with its 80 % interval on one scale; the pixel below it."""
    words = text("split.in_year", lang, year=split.year)
    y = _head(sheet, DOTS_LEFT, top, words, text("split.dots", lang), split, lang)
    parts = split.pillars
    shares = percents([part.middle for part in parts.values()], lang)
    values = [
        f"{shown(part, lang)} ({share})" if share else shown(part, lang)
        for part, share in zip(parts.values(), shares, strict=True)
    ]
    right_words = [*values, *(between(part, lang) for part in parts.values())]
    right = sheet.wide - MARGIN - widest_of(right_words, draw.LABEL, BOLD) - 16
    ends = [end for part in parts.values() for end in part]
    ticks = chart_rows.axis_that_fits(min(ends), max(ends), right - DOTS_LEFT - 10, SMALL, lang)
    bottom = y + 10 + ROW * len(parts)
    panel = Panel(DOTS_LEFT + 6, y + 10, right, bottom, (ticks[0], ticks[-1]), (0, 1))
    for tick in ticks:
        sheet.line((panel.x(tick), panel.top), (panel.x(tick), bottom), color=INK3 if tick == 0 else HAIRLINE)
        label = chart_rows.axis_words([tick], lang)[tick]
        sheet.words(panel.x(tick), bottom + 15, label, align="center", size=SMALL)
    for i, (name, part) in enumerate(parts.items()):
        at = y + 10 + ROW * i + 38
        tone = TONES[name]
        sheet.words(
            DOTS_LEFT + 12, at - 20, text(f"pillar.{name}", lang), weight=BOLD, color=tone.words, halo=True
        )
        row = [{"pillar": name, "low": part.low, "high": part.high, "mean": part.middle, "at": 0}]
        flat = panel._replace(top=at - 1, bottom=at)
        sheet.mark(
            flat, "rule", row, x="low", x2="high", y="at", color=tone.line, strokeWidth=6, opacity=0.45
        )
        sheet.mark(flat, "point", row, x="mean", y="at", color=tone.line, filled=True, size=130, opacity=1)
        sheet.words(sheet.wide - MARGIN, at - 8, values[i], weight=BOLD, color=INK, align="right")
        sheet.words(sheet.wide - MARGIN, at + 9, between(part, lang), size=SMALL, align="right")
    return bottom + 28


def _head(sheet: draw.Sheet, x: float, y: float, name: str, lead: str, split: Split, lang: str) -> float:
    sheet.words(x, y, name, size=HEAD, weight=BOLD, color=INK, font=typeface.SANS)
    sheet.words(x, y + 22, f"{lead}, {unit(split.unit, lang)}", size=draw.LEAD, font=typeface.SANS)
    return y + 40
