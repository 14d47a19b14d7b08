"""A sheet to draw a chart on: marks in pixels and marks in data, colour tokens, and the SVG of it all.

Every mark and word stands at a place reckoned by the chart, so nothing moves with the fonts of a machine. A sheet
collects layers of a Vega-Lite picture made with Altair: words, lines and boxes in pixels, and areas, bars and dots
that keep their data and the scales of a ``Panel``. Colour means pillar; all the rest is ink on paper.
"""

from __future__ import annotations

import xml.sax.saxutils
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from krapte.telling import typeface
from krapte.telling.typeface import BOLD, CONDENSED, REGULAR, SANS

INK, INK2, INK3 = "#17212B", "#46535F", "#5B6874"
HAIRLINE, PAPER = "#DCE2E6", "#FFFFFF"
MARGIN = 24  # pixels at the left and right of a sheet
TITLE, LEAD, LABEL, SMALL = 21, 14, 13.5, 12.5  # sizes of words
TITLE_LINE = 27  # pixels from one line of a title to the next


class Tone(NamedTuple):
    """The colours of one pillar: of lines and dots, of areas that carry white words, and of its words."""

    line: str
    area: str
    words: str


TONES = {
    "education": Tone("#2458A6", "#2458A6", "#1D4B8F"),
    "inflow": Tone("#2C9A6B", "#1E8259", "#17694A"),
    "productivity": Tone("#C87A00", "#A86200", "#8A5300"),
    "international": Tone("#99306F", "#99306F", "#83255D"),
}


class Panel(NamedTuple):
    """A part of the sheet with scales: ``xs`` and ``ys`` are the data at its left, right, bottom and top."""

    left: float
    top: float
    right: float
    bottom: float
    xs: tuple[float, float]
    ys: tuple[float, float]

    def x(self, value: float) -> float:
        """The pixel of a value along the panel."""
        return self.left + (value - self.xs[0]) / (self.xs[1] - self.xs[0]) * (self.right - self.left)

    def y(self, value: float) -> float:
        """The pixel of a value up the panel."""
        return self.bottom - (value - self.ys[0]) / (self.ys[1] - self.ys[0]) * (self.bottom - self.top)


