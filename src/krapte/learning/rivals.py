"""The rivals that a forecast has to beat: each a :class:`Forecaster` with its name and its track.

Trends of :mod:`krapte.learning.trends`, and four that take the total from elsewhere and freeze shares or elasticities:

- ``share_frozen``: total employment by its own drift, shares of occupations frozen.
- ``roa_total_frozen``: the growth of all employed that ROA published, spread evenly over six years, shares frozen. A
  proxy and not ROA's table per occupation; ROA published one to one and a half years after the origin. Figures
  ``lm_roa2022_expansion``, ``lm_roa2024_expansion`` (A).
- ``cond_total_frozen``: realised total employment, shares frozen: the ceiling of track C2.
- ``cond_gdp`` (C1): vacancies from realised growth of output in the year and the year before, by least squares.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, qmc

from krapte import figures
from krapte.learning import trends
from krapte.learning.panel import HORIZON, Past, family_of
from krapte.learning.spread import spread
from krapte.learning.trends import Floats, Growth, Recipe, drift5, steps_of

TOTAL, OUTPUT = "emp_total", "gdp_growth"
EMPLOYED = ("tech_groups", "other_groups", "blocks", "tech_sub_blocks")
VACANCIES = ("open_vacancies", "filled_vacancies")
ROA_GROWTH = {2016: "lm_roa2022_expansion", 2018: "lm_roa2024_expansion"}
ROA_YEARS = 6
LEAST_OF_OUTPUT = 8  # years of growth to fit three numbers on
DRAWS = 1024


class Forecaster(Protocol):
    """Whoever forecasts, from what was known at an origin."""

    @property
    def name(self) -> str:
        """Its name in tables: text ``backtest.who.<name>``."""
        ...

    @property
    def track(self) -> str:
        """What it knows of later years: a key of :data:`krapte.learning.panel.REALISED`."""
        ...

    def paths(self, past: Past, series: Sequence[str]) -> Mapping[str, Floats]:
        """Log level less that of the origin, per series [draw, year ahead]; a series it cannot forecast is absent.

        Years ahead are 1 to ``HORIZON``; numbers of draws may differ between forecasters, not between series, and a
        draw is one world: row d of two series belong together.
        """
        ...


class Rival(NamedTuple):
    """A recipe as a forecaster: normal errors on log growth, drawn per series, independent between series."""

    name: str
    recipe: Recipe
    track: str = "U"
    families: tuple[str, ...] = ()
    draws: int = DRAWS

    def paths(self, past: Past, series: Sequence[str]) -> dict[str, Floats]:
        """Paths per series [draw, year]; the middle draw is the point forecast."""
        made = {}
        for name in series:
            fits = not self.families or family_of(name) in self.families
            growth = self.recipe(past, name) if fits else None
            if growth is not None:
                errors = normal(self.draws, zlib.crc32(f"{name} {past.origin}".encode()))
                own, of_trend = errors[:, :HORIZON] @ growth.carried().T, errors[:, HORIZON:] * growth.loading
                steps = growth.mean + spread(self.recipe, past, name) * (own + of_trend)
                made[name] = np.cumsum(steps, axis=1)
        return made


@cache
def normal(draws: int, seed: int) -> NDArray[np.float64]:
    """Standard normal draws [draw, HORIZON + 1], evenly spread and mirrored, in an order of their own."""
    random = np.random.default_rng(seed)
    points = qmc.Sobol(HORIZON + 1, seed=random).random(draws // 2)
    half = norm.ppf(np.clip(points, 1e-9, 1 - 1e-9))
    return np.asarray(random.permutation(np.concatenate([half, -half])))


def _as_level(mean: Floats) -> Growth:
    """Growth taken from elsewhere errs as a level that is carried forward."""
    return Growth(mean, np.full(HORIZON, np.sqrt(trends.LEVEL_DRIFT)))


def share_frozen(past: Past, name: str) -> Growth | None:
    """Growth of total employment by its drift."""
    total = drift5(past, TOTAL)
    return _as_level(total.mean) if total is not None and steps_of(past, name) else None


def roa_total_frozen(past: Past, name: str) -> Growth | None:
    """Growth of total employment that ROA published; only for the origins it published from."""
    if past.origin not in ROA_GROWTH or not steps_of(past, name):
        return None
    total = past.series(TOTAL).values[past.origin]
    rate = np.log(1 + figures.load()[ROA_GROWTH[past.origin]].value / total) / ROA_YEARS
    return _as_level(np.full(HORIZON, rate))


def cond_total_frozen(past: Past, name: str) -> Growth | None:
    """Growth of total employment as it came to be; no growth in years that are not granted."""
    total = past.realised(TOTAL).values
    if past.origin not in total or not steps_of(past, name):
        return None
    years = [past.origin + ahead for ahead in range(1, HORIZON + 1)]
    rates = [np.log(total[year] / total[year - 1]) if year in total else 0.0 for year in years]
    return _as_level(np.array(rates))


def cond_gdp(past: Past, name: str) -> Growth | None:
    """Growth from that of output in the year and the year before, fitted on all that was known."""
    output = past.realised(OUTPUT).values
    steps = [step for step in steps_of(past, name) if step.last - 1 in output]
    if len(steps) < LEAST_OF_OUTPUT:
        return None
    known = np.array([[1.0, output[step.last], output[step.last - 1]] for step in steps])
    fitted = np.linalg.lstsq(known, np.array([step.rate for step in steps]), rcond=None)[0]
    years = [past.origin + ahead for ahead in range(1, HORIZON + 1)]
    rates = [fitted @ [1.0, output[y], output[y - 1]] if y in output else 0.0 for y in years]
    return _as_level(np.array(rates))


UNCONDITIONAL = ("last", "drift5", "damped", "naive_plus", "ar1", "combo")
REFERENCE = "damped"
STRONG: Mapping[str, str] = {
    "tech_groups": "last",
    "other_groups": "naive_plus",
    "blocks": "ar1",
    "tech_sub_blocks": "last",
    "employment": "drift5",
    "unemployed": "damped",
    "open_vacancies": "damped",
    "filled_vacancies": "damped",
    "tension": "combo",
    "technical_education": "last",
    "education": "damped",
    "population": "damped",
    "participation": "damped",
    "older_workers": "ar1",
    "migration": "last",
}
"""The strong reference: the rival with the lowest CRPS per family on the shared scoreboard, fixed before any model."""
ALL: tuple[Rival, ...] = (
    *(Rival(name, getattr(trends, name)) for name in UNCONDITIONAL),
    Rival("share_frozen", share_frozen, families=EMPLOYED),
    Rival("roa_total_frozen", roa_total_frozen, families=(*EMPLOYED, "employment")),
    Rival("cond_gdp", cond_gdp, "C1", VACANCIES),
    Rival("cond_total_frozen", cond_total_frozen, "C2 ceiling", EMPLOYED),
)
"""The rivals of the shared scoreboard."""
