"""People of working age in three parts, so that a flow touches only the part it moves; and sums over them.

The stocks of working age are most of the numbers of a year, and most of its time goes into reading and writing them.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.country.axes import GROUPS


class Parts(NamedTuple):
    """People of working age by where they stand, persons."""

    workers: Array  # [group, qual, age, sex]
    seekers: Array  # the unemployed [qual, age, sex]
    outside: Array  # outside the labour force [qual, age, sex]


def apart(by_state: Array) -> Parts:
    """The parts of what is given ``[state, ...]``."""
    count = len(GROUPS)
    workers, seekers, outside = jnp.split(by_state, [count, count + 1])
    return Parts(workers, seekers[0], outside[0])


def together(parts: Parts) -> Array:
    """The parts as one ``[state, ...]``."""
    return jnp.concatenate([parts.workers, parts.seekers[None], parts.outside[None]])


def summed(cells: Array, axis: tuple[int, ...]) -> Array:
    """``jnp.sum`` over the last axes as a product with ones, in a quarter of the time.

    ``axis`` counts from the end, as in (-2, -1). A plain sum over one earlier axis is as fast as can be.
    """
    rows = cells.reshape(*cells.shape[: -len(axis)], -1)
    return rows @ jnp.ones(rows.shape[-1])
