"""Who comes into technical work and who leaves it, year by year: bars up and down from zero, and the net line.

Rows: ``year``, ``flow``, ``direction`` (``in``, ``out`` or ``net``), ``median``, ``low``, ``high`` in persons. The
words of a flow are ``flow.<name>``, or ``flow.<name>.<direction>`` where it runs both ways. Sizes of ``in`` and ``out``
are not negative; ``net`` is one row a year with its own interval, for the difference is sharper than its parts. Shades
of ink tell layers apart, names stand beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from krapte.telling import chart_rows, draw, typeface
from krapte.telling.chart_rows import Part, Row, one_of, shown, whole
from krapte.telling.draw import INK, INK3, MARGIN, PAPER, SMALL, Panel
from krapte.telling.typeface import BOLD
from krapte.words import has, text

COLUMNS = ("year", "flow", "direction", "median", "low", "high", "unit")
SHADES = ("#7C8893", "#97A2AB", "#B1BAC2", "#C8D0D6", "#DCE2E6", "#EBEFF1")  # the largest flow is the darkest
TALL = 400  # pixels of the panel
LABEL_TALL = 33
LEADER = 26  # pixels between the last bar and the labels
NET = "net"


class Flow(NamedTuple):
    """One layer: a flow with its sizes by year; one merged from others has no interval."""

    name: str
    direction: str
    sizes: dict[int, Part]
    merged: bool = False


class Flows(NamedTuple):
    """All flows, each side from large to small in the year told about, and the net of each year."""

    year: int
    years: list[int]
    inward: list[Flow]
    outward: list[Flow]
    net: dict[int, Part]


def read(rows: Iterable[Row], year: int) -> Flows:
    """The flows, at most six a side: the smallest become one layer of others."""
    found: dict[tuple[str, str], dict[int, Part]] = {}
    for row in rows:
        size = chart_rows.part(row)
        if row["direction"] != NET and size.low < 0:
            raise ValueError(f"the flow {row['flow']} of {row['year']} is negative")
        found.setdefault((row["direction"], row["flow"]), {})[int(row["year"])] = size
    net = {at: size for (way, _), sizes in found.items() if way == NET for at, size in sizes.items()}
    years = sorted(net)
    if year not in net:
        raise ValueError(f"no net flow of {year}")
    for (way, name), sizes in found.items():
        if sorted(sizes) != years:
            raise ValueError(f"the flow {name} ({way}) has other years than the net flow")
    sides = {
        way: [Flow(name, way, sizes) for (its_way, name), sizes in found.items() if its_way == way]
        for way in ("in", "out")
    }
    return Flows(year, years, _largest(sides["in"], year), _largest(sides["out"], year), net)


def _largest(flows: list[Flow], year: int) -> list[Flow]:
    flows = sorted(flows, key=lambda flow: -flow.sizes[year].middle)
    if len(flows) <= len(SHADES):
        return flows
    kept, rest = flows[: len(SHADES) - 1], flows[len(SHADES) - 1 :]
    sizes = {}
    for at in rest[0].sizes:
        total = sum(flow.sizes[at].middle for flow in rest)
        sizes[at] = Part(total, total, total)
    return [*kept, Flow(f"other_{rest[0].direction}", rest[0].direction, sizes, merged=True)]


def finding(flows: Flows, lang: str) -> str:
    """What the chart shows, for its title."""
    net = flows.net[flows.year]
    if net.nothing and not any(flow.sizes[flows.year].middle for flow in (*flows.inward, *flows.outward)):
        return text("flows.find.nothing", lang, year=flows.year)
    if not net.sure:
        return text("flows.find.uncertain", lang, year=flows.year)
    way = "more" if net.middle > 0 else "less"
    largest = (flows.inward if way == "more" else flows.outward)[:1]
    name = name_of(largest[0], lang) if largest else "\u2013"
    n = shown(net, lang).lstrip("\u2212")
    return text(f"flows.find.{way}", lang, year=flows.year, n=n, flow=name[:1].lower() + name[1:])


def name_of(flow: Flow, lang: str) -> str:
    """The words of a flow; one that runs both ways, such as switching, is named by where it goes."""
    key = f"flow.{flow.name}.{flow.direction}"
    return text(key, lang) if has(key, lang) else one_of("flow", flow.name, lang)


def alternative(flows: Flows, lang: str) -> str:
    """The chart in words, for who cannot see it: all flows of the year."""
    sides = [
        ", ".join(f"{name_of(flow, lang)} {_size(flow, flows.year, lang)}" for flow in side)
        for side in (flows.inward, flows.outward)
    ]
    net = whole(flows.net[flows.year], lang)
    return text("flows.alt", lang, year=flows.year, inward=sides[0] or "0", outward=sides[1] or "0", net=net)


def csv_twin(rows: Iterable[Row]) -> bytes:
    """The rows of the chart as csv."""
    return chart_rows.table(COLUMNS, rows)


def spec(rows: Iterable[Row], year: int, lang: str, foot: str = "") -> dict[str, Any]:
    """The Vega-Lite picture."""
    flows = read(rows, year)
    sheet = draw.Sheet()
    top = sheet.head(finding(flows, lang), text("flows.lead", lang)) + 24
    tops = [sum(flow.sizes[at].middle for flow in flows.inward) for at in flows.years]
    feet = [-sum(flow.sizes[at].middle for flow in flows.outward) for at in flows.years]
    nets = [*(size.middle for size in flows.net.values()), *flows.net[year]]
    ticks = chart_rows.axis(min(*feet, *nets), max(*tops, *nets))
    marks = {tick: chart_rows.axis_words([abs(tick)], lang)[abs(tick)] for tick in ticks}
    left = MARGIN + chart_rows.widest_of(marks.values(), SMALL) + 8
    labels = _label_left(sheet, flows, lang)
    ends = (flows.years[0] - 0.5, flows.years[-1] + 0.5)
    panel = Panel(left, top, labels - LEADER, top + TALL, ends, (ticks[0], ticks[-1]))
    sheet.grid(panel, ticks, marks)
    for flow, layers in _stacks(flows):
        sheet.mark(panel, "rect", layers, x="from", x2="to", y="low", y2="high", **_style(flow, flows))
    sheet.line((panel.left, panel.y(0)), (panel.right, panel.y(0)), color=INK, strokeWidth=1)
    _ways(sheet, panel, lang)
    _net(sheet, panel, flows)
    _labels(sheet, panel, flows, lang)
    for at in flows.years:
        if at == year or (at % 5 == 0 and abs(panel.x(at) - panel.x(year)) > 34):
            weight, color = (BOLD, INK) if at == year else (typeface.REGULAR, draw.INK2)
            at_x, at_y = panel.x(at), panel.bottom + 17
            sheet.words(at_x, at_y, str(at), align="center", size=SMALL, weight=weight, color=color)
    return chart_rows.finished(sheet, panel.bottom + 28, foot)


def chart(rows: Sequence[Row], year: int, lang: str, foot: str = "") -> str:
    """The chart as SVG, 960 wide, with its title and its text alternative."""
    from altair.utils import schemapi

    flows = read(rows, year)
    with schemapi.debug_mode(False):
        picture = typeface.svg(spec(rows, year, lang, foot), lang)
    return draw.accessible(picture, finding(flows, lang), alternative(flows, lang), lang)


def _stacks(flows: Flows) -> list[tuple[Flow, list[dict[str, Any]]]]:
    """Each layer's boxes: the largest flow lies next to zero."""
    found = []
    for sign, side in ((1, flows.inward), (-1, flows.outward)):
        foot = dict.fromkeys(flows.years, 0.0)
        for flow in side:
            rows = []
            for at in flows.years:
                high = foot[at] + flow.sizes[at].middle
                box = {
                    "year": at,
                    "from": at - 0.39,
                    "to": at + 0.39,
                    "low": sign * foot[at],
                    "high": sign * high,
                }
                rows.append(box | {"flow": flow.name})
                foot[at] = high
            found.append((flow, rows))
    return found


