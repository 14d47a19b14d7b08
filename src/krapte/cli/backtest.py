"""``krapte backtest``: what a forecast from the past has to beat, how the simple rivals did, and how krapte does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.words import text

if TYPE_CHECKING:
    from krapte.learning.scoreboard import Board, Whole

Rivals = Annotated[bool, typer.Option("--rivals", help=text("opt.rivals", o.HELP_LANG))]
Without = Annotated[
    list[str] | None, typer.Option("--without", help=text("opt.without", o.HELP_LANG), show_default=False)
]


def backtest(
    rivals: Rivals = False, without: Without = None, lang: o.Lang = None, format: o.Format = "table"
) -> None:
    """The bar per subject and krapte beside it; with ``--rivals`` every score, tracks apart."""
    from krapte.cli.progress import Progress
    from krapte.learning import scoreboard
    from krapte.learning.scores import WITHOUT
    from krapte.telling import backtest_table as told

    chosen, left = str(lang), tuple(dict.fromkeys(without or ()))
    for name in left:
        o.check_choice("not_one_of", "--without", name, tuple(WITHOUT))
    with Progress(chosen):
        from krapte.learning import forecast
        from krapte.learning import rivals as simple

        board = scoreboard.make((*simple.ALL, *forecast.ALL), without=left)
    if format == "json":
        from krapte.telling import institutes_table

        answer = " ".join(told.sentences(board, chosen))
        data: dict[str, Any] = {"schema": show.SCHEMA, "what": "backtest", "answer": answer}
        data |= {"without": list(left), "rows": told.rows(board), "relative": board.relative}
        data |= {"together": [one._asdict() for one in board.together]}
        data |= {"institutes": institutes_table.rows(board)}
        data |= {"pooled": {name: _plain(whole) for name, whole in board.pooled.items()}}
        show.out(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False))
    elif format == "csv":
        show.listing("backtest", format, chosen, told.rows(board), {})
    else:
        _tables(board, chosen, rivals)


def _plain(whole: Whole) -> dict[str, Any]:
    return whole._asdict() | {"saved": whole.saved._asdict() if whole.saved else None}


def _tables(board: Board, lang: str, rivals: bool) -> None:
    from krapte.telling import backtest_aims, backtest_learned, institutes_table
    from krapte.telling import backtest_table as told

    for sentence in [*told.sentences(board, lang), *backtest_learned.sentences(board, lang)]:
        show.out(sentence)
    show.out("")
    ours = [grid for grid in (backtest_aims.grid(board, lang), told.own(board, lang)) if grid]
    first = [told.bar(board, lang), *ours, institutes_table.grid(board, lang)]
    rest = []
    if rivals:
        from krapte.learning import rolling

        learned = backtest_learned.grid(board, lang)
        rest = [told.models(board, lang), *([learned] if learned else []), *told.whole(board, lang)]
        rest += told.rolling_record(rolling.records(), lang)
    for grid in [*first, *rest]:
        show.grid(grid)
    for note in [*institutes_table.sentences(board, lang), *told.notes(board, lang)]:
        show.console().print(note)
