"""``krapte split PACKAGE``: what a package does, shared out over pillars, measures or payers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from krapte.cli import options as o
from krapte.cli import run, show
from krapte.cli.machines import runs_draws
from krapte.words import text
from krapte.words.formats import exact, number

if TYPE_CHECKING:
    from krapte.analysis.fair_answer import FairAnswer

BY = ("pillar", "measure", "payer")
DRAWS, TO = 200, 2035

By = Annotated[str, typer.Option("--by", help=text("opt.split_by", o.HELP_LANG))]
Orders = Annotated[int, typer.Option("--orders", help=text("opt.orders", o.HELP_LANG), show_default=False)]
Pairs = Annotated[bool, typer.Option("--pairs/--no-pairs", help=text("opt.pairs", o.HELP_LANG))]


@runs_draws
def split(
    package: Annotated[str, typer.Argument(help=text("arg.package", o.HELP_LANG))],
    by: By = "measure",
    scenario: o.ScenarioOfPackage = None,
    draws: o.Draws = DRAWS,
    seed: o.Seed = 1,
    to: o.To = TO,
    benchmark: o.Benchmark = "own",
    prior: o.Prior = False,
    orders: Orders = 0,
    pairs: Pairs = True,
    lang: o.Lang = None,
    format: o.Format = "table",
    out: o.Out = None,
    replace: o.Replace = False,
) -> None:
    """Run every set that exact shares need, and tell them with pairs and euros."""
    o.check_choice("unknown_by", "--by", by, BY)
    o.check_range("too_few_orders", "--orders", orders if orders else 2, (2, 10_000))
    asked = run.Question(
        package=package,
        scenario=scenario,
        draws=draws,
        seed=seed,
        to=to,
        benchmark=benchmark,
        prior=prior,
        by=None,
        why=False,
        lang=str(lang),
        format=format,
        out=out,
        replace=replace,
    )
    question = run.check(asked)
    from krapte.cli.progress import Progress

    with Progress(question.lang) as progress:
        from krapte.analysis import fair_answer
        from krapte.analysis.runs import Runs

        runs = Runs(question.scenario or run.MODERATE, draws, seed, to, benchmark, prior)
        answer = fair_answer.split(runs, package, by, orders=orders, pairs=pairs, progress=progress)
    if out is not None:
        _write(answer, question)
    _tell(answer, question)
    show.aside(_closing(answer, draws, question.lang))


def _tell(answer: FairAnswer, question: run.Question) -> None:
    from krapte.telling import fair_export, fair_table

    if question.format == "json":
        show.out(json.dumps(fair_export.payload(answer), ensure_ascii=False, indent=1, allow_nan=False))
        return
    if question.format == "csv":
        show.out(fair_export.rows_csv(answer).decode(), end="")
        return
    show.grid(fair_table.grid(answer, question.lang))
    pairs = fair_table.pairs(answer, question.lang)
    if pairs is not None:
        show.grid(pairs)
    screen = show.console()
    for line in fair_table.notes(answer, question.lang):
        screen.print(line)


def _write(answer: FairAnswer, question: run.Question) -> None:
    from krapte.engine import store
    from krapte.telling import fair_export

    files = fair_export.files(answer)
    assert question.out is not None
    store.write(question.out, files, answer.results, answer.manifest, question.replace)
    show.aside(text("cli.written", question.lang, folder=question.out, count=len(files) + 2))


def _closing(answer: FairAnswer, draws: int, lang: str) -> str:
    """How much was run, and how fast."""
    seconds = max(answer.seconds, 1e-9)
    return text(
        "cli.split_done",
        lang,
        draws=exact(draws, lang),
        runs=exact(answer.runs, lang),
        seconds=number(seconds, lang, 0.1),
        speed=number(answer.runs / seconds, lang, 1.0),
    )
