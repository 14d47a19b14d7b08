"""The measurements, one a process: ``probes.py NAME [quick]`` prints one line of JSON.

A process of its own keeps what one measurement compiles, allocates or warms from helping the next.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from question import PACKAGE, UNTIL, WHOLE, inputs

from krapte.analysis.laboratory import Laboratory
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR
from krapte.engine import cohort, manifest
from krapte.engine import slopes as engine_slopes
from krapte.market import arrivals, schooling, start, year
from krapte.market.account import Ledger
from krapte.market.parameters import unpack

YEAR = 2035
ENDS = tuple(np.float64(end) for end in cohort.WHOLE)


def timed(work: Callable[[], Any]) -> float:
    """Seconds of one call."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def alternated(works: dict[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each work in every round, one after the other, so that noise strikes all alike."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(timed(work))
    return times


def compiled(work: Callable[..., Any]) -> Any:
    """A program compiled as the engine compiles its own."""
    return jax.jit(work, compiler_options=cohort.OPTIONS)


def first_batch() -> tuple[Any, Any]:
    """One padded batch of draws, and the world."""
    draws, world = inputs(cohort.WIDTH)
    return next(cohort.batches(draws, cohort.WIDTH)), world


def compile_once(quick: bool) -> dict[str, Any]:  # noqa: ARG001 one signature for all
    """Time until the first batch is there, less that of a second one: trace, compile or read from the cache."""
    batch, world = first_batch()

    def call() -> None:
        jax.block_until_ready(cohort.program()(batch, world, cohort.blank(batch, world), *ENDS))

    first = timed(call)
    return {"s": [first - timed(call)], "versions": manifest.versions()}


def batch(quick: bool) -> dict[str, Any]:
    """A padded batch and the gradient of one scalar outcome, alternated."""
    one, world = first_batch()
    program, nothing = cohort.program(), cohort.blank(one, world)

    @compiled
    def gradient(parameters: jax.Array) -> Any:
        def mean(values: jax.Array) -> jax.Array:
            run = jax.vmap(cohort.run_draw, in_axes=(cohort.AXES, None))
            return run(one._replace(parameters=values), world).vacancies[:, YEAR - FIRST_YEAR - 1, :5].mean()

        return jax.value_and_grad(mean)(parameters)

    works = {
        "run": lambda: jax.block_until_ready(program(one, world, nothing, *ENDS)),
        "gradient": lambda: jax.block_until_ready(gradient(one.parameters)),
    }
    for work in works.values():
        work()
    if not np.all(np.isfinite(gradient(one.parameters)[1])):
        raise SystemExit("the gradient is not finite")
    return alternated(works, 5 if quick else 20)


def slopes(quick: bool) -> dict[str, Any]:
    """The slopes of one reading in all parameters and all that measures do, beside a run of the same batch."""
    draws, world = inputs(cohort.WIDTH)
    one, weight = next(cohort.batches(draws, cohort.WIDTH)), engine_slopes.weights("vacancies", YEAR)
    program, nothing = cohort.program(), cohort.blank(one, world)
    works = {
        "run": lambda: jax.block_until_ready(program(one, world, nothing, *ENDS)),
        "slopes": lambda: engine_slopes.slopes(draws, world, cohort.WIDTH, weight),
    }
    first = timed(works["slopes"])
    works["run"]()
    return alternated(works, 5 if quick else 20) | {"compile": [first - timed(works["slopes"])]}


def throughput(quick: bool) -> dict[str, Any]:
    """Seconds for the same draws on one thread and on two, alternated."""
    count, rounds = (128, 2) if quick else (512, 7)
    draws, world = inputs(count)
    cohort.run(draws, world, cohort.WIDTH)
    cores = min(cohort.cores(), 2)
    works = {str(t): lambda t=t: cohort.run(draws, world, count, threads=t) for t in sorted({1, cores})}
    times = alternated(works, rounds)
    return {"runs": {name: [count / s * 60 for s in seconds] for name, seconds in times.items()}}


def widths(quick: bool) -> dict[str, Any]:
    """Time of one call by width of the batch: what is fixed, and what grows with each draw."""
    made = {}
    for width in (1, 8, 32, 128):
        draws, world = inputs(width)
        program = compiled(jax.vmap(cohort.run_draw, in_axes=(cohort.AXES, None)))

        def work(program: Any = program, draws: Any = draws, world: Any = world) -> None:
            jax.block_until_ready(program(draws, world))

        work()
        made[str(width)] = [1000 * s for s in alternated({"": work}, 3 if quick else 10)[""]]
    return {"ms": made}


