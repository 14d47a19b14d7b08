"""``krapte monitor DIR --realised FILE``: published figures beside the path of an agenda, and a line in its log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.country.axes import LAST_YEAR
from krapte.words import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from krapte.agenda.correct import Correction
    from krapte.agenda.folder import Agenda
    from krapte.agenda.learn import Lesson
    from krapte.agenda.monitor import Subject
    from krapte.agenda.realised import Figures

DRAWS = 64  # of a correction
LEARNING = 1000  # of a lesson: few are left after weighing
Realised = Annotated[Path, typer.Option("--realised", help=text("opt.realised", o.HELP_LANG))]


def monitor(
    realised: Realised,
    folder: Annotated[Path, typer.Argument(help=text("arg.agenda", o.HELP_LANG))] = Path("agenda"),
    correct: Annotated[bool, typer.Option("--correct", help=text("opt.correct", o.HELP_LANG))] = False,
    learn: Annotated[bool, typer.Option("--learn", help=text("opt.learn", o.HELP_LANG))] = False,
    until: Annotated[
        int, typer.Option("--until", help=text("opt.until", o.HELP_LANG), show_default=False)
    ] = LAST_YEAR,
    draws: Annotated[int, typer.Option("--draws", help=text("opt.draws", o.HELP_LANG))] = DRAWS,
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
    found = figures.read(realised, agenda.distribution, until)
    subjects = made.compare(agenda, found)
    fixes = _corrections(agenda, subjects, draws, told) if correct else []
    lesson = _lesson(agenda, found, told) if learn else None
    added = made.append(folder, realised, subjects)
    if format == "table":
        for note in found.notes:
            show.out(text(f"csv.{note}", told, file=realised.name))
        known = measures_of(agenda)
        for sentence in table.sentences(subjects, known, told):
            show.out(sentence)
        show.out("")
        show.grid(table.grid(subjects, known, told))
        lines, grids = table.corrected(fixes, known, told)
        for line in lines:
            show.out(line)
        for grid in grids:
            show.grid(grid)
        if lesson is not None:
            show.out(table.learned(lesson, told))
            show.grid(table.goals_learned(lesson, told))
        for note in table.notes(found, told, lesson is not None):
            show.console().print(note)
    else:
        show.listing("monitor", format, told, table.rows(subjects), {})
    show.aside(text(f"monitor.log_{'added' if added else 'same'}", told, file=folder / made.LOG))


def _lesson(agenda: Agenda, found: Figures, lang: str) -> Lesson:
    """What the figures say of the goals: the package run again, its draws weighed."""
    from krapte.cli.progress import Progress

    with Progress(lang) as progress:
        from krapte.agenda import learn, learn_then

        made = learn.lesson if agenda.about.origin is None else learn_then.lesson
        return made(agenda, found, LEARNING, progress)


def _corrections(agenda: Agenda, subjects: Sequence[Subject], draws: int, lang: str) -> list[Correction]:
    """What would bring goals back: some dozens of runs of the package with more in it."""
    from krapte.cli.progress import Progress

    o.check_range("draws_out_of_range", "--draws", draws, o.DRAWS)
    with Progress(lang) as progress:
        from krapte.agenda import correct

        return correct.corrections(agenda, subjects, draws, progress)
