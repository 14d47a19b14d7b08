"""``krapte calendar PACKAGE``: until when a decision still counts for 2030 and 2035, and what it costs."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from krapte.cli import options as o
from krapte.cli import run, show
from krapte.cli.machines import runs_draws
from krapte.words import text
from krapte.words.formats import exact, number

YEARS = (2035, 2050)


@runs_draws
def calendar(
    package: Annotated[str, typer.Argument(help=text("arg.package", o.HELP_LANG))],
    scenario: o.ScenarioOfPackage = None,
    draws: o.Draws = 1000,
    seed: o.Seed = 1,
    to: o.To = 2040,
    benchmark: o.Benchmark = "own",
    prior: o.Prior = False,
    lang: o.Lang = None,
    format: o.Format = "table",
) -> None:
    """Run every measure alone, those of the package and those it leaves out, and tell their deadlines."""
    from krapte.measures import packages

    told, begin = str(lang), time.perf_counter()
    run.check_numbers(draws, seed, to, benchmark)
    o.check_range("year_out_of_range", "--to", to, YEARS)
    chosen = packages.load(package)
    world = scenario or chosen.scenario or run.MODERATE
    run.check_scenario(world)
    from krapte.cli.progress import Progress

    with Progress(told) as progress:
        from krapte.agenda import calendar as made
        from krapte.analysis.laboratory import Laboratory

        lab = Laboratory(scenario=world, draws=draws, seed=seed, to=to, benchmark=benchmark, prior=prior)
        found = made.make(lab, chosen, progress)
    from krapte.telling import calendar_table as table

    if format == "table":
        for sentence in table.sentences(found, told):
            show.out(sentence)
        for one in table.grids(found, told):
            show.out("")
            show.grid(one)
        for note in table.notes(found, told):
            show.console().print(note)
    else:
        show.listing("calendar", format, told, table.rows(found), {})
    seconds = max(time.perf_counter() - begin, 1e-9)
    done = {"draws": exact(draws, told), "runs": exact(found.runs, told), "years": to - 2024}
    speed = number(found.runs / seconds, told, 1.0)
    show.aside(text("cli.done", told, seconds=number(seconds, told, 0.1), speed=speed, **done))
