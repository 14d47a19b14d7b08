"""Hiring: the cleared number of employed is filled by people, through separations and hires.

The market tells how many of a group are employed; the persons are those attached to it. A share of the employed
loses the job (``separations``; more when the group shrinks faster), and of the unemployed so swollen the
share is hired that makes the number come out. Holders of the skilled-worker card stay employed.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from krapte.market.account import Ledger
from krapte.market.meeting import Met

PAIRS = (("techniek", "seek_techniek"), ("rest", "seek_rest"))


def labour(books: Ledger) -> Array:
    """Attached labour by group: employed and unemployed, persons."""
    card = jnp.sum(books["card"])
    totals = [jnp.sum(books[work]) + jnp.sum(books[seek]) for work, seek in PAIRS]
    return jnp.stack([totals[0] + card, totals[1]])


def place(books: Ledger, met: Met, separations: Array) -> dict[str, Array]:
    """Separations and hires by age and sex, so that every group employs what the market cleared."""
    ordinary = met.employed.at[0].add(-jnp.sum(books["card"]))
    flows: dict[str, Array] = {}
    for group, (work, seek) in enumerate(PAIRS):
        employed = jnp.sum(books[work])
        lose = jnp.maximum(separations[group], 1 - ordinary[group] / employed)
        separated = books[work] * lose
        pool = books[seek] + separated
        hired = (ordinary[group] - employed * (1 - lose)) / jnp.sum(pool)
        flows[f"separations_{work}"] = separated
        flows[f"hires_{work}"] = pool * jnp.clip(hired, 0, 1)
    return flows
