"""Forecasts that institutes published, beside the model and the best simple forecast from the same year.

Only like with like: a subject of ``institutes.csv`` is a series of the panel, as a level or as a change from the year
it starts from; other subjects have a reason there why they cannot be compared. Targets are those of the scoreboard, and
so is the measure: the error of the middle forecast in per cent of what came to be. An institute tells one number and
no interval, so there is no CRPS. All of it is track U: no institute knew anything of later years.

Vacancies that arise are those filled and what the open ones grow by (an account; published numbers meet it within a
per cent), so that a forecast of both is one of them.

An institute publishes months after the year it starts from, and knows those months.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np

from krapte import figures
from krapte.figures.cuts import LAST_YEAR
from krapte.learning.panel import FIRST_TARGET, ORIGINS, Past, family_of, series
from krapte.learning.rivals import STRONG, Forecaster
from krapte.learning.trends import Floats

TABLE, FORECASTS = "institutes.csv", "forecasts"
ARISING, FILLED, OPEN = "vac_new_total", "vac_filled_total", "vac_open_total"
EARLY = "early"


class Subject(NamedTuple):
    """What an institute forecast: the series it is and how, or why it cannot be compared."""

    series: str
    form: str
    words: str
    why: str


class Published(NamedTuple):
    """A forecast as it was published, in the unit of the series or as a change of it."""

    forecast: str
    published: str
    subject: str
    origin: int
    target: int
    value: float
    source: str


class Compared(NamedTuple):
    """Errors of the middle forecast in per cent; None where nobody forecasts the series from that year."""

    published: Published
    words: str
    error: float
    model: float | None
    best: float | None
    rival: str


class Unlike(NamedTuple):
    """Forecasts that cannot be compared for one reason."""

    why: str
    who: tuple[str, ...]
    """Institutes, in alphabetical order."""
    number: int


@cache
def subjects() -> dict[str, Subject]:
    """The subjects of the table, by name."""
    text = resources.files("krapte.learning").joinpath(TABLE).read_text(encoding="utf-8")
    fields = Subject._fields
    return {
        row["subject"]: Subject(*(row[name] for name in fields)) for row in csv.DictReader(text.splitlines())
    }


@cache
def published() -> tuple[Published, ...]:
    """All forecasts of the figures, in their order."""
    return tuple(
        Published(
            row["forecast"],
            row["published"],
            row["subject"],
            int(row["origin"]),
            int(row["target"]),
            float(row["value"]),
            row["source_id"],
        )
        for row in figures.table(FORECASTS).rows
    )


def why_not(one: Published) -> str:
    """Why a forecast cannot be compared; blank where it can."""
    subject = subjects()[one.subject]
    if subject.why:
        return subject.why
    known = series(subject.series)
    targets = FIRST_TARGET <= one.target <= LAST_YEAR
    steps = known.counted(one.origin, one.target) if targets else ()
    whole = sum(step.last - step.first for step in steps) == one.target - one.origin
    return "" if steps and whole else EARLY


def unlike() -> list[Unlike]:
    """The forecasts that are left out, by reason."""
    made: dict[str, list[str]] = {}
    for one in published():
        if why := why_not(one):
            made.setdefault(why, []).append(one.forecast.split()[0])
    return [Unlike(why, tuple(sorted(set(who))), len(who)) for why, who in made.items()]


def compare(forecasters: Sequence[Forecaster], model: str) -> list[Compared]:
    """Every forecast that can be compared, beside the forecaster called ``model`` and the strong reference."""
    by_name = {one.name: one for one in forecasters if one.track == "U"}
    made = []
    for one in published():
        if why_not(one):
            continue
        subject = subjects()[one.subject]
        base = series(subject.series).values[one.origin]
        told = one.value / base if subject.form == "level" else 1 + one.value / base
        rival = STRONG[family_of(FILLED if subject.series == ARISING else subject.series)]
        known = model if one.origin in ORIGINS else ""  # the model stands in those years only
        own, best = (_error(one, subject, _middle(one, subject, by_name, name)) for name in (known, rival))
        error = _error(one, subject, float(np.log(told)))
        assert error is not None
        made.append(Compared(one, subject.words, error, own, best, rival))
    return made


def _error(one: Published, subject: Subject, growth: float | None) -> float | None:
    real = sum(step.growth for step in series(subject.series).counted(one.origin, one.target))
    return None if growth is None else 100 * abs(float(np.expm1(growth - real)))


def _middle(one: Published, subject: Subject, by_name: Mapping[str, Forecaster], name: str) -> float | None:
    """Log growth of the middle forecast of a forecaster; None where it makes none from that year."""
    if name not in by_name:
        return None
    wanted = [FILLED, OPEN] if subject.series == ARISING else [subject.series]
    paths = by_name[name].paths(Past(one.origin), wanted)
    if any(part not in paths for part in wanted):
        return None
    if subject.series == ARISING:
        return _arising(paths, one)
    return float(np.median(paths[subject.series][:, one.target - one.origin - 1]))


def _arising(paths: Mapping[str, Floats], one: Published) -> float:
    """Log growth of vacancies filled and what the open ones grow by."""
    filled, open_ = series(FILLED).values, series(OPEN).values
    at, start = one.target - one.origin, one.origin
    before = np.exp(paths[OPEN][:, at - 2]) if at > 1 else 1.0
    grown = open_[start] * (np.exp(paths[OPEN][:, at - 1]) - before)
    made = filled[start] * np.exp(paths[FILLED][:, at - 1]) + grown
    return float(np.log(np.median(made) / (filled[start] + open_[start] - open_[start - 1])))
