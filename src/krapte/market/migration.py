"""Migration: net migration by age and sex, read as arrivals where positive and departures where negative.

The past is the balance that closes CBS stocks and deaths, the future a scenario's total spread over the mean
profile of 2015-2024; ``migration.position`` places a draw between the low and the high of its scenario.
A share of the arrivals of working age is attached to work at once, a part of them to techniek; the others are
outside the labour force and enter later like everyone else. Departures take from each stock in proportion.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from krapte.market.account import Ledger
from krapte.market.parameters import Migration
from krapte.market.records import Now, Profiles

LEAVERS = ("outside", "techniek", "rest", "seek_techniek", "seek_rest")


def net(now: Now, p: Migration) -> Array:
    """Net migration of the year by age on 31 December and sex, persons."""
    return now.migration_low + p.position * (now.migration_high - now.migration_low)


def departures(books: Ledger, now: Now, p: Migration) -> dict[str, Array]:
    """People who leave, from every stock in proportion to its size at that age and sex."""
    leaving = jnp.maximum(-net(now, p), 0)
    present = sum((books[stock] for stock in LEAVERS), start=jnp.zeros_like(leaving))
    share = jnp.where(present > 0, jnp.minimum(leaving / jnp.where(present > 0, present, 1), 1), 0)
    return {f"departures_{stock}": share * books[stock] for stock in LEAVERS}


def arrivals(now: Now, profiles: Profiles, p: Migration) -> dict[str, Array]:
    """People who come, to techniek, to the rest of the economy, or outside the labour force."""
    coming = jnp.maximum(net(now, p), 0)
    attached = (
        coming * p.participation * profiles.working_age[:, None] * (1 - profiles.pension_years[:, None])
    )
    techniek = attached * jnp.minimum(p.techniek_share * profiles.technical, 1)
    return {
        "arrivals_techniek": techniek,
        "arrivals_rest": attached - techniek,
        "arrivals_outside": coming - attached,
    }
