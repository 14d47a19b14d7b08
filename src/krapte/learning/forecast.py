"""The model among the rivals: its runs from an origin as a :class:`krapte.learning.rivals.Forecaster`.

It tells the series of ``origin_series.csv`` and leaves the others out, so its scores stand beside those of others on
the same forecasts only.

Each comes on the priors of the origin, and on what its history had taught by then (``learned``); which is better was
not chosen. ``Bare`` are the runs as they are. ``Corrected`` does what whoever
forecasts with a model does, by a rule that was fixed before any of its scores was seen, with what was known at the
origin only:

    middle   growth of the middle run, and the trend of what the run missed until then: weighed by age and fading as
             in the reference (0.6 a year, 0.8 a year), so that nothing in it was chosen on later years
    spread   that of the runs, and the errors that such forecasts made from earlier years, up to four years ahead,
             pooled over the family and carried forward as a walk: the rule of the rivals (``learning.spread``)

The earlier forecasts are read from the run of the origin itself, which knows output until then: how far output may
differ from the outlook is in the draws. Where it is told what moves a series until then (residents, migration, entrants
of schools) its errors say nothing, and those of the reference stand in.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from krapte.country.origins import Track
from krapte.figures.cuts import LAST_YEAR
from krapte.learning import origin_runs, trends
from krapte.learning.panel import HORIZON, Past
from krapte.learning.rivals import normal
from krapte.learning.spread import spread
from krapte.learning.trends import LEAST_STEPS, Floats, Growth

NAMES: dict[str, str] = {"U": "krapte", "C1": "krapte_c1", "C2": "krapte_c2"}
FORMS = ("krapte_churn", "krapte_separations")
LEARNED = "_learned"  # after the name of who draws parameters after the history of the origin
Runs = Callable[[int, str], Floats]


class Parts(NamedTuple):
    """Log level less that of the origin as the runs have it, and what such forecasts miss, year by year."""

    runs: Floats
    """[draw, year ahead]"""
    missed: Floats
    """[draw, year ahead]: drawn errors of each year's growth."""
    covariance: Floats
    """[year ahead, year ahead]: of those errors."""


class Bare:
    """The runs of a track as they are; a draw is one world, so row d of two series belong together."""

    def __init__(
        self, track: Track = "U", draws: int = origin_runs.DRAWS, seed: int = 1, learned: bool = False
    ) -> None:
        self.name, self.track = "krapte_bare" + LEARNED * learned, track
        self._runs = origin_runs.Model(track, draws, seed, learned=learned)

    def paths(self, past: Past, series: Sequence[str]) -> Mapping[str, Floats]:
        """Log level less that of the origin ``[draw, year ahead]``; years after 2024, never scored, repeat the last."""
        told = [name for name in series if name in origin_runs.table()]
        return {name: ahead(self._runs.whole, past.origin, past.origin, name) for name in told}


class Corrected:
    """The runs of a track set on what they missed until the origin, with the errors that remain."""

    def __init__(
        self,
        track: Track = "U",
        draws: int = origin_runs.DRAWS,
        seed: int = 1,
        form: int | None = None,
        learned: bool = False,
    ) -> None:
        self.name = (NAMES[track] if form is None else FORMS[form]) + LEARNED * learned
        self.track, self.draws = track, draws
        self._runs = origin_runs.Model(track, draws, seed, form, learned)
        self.recipe = recipe(self._runs.whole)

    def paths(self, past: Past, series: Sequence[str]) -> Mapping[str, Floats]:
        """As of :class:`Bare`."""
        parts = {name: self.parts(past, name) for name in series}
        return {name: of.runs + np.cumsum(of.missed, axis=1) for name, of in parts.items() if of is not None}

    def parts(self, past: Past, name: str) -> Parts | None:
        """What the paths of a series are the sum of; nothing where it cannot be told."""
        growth = self.recipe(past, name) if name in origin_runs.table() else None
        if growth is None:
            return None
        runs = ahead(self._runs.whole, past.origin, past.origin, name)
        errors = normal(len(runs) + len(runs) % 2, zlib.crc32(f"{self.name} {name} {past.origin}".encode()))
        walk = (errors[:, :HORIZON] + errors[:, HORIZON:] * growth.loading)[: len(runs)]
        spread = self._spread(past, name)
        middle = np.cumsum(growth.mean) + (runs - np.median(runs, axis=0))
        return Parts(
            middle, spread * walk, spread**2 * (np.eye(HORIZON) + np.outer(growth.loading, growth.loading))
        )

    def _spread(self, past: Past, name: str) -> float:
        """Spread of one year's error; that of the reference where runs are told the past of a series."""
        return spread(trends.damped if origin_runs.table()[name].told else self.recipe, past, name)


def ahead(runs: Runs, run: int, origin: int, name: str) -> Floats:
    """Log growth from ``origin`` ``[draw, year ahead]`` by the run of ``run``; after 2024 it repeats the last."""
    levels = runs(run, name)[:, origin - origin_runs.table()[name].first :]
    grown = levels[:, 1 : HORIZON + 1] - levels[:, :1]
    return np.pad(grown, ((0, 0), (0, HORIZON - grown.shape[1])), mode="edge")


def recipe(runs: Runs) -> trends.Recipe:
    """The middle run with the fading trend of what it missed, as a recipe of growth."""

    @cache
    def corrected(past: Past, name: str) -> Growth | None:
        # A view from an earlier year ends at the origin whose run it is seen with.
        run = past.origin if past.end == LAST_YEAR else past.end
        first = origin_runs.table()[name].first if name in origin_runs.table() else LAST_YEAR
        if past.origin < first or past.origin not in past.series(name).values:
            return None
        middle = np.median(runs(run, name), axis=0)
        grown = np.diff(np.concatenate([[0.0], np.median(ahead(runs, run, past.origin, name), axis=0)]))
        steps = [step for step in past.series(name).steps() if step.first >= first]
        if len(steps) < LEAST_STEPS:
            return Growth(grown, np.zeros(HORIZON))
        missed = [
            (step.growth - (middle[step.last - first] - middle[step.first - first]))
            / (step.last - step.first)
            for step in steps
        ]
        weights = trends.AGE_WEIGHT ** np.array([past.origin - step.last for step in steps], dtype=float)
        weights /= weights.sum()
        fade = trends.FADE**trends.YEARS
        return Growth(grown + float(weights @ missed) * fade, np.sqrt(weights @ weights) * fade)

    return corrected


ALL: tuple[Bare | Corrected, ...] = (
    Corrected("U"),
    Bare("U"),
    Corrected("U", form=0),
    Corrected("U", form=1),
    Corrected("C1"),
    Corrected("C2"),
    Corrected("U", learned=True),
    Bare("U", learned=True),
)
