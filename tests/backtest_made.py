"""The rivals scored once for all tests that look at them."""

from __future__ import annotations

from functools import cache

from krapte.learning import rivals, scoreboard, scores
from krapte.learning.scores import Cell


@cache
def cells() -> dict[str, list[Cell]]:
    return {rival.name: scores.cells(rival) for rival in rivals.ALL}


@cache
def board() -> scoreboard.Board:
    return scoreboard.make()
