"""``python -m krapte.cli.docs FOLDER [PAGE ...]``: make the generated pages of the documentation, or some of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path


def validation_page() -> str:
    """The model beside published tables: runs the model, so it takes a while."""
    from krapte.analysis import validation
    from krapte.telling import validation_page as told

    return told.page(validation.make())


def parameters_page() -> str:
    """Every number of the model."""
    from krapte.country import assumptions, parameters
    from krapte.telling import pages_tables

    drawn = pages_tables.parameters_page(parameters.load())
    return f"{drawn}\n{pages_tables.assumptions_section(assumptions.load())}"


def flows_page() -> str:
    """Every flow of people."""
    from krapte.market.account import FLOWS
    from krapte.telling import pages_tables

    return pages_tables.flows_page(list(FLOWS.values()))


def law_page() -> str:
    """The law as dated values, with worked cases."""
    from krapte.country import law
    from krapte.telling import law_page as told

    return told.page(law.load())


def claims_page() -> str:
    """Claims of the paper and of shortage, on one ruler."""
    from krapte.analysis import claims
    from krapte.telling import claims_page as told

    return told.page(claims.read())


def coverage_page() -> str:
    """What of the position paper is built."""
    from krapte.analysis import coverage
    from krapte.telling import coverage_page as told

    return told.page(coverage.rows())


def backtest_page() -> str:
    """What a forecast has to beat, and the scores of rivals and of krapte: runs the model."""
    from krapte.analysis import validation_gate
    from krapte.learning import forecast, rivals, scoreboard
    from krapte.telling import backtest_page as told

    return told.page(scoreboard.make((*rivals.ALL, *forecast.ALL)), validation_gate.free())


def learning_page() -> str:
    """What the fit found, and whether it means what it says."""
    from krapte.learning import calibrate, moved, posterior
    from krapte.telling import learning_page as told

    return told.page(posterior.load(), moved.load(), calibrate.load())


PAGES: dict[str, Callable[[], str]] = {
    "parameters.md": parameters_page,
    "flows.md": flows_page,
    "law.md": law_page,
    "coverage.md": coverage_page,
    "claims.md": claims_page,
    "learning.md": learning_page,
    "backtest.md": backtest_page,
    "validation.md": validation_page,
}


def main(folder: Path, names: Sequence[str] = tuple(PAGES)) -> None:
    """Write the pages, each in one step, the quick ones first."""
    for name in names:
        if name not in PAGES:
            raise SystemExit(f"no generated page {name}; there are {', '.join(PAGES)}")
        partial = folder / f".{name}.partial"
        partial.write_text(PAGES[name](), encoding="utf-8")
        os.replace(partial, folder / name)
        print(folder / name, file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"), sys.argv[2:] or tuple(PAGES))