class Sheet:
    """A white sheet ``wide`` pixels wide; its height is known when all is drawn."""

    def __init__(self, wide: int = 960) -> None:
        import altair

        self.wide = wide
        self.alt: Any = altair
        self._layers: list[tuple[str, tuple[tuple[str, Any], ...], list[dict[str, Any]]]] = []
        self._made: list[Any] = []

    def head(self, title: str, lead: str, top: float = 24) -> float:
        """Title and lead line at the top; the pixel below which the chart may begin."""
        y = top + TITLE / 2
        for line in typeface.wrap(title, self.wide - 2 * MARGIN, TITLE, BOLD):
            self.words(MARGIN, y, line, size=TITLE, weight=BOLD, color=INK, font=SANS)
            y += TITLE_LINE
        for line in typeface.wrap(lead, self.wide - 2 * MARGIN, LEAD):
            self.words(MARGIN, y, line, size=LEAD, font=SANS)
            y += 20
        return y + 4

    def words(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = LABEL,
        weight: int = REGULAR,
        color: str = INK2,
        align: str = "left",
        font: str = CONDENSED,
        halo: bool = False,
    ) -> None:
        """Words with their middle at ``y``; a halo of paper keeps them apart from what lies behind."""
        style = {"align": align, "font": font, "fontSize": size, "fontWeight": weight, "color": color}
        if halo:
            edge = {"stroke": PAPER, "strokeWidth": 5, "strokeJoin": "round"}
            self._add("text", style | edge, {"x": x, "y": y, "words": words})
        self._add("text", style, {"x": x, "y": y, "words": words})

    def line(self, start: tuple[float, float], end: tuple[float, float], **style: Any) -> None:
        """A straight line between two pixels."""
        row = {"x": start[0], "y": start[1], "x2": end[0], "y2": end[1]}
        self._add("rule", {"color": INK3, "strokeWidth": 1} | style, row)

    def box(self, left: float, top: float, right: float, bottom: float, **style: Any) -> None:
        """A filled box between two corners."""
        self._add("rect", style, {"x": left, "y": top, "x2": right, "y2": bottom})

    def hatch(self, left: float, top: float, right: float, bottom: float, gap: float = 9) -> None:
        """Hatching at 45 degrees inside a box: what stays open, never a fifth colour."""
        tall = bottom - top
        if right - left < 1:
            return
        self.box(left, top, right, bottom, fill=PAPER, stroke=INK3, strokeWidth=1)
        foot = left - tall + gap
        while foot < right:  # each line rises to the right; its ends are cut off at the sides
            x1, x2 = max(foot, left), min(foot + tall, right)
            y1, y2 = bottom - (x1 - foot), bottom - (x2 - foot)
            self.line((x1, y1), (x2, y2), color=INK3, strokeWidth=0.9)
            foot += gap

    def measure(self, left: float, right: float, y: float, words: Sequence[tuple[str, int]]) -> bool:
        """The dimension line of a technical drawing, its words in a gap of the line or, if too short, below it.

        ``words`` are pieces with their weight. Only for a difference or a total, never as decoration. Returns
        whether the words fitted in the line.
        """
        sizes = [typeface.width(piece, LABEL, weight, CONDENSED) for piece, weight in words]
        room = sum(sizes) + 6 * (len(words) - 1)
        inside = room + 24 <= right - left
        middle = (left + right) / 2
        start = middle - room / 2 if inside else min(max(left, MARGIN), self.wide - MARGIN - room)
        parts = [(left, start - 8), (start + room + 8, right)] if inside else [(left, right)]
        for a, b in parts:
            self.line((a, y), (b, y), color=INK2)
        for end, way in ((left, 1), (right, -1)):
            self.line((end, y - 7), (end, y + 7), color=INK2)
            if right - left > 16:
                for lean in (-3, 3):
                    self.line((end, y), (end + 6 * way, y + lean), color=INK2)
        at = start
        for (piece, weight), size in zip(words, sizes, strict=True):
            color = INK if weight == BOLD else INK2
            self.words(at, y if inside else y + 17, piece, weight=weight, color=color)
            at += size + 6
        return inside

    def grid(self, panel: Panel, ticks: Sequence[float], shown: Mapping[float, str]) -> None:
        """Hairlines across a panel at its ticks, the one at zero in ink, with their numbers to the left."""
        for tick in ticks:
            y = panel.y(tick)
            color = INK3 if tick == 0 else HAIRLINE
            self.line((panel.left, y), (panel.right, y), color=color)
            self.words(panel.left - 8, y, shown[tick], align="right", size=SMALL)

    def mark(self, panel: Panel, kind: str, rows: Sequence[Mapping[str, Any]], **more: Any) -> None:
        """A mark in data: ``x``, ``y``, ``x2``, ``y2`` in ``more`` name columns, the rest is its style."""
        alt = self.alt
        scale_x = alt.Scale(domain=list(panel.xs), range=[panel.left, panel.right], nice=False, zero=False)
        scale_y = alt.Scale(domain=list(panel.ys), range=[panel.bottom, panel.top], nice=False, zero=False)
        names = {key: more.pop(key) for key in ("x", "y", "x2", "y2") if key in more}
        places: dict[str, Any] = {
            "x": alt.X(f"{names['x']}:Q", scale=scale_x, axis=None, stack=None),
            "y": alt.Y(f"{names['y']}:Q", scale=scale_y, axis=None, stack=None),
        }
        places |= {key: getattr(alt, key.upper())(f"{names[key]}:Q") for key in ("x2", "y2") if key in names}
        chart = alt.Chart(alt.Data(values=[dict(row) for row in rows]))
        self._flush()
        self._made.append(getattr(chart, f"mark_{kind}")(**more).encode(**places))

    def spec(self, height: float) -> dict[str, Any]:
        """The Vega-Lite picture of all that was drawn."""
        alt = self.alt
        self._flush()
        picture = (
            alt.layer(*self._made)
            .properties(
                width=self.wide, height=round(height), padding=0, autosize=alt.AutoSizeParams(type="none")
            )
            .resolve_scale(x="independent", y="independent")
            .configure(font=SANS, background=PAPER, aria=False)
            .configure_view(stroke=None)
        )
        return dict(picture.to_dict(validate=False))

    def _add(self, kind: str, style: Mapping[str, Any], row: dict[str, Any]) -> None:
        """Marks of one style that follow one another become one layer."""
        key = tuple(sorted(style.items(), key=lambda item: item[0]))
        if not self._layers or self._layers[-1][:2] != (kind, key):
            self._layers.append((kind, key, []))
        rounded = {
            name: round(value, 2) if isinstance(value, float) else value for name, value in row.items()
        }
        self._layers[-1][2].append(rounded)

    def _flush(self) -> None:
        alt = self.alt
        for kind, style, rows in self._layers:
            chart = alt.Chart(alt.Data(values=rows))
            more: dict[str, Any] = {"baseline": "middle", "limit": 0} if kind == "text" else {}
            places: dict[str, Any] = {
                "x": alt.X("x:Q", scale=None, axis=None),
                "y": alt.Y("y:Q", scale=None, axis=None),
            }
            if kind == "text":
                places["text"] = alt.Text("words:N")
            else:
                places |= {"x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q")}
            self._made.append(getattr(chart, f"mark_{kind}")(**more, **dict(style)).encode(**places))
        self._layers = []


