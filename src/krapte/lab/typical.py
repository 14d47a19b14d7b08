"""The line while a hand drags: one run in the middle of the draws, set to the last whole answer.

One run takes a fifth of the time of the eight draws of a batch, and follows a slider at once. It is not the middle of
the answers: where a measure may also do nothing, the typical run does more than the median of all runs. So a line goes
on from the whole answer that is nearest to what is asked, and only what is moved from there is the typical run's,
stretched by what the whole answer was to it. Back where the hand began, the line is that answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np

from krapte.analysis.runs import Floats, Runs
from krapte.country.axes import STEPS
from krapte.engine.shared import SharedRuns
from krapte.lab.kept import Kept
from krapte.lab.quick import Line, by_reading
from krapte.measures import dose_path, packages
from krapte.measures.effects import Effects
from krapte.measures.packages import Package

SETS = 24  # sets of measures whose tables are kept
PATHS = 2000  # dose paths that are kept
FURTHEST = 3.0  # times a typical run that a whole answer stretches it at most
Rows = frozenset[Any]  # the rows of a package, by measure, dose and years


class Anchor(NamedTuple):
    """A whole answer that a line goes on from: what a package does less the baseline, ``[year, group]``."""

    ground: tuple[Any, ...]  # the scenario, horizon, normal and seed it was asked on
    rows: Rows
    draws: int
    median: Line  # of its draws
    typical: Line  # of the typical run


class Typical:
    """The run with the median of every number of a laboratory, without ups and downs of trade."""

    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        self._tables = Kept[Effects[Floats]](SETS)
        self._paths = Kept[Floats](PATHS)

    def difference(self, package: Package | None) -> Line:
        """Package less baseline by reading, ``[year, group]``."""
        made = self._run(self._moved(package)) if package else self._baseline
        return {name: made[name] - level for name, level in self._baseline.items()}

    def beyond(self, package: Package | None, anchor: Anchor | None) -> Line:
        """The same, going on from a whole answer where there is one."""
        made = self.difference(package)
        if anchor is None:
            return made
        return {
            name: anchor.median[name] + _stretch(anchor, name) * (made[name] - anchor.typical[name])
            for name in made
        }

    @cached_property
    def _numbers(self) -> dict[str, Floats]:
        return {name: np.median(drawn, keepdims=True) for name, drawn in self.runs.by_slot.items()}

    @cached_property
    def _shared(self) -> SharedRuns:
        numbers = np.stack(list(self._numbers.values()), axis=1)
        shock = np.zeros((1, len(STEPS)))
        return SharedRuns(numbers, shock, self.runs.world, self.runs.to, width=1)

    @cached_property
    def _baseline(self) -> Line:
        return self._run(_middle(self.runs.moved(None)))

    def _run(self, moved: Effects[Floats]) -> Line:
        outcome = self._shared.outcome(moved)
        made = by_reading(outcome, self._numbers, self.runs)
        return {name: cube[0] for name, cube in made.items()}

    def _moved(self, package: Package) -> Effects[Floats]:
        """The table of a package: what its measures do hangs on which they are, and only dose paths are made anew."""
        whole = packages.together(package, self.runs.ground)
        names = tuple(one.id for one in whole.measures)
        table = self._tables.get(names, lambda: _middle(self.runs.moved(package)))
        dose = np.zeros(table.dose.shape)
        for place, name in enumerate(names):
            rows = [row for row in whole.rows if row.measure.id == name]
            key = (name, *((row.dose, row.start, row.end) for row in rows))
            dose[0, :, place] = self._paths.get(key, partial(self._path, rows))
        return table._replace(dose=dose)

    def _path(self, rows: Any) -> Floats:
        path: Floats = np.median(dose_path.path(rows, STEPS, self.runs.uniforms, self.runs.draws), axis=0)
        return path


def nearest(ground: tuple[Any, ...], rows: Rows, anchors: Iterable[Anchor]) -> Anchor | None:
    """Of answers on this ground the one that shares most with these rows; of equals that of most draws."""
    there = (one for one in anchors if one.ground == ground)
    return max(there, key=lambda one: (-len(rows ^ one.rows), one.draws), default=None)


def _stretch(anchor: Anchor, name: str) -> Floats:
    """What the whole answer was to the typical run, by group, over the years together; 1 where that did nothing."""
    typical, median = anchor.typical[name], anchor.median[name]
    size = (typical**2).sum(axis=0)
    share = (typical * median).sum(axis=0) / np.where(size > 0, size, 1.0)
    return np.where(size > 0, np.clip(share, 0.0, FURTHEST), 1.0)


def _middle(table: Effects[Floats]) -> Effects[Floats]:
    """The median of every number of a table; in which cells a measure sets, all draws share."""
    drawn = (table.dose, table.set_value, table.ln_factor, table.add, table.cap)
    # A table in which nothing stands is one number seen everywhere: it needs no sorting.
    dose, *rest = (
        np.median(part, axis=0, keepdims=True) if any(part.strides) else part[:1] for part in drawn
    )
    return Effects(dose, table.set_on, *rest)
