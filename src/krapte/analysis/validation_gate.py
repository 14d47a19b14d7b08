"""The gate on the free run: technicians after the survey of 2021 within 3 % of published numbers.

The run starts from the stocks of 2013 and never sees employment again (:mod:`krapte.analysis.validation`). Before the
survey of 2021 techniek was counted otherwise, so only later years are held against it.
"""

from __future__ import annotations

from typing import NamedTuple

from krapte.analysis import validation_runs, validation_work
from krapte.country.occupations import BREAK_YEAR

GATE, DRAWS = 0.03, 1000


class Free(NamedTuple):
    """How far the median of techniek lies off the published number, by year, as a share of it."""

    draws: int
    off: dict[int, float]
    by_prior: dict[int, float]
    """The same with the parameters as assumed before history was seen."""

    @property
    def last(self) -> int:
        """The last year."""
        return max(self.off)

    @property
    def earlier(self) -> float:
        """The largest deviation of the years before the last, without sign."""
        return max(abs(value) for year, value in self.off.items() if year != self.last)

    @property
    def met(self) -> bool:
        """Whether every year is within the gate."""
        return max(map(abs, self.off.values())) <= GATE


def free(draws: int = DRAWS) -> Free:
    """Both runs, of the posterior and of the prior."""
    return Free(draws, *(_off(validation_runs.run(False, draws, prior=prior)) for prior in (False, True)))


def _off(run: validation_runs.Run) -> dict[int, float]:
    techniek = validation_work.groups(run).series[0]
    return {int(line.label): line.deviation for line in techniek.lines if int(line.label) >= BREAK_YEAR}