def parts(quick: bool) -> dict[str, Any]:
    """Where a year's time goes: each mechanism compiled alone, on the same batch at the start of a run, alternated.

    Compiled together mechanisms share work, so these are shares, not a sum; each call carries its own start.
    """
    one, world = first_batch()
    known = jax.tree.map(lambda leaf: leaf[ANCHOR_YEAR - FIRST_YEAR], world.years)

    def begin(parameters: jax.Array) -> Any:
        p = unpack(parameters, cohort.SLOTS)
        setting = start.setting(world.country, p)
        return p, setting, start.state(setting, p)

    def lessons(p: Any, setting: Any, state: Any) -> Any:
        memory, books = state.memory, Ledger(state.stocks)
        seen = schooling.pull(memory.perceived, memory.employed)
        people = jnp.sum(books.residents(), axis=1)
        now = (jnp.sum(memory.employed[:5]), known.school, setting.schools)
        return schooling.move(memory.classes, seen, people, *now, p)

    def live(p: Any, setting: Any, state: Any, taught: Any) -> Any:
        books = Ledger(state.stocks)
        year.live(books, known, state.memory, taught, setting, p)
        return books.close()

    def migrate(p: Any, setting: Any, state: Any, taught: Any) -> Any:  # noqa: ARG001 one signature for all
        books = Ledger(state.stocks)
        arrivals.come_and_go(books, known, state.memory, setting, p)
        return books.close()

    def clear(p: Any, setting: Any, state: Any, taught: Any) -> Any:
        books = Ledger(state.stocks)
        people = jnp.sum(books.residents())
        made = year.clear(books, known, state.memory, taught, people, jnp.zeros(()), setting, p)
        return books.close(), made

    p, setting, state = compiled(jax.vmap(begin))(one.parameters)
    schools = compiled(jax.vmap(lessons))
    taught = schools(p, setting, state)
    whole = compiled(jax.vmap(lambda p, s, t, _: year.year(t, known, jnp.zeros(()), s, p)))
    programs: dict[str, Any] = {"year": whole, "live": compiled(jax.vmap(live))}
    programs |= {"migrate": compiled(jax.vmap(migrate)), "clear": compiled(jax.vmap(clear))}
    works = {n: lambda f=f: jax.block_until_ready(f(p, setting, state, taught)) for n, f in programs.items()}
    works["schools"] = lambda: jax.block_until_ready(schools(p, setting, state))
    for work in works.values():
        work()
    times = alternated(works, 10 if quick else 60)
    size = sum(int(np.prod(leaf.shape[1:])) for leaf in jax.tree.leaves(state))
    return {"ms": {name: [1000 * s for s in seconds] for name, seconds in times.items()}, "state": size}


def residual(quick: bool) -> dict[str, Any]:
    """How exactly the market clears, over many draws and all years."""
    count = 128 if quick else 512
    outcome = cohort.run(*inputs(count), count)
    return {"residual": [float(np.abs(outcome.residual).max())]}


def answer(quick: bool) -> dict[str, Any]:
    """1,000 draws of baseline and package through a new laboratory, in a process that is warm."""
    Laboratory(draws=cohort.WIDTH).run(PACKAGE, split=False)
    work = {"": lambda: Laboratory(draws=1000).run(PACKAGE, split=False)}
    return {"s": alternated(work, 1 if quick else 2)[""]}


def split(quick: bool) -> dict[str, Any]:
    """The 16 coalitions of four pillars, 1,000 draws each (quick: 125, times eight)."""
    Laboratory(draws=cohort.WIDTH).run(PACKAGE, split=False)
    draws = 125 if quick else 1000
    lab = Laboratory(draws=draws)
    return {"s": [1000 / draws * timed(lambda: lab.run(PACKAGE, ratios=False))]}


def paper(quick: bool) -> dict[str, Any]:
    """The whole proposal to 2040 through a new laboratory: 1,000 draws, and with split and ratios (quick: 125)."""
    Laboratory(draws=cohort.WIDTH, to=UNTIL).run(WHOLE, split=False)
    draws = 125 if quick else 1000
    alone = timed(lambda: Laboratory(draws=draws, to=UNTIL).run(WHOLE, split=False))
    shared = timed(lambda: Laboratory(draws=draws, to=UNTIL).run(WHOLE, ratios=False))
    ratios = (
        timed(lambda: Laboratory(draws=draws, to=UNTIL).run(WHOLE)) - shared
    )  # on 128 draws, however many run
    scale = 1000 / draws
    return {"alone": [scale * alone], "split": [scale * shared], "whole": [scale * shared + ratios]}


PROBES: dict[str, Callable[[bool], dict[str, Any]]] = {
    "compile": compile_once,
    "batch": batch,
    "slopes": slopes,
    "throughput": throughput,
    "widths": widths,
    "parts": parts,
    "residual": residual,
    "answer": answer,
    "split": split,
    "paper": paper,
}

if __name__ == "__main__":
    print(json.dumps(PROBES[sys.argv[1]]("quick" in sys.argv[2:])))
