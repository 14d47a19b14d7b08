"""Parameters as standard normal numbers: the coordinates in which the fit walks.

A parameter is the value of its prior at the probability of a standard normal number z, so that before any data every
z is normal(0, 1) and knows nothing of the others. A fixed parameter does not move with z. A coin (``meeting.form``)
is set from outside.

:func:`values` is exact. A program that is differentiated reads the same from a table, cubic between points 0.05 apart:
the two differ by less than a thousandth of a prior's range (tested; the most seen is 3e-4, in a lopsided tail).
"""

from __future__ import annotations

from functools import cache

import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray
from scipy import special

from krapte.country import parameters
from krapte.country.parameters import Parameter

Floats = NDArray[np.float64]
SLOTS = parameters.slots()
FORM = SLOTS.index("meeting.form")
REACH, STEP = 6.0, 0.05
GRID = np.linspace(-REACH, REACH, round(2 * REACH / STEP) + 1)


Rows = tuple[Parameter, ...]


def free(rows: Rows | None = None) -> list[int]:
    """Places of the parameters that have a range; ``rows`` are other priors than those of the table."""
    return [i for i, row in enumerate(rows or parameters.load()) if row.shape not in ("fixed", "choice")]


def values(
    z: Floats, form: Floats | float, places: list[int] | None = None, rows: Rows | None = None
) -> Floats:
    """Parameters ``[..., slot]`` at z ``[..., slot]``, with the form of clearing ``[...]``; or some places of both."""
    table = rows or parameters.load()
    at = range(len(table)) if places is None else places
    u = special.ndtr(z)
    made = [form if place == FORM else table[place].draw(u[..., i]) for i, place in enumerate(at)]
    return np.stack(np.broadcast_arrays(*made), axis=-1).astype(float)


@cache
def grid(rows: Rows | None = None) -> tuple[Floats, Floats]:
    """Values of each prior on the grid ``[slot, point]``, and what they change by from point to point there."""
    table = np.stack(
        [
            np.zeros(len(GRID)) if row.shape == "choice" else row.draw(special.ndtr(GRID))
            for row in rows or parameters.load()
        ]
    )
    return table, np.gradient(table, axis=1)


def smooth(z: Array, form: Array | float, rows: Rows | None = None) -> Array:
    """As :func:`values` for one draw ``[slot]``, differentiable."""
    value, change = (jnp.asarray(part) for part in grid(rows))
    at = (jnp.clip(z, -REACH, REACH) + REACH) / STEP
    left = jnp.clip(jnp.floor(at).astype(int), 0, len(GRID) - 2)
    t = at - left
    place = jnp.arange(len(SLOTS))
    v0, v1, d0, d1 = value[place, left], value[place, left + 1], change[place, left], change[place, left + 1]
    made = (
        (2 * t**3 - 3 * t**2 + 1) * v0
        + (t**3 - 2 * t**2 + t) * d0
        + (3 * t**2 - 2 * t**3) * v1
        + (t**3 - t**2) * d1
    )
    return made.at[FORM].set(form)
