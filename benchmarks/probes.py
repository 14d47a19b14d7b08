"""The measurements, one a process: ``probes.py NAME [quick]`` prints one line of JSON.

A process of its own keeps what one measurement compiles, allocates or warms from helping the next.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jax
import numpy as np
import numpy_year
from question import PACKAGE, inputs

from krapte.analysis.laboratory import Laboratory
from krapte.country.axes import FIRST_YEAR
from krapte.engine import cohort, manifest

YEAR = 2035
BLOCKS = (128, 256, 512, 1024)


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


def first_batch() -> tuple[Any, Any]:
    """One padded batch of draws, and the world."""
    draws, world = inputs(cohort.WIDTH)
    return next(cohort.batches(draws, cohort.WIDTH)), world


def compile_once(quick: bool) -> dict[str, Any]:  # noqa: ARG001 one signature for all
    """Time until the first batch is there, less that of a second one: trace, compile or read from the cache."""
    batch, world = first_batch()

    def call() -> None:
        jax.block_until_ready(cohort.program()(batch, world))

    first = timed(call)
    return {"s": [first - timed(call)], "versions": manifest.versions()}


def batch(quick: bool) -> dict[str, Any]:
    """A padded batch and the gradient of one scalar outcome, alternated."""
    one, world = first_batch()
    program = cohort.program()

    @jax.jit
    def gradient(parameters: jax.Array) -> Any:
        def mean(values: jax.Array) -> jax.Array:
            run = jax.vmap(cohort.run_draw, in_axes=(cohort.AXES, None))
            return run(one._replace(parameters=values), world).vacancies[:, YEAR - FIRST_YEAR - 1, 0].mean()

        return jax.value_and_grad(mean)(parameters)

    works = {
        "run": lambda: jax.block_until_ready(program(one, world)),
        "gradient": lambda: jax.block_until_ready(gradient(one.parameters)),
    }
    for work in works.values():
        work()
    if not np.all(np.isfinite(gradient(one.parameters)[1])):
        raise SystemExit("the gradient is not finite")
    return alternated(works, 5 if quick else 20)


def rival(draws: Any, world: Any, block: int, threads: int) -> None:
    """The NumPy year in blocks, on one thread or several."""
    count = len(draws.parameters)
    effects = draws.effects

    def part(begin: int) -> None:
        own = {n: getattr(effects, n)[begin : begin + block] for n in effects._fields if n != "set_on"}
        now = slice(begin, begin + block)
        numpy_year.run_block(draws.parameters[now], draws.shocks[now], effects._replace(**own), world)

    with ThreadPoolExecutor(max_workers=threads) as pool:
        list(pool.map(part, range(0, count, block)))


def throughput(quick: bool) -> dict[str, Any]:
    """Seconds for the same draws by the engine and by NumPy, alternated; NumPy at its best block size."""
    count, rounds = (256, 2) if quick else (1024, 11)
    draws, world = inputs(count)
    cohort.run(draws, world, cohort.WIDTH)
    cores = min(cohort.cores(), 2)
    tried = {}
    for threads in sorted({1, cores}):
        for block in (b for b in BLOCKS if b * threads <= count):
            work = {"": lambda b=block, t=threads: rival(draws, world, b, t)}
            tried[threads, block] = min(alternated(work, 1 if quick else 2)[""])
    best = {t: min((s, b) for (n, b), s in tried.items() if n == t)[1] for t in sorted({1, cores})}
    works: dict[str, Callable[[], Any]] = {}
    for threads in best:
        works[f"engine_{threads}"] = lambda t=threads: cohort.run(draws, world, count, threads=t)
        works[f"numpy_{threads}"] = lambda t=threads: rival(draws, world, best[t], t)
    times = alternated(works, rounds)
    runs = {name: [count / s * 60 for s in seconds] for name, seconds in times.items()}
    by_block = {f"{t} threads, block {b}": round(count / s * 60) for (t, b), s in tried.items()}
    return {"runs": runs, "blocks": best, "tried": by_block, "threads": cores}


def widths(quick: bool) -> dict[str, Any]:
    """Time of one call by width of the batch: what is fixed, and what grows with each draw."""
    made = {}
    for width in (1, 8, 32, 128):
        draws, world = inputs(width)
        program = jax.jit(jax.vmap(cohort.run_draw, in_axes=(cohort.AXES, None)))

        def work(program: Any = program, draws: Any = draws, world: Any = world) -> None:
            jax.block_until_ready(program(draws, world))

        work()
        made[str(width)] = [1000 * s for s in alternated({"": work}, 3 if quick else 10)[""]]
    return {"ms": made}


def agreement(quick: bool) -> dict[str, Any]:  # noqa: ARG001 one signature for all
    """The largest difference between engine and NumPy over 16 draws, relative; and how exact both clearings are."""
    draws, world = inputs(16)
    engine, plain = cohort.run(draws, world, 16), numpy_year.run(draws, world, 16)
    worst = 0.0
    for name in ("employed", "unemployed", "vacancies", "flows"):
        one, other = getattr(engine, name), getattr(plain, name)
        worst = max(worst, float(np.max(np.abs(one - other) / np.maximum(np.abs(one), 1))))
    return {
        "difference": [worst],
        "residual_engine": [float(np.abs(engine.residual).max())],
        "residual_numpy": [float(np.abs(plain.residual).max())],
    }


def answer(quick: bool) -> dict[str, Any]:
    """1,000 draws of baseline and package through a new laboratory, in a process that is warm."""
    Laboratory(draws=cohort.WIDTH).run(PACKAGE)
    return {"s": [timed(lambda: Laboratory(draws=1000).run(PACKAGE)) for _ in range(1 if quick else 3)]}


PROBES: dict[str, Callable[[bool], dict[str, Any]]] = {
    "compile": compile_once,
    "batch": batch,
    "throughput": throughput,
    "widths": widths,
    "agreement": agreement,
    "answer": answer,
}

if __name__ == "__main__":
    print(json.dumps(PROBES[sys.argv[1]]("quick" in sys.argv[2:])))
