"""What the four pillars close of one reading: a bar with dimension lines, areas over time, dots with intervals.

The parts of one year are parts of one whole, so they are one bar; what stays open is hatched. Over time only the
closed part is stacked. Intervals are never stacked: each pillar has a dot with its own 80 % interval.

Rows: ``year``, ``pillar`` (the four pillars, ``closed``, ``open``, ``baseline``), ``mean`` (or ``median``), ``low``,
``high``, ``unit``, and ``reading`` where a table holds more than one. Means of the pillars and of ``open`` add up to
that of ``baseline``. A pillar below zero makes the gap larger and stands left of zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from krapte.country.axes import PILLARS
from krapte.telling import chart_rows, draw, typeface
from krapte.telling.chart_rows import Part, Row, shown, whole
from krapte.words import has, text
from krapte.words.formats import unit

COLUMNS = ("year", "reading", "pillar", "mean", "median", "low", "high", "unit")
TOTALS = ("closed", "open", "baseline")
CLOSE_ENOUGH = 0.01  # share of the whole by which rounded means may miss one another


class Split(NamedTuple):
    """The split of one year."""

    year: int
    reading: str
    unit: str
    pillars: dict[str, Part]
    closed: Part
    open: Part
    baseline: Part

    def words(self, lang: str) -> str:
        """What is counted, for a sentence: voltijdbanen tekort, open technische vacatures."""
        key = f"split.of.{self.reading}"
        return text(key, lang) if has(key, lang) else unit(self.unit, lang)


def read(rows: Iterable[Row], year: int, reading: str = "shortage") -> Split:
    """The split of one year; a table that lacks a part or does not add up is a mistake."""
    here = {row["pillar"]: row for row in of_reading(rows, reading) if row["year"] == year}
    missing = [name for name in (*PILLARS, *TOTALS) if name not in here]
    if missing:
        raise ValueError(f"the split of {year} lacks {', '.join(missing)}")
    parts = {name: chart_rows.part(here[name]) for name in (*PILLARS, *TOTALS)}
    closed, left, all_of_it = (parts[name] for name in TOTALS)
    inside = sum(parts[name].middle for name in PILLARS)
    size = max(abs(all_of_it.middle), abs(inside), abs(left.middle))
    for found, expected in ((inside, closed.middle), (inside + left.middle, all_of_it.middle)):
        if abs(found - expected) > CLOSE_ENOUGH * size:
            raise ValueError(f"the split of {year} does not add up: {found:g} is not {expected:g}")
    pillars = {name: parts[name] for name in PILLARS}
    return Split(year, reading, str(here["baseline"].get("unit", "fte")), pillars, closed, left, all_of_it)


def of_reading(rows: Iterable[Row], reading: str) -> list[Row]:
    """The rows of one reading; rows that name none belong to the reading asked."""
    return [row for row in rows if row.get("reading", reading) == reading]


def finding(split: Split, lang: str) -> str:
    """What the bar shows, for its title."""
    values: dict[str, Any] = {"year": split.year, "of": split.words(lang), "unit": unit(split.unit, lang)}
    if split.baseline.nothing:
        return text("split.find.no_gap", lang, **values)
    if split.closed.nothing:
        return text("split.find.nothing", lang, **values)
    if not split.closed.sure:
        return text("split.find.uncertain", lang, **values)
    if split.closed.middle < 0:
        return text("split.find.wider", lang, n=shown(split.closed.turned, lang), **values)
    values |= {"closed": shown(split.closed, lang), "all": shown(split.baseline, lang)}
    first, second = sorted(split.pillars, key=lambda name: -split.pillars[name].middle)[:2]
    if split.pillars[first].low < split.pillars[second].middle:
        return text("split.find.which", lang, **values)
    return text("split.find.most", lang, pillar=text(f"pillar.{first}", lang), **values)


def lead(split: Split, lang: str) -> str:
    """Quantity and unit of the bar."""
    name = chart_rows.one_of("reading", split.reading, lang)
    return text("split.lead", lang, reading=name, year=split.year, unit=unit(split.unit, lang))


def alternative(split: Split, lang: str) -> str:
    """The chart in words, for who cannot see it: all numbers of the year with their intervals."""
    told = [
        text("split.alt.pillar", lang, pillar=text(f"pillar.{name}", lang), n=whole(part, lang))
        for name, part in split.pillars.items()
    ]
    return text(
        "split.alt",
        lang,
        year=split.year,
        of=split.words(lang),
        all=whole(split.baseline, lang),
        pillars=", ".join(told),
        open=whole(split.open, lang),
    )


def csv_twin(rows: Iterable[Row]) -> bytes:
    """The rows of the chart as csv."""
    return chart_rows.table(COLUMNS, rows)


def spec(
    rows: Sequence[Row], year: int, lang: str, reading: str = "shortage", foot: str = ""
) -> dict[str, Any]:
    """The Vega-Lite picture: bar on top, areas and dots below."""
    from krapte.telling import chart_split_bar, chart_split_panels

    split = read(rows, year, reading)
    sheet = draw.Sheet()
    y = sheet.head(finding(split, lang), lead(split, lang))
    y = chart_split_bar.bar(sheet, split, y + 12, lang)
    years = sorted({int(row["year"]) for row in of_reading(rows, reading)})
    paths = [read(rows, each, reading) for each in years]
    left = chart_split_panels.areas(sheet, paths, year, y + 26, lang)
    right = chart_split_panels.dots(sheet, split, y + 26, lang)
    return chart_rows.finished(sheet, max(left, right), foot)


def chart(rows: Sequence[Row], year: int, lang: str, reading: str = "shortage", foot: str = "") -> str:
    """The chart as SVG, 960 wide, with its title and its text alternative."""
    from altair.utils import schemapi

    split = read(rows, year, reading)
    with schemapi.debug_mode(False):
        picture = typeface.svg(spec(rows, year, lang, reading, foot), lang)
    return draw.accessible(picture, finding(split, lang), alternative(split, lang), lang)
