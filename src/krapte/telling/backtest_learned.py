"""What the history of an origin is worth to a forecast made then: the model on both, whether that helps or not."""

from __future__ import annotations

from krapte.learning.forecast import LEARNED
from krapte.learning.panel import families
from krapte.learning.rivals import REFERENCE
from krapte.learning.scoreboard import MODEL, Board
from krapte.telling.backtest_table import NOTHING, subject, who
from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import number, share

FINE = 0.1
BARE = f"{MODEL}_bare"
PAIRS = tuple(name + end for name in (MODEL, BARE) for end in ("", LEARNED))


def grid(board: Board, lang: str) -> Grid | None:
    """Per family the error of the forecast and of the runs alone, on priors and learned; None where nothing learned."""
    if MODEL + LEARNED not in board.pooled:
        return None
    cells = []
    for family in families():
        lines = [board.find(family, name) for name in PAIRS]
        if any(lines):
            told = [number(line.score.crps, lang, FINE) if line else NOTHING for line in lines]
            cells.append([subject(family, lang), str(max(line.score.n for line in lines if line)), *told])
    heads = [text(f"backtest.{name}", lang) for name in ("subject", "forecasts")]
    title = text("backtest.title.learned", lang, track=text("backtest.track.U", lang))
    return Grid(title, [*heads, *(who(name, lang) for name in PAIRS)], cells)


def sentences(board: Board, lang: str) -> list[str]:
    """What is saved on the reference with and without, of forecasts and of runs alone, and whether intervals held."""
    made = []
    for name, said in ((MODEL, "learned"), (BARE, "learned_runs")):
        before, after = (board.pooled.get(name + end) for end in ("", LEARNED))
        if before and after and before.saved and after.saved:
            values = {
                "after": share(after.saved.middle, lang),
                "before": share(before.saved.middle, lang),
                "who": who(REFERENCE, lang),
                "held": share(after.covered, lang),
                "held_before": share(before.covered, lang),
            }
            made.append(text(f"backtest.said.{said}", lang, **values))
    return made
