"""Hiring: the cleared number of employed is filled by people, through separations and hires.

The market tells how many of a group are employed; the persons are those attached to it. A share of the employees
loses the job (``separations``; more when the group shrinks faster) and stays attached to the group's work; of the
unemployed attached to it, so swollen, as many are hired as make the number come out, whatever their diploma.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from krapte.market.account import UNEMPLOYED, Ledger
from krapte.market.meeting import Met


def place(books: Ledger, met: Met, attached: Array, separations: Array) -> Array:
    """Separations and hires, so that every group employs what the market cleared.

    ``attached`` is the unemployed by the work they look for ``[qual, group]``; returns the shares in which those who
    stay unemployed look for work ``[qual, group]``.
    """
    at_work = books.at_work()
    employed = jnp.sum(at_work, axis=1)
    lose = jnp.maximum(separations, 1 - met.employed / employed)
    books.separate(lose)
    pool = attached + (at_work * lose[:, None]).T
    hired = met.employed - employed * (1 - lose)
    by_diploma = pool * jnp.clip(hired / jnp.sum(pool, axis=0), 0, 1)
    total = jnp.sum(by_diploma, axis=1)
    unemployed = jnp.sum(pool, axis=1)
    going = books.parts.seekers * (total / jnp.where(unemployed > 0, unemployed, 1))[:, None, None]
    books.take_from("hires", UNEMPLOYED, going)
    books.place("hires", _shares(by_diploma).T[:, :, None], going)
    return _shares(pool - by_diploma)


def _shares(persons: Array) -> Array:
    """Rows of one; even where there is nobody."""
    total = jnp.sum(persons, axis=1, keepdims=True)
    even = jnp.full_like(persons, 1 / persons.shape[1])
    return jnp.where(total > 0, persons / jnp.where(total > 0, total, 1), even)
