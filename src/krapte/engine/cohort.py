"""The cohort engine: one compiled program that runs a padded batch of eight draws through all years.

A lone run and a batch of another width differ in the last bits, so answers have one width, also for one draw. Only what
no answer is made of may be narrower: one draw alone takes a fifth of the time of a batch.

The years are scanned, never unrolled. Batches go to one Python thread per core; which thread runs a batch cannot
matter, since each batch is computed alone.

A run may be cut into stretches of years that hand on their states. What happened before a measure is at work is then
run once, for the baseline and for every package, and years that nobody asked for are passed over. It is the same
program with the same bits: only which years it runs is told to it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax
from numpy.typing import NDArray

from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, GROUPS, STEPS
from krapte.country.inputs import Country as Inputs
from krapte.country.parameters import slots
from krapte.engine.gate import float64, use_compile_cache
from krapte.market import start
from krapte.market.demand_records import DemandCountry, DemandNow
from krapte.market.parameters import unpack
from krapte.market.records import Base, History, Now, Profiles
from krapte.market.school import SchoolNow, SchoolShapes
from krapte.market.state import Country, Outcome, Setting, State, Year
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


class Stretch(NamedTuple):
    """The steps that are run, from ``first`` up to but not including ``end``; the others are passed over."""

    first: int
    end: int


WHOLE = Stretch(0, len(STEPS))


class Way(NamedTuple):
    """What the years of one draw are walked with."""

    fixed: Setting
    begin: State
    years: tuple[Year, Array, Array]  # known, shock, parameters; leading axis: the steps


def way(draw: Draw, world: World) -> Way:
    """The start of a draw, and what each of its years knows."""
    reference = unpack(draw.parameters, SLOTS)
    fixed = start.setting(world.country, reference)
    # What doses do to parameters is worked out for all years at once, before the scan.
    moved = apply(draw.parameters, draw.effects.dose, draw.effects)
    return Way(fixed, start.state(fixed, reference), (world.years, draw.shocks, moved))


def run_draw(draw: Draw, world: World) -> Outcome:
    """All years of one draw; leading axis of the outcome: the steps. This is the form that is differentiated."""
    fixed, begin, years = way(draw, world)

    # Backwards a year is worked out again from its state: that takes less time than keeping all its numbers.
    @partial(jax.checkpoint, prevent_cse=False)
    def step(state: State, of_year: tuple[Year, Array, Array]) -> tuple[State, Outcome]:
        known, shock, parameters = of_year
        return year(state, known, shock, fixed, unpack(parameters, SLOTS))

    outcome: Outcome = lax.scan(step, begin, years)[1]
    return outcome


def walk_draw(draw: Draw, world: World, given: State, first: Array, end: Array) -> tuple[Outcome, State]:
    """The years of a stretch of one draw, and the state they end in; the outcome of years passed over is zero.

    ``given`` is the state at ``first``; at step 0 a run starts by itself and ``given`` is not looked at.
    """
    fixed, begin, years = way(draw, world)
    state = jax.tree.map(lambda own, other: jnp.where(first > 0, other, own), begin, given)

    def go(state: State, of_year: tuple[Year, Array, Array]) -> tuple[State, Outcome]:
        known, shock, parameters = of_year
        return year(state, known, shock, fixed, unpack(parameters, SLOTS))

    one = jax.tree.map(lambda leaf: leaf[0], years)
    shapes = jax.eval_shape(go, state, one)[1]

    def pass_over(state: State, _: tuple[Year, Array, Array]) -> tuple[State, Outcome]:
        return state, jax.tree.map(lambda leaf: jnp.zeros(leaf.shape, leaf.dtype), shapes)

    def step(state: State, of_year: tuple[Array, tuple[Year, Array, Array]]) -> tuple[State, Outcome]:
        at, known = of_year
        made: tuple[State, Outcome] = lax.cond((first <= at) & (at < end), go, pass_over, state, known)
        return made

    last, outcome = lax.scan(step, state, (jnp.arange(float(len(STEPS))), years))
    return outcome, last


# A batch has a leading axis everywhere but in which cells a measure sets, which all draws share.
AXES = Draw(0, 0, Effects(dose=0, set_on=None, set_value=0, ln_factor=0, add=0, cap=0))  # type: ignore[arg-type]


# The compiler's library of kernels would take the sums over, and is slower at sums of this size.
OPTIONS = {"xla_cpu_experimental_ynn_fusion_type": ""}


@cache
def program() -> Callable[[Draw, World, State, Array, Array], tuple[Outcome, State]]:
    """The compiled program of an answer: a batch of draws over a stretch of years."""
    use_compile_cache()
    return jax.jit(jax.vmap(walk_draw, in_axes=(AXES, None, 0, None, None)), compiler_options=OPTIONS)


def _begin(draw: Draw, world: World) -> State:
    return way(draw, world).begin


def blank(batch: Draw, world: World) -> State:
    """States for a batch that starts by itself: of the right shape, and not looked at."""
    shapes = jax.eval_shape(jax.vmap(_begin, in_axes=(AXES, None)), batch, world)
    made: State = jax.tree.map(lambda leaf: np.zeros(leaf.shape), shapes)
    return made


def batches(draws: Draw, count: int, width: int = WIDTH) -> Iterator[Draw]:
    """Batches of exactly ``width`` draws; the last is filled with copies of its last draw."""
    effects: Any = draws.effects
    own = draws._replace(effects=effects._replace(set_on=None))
    for begin in range(0, count, width):
        index = np.minimum(np.arange(begin, begin + width), count - 1)
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
    """All draws over all years; outcome ``[draw, step, ...]``. ``progress`` hears how many each batch finished."""
    return walk(draws, world, count, WHOLE, threads=threads, progress=progress)[0]


_ready: set[tuple[tuple[int, ...], ...]] = set()  # shapes the program is compiled for


def walk(
    draws: Draw,
    world: World,
    count: int,
    stretch: Stretch,
    states: Sequence[State] | None = None,
    *,
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
    width: int = WIDTH,
) -> tuple[Outcome, list[State]]:
    """All draws over a stretch: outcome ``[draw, step of the stretch, ...]``, and each batch's state at its end.

    ``states`` are those an earlier stretch of the same draws ended in; only a run from the first step needs none.
    """
    if (states is None) != (stretch.first == 0):
        raise ValueError(f"a run from step {stretch.first} {'has no' if states is None else 'has'} states")
    compiled = program()
    todo = list(batches(draws, count, width))
    given = states or [blank(todo[0], world)] * len(todo)
    ends: list[Any] = [np.float64(end) for end in stretch]

    def one(batch: Draw, state: State) -> tuple[Outcome, State]:
        made, last = compiled(batch, world, state, *ends)
        outcome: Outcome = jax.tree.map(lambda leaf: np.asarray(leaf)[:, slice(*stretch)], made)
        if progress:
            progress(width)
        return outcome, last

    kind = tuple(np.shape(leaf) for leaf in jax.tree.leaves((todo[0], world)))
    # The first batch of its kind compiles by itself, so that the threads find the program ready.
    parts = [] if kind in _ready else [one(todo[0], given[0])]
    _ready.add(kind)
    begin = len(parts)
    with ThreadPoolExecutor(max_workers=threads or cores()) as pool:
        parts += pool.map(one, todo[begin:], given[begin:])
    outcomes = [outcome for outcome, _ in parts]
    joined: Outcome = jax.tree.map(lambda *leaves: np.concatenate(leaves)[:count], *outcomes)
    return joined, [state for _, state in parts]
