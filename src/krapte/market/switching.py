"""Switching: workers change occupation, into techniek and out of it, more to where it is tight.

    out = gross exp(-response x) x technicians             x = perceived tightness of techniek
    in  = (gross + net) exp(+response x) x technicians         less that of the rest, in logs

spread over ages by how often people of that age change occupation, and over men and women as technicians are.
Gross flows are large and poorly measured (survey coding); the net flow is what stocks tell. What people perceive
moves slowly (``switching.memory``): a raw one-year lag would oscillate. Inflow is drawn from the other workers,
whose number it depends on.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from krapte.market.account import Ledger
from krapte.market.parameters import Switching
from krapte.market.records import Memory, Profiles


def switch(books: Ledger, memory: Memory, profiles: Profiles, p: Switching) -> dict[str, Array]:
    """Workers who change between techniek and the rest, by age and sex, persons."""
    pull = jnp.exp(p.response * (memory.perceived[0] - memory.perceived[1]))
    often = profiles.switching[:, None]
    leaving = jnp.minimum(p.gross / pull * often, 1)
    # The chance of an other worker to come in, set on the number of technicians at the anchor.
    coming = jnp.minimum(
        (p.gross + p.net) * pull / profiles.rest_per_technician * often * profiles.technical, 1
    )
    return {"switch_out": books["techniek"] * leaving, "switch_in": books["rest"] * coming}


def perceive(memory: Memory, tightness: Array, p: Switching) -> Array:
    """The slow log tightness by group after this year's ``tightness`` (log, relative to the group's history)."""
    return memory.perceived + p.memory * (tightness - memory.perceived)
