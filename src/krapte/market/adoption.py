"""Adoption of technology by sector and firm size, and guidance of firms.

    spread    an S-curve by technical sector and firm size: level grows by rate x level x (1 - level / ceiling) a year
    support   moves rate and ceiling (financing, advice); the path without support is part of the trend in output per
              hour, so both are carried and only the difference counts
    guidance  firms a year x workers per firm, spread over the sectors by their workers in firms of 10-249 until
              ``guided_ceiling`` of these is reached; what a firm gained fades by ``persistence`` a year
    gain      = ln(1 + effect) x extra share of workers in adopting firms
              + ln(1 + guided_gain) x guided workers / workers, log output per hour by sector

Procurement gains in construction alone; ``factory_share`` of the labour it saves on site returns as work of operators.
Figures: pd.adopt.logit.physical, pd.effect.software.*, pd.effect.robot.koch.*, pd.assume.p2.*, pd.p3.assume.*.
"""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import Array

from krapte.country.axes import GROUPS, SECTORS, TECHNIEK
from krapte.market.demand_records import Adopting, Adoption, DemandCountry

TECHNICAL = SECTORS[: SECTORS.index("ict")]
TO_SECTORS = np.array([[one == sector for sector in SECTORS] for one in TECHNICAL], dtype=np.float64)
IS_CONSTRUCTION = np.array([sector == "construction" for sector in SECTORS], dtype=np.float64)
IS_TECHNIEK = np.array([group in TECHNIEK for group in GROUPS], dtype=np.float64)
IS_PROCESS = np.array([group == "process" for group in GROUPS], dtype=np.float64)


def begin(country: DemandCountry) -> Adoption:
    """The state before the first year: the base year's levels, nobody guided."""
    return Adoption(country.adopted, country.adopted, jnp.zeros(len(TECHNICAL)))


def spread(level: Array, rate: Array, ceiling: Array, future: Array) -> Array:
    """Levels a year on; they stand still before the anchor, whose levels they are."""
    return level + future * rate * level * (1 - level / ceiling[:, None])


def guide(guided: Array, sme: Array, p: Adopting) -> Array:
    """Workers whose guided gain lasts, a year on; ``sme`` is the number in firms of 10-249 ``[6]``."""
    kept = p.persistence * guided
    room = jnp.maximum(p.guided_ceiling * sme - kept, 0)
    return kept + jnp.minimum(p.guided_firms * p.firm_workers * sme / sme.sum(), room)


def advance(
    state: Adoption, workers: Array, country: DemandCountry, future: Array, p: Adopting
) -> tuple[Adoption, Array]:
    """The state a year on, and log output per hour beyond the trend ``[sector]``; ``workers`` by sector."""
    technical = workers @ TO_SECTORS.T
    made = Adoption(
        spread(state.level, p.rate * p.rate_support, jnp.minimum(p.ceiling * p.ceiling_support, 1), future),
        spread(state.reference, p.rate, jnp.minimum(p.ceiling, 1), future),
        guide(state.guided, technical * country.firm_sizes[:, 1], p),
    )
    extra = jnp.sum(country.firm_sizes * (made.level - made.reference), axis=1)
    gain = jnp.log1p(p.effect) * extra + jnp.log1p(p.guided_gain) * made.guided / technical
    return made, gain @ TO_SECTORS


def capacity(gain: Array, jobs: Array) -> Array:
    """Jobs that the same output would ask for more without the gain ``[group]``; ``jobs`` by sector and group."""
    return jnp.expm1(gain) @ jobs


def factory(procurement: Array, jobs: Array, p: Adopting) -> Array:
    """Technicians' jobs that move from building sites to operators in factories, adds up to zero ``[group]``.

    ``procurement`` counts what is saved on balance, factory hours included: for each job saved on balance
    ``factory_share`` / (1 - ``factory_share``) move. ``jobs`` by sector and group.
    """
    technicians = IS_CONSTRUCTION @ jobs * IS_TECHNIEK
    moved = jnp.expm1(procurement) * p.factory_share / (1 - p.factory_share) * technicians
    return moved.sum() * IS_PROCESS - moved
