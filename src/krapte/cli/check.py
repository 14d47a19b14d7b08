"""``krapte check FILE...``: read files of measures or packages and name what is wrong, file by file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.figures.errors import InputError
from krapte.words import explain, text

BAD_INPUT = 2


def check(
    files: Annotated[list[Path], typer.Argument(help=text("arg.files", o.HELP_LANG))],
    lang: o.Lang = None,
    format: o.Format = "table",
) -> None:
    """Check every file, also after a bad one; the exit code is 2 when any is bad."""
    chosen = str(lang)
    found = [(file, _problems(file)) for file in files]
    if format != "table":
        rows = [
            {
                "file": str(file),
                "good": problem is None,
                "code": problem.code if problem else "",
                "message": explain(problem, chosen) if problem else "",
            }
            for file, problems in found
            for problem in (problems or (None,))
        ]
        show.listing("files", format, chosen, rows, {})
    else:
        for file, problems in found:
            if not problems:
                show.out(text("cli.good", chosen, file=file))
            for problem in problems:
                show.aside(f"krapte: {explain(problem, chosen)}")
    if any(problems for _, problems in found):
        raise typer.Exit(BAD_INPUT)


def _problems(file: Path) -> list[InputError]:
    """All that is wrong with a file: a measure, or a package with the measures it names."""
    from krapte.measures import packages

    if file.is_dir():
        return [InputError("file_expected", where=str(file))]
    try:
        packages.load(file)
    except InputError as error:
        return list(getattr(error, "errors", (error,)))
    return []
