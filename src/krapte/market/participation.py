"""Participation: people enter the labour force when young and some leave it before the pension years.

The chances by age and sex are those of a synthetic cohort: how participation changes from one age to the next in
the anchor year. Up to 54 these are net chances, so no other exits are added to them; from 55 on retirement
takes over. Entrants go to the rest of the economy; those below 20 (first and student jobs) partly to techniek, as
the skills survey has it, and re-entrants of 30 and over too. Between, people come to techniek as graduates.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from krapte.market.account import Ledger
from krapte.market.parameters import Participation
from krapte.market.records import Profiles


def leave(books: Ledger, profiles: Profiles, p: Participation) -> dict[str, Array]:
    """Workers and job seekers below 55 who leave the labour force."""
    chance = 1 - (1 - profiles.exit) ** p.exit
    return {
        f"exits_{stock}": books[stock] * chance
        for stock in ("techniek", "rest", "seek_techniek", "seek_rest")
    }


def enter(books: Ledger, profiles: Profiles, p: Participation) -> dict[str, Array]:
    """People from outside the labour force who enter it."""
    chance = 1 - (1 - profiles.entry) ** p.entry
    entrants = books["outside"] * chance
    re_entrants = jnp.minimum(p.techniek_share * profiles.technical, 1) * profiles.reentry[:, None]
    techniek = entrants * (re_entrants + profiles.young_technicians)
    return {"entry_techniek": techniek, "entry_rest": entrants - techniek}
