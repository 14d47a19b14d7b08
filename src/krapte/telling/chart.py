"""The path of one reading as a chart: history as dots, the future as a line with its 50 % and 80 % band.

Vega-Lite through Altair, made SVG by vl-convert in the shipped typeface: the same bytes each time, no outside file.
Every text and mark stands at a place reckoned here, so nothing depends on the fonts of a machine.
Ink on paper only: colour means pillar in krapte, and this chart has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from krapte.telling import chart_data, pick, typeface
from krapte.telling.chart_data import Frame
from krapte.telling.draw import HAIRLINE, INK, INK2, INK3, PAPER, accessible
from krapte.telling.headline import finding, headline
from krapte.telling.typeface import CONDENSED, SANS
from krapte.words import text

if TYPE_CHECKING:
    from krapte.analysis.answer import Answer

NEAR_AXIS = 60  # pixels
AXIS_FIRST = 2015  # years of the axis with a mark: every fifth


def chart(answer: Answer, lang: str, reading: str = pick.LEAD) -> str:
    """One reading's path as an SVG text of 960 by 540 with a title and a description for a screen reader."""
    from altair.utils import schemapi

    # Altair checks every piece of every chart against the grammar, seconds in all; a test does it once instead.
    with schemapi.debug_mode(False):
        spec = _spec(answer, lang, reading)
    return accessible(typeface.svg(spec, lang), finding(answer, lang, reading), headline(answer, lang), lang)


def small(answer: Answer, lang: str, reading: str = pick.LEAD) -> str:
    """The same path for a printed page: narrower, so that its words are as large as those around it.

    Title, foot and the key of dots and dotted edge are left to the text beside it.
    """
    from altair.utils import schemapi

    with schemapi.debug_mode(False):
        spec = _spec(answer, lang, reading, compact=True)
    return accessible(typeface.svg(spec, lang), finding(answer, lang, reading), headline(answer, lang), lang)


def _spec(answer: Answer, lang: str, reading: str, compact: bool = False) -> dict[str, Any]:
    import altair as alt

    frame = chart_data.frame(answer, reading)
    if compact:
        frame = frame._replace(width=420, height=196, top=26, bottom=58)  # 700 by 280
    layers = [_bands(alt, frame), _edges(alt, frame), *_lines(alt, frame)]
    layers += [_now(alt, frame, lang), *_history(alt, frame), *_measure_line(alt, frame, lang)]
    layers += [_end_labels(alt, frame, lang), *_key(alt, frame, lang, compact)]
    layers += [] if compact else [_foot(alt, answer, frame, lang)]
    picture = (
        alt.layer(*[layer for layer in layers if layer is not None])
        .properties(
            width=frame.width,
            height=frame.height,
            padding={"left": frame.left, "top": frame.top, "right": frame.right, "bottom": frame.bottom},
            autosize=alt.AutoSizeParams(type="none"),
            **({} if compact else {"title": _title(alt, answer, lang, reading, frame)}),
        )
        .configure(font=SANS, background=PAPER)
        .configure_view(stroke=None)
        .configure_axis(
            labelFont=CONDENSED, labelFontSize=13, labelColor=INK2, ticks=False, domain=False, title=None
        )
    )
    return dict(picture.to_dict(validate=False))


def _title(alt: Any, answer: Answer, lang: str, reading: str, frame: Frame) -> Any:
    return alt.TitleParams(
        text=finding(answer, lang, reading),
        subtitle=text(
            f"lead.{reading}" if reading in ("vacancies", "shortage") else f"reading.{reading}", lang
        ),
        anchor="start",
        frame="group",
        dx=-frame.left + 24,
        offset=28,
        font=SANS,
        fontSize=21,
        fontWeight=600,
        color=INK,
        subtitleFont=SANS,
        subtitleFontSize=14,
        subtitleColor=INK2,
        subtitlePadding=7,
        limit=0,
    )


