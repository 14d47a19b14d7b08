"""How the time of a run grows with draws, years, measures and groups: ``make bench-growth`` prints and draws it.

Each axis is walked with the others held: 256 draws to 2040 with the package ``paper``. Rounds go in turn over all
points, so that a busy machine slows all alike; the median of the rounds is told. Groups are nine in the data: of them
the code of a year that carries them is timed with more (:mod:`groups`).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import groups
import numpy as np

from krapte.analysis.runs import Runs
from krapte.country.axes import STEPS
from krapte.engine.shared import SharedRuns
from krapte.measures import packages
from krapte.measures.packages import Package

ROUNDS = 5
DRAWS, TO = 256, 2040
DRAW_POINTS = (8, 32, 64, 128, 256, 512, 1024)
YEAR_POINTS = (2026, 2030, 2035, 2040, 2045, 2050)
MEASURE_POINTS = (1, 2, 4, 8, 16)
GROUPS = "groups"
Point = tuple[str, int, Callable[[], Any]]


def points() -> list[Point]:
    """What is timed: axis, how many, and the run."""
    paper = packages.load("paper")
    made: list[Point] = []
    runs = Runs("moderate", max(DRAW_POINTS), 1, TO, "own")
    shock = np.zeros((max(DRAW_POINTS), len(STEPS)))
    for draws in DRAW_POINTS:
        few = Runs("moderate", draws, 1, TO, "own")
        made.append(("draws", draws, whole(few, runs.drawn[:draws], shock[:draws], paper, TO)))
    few = Runs("moderate", DRAWS, 1, TO, "own")
    for to in YEAR_POINTS:
        made.append(("years after 2013", to - 2013, whole(few, few.drawn, shock[:DRAWS], paper, to)))
    for count in MEASURE_POINTS:
        package = replace(paper, rows=paper.rows[:count])
        made.append(("measures", count, whole(few, few.drawn, shock[:DRAWS], package, TO)))
    return made


def whole(runs: Runs, drawn: Any, shock: Any, package: Package, to: int) -> Callable[[], Any]:
    """A run of all years with a package, its table included; what years share is not kept."""

    def run() -> Any:
        return SharedRuns(drawn, shock, runs.world, to).outcome(runs.moved(package))

    return run


def main() -> None:
    """Time in turn, print, write."""
    asked = argparse.ArgumentParser(description="How the time of a run grows.")
    asked.add_argument("--out", type=Path, help="folder for growth.json and growth.svg")
    out = asked.parse_args().out
    todo = points()
    todo[0][2]()  # compiles
    seconds: dict[tuple[str, int], list[float]] = {(axis, size): [] for axis, size, _ in todo}
    for _ in range(ROUNDS):
        for axis, size, run in todo:
            begin = time.perf_counter()
            run()
            seconds[axis, size].append(time.perf_counter() - begin)
    rows: list[dict[str, Any]] = [
        {"axis": axis, "size": size, "seconds": statistics.median(times)}
        for (axis, size), times in seconds.items()
    ]
    for one in groups.measure(ROUNDS):
        rows.append({"axis": GROUPS, "size": one["groups"], "seconds": one["ms"] / 1000})
    print(f"{DRAWS} draws, to {TO}, package paper but for what is varied; load {os.getloadavg()[0]:.1f}")
    for row in rows:
        print(f"{row['axis']:20s}{row['size']:8,d}{row['seconds']:12.5f} s")
    if out:
        (out / "growth.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
        picture(rows, out / "growth.svg")


def picture(rows: list[dict[str, Any]], path: Path) -> None:
    """Seconds by axis, a panel each; by groups milliseconds of one year of a batch."""
    import altair as alt

    panels = []
    for axis in dict.fromkeys(row["axis"] for row in rows):
        many, unit = (1000, "milliseconds, one year") if axis == GROUPS else (1, "seconds")
        own = alt.Data(
            values=[row | {"seconds": many * row["seconds"]} for row in rows if row["axis"] == axis]
        )
        panels.append(
            alt.Chart(own, width=200, height=160)
            .mark_line(point=True, color="#0b6e8a")
            .encode(
                x=alt.X("size:Q", title=axis, scale=alt.Scale(zero=True)),
                y=alt.Y("seconds:Q", title=unit, scale=alt.Scale(zero=True)),
            )
        )
    alt.hconcat(*panels).configure_axis(labelFontSize=12, titleFontSize=13).save(str(path))


if __name__ == "__main__":
    main()
