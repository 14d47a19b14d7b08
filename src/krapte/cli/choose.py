"""``krapte choose``: which measures, how much and from when, under a budget a year or for a goal at least cost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from krapte.cli import options as o
from krapte.cli import run, show
from krapte.cli.machines import runs_draws
from krapte.words import text
from krapte.words.formats import exact, number

if TYPE_CHECKING:
    from krapte.analysis.choose.choice import Choice
    from krapte.analysis.choose.question import Question


Budget = Annotated[
    float | None, typer.Option("--budget", help=text("opt.choose_budget", o.HELP_LANG), show_default=False)
]
Payer = Annotated[str, typer.Option("--payer", help=text("opt.choose_payer", o.HELP_LANG))]
Goal = Annotated[
    str | None, typer.Option("--goal", help=text("opt.choose_goal", o.HELP_LANG), show_default="vacancies")
]
By = Annotated[int, typer.Option("--by", help=text("opt.choose_by", o.HELP_LANG))]
Certainty = Annotated[float, typer.Option("--certainty", help=text("opt.choose_certainty", o.HELP_LANG))]
Risk = Annotated[str, typer.Option("--risk", help=text("opt.choose_risk", o.HELP_LANG))]
Limits = Annotated[
    list[str] | None, typer.Option("--limit", help=text("opt.choose_limit", o.HELP_LANG), show_default=False)
]
Of = Annotated[str, typer.Option("--of", help=text("opt.choose_of", o.HELP_LANG))]
Without = Annotated[
    list[str] | None,
    typer.Option("--without", help=text("opt.choose_without", o.HELP_LANG), show_default=False),
]
Regret = Annotated[bool, typer.Option("--regret/--no-regret", help=text("opt.choose_regret", o.HELP_LANG))]


@runs_draws
def choose(
    budget: Budget = None,
    payer: Payer = "all",
    goal: Goal = None,
    by: By = 2035,
    certainty: Certainty = 0.8,
    risk: Risk = "quantile",
    limit: Limits = None,
    of: Of = "all",
    without: Without = None,
    regret: Regret = True,
    scenario: o.Scenario = run.MODERATE,
    draws: o.Draws = 1000,
    seed: o.Seed = 1,
    prior: o.Prior = False,
    lang: o.Lang = None,
    format: o.Format = "table",
    out: o.Out = None,
    replace: o.Replace = False,
) -> None:
    """Search, judge on all draws, tell what was chosen and what is nearly as good."""
    run.check_numbers(draws, seed, max(min(by, o.YEARS[1]), o.YEARS[0]), "own")
    run.check_scenario(scenario)
    if out is not None:
        from krapte.engine import store

        store.prepare(out, replace)
    from krapte.analysis.choose import question as questions

    reading, wanted = questions.goal(goal)
    asked = questions.Question(
        budget=budget,
        payer=payer,
        reading=reading,
        goal=wanted,
        by=by,
        certainty=certainty,
        risk=risk,
        limits=tuple(questions.limit(words) for words in limit or ()),
        scenario=scenario,
        of=of,
        without=tuple(without or ()),
    )
    made = _compute(questions.check(asked), draws, seed, prior, regret, str(lang))
    _deliver(made, str(lang), format, out, replace)


def _compute(asked: Question, draws: int, seed: int, prior: bool, regret: bool, lang: str) -> Choice:
    from krapte.cli.progress import Progress

    with Progress(lang) as progress:
        from krapte.analysis.choose import choice

        return choice.choose(
            asked, draws=draws, seed=seed, prior=prior, with_regret=regret, progress=progress
        )


def _deliver(made: Choice, lang: str, format: str, out: Path | None, replace: bool) -> None:
    from krapte.analysis.choose import search
    from krapte.analysis.choose import store as kept
    from krapte.telling import choose_export

    found = kept.results(made)
    manifest = kept.manifest_of(made, found, search.ROUNDS)
    if out is not None:  # before telling: a closed pipe must not cost the files
        from krapte.engine import store

        files = choose_export.files(made)
        store.write(out, files, found, manifest, replace)
        show.aside(text("cli.written", lang, folder=out, count=len(files) + 2))
    _tell(made, manifest, lang, format)
    seconds = number(made.seconds, lang, 0.1)
    runs = exact(round(made.work), lang)
    show.aside(text("cli.choose_done", lang, draws=exact(made.draws, lang), runs=runs, seconds=seconds))


def _tell(made: Choice, manifest: dict[str, Any], lang: str, format: str) -> None:
    from krapte.telling import choose_export, choose_said, choose_table

    if format == "json":
        payload = choose_export.payload(made, manifest)
        show.out(json.dumps(payload, ensure_ascii=False, indent=1, allow_nan=False))
    elif format == "csv":
        show.out(choose_export.csv(made).decode(), end="")
    else:
        from rich.text import Text

        for line in choose_said.sentences(made, lang):
            show.console().print(Text(line))
        for grid in choose_table.grids(made, lang):
            show.grid(grid)
        for line in choose_said.notes(made, lang):
            show.console().print(Text(line))
