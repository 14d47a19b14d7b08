"""The calendar of decisions told: statements that hold in 8 of 10 draws, and a line per measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from krapte.agenda import calendar as made
from krapte.telling.grid import Grid
from krapte.telling.tables import learned
from krapte.words import text
from krapte.words.formats import exact, number, share, step

if TYPE_CHECKING:
    from krapte.agenda.calendar import Calendar, Deadline, Line

NONE = "\u2013"


def sentences(calendar: Calendar, lang: str) -> list[str]:
    """What holds in 8 of 10 draws and under every reading; what does not hold is not said."""
    told = []
    own = [line for line in calendar.lines if not line.left_out]
    for name, lines in (("helps", own), ("helps_beside", [one for one in calendar.lines if one.left_out])):
        found = [line for line in lines if line.helps]
        key = f"calendar.{name}" if found else f"calendar.{name}.none"
        told.append(text(key, lang, names=_names(found, lang), count=len(found), all=len(lines)))
    for target in made.TARGETS:
        late = made.late(own, target)
        left = [line for line in own if line.delay is not None and line not in late]
        told.append(text("calendar.late", lang, year=target, count=len(late), all=len(late) + len(left)))
        if left:
            first = min(_decision(line, target) for line in left)
            named = [line for line in left if _decision(line, target) == first]
            told.append(text("calendar.first", lang, year=target, last=first, names=_names(named, lang)))
    cheaper = calendar.cheaper()
    if cheaper:
        told.append(text("calendar.cheaper", lang, names=_names(cheaper, lang)))
    return told


def _decision(line: Line, target: int) -> int:
    (found,) = [one.last_decision for one in line.deadlines if one.target == target]
    assert found is not None
    return found


def _names(lines: Sequence[Line], lang: str) -> str:
    return "; ".join(getattr(line.measure.title, lang) for line in lines)


def grids(calendar: Calendar, lang: str) -> list[Grid]:
    """The rows of the package, and beside them the measures it leaves out."""
    names = ("measure", "department", "instrument", *made.TARGETS, "euro", "no_effect", "sure")
    heads = [text(f"calendar.{name}", lang) for name in names]
    return [
        Grid(
            text(f"calendar.title.{name}", lang),
            heads,
            [_line(line, lang) for line in calendar.lines if line.left_out is out],
        )
        for name, out in (("own", False), ("left_out", True))
        if any(line.left_out is out for line in calendar.lines)
    ]


def _line(line: Line, lang: str) -> list[str]:
    measure = line.measure
    return [
        getattr(measure.title, lang),
        measure.department,
        text(f"instrument.{measure.instrument}", lang),
        *(_deadline(one, line, lang) for one in line.deadlines),
        NONE if line.eur is None else _euro(line.eur, lang),
        share(measure.no_effect.probability, lang),
        text(f"calendar.{'yes' if line.helps else 'no'}", lang),
    ]


def _deadline(one: Deadline, line: Line, lang: str) -> str:
    """Until when to decide, or too late; with the share of the effect that is there at the start asked."""
    if line.delay is None:
        return NONE
    part = "" if one.share is None else f" ({share(max(one.share, 0.0), lang)})"
    if one.last_decision is None:
        return text("calendar.too_late", lang) + part
    return f"{one.last_decision}{part}"


def _euro(value: float, lang: str) -> str:
    shown = number(value, lang, step(0, abs(value)) if value else 1.0)
    return text("format.euro", lang, value=shown)


def notes(calendar: Calendar, lang: str) -> list[str]:
    """How to read the table, and what it assumes."""
    told = [
        text(f"calendar.note.{name}", lang, year=made.DECIDED) for name in ("decide", "lead", "euro", "sure")
    ]
    told.append(text("calendar.note.draws", lang, draws=exact(calendar.draws, lang)))
    return [*told, learned(calendar.posterior, lang)]


def rows(calendar: Calendar) -> list[dict[str, Any]]:
    """Tidy rows, one per measure and target year."""
    return [
        {
            "measure": line.measure.id,
            "left_out": line.left_out,
            "pillar": line.measure.pillar,
            "department": line.measure.department,
            "instrument": line.measure.instrument,
            "dose": line.dose,
            "start": line.start,
            "earliest": line.measure.timing.earliest,
            "lead": line.lead,
            "delay": line.delay,
            "target": one.target,
            "last_start": one.last_start,
            "last_decision": one.last_decision,
            "share": one.share,
            "eur_per_technician_year": line.eur,
            "no_effect": line.measure.no_effect.probability,
            "works": line.works,
            "posterior": calendar.posterior,
            **{f"sure_{name}": value for name, value in line.sure.items()},
        }
        for line in calendar.lines
        for one in line.deadlines
    ]
