"""The answers of the server: a line at once, a quick answer, the full one, and the split, each kept for who asks again.

All come from the one laboratory behind the command line; what differs is how many draws are asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import xarray as xr

from krapte.analysis import money, rests_on
from krapte.analysis import split as splitting
from krapte.analysis.answer import Answer
from krapte.analysis.rows import RestsRow, SplitRow
from krapte.analysis.runs import Counter
from krapte.country.axes import ANCHOR_YEAR
from krapte.engine import results
from krapte.figures.errors import InputError
from krapte.lab import band, told, typical
from krapte.lab import package as packs
from krapte.lab.kept import Kept
from krapte.lab.question import Question, Sizes
from krapte.lab.quick import Line
from krapte.lab.rooms import Rooms
from krapte.lab.typical import Anchor
from krapte.measures import packages
from krapte.measures.packages import Package
from krapte.telling import export

Hear = Callable[[int, int], None]
Say = Callable[[dict[str, Any]], None]
ANSWERS, SPLITS, ALONE = 24, 48, 400  # that are kept


class Whole(NamedTuple):
    """An answer and its package, without the arrays it came from."""

    answer: Answer
    drawn: told.Drawn


class Answers:
    """Computes, and keeps what was computed last."""

    def __init__(self, sizes: Sizes | None = None) -> None:
        self.sizes = sizes or Sizes()
        self.rooms = Rooms(self.sizes)
        self._answers: Kept[Whole] = Kept(ANSWERS)
        self._splits: Kept[list[SplitRow]] = Kept(SPLITS)
        self._rests: Kept[list[RestsRow]] = Kept(SPLITS)
        self._alone: Kept[dict[str, Any]] = Kept(ALONE)
        self._levels: Kept[Line] = Kept(ANSWERS)
        self._anchors: Kept[Anchor] = Kept(ANSWERS)

    def line(self, question: Question, hear: Hear) -> dict[str, Any]:
        """The line while a hand drags."""
        package = self.package(question)
        hear(0, 0)
        made = self.rooms.typical(question).beyond(package, self._anchor(question, package))
        room = self.rooms.peek(question, self.sizes.full)
        if room is None or not room.lab.runs.baseline_is_known:
            room = self.rooms.room(question, self.sizes.quick)
        draws = room.lab.draws
        return told.line(question, made, self._levels.get(self._ground(question, draws), room.levels), draws)

    def whole(self, question: Question, draws: int, hear: Hear, say: Say | None = None) -> dict[str, Any]:
        """The answer of so many draws as the page shows it; ``say`` hears its band first, where it is not kept."""
        package = self.package(question)
        made = self._answers.get(
            self.key(question, draws), lambda: self._run(question, package, draws, hear, say)
        )
        full = question.model_copy(update={"draws": self.sizes.full})
        return told.answer(full, made.answer, package, made.drawn)

    def split(self, question: Question, draws: int, hear: Hear) -> dict[str, Any]:
        """Its split over the pillars."""
        return told.split(self.split_rows(question, draws, hear), draws)

    def split_rows(self, question: Question, draws: int, hear: Hear) -> list[SplitRow]:
        """All rows of that split; none without a package."""
        package = self.package(question)
        if package is None:
            return []
        return self._splits.get(
            self.key(question, draws), lambda: self._shared_out(question, package, draws, hear)
        )

    def alone(self, question: Question, name: str, hear: Hear) -> dict[str, Any]:
        """What one measure of a question does by itself, at the dose and start it has there."""
        package = self.package(question)
        rows = [row for row in (package.rows if package else ()) if row.measure.id == name]
        if not rows:
            raise InputError("unknown_measure", where="measure", found=name)
        hear(0, 0)
        own = packages.alone(rows[0].measure, rows[0].dose, rows[0].start, rows[0].end)
        key = (
            *self._ground(question, self.sizes.quick),
            name,
            rows[0].dose,
            rows[0].start,
            rows[0].end,
        )
        few = self.rooms.room(question, self.sizes.quick)
        return self._alone.get(key, lambda: told.alone(few.difference(own), own, few.lab.draws, question))

    def compare(self, question: Question, hear: Hear) -> dict[str, Any]:
        """The package beside, less that of the question, on the same draws."""
        hear(0, 0)
        beside = question.model_copy(update={"package": question.beside, "doses": {}})
        one, other = (self._worked_out(asked, hear) for asked in (question, beside))
        return told.compare(question, one, other, self.sizes.quick)

    def rests(self, question: Question, hear: Hear) -> dict[str, Any]:
        """What the interval of an answer rests on, by kind of input and by the letter of its origin."""
        rows = self._rests.get(self.key(question, self.sizes.quick), lambda: self._resting(question, hear))
        return told.rests(rows, question)

    def payload(self, question: Question, split: bool, hear: Hear) -> dict[str, Any]:
        """What ``krapte answer`` gives as JSON; the rows are the same bit for bit."""
        package = self.package(question)
        lab = self.rooms.lab(question, question.draws)
        made = lab.run(package, hear, split=split, ratios=False)
        return export.json_payload(made)

    def measures_of(self, question: Question) -> list[str]:
        """Ids of the measures in the package of a question."""
        package = self.package(question)
        return [one.id for one in package.measures] if package else []

    def is_known(self, question: Question, draws: int) -> bool:
        """Whether this answer is kept, so that it costs nothing."""
        return self._answers.peek(self.key(question, draws)) is not None

    def is_shared_out(self, question: Question, draws: int) -> bool:
        """Whether its split is kept."""
        return self._splits.peek(self.key(question, draws)) is not None

    def package(self, question: Question) -> Package | None:
        """The package of a question, once the scenario is one that it can have."""
        package = packs.of(question)
        if package and package.scenario not in (None, question.scenario):
            raise InputError(
                "scenario_conflict", where="scenario", found=question.scenario, expected=package.scenario
            )
        return package

    def _ground(self, question: Question, *draws: int) -> tuple[Any, ...]:
        return question.scenario, question.to, question.benchmark, question.seed, *draws

    def key(self, question: Question, draws: int | None = None) -> tuple[Any, ...]:
        """What an answer hangs on: equal keys give equal answers; a quick one unless draws are named."""
        draws = self.sizes.quick if draws is None else draws
        package = packs.of(question)
        rows = tuple(sorted(map(packs.key, package.rows))) if package else ()
        avoids = tuple(sorted(map(packs.key, package.avoids))) if package else ()
        return (*self._ground(question, draws), package.id if package else "", rows, avoids)

    def _anchor(self, question: Question, package: Package | None) -> Anchor | None:
        """The whole answer that a line goes on from: on the same ground, and nearest to what is asked."""
        rows = _rows(package) if package else frozenset()
        return typical.nearest(self._ground(question), rows, self._anchors.newest())

    def _run(
        self, question: Question, package: Package | None, draws: int, hear: Hear, say: Say | None
    ) -> Whole:
        lab = self.rooms.lab(question, draws)

        def seen(sets: dict[str, xr.Dataset]) -> None:
            if say:
                say(band.band(question, sets))

        made = lab.run(package, hear, split=False, ratios=False, seen=seen)
        drawn = told.Drawn(told.dots(made), told.bars(made, lab.runs.by_slot), told.sectors(made.sectors))
        if package is not None:
            alike = self.rooms.typical(question).difference(package)
            anchor = Anchor(self._ground(question), _rows(package), draws, told.middle(made.results), alike)
            self._anchors.get(self.key(question, draws), lambda: anchor)
        # The arrays are a hundred times the rows: they are not kept.
        return Whole(replace(made, results=made.results[[]], sectors=[], flows=[]), drawn)

    def _resting(self, question: Question, hear: Hear) -> list[RestsRow]:
        runs, package = self.rooms.lab(question, self.sizes.quick).runs, self.package(question)
        count = Counter(hear, runs.draws + rests_on.planned(runs, package))
        sets = {"baseline": runs.baseline(count)}
        if package is not None:
            sets["package"] = runs.variant(runs.moved(package), count)
        return rests_on.told(runs, package, results.variants(sets), count)

    def _worked_out(self, question: Question, hear: Hear) -> told.Worked:
        """Baseline, package and yearly cost of a question, by draw."""
        runs, package = self.rooms.lab(question, self.sizes.quick).runs, self.package(question)
        count = Counter(hear, 2 * runs.draws)
        baseline = runs.baseline(count)
        chosen = runs.variant(runs.moved(package), count)
        both = results.variants({"baseline": baseline, "package": chosen})
        years = money.years(both)
        paid = money.paid(package, both, runs.uniforms) if package else []
        eur = sum((one.eur for one in paid), np.zeros((runs.draws, len(years))))
        return told.Worked(chosen, years, eur)

    def _shared_out(self, question: Question, package: Package, draws: int, hear: Hear) -> list[SplitRow]:
        runs = self.rooms.lab(question, draws).runs
        count = Counter(hear, draws * 2 ** len(splitting.pillars(package)))
        moved = runs.moved(package)
        both = results.variants({"baseline": runs.baseline(count), "package": runs.variant(moved, count)})
        cubes = splitting.all_values(runs, package, moved, both, count)
        return splitting.told(cubes, range(ANCHOR_YEAR, question.to + 1), splitting.pillars(package))


def _rows(package: Package) -> typical.Rows:
    return frozenset(map(packs.key, package.rows))
