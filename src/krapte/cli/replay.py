"""``krapte replay DIR``: compute a kept answer again and say whether every array has the same content.

A difference ends with exit code 3: the same input must give the same numbers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.cli.machines import runs_draws_anew
from krapte.figures.errors import InputError
from krapte.words import text
from krapte.words.formats import exact

DIFFERS = 3


@runs_draws_anew
def replay(
    folder: Annotated[Path, typer.Argument(help=text("arg.folder", o.HELP_LANG))],
    lang: o.Lang = None,
    format: o.Format = "table",
) -> None:
    """Replay a folder; each difference on a line of its own."""
    from krapte.cli.progress import Progress

    chosen = str(lang)
    if not folder.is_dir():
        raise InputError("folder_not_found", where="DIR", found=folder)
    with Progress(chosen) as progress:
        from krapte.analysis.replay import replay as again

        report = again(folder, progress)
    rows = [{"difference": line} for line in report.differences]
    if format == "table":
        for line in report.differences:
            show.out(line)
        checked = exact(report.checked, chosen)
        key, count = ("equal", 0) if report.equal else ("differs", len(report.differences))
        show.out(text(f"cli.replay_{key}", chosen, checked=checked, count=count))
    elif format == "json":
        summary = {"equal": report.equal, "checked": report.checked, "differences": report.differences}
        show.listing("replay", format, chosen, [summary], {})
    else:
        show.listing("replay", format, chosen, rows or [{"difference": ""}], {})
    if not report.equal:
        raise typer.Exit(DIFFERS)
