"""The years already known, without measures or shocks: the part of a run that is held against published history."""

from __future__ import annotations

from functools import partial

import jax
from jax import Array, lax

from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, STEPS
from krapte.engine.cohort import SLOTS, World
from krapte.market import start
from krapte.market.parameters import unpack
from krapte.market.state import Outcome, State, Year
from krapte.market.year import year

KNOWN = (
    ANCHOR_YEAR - FIRST_YEAR + 1
)  # its last step counts the residents of 1 January after the last known year
STILL = 0.0  # shocks of the cycle: those of the past are in published output


def until(world: World, last: int) -> World:
    """The same world with the steps that lead up to the market of ``last`` only, and the step after it."""
    count = last - FIRST_YEAR + 1
    if not 1 <= count <= len(STEPS):
        raise ValueError(f"no step leads to {last}")
    return world._replace(years=jax.tree.map(lambda leaf: leaf[:count], world.years))


def run(parameters: Array, world: World) -> Outcome:
    """All years that ``world`` holds, of one draw ``[slot]``; leading axis of the outcome: the steps."""
    p = unpack(parameters, SLOTS)
    fixed = start.setting(world.country, p)

    @partial(jax.checkpoint, prevent_cse=False)
    def step(state: State, known: Year) -> tuple[State, Outcome]:
        return year(state, known, STILL, fixed, p)  # type: ignore[arg-type]

    outcome: Outcome = lax.scan(step, start.state(fixed, p), world.years)[1]
    return outcome
