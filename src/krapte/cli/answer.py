"""``krapte answer PACKAGE``: what a package does, beside no package on the same draws."""

from __future__ import annotations

from typing import Annotated

import typer

from krapte.cli import options as o
from krapte.cli.machines import runs_draws
from krapte.cli.run import Question, ask
from krapte.words import text


@runs_draws
def answer(
    package: Annotated[str, typer.Argument(help=text("arg.package", o.HELP_LANG))],
    scenario: o.ScenarioOfPackage = None,
    draws: o.Draws = 1000,
    seed: o.Seed = 1,
    to: o.To = 2050,
    benchmark: o.Benchmark = "own",
    prior: o.Prior = False,
    split: o.Split = True,
    ratios: o.Ratios = True,
    sources: o.Sources = False,
    by: o.BySector = None,
    why: o.Why = False,
    lang: o.Lang = None,
    format: o.Format = "table",
    out: o.Out = None,
    replace: o.Replace = False,
) -> None:
    """Run baseline and package and tell the difference."""
    ask(
        Question(
            package=package,
            scenario=scenario,
            draws=draws,
            seed=seed,
            to=to,
            benchmark=benchmark,
            prior=prior,
            split=split,
            ratios=ratios,
            sources=sources,
            by=by,
            why=why,
            lang=str(lang),
            format=format,
            out=out,
            replace=replace,
        )
    )
