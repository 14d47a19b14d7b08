"""What the tests of migration share: central parameters of the streams, their inputs, and a small country."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from krapte.country import parameters
from krapte.country import streams as inputs
from krapte.country.axes import GROUPS, QUALS, SEXES, STATES, STEPS, WORK_AGES, WORK_FROM
from krapte.market import card, migration, nonresident, stay, streams

jax.config.update("jax_enable_x64", True)
SHAPES = stay.Shapes(*map(jnp.asarray, inputs.shapes()))
YEARS = inputs.years()


def record(kind: Any, name: str, changes: dict[str, float]) -> Any:
    """The central values of one record of parameters, some of them set by slot."""

    def field(one: str) -> jnp.ndarray:
        rows = parameters.find(f"{name}.{one}")
        values = [changes.get(row.slot, row.central) for row in rows]
        return jnp.asarray(values if rows[0].dims else values[0], dtype=jnp.float64)

    return kind(*(field(one) for one in kind._fields))


def rules(changes: dict[str, float] | None = None) -> streams.Rules:
    set_ = changes or {}
    return streams.Rules(
        record(streams.Migration, "migration", set_),
        record(stay.Stay, "stay", set_),
        record(card.Card, "card", set_),
    )


def outside_labour(changes: dict[str, float] | None = None) -> nonresident.Nonresident:
    return record(nonresident.Nonresident, "nonresident", changes or {})


def year(step: int) -> stay.Year:
    return stay.Year(*(jnp.asarray(leaf[STEPS.index(step)]) for leaf in YEARS))


def work() -> np.ndarray:
    """A stock of work with more men in techniek and high diplomas among engineers, 9 million people."""
    made = np.ones((len(STATES), len(QUALS), len(WORK_AGES), len(SEXES)))
    made[: len(GROUPS) - 4, :, :, 0] *= 6
    made[0, QUALS.index("high_tech")] *= 10
    made[STATES.index("rest")] *= 12
    return made * 9e6 / made.sum()


def present(stock: np.ndarray | None = None) -> migration.Present:
    stock = work() if stock is None else stock
    return migration.Present(
        jnp.asarray(stock.sum(axis=1)), jnp.full((WORK_FROM, 2), 8e4), jnp.full((31, 2), 3e4)
    )


PEOPLE = streams.residents(jnp.asarray(work()))
NONE = jnp.zeros(len(GROUPS))
BEGIN, STEP = jax.jit(streams.begin), jax.jit(streams.step)


def run(
    last: int,
    first: int = 2013,
    actual: dict[int, streams.Rules] | None = None,
    perceived: Any = NONE,
    own: streams.Rules | None = None,
) -> tuple[streams.Migrants, dict[int, streams.Moved]]:
    """The books of migrants after the step ``last``; ``actual`` replaces the rules from a year on."""
    own = own or rules()
    at, now = BEGIN(year(first), SHAPES, PEOPLE, own), own
    moved = {}
    for step in range(first, last + 1):
        now = (actual or {}).get(step, now)
        at, moved[step] = STEP(at, year(step), perceived, (own, now), PEOPLE, SHAPES)
    return at, moved
