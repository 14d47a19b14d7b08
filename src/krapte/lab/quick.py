"""Differences that a package makes in a few draws, and the levels it stands beside."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from krapte.analysis.laboratory import Laboratory
from krapte.analysis.runs import Counter, Floats, Runs
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR
from krapte.engine import results
from krapte.market.state import Outcome
from krapte.measures.effects import Effects
from krapte.measures.packages import Package

READINGS = ("vacancies", "shortage", "tightness", "undone")
NEEDED = ("employed", "unemployed", "vacancies", "filled", "desired", "saved", "given_up", "brought")
Line = dict[str, Floats]  # by reading, from the anchor year on


class Quick:
    """The runs of one laboratory without what a whole answer tells of them."""

    def __init__(self, lab: Laboratory) -> None:
        self.lab = lab
        self._baseline: Line | None = None

    def difference(self, package: Package | None) -> Line:
        """Package less baseline by reading, ``[draw, year, group]``."""
        base = self.baseline()
        if package is None:
            return {name: np.zeros_like(cube) for name, cube in base.items()}
        made = self._run(self.lab.runs.moved(package))
        return {name: made[name] - base[name] for name in READINGS}

    def baseline(self) -> Line:
        """The baseline on these draws, run once."""
        if self._baseline is None:
            kept = self.lab.runs.baseline(Counter(None, 0)).sel(year=slice(ANCHOR_YEAR, None))
            self._baseline = {name: kept[name].transpose("draw", "year", "group").values for name in READINGS}
        return self._baseline

    def levels(self) -> Line:
        """Medians of the baseline, ``[year, group]``."""
        return {name: np.median(cube, axis=0) for name, cube in self.baseline().items()}

    def _run(self, moved: Effects[Floats]) -> Line:
        return by_reading(self.lab.runs.outcome(moved), self.lab.runs.by_slot, self.lab.runs)


def by_reading(outcome: Outcome, numbers: Mapping[str, Floats], runs: Runs) -> Line:
    """The readings of a run with these numbers, by slot ``[draw]``; ``[draw, year, group]``."""
    first, count = ANCHOR_YEAR - FIRST_YEAR - 1, runs.to - FIRST_YEAR
    raw = {name: np.asarray(getattr(outcome, name))[:, first:count] for name in NEEDED}
    made = results.by_group(raw, dict(numbers), runs.benchmark)
    return {name: made[name] for name in READINGS}
