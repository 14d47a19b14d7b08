"""``krapte baseline``: what is open without a package, per year."""

from __future__ import annotations

from krapte.cli import options as o
from krapte.cli.machines import runs_draws
from krapte.cli.run import Question, ask


@runs_draws
def baseline(
    scenario: o.Scenario = "moderate",
    draws: o.Draws = 1000,
    seed: o.Seed = 1,
    to: o.To = 2050,
    benchmark: o.Benchmark = "own",
    prior: o.Prior = False,
    by: o.BySector = None,
    why: o.Why = False,
    lang: o.Lang = None,
    format: o.Format = "table",
    out: o.Out = None,
    replace: o.Replace = False,
) -> None:
    """Run the baseline and tell it."""
    ask(
        Question(
            scenario=scenario,
            draws=draws,
            seed=seed,
            to=to,
            benchmark=benchmark,
            prior=prior,
            by=by,
            why=why,
            lang=str(lang),
            format=format,
            out=out,
            replace=replace,
        )
    )
