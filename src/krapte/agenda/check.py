"""Whether an agenda is whole and agrees with itself: what is wrong, and what is still open, each with its place.

*Wrong* is what cannot be carried out or contradicts something: a goal without means, means without an action, a date
before the law allows it, money above the budget, a goal that the package reaches less often than is wanted. *Open* is
what says ``to_be_decided``. A new agenda has nothing wrong and much open.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from krapte.agenda import distribution, indicators, means
from krapte.agenda.distribution import Table
from krapte.agenda.folder import ACTIONS, AGENDA, Agenda
from krapte.agenda.schema import Action, Goal
from krapte.agenda.terms import OPEN, later, span
from krapte.analysis import then
from krapte.country.axes import ANCHOR_YEAR, LAST_YEAR
from krapte.engine import store
from krapte.engine.results import UNITS
from krapte.figures.errors import InputError
from krapte.measures import checks, library, sources
from krapte.measures.packages import Package
from krapte.measures.schema import Measure
from krapte.measures.yaml_tree import Path_

ROUNDING = 0.5  # euro
SLACK = 1e-6  # of a chance: what interpolation leaves


class Report(NamedTuple):
    """What is wrong and what is open, in the order of the files."""

    wrong: list[InputError]
    open: list[InputError]
    chances: dict[str, tuple[float, float]]
    """Per goal the chance that it is reached, with and without the package."""


def check(agenda: Agenda, table: Table | None = None, known: dict[str, Measure] | None = None) -> Report:
    """The report of an agenda; ``table`` replaces the stored distribution where it was run again."""
    spread = agenda.distribution if table is None else table
    measures = known if known is not None else measures_of(agenda)
    wrong = [*_goals(agenda, measures), *_means(agenda, measures), *_actions(agenda, measures)]
    wrong += [*_budget(agenda), *(_changed(agenda) if table is None else ())]
    chances = {}
    for index, goal in enumerate(agenda.about.goals):
        where = agenda.where(AGENDA, ("goals", index))
        try:
            chances[goal.id] = reached(spread, goal, where)
        except InputError as error:
            wrong.append(error)
            continue
        if chances[goal.id][0] < goal.probability - SLACK:
            told = f"{chances[goal.id][0]:.0%}"
            wrong.append(
                InputError("goal_out_of_reach", where=where, found=told, expected=f"{goal.probability:.0%}")
            )
    return Report(sorted(wrong, key=_place), list(_open(agenda)), chances)


def package_of(agenda: Agenda) -> Package:
    """The package behind an agenda, from the texts in its manifest, in the years of the agenda."""
    texts = agenda.manifest.get("sources")
    whole = isinstance(texts, dict) and all(isinstance(part, str) for part in [*texts, *texts.values()])
    if not whole or sum(name.endswith(sources.PACKAGE) for name in texts or ()) != 1:
        where = f"{store.MANIFEST}: sources"
        raise InputError("broken_manifest", where=where, expected="the texts of the package and its measures")
    return _package(tuple(sorted(dict(texts or {}).items())), then.years(agenda.about.origin))


@lru_cache(maxsize=4)
def _package(texts: tuple[tuple[str, str], ...], by: int) -> Package:
    """The package of its texts; read once, since both the check and the titles ask for it."""
    with tempfile.TemporaryDirectory() as room:
        return then.moved(sources.load(dict(texts), Path(room)), by)


def measures_of(agenda: Agenda) -> dict[str, Measure]:
    """Measures that an agenda may name: those that krapte ships and those of its own package."""
    own = {one.id: one for one in package_of(agenda).measures}
    return _shipped(then.years(agenda.about.origin)) | own


@cache
def _shipped(by: int) -> dict[str, Measure]:
    return {one: then.measure(library.load(one), by) for one in library.ids()}


def span_of(agenda: Agenda) -> tuple[int, int]:
    """The year that an agenda begins from, and the last one that it may name."""
    return (ANCHOR_YEAR, LAST_YEAR) if agenda.about.origin is None else (agenda.about.origin, ANCHOR_YEAR)


def reached(table: Table, goal: Goal, where: str = "") -> tuple[float, float]:
    """The chance that a goal is reached with the package, and without it."""
    both = []
    for variant in ("package", "baseline"):
        spread = distribution.find(table, goal.year, goal.group, goal.reading, variant, where)
        below = spread.below(goal.value)
        both.append(below if goal.bound == "at_most" else 1 - below)
    return both[0], both[1]


def _place(error: InputError) -> tuple[str, int]:
    parts = error.where.split(":")
    return parts[0], int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0


def _goals(agenda: Agenda, measures: dict[str, Measure]) -> Iterator[InputError]:
    paid = {(one.measure, one.year) for one in agenda.means}
    seen: set[str] = set()
    begin, end = span_of(agenda)
    for index, goal in enumerate(agenda.about.goals):

        def wrong(code: str, path: Path_, found: object, expected: object, index: int = index) -> InputError:
            where = agenda.where(AGENDA, ("goals", index, *path))
            return InputError(code, where=where, found=found, expected=expected)

        if goal.id in seen:
            yield wrong("duplicate_id", ("id",), goal.id, "once")
        seen.add(goal.id)
        if goal.unit != UNITS[goal.reading]:
            yield wrong("wrong_unit", ("unit",), goal.unit, UNITS[goal.reading])
        if not begin < goal.year <= end:
            yield wrong("year_out_of_range", ("year",), goal.year, f"{begin + 1} - {end}")
        if goal.value < 0:
            yield wrong("out_of_range", ("value",), goal.value, ">= 0")
        before = {measure for measure, year in paid if year < goal.year}
        costly = [one for one in goal.measures if one not in measures or measures[one].cost]
        if costly and not before.intersection(costly):
            yield wrong("goal_without_means", (), goal.id, f"{means.FILE}: {', '.join(costly)}")
        for place, one in enumerate(goal.measures):
            if one not in measures:
                yield wrong("unknown_measure", ("measures", place), one, checks.closest(one, measures))
            elif agenda.action(one) is None:
                yield wrong("goal_without_action", ("measures", place), one, ACTIONS)


def _means(agenda: Agenda, measures: dict[str, Measure]) -> Iterator[InputError]:
    begin, end = span_of(agenda)
    for one in agenda.means:
        assert one.line is not None
        if one.measure not in measures:
            yield one.line.wrong("unknown_measure", "measure", checks.closest(one.measure, measures))
        elif agenda.action(one.measure) is None:
            yield one.line.wrong("means_without_action", "measure", ACTIONS)
        if not begin <= one.year <= end:
            yield one.line.wrong("year_out_of_range", "year", f"{begin} - {end}")


def _budget(agenda: Agenda) -> Iterator[InputError]:
    """Years in which the means of one side are more than its budget."""
    for side in ("public", "private"):
        limit = getattr(agenda.about.budget, side)
        if limit == OPEN:
            continue
        sums: dict[int, float] = {}
        for one in agenda.means:
            if one.side == side:
                sums[one.year] = sums.get(one.year, 0.0) + one.eur
        for year, eur in sorted(sums.items()):
            if eur > limit + ROUNDING:
                where = agenda.where(AGENDA, ("budget", side))
                found = f"{eur:.12g} ({year})"
                yield InputError("money_above_budget", where=where, found=found, expected=f"{limit:.12g}")


def _actions(agenda: Agenda, measures: dict[str, Measure]) -> Iterator[InputError]:
    seen: set[str] = set()
    paid = {one.measure for one in agenda.means}
    ends = span_of(agenda)
    for index, action in enumerate(agenda.actions):

        def wrong(code: str, path: Path_, found: object, expected: object, index: int = index) -> InputError:
            where = agenda.where(ACTIONS, ("actions", index, *path))
            return InputError(code, where=where, found=found, expected=expected)

        if action.measure not in measures:
            close = checks.closest(action.measure, measures)
            yield wrong("unknown_measure", ("measure",), action.measure, close)
            continue
        measure = measures[action.measure]
        if action.measure in seen:
            yield wrong("duplicate_id", ("measure",), action.measure, "once")
        seen.add(action.measure)
        if measure.cost and action.measure not in paid:
            yield wrong("action_without_means", ("measure",), action.measure, means.FILE)
        for place, one in enumerate(action.depends_on):
            if agenda.action(one) is None or one == action.measure:
                yield wrong("unknown_measure", ("depends_on", place), one, "another action")
        for code, path, found, expected in [*_dates(action, measure, ends), *_counts(action, measure)]:
            yield wrong(code, path, found, expected)


Found = tuple[str, Path_, object, object]


def _dates(action: Action, measure: Measure, ends: tuple[int, int]) -> Iterator[Found]:
    """Dates outside the years of the model, before the law allows them, or out of order."""
    begin, last = ends
    rows: list[tuple[Path_, int | str, int | None]] = [((), action.start, action.end)]
    rows += [(("steps", place), one.start, one.end) for place, one in enumerate(action.steps)]
    for path, start, end in rows:
        if not isinstance(start, int):
            continue
        if not begin < start < last:
            yield "year_out_of_range", (*path, "start"), start, f"{begin + 1} - {last - 1}"
        elif start < measure.timing.earliest:
            yield "law_does_not_allow_before", (*path, "start"), start, measure.timing.earliest
        if end is not None and end < start:
            yield "end_before_start", (*path, "end"), end, f">= {start}"
    known = [(place, one) for place, one in enumerate(action.milestones) if one.date != OPEN]
    for place, one in known:
        if not begin <= span(one.date).first.year <= LAST_YEAR:
            expected = f"{begin} - {LAST_YEAR}"
            yield "date_out_of_range", ("milestones", place, "date"), one.date, expected
        begins = isinstance(action.start, int) and span(one.date).first.year != action.start
        if one.what == "start" and begins:
            yield "start_differs", ("milestones", place, "date"), one.date, action.start
    for (_, first), (place, second) in pairwise(known):
        if later(first.date, second.date):
            yield "milestones_out_of_order", ("milestones", place, "date"), second.date, f">= {first.date}"


def _counts(action: Action, measure: Measure) -> Iterator[Found]:
    """Indicators that nobody knows, or in another unit than they are counted in."""
    own = {one.id: one for one in indicators.of(measure)}
    everything = indicators.known() | own
    seen: set[str] = set()
    for place, one in enumerate(action.indicators):
        if one.id in seen:
            yield "duplicate_id", ("indicators", place, "id"), one.id, "once"
        seen.add(one.id)
        if one.id not in everything:
            if one.title is None:
                expected = checks.closest(one.id, everything)
                yield "unknown_indicator", ("indicators", place, "id"), one.id, expected
        elif one.unit != everything[one.id].unit:
            expected = everything[one.id].unit
            yield "wrong_unit", ("indicators", place, "unit"), one.unit, expected


def _changed(agenda: Agenda) -> Iterator[InputError]:
    """Actions with another dose, start or end than the stored distribution was made with."""
    package = package_of(agenda)
    for index, action in enumerate(agenda.actions):
        rows = package.of(action.measure)
        if not rows:
            continue
        made = [((), action), *((("steps", place), one) for place, one in enumerate(action.steps))]
        if len(made) != len(rows):
            where = agenda.where(ACTIONS, ("actions", index))
            yield InputError("agenda_not_recomputed", where=where, found=len(made), expected=len(rows))
        for (path, one), row in zip(made, rows, strict=False):
            for field in ("dose", "start", "end"):
                found, expected = getattr(one, field), getattr(row, field)
                if OPEN not in (found, expected) and found != expected:
                    where = agenda.where(ACTIONS, ("actions", index, *path, field))
                    yield InputError("agenda_not_recomputed", where=where, found=found, expected=expected)


def _open(agenda: Agenda) -> Iterator[InputError]:
    """Every field that says to be decided."""
    for file, values in (
        (AGENDA, agenda.about.model_dump(by_alias=True)),
        (ACTIONS, {"actions": [one.model_dump() for one in agenda.actions]}),
    ):
        for path in _fields(values, ()):
            if path[-1] != "basis":  # told with its date
                yield InputError("still_open", where=agenda.where(file, path))


def _fields(value: object, path: Path_) -> Iterator[Path_]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _fields(part, (*path, key))
    elif isinstance(value, (list, tuple)):
        for index, part in enumerate(value):
            yield from _fields(part, (*path, index))
    elif value == OPEN:
        yield path
