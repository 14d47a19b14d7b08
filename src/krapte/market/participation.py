"""Participation: people enter the labour force when young and some leave it before the pension years.

The chances by age and sex are those of a synthetic cohort: how participation changes from one age to the next in
the anchor year. Up to 54 these are net chances, so no other exits are added to them; from 55 on retirement takes
over. Published rates hold newcomers from abroad of every age, part of whom did not work at once
(``migration.participation``). What they lack on their age is what people from outside make good: without it each
year's newcomers would lower rates for ever, which have risen. Of those outside, people with a higher diploma enter more
often (``participation.level``); the total stays. Entrants go to groups as people of their diploma and sex are spread
over work, those who make good what newcomers lack as newcomers are.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.country.axes import QUALS, STATES, TECHNIEK
from krapte.market.account import OUTSIDE, Ledger
from krapte.market.records import Profiles


class Participation(NamedTuple):
    """Entering and leaving the labour force before the pension years; ``level`` for low and high."""

    entry: Array
    exit: Array
    level: Array
    techniek: Array


def exit_chance(profiles: Profiles, p: Participation) -> Array:
    """Chance of workers and job seekers below 54 to leave the labour force ``[state, age, sex]``."""
    chance = 1 - (1 - profiles.exit) ** p.exit
    inside = (jnp.arange(len(STATES)) != OUTSIDE).astype(float)
    return inside[:, None, None] * chance


class Entering(NamedTuple):
    """Who enters of those outside, by the age reached in the year ``[age, sex]``."""

    chance: Array
    lacking: Array  # the part of them who make good what newcomers from abroad lack on their age, share


def entering(profiles: Profiles, at_once: Array, p: Participation) -> Entering:
    """Chances to enter the labour force; ``at_once`` is the share of newcomers who join it when they come.

    With the newcomers of an ordinary year then mixed in, the cohort of today passes through the rates of today.
    """
    lacking = profiles.newcomers * (profiles.labour_force - at_once)
    chance = jnp.clip(profiles.entry + lacking, 0, 1)
    part = jnp.maximum(lacking, 0) / jnp.where(chance > 0, chance, 1)
    return Entering(1 - (1 - chance) ** p.entry, jnp.minimum(part, 1))


def enter(
    books: Ledger, learners: Array, who: Entering, abroad: Array, profiles: Profiles, p: Participation
) -> None:
    """People from outside the labour force enter it, into a group.

    ``learners`` is how many more than usual start as learning workers in techniek (negative: fewer), persons; in
    ``abroad [group, sex]`` is where newcomers work, shares: who makes good what they lack works there.
    """
    outside = books.parts.outside
    readiness = outside * ratios(p)[:, None, None]
    wanted = who.chance * jnp.sum(outside, axis=0) / jnp.maximum(jnp.sum(readiness, axis=0), 1)
    entrants = jnp.minimum(readiness * wanted, outside)
    books.take_from("entry", OUTSIDE, entrants)
    usual = entrants * (1 - who.lacking)
    share = lean(profiles.entrants, p.techniek)
    technical = jnp.sum(share[: len(TECHNIEK)] * jnp.sum(usual, axis=1))
    wanted = jnp.maximum(1 + learners / jnp.maximum(technical, 1), 0)
    inside = jnp.minimum(jnp.sum(share[: len(TECHNIEK)], axis=0) * wanted, 1)
    books.place("entry", within(share, inside), usual)
    books.place("entry", jnp.broadcast_to(abroad[:, None], share.shape), entrants - usual)


def within(share: Array, inside: Array) -> Array:
    """Shares ``[group, qual, sex]`` with techniek as a whole at ``inside [qual, sex]``."""
    technical = share[: len(TECHNIEK)]
    others = share[len(TECHNIEK) :]
    technical = technical * (inside / jnp.sum(technical, axis=0))
    return jnp.concatenate([technical, others * ((1 - inside) / jnp.sum(others, axis=0))])


def ratios(p: Participation) -> Array:
    """How often people of a diploma enter against those of the middle level ``[qual]``."""
    low = jnp.array([name.startswith("low") for name in QUALS])
    high = jnp.array([name.startswith("high") for name in QUALS])
    return jnp.where(low, p.level[0], jnp.where(high, p.level[1], 1.0))


def lean(share: Array, ratio: Array) -> Array:
    """Shares ``[group, qual, sex]`` with the odds of techniek times ``ratio``."""
    technical = jnp.arange(share.shape[0]) < len(TECHNIEK)
    leaning = share * jnp.where(technical, ratio, 1.0)[:, None, None]
    return leaning / jnp.sum(leaning, axis=0)
