"""Switching: workers change occupation, into techniek and out of it, more to where it is tight.

    out = gross exp(-response x) x technicians             x = perceived tightness of techniek
    in  = (gross + net) exp(+response x) x technicians         less that of the rest, in logs

spread over ages by how often people of that age change occupation, and over men and women as technicians are.
Gross flows are large and poorly measured (survey coding); the net flow is what stocks tell. The unemployed turn to
other work more often (``switching.seekers``), in numbers that balance at usual tightness. What people perceive moves
slowly (``switching.memory``): a raw one-year lag would oscillate. Inflow is drawn from the other workers and seekers,
whose number it depends on.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from krapte.market.account import Ledger
from krapte.market.parameters import Published, Switching
from krapte.market.records import Memory, Profiles


def pull(memory: Memory, p: Switching) -> Array:
    """How much more people come to techniek, and less leave it, than at usual tightness."""
    return jnp.exp(p.response * (memory.perceived[0] - memory.perceived[1]))


def switch(books: Ledger, memory: Memory, profiles: Profiles, p: Switching) -> dict[str, Array]:
    """Workers who change between techniek and the rest, by age and sex, persons."""
    often = profiles.switching[:, None]
    leaving = jnp.minimum(p.gross / pull(memory, p) * often, 1)
    # The chance of an other worker to come in, set on the number of technicians at the anchor.
    rate = (p.gross + p.net) * pull(memory, p) / profiles.rest_per_technician
    coming = jnp.minimum(rate * often * profiles.technical, 1)
    return {"switch_out": books["techniek"] * leaving, "switch_in": books["rest"] * coming}


def look(books: Ledger, memory: Memory, p: Switching, shared: Published) -> dict[str, Array]:
    """Unemployed people who turn to the other group's work, by age and sex, persons."""
    usual = shared.unemployed_techniek / (1 - shared.unemployed_techniek)
    leaving = jnp.minimum(p.seekers / pull(memory, p), 1)
    coming = jnp.minimum(p.seekers * usual * pull(memory, p), 1)
    men_and_women = books["seek_techniek"] / jnp.maximum(jnp.sum(books["seek_techniek"]), 1)
    others = jnp.maximum(books["seek_rest"], 0)
    turning = jnp.minimum(jnp.sum(others) * coming * men_and_women, others)
    return {"look_out": books["seek_techniek"] * leaving, "look_in": turning}


def perceive(perceived: Array, tightness: Array, p: Switching) -> Array:
    """The slow log tightness by group after this year's ``tightness`` (log, relative to the group's history)."""
    return perceived + p.memory * (tightness - perceived)
