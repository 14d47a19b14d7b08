"""``krapte monitor DIR --realised FILE``: published figures beside the path of an agenda, and a line in its log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.words import text

Realised = Annotated[Path, typer.Option("--realised", help=text("opt.realised", o.HELP_LANG))]


def monitor(
    realised: Realised,
    folder: Annotated[Path, typer.Argument(help=text("arg.agenda", o.HELP_LANG))] = Path("agenda"),
    lang: o.Lang = None,
    format: o.Format = "table",
) -> None:
    """Read everything, judge, tell, and only then add to the log."""
    from krapte.agenda import folder as files
    from krapte.agenda import monitor as made
    from krapte.agenda import realised as figures
    from krapte.agenda.check import measures_of
    from krapte.telling import monitor_table as table

    told = str(lang)
    agenda = files.read(folder)
    found = figures.read(realised, agenda.distribution)
    subjects = made.compare(agenda, found)
    added = made.append(folder, realised, subjects)
    if format == "table":
        for note in found.notes:
            show.out(text(f"csv.{note}", told, file=realised.name))
        known = measures_of(agenda)
        for sentence in table.sentences(subjects, known, told):
            show.out(sentence)
        show.out("")
        show.grid(table.grid(subjects, known, told))
        for note in table.notes(found, told):
            show.console().print(note)
    else:
        show.listing("monitor", format, told, table.rows(subjects), {})
    show.aside(text(f"monitor.log_{'added' if added else 'same'}", told, file=folder / made.LOG))