def accessible(svg: str, title: str, description: str, lang: str) -> str:
    """An SVG with the chart's name and a sentence about it as its first children."""
    end = svg.index(">", svg.index("<svg"))
    head = svg[:end] + f' role="img" lang="{lang}" aria-labelledby="krapte-title krapte-desc"'
    names = "".join(
        f'<{tag} id="krapte-{tag}">{xml.sax.saxutils.escape(words)}</{tag}>'
        for tag, words in (("title", title), ("desc", description))
    )
    return f"{head}>{names}{svg[end + 1 :]}\n"


def apart(places: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Places moved as little as need be so that pieces of these sizes do not overlap, between two limits.

    ``places`` are middles in rising order. Pieces that do not fit between the limits run over the high one.
    """
    blocks: list[list[float]] = []  # start, size, sum of the starts that its pieces want, number of pieces
    for place, size in zip(places, sizes, strict=True):
        blocks.append([place - size / 2, size, place - size / 2, 1])
        while len(blocks) > 1 and blocks[-2][0] + blocks[-2][1] > blocks[-1][0]:
            _, added, wanted, count = blocks.pop()
            first = blocks[-1]
            first[2] += wanted - count * first[1]  # behind the first, its pieces want that much less
            first[1] += added
            first[3] += count
            first[0] = first[2] / first[3]
    moved: list[float] = []
    for start, _, _, count in blocks:
        edge = start
        for _ in range(int(count)):
            size = sizes[len(moved)]
            moved.append(edge + size / 2)
            edge += size
    return _between(moved, sizes, low, high)


def _between(middles: list[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Pushed in from the high limit down, then from the low limit up."""
    edge = high
    for i in reversed(range(len(middles))):
        middles[i] = min(middles[i], edge - sizes[i] / 2)
        edge = middles[i] - sizes[i] / 2
    edge = low
    for i in range(len(middles)):
        middles[i] = max(middles[i], edge + sizes[i] / 2)
        edge = middles[i] + sizes[i] / 2
    return middles
