"""Population: people die, are born, grow older, and leave working life at 75.

Deaths in a year are the chance to die by age and sex times residents. Workers die less than other residents of
their age (``population.worker_mortality``); people outside the labour force carry the rest, so the total stays
that of the life table:

    deaths(worker)  = ratio q W          deaths(outside) = q (P - W) + (1 - ratio) q W

Births are fertility by age times women. Figures: CBS population and deaths by single age, AG2024 mortality,
CBS births, UN shape of fertility by age.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.country.axes import QUALS, WORK_FROM, WORK_TO
from krapte.market.account import OUTSIDE, Ledger, Parts, by_place, together
from krapte.market.records import Now, Profiles

WORKING = slice(WORK_FROM, WORK_TO + 1)


class Population(NamedTuple):
    """Births, deaths."""

    fertility: Array
    worker_mortality: Array


def death_chance(books: Ledger, now: Now, p: Population) -> Array:
    """Chance to die in the year of people of working age ``[state, age, sex]``."""
    here = books.here()
    q = now.mortality[WORKING]
    outside, labour = here[OUTSIDE], jnp.sum(here[:OUTSIDE], axis=0)
    spared = (1 - p.worker_mortality) * q * labour / jnp.maximum(outside, 1)
    # Where nearly everyone works the spared deaths could exceed those outside: then they stay alive.
    others = jnp.minimum(q + spared, 1)
    worker = jnp.broadcast_to(p.worker_mortality * q, (OUTSIDE, *q.shape))
    return jnp.concatenate([worker, others[None]])


def die_young_and_old(books: Ledger, now: Now) -> None:
    """Deaths below and above working age."""
    books.change_young("deaths", now.mortality[:WORK_FROM] * books.young, gained=False)
    books.change_old("deaths", now.mortality[WORK_TO + 1 :] * books.old, gained=False)


def births(books: Ledger, now: Now, profiles: Profiles, p: Population) -> Array:
    """Births of the year by sex; women by their age at the start of the year."""
    women = books.residents()[:, 1]
    way = now.fertility_weight
    level = now.fertility_start * (1 - way) + p.fertility * way
    rate = now.fertility * jnp.where(now.future > 0, level, 1)
    return jnp.sum(rate * women) * profiles.newborn


def be_born(books: Ledger, born: Array, now: Now) -> None:
    """Those born in the year ``[sex]``, and those of them who die in it."""
    first = (jnp.arange(books.young.shape[0]) == 0).astype(float)[:, None]
    books.change_young("births", first * born, gained=True)
    books.change_young("deaths", first * (born * now.newborn_mortality), gained=False)


def grow_older(books: Ledger) -> None:
    """Everyone one year older; at 15 people come of age outside the labour force, at 75 working life ends."""
    young, old = books.young, books.old
    of_age = young[-1]
    ending = together(Parts(*(jnp.sum(part[..., -1, :], axis=-2) for part in books.parts)))
    books.young = jnp.concatenate([jnp.zeros_like(young[:1]), young[:-1]])
    low = (jnp.arange(len(QUALS)) == QUALS.index("low")).astype(float)
    came = Parts(jnp.zeros(()), jnp.zeros(()), low[:, None, None] * of_age)
    books.parts = Parts(*(_older(part, first) for part, first in zip(books.parts, came, strict=True)))
    retired = jnp.sum(ending, axis=0)
    books.old = jnp.concatenate([retired[None], old[:-2], old[-2:-1] + old[-1:]])
    by_state = jnp.sum(ending, axis=1)
    books.note("career_end", lost=by_place(by_state), gained=by_place(old=jnp.sum(retired)))
    outside = jnp.arange(by_state.shape[0]) == OUTSIDE
    number = jnp.sum(of_age)
    books.note("come_of_age", lost=by_place(young=number), gained=by_place(outside * number))


def _older(part: Array, of_age: Array) -> Array:
    """A part of the stocks ``[..., age, sex]`` a year older, with those who come ``of_age`` in front."""
    return jnp.concatenate([jnp.broadcast_to(of_age, part[..., :1, :].shape), part[..., :-1, :]], axis=-2)
