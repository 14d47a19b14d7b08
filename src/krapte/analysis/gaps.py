"""What is said of each action: goal, means, date, owner and indicator, each present, missing or not inspected.

``gaps_actions.csv`` names the actions: the known parts of the cabinet's productivity agenda, standing schemes, and the
proposals of the position paper. ``gaps.csv`` holds by hand the state of each aspect, and what it rests on:

- *present* rests on a figure, on a dated value of the law (``slim:2024-01-01``), or on a document that was read in
  full. Our own assumptions (grade C) and figures that were superseded never count.
- *missing* is said only of a document that was read in full and does not hold it.
- *not inspected* is all the rest. A document of which a part was read can show what it holds, not what it lacks.

A goal is a number to reach or a rule to hold; means are an amount of money; a date is an end or a year by which; an
owner is who answers for it; an indicator is a published count of what is aimed at.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from krapte import figures
from krapte.country import law
from krapte.figures.errors import InputError
from krapte.figures.lines import Line, read_lines
from krapte.figures.loader import Figure, Source
from krapte.measures import library
from krapte.measures.schema import Measure
from krapte.words import has

HERE = Path(__file__).parent
ACTIONS, CELLS = "gaps_actions.csv", "gaps.csv"
KINDS = ("agenda", "scheme", "paper")
ASPECTS = ("goal", "means", "date", "owner", "indicator")
STATES = ("present", "missing", "not_inspected")
WHOLE = "read in full"  # how a source was read when it can also show what it lacks


class Cell(NamedTuple):
    """One aspect of an action: its state, and the figure, dated law or document it rests on.

    ``grade`` is blank where nothing was inspected; ``note`` names a text on why the state is what it is.
    """

    action: str
    aspect: str
    state: str
    grade: str
    source: Source
    figure: Figure | None
    law: law.Dated | None
    note: str


class Action(NamedTuple):
    """An action with its five cells in the order of ``ASPECTS``.

    ``near`` are the proposals a scheme comes near to, in our reading; ``own`` is our measure for a proposal, of which
    department, instrument and date are our choice (grade C) and count for nothing here.
    """

    id: str
    of: str
    near: tuple[str, ...]
    cells: tuple[Cell, ...]
    own: Measure | None

    @property
    def complete(self) -> bool:
        """Whether all five are present."""
        return all(cell.state == "present" for cell in self.cells)


class Gaps(NamedTuple):
    """All actions in the order of the table."""

    actions: tuple[Action, ...]

    def of(self, kind: str | None) -> Gaps:
        """The actions of one kind; without a kind all."""
        return Gaps(tuple(action for action in self.actions if kind in (None, action.of)))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of all actions."""
        return tuple(cell for action in self.actions for cell in action.cells)

    def count(self, state: str, aspect: str | None = None) -> int:
        """How many cells are in a state, of one aspect or of all."""
        return sum(cell.state == state and aspect in (None, cell.aspect) for cell in self.cells)


@cache
def find(folder: Path = HERE) -> Gaps:
    """All actions with their cells; InputError with file and line for a row that cannot be right."""
    lines = {line.cells["action"]: line for line in _actions(folder)}
    found: dict[str, dict[str, Cell]] = {name: {} for name in lines}
    for line in read_lines(folder, CELLS):
        cell = _cell(line)
        if cell.action not in found:
            raise line.wrong("not_one_of", "action", " | ".join(found))
        if cell.aspect in found[cell.action]:
            raise line.wrong("gaps_twice", "aspect", "one row")
        found[cell.action][cell.aspect] = cell
    return Gaps(tuple(_action(line, found[name]) for name, line in lines.items()))


def _actions(folder: Path) -> list[Line]:
    lines = read_lines(folder, ACTIONS)
    proposals = {line.cells["action"] for line in lines if line.cells["of"] == "paper"}
    seen: set[str] = set()
    for line in lines:
        if line.cells["of"] not in KINDS:
            raise line.wrong("not_one_of", "of", " | ".join(KINDS))
        if line.cells["action"] in seen:
            raise line.wrong("gaps_twice", "action", "one row")
        if not proposals.issuperset(line.cells["near"].split()):
            raise line.wrong("not_one_of", "near", " | ".join(sorted(proposals)))
        if not has(f"gaps.action.{line.cells['action']}"):
            raise line.wrong("not_one_of", "action", "gaps.action.* in words")
        seen.add(line.cells["action"])
    return lines