def _axes(alt: Any, frame: Frame) -> tuple[Any, Any]:
    years = [year for year in range(AXIS_FIRST - 5, frame.last + 1, 5) if year >= frame.first]
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=list(frame.domain()), nice=False, zero=False),
        axis=alt.Axis(
            values=years, format="d", grid=False, labelPadding=8, labelOverlap=False, labelFlush=False
        ),
    )
    y_axis = alt.Axis(
        values=frame.ticks, format=",~f", gridColor=HAIRLINE, labelPadding=8, labelOverlap=False
    )
    return x, y_axis


def _encode(alt: Any, frame: Frame, name: str) -> tuple[Any, Any]:
    x, y_axis = _axes(alt, frame)
    return x, alt.Y(f"{name}:Q", scale=alt.Scale(domain=[0, frame.ticks[-1]], nice=False), axis=y_axis)


def _bands(alt: Any, frame: Frame) -> Any:
    """80 % and 50 % bands; the opacities add up where they lie over one another, as on the page."""
    layers = []
    for path in frame.paths:
        fill = INK if path.main else INK3
        for low, high, opacity in (("low", "high", 0.13), ("q25", "q75", 0.15)):
            if not path.main and low == "q25":
                continue  # the ground behind a package keeps one band, or nothing can be read
            x, y = _encode(alt, frame, low)
            layers.append(
                alt.Chart(alt.Data(values=path.points))
                .mark_area(color=fill, opacity=opacity, interpolate="linear", line=False)
                .encode(x=x, y=y, y2=alt.Y2(f"{high}:Q"))
            )
    return alt.layer(*layers)


def _edges(alt: Any, frame: Frame) -> Any:
    """The dotted upper edge of the baseline's band, which a grey area alone would lose under another."""
    x, y = _encode(alt, frame, "high")
    points = [point for path in frame.paths if path.variant == "baseline" for point in path.points]
    return (
        alt.Chart(alt.Data(values=points))
        .mark_line(color=INK3, strokeWidth=1.2, strokeDash=[1.5, 3.5], strokeCap="round")
        .encode(x=x, y=y)
    )


def _lines(alt: Any, frame: Frame) -> list[Any]:
    layers = []
    for path in frame.paths:
        x, y = _encode(alt, frame, "median")
        style = (
            {"color": INK3, "strokeWidth": 2, "strokeDash": [7, 4]}
            if path.variant == "baseline"
            else {"color": INK, "strokeWidth": 3}
        )
        layers.append(alt.Chart(alt.Data(values=path.points)).mark_line(**style).encode(x=x, y=y))
    return layers


def _history(alt: Any, frame: Frame) -> list[Any]:
    """Published values: a dot a year with the letter of its origin above it, and one line that says so."""
    if not frame.history:
        return []
    data = alt.Data(values=frame.history)
    x, y = _encode(alt, frame, "value")
    dots = alt.Chart(data).mark_point(filled=True, color=INK, size=42, opacity=1).encode(x=x, y=y)
    letters = []
    for halo in (
        {"stroke": PAPER, "strokeWidth": 4},
        {},
    ):  # a white edge, so that no line crosses a letter
        mark = alt.Chart(data).mark_text(
            dy=-12, fontSize=12.5, fontWeight=600, color=INK2, font=CONDENSED, **halo
        )
        letters.append(mark.encode(x=x, y=y, text=alt.Text("grade:N")))
    return [*letters, dots]


def _now(alt: Any, frame: Frame, lang: str) -> Any:
    at = frame.x(chart_data.ANCHOR)
    rule = _pixels(alt, [{}]).mark_rule(color=INK3, strokeWidth=1)
    rule = rule.encode(x=alt.value(at), y=alt.value(-4), y2=alt.value(frame.height))
    # Near the axis the word stands to the right of its rule, clear of the axis labels.
    align, nudge = ("left", 4) if at < NEAR_AXIS else ("center", 0)
    words = text("chart.now", lang, year=chart_data.ANCHOR)
    return alt.layer(rule, _words(alt, at + nudge, -6 if nudge else -12, words, align=align))


