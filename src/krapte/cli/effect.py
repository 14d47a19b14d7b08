"""``krapte effect MEASURE...``: what measures do, each alone, beside no measure on the same draws."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from krapte.cli import options as o
from krapte.cli import run, show
from krapte.cli.machines import runs_draws
from krapte.figures.errors import InputError
from krapte.words import text

if TYPE_CHECKING:
    from krapte.analysis.effect import Effect

BY = ("level", "group", "sector")
TITLE_WIDTH = 30  # letters of a title in the table of measures side by side


@runs_draws
def effect(
    measures: Annotated[list[str], typer.Argument(help=text("arg.measures", o.HELP_LANG))],
    dose: Annotated[
        float | None, typer.Option("--dose", help=text("opt.dose", o.HELP_LANG), show_default=False)
    ] = None,
    start: Annotated[
        int | None, typer.Option("--start", help=text("opt.start", o.HELP_LANG), show_default=False)
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", help=text("opt.by", o.HELP_LANG), show_default=False)
    ] = None,
    why: o.Why = False,
    scenario: o.Scenario = run.MODERATE,
    draws: o.Draws = 1000,
    seed: o.Seed = 1,
    to: o.To = 2050,
    benchmark: o.Benchmark = "own",
    prior: o.Prior = False,
    lang: o.Lang = None,
    format: o.Format = "table",
) -> None:
    """Run the baseline once and every measure alone, and tell the differences."""
    asked = list(dict.fromkeys(measures))
    run.check_numbers(draws, seed, to, benchmark)
    run.check_scenario(scenario)
    _check(asked, dose, start, to, by)
    told = str(lang)
    from krapte.cli.progress import Progress

    with Progress(told) as progress:
        from krapte.analysis.laboratory import Laboratory

        lab = Laboratory(scenario=scenario, draws=draws, seed=seed, to=to, benchmark=benchmark, prior=prior)
        made: list[Effect] = []
        for name in asked:
            hear = _from(progress, sum(e.runs for e in made), draws * (len(asked) + 1))
            made.append(lab.effect(name, dose=dose, start=start, progress=hear, why=why))
    _tell(made, told, format, by, why)
    runs, seconds = sum(e.runs for e in made), sum(e.seconds for e in made)
    show.aside(run.closing(draws, made[0].rows, runs, seconds, told))


def _check(asked: Sequence[str], dose: float | None, start: int | None, to: int, by: str | None) -> None:
    """Everything about the measures that can be refused before computing."""
    if by is not None:
        o.check_choice("unknown_by", "--by", by, BY)
    if dose is not None and len(asked) > 1:
        raise InputError("dose_with_several", where="--dose", found=", ".join(asked))
    if start is not None:
        o.check_range("year_out_of_range", "--start", start, (o.YEARS[0], to - 1))
    from krapte.analysis import effect as alone

    ids = [alone.package(name, dose, start).id for name in asked]
    for place, one in enumerate(ids):
        if (
            one in ids[:place]
        ):  # a file of one's own beside the shipped measure of that id: rows could not be told apart
            raise InputError("duplicate_id", where=asked[place], found=one)


def _from(progress: Callable[[int, int], None], before: int, total: int) -> Callable[[int, int], None]:
    """Progress of one measure as part of that of all."""
    return lambda done, planned: progress(before + done, max(total, before + planned))


def _tell(effects: Sequence[Effect], lang: str, format: str, by: str | None, why: bool) -> None:
    from krapte.telling import export

    if format == "json":
        payload = export.effects_payload(effects)
        show.out(json.dumps(payload, ensure_ascii=False, indent=1, allow_nan=False))
    elif format == "csv":
        show.out(export.effects_csv(effects, by).decode(), end="")
    else:
        _screen(effects, lang, by, why)


def _screen(effects: Sequence[Effect], lang: str, by: str | None, why: bool) -> None:
    from rich.text import Text

    from krapte.telling import effect_by, tables, why_table
    from krapte.telling import effect_table as table

    screen = show.console()
    count = tables.columns_that_fit([table.grid(one, lang) for one in effects], screen.width)
    readings = table.READINGS[:count]
    for one in effects:
        screen.print(Text(table.sentence(one, lang)))
        screen.print()
        screen.print(tables.drawn(table.grid(one, lang, readings)))
        if by is not None:
            screen.print(tables.drawn(effect_by.grid(one, by, lang)))
        for line in table.facts(one, lang):
            screen.print(Text(line))
        if why:
            for shown in why_table.terminal(one.why, one.rests_on, {one.measure: one.title}, lang):
                screen.print(shown)
        screen.print()
    if len(effects) > 1:
        whole = table.side_by_side(effects, lang)
        fit = tables.columns_that_fit([whole], screen.width, TITLE_WIDTH) + 1
        part = whole._replace(heads=whole.heads[:fit], cells=[line[:fit] for line in whole.cells])
        screen.print(tables.drawn(part, first=TITLE_WIDTH))
        if fit < len(whole.heads):
            screen.print(Text(text("effect.left_out", lang, names=", ".join(whole.heads[fit:]))))
    for line in [
        *table.notes(effects, lang),
        *effect_by.notes(by, lang),
        *tables.not_shown(table.READINGS[count:], lang),
    ]:
        screen.print(Text(line))
