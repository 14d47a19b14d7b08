"""``krapte monitor DIR --realised FILE``: published figures beside the path of an agenda, and a line in its log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.cli.machines import runs_draws
from krapte.country.axes import LAST_YEAR
from krapte.figures.errors import InputError
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


@runs_draws
def monitor(
    realised: Realised,
    folder: Annotated[Path, typer.Argument(help=text("arg.agenda", o.HELP_LANG))] = Path("agenda"),
    correct: Annotated[bool, typer.Option("--correct", help=text("opt.correct", o.HELP_LANG))] = False,
    learn: Annotated[bool, typer.Option("--learn", help=text("opt.learn", o.HELP_LANG))] = False,
    observed: Annotated[
        Path | None, typer.Option("--observed", help=text("opt.observed", o.HELP_LANG), show_default=False)
    ] = None,
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
    from krapte.telling import monitor_table as table

    told = str(lang)
    agenda = files.read(folder)
    found = figures.read(realised, agenda.distribution, until)
    subjects = made.compare(agenda, found)
    fixes = _corrections(agenda, subjects, draws, told) if correct else []
    lesson = _lesson(agenda, found, observed, told) if learn or observed else None
    added = made.append(folder, realised, subjects)
    if format == "table":
        _tell(agenda, realised, found, subjects, fixes, lesson, told)
    else:
        show.listing("monitor", format, told, table.rows(subjects), {})
    show.aside(text(f"monitor.log_{'added' if added else 'same'}", told, file=folder / made.LOG))


def _tell(
    agenda: Agenda,
    realised: Path,
    found: Figures,
    subjects: Sequence[Subject],
    fixes: list[Correction],
    lesson: Lesson | None,
    told: str,
) -> None:
    """Sentences and tables: each figure beside its path, what would bring goals back, what was learned."""
    from krapte.agenda.check import measures_of
    from krapte.telling import monitor_table as table

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
        for sentence in table.learned(lesson, told):
            show.out(sentence)
        show.grid(table.goals_learned(lesson, told))
    for note in table.notes(found, told, lesson is not None):
        show.console().print(note)


def _lesson(agenda: Agenda, found: Figures, observed: Path | None, lang: str) -> Lesson:
    """What the figures say of the goals, with those of a file beside them: the package run again, its draws weighed."""
    from krapte.cli.progress import Progress

    with Progress(lang) as progress:
        from krapte.agenda import learn, learn_then
        from krapte.agenda import observed as beside

        if agenda.about.origin is None:
            return learn.lesson(agenda, found, LEARNING, progress, beside.read(observed) if observed else [])
        if observed:
            raise InputError("observed_of_today", where="--observed", found=observed)
        return learn_then.lesson(agenda, found, LEARNING, progress)


def _corrections(agenda: Agenda, subjects: Sequence[Subject], draws: int, lang: str) -> list[Correction]:
    """What would bring goals back: some dozens of runs of the package with more in it."""
    from krapte.cli.progress import Progress

    o.check_range("draws_out_of_range", "--draws", draws, o.DRAWS)
    with Progress(lang) as progress:
        from krapte.agenda import correct

        return correct.corrections(agenda, subjects, draws, progress)
