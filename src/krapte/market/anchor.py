"""Start and anchor: from published stocks to the model's stocks.

A run starts from the published stocks of 2013. Runs that answer a question are anchored on those of 2024: per age
and sex the residents are shared out as published, by a flow of its own that sums to zero, so nobody is made from
nothing; its size is printed by state. Where the unemployed look for work is not published: per diploma they look as
workers of that diploma are spread, fitted to the draw's shares of groups.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array, lax

from krapte.country.axes import FIT_ROUNDS, GROUPS, STATES, TECHNIEK
from krapte.market.account import UNEMPLOYED, Ledger, Parts, apart, by_place, summed, together
from krapte.market.population import WORKING
from krapte.market.records import Base


def stocks(base: Base, shift: Array) -> Array:
    """Published stocks ``[state, qual, age, sex]``; ``shift`` lifts technicians of before the survey break."""
    count, rest = len(TECHNIEK), GROUPS.index("rest")
    technical = base.work[:count]
    more = technical * (jnp.exp(shift) - 1)
    # In cells where the rest has too few people to lend, fewer are moved.
    wanted = jnp.sum(more, axis=0)
    fits = jnp.where(wanted > base.work[rest], base.work[rest] / jnp.maximum(wanted, 1), 1)
    moved = more * fits
    work = jnp.asarray(base.work).at[:count].add(moved)
    return work.at[rest].add(-jnp.sum(moved, axis=0))


def looks(unemployed: Array, spread: Array, shares: Array) -> Array:
    """Where the unemployed look ``[qual, group]``, rows of one, so that groups get their ``shares`` of all.

    ``unemployed`` by diploma, ``spread`` the work of that diploma ``[qual, group]``: proportional fitting.
    """
    made = spread
    for _ in range(FIT_ROUNDS):
        made = made * (shares / jnp.sum(unemployed[:, None] * made, axis=0))
        made = made / jnp.sum(made, axis=1, keepdims=True)
    return made


def unemployed_of(work: Array) -> Array:
    """Unemployed by diploma ``[qual]``, persons."""
    return jnp.sum(work[UNEMPLOYED], axis=(1, 2))


def move(books: Ledger, base: Base, on: Array) -> None:
    """The anchoring flow, nothing unless ``on``: residents as simulated, shared out over states as published."""

    def anchored(parts: Parts) -> tuple[Parts, Array, Array]:
        work = together(parts)
        share = jnp.sum(work, axis=(0, 1)) / jnp.maximum(base.people[WORKING], 1)
        wanted = base.work * share
        more = wanted - work
        lost, gained = (summed(jnp.maximum(sign * more, 0), axis=(-3, -2, -1)) for sign in (-1, 1))
        return apart(wanted), lost, gained

    def free(parts: Parts) -> tuple[Parts, Array, Array]:
        none = jnp.zeros(len(STATES))
        return parts, none, none

    books.parts, lost, gained = lax.cond(on > 0, anchored, free, books.parts)
    books.note("anchor", lost=by_place(lost), gained=by_place(gained))
