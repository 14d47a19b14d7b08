"""The skilled-worker scheme ('oranje kaart'): regulated, functional, temporary work from outside the EU.

    arrivals = min(quota, applications)

A quota fills nothing by itself: what holds technicians back is the application that is never made. Holders work
in techniek; each year some leave early (``card.exit``); after five years ``card.return_share`` goes home and the
others stay as ordinary technicians. Arrivals come on top of net migration of the scenario.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from krapte.market.account import Ledger
from krapte.market.parameters import Card
from krapte.market.records import Profiles


def finish(books: Ledger, p: Card) -> dict[str, Array]:
    """Early leavers, and those whose five years end: home, or settled as ordinary technicians."""
    exits = books["card"] * p.exit
    ending = (books["card"] - exits).at[:-1].set(0)
    returns = ending * p.return_share
    return {"card_exits": exits, "card_returns": returns, "card_settled": ending - returns}


def next_year(books: Ledger) -> None:
    """One more year since arrival. No flow: years since arrival are an axis of the stock."""
    card = books.stocks["card"]
    books.stocks["card"] = jnp.concatenate([jnp.zeros_like(card[:1]), card[:-1]], axis=0)


def arrive(books: Ledger, profiles: Profiles, p: Card) -> dict[str, Array]:
    """New holders, in their first year."""
    coming = jnp.minimum(p.quota, p.applications) * profiles.card
    return {"card_arrivals": jnp.zeros_like(books["card"]).at[0].set(coming)}
