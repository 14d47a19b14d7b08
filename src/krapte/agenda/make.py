"""An agenda made from an answer: goals at the quantiles of the model, means from the cost, actions from the measures.

What nobody has decided stays open. A goal is the value that the package reaches with the chance wanted, rounded to the
easy side, so that it holds when it is made. Dates of milestones come from the calculation and say so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from krapte.agenda import distribution, indicators, means
from krapte.agenda.distribution import EVERYTHING, GROUPS, UP, Of, Table
from krapte.agenda.folder import Agenda
from krapte.agenda.schema import (
    Action,
    AgendaFile,
    Budget,
    Goal,
    Group,
    Indicator,
    Milestone,
    Owner,
    Reading,
    Risk,
    Step,
)
from krapte.agenda.terms import OPEN, SCHEMA
from krapte.analysis import money
from krapte.analysis.answer import Answer
from krapte.analysis.laboratory import Laboratory
from krapte.analysis.then import Answered, Then
from krapte.country.axes import ANCHOR_YEAR
from krapte.engine.results import UNITS
from krapte.figures.errors import InputError
from krapte.measures.packages import Package

YEARS = (2030, 2035, 2040)
OF_GROUPS = 2035  # the year in which each group has a goal of its own
CHANCE = 0.5
DIGITS = 3  # of a goal


@dataclass(frozen=True)
class Wish:
    """What a person may ask of a new agenda: the chance wanted of each goal, and a budget where there is one."""

    probability: float = CHANCE
    public: float | None = None
    private: float | None = None


def agenda(
    lab: Laboratory | Then,
    package: Package,
    answer: Answer | Answered,
    wish: Wish,
    told: Sequence[Of] = EVERYTHING,
) -> Agenda:
    """The agenda of a package that was answered by this laboratory; ``told`` are the paths that it can be held to."""
    if not package.rows:
        raise InputError("package_without_measures", where=f"package {package.id}", expected="measures")
    if not 0 < wish.probability < 1:
        raise InputError(
            "out_of_range", where="--probability", found=wish.probability, expected="between 0 and 1"
        )
    origin = lab.origin if isinstance(lab, Then) else None
    begin = ANCHOR_YEAR if origin is None else origin
    years = money.years(answer.results, begin)
    paid = money.paid(package, answer.results, lab.runs.uniforms, begin)
    spread = distribution.make(answer.results, begin, told)
    spread |= distribution.carried_out(package.rows, years, lab.runs.uniforms, answer.draws)
    measures = tuple(one.id for one in package.measures)
    first = min(row.start for row in package.rows)
    about = AgendaFile(
        schema=SCHEMA,
        package=package.id,
        title=package.title,
        origin=origin,  # type: ignore[arg-type]  # its laboratory knows no other year
        scenario=answer.scenario,
        draws=answer.draws,
        seed=answer.seed,
        to=answer.to,
        benchmark=answer.benchmark,
        budget=Budget(
            public=OPEN if wish.public is None else wish.public,
            private=OPEN if wish.private is None else wish.private,
        ),
        goals=tuple(
            goals(spread, measures, answer.to, wish.probability)
            if origin is None
            else goals_then(spread, measures, range(first + 1, answer.to + 1), wish.probability)
        ),
    )
    made = tuple(_action(name, package) for name in dict.fromkeys(row.measure.id for row in package.rows))
    return Agenda(about, made, means.make(paid, years, first), spread, answer.manifest)


def goals(table: Table, measures: tuple[str, ...], to: int, probability: float) -> list[Goal]:
    """Vacancies and shortage of techniek per year, and the vacancies of each of its groups in 2035."""
    years = [year for year in YEARS if year <= to] or [to]
    wanted: list[tuple[int, Group, Reading]] = []
    for year in years:
        wanted += [(year, "techniek", "vacancies"), (year, "techniek", "shortage")]
    one = OF_GROUPS if OF_GROUPS in years else years[-1]
    wanted += [(one, group, "vacancies") for group in _groups() if group != "techniek"]
    return [_goal(table, *each, measures, probability) for each in wanted]


def goals_then(table: Table, measures: tuple[str, ...], years: range, probability: float) -> list[Goal]:
    """Of an agenda begun in a past year, of which fewer series are told: technicians at work, and all vacancies.

    Every other year has a goal, counted back from the last; in the last each group has its own.
    """
    to = years[-1]
    wanted: list[tuple[int, Group, Reading]] = []
    for year in years[::-2][::-1]:
        wanted += [(year, "techniek", "employed"), (year, "total", "vacancies")]
    wanted += [(to, group, "employed") for group in _groups() if group != "techniek"]
    return [_goal(table, *each, measures, probability) for each in wanted]


def _groups() -> Sequence[Group]:
    """Techniek and its groups."""
    return [group for group in GROUPS if group != "total"]  # type: ignore[misc]


def _goal(
    table: Table, year: int, group: Group, reading: Reading, measures: tuple[str, ...], probability: float
) -> Goal:
    spread = table[year, group, reading, "package"]
    least = reading in UP
    value = -_up(-spread.at(1 - probability)) if least else _up(spread.at(probability))
    return Goal(
        id=f"{reading}-{group}-{year}".replace("_", "-"),
        year=year,
        group=group,
        reading=reading,
        bound="at_least" if least else "at_most",
        value=value,
        unit=UNITS[reading],
        probability=probability,
        measures=measures,
    )


def _up(value: float) -> float:
    """Rounded up to three figures: a ceiling that is reached with at least the chance it was made for."""
    size = 10.0 ** max(math.floor(math.log10(abs(value) or 1.0)) - DIGITS + 1, 0)
    return math.ceil(value / size) * size + 0.0


def _action(name: str, package: Package) -> Action:
    """The action of a measure; where a package lists it more than once, the later rows are its steps."""
    row, *later = package.of(name)
    measure = row.measure
    inside = {one.id for one in package.measures}
    full = row.start + math.ceil(measure.timing.ramp_years.central)
    effect = math.ceil(full + measure.timing.lag_years.central)
    dates = {"decision": OPEN, "start": f"{row.start}", "full": f"{full}", "effect": f"{effect}"}
    risks = [Risk(what="no_effect", chance=measure.no_effect.probability, why=measure.no_effect.why)]
    risks.append(Risk(what="withdrawn_per_year", chance=measure.reversal.per_year, why=measure.reversal.why))
    return Action(
        measure=measure.id,
        dose=row.dose,
        start=row.start,
        end=row.end,
        steps=tuple(Step(dose=one.dose, start=one.start, end=one.end) for one in later),
        instrument=measure.instrument,
        owner=Owner(department=measure.department, person=OPEN),
        milestones=tuple(
            Milestone(what=what, date=date, basis=OPEN if date == OPEN else "calculated")
            for what, date in dates.items()
        ),
        indicators=tuple(Indicator.model_validate(one._asdict()) for one in indicators.of(measure)),
        depends_on=tuple(one for one in measure.shares_limit_with if one in inside),
        risks=tuple(risks),
    )
