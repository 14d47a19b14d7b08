"""The laboratory as it could have stood at the end of a past year: what a package decided then would be told to do.

Runs start from what was known at the origin (:mod:`krapte.learning.origin_runs`, track U), set on what they had missed
until then, with the errors that such forecasts made (:class:`krapte.learning.forecast.Corrected`). A package works on
the same draws::

    level of a draw  =  published at the origin x exp( growth forecast + log( run with the package / run without ) )

A package is that of today moved back: what is decided in 2026 and begins in 2027 begins in 2019 if the origin is 2018.
Its measures, doses and prices are those of today's files; nobody planned them then. Series that can be told are in
``TOLD``; other arrays of the results are those of the bare runs.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte import figures
from krapte.analysis.runs import Counter, Progress
from krapte.country import origins
from krapte.country.axes import ANCHOR_YEAR, STEPS
from krapte.engine import invariants, manifest, results
from krapte.engine.draws import Uniforms
from krapte.learning import forecast, observe, origin_runs, panel
from krapte.measures import effects, packages
from krapte.measures.effects import Effects
from krapte.measures.packages import Package, Row
from krapte.measures.schema import Measure

Floats = NDArray[np.float64]
DECIDED = 2026  # the year of decision behind the dates of the measure files: our reading, grade C
DRAWS = 256
TRACK: origins.Track = "U"
SHIFT = "published.survey_shift"


class Told(NamedTuple):
    """A reading of a group, and the series of the panel that tells it."""

    group: str
    reading: str
    series: str


TOLD = (
    Told("total", "vacancies", "vac_open_total"),
    Told("total", "unemployed", "unemployed"),
    Told("techniek", "employed", "emp_tech8"),
    Told("technical_high", "employed", "emp_techprof"),
    Told("construction", "employed", "emp_isco_71"),
    Told("metal", "employed", "emp_isco_72"),
    Told("electro", "employed", "emp_isco_74"),
    Told("process", "employed", "emp_operators"),
)


@dataclass(frozen=True)
class Answered:
    """What a package decided at the origin does: results of baseline and package, and what made them."""

    results: xr.Dataset
    scenario: str
    draws: int
    seed: int
    to: int
    benchmark: str
    manifest: dict[str, Any]
    runs: int


def years(origin: int | None) -> int:
    """Years from the decision behind the measure files to one at the origin, below zero; 0 without an origin."""
    return 0 if origin is None else origin - DECIDED


def moved(package: Package, by: int) -> Package:
    """The same package so many years later, with its measures' own dates; what stands beside it stays out."""
    if not by:
        return package
    rows = tuple(row(one, by) for one in package.rows)
    return replace(package, rows=rows, beside=None, avoids=(), scenario=None)


def row(one: Row, by: int) -> Row:
    """A row so many years later."""
    end = None if one.end is None else one.end + by
    return Row(measure(one.measure, by), one.dose, one.start + by, end)


def measure(one: Measure, by: int) -> Measure:
    """A measure that the law allows, and that usually begins, so many years later."""
    if not by:
        return one
    dates = {"earliest": one.timing.earliest + by, "start": one.timing.start + by}
    return one.model_copy(update={"timing": one.timing.model_copy(update=dates)})


def build(package: Package, by: int) -> Package:
    """A package of then, once its rows are found good: checked as the same rows would be today."""
    packages.build(moved(package, -by))
    return package


