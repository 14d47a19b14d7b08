"""krapte's way of running beside other kits, on one toy: ``make bench-peers`` prints runs a minute and ratios.

Every kit runs the same small market (``toy.py``) and must end in the same stocks to nine digits before it is timed.
Each is used as its own documentation does: PySD from Vensim text, BPTK-Py from its language, EMA Workbench around a
Python function, numpy on all draws at once, and JAX in batches of eight scanned over the years, as krapte's engine
does. Last comes krapte's own model, with two thousand times the toy's state, in its own environment. Rounds of the toy
go in turn, so that a busy machine slows all alike; medians are told with the load.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import logging
import os
import statistics
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import toy

ROUNDS = 5
SAME = 1e-9
WHOLE = "krapte's own model"
Run = Callable[[dict[str, np.ndarray]], np.ndarray]  # numbers [draw] to the last stocks [stock, draw]


def pysd_run(room: Path) -> Run:
    """PySD: the model translated from Vensim text once, then run draw by draw."""
    import pysd

    (room / "toy.mdl").write_text(toy.VENSIM, encoding="utf-8")
    model = pysd.read_vensim(str(room / "toy.mdl"))
    names = list(toy.NAMES)

    def run(numbers: dict[str, np.ndarray]) -> np.ndarray:
        made = []
        for at in range(len(numbers["growth"])):
            own = {name: float(drawn[at]) for name, drawn in numbers.items()}
            last = model.run(params=own, return_columns=names, return_timestamps=[toy.LAST])
            made.append(last[names].to_numpy()[-1])
        return np.array(made).T

    return run


def bptk_run() -> Run:
    """BPTK-Py: the model built in its own language, its numbers set draw by draw."""
    from BPTK_Py import Model
    from BPTK_Py import sd_functions as sd

    model = Model(starttime=float(toy.FIRST), stoptime=float(toy.LAST), dt=1.0, name="toy")
    stock = {name: model.stock(name) for name in toy.NAMES}
    number = {name: model.constant(name) for name in toy.UNCERTAIN}
    flow = {
        name: model.converter(name)
        for name in (
            "wanted",
            "graduates",
            "dropouts",
            "retiring",
            "leaving",
            "parting",
            "back",
            "filled",
            "opened",
        )
    }
    students, technicians, elsewhere = stock["students"], stock["technicians"], stock["elsewhere"]
    seekers, vacancies = stock["seekers"], stock["vacancies"]
    flow["wanted"].equation = toy.WANTED * sd.exp(number["growth"] * (sd.time() - toy.FIRST))
    flow["graduates"].equation = toy.GRADUATION * students
    flow["dropouts"].equation = toy.DROPOUT * students
    flow["retiring"].equation = toy.RETIRE * technicians
    flow["leaving"].equation = number["leave"] * technicians
    flow["parting"].equation = toy.PART * technicians
    flow["back"].equation = toy.BACK * elsewhere
    met = number["matching"] * sd.sqrt(vacancies * seekers)
    flow["filled"].equation = sd.min(met, sd.min(vacancies, seekers))
    flow["opened"].equation = sd.max(flow["wanted"] - technicians - vacancies, 0.0)
    students.equation = number["entrants"] - flow["graduates"] - flow["dropouts"]
    technicians.equation = (
        flow["graduates"] + flow["filled"] - flow["retiring"] - flow["leaving"] - flow["parting"]
    )
    elsewhere.equation = flow["dropouts"] + flow["leaving"] - flow["back"]
    seekers.equation = flow["parting"] + flow["back"] - flow["filled"]
    vacancies.equation = flow["opened"] - flow["filled"]
    stock["retired"].equation = flow["retiring"]
    for name, value in toy.START.items():
        stock[name].initial_value = value

    def run(numbers: dict[str, np.ndarray]) -> np.ndarray:
        made = []
        for at in range(len(numbers["growth"])):
            model.reset_cache()
            for name, drawn in numbers.items():
                number[name].equation = float(drawn[at])
            made.append([model.memoize(name, float(toy.LAST)) for name in toy.NAMES])
        return np.array(made).T

    return run


def ema_run() -> Run:
    """EMA Workbench around a plain Python function, one process."""
    from ema_workbench import Model, RealParameter, ScalarOutcome, Scenario, SequentialEvaluator

    def market(**numbers: float) -> dict[str, float]:
        return dict(zip(toy.NAMES, _scalar(numbers), strict=True))

    model = Model("toy", function=market)
    model.uncertainties = [RealParameter(name, *limits) for name, limits in toy.UNCERTAIN.items()]
    model.outcomes = [ScalarOutcome(name) for name in toy.NAMES]

    def run(numbers: dict[str, np.ndarray]) -> np.ndarray:
        count = len(numbers["growth"])
        cases = [Scenario(str(at), **{k: float(v[at]) for k, v in numbers.items()}) for at in range(count)]
        with SequentialEvaluator(model) as evaluator:
            _, outcomes = evaluator.perform_experiments(scenarios=cases)
        return np.array([outcomes[name] for name in toy.NAMES])

    return run


def _scalar(numbers: dict[str, float]) -> tuple[float, ...]:
    stocks = tuple(toy.START.values())
    for year in range(toy.FIRST, toy.LAST):
        stocks = toy.step(stocks, year, numbers)
    return stocks


def jax_run() -> Run:
    """As krapte's engine: years scanned, batches of eight draws, one thread a core, float64."""
    from concurrent.futures import ThreadPoolExecutor

    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)

    def one(numbers: dict[str, jax.Array]) -> jax.Array:
        def step(stocks: tuple[jax.Array, ...], year: jax.Array) -> tuple[tuple[jax.Array, ...], None]:
            return toy.step(stocks, year, numbers, jnp), None

        begin = tuple(jnp.asarray(value) for value in toy.START.values())
        return jnp.stack(jax.lax.scan(step, begin, jnp.arange(float(toy.FIRST), toy.LAST))[0])

    batch = jax.jit(jax.vmap(one))

    def run(numbers: dict[str, np.ndarray]) -> np.ndarray:
        parts = [
            {name: drawn[at : at + 8] for name, drawn in numbers.items()}
            for at in range(0, len(numbers["growth"]), 8)
        ]
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            return np.concatenate([np.asarray(part) for part in pool.map(batch, parts)]).T

    return run


