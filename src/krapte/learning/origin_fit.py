"""The fit as it could have been made at an origin: the mode, and Laplace's normal around it.

Priors are those of the origin (``country.origin_priors``), history its series up to that year as known then, and the
run is that of the origin. Nothing later is read: figures are asked as known at the end of the origin. Six years at
most say little, so Laplace's normal along the directions that data move takes the place of a sampler (on the whole of
history both agree, ``docs/learning.md``); whatever it makes of a forecast is told and not tuned.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.country import origin_priors, origins
from krapte.engine import cohort
from krapte.figures.errors import InputError
from krapte.learning import data, directions, mode, prior
from krapte.learning.directions import Directions
from krapte.learning.fit import FORMS, Tell
from krapte.learning.misfit import History, Misfit
from krapte.learning.mode import Mode

Floats = NDArray[np.float64]


class Fitted(NamedTuple):
    """The fit of an origin under one form of clearing."""

    origin: int
    form: float
    mode: Mode
    directions: Directions


def history(origin: int) -> History:
    """Series, world and priors as known at the origin; InputError at another origin."""
    origins.check(origin, "U")
    world = cohort.world(origins.load(origin, "U"))
    return History(data.observed(origin), world, origin_priors.load(origin))


def fit(origin: int, tell: Tell = print) -> list[Fitted]:
    """Both forms of clearing; InputError where the steps of one do not arrive."""
    of = history(origin)
    misfit, places = Misfit(of), prior.free(of.priors)
    return [one(misfit, origin, form, places, tell) for form in FORMS]


def one(misfit: Misfit, origin: int, form: float, places: list[int], tell: Tell) -> Fitted:
    """One form: Gauss-Newton steps from the middle of the priors, and the directions there."""
    best = mode.climb(misfit, form, np.zeros(len(prior.SLOTS)), places)
    if not best.arrived:
        raise InputError(
            "gate_failed",
            where=f"fit: origin {origin}, form {form:.0f}: arrived",
            found=best.steps,
            expected=f"< {mode.LONGEST} steps",
        )
    along = directions.at(best, places)
    tell(f"origin {origin}, form {form:.0f}: mode at {best.height:.2f}, {len(along.strength)} directions")
    return Fitted(origin, form, best, along)
