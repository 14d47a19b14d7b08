"""``krapte gaps``: which actions have a goal, means, a date, an owner and an indicator, and which was not inspected."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.words import text

if TYPE_CHECKING:
    from krapte.analysis.gaps import Gaps

Of = Annotated[str | None, typer.Option("--of", help=text("opt.of", o.HELP_LANG), show_default=False)]


def gaps(of: Of = None, lang: o.Lang = None, format: o.Format = "table") -> None:
    """The sentences, the state of each aspect per action, and what each rests on."""
    from krapte.analysis.gaps import KINDS, find
    from krapte.telling import gaps_table as told

    if of is not None:
        o.check_choice("not_one_of", "--of", of, KINDS)
    chosen, found = str(lang), find().of(of)
    if format == "json":
        answer = " ".join(told.sentences(found, chosen))
        data: dict[str, Any] = {"schema": show.SCHEMA, "what": "gaps", "answer": answer}
        data |= {"rows": told.rows(found, chosen), "actions": told.actions(found)}
        show.out(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False))
    elif format == "csv":
        show.listing("gaps", format, chosen, told.rows(found, chosen), {})
    else:
        _tables(found, chosen)


def _tables(found: Gaps, lang: str) -> None:
    from krapte.telling import gaps_table as told

    for sentence in told.sentences(found, lang):
        show.out(sentence)
    show.out("")
    grids = [told.counts(found, lang), *told.states(found, lang)]
    for grid in [*grids, told.grounds(found, lang), told.documents(found, lang)]:
        if grid.cells:
            show.grid(grid)
    for note in told.notes(found, lang):
        show.console().print(note)
