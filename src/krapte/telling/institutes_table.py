"""Forecasts of institutes told: beside the model and the best simple forecast, and what cannot be compared."""

from __future__ import annotations

from typing import Any

import numpy as np

from krapte.figures import forecasts
from krapte.learning import institutes
from krapte.learning.institutes import Compared
from krapte.learning.scoreboard import MODEL, Board
from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import number

NOTHING = "\u2013"
FINE = 0.1


def grid(board: Board, lang: str) -> Grid:
    """One line per forecast that can be compared; track U, as no institute knew anything of later years."""
    heads = [text(f"backtest.institute.{name}", lang) for name in ("forecast", "what", "years", "error")]
    heads += [text(f"backtest.who.{MODEL}", lang), text("backtest.best", lang)]
    track = text("backtest.track.U", lang)
    cells = [_line(one, lang) for one in board.institutes]
    return Grid(text("backtest.institute.title", lang, track=track), heads, cells)


def _line(one: Compared, lang: str) -> list[str]:
    told = one.published
    best = _number(one.best, lang)
    if one.best is not None:
        best = f"{best} ({text(f'backtest.who.{one.rival}', lang)})"
    return [
        f"{told.forecast} ({told.published})",
        text(one.words, lang),
        f"{told.origin}\u2013{told.target}",
        _number(one.error, lang),
        _number(one.model, lang),
        best,
    ]


def _number(value: float | None, lang: str) -> str:
    return NOTHING if value is None else number(value, lang, FINE)


def sentences(board: Board, lang: str) -> list[str]:
    """The mean over the forecasts that all three made, what an institute knew, and one line per kind left out."""
    made = []
    shared = [one for one in board.institutes if one.model is not None and one.best is not None]
    if shared:
        means = {
            name: number(float(np.mean([getattr(one, field) for one in shared])), lang, FINE)
            for name, field in (("theirs", "error"), ("own", "model"), ("best", "best"))
        }
        made.append(text("backtest.institute.said", lang, count=len(shared), **means))
    made += [text(f"backtest.institute.{name}", lang) for name in ("later", "tracks")]
    for one in institutes.unlike():
        why = text(f"backtest.unlike.{one.why}", lang)
        made.append(
            text("backtest.institute.unlike", lang, who=", ".join(one.who), count=one.number, why=why)
        )
    lost = sum(not source for source in forecasts.places().values())
    return [*made, text("backtest.institute.no_page", lang, count=lost)]


def rows(board: Board) -> list[dict[str, Any]]:
    """Tidy rows: the forecast as published with its source, and the errors."""
    return [
        one.published._asdict()
        | {"error": one.error, "krapte": one.model, "best": one.best, "rival": one.rival}
        for one in board.institutes
    ]
