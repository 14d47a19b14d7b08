"""Validation: the model beside published tables, deviations and all. Nothing is fitted here.

Two questions. Does the clearing give the published numbers when jobs and labour are given? And where does a run
that starts in 2013 and sees only output, demography and law end up in 2024?
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from krapte.analysis.history import UWV_POINTS
from krapte.analysis.laboratory import Laboratory
from krapte.country import inputs, parameters, published, scenarios
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, STEPS
from krapte.country.occupations import BREAK_YEAR, bridge, technicians
from krapte.engine import cohort
from krapte.figures import load
from krapte.market import meeting
from krapte.market.parameters import Meeting, unpack
from krapte.market.records import Outcome
from krapte.measures import effects

Floats = NDArray[np.float64]
QUANTILES = (0.1, 0.5, 0.9)


class Line(NamedTuple):
    """One year of one published series beside the model (low, median, high)."""

    year: int
    published: float
    low: float
    median: float
    high: float


class Cleared(NamedTuple):
    """The whole economy's clearing with published jobs and labour, one form."""

    form: str
    years: list[int]
    vacancies: Floats
    filled: Floats
    unemployed: Floats
    published_vacancies: Floats
    published_filled: Floats
    published_unemployed: Floats

    def error(self, name: str, first: int = FIRST_YEAR) -> float:
        """Mean absolute deviation of a series from ``first`` on, as a share of the published values."""
        keep = np.array(self.years) >= first
        model, seen = getattr(self, name)[keep], getattr(self, f"published_{name}")[keep]
        return float(np.mean(np.abs(model / seen - 1)))


def clearing(last_closed: int | None = None) -> list[Cleared]:
    """Both forms with central parameters, closed on 2014 to ``last_closed`` (all years when None)."""
    cohort.program()  # passes the gate: 64-bit before the first array
    h = inputs.history()
    columns = (h.employed, h.unemployed, h.vacancies, h.filled)
    employed, unemployed, vacancies, filled = (jnp.asarray(column)[:, None] for column in columns)
    years = list(range(FIRST_YEAR + 1, ANCHOR_YEAR))
    use = jnp.asarray([[float(last_closed is None or year <= last_closed)] for year in years])
    seen = meeting.Published(employed[1:], unemployed[1:], vacancies[1:], filled[1:], employed[:-1], use)
    made = []
    for form, name in ((0.0, "churn"), (1.0, "reduced")):
        p = _whole_economy(form)
        rates = meeting.close(seen, p)
        market = meeting.Market(
            employed[1:] + vacancies[1:], employed[1:] + unemployed[1:], employed[:-1], rates
        )
        met = meeting.meet(market, vacancies[1:], p)
        both = (met.vacancies, met.filled, met.unemployed, vacancies[1:], filled[1:], unemployed[1:])
        made.append(Cleared(name, years, *(np.asarray(column)[:, 0] for column in both)))
    return made


def _whole_economy(form: float) -> Meeting:
    """Central parameters of matching; job moves of the whole economy are the mean of the groups by workers."""
    p = unpack(jnp.asarray(parameters.central()), parameters.slots()).meeting
    weight = technicians()[-1] * bridge() / published.panel("emp_total")[ANCHOR_YEAR]
    slope = p.churn_slope[0] * weight + p.churn_slope[1] * (1 - weight)
    return p._replace(form=jnp.asarray(form), churn_slope=slope)


def free_run(draws: int = 256, seed: int = 1) -> Outcome:
    """Runs from 2013 that never touch the published stocks of 2024; ``[draw, step, ...]``."""
    lab = Laboratory(draws=draws, seed=seed)
    world = cohort.world(inputs.load(scenarios.load("moderate"), anchored=False))
    table = effects.none(parameters.slots(), STEPS, draws)
    drawn = cohort.draws_of(lab.parameters(), np.zeros((draws, len(STEPS))), table)
    return cohort.run(drawn, world, draws)


def _lines(values: Floats, seen: dict[int, float]) -> list[Line]:
    """Quantiles over draws of ``[draw, step]`` beside published values by year."""
    made = []
    for year, value in sorted(seen.items()):
        low, median, high = np.quantile(values[:, year - FIRST_YEAR - 1], QUANTILES)
        made.append(Line(year, value, float(low), float(median), float(high)))
    return made


def technicians_beside(outcome: Outcome) -> list[Line]:
    """Technicians of the free run beside the published series on the model's definition, 2014-2024."""
    seen = {FIRST_YEAR + i: float(v) for i, v in enumerate(technicians() * bridge()) if i > 0}
    return _lines(np.asarray(outcome.employed)[..., 0], seen)


def technical_vacancies_beside(outcome: Outcome) -> list[Line]:
    """Open technical vacancies of the free run beside the four points of UWV."""
    book = load()
    seen = {year: book[name].value for year, name in UWV_POINTS.items()}
    return _lines(np.asarray(outcome.vacancies)[..., 0], seen)


def totals_beside(outcome: Outcome) -> dict[str, list[Line]]:
    """Employed, unemployed and vacancies of the whole economy beside CBS, 2014-2024."""
    series = {"employed": "emp_total", "unemployed": "unemployed", "vacancies": "vac_open_total"}
    made = {}
    for name, column in series.items():
        seen = {y: v for y, v in published.panel(column).items() if FIRST_YEAR < y <= ANCHOR_YEAR}
        made[name] = _lines(np.asarray(getattr(outcome, name)).sum(axis=-1), seen)
    return made


def growth_skipping_the_break(lines: list[Line]) -> tuple[float, float]:
    """Log growth over the published years without the step into the survey's break: published, model median."""
    steps = [(a, b) for a, b in pairwise(lines) if b.year != BREAK_YEAR]
    published_growth = sum(np.log(b.published / a.published) for a, b in steps)
    return float(published_growth), float(sum(np.log(b.median / a.median) for a, b in steps))


class Anchored(NamedTuple):
    """How much the anchor moves, over draws: median and 80 % interval."""

    persons: tuple[float, float, float]
    misfit_techniek: tuple[float, float, float]
    misfit_rest: tuple[float, float, float]


def anchored(lab: Laboratory) -> Anchored:
    """Persons the anchor moves between stocks, and the miss of demand per year of free run."""
    results = lab.run().results.sel(variant="baseline", year=ANCHOR_YEAR)

    def three(values: Floats) -> tuple[float, float, float]:
        low, median, high = np.quantile(values, QUANTILES)
        return float(low), float(median), float(high)

    return Anchored(
        three(results["anchored"].values),
        three(results["misfit"].sel(own_group="techniek").values),
        three(results["misfit"].sel(own_group="rest").values),
    )
