"""Labour of people who live elsewhere: posted workers and those who cross the border each day.

    change = stock x (rules x exp(response x change of perceived log tightness) - 1)

They are no residents and in no count of employed persons, so they are capacity beside the market: what they do more
than in the anchor year, employers need no resident for. Only the change counts; in the anchor year it is nought, and
before it demand was measured with them in place. Figures: 41,000 foreign workers on Dutch building sites in 2017
(ip_constr_foreign_2017), some of whom are residents; 79,000 posted outside road transport in 2021, as counted over a
year (ip_posted_nonroad_2021). Cross-border workers by occupation: no table found.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array


class Nonresident(NamedTuple):
    """Parameters; ``stock`` by group, full-year persons in the anchor year."""

    stock: Array
    response: Array
    rules: Array


def level(perceived: Array, ahead: Array, p: Nonresident) -> Array:
    """Their labour against the anchor year ``[group]``, ratio; ``perceived`` is the change since the anchor."""
    return 1 + ahead * (p.rules * jnp.exp(p.response * perceived) - 1)


def change(perceived: Array, ahead: Array, p: Nonresident) -> Array:
    """Persons more than in the anchor year ``[group]``: to be taken off the jobs wanted of residents."""
    return p.stock * (level(perceived, ahead, p) - 1)
