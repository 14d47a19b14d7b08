"""An agenda told: what it holds and what is still open in sentences, then goals, means and actions as tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from krapte.agenda.terms import OPEN
from krapte.telling import cost_table
from krapte.telling.grid import Grid
from krapte.words import explain, has, text
from krapte.words.formats import exact, money, number, share, step, unit

if TYPE_CHECKING:
    from krapte.agenda.check import Report
    from krapte.agenda.folder import Agenda
    from krapte.agenda.schema import Action, Goal, Indicator
    from krapte.measures.schema import Measure

    Known = Mapping[str, Measure]

YEARS = (2027, 2030, 2035, 2040)
MILLION = 1e6
FINEST = 0.01  # million euro
NONE = "\u2013"


def sentences(agenda: Agenda, report: Report, lang: str) -> list[str]:
    """How many goals and actions there are, what is wrong, and what nobody has decided yet."""
    title = getattr(agenda.about.title, lang)
    counts = {"goals": len(agenda.about.goals), "actions": len(agenda.actions)}
    told = [text("agenda.said.holds", lang, title=title, **counts)]
    state = "wrong" if report.wrong else "good" if agenda.means else "good_no_means"
    told.append(text(f"agenda.said.{state}", lang, count=len(report.wrong)))
    told.append(text(f"agenda.said.{'open' if report.open else 'closed'}", lang, count=len(report.open)))
    if agenda.about.origin is None and agenda.prior:
        told.append(text("table.prior", lang))
    return told


def goals(agenda: Agenda, report: Report, lang: str) -> Grid:
    """A line per goal: its number, the chance wanted, and the chance with and without the package."""
    names = ("year", "group", "reading", "goal", "wanted", "with", "without")
    cells = []
    for goal in agenda.about.goals:
        chances = report.chances.get(goal.id)
        told = [share(one, lang) for one in chances] if chances else [NONE, NONE]
        of = [str(goal.year), text(f"group.{goal.group}", lang), reading(goal, lang)]
        cells.append([*of, value(goal, lang), share(goal.probability, lang), *told])
    return Grid(text("agenda.title.goals", lang), [text(f"agenda.{name}", lang) for name in names], cells)


def reading(goal: Goal, lang: str) -> str:
    """What a goal counts; vacancies of the whole country are not technical ones."""
    key = f"reading.{goal.reading}.{goal.group}"
    return text(key if has(key, lang) else f"reading.{goal.reading}", lang)


def value(goal: Goal, lang: str) -> str:
    """The number of a goal with its bound: at most 42,000."""
    return text(f"agenda.{goal.bound}", lang, value=exact(goal.value, lang), unit=unit(goal.unit, lang))


def means(agenda: Agenda, known: Known, lang: str) -> Grid:
    """Measures down, years across, million euro; last the sums of public and private money."""
    present = {one.year for one in agenda.means}
    shown = [year for year in YEARS if year in present] or sorted(present)[-len(YEARS) :]
    heads = [text("cost.measure", lang), text("cost.payer", lang), *map(str, shown)]
    cells = []
    for action in agenda.actions:
        own = [one for one in agenda.means if one.measure == action.measure]
        payers = ", ".join(cost_table.payer(one, lang) for one in dict.fromkeys(one.payer for one in own))
        sums = [sum(one.eur for one in own if one.year == year) for year in shown]
        line = [million(eur, lang) for eur in sums] if own else [NONE] * len(shown)
        cells.append([name(action.measure, known, lang), payers or NONE, *line])
    for side in ("public", "private"):
        sums = [sum(one.eur for one in agenda.means if (one.year, one.side) == (y, side)) for y in shown]
        line = [million(eur, lang) for eur in sums]
        cells.append([text("cost.together", lang), cost_table.payer(side, lang), *line])
    return Grid(text("agenda.title.means", lang, budget=budget(agenda, lang)), heads, cells)


def budget(agenda: Agenda, lang: str) -> str:
    """The budget in words, or that there is none yet."""
    told = []
    for side in ("public", "private"):
        limit = getattr(agenda.about.budget, side)
        amount = text("agenda.undecided", lang) if limit == OPEN else money(limit, lang)
        told.append(text("agenda.budget", lang, side=cost_table.payer(side, lang), value=amount))
    return ", ".join(told)


def actions(agenda: Agenda, known: Known, lang: str) -> Grid:
    """A line per action: who, by which instrument, and when it is decided, begins, is whole and shows."""
    names = ("measure", "owner", "instrument", "decision", "start", "full", "effect", "indicator")
    cells = [_action(action, known, lang) for action in agenda.actions]
    return Grid(text("agenda.title.actions", lang), [text(f"agenda.{one}", lang) for one in names], cells)


def _action(action: Action, known: Known, lang: str) -> list[str]:
    dates = {one.what: decided(one.date, lang) for one in action.milestones}
    steps = [str(one.start) for one in action.steps]
    if steps:
        dates["start"] = ", ".join([dates.get("start", str(action.start)), *dict.fromkeys(steps)])
    owner = f"{action.owner.department}: {decided(action.owner.person, lang)}"
    return [
        name(action.measure, known, lang),
        owner,
        text(f"instrument.{action.instrument}", lang),
        *(dates.get(one, NONE) for one in ("decision", "start", "full", "effect")),
        "; ".join(_indicator(one, lang) for one in action.indicators),
    ]


def _indicator(one: Indicator, lang: str) -> str:
    key = f"indicator.{one.id}"
    own = getattr(one.title, lang) if one.title else one.id
    return f"{text(key, lang) if has(key, lang) else own} ({decided(one.source, lang)})"


def decided(value: str, lang: str) -> str:
    """A field as it is, or that nobody has decided it yet."""
    return text("agenda.undecided", lang) if value == OPEN else value


def name(measure: str, known: Known, lang: str) -> str:
    """The title of a measure; its id where there is no such measure."""
    return str(getattr(known[measure].title, lang)) if measure in known else measure


def problems(report: Report, lang: str, complete: bool = False) -> list[str]:
    """Lines on what is wrong, and where ``complete`` is wanted on what is open."""
    found = [*report.wrong, *(report.open if complete else [])]
    return [explain(one, lang) for one in found]


def million(eur: float, lang: str) -> str:
    """Euros in millions, two significant figures, none finer than ten thousand euro."""
    millions = eur / MILLION
    return number(millions, lang, max(step(0, abs(millions)), FINEST) if millions else 1.0)
