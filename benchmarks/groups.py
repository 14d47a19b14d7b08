"""How a year grows with the number of groups: the model's own code on made groups, timed by ``growth.py``.

Nine groups are in the data, so a whole year cannot be run with more. What carries the axis of groups can: people leave
and come, jobs end, every group's market clears, people are hired. Here each group is cut into k alike, with a k-th of
its people and vacancies, so that each market has the same solution and takes the same steps. A process per k, since
the axes are fixed when the model is loaded.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

FOLDS = (1, 2, 3, 4, 6)
CALLS = 200
BY_GROUP = ("employed", "unemployed", "vacancies")  # amounts, cut into k; rates are the same in each
RATES = ("self_employed", "efficiency", "separations", "churn_floor", "churn_slope")
MEETING = ("form", "search_elasticity", "on_the_job", "growth_share")
SHOCK = 1.01  # jobs wanted over those there were: the market has to move


def inputs() -> dict[str, np.ndarray]:
    """A batch of eight draws at the start of a run, as the model has it; leading axis: the draw."""
    import jax
    from probes import compiled, first_batch

    from krapte.engine import cohort
    from krapte.market import participation, population, retirement, start, switching
    from krapte.market.account import Ledger
    from krapte.market.parameters import unpack

    batch, world = first_batch()
    known = jax.tree.map(lambda leaf: leaf[0], world.years)

    def read(parameters: Any) -> dict[str, Any]:
        p = unpack(parameters, cohort.SLOTS)
        setting = start.setting(world.country, p)
        state, profiles = start.state(setting, p), setting.country.profiles
        books, memory = Ledger(state.stocks), state.memory
        drawn = switching.pull(memory.perceived, memory.employed, p.switching)
        looks = switching.look(memory.looks, setting.looks, drawn, p.switching)
        made = {name: getattr(memory, name) for name in BY_GROUP}
        made |= {name: getattr(setting.closed.rates, name) for name in RATES[1:]}
        made |= {name: getattr(p.meeting, name) for name in (*MEETING, RATES[0])}
        return made | {
            **state.stocks._asdict(),
            "attached": switching.attached(books, looks),
            "share": switching.towards(profiles.switchers, drawn, p.switching),
            "deaths": population.death_chance(books, known.now, p.population),
            "retirement": retirement.by_state(known.now, profiles, p.retirement),
            "exits": participation.exit_chance(profiles, p.participation),
            "switching": switching.leave_chance(drawn, profiles, p.switching),
        }

    return {name: np.asarray(values) for name, values in compiled(jax.vmap(read))(batch.parameters).items()}


def tiled(given: dict[str, np.ndarray], fold: int, count: int) -> dict[str, np.ndarray]:
    """The same people in ``fold`` times as many groups."""

    def states(values: np.ndarray, part: float) -> np.ndarray:
        groups, rest = values[:, :count], values[:, count:]
        return np.concatenate([*[groups * part] * fold, rest], axis=1)

    made = dict(given)
    for name in BY_GROUP:
        made[name] = states(given[name], 1 / fold)
    for name in RATES:
        made[name] = states(given[name], 1.0)
    for name in ("deaths", "retirement", "exits", "switching"):
        made[name] = states(np.broadcast_to(given[name], (8, count + 2, *given[name].shape[-2:])), 1.0)
    made["work"], made["share"] = states(given["work"], 1 / fold), states(given["share"], 1 / fold)
    made["attached"] = np.concatenate([given["attached"] / fold] * fold, axis=2)
    return made


def one(fold: int, file: str, options: dict[str, Any]) -> dict[str, Any]:
    """Milliseconds of a year of the batch with so many times the groups; in a process of its own."""
    if hasattr(os, "sched_setaffinity"):  # one core: a second one helps large arrays and would bend the line
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    from krapte.country import axes

    count = len(axes.GROUPS)
    # The axes are told before the model is loaded; names do not matter to what is timed.
    axes.GROUPS = (*axes.GROUPS, *(f"{name}-{k}" for k in range(1, fold) for name in axes.GROUPS))
    axes.STATES = (*axes.GROUPS, "unemployed", "outside")
    import jax
    import jax.numpy as jnp

    from krapte.engine.gate import use_compile_cache

    use_compile_cache()
    jax.config.update("jax_enable_x64", True)
    from krapte.market import clearing, hiring, meeting
    from krapte.market.account import OUTSIDE, Ledger
    from krapte.market.records import Stocks

    def year(now: dict[str, Any]) -> Any:
        zero, groups = jnp.zeros(()), jnp.zeros_like(now["employed"])
        books = Ledger(Stocks(now["young"], now["work"], now["old"]))
        left = books.take({name: now[name] for name in ("deaths", "retirement", "exits", "switching")})
        books.put("retirement", OUTSIDE, left["retirement"])
        books.put("exits", OUTSIDE, left["exits"])
        books.place("switching", now["share"], left["switching"])
        p = meeting.Meeting(*(now[name] for name in MEETING), zero, zero, now["self_employed"], zero, zero)
        rates = meeting.Rates(*(now[name] for name in RATES[1:]))
        labour = books.employed() + jnp.sum(now["attached"], axis=0)
        market = meeting.Market(
            jobs=SHOCK * (now["employed"] + now["vacancies"]),
            labour=labour,
            previous=now["employed"],
            rates=rates,
            expected=jnp.log(now["vacancies"] / now["unemployed"]),
            give=groups + 1 / 10,
            give_up=groups,
            limit=groups,
        )
        met = clearing.meet(market, now["vacancies"] * now["unemployed"], p)
        return met, hiring.place(books, met, now["attached"], rates.separations), books.close()

    now = {name: jnp.asarray(values) for name, values in tiled(dict(np.load(file)), fold, count).items()}
    program = jax.jit(jax.vmap(year), compiler_options=options)
    met = jax.block_until_ready(program(now))[0]
    if float(jnp.max(met.residual)) > 1e-8:
        raise SystemExit("the made markets do not clear")
    times = []
    for _ in range(CALLS):
        begin = time.perf_counter()
        jax.block_until_ready(program(now))
        times.append(1000 * (time.perf_counter() - begin))
    return {
        "groups": len(axes.GROUPS),
        "ms": float(np.min(times)),  # whoever else is busy only adds
        "vacancies": float(met.vacancies.sum()),
        "numbers": int(np.prod(now["work"].shape[1:])),
    }


def measure(rounds: int) -> list[dict[str, Any]]:
    """Every number of groups in turn, some rounds; the least of each, and that all cleared the same market."""
    from krapte.engine.cohort import OPTIONS

    made: dict[int, list[dict[str, Any]]] = {fold: [] for fold in FOLDS}
    with tempfile.TemporaryDirectory() as room:
        file = Path(room) / "batch.npz"
        np.savez(file, **inputs())
        for _ in range(rounds):
            for fold in FOLDS:
                command = [sys.executable, __file__, str(fold), str(file), json.dumps(OPTIONS)]
                told = subprocess.run(command, capture_output=True, text=True, check=False)
                if told.returncode:
                    raise SystemExit(told.stderr)
                made[fold].append(json.loads(told.stdout))
    found = [every[0] | {"ms": min(each["ms"] for each in every)} for every in made.values()]
    open_ = [row["vacancies"] for row in found]
    if not np.allclose(open_, open_[0], rtol=1e-9):
        raise SystemExit(f"more groups cleared another market: {open_}")
    return found


if __name__ == "__main__":
    print(json.dumps(one(int(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3]))))
