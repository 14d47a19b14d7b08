"""The options that commands share, and the checks on them that need no computing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from krapte.figures.errors import InputError
from krapte.words import LANGUAGES, language, text

HELP_LANG = language(os.environ.get("LANG"))
FORMATS = ("table", "json", "csv")
DRAWS = (1, 100_000)
YEARS = (2025, 2050)
SEEDS = (0, 2**32 - 1)


def lang_of(ctx: Any) -> str:
    """The language asked with ``--lang``; before it is read, that of the environment."""
    return str(ctx.meta.get("krapte.lang", language(os.environ.get("LANG"))))


def _lang(ctx: typer.Context, value: str | None) -> str:
    """Read before all else, so that a mistake elsewhere is told in the language that was asked."""
    chosen = language(os.environ.get("LANG")) if value is None else value
    check_choice("unknown_language", "--lang", chosen, LANGUAGES)
    ctx.meta["krapte.lang"] = chosen
    return chosen


def _format(value: str) -> str:
    check_choice("unknown_format", "--format", value, FORMATS)
    return value


def check_choice(code: str, where: str, found: str, allowed: tuple[str, ...] | list[str]) -> None:
    """Refuse a word that is not on the list, naming the list."""
    if found not in allowed:
        raise InputError(code, where=where, found=found, expected=" | ".join(allowed))


def check_range(code: str, where: str, found: int, ends: tuple[int, int]) -> None:
    """Refuse a number outside its ends."""
    if not ends[0] <= found <= ends[1]:
        raise InputError(code, where=where, found=found, expected=f"{ends[0]} - {ends[1]}")


def check_budget(where: str, value: float | None) -> None:
    """Refuse an amount of money below zero, or that is no number."""
    if value is not None and not 0 <= value < float("inf"):
        raise InputError("out_of_range", where=where, found=value, expected=">= 0")


def _help(key: str) -> str:
    return text(f"opt.{key}", HELP_LANG)


Lang = Annotated[
    str | None, typer.Option("--lang", help=_help("lang"), callback=_lang, is_eager=True, show_default=False)
]
Format = Annotated[str, typer.Option("--format", help=_help("format"), callback=_format)]
Scenario = Annotated[str, typer.Option("--scenario", help=_help("scenario"))]
ScenarioOfPackage = Annotated[
    str | None, typer.Option("--scenario", help=_help("scenario"), show_default="moderate")
]
Draws = Annotated[int, typer.Option("--draws", help=_help("draws"))]
Seed = Annotated[int, typer.Option("--seed", help=_help("seed"))]
To = Annotated[int, typer.Option("--to", help=_help("to"))]
Benchmark = Annotated[str, typer.Option("--benchmark", help=_help("benchmark"))]
Prior = Annotated[bool, typer.Option("--prior", help=_help("prior"))]
Split = Annotated[bool, typer.Option("--split/--no-split", help=_help("split"))]
Ratios = Annotated[bool, typer.Option("--ratios/--no-ratios", help=_help("ratios"))]
Sources = Annotated[bool, typer.Option("--sources", help=_help("sources"))]
BySector = Annotated[str | None, typer.Option("--by", help=_help("by_sector"), show_default=False)]
Why = Annotated[bool, typer.Option("--why", help=_help("why"))]
Out = Annotated[Path | None, typer.Option("--out", help=_help("out"), show_default=False)]
Replace = Annotated[bool, typer.Option("--replace", help=_help("replace"))]
Id = Annotated[str | None, typer.Argument(help=text("arg.id", HELP_LANG), show_default=False)]
