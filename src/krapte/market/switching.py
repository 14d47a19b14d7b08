"""Switching: workers change occupation, away from where it is slack and to where it is tight.

    leave g  = gross(g) exp(-response x(g)) often(age) workers(g)
    come to h = leavers x share(h | diploma, sex) gross(h) exp(response x(h)) (1 + net(h)), shares of one

x is the slow (perceived) log tightness of a group against its own history, less the mean of all. The shares are
such that at usual tightness, without ``net``, as many come to a group as leave it in the anchor year: gross flows are
large and poorly measured (survey coding), the net flow is what stocks tell. The diploma limits where one can go: this
is the flexibility matrix in motion. The unemployed stay attached to a group's work and turn to other work at
``switching.seekers`` a year, by the same shares. What people perceive moves slowly (``switching.memory``): a raw
one-year lag would oscillate.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.country.axes import GROUPS, SEXES, STATES
from krapte.market.account import Ledger
from krapte.market.records import Profiles


class Switching(NamedTuple):
    """Changing occupation; ``gross`` and ``net`` by group."""

    gross: Array
    net: Array
    seekers: Array
    response: Array
    memory: Array


def pull(perceived: Array, employed: Array, p: Switching) -> Array:
    """How much more people come to a group than at usual tightness, against the mean of all groups ``[group]``."""
    mean = jnp.sum(perceived * employed) / jnp.sum(employed)
    return jnp.exp(p.response * (perceived - mean))


def leave_chance(drawn: Array, profiles: Profiles, p: Switching) -> Array:
    """Chance of workers to change occupation ``[state, age, sex]``; ``drawn`` is the pull by group."""
    often = profiles.switching[:, None]
    chance = jnp.minimum((p.gross / drawn)[:, None, None] * often, 1)
    chance = jnp.pad(chance, ((0, len(STATES) - len(GROUPS)), (0, 0), (0, 0)))
    return jnp.broadcast_to(chance, (*chance.shape[:2], len(SEXES)))


def towards(share: Array, drawn: Array, p: Switching) -> Array:
    """Where those who change occupation go ``[group, qual, sex]``; sums to one over groups."""
    leaning = share * (p.gross * drawn * (1 + p.net))[:, None, None]
    return leaning / jnp.sum(leaning, axis=0)


def look(looks: Array, usual: Array, drawn: Array, p: Switching) -> Array:
    """Where the unemployed look, shares ``[qual, group]`` of one, after some turned to other work."""
    leaning = usual * drawn
    target = leaning / jnp.sum(leaning, axis=1, keepdims=True)
    return looks + p.seekers * (target - looks)


def attached(books: Ledger, looks: Array) -> Array:
    """Unemployed attached to a group's work by diploma ``[qual, group]``, persons."""
    return books.unemployed()[:, None] * looks


def felt_at(perceived: Array, level: Array, p: Switching) -> Array:
    """This year's log tightness at which people come to perceive ``level``: :func:`perceive` the other way round."""
    return perceived + (level - perceived) / p.memory


def perceive(perceived: Array, tightness: Array, p: Switching) -> Array:
    """The slow log tightness by group after this year's ``tightness`` (log, relative to the group's history)."""
    return perceived + p.memory * (tightness - perceived)
