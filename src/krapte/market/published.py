"""How published totals are shared out over groups where no split is published.

Vacancies, filled vacancies and the unemployed are known in total; techniek, ICT, care and education get a share each
(``block``), the rest what remains, and within techniek the five groups share by weight (``within``). All of it is an
allocation, exact in sum.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.country.axes import TECHNIEK
from krapte.market.records import Base, History


class Published(NamedTuple):
    """Shares of blocks (techniek, ICT, care, education) and weights of the technical groups."""

    vacancies_block: Array
    vacancies_within: Array
    filled_block: Array
    filled_within: Array
    unemployed_block: Array
    unemployed_within: Array
    survey_shift: Array


def by_group(block: Array, within: Array) -> Array:
    """Shares of one by group."""
    technical = block[0] * within / jnp.sum(within)
    return jnp.concatenate([technical, block[1:], (1 - jnp.sum(block))[None]])


def vacancies(p: Published) -> Array:
    """Shares of open vacancies by group."""
    return by_group(p.vacancies_block, p.vacancies_within)


def filled(p: Published) -> Array:
    """Shares of filled vacancies by group."""
    return by_group(p.filled_block, p.filled_within)


def unemployed(p: Published) -> Array:
    """Shares of the unemployed by the work they look for, by group."""
    return by_group(p.unemployed_block, p.unemployed_within)


def surveyed(employed: Array, shift: Array) -> Array:
    """Employed ``[..., group]`` counted as after the survey break: technicians times exp(shift), the total kept."""
    count = len(TECHNIEK)
    technical = employed[..., :count] * jnp.exp(shift)
    more = jnp.sum(technical - employed[..., :count], axis=-1, keepdims=True)
    return jnp.concatenate([technical, employed[..., count:-1], employed[..., -1:] - more], axis=-1)


def history(seen: History, p: Published) -> tuple[Array, Array, Array, Array]:
    """Published employed, unemployed, vacancies and filled vacancies ``[year, group]``, as the draw shares them."""
    shift = (p.survey_shift * seen.before_break)[:, None]
    return (
        surveyed(seen.employed, shift),
        seen.unemployed[:, None] * unemployed(p),
        seen.vacancies[:, None] * vacancies(p),
        seen.filled[:, None] * filled(p),
    )


def jobs(base: Base, p: Published, shift: Array) -> tuple[Array, Array, Array]:
    """Employed, unemployed and vacancies of one moment by group, persons and vacancies ``[group]``."""
    by_state = jnp.sum(base.work, axis=(1, 2, 3))
    employed = surveyed(by_state[:-2], shift)
    return employed, by_state[-2] * unemployed(p), base.vacancies * vacancies(p)
