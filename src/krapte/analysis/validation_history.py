"""History as the fit saw it: each fitted value beside what runs of the posterior say the statistics would show.

The interval holds the draws of the parameters and the errors of the series at the scale that the fit found: noise,
level, walk and the step of the survey (:mod:`krapte.learning.data`). It is in sample: these values were fitted.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from krapte.analysis.validation_lines import QUANTILES
from krapte.analysis.validation_runs import Run
from krapte.engine.draws import Uniforms
from krapte.learning import data, likelihood, observe, posterior
from krapte.learning.data import Observed

Floats = NDArray[np.float64]


class Seen(NamedTuple):
    """A fitted value: as published, and 10 %, median and 90 % of what runs say would be counted; its own unit.

    A series within another is told as its share in it.
    """

    series: str
    within: str
    year: int
    published: float
    low: float
    median: float
    high: float
    bare: tuple[float, float]
    """The interval without errors of the series: of parameters alone."""

    @property
    def inside(self) -> bool:
        """Whether the published value lies in the interval."""
        return self.low <= self.published <= self.high


def rows(free: Run) -> list[Seen]:
    """All values that were fitted, series by series; ``free`` is a run of the posterior's draws."""
    of, made = posterior.load(), []
    told = observe.series(free.outcome, jnp.asarray(free.parameter("published.survey_shift")))
    forms, uniforms = free.parameter("meeting.form"), Uniforms(1, len(free.drawn))
    for one in data.observed(of.manifest["last_year"]):
        own = np.log(np.asarray(told[one.name])[:, one.at])
        if one.within:
            first = data.row_of(one.within).first
            own = own - np.log(np.asarray(told[one.within])[:, [year - first for year in one.years]])
        counted = np.exp(own + errors(one, of.manifest["forms"], forms, uniforms))
        low, median, high = np.quantile(counted, QUANTILES, axis=0)
        bare = np.quantile(np.exp(own), (QUANTILES[0], QUANTILES[-1]), axis=0)
        for i, year in enumerate(one.years):
            ends = float(bare[0, i]), float(bare[1, i])
            values = float(np.exp(one.log[i])), float(low[i]), float(median[i]), float(high[i])
            made.append(Seen(one.name, one.within, year, *values, ends))
    return made


def errors(one: Observed, forms: dict[str, dict[str, dict[str, float]]], form: Floats, u: Uniforms) -> Floats:
    """Errors of a series in log points ``[draw, year]``, each draw with a scale of its own."""
    misfit = np.array([forms[f"{number:.0f}"]["misfit"][one.name] for number in form])
    freedom = likelihood.SURE + len(one.years)
    scale = np.sqrt((likelihood.SURE + misfit) / stats.chi2.ppf(u(f"history.{one.name}"), freedom))
    normal = np.stack([special.ndtri(u(f"history.{one.name}.{year}")) for year in one.years], axis=1)
    return np.asarray(scale[:, None] * (normal @ one.factor.T))
