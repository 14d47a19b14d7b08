"""The numbers in the prose of the page on the backtest, each computed from what it tells of."""

from __future__ import annotations

import numpy as np

from krapte import figures
from krapte.analysis.validation_gate import GATE, Free
from krapte.country import published
from krapte.learning import forecast, rivals, rolling
from krapte.learning.panel import ORIGINS, families, series
from krapte.learning.rivals import REFERENCE, STRONG
from krapte.learning.scoreboard import MODEL, WHOLE, Board
from krapte.telling.pages import percent
from krapte.words.formats import number, share

LANG = "en"
ASSEMBLERS, FELL = "emp_isco_82", 2020
LAW, MONTHS = 65, 12  # the pension age before it moved
UKRAINE = "dem_ukraine_2022"
AFTER = 3  # years ahead at which the longer record is told
MISSED = "Missed: the run has no growth of technicians as strong as that of the last year"


def scored(board: Board) -> dict[str, str]:
    """How much is scored: series, families, and forecasts of the rivals."""
    names = {rival.name for rival in rivals.ALL}
    count = sum(one.score.n for one in board.lines if one.band == WHOLE and one.forecaster in names)
    return {
        "series": str(sum(map(len, families().values()))),
        "families": str(len(families())),
        "scored": number(count, LANG),
    }


def missed(board: Board) -> dict[str, str]:
    """What the reasons for missed aims name; for a board with the model."""
    values = series(ASSEMBLERS).values
    moved = published.pension_age()[min(ORIGINS)] - LAW
    less = {name: number(board.without_82[name], LANG, 0.1) for name in (MODEL, REFERENCE)}
    return {
        "months": number(MONTHS * moved, LANG),
        "fell": number(100 * (1 - values[FELL] / values[FELL - 1]), LANG),
        "own": less[MODEL],
        "still": number(board.without_82[STRONG["tech_groups"]], LANG, 0.1),
        "trend": less[REFERENCE],
        **{name: _error(board, "employment", of) for name, of in (("employed", "U"), ("told", "C1"))},
        "ukraine": number(figures.load()[UKRAINE].value, LANG, 1000.0),
    }


def _error(board: Board, family: str, track: str) -> str:
    """The error of the model on a family, at all horizons; a dash for a board without it."""
    line = board.find(family, forecast.NAMES[track])
    return number(line.score.crps, LANG, 0.1) if line else "–"


def gate(free: Free) -> dict[str, str]:
    """The free run beside its gate."""
    return {
        "gate": number(100 * GATE, LANG),
        "last": str(free.last),
        "off": percent(free.off[free.last]),
        "draws": number(free.draws, LANG),
        "prior": percent(free.by_prior[free.last]),
        "earlier": number(100 * free.earlier, LANG, 0.1),
        "verdict": "Met" if free.met else MISSED,
    }


def record(records: list[rolling.Record]) -> dict[str, str]:
    """What knowing output takes off the error of vacancies, and what is left of it."""

    def mean(name: str) -> float:
        return float(np.mean([one.error for one in records if one.forecaster == name]))

    left = [one.error for one in records if (one.forecaster, one.ahead) == ("cond_gdp", AFTER)]
    return {
        "saved": share(1 - mean("cond_gdp") / min(mean("last"), mean("damped")), LANG),
        "after": str(AFTER),
        "left": " and ".join(number(value, LANG) for value in left),
    }
