"""What ``baseline`` and ``answer`` share: check everything, compute, tell, write."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from krapte.cli import options, show
from krapte.country.axes import BENCHMARKS
from krapte.figures.errors import InputError
from krapte.words import text
from krapte.words.formats import exact, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from krapte.analysis.answer import Answer
    from krapte.analysis.rows import Row


MODERATE = "moderate"
BY = ("sector",)


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question to the laboratory, and how its answer is to be told."""

    package: str | None = None
    scenario: str | None  # None: that of the package, or the moderate one
    draws: int
    seed: int
    to: int
    benchmark: str
    prior: bool = False
    split: bool = False
    ratios: bool = False
    sources: bool = False
    by: str | None
    why: bool
    lang: str
    format: str
    out: Path | None
    replace: bool


def ask(question: Question) -> None:
    """Answer the question on stdout, and in its folder when one is given.

    All input is checked before any computing, and the folder is made only when the answer is whole.
    """
    question = check(question)
    answer = _compute(question)
    if question.out is not None:  # before telling: a closed pipe must not cost the files
        _write(answer, question.out, question)
    _tell(answer, question)
    show.aside(closing(answer.draws, answer.rows, answer.runs, answer.seconds, question.lang))


def check(question: Question) -> Question:
    """The question with its scenario filled in, once all of it is found good."""
    check_numbers(question.draws, question.seed, question.to, question.benchmark)
    if question.by is not None:
        options.check_choice("unknown_by", "--by", question.by, BY)
    named = None
    if question.package is not None:
        from krapte.measures import packages

        named = packages.load(question.package).scenario
    scenario = question.scenario or named or MODERATE
    check_scenario(scenario)
    if named not in (None, scenario):
        raise InputError("scenario_conflict", where="--scenario", found=scenario, expected=named)
    if question.out is not None:
        from krapte.engine import store

        store.prepare(question.out, question.replace)
    return replace(question, scenario=scenario)


def check_numbers(draws: int, seed: int, to: int, benchmark: str) -> None:
    """Refuse what no run can have, in the order of the options."""
    options.check_range("draws_out_of_range", "--draws", draws, options.DRAWS)
    options.check_range("seed_out_of_range", "--seed", seed, options.SEEDS)
    options.check_range("year_out_of_range", "--to", to, options.YEARS)
    options.check_choice("unknown_benchmark", "--benchmark", benchmark, BENCHMARKS)


def check_scenario(scenario: str) -> None:
    """Refuse a scenario that krapte does not ship."""
    from krapte.country import scenarios

    try:
        scenarios.load(scenario)
    except InputError as error:
        raise InputError(error.code, where="--scenario", found=error.found, expected=error.expected) from None


def _compute(question: Question) -> Answer:
    from krapte.cli.progress import Progress

    with Progress(question.lang) as progress:
        from krapte.analysis.laboratory import Laboratory

        scenario = question.scenario or MODERATE
        lab = Laboratory(
            scenario=scenario,
            draws=question.draws,
            seed=question.seed,
            to=question.to,
            benchmark=question.benchmark,
            prior=question.prior,
        )
        return lab.run(
            question.package, progress, split=question.split, ratios=question.ratios, why=question.why
        )


def _tell(answer: Answer, question: Question) -> None:
    from krapte.telling import export, sectors_table, sources_table, tables, why_table
    from krapte.telling.headline import headline

    if question.format == "json":
        show.out(json.dumps(export.json_payload(answer), ensure_ascii=False, indent=1, allow_nan=False))
    elif question.format == "csv":
        told = export.sectors_csv(answer) if question.by else export.rows_csv(answer)
        show.out(told.decode(), end="")
    else:
        screen = show.console()
        screen.print(headline(answer, question.lang))
        screen.print()
        for part in tables.terminal(answer, question.lang, screen.width):
            screen.print(part)
        if question.by:
            for part in sectors_table.terminal(answer, question.lang):
                screen.print(part)
        if question.why:
            for part in why_table.terminal(answer.why, answer.rests_on, answer.measures, question.lang):
                screen.print(part)
        if question.sources and answer.sources:
            show.grid(sources_table.grid(answer.sources, question.lang))


def _write(answer: Answer, out: Path, question: Question) -> None:
    from krapte.engine import store
    from krapte.telling import export

    files = export.files(answer, question.by)
    store.write(out, files, answer.results, answer.manifest, question.replace)
    count = len(files) + 2  # and the arrays and the manifest
    show.aside(text("cli.written", question.lang, folder=out, count=count))


def closing(draws: int, rows: Sequence[Row], runs: int, seconds: float, lang: str) -> str:
    """The last line, on stderr: how much was computed, and how fast."""
    seconds = max(seconds, 1e-9)
    return text(
        "cli.done",
        lang,
        draws=exact(draws, lang),
        years=len({row["year"] for row in rows}),
        runs=exact(runs, lang),
        seconds=number(seconds, lang, 0.1),
        speed=number(runs / seconds, lang, 1.0),
    )
