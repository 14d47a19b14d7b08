"""Output by sector, and the work it asks for.

    nation   output grows with productivity, with people (residents, and those who earn), with a trend beyond both
             and with the business cycle; growth of the past is published
    sector   output grows with its share in the growth of the nation, and with a trend of its own
    work     grows with output less output per hour; part of what a sector gains on the others returns as cheaper,
             larger output (rebound), more of it while targets are unmet

Shares in growth: techniek, ICT, care and education have a parameter each. ``output_share[techniek]`` is that of
techniek as a whole: the six technical sectors and the rest, where two in five technicians work, are set such that the
mean over sectors, weighted by technicians, is that row, and the mean weighted by all workers is one. So the output
of the sectors adds up to that of the nation.

Where a sector's own growth is published (construction 2014-2018), the swing against the growth above counts, less the
part ``utilisation`` that is done with the people firms have held. Figures: panel gdp_growth, lp_growth_total,
pd.constr.output.growth.*, pd.assume.lp_trend.*, pd.assume.rebound.*.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import Array

from krapte.country.axes import GROUPS, SECTORS, TECHNIEK
from krapte.market.demand_records import Context, Demand, DemandCountry, DemandMemory, DemandNow, Tasks

IS_TECHNIEK = np.array([group in TECHNIEK for group in GROUPS], dtype=np.float64)
PLACED = ("ict", "care", "education")  # sectors with a share of their own beside the technical ones
IS_PLACED = np.array([[sector == one for sector in SECTORS] for one in PLACED], dtype=np.float64)
IS_REST = np.array([sector == "rest" for sector in SECTORS], dtype=np.float64)
IS_TECHNICAL = 1 - IS_REST - IS_PLACED.sum(0)


# What kind of work a sector does: sold on a market, repair and maintenance, or public. Installation is half of each.
IS_REPAIR = np.array([{"mobility": 1.0, "installation": 0.5}.get(sector, 0.0) for sector in SECTORS])
IS_PUBLIC = np.array([sector in ("care", "education") for sector in SECTORS], dtype=np.float64)
OF_KIND = np.stack([1 - IS_REPAIR - IS_PUBLIC, IS_REPAIR, IS_PUBLIC])


class Work(NamedTuple):
    """Growth of a year."""

    output: Array  # log growth of output [sector]
    work: Array  # log growth of the work it asks for [sector]
    gap: Array  # log output above its trend, scalar


def cycle(memory: DemandMemory, now: DemandNow, shock: Array, p: Demand) -> Array:
    """Log output above its trend; ``shock`` is standard normal, zero outside the future."""
    return now.future * (p.cycle_persistence * memory.gap + p.cycle_size * shock)


def nation(
    memory: DemandMemory, now: DemandNow, context: Context, gap: Array, lead: Array, p: Demand
) -> Array:
    """Growth of the nation's output; ``lead`` is that of its output per hour, ``gap`` this year's cycle.

    Where growth is given, the cycle is how far it comes out otherwise.
    """
    residents = jnp.log(context.residents / memory.people)
    earners = jnp.log(context.labour / memory.labour)
    people = p.population * residents + (1 - p.population) * earners
    own = now.grows * (lead + people + p.output_growth)
    return now.output_growth + now.future * (own + gap - memory.gap)


def shares(structure: Array, p: Demand) -> Array:
    """Growth of a sector's output per growth of the nation's ``[sector]``: two sums with two unknowns."""
    placed: Array = p.output_share[1:] @ IS_PLACED
    means = jnp.stack(
        [structure.sum(1) / structure.sum(), structure @ IS_TECHNIEK / (structure @ IS_TECHNIEK).sum()]
    )
    wanted = jnp.stack([jnp.ones(()), p.output_share[0]]) - means @ placed
    technical, rest = means @ IS_TECHNICAL, means @ IS_REST
    determinant = technical[0] * rest[1] - technical[1] * rest[0]
    of_technical = (wanted[0] * rest[1] - wanted[1] * rest[0]) / determinant
    of_rest = (technical[0] * wanted[1] - technical[1] * wanted[0]) / determinant
    made: Array = placed + of_technical * IS_TECHNICAL + of_rest * IS_REST
    return made


def rebound(country: DemandCountry, base: Array, p: Demand, tasks: Tasks) -> Array:
    """Part of a lead in productivity that returns as demand ``[sector]``, higher where a target is unmet.

    The part of a sector's work that belongs to an unmet package has the rebound of targets; ``base`` is the labour of
    the packages in the base year.
    """
    unmet = (base * (1 - jnp.clip(tasks.realised, 0, 1))) @ country.task_sectors
    usual = p.rebound[:-1] @ OF_KIND
    return usual + unmet / country.structure.sum(1) * (p.rebound[-1] - usual)


# Longer than most: one equation a line, each used by the next.
def grow(
    memory: DemandMemory,
    now: DemandNow,
    context: Context,
    country: DemandCountry,
    workers: Array,
    gained: Array,
    p: Demand,
    tasks: Tasks,
) -> Work:
    """Growth of output and of the work it asks for.

    ``workers`` by sector weigh the nation's productivity; ``gained`` is the growth of output per hour beyond the trend
    by sector (adoption, guidance, procurement), log.
    """
    weights = workers / workers.sum()
    own = p.productivity + p.productivity_common * IS_TECHNICAL + gained
    lead = weights @ own
    gap = cycle(memory, now, context.shock, p)
    total = nation(memory, now, context, gap, lead, p)
    base = country.structure.sum(1) / country.structure.sum()
    output = shares(country.structure, p) * total + p.trend - base @ p.trend
    swing = now.sector_known * (now.sector_growth - output)
    returned = rebound(country, now.tasks_base, p, tasks) * (own - lead)
    work = output + (1 - p.utilisation) * swing + returned - own - now.productivity_cycle
    return Work(output + swing + returned, work, gap)
