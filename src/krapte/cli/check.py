"""``krapte check FILE...``: read files of measures or packages and name what is wrong, file by file.

``krapte check --schema measure`` prints the JSON Schema of a measure instead, for an editor that helps while writing.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.figures.errors import InputError
from krapte.words import explain, text

BAD_INPUT = 2
SCHEMAS = ("measure", "package")


def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help=text("arg.files", o.HELP_LANG), show_default=False)
    ] = None,
    schema: Annotated[
        str | None, typer.Option("--schema", help=text("opt.schema", o.HELP_LANG), show_default=False)
    ] = None,
    lang: o.Lang = None,
    format: o.Format = "table",
) -> None:
    """Check every file, also after a bad one; the exit code is 2 when any is bad."""
    if schema is not None:
        _print_schema(schema, files)
        return
    if not files:
        raise InputError("usage_missing", where="files")
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


def _print_schema(name: str, files: list[Path] | None) -> None:
    """The JSON Schema as it comes with krapte."""
    o.check_choice("unknown_schema", "--schema", name, SCHEMAS)
    if files:
        raise InputError("schema_with_files", where="--schema", found=", ".join(map(str, files)))
    file = resources.files("krapte.measures.schema") / f"{name}.schema.json"
    show.out(file.read_text(encoding="utf-8"), end="")


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