class Runs:
    """The runs of an origin, with the face that an agenda needs of :class:`krapte.analysis.runs.Runs`."""

    def __init__(self, origin: int, draws: int, seed: int) -> None:
        origins.check(origin, TRACK)
        figures.check()
        self.origin, self.draws, self.seed = origin, draws, seed

    @property
    def uniforms(self) -> Uniforms:
        """The random numbers of these draws, by key."""
        return Uniforms(self.seed, self.draws)

    @cached_property
    def parts(self) -> dict[str, forecast.Parts]:
        """The forecast of each series that is told, in its parts."""
        model, past = forecast.Corrected(TRACK, self.draws, self.seed), panel.Past(self.origin)
        with warnings.catch_warnings():  # any number of draws may be asked, not powers of two alone
            warnings.simplefilter("ignore", UserWarning)
            found = {one.series: model.parts(past, one.series) for one in TOLD}
        return {name: of for name, of in found.items() if of is not None}

    def moved(self, package: Package) -> Effects[Floats]:
        """The table of a package of then."""
        return effects.effects(package, origin_runs.SLOTS, STEPS, self.uniforms, draws=self.draws)

    def baseline(self, hear: Counter) -> xr.Dataset:
        """What happens without a package."""
        return self.variant(effects.none(origin_runs.SLOTS, STEPS, self.draws), hear)

    def variant(self, table: Effects[Floats], hear: Counter) -> xr.Dataset:
        """Results of a table of effects, the series that are told at their forecast."""
        outcome, drawn = origin_runs.run(self.origin, TRACK, self.draws, self.seed, table)
        invariants.check(outcome)
        by_slot = dict(zip(origin_runs.SLOTS, drawn.T, strict=True))
        made = results.dataset(outcome, by_slot, ANCHOR_YEAR)
        seen = observe.series(outcome, jnp.asarray(by_slot[SHIFT]))
        self._set(made, {name: np.asarray(of) for name, of in seen.items()})
        hear.add(self.draws)
        return made

    def _set(self, made: xr.Dataset, seen: Mapping[str, Floats]) -> None:
        """Write the levels of the series that are told into the results."""
        places = list(made["year"].values)
        first = places.index(self.origin)
        for one in TOLD:
            base = panel.series(one.series).values[self.origin]
            path = self.more(seen, one.series) + self._path(one.series)
            group = list(made["group"].values).index(one.group)
            made[one.reading].values[:, first:, group] = base * np.exp(path)

    def _path(self, series: str) -> Floats:
        """Log level less that of the origin ``[draw, year]``, the origin first, without a package."""
        part = self.parts[series]
        ahead = (part.runs + np.cumsum(part.missed, axis=1))[:, : ANCHOR_YEAR - self.origin]
        return np.pad(ahead, ((0, 0), (1, 0)))

    def more(self, seen: Mapping[str, Floats], series: str) -> Floats:
        """Log of a series in such a run over that without a package ``[draw, year]``, the origin first."""
        without = origin_runs.seen(self.origin, TRACK, self.draws, self.seed)
        of = origin_runs.table()[series]
        span = slice(self.origin - of.first, ANCHOR_YEAR + 1 - of.first)
        with_, none = (np.sum([each[name] for name in of.of], axis=0)[:, span] for each in (seen, without))
        return np.asarray(np.log(with_ / none))


class Then:
    """The laboratory of an origin: one set of draws that every question shares."""

    benchmark = "own"
    to = ANCHOR_YEAR

    def __init__(self, origin: int, draws: int = DRAWS, seed: int = 1) -> None:
        self.runs = Runs(origin, draws, seed)
        self.origin, self.draws, self.seed = origin, draws, seed
        self.scenario = f"outlook-{origin}"

    def run(
        self, package: Package, progress: Progress | None = None, texts: dict[str, str] | None = None
    ) -> Answered:
        """Baseline and package, of then; ``texts`` are those that the package of today was read from."""
        hear = Counter(progress, 2 * self.draws)
        sets = {"baseline": self.runs.baseline(hear)}
        sets["package"] = self.runs.variant(self.runs.moved(package), hear)
        both = results.variants(sets)
        question = {"package": package.id, "origin": self.origin, "scenario": self.scenario}
        question |= {"draws": self.draws, "seed": self.seed, "to": self.to, "benchmark": self.benchmark}
        options = f"--origin {self.origin} --draws {self.draws} --seed {self.seed}"
        kept = manifest.make(question, texts or {}, both, f"krapte agenda new {package.id} {options}")
        return Answered(both, self.scenario, self.draws, self.seed, self.to, self.benchmark, kept, hear.done)
