"""Which parameters the data moved, and which series pulled at them: the table :mod:`krapte.learning.moved` keeps.

At the mode a parameter's z is the sum of the pulls of all series: ``z = - sum over series of J_s' W_s r_s``, exact
since the slope of the posterior is nought there.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from krapte.country import parameters
from krapte.engine.draws import Uniforms
from krapte.learning import likelihood, prior
from krapte.learning.fit import Fitted
from krapte.learning.moved import Moved
from krapte.learning.posterior import Posterior

Floats = NDArray[np.float64]
DRAWS = 4096
ENDS = (0.1, 0.5, 0.9)
PULLS = 2  # series told for each parameter
LEAST_PULL = 0.05


def told(of: Posterior, fitted: tuple[Fitted, ...], places: dict[str, slice]) -> list[Moved]:
    """One per parameter that history sees, in the order of the parameter table."""
    slots, rows = parameters.slots(), parameters.load()
    drawn = of.drawn(Uniforms(0, DRAWS))
    pull = np.mean([pulls(one, places) for one in fitted], axis=0)
    made = []
    for place in sorted({place for one in fitted for place in one.directions.places}):
        before, after = rows[place].draw(Uniforms(0, DRAWS)(slots[place])), drawn[:, place]
        z = special.ndtri((np.searchsorted(np.sort(before), after) + 0.5) / (DRAWS + 1))
        order = np.argsort(-np.abs(pull[:, place]))[:PULLS]
        names = [list(places)[i] for i in order if abs(pull[i, place]) >= LEAST_PULL]
        low, median, high = np.quantile(after, ENDS)
        made.append(
            Moved(
                slots[place],
                float(low),
                float(median),
                float(high),
                float(z.std()),
                float(z.mean()),
                tuple(names),
                tuple(float(pull[list(places).index(name), place]) for name in names),
            )
        )
    return made


def pulls(one: Fitted, places: dict[str, slice]) -> Floats:
    """How far each series pulls each parameter at the mode ``[series, slot]``, in the spread of its prior."""
    weighed = likelihood.weights(one.mode.missed, places) * one.mode.missed
    made = np.zeros((len(places), len(prior.SLOTS)))
    for i, place in enumerate(places.values()):
        made[i, prior.free()] = -one.mode.slopes[place].T @ weighed[place]
    return made
