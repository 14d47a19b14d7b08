"""A country with simple parameters, on which the mechanisms of demand are tested."""

from __future__ import annotations

from functools import cache

import jax.numpy as jnp

import krapte.engine.gate  # noqa: F401  (64 bit before the first array)
from krapte.country import demand as paths
from krapte.country.axes import GROUPS, SECTORS, STEPS
from krapte.market import demand
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

JOBS = jnp.asarray([6.7e5, 2.5e5, 1.7e5, 9.4e4, 1.8e5, 5.5e5, 1.16e6, 4.8e5, 6.2e6])
PEOPLE, LABOUR = jnp.asarray(18e6), jnp.asarray(10e6)


def numbers(*values: float) -> jnp.ndarray:
    return jnp.asarray(values, dtype=jnp.float64)


def demand_of(**changes) -> Demand:
    """Employers who adjust at once and react to nothing, unless said otherwise."""
    none, groups, sectors = jnp.zeros(()), jnp.zeros(len(GROUPS)), jnp.zeros(len(SECTORS))
    usual = Demand(*(none for _ in Demand._fields))._replace(
        output_share=numbers(1.1, 1.6, 1.1, 0.6),
        trend=sectors,
        productivity=sectors,
        mix=groups,
        mix_fade=numbers(0.8)[0],
        adjustment=numbers(1.0)[0],
        rebound=jnp.zeros(4),
        drift=jnp.zeros(5),
        population=numbers(0.5)[0],
    )
    return usual._replace(**{name: jnp.asarray(value, jnp.float64) for name, value in changes.items()})


def tasks_of(realised: float = 0.0) -> Tasks:
    return Tasks(jnp.full(len(paths.PACKAGES), realised), jnp.ones(()), jnp.ones(()))


def adopting_of(**changes) -> Adopting:
    usual = Adopting(
        rate=0.1,
        ceiling=[0.9, 0.8, 0.5, 0.5, 0.9, 0.6],
        effect=0.12,
        rate_support=1,
        ceiling_support=1,
        guided_firms=0,
        firm_workers=20,
        guided_gain=0.08,
        persistence=0.9,
        guided_ceiling=0.4,
        factory_share=0.4,
    )._replace(**changes)
    return Adopting(*(jnp.asarray(value, jnp.float64) for value in usual))


@cache
def country() -> DemandCountry:
    return DemandCountry(*(jnp.asarray(leaf) for leaf in paths.fixed(JOBS)), jnp.full(len(GROUPS), 0.9))


@cache
def all_years() -> paths.Paths:
    return paths.paths()


def now_of(year: int) -> DemandNow:
    """What is known of the step that leads to ``year``."""
    step = STEPS.index(year - 1)
    return DemandNow(*(jnp.asarray(leaf[step]) for leaf in all_years()))


def begun(p: Demand, perceived: float = 0.0) -> DemandMemory:
    none = jnp.zeros(len(GROUPS))
    return demand.start(JOBS, none, none + perceived, PEOPLE, LABOUR, country(), p)


def want(
    p: Demand, year: int = 2031, memory: DemandMemory | None = None, perceived: float = 0.0, **more
) -> Wanted:
    """Jobs wanted in ``year`` by the memory of the first year, or by ``memory``."""
    context = Context(
        PEOPLE * more.get("residents", 1),
        LABOUR * more.get("earners", 1),
        numbers(more.get("shock", 0.0))[0],
        jnp.full(len(GROUPS), perceived) if jnp.ndim(perceived) == 0 else perceived,
        JOBS,
        jnp.asarray(more.get("unfilled", 0.0)),
        more.get("skill", jnp.zeros(len(GROUPS))),
    )
    tasks, adopting = more.get("tasks", tasks_of()), more.get("adopting", adopting_of())
    memory = memory or begun(p)
    return demand.desired(memory, now_of(year), context, country(), p, tasks, adopting)
