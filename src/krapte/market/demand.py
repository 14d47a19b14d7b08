"""Demand: the jobs employers want, by group, from the work that output asks for in each sector.

    target   of a sector grows with its work (``output.py``); activity follows it by ``adjustment`` a year, since
             employers hoard and hesitate
    asked    = exp(scale + drift + lacking) x sum over sectors of (jobs of the base year x mix x exp(activity)), a group
    wages    lie above their trend where the group is tight (a wage curve), and fewer jobs are wanted then
    given up where a group stays tighter than neutral, some work is given up or moved abroad
    hours    are somewhat longer where the group is tight, so that fewer persons are wanted for the same work
    pressure adds up while the whole economy is tighter than neutral and eases by itself: interest, prices and work
             that moves abroad take demand back, for all groups alike
    lacking  published output was made after all this by people at work: in its years what the nation takes back, and
             last year's open jobs, are put on top
    jobs     = asked x exp(-elasticity x wages - given up - hours - pressure) + those of the work packages
    undone   = what would be wanted at the group's usual tightness, less what is wanted at today's

``mix`` is the change of skills within sectors (engineers rose, trades fell); it moves shares and leaves the jobs of a
sector as they are, and fades after the anchor. ``skill`` (``renewal.py``) is output per hour of a group: it counts in
that of its sectors, and by the mix those who do more are those needed less. A ``drift`` by block is what the model
does not know about the long run: its size is the prior's, widened by how far the free run missed demand at the anchor
(``misfit``). Tightness is the slow one that employers perceive, never last year's alone, which would swing.
Figures: nace_isco_2022, isco, lm_wage_brc07_2022, pd.grid.liander.unexecutable, lm_roa2024_expansion.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax

from krapte.country.axes import BLOCKS, GROUPS, SECTORS, TECHNIEK
from krapte.market import adoption, output, packages
from krapte.market.demand_records import (
    Adopting,
    Context,
    Demand,
    DemandCountry,
    DemandMemory,
    DemandNow,
    Tasks,
    Wanted,
)

IN_BLOCK = np.array(
    [[(g in TECHNIEK) if b == "techniek" else g == b for g in GROUPS] for b in BLOCKS], dtype=np.float64
)
IS_REST = np.array([block == "rest" for block in BLOCKS], dtype=np.float64)


def beyond(perceived: Array, p: Demand) -> Array:
    """Perceived log tightness beyond the neutral one."""
    return perceived - p.neutral


def wages(perceived: Array, p: Demand) -> Array:
    """Log wage above its trend at a perceived log tightness, by group."""
    return p.wage_curve * beyond(perceived, p)


def hours(perceived: Array, p: Demand) -> Array:
    """Log hours per worker above usual at a perceived log tightness, by group."""
    return p.hours_response * beyond(perceived, p)


def restraint(perceived: Array, p: Demand) -> Array:
    """Log of the work not asked for since a group is tight: dearer, given up or moved abroad; by group."""
    lasting = jnp.maximum(beyond(perceived, p), 0)
    return p.wage_elasticity * wages(perceived, p) + p.given_up * lasting


def missing(asked: Array, perceived: Array, pressure: Array, open_: Array, p: Demand) -> Array:
    """Log of the work of the nation that no output was made of: not asked for since it is tight, or not done.

    ``asked`` are jobs by group before anything is taken back; ``open_`` is the log of jobs over filled jobs.
    """
    held = restraint(perceived, p)
    return jnp.asarray(pressure - jnp.log(jnp.sum(asked * jnp.exp(-held)) / jnp.sum(asked)) + open_)


def unfilled(employed: Array, vacancies: Array) -> Array:
    """Log of the jobs of the nation over those that are filled."""
    return jnp.asarray(jnp.log1p(jnp.sum(vacancies) / jnp.sum(employed)))


def undone(asked: Array, perceived: Array, p: Demand) -> Array:
    """Jobs that output asks for at usual tightness, less those wanted; ``asked`` is before any restraint, by group."""
    usual = restraint(jnp.zeros_like(perceived), p)
    return asked * (jnp.exp(-usual) - jnp.exp(-restraint(perceived, p)))


def give(p: Demand) -> Array:
    """How much fewer jobs are wanted per unit of perceived log tightness, whatever it is; ``given_up`` comes on top."""
    return p.wage_elasticity * p.wage_curve + p.hours_response


def allocation(memory: DemandMemory, country: DemandCountry) -> Array:
    """Jobs at scale zero by sector and group: those of the base year, moved by mix and activity.

    A column summed and divided by that of the base year is the growth of the group.
    """
    mixed = country.structure * jnp.exp(memory.mix)
    kept = country.structure.sum(1) / mixed.sum(1)
    return mixed * (kept * jnp.exp(memory.activity - memory.origin))[:, None]


def drift(misfit: Array, weights: Array, p: Demand) -> Array:
    """Unknown long-run growth of wanted jobs by group, per year; wider where history was missed.

    One part is common to all groups (the row rest), the others set a block apart. ``weights`` are jobs by group.
    """
    blocks = IN_BLOCK * weights
    missed = blocks @ misfit / blocks.sum(1)
    common = weights @ misfit / weights.sum()
    of_all = p.drift[-1] * jnp.sqrt(p.drift_size**2 + common**2)
    apart = p.drift * jnp.sqrt(p.drift_size**2 + (missed - common) ** 2) * (1 - IS_REST)
    return of_all + apart @ IN_BLOCK


def start(
    employed: Array,
    vacancies: Array,
    perceived: Array,
    people: Array,
    labour: Array,
    country: DemandCountry,
    p: Demand,
) -> DemandMemory:
    """The memory before the first year; its jobs, filled or open by group, are wanted at that year's wages."""
    sectors, groups = jnp.zeros(len(SECTORS)), jnp.zeros(len(GROUPS))
    jobs = employed + vacancies
    asked = jobs * jnp.exp(restraint(perceived, p) + hours(perceived, p))
    lacking = missing(asked, perceived, jnp.zeros(()), unfilled(employed, vacancies), p)
    return DemandMemory(
        target=sectors,
        activity=sectors,
        origin=sectors,
        mix=groups,
        drift=groups,
        scale=jnp.log(asked) - lacking,
        misfit=groups,
        gain=sectors,
        skill=groups,
        pressure=jnp.zeros(()),
        lacking=lacking,
        gap=jnp.zeros(()),
        people=people,
        labour=labour,
        adoption=adoption.begin(country),
    )


