"""Slopes: how a reading of one year moves with every parameter and with what measures do, draw by draw.

Reverse differentiation of a whole run, exact up to rounding: one backward pass gives the slope in all parameters,
doses and effects at once. A reading is a sum of weights times outcomes by group, and the weights are told to the
program: one compiled program serves every reading, year and group, any package and the baseline. The slope of a
difference is the difference of two slopes on the same draws.

A slope is local. It sees nothing of what jumps: whether a measure works, how long it is kept, which equation holds.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from krapte.country.axes import FIRST_YEAR, GROUPS, STEPS, TECHNIEK
from krapte.engine import cohort
from krapte.engine.cohort import Draw, World
from krapte.engine.gate import use_compile_cache
from krapte.measures.effects import Effects

Floats = NDArray[np.float64]
OUTCOMES = ("vacancies", "filled", "employed", "unemployed")  # by group; what a reading may weigh


class Slopes(NamedTuple):
    """A reading and its slopes, per draw."""

    value: Floats
    """[draw]"""
    parameters: Floats
    """[draw, slot]"""
    effects: Effects[Any]
    """Slopes in dose [draw, step, 32], set_value, ln_factor, add and cap [draw, 32, slot]; set_on has none."""


def weights(reading: str, year: int, group: str = "techniek") -> Floats:
    """The weights ``[outcome, step, group]`` of one of :data:`OUTCOMES` in the results of a year.

    ``group`` is one of the groups, `techniek` or `total`.
    """
    members = {"techniek": TECHNIEK, "total": GROUPS}.get(group, (group,))
    made = np.zeros((len(OUTCOMES), len(STEPS), len(GROUPS)))
    for member in members:
        made[OUTCOMES.index(reading), year - FIRST_YEAR - 1, GROUPS.index(member)] = 1.0
    return made


_ready: set[Any] = set()  # holds the program once a batch of it ran here
Moved = tuple[Array, Effects[Any]]  # parameters and effects of a batch: what is differentiated


def _read(moved: Moved, batch: Draw, world: World, weight: Array) -> tuple[Array, Array]:
    """The reading summed over the batch, which keeps each draw's slope apart, and by draw."""
    parameters, own = moved
    draws = Draw(parameters, batch.shocks, own._replace(set_on=batch.effects.set_on))
    outcome = jax.vmap(cohort.run_draw, in_axes=(cohort.AXES, None))(draws, world)
    stacked = jnp.stack([getattr(outcome, name) for name in OUTCOMES], axis=1)
    values = jnp.sum(stacked * weight, axis=(1, 2, 3))
    return jnp.sum(values), values


@cache
def program() -> Callable[[Moved, Draw, World, Array], tuple[Moved, Array]]:
    """The compiled program: slopes of a batch of :data:`cohort.WIDTH` draws."""
    use_compile_cache()
    return jax.jit(jax.grad(_read, has_aux=True), compiler_options=cohort.OPTIONS)


def slopes(
    draws: Draw,
    world: World,
    count: int,
    weight: Floats,
    threads: int | None = None,
    hear: Callable[[int], None] | None = None,
) -> Slopes:
    """Reading and slopes of ``count`` draws; ``weight`` is of :func:`weights`, or any sum of such.

    ``hear`` is told before each batch how many draws it has; what it raises ends the work.
    """
    compiled, asked = program(), jnp.asarray(weight)

    def one(batch: Draw) -> Slopes:
        if hear:
            hear(cohort.WIDTH)
        own: Effects[Any] = batch.effects
        moved = (batch.parameters, own._replace(set_on=None))
        (parameters, effects), values = compiled(moved, batch, world, asked)
        made: Slopes = jax.tree.map(np.asarray, Slopes(values, parameters, effects))  # type: ignore[arg-type]
        return made

    todo = list(cohort.batches(draws, count))
    first = len(_ready) == 0  # compiles, so that the threads find the program ready
    parts = [one(batch) for batch in todo[:first]]
    _ready.add(compiled)
    with ThreadPoolExecutor(max_workers=threads or cohort.cores()) as pool:
        parts += pool.map(one, todo[first:])
    joined: Slopes = jax.tree.map(lambda *leaves: np.concatenate(leaves)[:count], *parts)
    return joined
