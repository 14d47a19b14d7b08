"""Education, thin: technical graduates who start in techniek, by level (mbo, hbo, wo).

    starters(level) = diplomas(level) x mean size of a birth cohort x placement(level)

``education.diplomas`` is the share of a birth cohort that leaves school with a technical diploma of that level,
``education.placement`` the share of those who start in a technical occupation. They come out of two stocks in
proportion: people outside the labour force, and people who already hold another job (a fifth of workers study).
The number of starters follows the size of the cohorts; places, teachers and choice come with the pipeline.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from krapte.market.account import Ledger
from krapte.market.parameters import Education
from krapte.market.population import residents
from krapte.market.records import Profiles


def starters(books: Ledger, profiles: Profiles, p: Education) -> Array:
    """Technical graduates who start in techniek, by age and sex, persons."""
    cohort = jnp.sum(profiles.cohort[:, None] * residents(books))
    by_level = p.diplomas * p.placement * cohort
    return jnp.sum(by_level[:, None] * profiles.graduation, axis=0)[:, None] * profiles.graduate_sex


def graduate(books: Ledger, profiles: Profiles, p: Education) -> dict[str, Array]:
    """The same, by where they come from; never more than are there."""
    source = books["outside"] + books["rest"]
    chance = jnp.minimum(starters(books, profiles, p) / jnp.maximum(source, 1), 1)
    return {
        "graduates_from_outside": chance * books["outside"],
        "graduates_from_rest": chance * books["rest"],
    }
