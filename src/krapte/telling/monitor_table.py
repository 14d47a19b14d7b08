"""Realised figures beside the path, told: a sentence per verdict, a table of the latest, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from krapte.agenda.distribution import CARRIED_OUT
from krapte.agenda.monitor import AT_RISK, NONE, OFF, OFF_TRACK, ON, RISK, Subject, Verdict
from krapte.agenda.realised import Figures, bridged
from krapte.analysis.rows import HIGH, LOW
from krapte.telling import pick
from krapte.telling.agenda_table import million
from krapte.telling.grid import Grid
from krapte.words import has, text
from krapte.words.formats import exact, money, number, share, step, unit, with_interval

if TYPE_CHECKING:
    from krapte.agenda.correct import Candidate, Correction
    from krapte.agenda.learn import Lesson
    from krapte.agenda.schema import Goal
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
        return text(f"monitor.{'wrong' if one.status == OFF else 'chance'}", lang, **values)
    return text("monitor.late", lang, years=number(last.late, lang, 0.01 if last.late % 1 else 1.0), **values)


def grid(subjects: Sequence[Subject], known: Known, lang: str) -> Grid:
    """A line per goal and per measure of which it is known how much is done: the latest figure beside the path."""
    names = ("subject", "what", "period", "realised", "expected", "place", "status", "years_late")
    cells = [_line(one, known, lang) for one in subjects]
    return Grid(text("monitor.title", lang), [text(f"monitor.{name}", lang) for name in names], cells)


def _named(one: Subject, known: Known, lang: str) -> str:
    """What is counted, of whom."""
    if one.reading == CARRIED_OUT:
        return f"{_title(one.id, known, lang)}, {text('indicator.carried_out', lang)}"
    return _counted(one.reading, one.group, lang)


def _counted(reading: str, group: str, lang: str) -> str:
    """What is counted, of whom; vacancies of the whole country are not technical ones."""
    key = f"reading.{reading}.{group}"
    of = text(key if has(key, lang) else f"reading.{reading}", lang)
    return f"{of}, {text(f'group.{group}', lang)}"


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


def corrected(found: Sequence[Correction], known: Known, lang: str) -> tuple[list[str], list[Grid]]:
    """Sentences and tables on what would bring goals back; nothing where none is off its path."""
    told = [line for one in found for line in _correction(one, lang)]
    last = {(one.goal.group, one.goal.reading): one for one in found if one.candidates}
    grids = [
        _candidates(one, known, lang) for one in last.values()
    ]  # of the last goal: the runs are the same
    if found:
        room = found[0].room
        amount = text("agenda.undecided", lang) if room is None else money(room, lang)
        told.append(text("monitor.correct.note", lang, room=amount, draws=exact(found[0].draws, lang)))
    return told, grids


def _correction(one: Correction, lang: str) -> list[str]:
    """How much is missing, what can make it up, and what that does to the chance of the goal."""
    closed, gap = (number(abs(size), lang, step(0, abs(size))) for size in (one.together[0], one.gap))
    key = "nothing"
    if one.chosen:
        key = "enough" if abs(one.together[0]) >= abs(one.gap) else "short"
    side = text(f"monitor.{'over' if one.gap > 0 else 'under'}", lang)
    values = {"gap": gap, "side": side, "closed": closed, "count": len(one.chosen)}
    chances = {"before": share(one.before, lang), "after": share(one.after, lang)}
    return [
        text(f"monitor.correct.{key}", lang, goal=_goal(one, lang), **values),
        text("monitor.correct.chance", lang, **chances),
    ]


def _goal(one: Correction, lang: str) -> str:
    return _named_goal(one.goal, lang)


def _named_goal(goal: Goal, lang: str) -> str:
    return f"{_counted(goal.reading, goal.group, lang)}, {goal.year}"


def _candidates(one: Correction, known: Known, lang: str) -> Grid:
    names = ("measure", "more", "start", "closes", "public", "private", "chosen")
    cells = [_candidate(each, one.goal.reading, known, lang) for each in one.candidates]
    heads = [text(f"monitor.{each}", lang) for each in names]
    return Grid(text("monitor.correct.title", lang, goal=_goal(one, lang)), heads, cells)


def _candidate(one: Candidate, reading: str, known: Known, lang: str) -> list[str]:
    return [
        _title(one.measure, known, lang),
        f"{exact(one.dose, lang)} {getattr(known[one.measure].dose.label, lang)}",
        str(one.start),
        with_interval(*one.effect, lang, signed=True, finest=pick.finest(reading)),
        million(one.public, lang),
        million(one.private, lang),
        text(f"calendar.{'yes' if one.chosen else 'no_'}", lang),
    ]


def _title(measure: str, known: Known, lang: str) -> str:
    return str(getattr(known[measure].title, lang)) if measure in known else measure


def learned(lesson: Lesson, lang: str) -> list[str]:
    """From how many figures, how many draws are left, and where each series lay among the draws."""
    values = {"figures": lesson.figures, "draws": exact(lesson.draws, lang)}
    told = [text("monitor.learn.said", lang, left=number(lesson.learned.effective, lang), **values)]
    for name, below in lesson.learned.foreseen.items():
        told.append(
            text("monitor.learn.series", lang, what=text(f"series.{name}", lang), below=share(below, lang))
        )
    return told


def goals_learned(lesson: Lesson, lang: str) -> Grid:
    """Each goal with its chance before and after the figures, and where its reading then lies."""
    heads = [text(f"monitor.learn.{name}", lang) for name in ("goal", "before", "after", "path")]
    cells = [
        [
            _named_goal(one.goal, lang),
            share(one.before, lang),
            share(one.after, lang),
            with_interval(one.median, one.low, one.high, lang),
        ]
        for one in lesson.goals
    ]
    return Grid(text("monitor.learn.title", lang), heads, cells)


def notes(figures: Figures, lang: str, learns: bool = False) -> list[str]:
    """How to read it, and which figures were replaced, missing or not compared."""
    told = [text("monitor.note.rule", lang, risk=share(AT_RISK, lang), off=share(OFF_TRACK, lang))]
    told += [text("monitor.note.late", lang), text(f"monitor.note.{'learned' if learns else 'draws'}", lang)]
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
