"""Realised figures beside the path, told: a sentence per verdict, a table of the latest, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from krapte.agenda.distribution import CARRIED_OUT
from krapte.agenda.monitor import AT_RISK, NONE, OFF, OFF_TRACK, ON, RISK, Subject, Verdict
from krapte.agenda.realised import Figures, bridged
from krapte.analysis.rows import HIGH, LOW
from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import exact, number, share, unit, with_interval

if TYPE_CHECKING:
    from krapte.measures.schema import Measure

    Known = Mapping[str, Measure]

DASH = "\u2013"
STATES = (ON, RISK, OFF, NONE)


def sentences(subjects: Sequence[Subject], known: Known, lang: str) -> list[str]:
    """How many goals are where, and which are late or wrong."""
    goals = [one for one in subjects if one.reading != CARRIED_OUT]
    counts = {name: sum(one.status == name for one in goals) for name in STATES}
    told = [text("monitor.goals", lang, all=len(goals), **counts)]
    of = {(one.group, one.reading): one for one in subjects if one.status in (RISK, OFF)}
    return told + [_why(one, known, lang) for one in of.values()]  # goals of other years have the same figure


def _why(one: Subject, known: Known, lang: str) -> str:
    last = one.verdicts[-1]
    values = {
        "subject": _named(one, known, lang),
        "status": text(f"monitor.{one.status}", lang),
        "period": last.observed.period,
    }
    if last.late is None:
        return text("monitor.wrong", lang, **values)
    return text("monitor.late", lang, years=number(last.late, lang, 0.01 if last.late % 1 else 1.0), **values)


def grid(subjects: Sequence[Subject], known: Known, lang: str) -> Grid:
    """A line per goal and per measure of which it is known how much is done: the latest figure beside the path."""
    names = ("subject", "what", "period", "realised", "expected", "place", "status", "years_late")
    cells = [_line(one, known, lang) for one in subjects]
    return Grid(text("monitor.title", lang), [text(f"monitor.{name}", lang) for name in names], cells)


def _named(one: Subject, known: Known, lang: str) -> str:
    """What is counted, of whom."""
    if one.reading == CARRIED_OUT:
        title = getattr(known[one.id].title, lang) if one.id in known else one.id
        return f"{title}, {text('indicator.carried_out', lang)}"
    return f"{text(f'reading.{one.reading}', lang)}, {text(f'group.{one.group}', lang)}"


def _line(one: Subject, known: Known, lang: str) -> list[str]:
    name = _named(one, known, lang)
    if not one.verdicts:
        return [one.id, name, *[DASH] * 4, text(f"monitor.{NONE}", lang), DASH]
    return [one.id, name, *_verdict(one.verdicts[-1], lang)]


def _verdict(last: Verdict, lang: str) -> list[str]:
    spread, value = last.expected, last.observed.value
    assert value is not None
    between = with_interval(spread.at(0.5), spread.at(LOW), spread.at(HIGH), lang)
    return [
        last.observed.period,
        f"{exact(round(value, 6), lang)} {unit(last.observed.unit, lang)}",
        between,
        share(last.place, lang),
        text(f"monitor.{last.status}", lang),
        DASH if last.late is None else number(last.late, lang, 0.01 if last.late % 1 else 1.0),
    ]


def notes(figures: Figures, lang: str) -> list[str]:
    """How to read it, and which figures were replaced, missing or not compared."""
    told = [text("monitor.note.rule", lang, risk=share(AT_RISK, lang), off=share(OFF_TRACK, lang))]
    told += [text("monitor.note.late", lang), text("monitor.note.draws", lang)]
    whole = {(one.group, one.reading, one.year) for one in bridged(figures.latest) if not one.quarter}
    missing = [one for one in figures.latest if one.value is None]
    season = [
        one
        for one in figures.latest
        if one.value is not None and not one.comparable and (one.group, one.reading, one.year) not in whole
    ]
    for name, ones in (("replaced", figures.replaced), ("missing", missing), ("season", season)):
        if ones:
            named = ", ".join(f"{one.reading} {one.group} {one.period} ({one.published})" for one in ones)
            told.append(text(f"monitor.note.{name}", lang, figures=named))
    return told


def rows(subjects: Sequence[Subject]) -> list[dict[str, Any]]:
    """Tidy rows, one per figure that was compared."""
    return [
        {
            "subject": one.id,
            "group": one.group,
            "reading": one.reading,
            "period": each.observed.period,
            "value": each.observed.value,
            "unit": each.observed.unit,
            "published": each.observed.published,
            "source": each.observed.source,
            "median": each.expected.at(0.5),
            "low": each.expected.at(LOW),
            "high": each.expected.at(HIGH),
            "place": each.place,
            "status": each.status,
            "late": each.late,
        }
        for one in subjects
        for each in one.verdicts
    ]
