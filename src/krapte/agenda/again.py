"""The distribution of an agenda as its actions now stand: their doses, starts and ends, run again with few draws."""

from __future__ import annotations

from dataclasses import replace

from krapte.agenda import distribution
from krapte.agenda.check import measures_of, package_of
from krapte.agenda.distribution import Table
from krapte.agenda.folder import ACTIONS, Agenda
from krapte.analysis.laboratory import Laboratory
from krapte.analysis.runs import Progress
from krapte.figures.errors import InputError
from krapte.measures import packages
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
    return packages.build(replace(package_of(agenda), rows=tuple(rows), beside=None, avoids=()))


def laboratory(agenda: Agenda, draws: int) -> Laboratory:
    """The laboratory of the agenda's question, with parameters before or after history as the answer had them."""
    about = agenda.about
    return Laboratory(
        scenario=about.scenario,
        draws=draws,
        seed=about.seed,
        to=about.to,
        benchmark=about.benchmark,
        prior=bool(agenda.manifest["question"].get("prior", True)),
    )


def table(agenda: Agenda, draws: int, progress: Progress | None = None) -> Table:
    """The quantiles of that package under the agenda's scenario and seed."""
    lab = laboratory(agenda, draws)
    answer = lab.run(package(agenda), progress, texts={}, split=False, ratios=False)
    return distribution.make(answer.results)
