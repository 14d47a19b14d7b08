"""What a path chart draws: the points of its lines and bands, its scales, and where its labels stand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from krapte.telling import pick
from krapte.telling.headline import amount, uncertain
from krapte.words import text
from krapte.words.formats import measured, span, step

if TYPE_CHECKING:
    from krapte.analysis.answer import Answer
    from krapte.analysis.rows import Row

ANCHOR = 2024  # the year to which answers are anchored: the last with a full set of published values
WIDTH, HEIGHT = 960, 540
LEFT, TOP, RIGHT, BOTTOM = 84, 108, 196, 96
AIR = 0.6  # years of air before the first dot
LINE = 38  # height of a label of two lines
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
GRID_LINES = 5


class Path(NamedTuple):
    """One line with its bands; ``main`` is the one the chart is about."""

    variant: str
    main: bool
    points: list[dict[str, float]]


class Label(NamedTuple):
    """A direct label at the end of a line."""

    y: float
    name: str
    value: str
    main: bool


class Gap(NamedTuple):
    """The dimension line between without and with package."""

    x: float
    top: float
    bottom: float
    words: str


class Frame(NamedTuple):
    """A chart's data and scales: everything that both marks and labels need."""

    paths: list[Path]
    history: list[dict[str, Any]]
    sources: list[str]
    first: int
    last: int
    ticks: list[float]
    difference: Row | None
    gap_year: int
    width: int = WIDTH - LEFT - RIGHT
    height: int = HEIGHT - TOP - BOTTOM
    left: int = LEFT
    top: int = TOP
    right: int = RIGHT
    bottom: int = BOTTOM

    def x(self, year: float) -> float:
        """The pixel of a year."""
        start, end = self.domain()
        return (year - start) / (end - start) * self.width

    def domain(self) -> tuple[float, float]:
        """The ends of the time axis."""
        return self.first - AIR, float(self.last)

    def y(self, value: float) -> float:
        """The pixel of a value."""
        return (1 - value / self.ticks[-1]) * self.height

    def end_labels(self, lang: str) -> list[Label]:
        """The name and last value of each line, pushed apart where they would overlap."""
        found = []
        for path in sorted(self.paths, key=lambda path: -path.points[-1]["median"]):
            last = path.points[-1]
            mid, low, high = measured(last["median"], last["low"], last["high"], lang)
            value = f"{mid} ({span(low, high, lang)})"
            found.append(Label(self.y(last["median"]), text(f"chart.{path.variant}", lang), value, path.main))
        apart = [label.y for label in found]
        for i in range(1, len(apart)):
            push = (LINE - (apart[i] - apart[i - 1])) / 2
            if push > 0:
                apart[i - 1] -= push
                apart[i] += push
        lift = max(0.0, apart[-1] - (self.height - LINE / 2))  # none below the axis
        apart = [y - lift for y in apart]
        return [label._replace(y=y) for label, y in zip(found, apart, strict=True)]

    def gap(self, lang: str) -> Gap | None:
        """Where the difference is measured; nothing when it is uncertain, or too near the end of the axis."""
        d = self.difference
        if d is None or uncertain(d) or self.last - self.gap_year < 4:
            return None
        at = {path.variant: _point(path, self.gap_year) for path in self.paths}
        if at.get("baseline") is None or at.get("package") is None:
            return None
        ends = sorted(self.y(point["median"]) for point in at.values() if point is not None)
        if ends[-1] - ends[0] < 8:
            return None
        return Gap(
            self.x(self.gap_year), ends[0], ends[-1], amount(d["median"], step(d["low"], d["high"]), lang)
        )


def frame(answer: Answer, reading: str) -> Frame:
    """The data and scales of the chart of one reading."""
    main = pick.main_variant(answer)
    paths = [
        Path(variant, variant == main, _points(answer, reading, variant))
        for variant in dict.fromkeys(("baseline", main))
    ]
    history = [
        {"year": h["year"], "value": float(h["value"]), "grade": h["grade"]}
        for h in answer.history
        if h["reading"] == reading and h["group"] == pick.GROUP
    ]
    named = (h["source"] for h in answer.history if h["reading"] == reading and h["group"] == pick.GROUP)
    years = [h["year"] for h in history] + [int(p["year"]) for path in paths for p in path.points]
    top = max([h["value"] for h in history] + [p["high"] for path in paths for p in path.points])
    year = pick.headline_year(answer)
    return Frame(
        paths=paths,
        history=history,
        sources=sorted({str(name) for name in named}),
        first=min([*years, ANCHOR]),
        last=max(years),
        ticks=ticks(top),
        difference=pick.row(answer, reading, "difference", year),
        gap_year=year,
    )


def ticks(top: float) -> list[float]:
    """Marks from 0 to just above ``top``: at most five grid lines above zero, at round numbers."""
    if top <= 0:
        return [0.0, 1.0]
    raw = top / GRID_LINES
    power = 10.0 ** math.floor(math.log10(raw))
    size = next(s * power for s in STEPS if s * power >= raw * (1 - 1e-9))
    count = math.ceil(top / size - 1e-9)
    return [round(i * size, 10) for i in range(count + 1)]


def _points(answer: Answer, reading: str, variant: str) -> list[dict[str, float]]:
    """Median and 80 % from the rows; the 50 % band from the draws, which the rows do not carry."""
    # The past is told by published values: what a run makes of it is for the tables.
    rows = [row for row in pick.path(answer, reading, variant) if row["year"] >= ANCHOR]
    middle = _middle(answer, reading, variant)
    return [
        {
            "year": r["year"],
            "median": r["median"],
            "low": r["low"],
            "high": r["high"],
            "q25": middle.get(r["year"], (r["median"], r["median"]))[0],
            "q75": middle.get(r["year"], (r["median"], r["median"]))[1],
        }
        for r in rows
    ]


def _middle(answer: Answer, reading: str, variant: str) -> dict[int, tuple[float, float]]:
    import numpy as np

    cube = answer.results[reading].sel(variant=variant, group=pick.GROUP).transpose("draw", "year")
    low, high = np.quantile(np.asarray(cube.values, dtype=np.float64), [0.25, 0.75], axis=0)
    years = [int(year) for year in cube["year"].values]
    return {year: (float(a), float(b)) for year, a, b in zip(years, low, high, strict=True)}


def _point(path: Path, year: int) -> dict[str, float] | None:
    return next((point for point in path.points if point["year"] == year), None)
