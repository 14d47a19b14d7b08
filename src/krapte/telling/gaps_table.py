"""What is said of each action, told: sentences to read out, the states per action, and what each state rests on.

The sentences are made by rule from the counts, kind by kind. Our own department, instrument and date for a proposal
stand in a column of their own with their letter (C); no count holds them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from krapte.analysis.gaps import ASPECTS, KINDS, STATES, WHOLE, Action, Cell, Gaps
from krapte.telling.grid import Grid
from krapte.telling.law_page import title
from krapte.words import text
from krapte.words.formats import exact, grade_in_full, unit

NOTHING = "\u2013"
DEFINED = ("states", "aspects")  # notes that tell how to read the tables


def sentences(gaps: Gaps, lang: str) -> list[str]:
    """What was seen, what is missing and what was not inspected, of each kind of action there is."""
    told: list[str] = []
    for kind in _kinds(gaps):
        told += _sentences(kind, gaps.of(kind), lang)
    return told


def _kinds(gaps: Gaps) -> list[str]:
    return [kind for kind in KINDS if gaps.of(kind).actions]


def _sentences(kind: str, gaps: Gaps, lang: str) -> list[str]:
    """Nothing is said of presence or absence where nothing was inspected."""
    size, cells = len(gaps.actions), len(gaps.cells)
    unseen = gaps.count("not_inspected")
    of = text(f"gaps.said.{kind}", lang, count=size)
    if unseen == cells:
        first = [text("gaps.said.agenda.unseen", lang)] if kind == "agenda" else []
        return [*first, text("gaps.said.untold", lang, of=of, cells=cells)]
    seen, missing = (_parts(gaps, state, lang) for state in ("present", "missing"))
    told = [text("gaps.said.present", lang, of=of, parts=seen or text("gaps.none", lang))]
    if missing:
        told.append(text("gaps.said.missing", lang, parts=missing))
    complete = _times(sum(action.complete for action in gaps.actions), size, lang)
    return [*told, text("gaps.said.rest", lang, complete=complete, unseen=unseen, cells=cells)]


def _parts(gaps: Gaps, state: str, lang: str) -> str:
    counts = {aspect: gaps.count(state, aspect) for aspect in ASPECTS}
    size = len(gaps.actions)
    return ", ".join(
        text("gaps.said.part", lang, aspect=text(f"gaps.a.{aspect}", lang), count=_times(count, size, lang))
        for aspect, count in counts.items()
        if count
    )


def _times(count: int, size: int, lang: str) -> str:
    if not count:
        return text("gaps.none", lang)
    return text("gaps.all", lang, count=count) if count == size else str(count)


def counts(gaps: Gaps, lang: str) -> Grid:
    """Kinds down, aspects across: how often present, missing and not inspected; last how many have all five."""
    heads = [text("gaps.of", lang), text("gaps.count", lang), *_heads(lang), text("gaps.complete", lang)]
    cells = []
    for kind in _kinds(gaps):
        part = gaps.of(kind)
        numbers = [" / ".join(str(part.count(state, aspect)) for state in STATES) for aspect in ASPECTS]
        complete = str(sum(action.complete for action in part.actions))
        cells.append([text(f"gaps.of.{kind}", lang), str(len(part.actions)), *numbers, complete])
    states = " / ".join(text(f"gaps.state.{state}", lang) for state in STATES)
    return Grid(text("gaps.title.counts", lang, states=states), heads, cells)


def _heads(lang: str) -> list[str]:
    return [text(f"gaps.aspect.{aspect}", lang) for aspect in ASPECTS]


def states(gaps: Gaps, lang: str) -> list[Grid]:
    """A table per kind: a line per action with the state of each aspect and the letter of what it rests on."""
    return [_states(kind, gaps.of(kind), lang) for kind in _kinds(gaps)]


def _states(kind: str, gaps: Gaps, lang: str) -> Grid:
    heads = [text("gaps.action", lang), *_heads(lang)]
    cells = [[_name(action, lang), *(_state(cell, lang) for cell in action.cells)] for action in gaps.actions]
    if kind != "agenda":
        column = "near" if kind == "scheme" else "ours"
        heads.append(text(f"gaps.{column}", lang))
        for line, action in zip(cells, gaps.actions, strict=True):
            line.append(_near(action) if kind == "scheme" else _ours(action, lang))
    return Grid(text(f"gaps.title.{kind}", lang), heads, cells)


def _name(action: Action, lang: str) -> str:
    name = text(f"gaps.action.{action.id}", lang)
    return f"{action.id} {name}" if action.of == "paper" else name


def _state(cell: Cell, lang: str) -> str:
    told = text(f"gaps.state.{cell.state}", lang)
    return f"{told} ({cell.grade})" if cell.grade else told


def _near(action: Action) -> str:
    return ", ".join(action.near) or NOTHING


def _ours(action: Action, lang: str) -> str:
    if action.own is None:
        return NOTHING
    own = action.own
    instrument = text(f"instrument.{own.instrument}", lang)
    return text("gaps.own", lang, instrument=instrument, department=own.department, year=own.timing.earliest)


def grounds(gaps: Gaps, lang: str) -> Grid:
    """A line per cell that is present: what was found, its source and date, its letter, and its id."""
    names = ("action", "aspect", "found", "source", "dated", "grade", "id")
    cells = [
        [
            _name(action, lang),
            text(f"gaps.aspect.{cell.aspect}", lang),
            found(cell, lang),
            f"{cell.source.publisher}: {cell.source.title}",
            cell.source.year,
            _letter(cell, lang),
            _id(cell),
        ]
        for action in gaps.actions
        for cell in action.cells
        if cell.state == "present"
    ]
    return Grid(text("gaps.title.grounds", lang), [text(f"gaps.{name}", lang) for name in names], cells)


def found(cell: Cell, lang: str) -> str:
    """What is there: a text of the cell, else until when, else the value in its unit with the time it is of."""
    figure = cell.figure
    value = exact(figure.value, lang, figure.unit) if figure else ""
    if cell.note or figure is None:
        return text(f"gaps.note.{cell.note}", lang, value=value)
    if cell.aspect == "date":
        return text("gaps.until", lang, day=cell.law.until) if cell.law else figure.period
    named = unit(cell.law.kind.unit if cell.law else figure.unit, lang)
    return f"{value} {named} ({figure.period})"


def _letter(cell: Cell, lang: str) -> str:
    """The letter with how the number was read; what was not opened by us says so instead."""
    if cell.grade != "A":
        return grade_in_full(cell.grade, lang)
    return f"{cell.grade}: {text(f'how.{cell.figure.how}' if cell.figure else 'gaps.read_in_full', lang)}"


def _id(cell: Cell) -> str:
    if cell.law:
        return f"{cell.law.parameter}:{cell.law.since}"
    return cell.figure.figure_id if cell.figure else cell.source.source_id


def documents(gaps: Gaps, lang: str) -> Grid:
    """A line per document behind what is missing or was not inspected: its date, how far it was read, and why."""
    names = ("document", "dated", "read", "missing", "not_inspected", "why")
    grouped: dict[str, list[Cell]] = {}
    for cell in gaps.cells:
        if cell.state != "present":
            grouped.setdefault(cell.source.source_id, []).append(cell)
    cells = [_document(group, lang) for group in grouped.values()]
    return Grid(text("gaps.title.documents", lang), [text(f"gaps.{name}", lang) for name in names], cells)


def _document(cells: Sequence[Cell], lang: str) -> list[str]:
    source = cells[0].source
    read = "in_full" if source.how_read == WHOLE else "in_part"
    notes = dict.fromkeys(text(f"gaps.note.{cell.note}", lang) for cell in cells)
    numbers = [str(sum(cell.state == state for cell in cells)) for state in ("missing", "not_inspected")]
    return [
        f"{source.publisher}: {source.title}",
        source.year,
        text(f"gaps.read_{read}", lang),
        *numbers,
        " ".join(notes),
    ]


def notes(gaps: Gaps, lang: str) -> list[str]:
    """How to read the tables that are shown."""
    kinds = _kinds(gaps)
    columns = [name for name, kind in (("near", "scheme"), ("ours", "paper")) if kind in kinds]
    return [text(f"gaps.note.{name}", lang) for name in (*DEFINED, *columns)]


def rows(gaps: Gaps, lang: str) -> list[dict[str, Any]]:
    """Tidy rows, one per aspect of an action."""
    return [_row(action, cell, lang) for action in gaps.actions for cell in action.cells]


def _row(action: Action, cell: Cell, lang: str) -> dict[str, Any]:
    present, figure, rule = cell.state == "present", cell.figure, cell.law
    return {
        "of": action.of,
        "action": action.id,
        "name": text(f"gaps.action.{action.id}", lang),
        "aspect": cell.aspect,
        "state": cell.state,
        "found": found(cell, lang) if present else None,
        "grade": cell.grade or None,
        "figure": figure.figure_id if figure else None,
        "period": figure.period if figure else None,
        "law": f"{rule.parameter}:{rule.since}" if rule else None,
        "law_title": title(rule.parameter, lang) if rule else None,
        "source_id": cell.source.source_id,
        "source": f"{cell.source.publisher}: {cell.source.title}",
        "source_date": cell.source.year,
        "read": cell.source.how_read,
        "note": text(f"gaps.note.{cell.note}", lang) if cell.note and not present else None,
    }


def actions(gaps: Gaps) -> list[dict[str, Any]]:
    """A record per action; ``ours`` is our own choice (C) and no part of any state."""
    return [
        {
            "action": action.id,
            "of": action.of,
            "complete": action.complete,
            "near": list(action.near),
            "ours": _own(action),
        }
        for action in gaps.actions
    ]


def _own(action: Action) -> dict[str, Any] | None:
    if action.own is None:
        return None
    own = action.own
    return {
        "measure": own.id,
        "department": own.department,
        "instrument": own.instrument,
        "earliest": own.timing.earliest,
        "grade": "C",
    }
