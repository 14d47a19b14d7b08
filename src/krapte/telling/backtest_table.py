"""The scoreboard told: what a forecast has to beat, and how each rival did, tracks in tables of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from krapte.learning import rivals
from krapte.learning.panel import families, family_of
from krapte.learning.rivals import REFERENCE, STRONG
from krapte.learning.rolling import Record
from krapte.learning.scoreboard import MODEL, SHOWN, TRACKS, WHOLE, Board, Line
from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import number, share, with_interval

Told = Callable[[Line], str]
NOTHING = "\u2013"
FINE = 0.1
VERDICTS = ("wins", "ties", "loses", "better", "worse")
NOTES = ("crps", "skip", "revised", "tracks", "roa", "held_back", "own")


def sentences(board: Board, lang: str) -> list[str]:
    """What has to be beaten, and where that is hardest to say."""
    harder = [family for family in families() if STRONG[family] != REFERENCE]
    told = [text("backtest.said.reference", lang, who=who(REFERENCE, lang))]
    told.append(text("backtest.said.harder", lang, count=len(harder), all=len(families())))
    still = board.find("tech_groups", STRONG["tech_groups"])
    trend = board.find("tech_groups", REFERENCE)
    if still and trend:
        values = {"still": _number(still.score.crps, lang), "trend": _number(trend.score.crps, lang)}
        told.append(text("backtest.said.technical", lang, **values))
    lines = [line for line in board.lines if line.forecaster == MODEL and line.band == WHOLE]
    if lines:
        counts = {name: sum(verdict(line) == name for line in lines) for name in VERDICTS}
        several = sum(counts[name] for name in VERDICTS[:3])
        told.append(text("backtest.said.own", lang, all=several, **counts))
        told.append(text("backtest.said.held", lang, held=share(board.pooled[MODEL].covered, lang)))
    if board.without:
        left = ", ".join(text(f"backtest.without.{name}", lang) for name in board.without)
        told.append(text("backtest.said.without", lang, left=left))
    return told


def who(name: str, lang: str) -> str:
    """A forecaster in words."""
    return text(f"backtest.who.{name}", lang)


def subject(family: str, lang: str) -> str:
    """A family of series in words."""
    return text(f"backtest.family.{family}", lang)


def own(board: Board, lang: str) -> Grid | None:
    """The model beside the reference on the same forecasts, track U: error, saving, verdict, and its interval.

    Nothing where the board has no model.
    """
    lines = [line for line in board.lines if line.forecaster == MODEL and line.band == WHOLE and line.skill]
    if not lines:
        return None
    names = ("subject", "forecasts", "own", "same", "saved", "verdict", "own_held", "too_low")
    cells = []
    for line in lines:
        saved = line.skill
        assert saved is not None
        same = line.score.crps / (1 - saved.middle)
        ends = with_interval(100 * saved.middle, 100 * saved.low, 100 * saved.high, lang, True, 1.0)
        told = [_number(line.score.crps, lang), _number(same, lang), ends]
        told.append(text(f"backtest.verdict.{verdict(line)}", lang))
        told += [share(line.score.covered, lang), share(line.score.above, lang)]
        cells.append([subject(line.family, lang), str(line.score.n), *told])
    heads = [text(f"backtest.{name}", lang) for name in names]
    return Grid(text("backtest.title.own", lang), heads, cells)


def models(board: Board, lang: str) -> Grid:
    """Every form of the model on all its forecasts: interval, place, and what is saved on the reference."""
    cells = []
    for name, whole in board.pooled.items():
        told = NOTHING
        if whole.saved:
            middle, low, high = (100 * part for part in whole.saved)
            told = with_interval(middle, low, high, lang, True, 1.0)
        cells.append(
            [who(name, lang), str(whole.n), share(whole.covered, lang), share(whole.pit, lang), told]
        )
    heads = [
        text(f"backtest.{name}", lang) for name in ("forecast", "forecasts", "own_held", "place", "saved")
    ]
    return Grid(text("backtest.title.models", lang), heads, cells)


def verdict(line: Line) -> str:
    """`wins` or `loses` where the 80 % interval of what is saved on the reference lies to one side, else `ties`.

    One series alone cannot be resampled: it is `better` or `worse`, and how surely is not known.
    """
    saved = line.skill
    if saved is None:
        return "ties"
    if line.score.series == 1:
        return "better" if saved.middle > 0 else "worse"
    return "wins" if saved.low > 0 else "loses" if saved.high < 0 else "ties"


def bar(board: Board, lang: str) -> Grid:
    """Per family the reference, the best rival, and how often the reference's interval held."""
    names = ("subject", "forecasts", "reference", "best", "best_crps", "held")
    cells = []
    for family in families():
        trend, best = board.find(family, REFERENCE), board.find(family, STRONG[family])
        if trend and best:
            told = [
                _number(trend.score.crps, lang),
                who(STRONG[family], lang),
                _number(best.score.crps, lang),
            ]
            held = share(trend.score.covered, lang)
            cells.append([subject(family, lang), str(trend.score.n), *told, held])
    heads = [text(f"backtest.{name}", lang) for name in names]
    return Grid(text("backtest.title.bar", lang), heads, cells)


def crps(board: Board, track: str, band: str, lang: str) -> Grid:
    """CRPS of a track and a band of horizons: families down, forecasters across."""
    return _across(board, track, band, lang, "crps", lambda line: _number(line.score.crps, lang))


