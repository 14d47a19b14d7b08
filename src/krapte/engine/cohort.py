"""The cohort engine: one compiled program that runs a padded batch of eight draws through all years.

A lone run and a batch of another width differ in the last bits, so there is one width, also for one draw. The
years are scanned, never unrolled. Batches go to one Python thread per core; which thread runs a batch cannot
matter, since each batch is computed alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any, NamedTuple

import jax
import numpy as np
from jax import Array, lax
from numpy.typing import NDArray

from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, GROUPS
from krapte.country.inputs import Country as Inputs
from krapte.country.parameters import slots
from krapte.engine.gate import float64, use_compile_cache
from krapte.market import start
from krapte.market.demand_records import DemandCountry, DemandNow
from krapte.market.parameters import unpack
from krapte.market.records import Base, History, Now, Profiles
from krapte.market.school import SchoolNow, SchoolShapes
from krapte.market.state import Country, Outcome, State, Year
from krapte.market.stay import Shapes as StreamShapes
from krapte.market.stay import Year as StreamYear
from krapte.market.year import year
from krapte.measures.apply import apply
from krapte.measures.effects import Effects

WIDTH = 8
SLOTS = slots()
Floats = NDArray[np.float64]


class World(NamedTuple):
    """What all draws share."""

    country: Country
    years: Year  # leading axis: the steps


class Draw(NamedTuple):
    """What is a draw's own."""

    parameters: Array  # [slot]
    shocks: Array  # [step]
    effects: Effects[Array]  # dose [step, measure], the rest [measure, slot]


def world(made: Inputs) -> World:
    """The country as records of the market, every leaf float64."""
    lasting = made.lasting
    streams = StreamYear(**made.stream_path._asdict())
    # Hours per worker are a parameter: each draw puts in its own (start.setting).
    hours: Any = np.ones(len(GROUPS))
    parts: dict[str, Any] = {
        "first": Base(**lasting.first._asdict()),
        "anchor": Base(**lasting.anchor._asdict()),
        "history": History(**lasting.history._asdict()),
        "profiles": Profiles(**lasting.shapes._asdict()),
        "demand": DemandCountry(**lasting.demand._asdict(), fte_per_person=hours),
        "school": SchoolShapes(**lasting.school._asdict()),
        "fail": lasting.fail,
        "students": lasting.students,
        "streams": StreamShapes(**lasting.streams._asdict()),
        "first_stream_year": jax.tree.map(lambda leaf: leaf[0], streams),
        "free_years": ANCHOR_YEAR - FIRST_YEAR,
    }
    years: dict[str, Any] = {
        "now": Now(**made.path._asdict()),
        "demand": DemandNow(**made.demand_path._asdict()),
        "school": SchoolNow(**made.school_path._asdict()),
        "streams": streams,
        "migration_low": made.migration_low,
        "migration_high": made.migration_high,
    }
    return float64(World(Country(**parts), Year(**years)))


def draws_of(parameters: Floats, shocks: Floats, effects: Effects[Floats]) -> Draw:
    """Draws from numpy arrays, past the gate; leading axis: the draw."""
    parts: dict[str, Any] = {"parameters": parameters, "shocks": shocks, "effects": effects}
    return float64(Draw(**parts))


def run_draw(draw: Draw, world: World) -> Outcome:
    """All years of one draw; leading axis of the outcome: the steps."""
    reference = unpack(draw.parameters, SLOTS)
    fixed = start.setting(world.country, reference)
    # What doses do to parameters is worked out for all years at once, before the scan.
    moved = apply(draw.parameters, draw.effects.dose, draw.effects)

    # Backwards a year is worked out again from its state: that takes less time than keeping all its numbers.
    @partial(jax.checkpoint, prevent_cse=False)
    def step(state: State, of_year: tuple[Year, Array, Array]) -> tuple[State, Outcome]:
        known, shock, parameters = of_year
        return year(state, known, shock, fixed, unpack(parameters, SLOTS))

    begin, years = start.state(fixed, reference), (world.years, draw.shocks, moved)
    outcome: Outcome = lax.scan(step, begin, years)[1]
    return outcome


# A batch has a leading axis everywhere but in which cells a measure sets, which all draws share.
AXES = Draw(0, 0, Effects(dose=0, set_on=None, set_value=0, ln_factor=0, add=0, cap=0))  # type: ignore[arg-type]


# The compiler's library of kernels would take the sums over, and is slower at sums of this size.
OPTIONS = {"xla_cpu_experimental_ynn_fusion_type": ""}


@cache
def program() -> Callable[[Draw, World], Outcome]:
    """The compiled program of an answer: a batch of :data:`WIDTH` draws."""
    use_compile_cache()
    return jax.jit(jax.vmap(run_draw, in_axes=(AXES, None)), compiler_options=OPTIONS)


def batches(draws: Draw, count: int) -> Iterator[Draw]:
    """Batches of exactly :data:`WIDTH` draws; the last is filled with copies of its last draw."""
    effects: Any = draws.effects
    own = draws._replace(effects=effects._replace(set_on=None))
    for begin in range(0, count, WIDTH):
        index = np.minimum(np.arange(begin, begin + WIDTH), count - 1)
        batch: Draw = jax.tree.map(lambda leaf, i=index: leaf[i], own)
        yield batch._replace(effects=batch.effects._replace(set_on=draws.effects.set_on))


def cores() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    draws: Draw,
    world: World,
    count: int,
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Outcome:
    """All draws; outcome ``[draw, step, ...]``. ``progress`` hears how many draws each batch finished."""
    compiled = program()

    def one(batch: Draw) -> Outcome:
        made: Outcome = jax.tree.map(np.asarray, compiled(batch, world))
        if progress:
            progress(WIDTH)
        return made

    todo = batches(draws, count)
    parts = [one(next(todo))]  # compiles, so that the threads find the program ready
    with ThreadPoolExecutor(max_workers=threads or cores()) as pool:
        parts += pool.map(one, todo)
    joined: Outcome = jax.tree.map(lambda *leaves: np.concatenate(leaves)[:count], *parts)
    return joined
