"""The bar: one year's gap as one whole, its four closed parts and what stays open, measured by dimension lines."""

from __future__ import annotations

from typing import NamedTuple

from krapte.telling import draw, typeface
from krapte.telling.chart_rows import Part, between, percents, shown
from krapte.telling.chart_split import Split
from krapte.telling.draw import HAIRLINE, INK, MARGIN, PAPER, TONES
from krapte.telling.typeface import BOLD, CONDENSED, REGULAR
from krapte.words import text
from krapte.words.formats import unit

TALL = 44  # pixels of the bar
VALUE = 15  # size of the numbers in it
GAP = 10  # pixels between two names
NEAR = 3  # pixels by which a name may stand beside its part without a line to it


class Piece(NamedTuple):
    """A pillar's part of the bar, in pixels, with its words."""

    pillar: str
    left: float
    right: float
    name: str
    value: str
    share: str


def bar(sheet: draw.Sheet, split: Split, top: float, lang: str) -> float:
    """The bar with its dimension lines from ``top`` on; the pixel below it."""
    pieces, zero, end, edge = _pieces(sheet, split, lang)
    sheet_end = sheet.wide - MARGIN
    name = text("split.baseline", lang, n=shown(split.baseline, lang), unit=unit(split.unit, lang))
    whole = [(name, BOLD), (f"({between(split.baseline, lang)})", REGULAR)]
    sheet.measure(zero, max(edge, zero), top + 8, whole)
    inside = all(_wide(p.value, VALUE) + 14 <= p.right - p.left for p in pieces if p.right > p.left)
    y = top + (52 if inside else 68)
    _names(sheet, pieces, y, inside)
    for p in pieces:
        if p.right - p.left > 0.5:
            # The white edge is the gap between two areas, so that they differ without their colours too.
            sheet.box(p.left, y, p.right, y + TALL, fill=TONES[p.pillar].area, stroke=PAPER, strokeWidth=2)
            if inside:
                _inside(sheet, p, y + TALL / 2)
    if split.open.middle > 0:
        sheet.hatch(end, y, sheet_end, y + TALL)
    elif not split.baseline.middle:  # an empty frame: there is nothing to close
        sheet.box(MARGIN, y, sheet_end, y + TALL, fill=PAPER, stroke=HAIRLINE, strokeWidth=1)
    if any(p.right <= zero < p.right + 1 and p.left < zero for p in pieces):
        sheet.line((zero, y - 6), (zero, y + TALL + 6), color=draw.INK, strokeWidth=2)
    return _below(sheet, split, (zero, end, sheet_end), y + TALL + 20, lang)


def _pieces(sheet: draw.Sheet, split: Split, lang: str) -> tuple[list[Piece], float, float, float]:
    """The pieces in order, and the pixels of zero, of the end of the closed part, and of the baseline's end."""
    parts = split.pillars
    below = -sum(min(part.middle, 0.0) for part in parts.values())
    above = sum(max(part.middle, 0.0) for part in parts.values())
    full = below + above + max(split.open.middle, 0.0)
    room = sheet.wide - 2 * MARGIN
    size = room / full if full > 0 else 0.0
    zero = MARGIN + below * size
    shares = percents([part.middle for part in parts.values()], lang)
    pieces, left, right = [], float(MARGIN), zero
    for (name, part), share in zip(parts.items(), shares, strict=True):
        long = abs(part.middle) * size
        start = left if part.middle < 0 else right
        words = text(f"pillar.{name}", lang), shown(part, lang), share
        pieces.append(Piece(name, start, start + long, *words))
        left, right = (left + long, right) if part.middle < 0 else (left, right + long)
    pieces.sort(key=lambda p: (p.left, p.right))
    return pieces, zero, right, zero + split.baseline.middle * size if size else sheet.wide - MARGIN


def _names(sheet: draw.Sheet, pieces: list[Piece], y: float, inside: bool) -> None:
    """Each pillar's name above its part, pushed aside where parts are narrow, then with a line to it."""
    second = ["" if inside else f"{p.value} ({p.share})" if p.share else p.value for p in pieces]
    sizes = [
        max(_wide(p.name, draw.LABEL, BOLD), _wide(more, draw.LABEL)) + GAP
        for p, more in zip(pieces, second, strict=True)
    ]
    wanted = [p.left + size / 2 for p, size in zip(pieces, sizes, strict=True)]
    middles = draw.apart(wanted, sizes, MARGIN, sheet.wide - MARGIN + GAP)
    for p, more, middle, size in zip(pieces, second, middles, sizes, strict=True):
        left, tone = middle - size / 2, TONES[p.pillar].words
        sheet.words(left + 1, y - (15 if inside else 31), p.name, weight=BOLD, color=tone)
        if more:
            sheet.words(left + 1, y - 15, more, color=tone)
        centre = (p.left + p.right) / 2
        if p.right - p.left > 0.5 and abs(left - p.left) > NEAR:
            nearest = min(max(centre, left + 2), left + size - GAP)
            sheet.line((nearest, y - 7), (centre, y), color=tone)


def _inside(sheet: draw.Sheet, p: Piece, y: float) -> None:
    sheet.words(p.left + 9, y, p.value, size=VALUE, weight=BOLD, color=PAPER)
    used = 9 + _wide(p.value, VALUE, BOLD) + 7
    if p.share and used + _wide(p.share, draw.LABEL) + 7 <= p.right - p.left:
        sheet.words(p.left + used, y, p.share, color=PAPER)


def _below(sheet: draw.Sheet, split: Split, ends: tuple[float, float, float], y: float, lang: str) -> float:
    """The two dimension lines below the bar; where words do not fit in a line they stand a line lower."""
    zero, closed, end = ends
    fits = True
    if min(part.middle for part in split.pillars.values()) < 0 < closed - zero:
        # Parts both ways: no line has the length of a net number, so it stands in words alone.
        (net, _), (interval, _) = _told("split.net", split.closed, lang)
        sheet.words(MARGIN, y + 17, net, weight=BOLD, color=INK)
        sheet.words(MARGIN + _wide(net, draw.LABEL) + 6, y + 17, interval)
        fits = False
    elif split.closed.middle > 0:
        fits = sheet.measure(zero, closed, y, _told("split.closed", split.closed, lang))
    elif split.closed.middle < 0:
        fits = sheet.measure(MARGIN, zero, y, _told("split.adds", split.closed.turned, lang))
    if end - closed >= 1 and split.open.middle > 0:
        fits = sheet.measure(closed, end, y, _told("split.open", split.open, lang)) and fits
    return y + (22 if fits else 40)


def _told(key: str, part: Part, lang: str) -> list[tuple[str, int]]:
    """A number in words, bold, and its interval beside it."""
    return [(text(key, lang, n=shown(part, lang)), BOLD), (f"({between(part, lang)})", REGULAR)]


def _wide(words: str, size: float, weight: int = BOLD) -> float:
    return typeface.width(words, size, weight, CONDENSED)
