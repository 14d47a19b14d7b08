"""What to correct when a goal is not on track: which measures would bring it back within the budget, at what cost.

    gap        the latest figure less the middle of the path at that time; taken to stay as large until the goal
    candidate  a measure left out at its usual dose, or the rest of the dose of one that is in, begun when it still can
    effect     with the candidate less without it, inside the package, in the year of the goal; median over draws
    chosen     cheapest public euro per unit closed first, until the gap is closed or the budget is full
    chance     that the goal is reached if the gap stays: as the actions stand, and with all that is chosen together

Nothing is learned from the figures: that the gap stays is an assumption (C), and a simple one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.agenda import again, calendar
from krapte.agenda.distribution import UP, begins
from krapte.agenda.folder import Agenda
from krapte.agenda.monitor import OFF, RISK, Subject
from krapte.agenda.schema import Goal
from krapte.agenda.terms import OPEN
from krapte.analysis import money, then
from krapte.analysis.laboratory import Laboratory
from krapte.analysis.rows import HIGH, LOW
from krapte.analysis.runs import Counter, Progress
from krapte.analysis.then import Then
from krapte.engine import results
from krapte.figures.errors import InputError
from krapte.measures.packages import Package, Row

Floats = NDArray[np.float64]
LEAST = 1.0  # of a vacancy: what closes less is no candidate


class Candidate(NamedTuple):
    """A measure that could be added: its effect in the year of the goal, and its public cost in the year before."""

    measure: str
    dose: float
    start: int
    effect: tuple[float, float, float]
    public: float
    private: float
    chosen: bool


@dataclass(frozen=True)
class Correction:
    """What was found for one goal; ``room`` is public money a year, nothing where no budget was given."""

    goal: Goal
    gap: float
    room: float | None
    candidates: tuple[Candidate, ...]
    together: tuple[float, float, float]
    before: float
    after: float
    draws: int

    @property
    def chosen(self) -> list[Candidate]:
        """What would be added."""
        return [one for one in self.candidates if one.chosen]


def corrections(
    agenda: Agenda, subjects: Sequence[Subject], draws: int, progress: Progress | None = None
) -> list[Correction]:
    """A correction for every goal to come that is at risk or off track, the runs shared between them."""
    goals = {goal.id: goal for goal in agenda.about.goals}
    off = [one for one in subjects if one.status in (RISK, OFF) and one.id in goals]
    asked = [one for one in off if one.verdicts[-1].observed.year < goals[one.id].year]
    if not asked:
        return []
    package = again.package(agenda)
    lab = again.laboratory(agenda, draws)
    most = len(package.rows) + len(calendar.left_out(package))
    made = _Runs(agenda, lab, package, Counter(progress, draws * (2 + len(asked) + most)))
    return [_correction(agenda, made, goals[one.id], one) for one in asked]


class _Runs:
    """Runs of the package with more in it, on the same draws."""

    def __init__(self, agenda: Agenda, lab: Laboratory | Then, package: Package, hear: Counter) -> None:
        self.agenda, self.lab, self.package, self.hear = agenda, lab, package, hear
        by = then.years(agenda.about.origin)
        self.left_out = tuple(then.measure(one, by) for one in calendar.left_out(package))
        self.first = begins(agenda.distribution)
        self._known: dict[tuple[tuple[str, float, int], ...], xr.Dataset] = {}
        self.baseline = lab.runs.baseline(hear)
        self.with_package = self.of(package)

    def of(self, package: Package) -> xr.Dataset:
        """The results of a package, run once."""
        key = tuple((row.measure.id, row.dose, row.start) for row in package.rows)
        if key not in self._known:
            self._known[key] = self.lab.runs.variant(self.lab.runs.moved(package), self.hear)
        return self._known[key]

    def more(self, rows: Sequence[Row]) -> Package:
        """The package with rows added; InputError where a measure has no room for them."""
        return again.build(self.agenda, replace(self.package, rows=(*self.package.rows, *rows)))

    def cost(self, package: Package, found: xr.Dataset, side: str, year: int) -> float:
        """Expected euros of a side in a year."""
        both = results.variants({"baseline": self.baseline, "package": found})
        paid = money.paid(package, both, self.lab.runs.uniforms, self.first)
        place = money.years(both, self.first).index(year)
        return float(sum(one.eur[:, place].mean() for one in paid if money.side(one.payer) == side))


def _correction(agenda: Agenda, runs: _Runs, goal: Goal, subject: Subject) -> Correction:
    last = subject.verdicts[-1]
    assert last.observed.value is not None
    gap = last.observed.value - last.expected.at(0.5)
    before = _level(runs.with_package, goal)
    room = _room(agenda)
    found = [
        one
        for row in _rows(runs, last.observed.year + 1, goal.year)
        if (one := _candidate(runs, row, goal, before)) is not None
    ]
    chosen = _choose(found, abs(gap), room)
    candidates = tuple(one._replace(chosen=one in chosen) for one in found)
    rows = [_row(runs, one) for one in chosen]
    after = _level(runs.of(runs.more(rows)), goal) if rows else before
    return Correction(
        goal,
        gap,
        room,
        candidates,
        _told(after - before),
        _chance(before + gap, goal),
        _chance(after + gap, goal),
        runs.lab.draws,
    )


def _rows(runs: _Runs, first: int, last: int) -> list[Row]:
    """What could be added: the rest of the dose of each measure inside, and each measure left out."""
    found = []
    for measure in runs.package.measures:
        rest = measure.dose.high - sum(one.dose for one in runs.package.rows if one.measure.id == measure.id)
        if rest > 0:
            found.append(Row(measure, rest, max(first, measure.timing.earliest)))
    for measure in runs.left_out:
        found.append(Row(measure, measure.dose.default, max(first, measure.timing.earliest)))
    return [row for row in found if row.start < last]


def _row(runs: _Runs, one: Candidate) -> Row:
    known = {measure.id: measure for measure in (*runs.package.measures, *runs.left_out)}
    return Row(known[one.measure], one.dose, one.start)


def _candidate(runs: _Runs, row: Row, goal: Goal, before: Floats) -> Candidate | None:
    """A candidate with its effect and cost; nothing where it does not help or cannot be added."""
    try:
        package = runs.more([row])
    except InputError:  # shares a limit that is full
        return None
    found = runs.of(package)
    effect = _told(_level(found, goal) - before)
    helps = effect[0] >= LEAST if goal.reading in UP else effect[0] <= -LEAST
    if not helps:
        return None
    public, private = (
        runs.cost(package, found, side, goal.year - 1)
        - runs.cost(runs.package, runs.with_package, side, goal.year - 1)
        for side in ("public", "private")
    )
    return Candidate(row.measure.id, row.dose, row.start, effect, public, private, False)


def _choose(found: Sequence[Candidate], gap: float, room: float | None) -> list[Candidate]:
    """The cheapest public euro per unit first, until the gap is closed; none that the room cannot bear."""
    chosen: list[Candidate] = []
    closed, spent = 0.0, 0.0
    for one in sorted(found, key=lambda one: max(one.public, 0.0) / abs(one.effect[0])):
        if closed >= gap:
            break
        if room is None or spent + one.public <= room:
            chosen.append(one)
            closed, spent = closed + abs(one.effect[0]), spent + one.public
    return chosen


def _room(agenda: Agenda) -> float | None:
    """Public money that the means leave in their dearest year; nothing where no budget was given."""
    limit = agenda.about.budget.public
    if limit == OPEN:
        return None
    sums: dict[int, float] = {}
    for one in agenda.means:
        if one.side == "public":
            sums[one.year] = sums.get(one.year, 0.0) + one.eur
    return float(limit) - max(sums.values(), default=0.0)


def _level(found: xr.Dataset, goal: Goal) -> Floats:
    return np.asarray(found[goal.reading].sel(group=goal.group, year=goal.year).values)


def _chance(values: Floats, goal: Goal) -> float:
    return float(np.mean(values <= goal.value if goal.bound == "at_most" else values >= goal.value))


def _told(values: Floats) -> tuple[float, float, float]:
    median, low, high = np.quantile(values, [0.5, LOW, HIGH])
    return float(median), float(low), float(high)
