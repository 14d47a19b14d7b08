"""What charts of rows share: middle and ends of a row, marks of an axis, whole percents, csv, text that fits."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from krapte.telling import draw, export, typeface
from krapte.telling.chart_data import GRID_LINES, STEPS
from krapte.words import has, text
from krapte.words.formats import exact, measured, share, span

Row = Mapping[str, Any]


class Part(NamedTuple):
    """One number with its 80 % interval."""

    middle: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0

    @property
    def turned(self) -> Part:
        """The same number told the other way round: a gain as a loss."""
        return Part(-self.middle, -self.high, -self.low)

    @property
    def nothing(self) -> bool:
        """Whether number and interval are zero."""
        return self.middle == self.low == self.high == 0


def part(row: Row) -> Part:
    """The number of a row: its ``mean`` where it has one (means add up), else its ``median``."""
    middle = row["mean"] if row.get("mean") is not None else row["median"]
    found = Part(float(middle), float(row["low"]), float(row["high"]))
    if not all(math.isfinite(value) for value in found):
        raise ValueError(f"a row is not finite: {dict(row)}")
    return found


def shown(of: Part, lang: str) -> str:
    """The number, rounded by its interval."""
    return measured(of.middle, of.low, of.high, lang)[0]


def between(of: Part, lang: str) -> str:
    """The interval in words, rounded like the number."""
    _, low, high = measured(of.middle, of.low, of.high, lang)
    return span(low, high, lang)


def whole(of: Part, lang: str) -> str:
    """The number with its interval in brackets."""
    return f"{shown(of, lang)} ({between(of, lang)})"


def axis(low: float, high: float, most: int = GRID_LINES) -> list[float]:
    """Marks of an axis that holds zero and both values: at most ``most`` steps, and two where zero is inside."""
    low, high = min(low, 0.0), max(high, 0.0)
    if high == low:
        return [0.0, 1.0]
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    for size in (s * p for p in (power, 10 * power) for s in STEPS):
        first, last = math.floor(low / size + 1e-9), math.ceil(high / size - 1e-9)
        if last - first <= max(most, 2 if low < 0 < high else 1):
            break
    return [round(i * size, 10) for i in range(first, last + 1)]


def axis_words(ticks: Sequence[float], lang: str) -> dict[float, str]:
    """The numbers of an axis."""
    return {tick: exact(tick, lang) for tick in ticks}


def axis_that_fits(low: float, high: float, room: float, size: float, lang: str) -> list[float]:
    """Marks whose numbers do not touch one another along ``room`` pixels: fewer where numbers are wide."""
    for most in range(GRID_LINES, 0, -1):
        ticks = axis(low, high, most)
        widest = widest_of(axis_words(ticks, lang).values(), size)
        if widest + 10 <= room / (len(ticks) - 1):
            break
    return ticks


def widest_of(words: Iterable[str], size: float, weight: int = typeface.REGULAR) -> float:
    """The width of the widest of some words in the condensed face."""
    return max((typeface.width(word, size, weight, typeface.CONDENSED) for word in words), default=0.0)


def percents(values: Sequence[float], lang: str) -> list[str]:
    """Shares as whole percents that sum to 100; nothing where a value is negative or all are zero."""
    total = sum(values)
    if total <= 0 or min(values) < 0:
        return ["" for _ in values]
    exactly = [100 * value / total for value in values]
    floors = [math.floor(value) for value in exactly]
    order = sorted(range(len(values)), key=lambda i: floors[i] - exactly[i])
    for i in order[: 100 - sum(floors)]:
        floors[i] += 1
    return [share(value / 100, lang) for value in floors]


def finished(sheet: draw.Sheet, y: float, foot: str) -> dict[str, Any]:
    """The picture of a sheet whose chart ends at ``y``, with a line on source and version where there is one."""
    if not foot:
        return sheet.spec(y + 14)
    y += 20
    for line in typeface.wrap(foot, sheet.wide - 2 * draw.MARGIN, draw.SMALL):
        sheet.words(draw.MARGIN, y, line, size=draw.SMALL, color=draw.INK3, font=typeface.SANS)
        y += 18
    return sheet.spec(y + 8)


def table(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """The rows of a chart as csv, the columns in this order; a column that no row has is left out."""
    found = list(rows)
    present = [name for name in columns if any(row.get(name) is not None for row in found)]
    return export.csv_bytes(present, found)


def one_of(prefix: str, name: str, lang: str) -> str:
    """The text of ``prefix.name``, or the name itself without its underscores."""
    key = f"{prefix}.{name}"
    return text(key, lang) if has(key, lang) else name.replace("_", " ")
