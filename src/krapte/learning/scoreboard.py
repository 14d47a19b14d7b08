"""The scoreboard: who forecasts how well, per track, family and horizon.

Any :class:`krapte.learning.rivals.Forecaster` joins: ``make((*rivals.ALL, model))``. Tracks stand apart; a saving
against the reference is told on track U alone, since the reference knows nothing of later years.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from krapte.learning import institutes, rivals, scores
from krapte.learning.institutes import Compared
from krapte.learning.panel import HORIZON, families
from krapte.learning.rivals import REFERENCE, Forecaster
from krapte.learning.scores import BANDS, Cell, Score, Skill

WHOLE = "1-8"
SHOWN: tuple[str, ...] = (WHOLE, *BANDS)
TRACKS = ("U", "C1", "C2")
MODEL = "krapte"


class Line(NamedTuple):
    """One score: a forecaster on a family and a band of horizons; ``ceiling`` knows what a model may not know."""

    track: str
    family: str
    band: str
    forecaster: str
    ceiling: bool
    score: Score
    skill: Skill | None


class Together(NamedTuple):
    """Energy score of the blocks together: a forecaster on a band of horizons."""

    track: str
    band: str
    forecaster: str
    n: int
    energy: float


class Whole(NamedTuple):
    """All forecasts of a forecaster that is no rival: interval and place together, and on track U what is saved."""

    n: int
    covered: float
    pit: float
    saved: Skill | None


class Board(NamedTuple):
    """All scores, what was left out; for who scores every family on track U the mean CRPS beside the reference, of
    models all forecasts together, and forecasts of institutes beside the model."""

    lines: tuple[Line, ...]
    together: tuple[Together, ...]
    relative: dict[str, float]
    pooled: dict[str, Whole]
    without: tuple[str, ...]
    institutes: tuple[Compared, ...]
    without_82: dict[str, float]
    """CRPS of the technical groups without assemblers, of track U."""

    def find(self, family: str, forecaster: str, band: str = WHOLE) -> Line | None:
        """The score of a forecaster on a family and a band."""
        for line in self.lines:
            if (line.family, line.forecaster, line.band) == (family, forecaster, band):
                return line
        return None

    def names(self, track: str) -> list[str]:
        """The forecasters of a track, in their order."""
        return list(dict.fromkeys(line.forecaster for line in self.lines if line.track == track))


def make(forecasters: Sequence[Forecaster] = rivals.ALL, without: Sequence[str] = ()) -> Board:
    """Score forecasters; the reference has to be among them. ``without`` names keys of ``scores.WITHOUT``."""
    found: dict[str, list[Cell]] = {}
    together: list[Together] = []
    for one in forecasters:
        found[one.name] = scores.chosen(scores.cells(one), without=without)
        together += _together(one, without)
    lines = [
        line
        for one in forecasters
        for family in families()
        for band in SHOWN
        if (line := _line(one, family, band, found)) is not None
    ]
    relative = {
        one.name: scores.geometric(found[one.name], found[REFERENCE])
        for one in forecasters
        if one.track == "U" and {cell.family for cell in found[one.name]} == set(families())
    }
    own = {one.name: found[one.name] for one in forecasters if one.name.startswith(MODEL)}
    pooled = {
        name: Whole(
            len(cells),
            scores.score(cells).covered,
            scores.score(cells).pit,
            scores.pooled(cells, found[REFERENCE]) if cells[0].track == "U" else None,
        )
        for name, cells in own.items()
        if cells
    }
    less = {
        one.name: scores.score(cells).crps
        for one in forecasters
        if one.track == "U"
        and (cells := scores.chosen(found[one.name], family="tech_groups", without=("isco_82",)))
    }
    published = [
        one
        for one in institutes.compare(forecasters, MODEL)
        if not ("2020-21" in without and one.published.target in scores.VIRUS)
    ]
    return Board(tuple(lines), tuple(together), relative, pooled, tuple(without), tuple(published), less)


def _line(one: Forecaster, family: str, band: str, found: dict[str, list[Cell]]) -> Line | None:
    named = "" if band == WHOLE else band
    own = scores.chosen(found[one.name], family=family, band=named)
    if not own:
        return None
    track, _, ceiling = one.track.partition(" ")
    compared = track == "U" and one.name != REFERENCE
    saved = scores.skill(own, found[REFERENCE]) if compared else None
    return Line(track, family, band, one.name, bool(ceiling), scores.score(own), saved)


def _together(one: Forecaster, without: Sequence[str]) -> list[Together]:
    left_out = scores.VIRUS if "2020-21" in without else ()
    made = [
        (target - origin, value) for origin, target, value in scores.energies(one) if target not in left_out
    ]
    lines = []
    for band in SHOWN:
        low, high = BANDS.get(band, (1, HORIZON))
        values = [value for ahead, value in made if low <= ahead <= high]
        if values:
            track = one.track.split()[0]
            lines.append(Together(track, band, one.name, len(values), float(np.mean(values))))
    return lines
