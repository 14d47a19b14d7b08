"""Population: people die, are born, grow older, and leave working life at 75.

Deaths in a year are the chance to die by age and sex times residents. Workers die less than other residents of
their age (``population.worker_mortality``); people outside the labour force carry the rest, so the total stays
that of the life table:

    deaths(worker)  = ratio q W          deaths(outside) = q (P - W) + (1 - ratio) q W

Births are fertility by age times women. Figures: CBS population and deaths by single age, AG2024 mortality,
CBS births, UN shape of fertility by age.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from krapte.market.account import Ledger
from krapte.market.parameters import Population
from krapte.market.records import Now, Profiles

WORKERS = ("techniek", "rest", "seek_techniek", "seek_rest", "card")


def deaths(books: Ledger, now: Now, p: Population) -> dict[str, Array]:
    """Deaths of the year by stock; age on 1 January."""
    flows = {f"deaths_{stock}": p.worker_mortality * now.mortality * books[stock] for stock in WORKERS}
    workers = sum((_by_age(books[stock]) for stock in WORKERS), start=jnp.zeros_like(books["outside"]))
    spared = (1 - p.worker_mortality) * now.mortality * workers
    # Where nearly everyone works the spared deaths could exceed those outside: then they stay alive.
    flows["deaths_outside"] = jnp.minimum(now.mortality * books["outside"] + spared, books["outside"])
    return flows


def career_end(books: Ledger, profiles: Profiles) -> dict[str, Array]:
    """Everyone who works at 74 stops: the survey counts no older workers."""
    last = profiles.last_age[:, None]
    return {f"career_end_{stock}": books[stock] * last for stock in WORKERS}


def births(books: Ledger, now: Now, profiles: Profiles, p: Population) -> dict[str, Array]:
    """Births of the year, age 0; women by their age at the start of the year."""
    women = _residents(books)[:, 1]
    way = now.fertility_weight
    level = now.fertility_start * (1 - way) + p.fertility * way
    rate = now.fertility * jnp.where(now.future > 0, level, 1)
    born = jnp.sum(rate * women) * profiles.newborn
    return {"births": jnp.zeros_like(books["outside"]).at[0].set(born)}


def newborn_deaths(born: Array, now: Now) -> dict[str, Array]:
    """Deaths in the year of birth; ``born`` by age and sex."""
    return {"deaths_newborn": born * now.newborn_mortality}


def grow_older(books: Ledger) -> None:
    """Every stock one year older; the last age keeps its own. No flow: age is an axis of the stock."""
    for stock, persons in books.stocks.items():
        books.stocks[stock] = _older(persons)


def residents(books: Ledger) -> Array:
    """All residents by age and sex."""
    return _residents(books)


def _residents(books: Ledger) -> Array:
    return sum(
        (_by_age(persons) for persons in books.stocks.values()), start=jnp.zeros_like(books["outside"])
    )


def _by_age(persons: Array) -> Array:
    return jnp.sum(persons, axis=0) if persons.ndim > 2 else persons


def _older(persons: Array) -> Array:
    head = jnp.zeros_like(persons[..., :1, :])
    top = persons[..., -2:-1, :] + persons[..., -1:, :]
    return jnp.concatenate([head, persons[..., :-2, :], top], axis=-2)