def _style(flow: Flow, flows: Flows) -> dict[str, Any]:
    side = flows.inward if flow.direction == "in" else flows.outward
    return {"color": SHADES[side.index(flow)], "stroke": PAPER, "strokeWidth": 0.8}


def _ways(sheet: draw.Sheet, panel: Panel, lang: str) -> None:
    """Which way is in and which is out, at the ends of the axis."""
    if panel.ys[1] > 0:
        sheet.words(MARGIN, panel.top - 20, f"\u2191 {text('flows.in', lang)}", weight=BOLD, color=INK)
    if panel.ys[0] < 0:
        sheet.words(MARGIN, panel.bottom + 18, f"\u2193 {text('flows.out', lang)}", weight=BOLD, color=INK)


def _net(sheet: draw.Sheet, panel: Panel, flows: Flows) -> None:
    """The net line with a white edge, for it crosses the bars, and the 80 % interval of the year told about."""
    rows = [{"year": at, "net": flows.net[at].middle} for at in flows.years]
    here = flows.net[flows.year]
    x = panel.x(flows.year)
    for color, wide in ((PAPER, 5.0), (INK, 3.0)):
        sheet.mark(panel, "line", rows, x="year", y="net", color=color, strokeWidth=wide, strokeJoin="round")
    for color, wide in ((PAPER, 4.0), (INK, 2.0)):
        ends = (x, panel.y(here.low)), (x, panel.y(here.high))
        sheet.line(*ends, color=color, strokeWidth=wide)
    dot = [{"year": flows.year, "net": here.middle}]
    sheet.mark(
        panel, "point", dot, x="year", y="net", color=INK, filled=True, size=150, opacity=1, stroke=PAPER
    )


