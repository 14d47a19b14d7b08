"""The choice beside greedy and chance at equal work over 20 seeds: ``python benchmarks/choose.py [--seeds N]``.

Writes bench-choose.json beside the Makefile. For each budget the 80 % interval of the difference over seeds is printed;
where it holds zero a tie is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any

from krapte.analysis.choose import compare
from krapte.analysis.choose.question import Question
from krapte.engine import manifest

OUT = Path(__file__).resolve().parent.parent / "bench-choose.json"
WORDS = {"better": "search is better", "worse": "SEARCH IS WORSE", "tie": "tie"}


def main() -> None:
    """Compare, print, write."""
    asked = argparse.ArgumentParser(
        description="The choice beside greedy and chance; writes bench-choose.json."
    )
    asked.add_argument("--seeds", type=int, default=len(compare.SEEDS))
    asked.add_argument("--budget", type=float, action="append", help="euro a year; may be repeated")
    told = asked.parse_args()
    lines = [one_budget(budget, told.seeds) for budget in told.budget or [500e6]]
    made = {
        "schema": "krapte-bench-choose/1",
        "processor": manifest.processor(),
        "load": round(os.getloadavg()[1], 2) if hasattr(os, "getloadavg") else None,
        "draws": compare.DRAWS,
        "judged_on": compare.JUDGES,
        "lines": lines,
    }
    partial = OUT.with_suffix(".json.partial")
    partial.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    partial.replace(OUT)


def one_budget(budget: float, seeds: int) -> dict[str, Any]:
    """All seeds of one budget, printed as they come."""
    print(
        f"{budget / 1e6:,.0f} million euro a year: vacancies closed in 2035 with 80% certainty, on unseen draws"
    )
    begin = time.perf_counter()

    def hear(row: compare.Row) -> None:
        told = ", ".join(f"{name} {value:,.0f}" for name, value in row.worth.items())
        print(f"  seed {row.seed:>2}: {told} ({row.work:,.0f} whole runs each)", flush=True)

    rows = compare.compare(Question(budget=budget), range(1, seeds + 1), hear=hear)
    found = compare.differences(rows)
    for one in found:
        between = f"{one.low:+,.0f} to {one.high:+,.0f}"
        print(f"  search less {one.rival:<10} {one.mean:+8,.0f} (80%: {between}): {WORDS[one.verdict]}")
    return {
        "budget": budget,
        "seconds": round(time.perf_counter() - begin, 1),
        "seeds": [row._asdict() for row in rows],
        "differences": [one._asdict() | {"verdict": one.verdict} for one in found],
    }


if __name__ == "__main__":
    main()