def error(board: Board, lang: str) -> Grid:
    """The weighted error of the point forecast, on track U."""
    return _across(board, "U", WHOLE, lang, "error", lambda line: _number(line.score.error, lang))


def covered(board: Board, lang: str) -> Grid:
    """How often the 80 % interval held what came to be, on track U."""
    return _across(board, "U", WHOLE, lang, "covered", lambda line: share(line.score.covered, lang))


def direction(board: Board, lang: str) -> Grid:
    """How often the direction was right, and beside it that relative to all employment, on track U."""

    def told(line: Line) -> str:
        parts = [one for one in (line.score.direction, line.score.relative) if one is not None]
        return " / ".join(share(part, lang) for part in parts) or NOTHING

    return _across(board, "U", WHOLE, lang, "direction", told)


def _across(board: Board, track: str, band: str, lang: str, what: str, told: Told) -> Grid:
    names, cells = board.names(track), []
    for family in families():
        lines = [board.find(family, name, band) for name in names]
        sizes = [line.score.n for line in lines if line]
        if sizes:
            numbers = [_count(line, max(sizes), told) for line in lines]
            cells.append([subject(family, lang), str(max(sizes)), *numbers])
    known = text(f"backtest.track.{track}", lang)
    title = text(f"backtest.title.{what}", lang, track=known, band=_band(band))
    heads = [text(f"backtest.{name}", lang) for name in ("subject", "forecasts")]
    return Grid(title, [*heads, *(who(name, lang) for name in names)], cells)


def _count(line: Line | None, most: int, told: Told) -> str:
    """A cell; with fewer forecasts than its row has, it says how many."""
    if line is None:
        return NOTHING
    return told(line) if line.score.n == most else f"{told(line)} [{line.score.n}]"


def _band(band: str) -> str:
    return band.replace("-", "\u2013")


def together(board: Board, lang: str) -> Grid:
    """Energy score of the blocks together on track U, bands across."""
    names = [one.forecaster for one in board.together if one.track == "U" and one.band == WHOLE]
    found = {(one.forecaster, one.band): one.energy for one in board.together}
    cells = [
        [who(name, lang), *(_number(found[name, band], lang) for band in SHOWN if (name, band) in found)]
        for name in names
    ]
    heads = [text("backtest.forecast", lang), *(_band(band) for band in SHOWN)]
    return Grid(text("backtest.title.together", lang), heads, cells)


def relative(board: Board, lang: str) -> Grid:
    """Mean over the families of the CRPS relative to the reference, for those that score them all."""
    cells = [[who(name, lang), number(value, lang, 0.01)] for name, value in board.relative.items()]
    heads = [text("backtest.forecast", lang), text("backtest.relative", lang)]
    return Grid(text("backtest.title.relative", lang, who=who(REFERENCE, lang)), heads, cells)


def whole(board: Board, lang: str) -> list[Grid]:
    """All tables: the CRPS of each track apart, then error, interval, direction and the blocks of track U."""
    tracks = [crps(board, track, band, lang) for track in TRACKS if board.names(track) for band in SHOWN]
    others = [made(board, lang) for made in (relative, error, covered, direction, together)]
    return [*tracks, *others]


def rolling_record(records: Sequence[Record], lang: str) -> list[Grid]:
    """The longer record of vacancies, a table per track: error of the middle forecast, and CRPS in brackets."""
    made = []
    for track in TRACKS:
        names = [name for name in dict.fromkeys(r.forecaster for r in records) if _track(name) == track]
        cells = []
        for series, name in product(dict.fromkeys(r.series for r in records), names):
            found = [r for r in records if (r.series, r.forecaster) == (series, name)]
            numbers = [f"{number(r.error, lang)} ({number(r.crps, lang)})" for r in found]
            cells.append([subject(family_of(series), lang), who(name, lang), *numbers])
        if cells:
            ahead = [str(year) for year in dict.fromkeys(r.ahead for r in records)]
            heads = [text(f"backtest.{name}", lang) for name in ("subject", "forecast")] + ahead
            title = text("backtest.title.rolling", lang, track=text(f"backtest.track.{track}", lang))
            made.append(Grid(title, heads, cells))
    return made


def _track(name: str) -> str:
    return next(one.track for one in rivals.ALL if one.name == name)


def notes(board: Board, lang: str) -> list[str]:
    """How to read the numbers."""
    own = [line for line in board.lines if (line.forecaster, line.band) == (MODEL, WHOLE)]
    counts = {"count": sum(line.score.series for line in own), "all": sum(map(len, families().values()))}
    return [text(f"backtest.note.{name}", lang, **counts) for name in NOTES if own or name != "own"]


def _number(value: float, lang: str) -> str:
    return number(value, lang, FINE)


def rows(board: Board) -> list[dict[str, Any]]:
    """Tidy rows: one per track, family, band and forecaster."""
    return [_row(line) for line in board.lines]


def _row(line: Line) -> dict[str, Any]:
    saved = line.skill
    return {
        "track": line.track,
        "family": line.family,
        "ahead": line.band,
        "forecaster": line.forecaster,
        "ceiling": line.ceiling,
        "reference": line.forecaster == REFERENCE,
        "strong": line.forecaster == STRONG[line.family],
        **line.score._asdict(),
        "skill": saved.middle if saved else None,
        "skill_low": saved.low if saved else None,
        "skill_high": saved.high if saved else None,
        "unit": "per cent (log points x 100)",
    }
