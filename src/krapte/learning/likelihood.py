"""How likely history is, given how far a run is from it.

``series.csv`` says how large the errors of a series are; that is a judgement, so each series has a scale of its own,
which history tells: its square is inverse gamma with :data:`SURE` years' worth of judgement around one. Integrated out,
a series of n years at distances r has the log likelihood of Student's t::

    - (SURE + n) / 2  log(1 + |r|^2 / SURE)

A series that no run comes near then counts for less, instead of pulling parameters to wherever it likes; the scale that
it comes out at is told. The same as least squares with each series weighed by ``(SURE + n) / (SURE + |r|^2)``.
"""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from krapte.country import assumptions

Floats = NDArray[np.float64]
SURE = assumptions.value("learning.likelihood.sure")
Places = Mapping[str, slice]


def energy(missed: Array, places: Places) -> Array:
    """Minus the log likelihood of one run's distances ``[n]``, but for a constant; differentiable."""
    made = jnp.zeros(())
    for place in places.values():
        count = place.stop - place.start
        made = made + (SURE + count) / 2 * jnp.log1p(jnp.sum(missed[place] ** 2) / SURE)
    return made


def log_likelihood(missed: Floats, places: Places) -> Floats:
    """The log likelihood, but for a constant, of many runs: distances ``[draw, n]`` to ``[draw]``."""
    made = np.zeros(missed.shape[:-1])
    for place in places.values():
        count = place.stop - place.start
        made -= (SURE + count) / 2 * np.log1p((missed[..., place] ** 2).sum(axis=-1) / SURE)
    return made


def weights(missed: Floats, places: Places) -> Floats:
    """The root of the weight of each distance ``[n]``, the same for all years of a series."""
    made = np.empty_like(missed)
    for place in places.values():
        count = place.stop - place.start
        made[place] = np.sqrt((SURE + count) / (SURE + missed[place] @ missed[place]))
    return made


def scales(missed: Floats, places: Places) -> dict[str, float]:
    """The scale of each series' errors against that of the table, at its most likely given the distances."""
    return {name: float(1 / weights(missed, {name: place})[place][0]) for name, place in places.items()}
