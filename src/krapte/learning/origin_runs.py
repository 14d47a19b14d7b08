"""Forecasts of the model from a past year: paths of published series, a draw a line, with what was known then only.

A run starts in 2013 on the inputs and priors of the origin (``country.origins``, ``country.origin_priors``), or on what
history had taught by then (``origin_posterior``), both forms of clearing among its draws, and nothing is set on
published stocks on the way. What counts are log steps after the origin: its level may be off. Nothing here was fitted
or chosen on the years after an origin.

In track U output differs from the outlook as growth differed from its mean in years known at the origin: each draw
takes a stretch of them in their order (the first year follows the last), and the cycle is set to bring it about. In C1
and C2 output is as realised.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from krapte.country import origin_priors, origins, parameters
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, STEPS, WORK_FROM
from krapte.engine import cohort
from krapte.engine.draws import Uniforms, matrix
from krapte.figures.errors import InputError
from krapte.learning import observe, origin_posterior
from krapte.market.state import Outcome
from krapte.measures import effects

Floats = NDArray[np.float64]
DRAWS = 256
STRETCH = cohort.Stretch(0, ANCHOR_YEAR - FIRST_YEAR + 1)  # its last step counts residents of 1 January 2025
TABLE = "origin_series.csv"
FORM = "meeting.form"
SLOTS = parameters.slots()
OLDER = {"participation.65_69": (65, 69), "participation.55_64": (55, 64)}


class Series(NamedTuple):
    """A series of the panel: the observables that are added up to it, and the year of the first step.

    ``told``: until the origin the run is told what moves the series, so that what it misses until then says nothing.
    """

    of: tuple[str, ...]
    first: int
    told: bool


@cache
def table() -> dict[str, Series]:
    """The series of the panel that the model tells, by name."""
    text = resources.files("krapte.learning").joinpath(TABLE).read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["series"]: Series(tuple(row["of"].split()), int(row["first"]), bool(row["told"])) for row in rows
    }


class Model:
    """The model as a forecaster, beside the rivals: ``paths`` of a series from an origin.

    ``form``: only the draws with that form of clearing. ``learned``: parameters after the history of the origin.
    """

    def __init__(
        self,
        track: origins.Track,
        draws: int = DRAWS,
        seed: int = 1,
        form: int | None = None,
        learned: bool = False,
    ) -> None:
        self.name, self.track, self.form, self.learned = "krapte", track, form, learned
        self.draws, self.seed = draws, seed

    def paths(self, origin: int, series: str) -> Floats:
        """Log levels ``[draw, year]`` of a series of the panel, from the origin to 2024; InputError if unknown."""
        return self.whole(origin, series)[:, origin - table()[series].first :]

    def whole(self, origin: int, series: str) -> Floats:
        """The same from the first step of the run on, ``table()[series].first``."""
        if series not in table():
            raise InputError("unknown_series", where=TABLE, found=series, expected=", ".join(sorted(table())))
        made, row = seen(origin, self.track, self.draws, self.seed, self.learned), table()[series]
        total = np.sum([made[name] for name in row.of], axis=0)
        levels = np.asarray(np.log(total[:, : ANCHOR_YEAR + 1 - row.first]))
        return levels if self.form is None else levels[made[FORM][:, 0] == self.form]


@cache
def seen(
    origin: int, track: origins.Track, draws: int, seed: int, learned: bool = False
) -> dict[str, Floats]:
    """Every observable ``[draw, year]`` of the runs of an origin; kept, so read only."""
    outcome, drawn = run(origin, track, draws, seed, learned=learned)
    shift = jnp.asarray(drawn[:, SLOTS.index("published.survey_shift")])
    made = {name: np.asarray(of) for name, of in observe.series(outcome, shift).items()}
    return made | older(outcome) | {FORM: drawn[:, [SLOTS.index(FORM)]]}


def run(
    origin: int,
    track: origins.Track,
    draws: int = DRAWS,
    seed: int = 1,
    moved: effects.Effects[Floats] | None = None,
    *,
    learned: bool = False,
) -> tuple[Outcome, Floats]:
    """The runs of an origin ``[draw, step, ...]`` to 1 January 2025, and their parameters ``[draw, slot]``.

    ``moved`` is the table of a package that begins after the origin; without it nothing is done. ``learned`` draws
    from what history had taught at the origin instead of from the assumptions of the time.
    """
    made = origins.load(origin, track)
    uniforms = Uniforms(seed, draws)
    drawn = (
        origin_posterior.drawn(origin, uniforms) if learned else matrix(uniforms, origin_priors.load(origin))
    )
    path = errors(origin, uniforms) if track == "U" else np.zeros((draws, len(STEPS)))
    shocks = as_shocks(path, drawn)
    batch = cohort.draws_of(drawn, shocks, moved or effects.none(SLOTS, STEPS, draws))
    return cohort.walk(batch, cohort.world(made), draws, STRETCH)[0], drawn


def errors(origin: int, uniforms: Uniforms) -> Floats:
    """How far growth of output comes out otherwise than the outlook ``[draw, step]``, share; 0 before the origin."""
    past = origins.growth_errors(origin)
    start = (uniforms("origin.growth") * len(past)).astype(int)
    ahead = np.maximum(np.array(STEPS) - origin, 0)
    return np.asarray(past[(start[:, None] + ahead) % len(past)] * (np.array(STEPS) >= origin))


def as_shocks(path: Floats, drawn: Floats) -> Floats:
    """The shocks with which the cycle of each draw, whatever its size and persistence, grows by ``path``."""
    size, kept = (drawn[:, SLOTS.index(f"demand.cycle_{name}")] for name in ("size", "persistence"))
    level = np.cumsum(path, axis=1)
    before = np.concatenate([np.zeros_like(level[:, :1]), level[:, :-1]], axis=1)
    return np.asarray((level - kept[:, None] * before) / size[:, None])


def older(outcome: Outcome) -> dict[str, Floats]:
    """Workers over residents by class of age ``[draw, year]``."""
    made = {}
    for name, (first, last) in OLDER.items():
        work = outcome.at_work_ages[..., first - WORK_FROM : last + 1 - WORK_FROM].sum(axis=-1)
        made[name] = np.asarray(work / outcome.people[..., first : last + 1].sum(axis=-1))
    return made