def _measure_line(alt: Any, frame: Frame, lang: str) -> list[Any]:
    """The dimension line of a technical drawing: it measures the gap between with and without."""
    gap = frame.gap(lang)
    if gap is None:
        return []
    ends = [_pixels(alt, [{}]).mark_rule(color=INK, strokeWidth=1.5)]
    marks = [ends[0].encode(x=alt.value(gap.x), y=alt.value(gap.top), y2=alt.value(gap.bottom))]
    for y in (gap.top, gap.bottom):
        marks.append(ends[0].encode(x=alt.value(gap.x - 5), x2=alt.value(gap.x + 5), y=alt.value(y)))
    middle = (gap.top + gap.bottom) / 2
    style: dict[str, Any] = {"size": 13.5, "weight": 600, "color": INK}
    halo = _words(alt, gap.x + 10, middle, gap.words, **style, halo=True)
    return [*marks, halo, _words(alt, gap.x + 10, middle, gap.words, **style)]


def _end_labels(alt: Any, frame: Frame, lang: str) -> Any:
    layers = []
    for label in frame.end_labels(lang):
        color = INK if label.main else INK2
        layers.append(
            _words(alt, frame.width + 10, label.y - 8, label.name, size=13.5, weight=600, color=color)
        )
        layers.append(_words(alt, frame.width + 10, label.y + 9, label.value, size=13, color=color))
    return alt.layer(*layers)


def _key(alt: Any, frame: Frame, lang: str, compact: bool = False) -> list[Any]:
    """The key: bands and the letter only, since lines carry their names themselves."""
    y = frame.height + 46
    main = next(path for path in frame.paths if path.main)
    fill = INK if main.main else INK3
    marks, x = [], float(24 - frame.left)
    for opacity, key in ((0.26, "chart.band50"), (0.13, "chart.band80")):
        box = _pixels(alt, [{}]).mark_rect(color=fill, opacity=opacity)
        marks.append(
            box.encode(x=alt.value(x), x2=alt.value(x + 26), y=alt.value(y - 7), y2=alt.value(y + 7))
        )
        marks.append(_words(alt, x + 34, y, text(key, lang)))
        x += 150
    if compact:
        return marks
    dotted = [line for line in frame.paths if line.variant == "baseline"]
    if dotted:
        line = _pixels(alt, [{}]).mark_rule(
            color=INK3, strokeWidth=1.5, strokeDash=[1.5, 3.5], strokeCap="round"
        )
        marks.append(line.encode(x=alt.value(x), x2=alt.value(x + 26), y=alt.value(y)))
        marks.append(_words(alt, x + 34, y, text("chart.edge", lang)))
        x += 290
    if frame.history:
        for grade in sorted({str(point["grade"]) for point in frame.history}):
            marks.append(_words(alt, x, y, grade, weight=600))
            marks.append(_words(alt, x + 16, y, text(f"chart.grade.{grade}", lang)))
            x += 200
    return marks


def _foot(alt: Any, answer: Answer, frame: Frame, lang: str) -> Any:
    from krapte.telling.summary import made_with

    y = frame.height + 74
    line = made_with(answer, lang)
    if frame.sources:
        line = f"{text('chart.sources', lang, sources=', '.join(frame.sources))} {line}"
    return _words(alt, 24 - frame.left, y, line, size=12.5, color=INK3, font=SANS)


def _words(
    alt: Any,
    x: float,
    y: float,
    words: str,
    *,
    size: float = 13,
    weight: int = 400,
    color: str = INK2,
    align: str = "left",
    halo: bool = False,
    font: str = CONDENSED,
) -> Any:
    style: dict[str, Any] = {"stroke": PAPER, "strokeWidth": 5, "strokeJoin": "round"} if halo else {}
    mark = _pixels(alt, [{"words": words}]).mark_text(
        align=align,
        baseline="middle",
        font=font,
        fontSize=size,
        fontWeight=weight,
        color=color,
        limit=0,
        **style,
    )
    return mark.encode(x=alt.value(x), y=alt.value(y), text=alt.Text("words:N"))


def _pixels(alt: Any, values: list[dict[str, Any]]) -> Any:
    return alt.Chart(alt.Data(values=values))