def _label_left(sheet: draw.Sheet, flows: Flows, lang: str) -> float:
    """Where the labels begin, so that the widest ends at the margin; never more than half of the sheet."""
    layers = [*flows.inward, *flows.outward, Flow(NET, NET, flows.net)]
    widest = chart_rows.widest_of([text("flows.labels", lang, year=flows.year)], SMALL)
    widest = max(widest, chart_rows.widest_of([_label(flow, lang) for flow in layers], draw.LABEL, BOLD))
    widest = max(widest, chart_rows.widest_of([_size(flow, flows.year, lang) for flow in layers], SMALL))
    return max(sheet.wide / 2, sheet.wide - MARGIN - widest)


def _labels(sheet: draw.Sheet, panel: Panel, flows: Flows, lang: str) -> None:
    """Each layer's name and its size in the year told about, from the top down, with a line to the last bar."""
    last, left = flows.years[-1], panel.right + LEADER
    found = [(panel.y((rows[-1]["low"] + rows[-1]["high"]) / 2), flow) for flow, rows in _stacks(flows)]
    found.append((panel.y(flows.net[last].middle), Flow(NET, NET, flows.net)))
    order = {"in": 0, NET: 1, "out": 2}
    found.sort(key=lambda pair: (order[pair[1].direction], pair[0]))
    sizes = [float(LABEL_TALL)] * len(found)
    places = draw.apart([y for y, _ in found], sizes, panel.top - 14, panel.bottom + 24)
    sheet.words(left, panel.top - 38, text("flows.labels", lang, year=flows.year), size=SMALL)
    for (y, flow), place in zip(found, places, strict=True):
        if flow.sizes[last].middle:
            net = flow.direction == NET
            start, wide = panel.x(last + (0.0 if net else 0.39)), 1.5 if net else 0.8
            sheet.line((start, y), (left - 5, place), color=INK if net else INK3, strokeWidth=wide)
        sheet.words(left, place - 8, _label(flow, lang), weight=BOLD, color=INK)
        sheet.words(left, place + 8, _size(flow, flows.year, lang), size=SMALL)


def _label(flow: Flow, lang: str) -> str:
    return text("flows.net", lang) if flow.direction == NET else name_of(flow, lang)


def _size(flow: Flow, year: int, lang: str) -> str:
    if flow.merged:
        return text("flows.about", lang, n=shown(flow.sizes[year], lang))
    return whole(flow.sizes[year], lang)