OWN = """
import json, time
import jax
import numpy as np
from krapte.analysis.runs import Runs
from krapte.engine import cohort
runs = Runs("moderate", 128, 1, 2050, "own")
table = runs.moved(None)
runs.outcome(table)  # compiles
times = []
for turn in range({rounds}):
    draws = cohort.draws_of(runs.drawn, np.zeros((128, table.dose.shape[1])), table)
    begin = time.perf_counter()
    cohort.run(draws, runs.world, 128)
    times.append((time.perf_counter() - begin) / 128)
state = cohort.blank(next(cohort.batches(draws, 128)), runs.world)
print(json.dumps([times, sum(leaf[0].size for leaf in jax.tree.leaves(state))]))
"""


def own(python: str) -> tuple[list[float], int]:
    """krapte's own model over the same years, in the environment it is installed in: seconds a run, and its state."""
    command = [python, "-c", OWN.format(rounds=ROUNDS)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    times, size = json.loads(told)
    return list(times), int(size)


def main() -> None:
    """Check that all kits end alike, time them in turn, print."""
    asked_for = argparse.ArgumentParser(description="Set krapte beside other kits on one toy.")
    asked_for.add_argument("--krapte", required=True, help="the Python that krapte is installed for")
    python = asked_for.parse_args().krapte
    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    with (
        tempfile.TemporaryDirectory(prefix="krapte-peers-") as room,
        contextlib.redirect_stderr(io.StringIO()),
    ):
        kits: dict[str, tuple[Run, int]] = {
            "PySD, from Vensim text": (pysd_run(Path(room)), 8),
            "BPTK-Py": (bptk_run(), 24),
            "EMA Workbench, a Python function": (ema_run(), 400),
            "numpy, all draws at once": (toy.in_numpy, 20_000),
            "JAX in batches of eight, as krapte": (jax_run(), 20_000),
        }
        for name, (run, _) in kits.items():
            asked = toy.draws(8)
            apart = np.max(np.abs(run(asked) / np.maximum(np.abs(toy.in_numpy(asked)), 1e-9) - 1))
            if not apart < SAME:
                raise SystemExit(f"{name}: ends {apart:.1e} from the reference, so it is not the same model")
        seconds: dict[str, list[float]] = {name: [] for name in kits}
        for turn in range(ROUNDS):
            for name, (run, count) in kits.items():
                asked = toy.draws(count, turn)
                begin = time.perf_counter()
                run(asked)
                seconds[name].append((time.perf_counter() - begin) / count)
    seconds[WHOLE], size = own(python)
    show({name: statistics.median(times) for name, times in seconds.items()}, size)


def show(each: dict[str, float], size: int) -> None:
    """Runs a minute, how many times PySD's, and how many numbers of the state a second go through a year."""
    slowest = each["PySD, from Vensim text"]
    head = ("ms a run", "runs a minute", "x PySD", "million stock-years/s")
    print(f"{'37 years; the toy: 6 stocks':40s}{head[0]:>10s}{head[1]:>15s}{head[2]:>9s}{head[3]:>23s}")
    for name, took in each.items():
        years = toy.STEPS * (size if name == WHOLE else len(toy.NAMES)) / took / 1e6
        print(f"{name:40s}{1000 * took:10.4f}{60 / took:15,.0f}{slowest / took:9,.1f}{years:23,.3f}")
    print(
        f"krapte's own state: {size:,} numbers a draw; load {os.getloadavg()[0]:.1f}; medians of {ROUNDS} rounds"
    )


if __name__ == "__main__":
    main()
