"""Demand: the jobs employers want, by group.

    output   grows with productivity, with people (residents, and those who earn), with a trend beyond both and
             with the business cycle
    target   grows with output x share of the group less productivity of the group; part of what a group gains on
             the others returns as cheaper, larger output (rebound)
    activity follows the target by ``demand.adjustment`` a year (employers hoard and hesitate)
    wages    lie above their trend where the group is tight (a wage curve), and fewer jobs are wanted then
    pressure adds up while the whole economy is tighter than neutral and eases by itself: interest, prices and work
             that moves abroad take demand back, for all groups alike
    desired  = exp(scale + activity - elasticity x wages - pressure) + labour of the work packages

Output of the past is published growth. In the future people who come bring work along, since they earn and buy as
others do. A ``drift`` per group is what the model does not know about the long run: its size is the prior's,
widened by how far the free run missed demand at the anchor (``misfit``).

Work packages (homes, grid, heat, infrastructure, defence, chips, mobility) enter as the change of their labour
against the anchor year, whose labour grows along with the rest otherwise, so nothing counts twice; a target is
not demand: only ``tasks.realised`` of a planned change comes about, unless the scenario says so.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array, lax

from krapte.market.parameters import Demand, Readings, Tasks
from krapte.market.records import Memory, Now


class Wanted(NamedTuple):
    """What employers want this year, and what moved it."""

    jobs: Array  # persons [group]
    target: Array
    activity: Array
    wages: Array
    pressure: Array
    gap: Array


def cycle(memory: Memory, now: Now, shock: Array, p: Demand) -> Array:
    """Log output above its trend; ``shock`` is standard normal, zero outside the future."""
    return now.future * (p.cycle_persistence * memory.gap + p.cycle_size * shock)


def drift(memory: Memory, p: Demand) -> Array:
    """Unknown long-run growth of wanted jobs by group, per year; wider where history was missed.

    One part is common to both groups, the other sets techniek apart.
    """
    common = p.drift[1] * jnp.sqrt(p.drift_size**2 + memory.misfit[1] ** 2)
    apart = p.drift[0] * jnp.sqrt(p.drift_size**2 + (memory.misfit[0] - memory.misfit[1]) ** 2)
    return jnp.stack([common + apart, common])


class Context(NamedTuple):
    """What demand takes from this year's people, and from chance."""

    residents: Array  # persons
    labour: Array  # persons in the labour force
    shock: Array  # standard normal


def output_growth(memory: Memory, now: Now, gap: Array, context: Context, p: Demand) -> Array:
    """Growth of output: published in the past; later that of productivity, people, a trend and the cycle."""
    residents = jnp.log(context.residents / memory.people)
    earners = jnp.log(context.labour / memory.labour)
    people = p.population * residents + (1 - p.population) * earners
    return now.output_growth + now.future * (
        national_productivity(memory, p) + people + p.output_growth + gap - memory.gap
    )


def wages(perceived: Array, p: Demand) -> Array:
    """Log wage above its trend at a perceived log tightness, by group."""
    return p.wage_curve * (perceived - p.neutral)


def national_productivity(memory: Memory, p: Demand) -> Array:
    """Growth of productivity of the whole economy: the groups weighted by their workers."""
    return jnp.sum(p.productivity * memory.employed) / jnp.sum(memory.employed)


def national_tightness(memory: Memory) -> Array:
    """Perceived log tightness of the whole economy: the groups weighted by their workers."""
    return jnp.sum(memory.perceived * memory.employed) / jnp.sum(memory.employed)


def desired(
    memory: Memory, now: Now, context: Context, p: Demand, tasks: Tasks, readings: Readings
) -> Wanted:
    """Jobs wanted this year by group, from last year's memory."""
    gap = cycle(memory, now, context.shock, p)
    output = output_growth(memory, now, gap, context, p)
    ahead = p.productivity - national_productivity(memory, p)
    growth = p.output_share * output - p.productivity + p.rebound * ahead - now.productivity_cycle
    growth = growth + now.future * drift(memory, p)
    target = memory.target + growth
    activity = memory.activity + p.adjustment * (target - memory.activity)
    wages_now = wages(memory.perceived, p)
    pressure = memory.pressure * (1 - p.release) + p.stabilisation * (national_tightness(memory) - p.neutral)
    jobs = jnp.exp(memory.scale + activity - p.wage_elasticity * wages_now - pressure)
    extra = packages(memory, now, activity, tasks, readings)
    return Wanted(jobs.at[0].add(extra), target, activity, wages_now, pressure, gap)


def packages(memory: Memory, now: Now, activity: Array, p: Tasks, readings: Readings) -> Array:
    """Technicians wanted for the work packages beyond what grew along with output, persons."""
    along = jnp.exp(activity[0] - memory.activity_anchor[0]) - 1
    change = now.tasks - now.tasks_base * along
    fte = jnp.sum(p.realised * change) * p.labour * p.techniek_share
    return now.future * (1 - now.anchor) * fte / readings.fte_per_person[0]


def anchor(
    memory: Memory, wanted: Wanted, published: Array, years: Array, on: Array
) -> tuple[Wanted, Memory]:
    """At the anchor the scale is set so that jobs equal the published ones; the miss per year is kept.

    ``published`` is employed plus vacancies by group, ``years`` the length of the free run, ``on`` 0 or 1.
    """
    miss = jnp.log(published / wanted.jobs)
    memory = memory._replace(
        scale=memory.scale + on * miss,
        misfit=lax.select(on > 0, miss / years, memory.misfit),
        activity_anchor=lax.select(on > 0, wanted.activity, memory.activity_anchor),
    )
    return wanted._replace(jobs=wanted.jobs * jnp.exp(on * miss)), memory
