"""An agenda as its actions now stand: their doses, starts and ends, run again with few draws.

An agenda made as if at the end of a past year is run from what was known then (:mod:`krapte.analysis.then`).
"""

from __future__ import annotations

from dataclasses import replace

import xarray as xr

from krapte.agenda import distribution
from krapte.agenda.check import measures_of, package_of
from krapte.agenda.distribution import Of, Table
from krapte.agenda.folder import ACTIONS, Agenda
from krapte.agenda.schema import Action
from krapte.analysis import then
from krapte.analysis.laboratory import Laboratory
from krapte.analysis.runs import Progress
from krapte.analysis.then import Then
from krapte.figures.errors import InputError
from krapte.measures.packages import Package, Row


def package(agenda: Agenda) -> Package:
    """The package that the actions make; an action whose start is open cannot be run."""
    known, rows = measures_of(agenda), []
    for index, action in enumerate(agenda.actions):
        where = agenda.where(ACTIONS, ("actions", index, "start"))
        if not isinstance(action.start, int):
            raise InputError("still_open", where=where, expected="a year")
        if action.measure not in known:
            raise InputError("unknown_measure", where=where, found=action.measure)
        rows.append(Row(known[action.measure], action.dose, action.start, action.end))
        rows += [Row(known[action.measure], *one) for one in steps(action)]
    return build(agenda, replace(package_of(agenda), rows=tuple(rows), beside=None, avoids=()))


def build(agenda: Agenda, chosen: Package) -> Package:
    """A package in the years of the agenda, once its rows are found good."""
    return then.build(chosen, then.years(agenda.about.origin))


def steps(action: Action) -> list[tuple[float, int, int | None]]:
    """Dose, start and end of what an action adds in later years."""
    return [(one.dose, one.start, one.end) for one in action.steps]


def laboratory(agenda: Agenda, draws: int) -> Laboratory | Then:
    """The laboratory of the agenda's question, with parameters before or after history as the answer had them."""
    about = agenda.about
    if about.origin is not None:
        return Then(about.origin, draws, about.seed)
    return Laboratory(
        scenario=about.scenario,
        draws=draws,
        seed=about.seed,
        to=about.to,
        benchmark=about.benchmark,
        prior=agenda.prior,
    )


def table(agenda: Agenda, draws: int, progress: Progress | None = None) -> Table:
    """The quantiles of that package under the agenda's scenario and seed."""
    return distribution.make(
        results(agenda, draws, progress), distribution.begins(agenda.distribution), told(agenda)
    )


def results(agenda: Agenda, draws: int, progress: Progress | None = None) -> xr.Dataset:
    """Baseline and package as the actions now stand."""
    lab, chosen = laboratory(agenda, draws), package(agenda)
    if isinstance(lab, Then):
        return lab.run(chosen, progress).results
    return lab.run(chosen, progress, texts={}, split=False, ratios=False).results


def told(agenda: Agenda) -> tuple[Of, ...]:
    """Readings and groups of which the path of an agenda is known."""
    if agenda.about.origin is None:
        return distribution.EVERYTHING
    return tuple((one.reading, one.group) for one in then.TOLD)
