"""``krapte urgency``: which groups of occupations are tightest, on published scales that are never added up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.words import text

if TYPE_CHECKING:
    from krapte.analysis.urgency import Urgency

Chances = Annotated[bool, typer.Option("--chances", help=text("opt.chances", o.HELP_LANG))]


def urgency(
    chances: Chances = False, seed: o.Seed = 1, lang: o.Lang = None, format: o.Format = "table"
) -> None:
    """The sentence, the ranks per scale, and what to read beside them."""
    o.check_range("seed_out_of_range", "--seed", seed, o.SEEDS)
    from krapte.analysis.urgency import rank
    from krapte.telling import urgency_table as told

    chosen, found = str(lang), rank(seed)
    if format == "json":
        data = {
            "schema": show.SCHEMA,
            "what": "urgency",
            "answer": told.sentence(found, chosen),
            "seed": seed,
        }
        data |= {"rows": told.rows(found), "groups": told.standings(found)}
        show.out(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False))
    elif format == "csv":
        show.listing("urgency", format, chosen, told.rows(found), {})
    else:
        _tables(found, chosen, chances)


def _tables(found: Urgency, lang: str, chances: bool) -> None:
    from krapte.telling import urgency_table as told

    show.out(told.sentence(found, lang) + "\n")
    grids = [told.values(found, lang), told.together(found, lang), told.scales(found, lang)]
    for grid in [*grids, *([told.chances(found, lang)] if chances else [])]:
        show.grid(grid)
    for note in told.notes(found, lang):
        show.console().print(note)