def _action(line: Line, cells: dict[str, Cell]) -> Action:
    if set(cells) != set(ASPECTS):
        where = f"{CELLS}: {line.cells['action']}"
        raise InputError("gaps_incomplete", where=where, found=", ".join(cells), expected=", ".join(ASPECTS))
    name, of = line.cells["action"], line.cells["of"]
    own = library.load(name.lower()) if of == "paper" and name.lower() in library.ids() else None
    return Action(name, of, tuple(line.cells["near"].split()), tuple(cells[one] for one in ASPECTS), own)


def _cell(line: Line) -> Cell:
    """A row as a cell, with what it rests on looked up and checked against its state."""
    cells = line.cells
    for field, allowed in (("aspect", ASPECTS), ("state", STATES)):
        if cells[field] not in allowed:
            raise line.wrong("not_one_of", field, " | ".join(allowed))
    filled = [field for field in ("figure", "law", "source") if cells[field]]
    if cells["note"] and not has(f"gaps.note.{cells['note']}"):
        raise line.wrong("not_one_of", "note", "gaps.note.* in words")
    if len(filled) != 1:
        raise line.wrong("gaps_rests_on_one", filled[0] if filled else "source", "figure | law | source")
    if cells["state"] != "present" and not cells["source"]:
        raise line.wrong("gaps_not_present", filled[0], "source")
    state, note = cells["state"], cells["note"]
    if cells["source"]:
        source, grade = _document(line)
        return Cell(cells["action"], cells["aspect"], state, grade, source, None, None, note)
    figure, rule = _number(line)
    return Cell(cells["action"], cells["aspect"], state, figure.grade, figure.source, figure, rule, note)


def _document(line: Line) -> tuple[Source, str]:
    """The source of a cell that rests on a document, and its grade: none where the document was read in part."""
    source = _sources().get(line.cells["source"])
    if source is None:
        raise line.wrong("unknown_source", "source", "a source of a figure")
    if not line.cells["note"]:
        raise line.wrong("gaps_no_note", "note", "note")
    if line.cells["state"] == "not_inspected":
        return source, ""
    if source.how_read != WHOLE:
        raise line.wrong("gaps_not_read_in_full", "source", WHOLE)
    return source, "A"


def _number(line: Line) -> tuple[Figure, law.Dated | None]:
    """The figure a cell rests on, by itself or under a dated law; our own assumptions are refused."""
    rule = _dated(line) if line.cells["law"] else None
    field = "law" if rule else "figure"
    name, book = rule.figure if rule else line.cells["figure"], figures.load()
    if name not in book:
        raise line.wrong("unknown_figure", field, "krapte figures --search")
    figure = book[name]
    if figure.grade == "C" or figure.how == "chosen_point":
        raise line.wrong("gaps_assumed", field, "A | B")
    if figure.superseded_by:
        raise line.wrong("gaps_superseded", field, figure.superseded_by)
    if line.cells["aspect"] == "date" and not _tells_date(figure, rule):
        raise line.wrong("gaps_no_date", field, "until | period")
    return figure, rule


def _tells_date(figure: Figure, rule: law.Dated | None) -> bool:
    """Whether the figure is of a time; a last day in the law counts where the figure itself ends in that year."""
    if rule is None:
        return bool(figure.period)
    return rule.until is not None and figure.period.endswith(str(rule.until.year))


def _dated(line: Line) -> law.Dated:
    """The value of law that a cell names as ``parameter:first day``."""
    name, _, since = line.cells["law"].partition(":")
    for row in law.timeline(name):
        if row.since.isoformat() == since:
            return row
    raise line.wrong("unknown_law", "law", "parameter:yyyy-mm-dd, krapte law")


@cache
def _sources() -> dict[str, Source]:
    return {figure.source.source_id: figure.source for figure in figures.load()}
