"""``python -m krapte.cli.docs FOLDER``: make the generated pages of the documentation."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def pages() -> dict[str, str]:
    """The generated pages by file name."""
    from krapte.analysis import validation
    from krapte.analysis.laboratory import Laboratory
    from krapte.country import parameters
    from krapte.market.account import FLOWS
    from krapte.telling import pages

    outcome = validation.free_run()
    technicians = validation.technicians_beside(outcome)
    others = {"Open technical vacancies (UWV, four points)": validation.technical_vacancies_beside(outcome)}
    for name, lines in validation.totals_beside(outcome).items():
        others[f"Whole economy: {name}"] = lines
    return {
        "validation.md": pages.validation_page(
            validation.clearing(),
            validation.clearing(2018),
            technicians,
            validation.growth_skipping_the_break(technicians),
            others,
            validation.anchored(Laboratory(draws=256)),
        ),
        "parameters.md": pages.parameters_page(parameters.load()),
        "flows.md": pages.flows_page(list(FLOWS.values())),
    }


def main(folder: Path) -> None:
    """Write the pages, each in one step."""
    for name, text in pages().items():
        partial = folder / f".{name}.partial"
        partial.write_text(text, encoding="utf-8")
        os.replace(partial, folder / name)
        print(folder / name, file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
