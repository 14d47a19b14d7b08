"""``krapte worth-of-knowing``: which study would change the choice, and what that is worth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from krapte.cli import options as o
from krapte.cli import run, show
from krapte.cli.machines import runs_draws
from krapte.figures.errors import InputError
from krapte.words import text
from krapte.words.formats import exact, number

if TYPE_CHECKING:
    from krapte.analysis.information import Knowing

READINGS = ("vacancies", "capacity")
BUDGET, DRAWS, TO, LEAST = 500e6, 512, 2035, 50
FIRST = 2030  # there must be years between the start of the measures and the end

Budget = Annotated[float, typer.Option("--budget", help=text("opt.budget", o.HELP_LANG))]
Also = Annotated[
    list[Path] | None, typer.Option("--also", help=text("opt.also", o.HELP_LANG), show_default=False)
]
Reading = Annotated[str, typer.Option("--reading", help=text("opt.worth_reading", o.HELP_LANG))]


@runs_draws
def worth(
    budget: Budget = BUDGET,
    reading: Reading = "vacancies",
    also: Also = None,
    scenario: o.Scenario = run.MODERATE,
    draws: o.Draws = DRAWS,
    seed: o.Seed = 1,
    to: o.To = TO,
    benchmark: o.Benchmark = "own",
    prior: o.Prior = False,
    lang: o.Lang = None,
    format: o.Format = "table",
    out: o.Out = None,
    replace: o.Replace = False,
) -> None:
    """Scale candidates to the budget, choose, and weigh what each group of inputs hides."""
    o.check_budget("--budget", budget)
    if budget == 0:
        raise InputError("out_of_range", where="--budget", found=budget, expected="> 0")
    o.check_choice("not_one_of", "--reading", reading, READINGS)
    run.check_numbers(draws, seed, to, benchmark)
    o.check_range("draws_out_of_range", "--draws", draws, (LEAST, o.DRAWS[1]))
    o.check_range("year_out_of_range", "--to", to, (FIRST, o.YEARS[1]))
    run.check_scenario(scenario)
    if out is not None:
        from krapte.engine import store

        store.prepare(out, replace)
    told = str(lang)
    beside = _texts(also or [])
    from krapte.cli.progress import Progress

    with Progress(told) as progress:
        from krapte.analysis import information
        from krapte.analysis.runs import Runs

        runs = Runs(scenario, draws, seed, to, benchmark, prior)
        answer = information.worth(runs, budget, reading, progress, beside)
    if out is not None:
        _write(answer, out, replace, told)
    _tell(answer, format, told)
    seconds = number(answer.seconds, told, 0.1)
    show.aside(text("cli.worth_done", told, draws=exact(draws, told), seconds=seconds))


def _texts(files: list[Path]) -> dict[str, str]:
    """Package files as text, by name; InputError for one that cannot be read."""
    from krapte.analysis import decision

    made = {}
    for path in files:
        try:
            made[path.name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("file_not_readable", where=f"--also {path}", found=error) from None
    decision.read(made)  # refused before anything is computed
    return made


def _tell(answer: Knowing, format: str, lang: str) -> None:
    from krapte.telling import knowing_export, knowing_table

    if format == "json":
        show.out(json.dumps(knowing_export.payload(answer), ensure_ascii=False, indent=1, allow_nan=False))
        return
    if format == "csv":
        show.out(knowing_export.rows_csv(answer).decode(), end="")
        return
    screen = show.console()
    screen.print(text("knowing.title", lang))
    show.grid(knowing_table.candidates(answer, lang))
    show.grid(knowing_table.grid(answer, lang))
    for line in knowing_table.notes(answer, lang):
        screen.print(line)


def _write(answer: Knowing, out: Path, replace: bool, lang: str) -> None:
    from krapte.engine import store
    from krapte.telling import knowing_export

    files = knowing_export.files(answer)
    store.write(out, files, answer.results, answer.manifest, replace)
    show.aside(text("cli.written", lang, folder=out, count=len(files) + 2))
