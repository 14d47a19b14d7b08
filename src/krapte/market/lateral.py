"""Lateral entry (zij-instroom): paid places through which people come to techniek from other work.

    come over = places filled x completion x still technical, places filled = places W P / (W + P) x room

P is the pond: how many people a year are open to such a step, one pond for every measure that draws on it, so that
measures do not add up; room is the share of extra learners for whom there are trainers (``teachers``). People come
out of tight work (ICT, care, education), out of unemployment, and for the most part out of other work; they are
adults, of the sexes in which people of that diploma work in techniek, and keep their own diploma. Without a measure
no places are paid: the large ordinary inflow from other work is in ``switching``.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.country.axes import GROUPS, STATES, TECHNIEK
from krapte.market.account import UNEMPLOYED, Ledger
from krapte.market.records import Profiles

TIGHT = [GROUPS.index(name) for name in ("ict", "care", "education")]
OTHER = GROUPS.index("rest")


class Lateral(NamedTuple):
    """Paid places for lateral entrants to techniek."""

    places: Array
    pond: Array
    completion: Array
    stay: Array
    from_tight: Array
    from_unemployed: Array


def come_over(room: Array, p: Lateral) -> Array:
    """People who come over to techniek by paid places in the year and are there to stay, persons."""
    filled = p.places * p.pond / (p.places + p.pond) * room
    return filled * p.completion * p.stay


def leave_chance(books: Ledger, coming: Array, profiles: Profiles, p: Lateral) -> Array:
    """Chance to be one of them, by where people stand ``[state, age, sex]``."""
    able = books.here() * profiles.learners[:, None]
    by_state = jnp.sum(able, axis=(1, 2))
    tight = jnp.zeros(len(STATES)).at[jnp.array(TIGHT)].set(1.0)
    weight = tight * by_state / jnp.sum(tight * by_state) * p.from_tight
    weight = weight.at[UNEMPLOYED].set(p.from_unemployed).at[OTHER].set(1 - p.from_tight - p.from_unemployed)
    chance = coming * weight / by_state
    return jnp.minimum(chance[:, None, None] * profiles.learners[:, None], 1)


def towards(vacancies: Array, switchers: Array) -> Array:
    """Where they go ``[group, qual, sex]``: to the technical groups as these have vacancies."""
    technical = jnp.arange(len(GROUPS)) < len(TECHNIEK)
    open_ = jnp.where(technical, vacancies, 0)
    return jnp.broadcast_to((open_ / jnp.sum(open_))[:, None, None], switchers.shape)