# The story of demand in one place, an equation a line.
def desired(
    memory: DemandMemory,
    now: DemandNow,
    context: Context,
    country: DemandCountry,
    p: Demand,
    tasks: Tasks,
    adopting: Adopting,
) -> Wanted:
    """Jobs wanted this year by group, from last year's memory."""
    last = allocation(memory, country)
    employed = last * (context.employed / last.sum(0))
    state, gain = adoption.advance(memory.adoption, employed.sum(1), country, now.future, adopting)
    firms = gain + p.procurement * adoption.IS_CONSTRUCTION
    gain = firms + employed @ context.skill / employed.sum(1)
    made = output.grow(memory, now, context, country, employed.sum(1), gain - memory.gain, p, tasks)
    target = memory.target + made.work
    fading = 1 - now.future + now.future * p.mix_fade**now.years_after
    national = context.perceived @ context.employed / context.employed.sum()
    memory = memory._replace(
        target=target,
        activity=memory.activity + p.adjustment * (target - memory.activity),
        mix=memory.mix + p.mix * fading - (context.skill - memory.skill),
        drift=memory.drift + now.future * drift(memory.misfit, country.structure.sum(0), p),
        gain=gain,
        skill=context.skill,
        pressure=memory.pressure * (1 - p.release) + p.stabilisation * beyond(national, p),
        gap=made.gap,
        people=context.residents,
        labour=context.labour,
        adoption=state,
    )
    table = allocation(memory, country) / country.structure.sum(0)
    held = restraint(context.perceived, p)
    longer = hours(context.perceived, p)
    asked = table * jnp.exp(memory.scale + memory.drift - memory.pressure)
    lacking = missing(asked.sum(0), context.perceived, memory.pressure, context.unfilled, p)
    memory = memory._replace(lacking=jnp.where(now.realised > 0, lacking, memory.lacking))
    asked = asked * jnp.exp(memory.lacking)
    by_sector = asked * jnp.exp(-held - longer)
    grown = memory.activity - memory.origin
    fte = packages.labour(now, grown, gain, country, tasks)
    added = packages.jobs(fte, country, tasks)
    moved = adoption.factory(p.procurement, by_sector, adopting)
    return Wanted(
        jobs=by_sector.sum(0) + moved + added,
        undone=undone(asked.sum(0), context.perceived, p),
        hours=longer,
        wages=wages(context.perceived, p),
        saved=(adoption.capacity(firms, by_sector) + jnp.expm1(context.skill) * by_sector.sum(0))
        * country.fte_per_person
        * jnp.exp(longer),
        packages=added,
        tasks=packages.whole(fte, grown, now, country),
        output=made.output,
        by_sector=by_sector.sum(1),
        memory=memory,
    )


def anchor(wanted: Wanted, published: Array, years: Array, on: Array, country: DemandCountry) -> Wanted:
    """At the anchor the scale is set so that jobs equal the published ones; the miss per year is kept, breaks apart.

    ``published`` is employed plus vacancies by group, ``years`` the length of the free run, ``on`` 0 or 1. From there
    on the structure of the base year holds: activity counts from that of the anchor and mix from zero, and what a
    group has grown by them goes into its scale.
    """
    memory, base = wanted.memory, country.structure.sum(0)
    miss = jnp.log(published / wanted.jobs)
    grown = jnp.log(allocation(memory, country).sum(0) / base)
    anchored = memory._replace(
        scale=memory.scale + grown + miss,
        origin=memory.activity,
        mix=jnp.zeros_like(memory.mix),
        misfit=(miss - country.survey_steps) / years,
    )
    return wanted._replace(
        jobs=wanted.jobs * jnp.exp(on * miss),
        undone=wanted.undone * jnp.exp(on * miss),
        by_sector=lax.select(on > 0, country.structure @ (published / base), wanted.by_sector),
        memory=jax.tree.map(lambda new, old: lax.select(on > 0, new, old), anchored, memory),
    )
