"""Gates and aims of the backtest, fixed before any score of krapte: met or missed, with the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from krapte.learning.rivals import REFERENCE, STRONG
from krapte.learning.scoreboard import MODEL, Board
from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import number, share, span, with_interval

COVERED, MIDDLE = (0.70, 0.90), (0.40, 0.60)
# CRPS that had to be reached, of the family or beside a rival on the same forecasts; older workers and education first.
BELOW: Mapping[str, float] = {"older_workers": 6.0, "education": 4.0}
BESIDE = ("population", "participation", "employment", "blocks", "tech_groups")
TWINS = {"krapte_c1": ("open_vacancies", "filled_vacancies")}
TWIN = "cond_gdp"
FINE = 0.1


class Aim(NamedTuple):
    """An aim: what it is about, what was to be reached, what came out, and whether that is enough."""

    what: str
    wanted: str
    found: str
    met: bool


def aims(board: Board, lang: str) -> list[Aim]:
    """All that the board can tell of, gates first."""
    whole = board.pooled.get(MODEL)
    if whole is None:
        return []
    made = [
        _between(text("backtest.aim.covered", lang), COVERED, whole.covered, lang),
        _between(text("backtest.aim.pit", lang), MIDDLE, whole.pit, lang),
    ]
    made += [_below(board, family, limit, lang) for family, limit in BELOW.items()]
    made += [_beside(board, family, MODEL, STRONG[family], lang) for family in BESIDE]
    made += [_beside(board, family, name, TWIN, lang) for name, of in TWINS.items() for family in of]
    if whole.saved:
        middle, low, high = (100 * part for part in whole.saved)
        found = with_interval(middle, low, high, lang, True, 1.0)
        named = text("backtest.aim.pooled", lang, who=text(f"backtest.who.{REFERENCE}", lang))
        made.append(Aim(named, "> 0", found, whole.saved.low > 0))
    return [one for one in made if one.found]


def _between(what: str, ends: tuple[float, float], found: float, lang: str) -> Aim:
    wanted = span(share(ends[0], lang), share(ends[1], lang), lang)
    return Aim(what, wanted, share(found, lang), ends[0] <= found <= ends[1])


def _below(board: Board, family: str, limit: float, lang: str) -> Aim:
    line = board.find(family, MODEL)
    what = text(f"backtest.family.{family}", lang)
    whole = board.find(family, REFERENCE)
    if line and whole and line.score.n != whole.score.n:
        what = text("backtest.aim.part", lang, what=what, count=line.score.n, all=whole.score.n)
    crps = line.score.crps if line else float("nan")
    found = number(crps, lang, FINE) if line else ""
    return Aim(what, f"< {number(limit, lang, FINE)}", found, crps < limit)


def _beside(board: Board, family: str, name: str, rival: str, lang: str) -> Aim:
    """Beside a rival on the family; with fewer series than the rival tells, it says so."""
    own, other = board.find(family, name), board.find(family, rival)
    what = text(f"backtest.family.{family}", lang)
    if name != MODEL:
        what = text("backtest.aim.given", lang, what=what)
    if own is None or other is None:
        return Aim(what, "", "", False)
    bar = other.score.crps
    if own.score.n != other.score.n:
        what = text("backtest.aim.part", lang, what=what, count=own.score.n, all=other.score.n)
        if rival == REFERENCE and own.skill:  # the reference on the same forecasts
            bar = own.score.crps / (1 - own.skill.middle)
    named = text(f"backtest.who.{rival}", lang)
    wanted = f"\u2264 {number(bar, lang, FINE)} ({named})"
    return Aim(what, wanted, number(own.score.crps, lang, FINE), own.score.crps <= bar)


def grid(board: Board, lang: str) -> Grid | None:
    """The aims as a table; nothing where the board has no model."""
    found = aims(board, lang)
    heads = [text(f"backtest.aim.{name}", lang) for name in ("what", "wanted", "found", "met")]
    told = [
        [a.what, a.wanted, a.found, text(f"backtest.aim.{'yes' if a.met else 'no'}", lang)] for a in found
    ]
    return Grid(text("backtest.title.aims", lang), heads, told) if found else None
