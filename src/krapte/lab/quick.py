"""The line while a hand drags: one padded batch of draws, as soon as it can be.

The table of what measures do hangs on which measures there are, not on their doses: it is made once for a set of
measures and used again. Only the dose paths of what was moved are worked out anew.

Eight draws are too few for a level, and enough for a difference on common random numbers. So the line of a package is
the baseline as well as it is known (128 or 1,000 draws), plus the difference of the eight.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from krapte.analysis.laboratory import Laboratory
from krapte.analysis.runs import Counter, Floats
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, STEPS
from krapte.engine import results
from krapte.measures import dose_path, packages
from krapte.measures.effects import Effects
from krapte.measures.packages import Package

READINGS = ("vacancies", "shortage", "tightness", "undone")
SETS = 24  # sets of measures whose tables are kept
PATHS = 2000  # dose paths that are kept
Line = dict[str, Floats]  # by reading [draw, year, group] from the anchor on


class Quick:
    """The runs of one laboratory that a line is made from."""

    def __init__(self, lab: Laboratory) -> None:
        self.lab = lab
        self._tables: OrderedDict[tuple[str, ...], Effects[Floats]] = OrderedDict()
        self._paths: OrderedDict[tuple[Any, ...], Floats] = OrderedDict()
        self._baseline: Line | None = None

    def difference(self, package: Package | None) -> Line:
        """Package less baseline by reading, ``[draw, year, group]``."""
        base = self.baseline()
        if package is None:
            return {name: np.zeros_like(cube) for name, cube in base.items()}
        made = self._run(self.moved(package))
        return {name: made[name] - base[name] for name in READINGS}

    def baseline(self) -> Line:
        """The baseline on these draws, run once."""
        if self._baseline is None:
            self._baseline = self._run(self.lab.runs.moved(None))
        return self._baseline

    def levels(self) -> Line:
        """Medians of the baseline, ``[year, group]``: of the whole results if those ran already."""
        runs = self.lab.runs
        if not runs.baseline_is_known:
            return {name: np.median(cube, axis=0) for name, cube in self.baseline().items()}
        kept = runs.baseline(Counter(None, 0)).sel(year=slice(ANCHOR_YEAR, None))
        whole = {name: kept[name].transpose("draw", "year", "group").values for name in READINGS}
        return {name: np.median(cube, axis=0) for name, cube in whole.items()}

    def moved(self, package: Package) -> Effects[Floats]:
        """The table of a package: what the laboratory makes, with what was made before used again."""
        whole = packages.together(package, self.lab.runs.ground)
        names = tuple(one.id for one in whole.measures)
        table: Effects[Floats] = _kept(self._tables, names, SETS, partial(self.lab.runs.moved, package))
        dose = np.zeros(table.dose.shape)
        for place, name in enumerate(names):
            rows = [row for row in whole.rows if row.measure.id == name]
            key = (name, *((row.dose, row.start, row.end) for row in rows))
            dose[:, :, place] = _kept(self._paths, key, PATHS, partial(self._path, rows))
        return table._replace(dose=dose)

    def _path(self, rows: Any) -> Floats:
        return dose_path.path(rows, STEPS, self.lab.runs.uniforms, self.lab.draws)

    def _run(self, moved: Effects[Floats]) -> Line:
        outcome = self.lab.runs.outcome(moved)
        first, count = ANCHOR_YEAR - FIRST_YEAR - 1, self.lab.to - FIRST_YEAR
        names = ("employed", "unemployed", "vacancies", "filled", "desired", "saved", "given_up", "brought")
        raw = {name: np.asarray(getattr(outcome, name))[:, first:count] for name in names}
        made = results.by_group(raw, self.lab.runs.by_slot, self.lab.benchmark)
        return {name: made[name] for name in READINGS}


def _kept(store: OrderedDict[Any, Any], key: Any, most: int, make: Callable[[], Any]) -> Any:
    """What was made before, or is made now; the longest unused goes when there are too many."""
    if key in store:
        store.move_to_end(key)
    else:
        store[key] = make()
        while len(store) > most:
            store.popitem(last=False)
    return store[key]
