"""Speed and memory against their goals: ``python benchmarks/run.py [--quick]`` writes bench.json beside the Makefile.

Each measurement runs in a process of its own (``probes.py``) with a compile cache of this run alone, so "cold"
is cold and "warm" is warm whatever was computed before. Values are medians; the spread is kept beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OUT = ROOT / "bench.json"
# name: (what it is, unit, goal or None, whether more is better)
GOALS: dict[str, tuple[str, str, float | None, bool]] = {
    "batch": ("one padded batch of 8 draws, warm", "ms", 40, False),
    "runs_1": ("runs a minute, 1 thread", "runs/min", None, True),
    "runs_2": ("runs a minute, 2 threads", "runs/min", 20_000, True),
    "gradient": ("gradient of mean technical vacancies 2035, in runs", "x a run", 6, False),
    "slopes": ("slopes of one reading in every input, in runs", "x a run", 5, False),
    "compile_slopes": ("compile the slopes, empty cache", "s", None, False),
    "ratio": ("two threads over one", "ratio", None, True),
    "answer": ("1,000 draws of baseline and package, warm", "s", 10, False),
    "split": ("four-pillar split, 16 x 1,000 draws", "s", 60, False),
    "paper": ("the whole paper to 2040, 1,000 draws, warm", "s", 20, False),
    "paper_split": ("the same with the split over pillars", "s", 90, False),
    "paper_ratios": ("the same with split and three ratios", "s", None, False),
    "command": ("krapte answer m1, whole process, warm", "s", 15, False),
    "fit": ("make fit, both forms of clearing, empty cache", "s", 900, False),
    "backtest": ("krapte backtest, all origins and tracks", "s", 600, False),
    "help": ("krapte --help, whole process", "s", 0.3, False),
    "memory": ("peak memory of krapte answer first-four", "MiB", 2048, False),
    "compile_cold": ("compile, empty cache", "s", None, False),
    "compile_warm": ("compile, from the cache", "s", None, False),
    "residual": ("residual of the clearing", "in logs", 1e-8, False),
    "state": ("state variables a draw", "numbers", 15_000, False),
}


def main() -> None:
    """Measure, write, print."""
    asked = argparse.ArgumentParser(description="Measure speed and memory; writes bench.json.")
    asked.add_argument("--quick", action="store_true", help="fewer repeats")
    quick = asked.parse_args().quick
    with tempfile.TemporaryDirectory(prefix="krapte-bench-") as room:
        made = measure(Path(room), quick)
    write(made)
    show(made)


def measure(room: Path, quick: bool) -> dict[str, Any]:
    """All measurements, in an order that makes "cold" come first."""
    env = {**os.environ, "KRAPTE_CACHE": str(room / "programs"), "KRAPTE_STORE": "off"}
    lines: list[dict[str, Any]] = []

    def add(name: str, values: Sequence[float]) -> None:
        lines.append(line(name, values))

    cold = probe("compile", env, quick)
    add("compile_cold", cold["s"])
    add("compile_warm", probe("compile", env, quick)["s"])
    add("residual", probe("residual", env, quick)["residual"])
    once = probe("batch", env, quick)
    add("batch", [1000 * s for s in once["run"]])
    add("gradient", ratios(once["gradient"], once["run"]))
    sloped = probe("slopes", env, quick)
    add("slopes", ratios(sloped["slopes"], sloped["run"]))
    add("compile_slopes", sloped["compile"])
    runs = probe("throughput", env, quick)["runs"]
    most = max(runs, key=int)
    add("runs_1", runs["1"])
    add("runs_2", runs[most])
    add("ratio", ratios(runs[most], runs["1"]))
    add("answer", probe("answer", env, quick)["s"])
    add("split", probe("split", env, quick)["s"])
    whole = probe("paper", env, quick)
    for name, key in (("paper", "alone"), ("paper_split", "split"), ("paper_ratios", "whole")):
        add(name, whole[key])
    add_commands(add, room, env, quick)
    if not quick:
        add_learning(add, room, env)
    parts = probe("parts", env, quick)
    add("state", [parts["state"]])
    order = list(GOALS)
    return {
        "schema": "krapte-bench/1",
        "quick": quick,
        "processor": cold["versions"].pop("processor"),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load": load(),
        "versions": cold["versions"],
        "lines": sorted(lines, key=lambda one: order.index(one["name"])),
        "parts_ms": {name: round(statistics.median(ms), 3) for name, ms in parts["ms"].items()},
        "widths_ms": {
            name: round(statistics.median(ms), 3) for name, ms in probe("widths", env, quick)["ms"].items()
        },
    }


def add_commands(add: Any, room: Path, env: dict[str, str], quick: bool) -> None:
    """Whole processes, as a user starts them."""
    krapte = [sys.executable, "-m", "krapte"]
    add("help", [process([*krapte, "--help"], env)[0] for _ in range(3 if quick else 11)][1:])
    one = [*krapte, "answer", "m1", "--lang", "en", "--out"]
    add("command", [process([*one, str(room / f"m1-{i}")], env)[0] for i in range(1 if quick else 3)])
    four = [*krapte, "answer", "first-four", "--lang", "en", "--out", str(room / "four")]
    add("memory", [process([*four, *(["--draws", "128"] if quick else [])], env)[1]])


def add_learning(add: Any, room: Path, env: dict[str, str]) -> None:
    """The fit and the backtest: minutes each, so only in a full run, and once."""
    krapte = [sys.executable, "-m", "krapte"]
    out = room / "posterior"
    out.mkdir()
    add("fit", [process([*krapte, "fit", "--out", str(out)], env)[0]])
    add("backtest", [process([*krapte, "backtest"], env)[0]])


def ratios(over: Iterable[float], under: Iterable[float]) -> list[float]:
    """Ratios of what was measured side by side."""
    return [a / b for a, b in zip(over, under, strict=True)]


def line(name: str, values: Sequence[float]) -> dict[str, Any]:
    """One line of the result: the median against its goal."""
    title, unit, goal, more = GOALS[name]
    value = statistics.median(values)
    met = None if goal is None else (value >= goal if more else value <= goal)
    return {
        "name": name,
        "title": title,
        "goal": goal,
        "bound": "at least" if more else "at most",
        "value": float(f"{value:.4g}"),
        "unit": unit,
        "met": met,
        "least": float(f"{min(values):.4g}"),
        "most": float(f"{max(values):.4g}"),
        "repeats": len(values),
    }


def probe(name: str, env: dict[str, str], quick: bool) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    begin = time.perf_counter()
    print(f"  {name} ...", end="", file=sys.stderr, flush=True)
    command = [sys.executable, str(HERE / "probes.py"), name, *(["quick"] if quick else [])]
    run = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    if run.returncode:
        raise SystemExit(f"\nbenchmark {name} failed:\n{run.stderr[-2000:]}")
    print(f" {time.perf_counter() - begin:.0f} s", file=sys.stderr)
    made: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return made


def process(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Seconds and peak memory (MiB) of a whole process."""
    begin = time.perf_counter()
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command[1:])} left with code {child.returncode}")
    # Linux counts in KiB, macOS in bytes.
    return seconds, used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def load() -> float | None:
    """Mean number of busy processes of the last minutes, to judge how quiet the machine was."""
    return round(os.getloadavg()[1], 2) if hasattr(os, "getloadavg") else None


def write(made: dict[str, Any]) -> None:
    """bench.json, whole or not at all."""
    partial = OUT.with_suffix(".json.partial")
    partial.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    partial.replace(OUT)


def show(made: dict[str, Any]) -> None:
    """A small table."""
    print(f"{made['processor']}, {made['cores']} cores{', quick' if made['quick'] else ''}")
    for one in made["lines"]:
        goal = "" if one["goal"] is None else f"{one['bound']} {one['goal']:,g}"
        met = {True: "met", False: "MISSED", None: ""}[one["met"]]
        print(f"{one['title']:<52} {one['value']:>12,.4g} {one['unit']:<9} {goal:<16} {met}")


if __name__ == "__main__":
    main()
