"""Which groups of occupations are tightest: their ranks on published scales, each of one date, and how sure each is.

``urgency_scales.csv`` names the scales and how far a published value may be off; ``urgency_figures.csv`` the figures
of each group. A scale ranks only figures read in a source (grade A); others are shown with their letter. A figure
with a published uncertainty is drawn in its range. Else it is drawn evenly within ``error`` of its value and half a
rounding ``step``: an assumption (C). Ties share their ranks. Nothing adds the scales up: a reader sees where they
differ.

A place on a scale is its mean rank over the draws, from 0 (first) to 1 (last). It is high up to a third, low from two
thirds, and high wherever the scale itself stops counting (``cap``). A group is ``mixed`` when one scale of tightness
has it high and another low. Scales of size count too, but say nothing of tightness.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.figures.errors import InputError
from krapte.figures.lines import Line, read_lines
from krapte.figures.loader import Figure

HERE = Path(__file__).parent
SCALES, FIGURES = "urgency_scales.csv", "urgency_figures.csv"
ASKED = ("techniek", "ict", "care", "education")
GROUPS = (*ASKED, "trade", "services", "transport")
KINDS, ROLES = ("tightness", "size"), ("rank", "show")
READ = ("read", "second_hand")  # how a figure that ranks may have come to us
FIRST_HELD_BACK = "2025"  # figures of this year and later are kept apart for tests
FEWEST, PER, DRAWS = 3, 1000.0, 20_000
UPPER, LOWER = 1 / 3, 2 / 3


class Scale(NamedTuple):
    """One measure of tightness or size at one date; ``cap`` is the value at which it stops counting."""

    id: str
    date: str
    kind: str
    counts: str
    unit: str
    error: float
    step: float
    cap: float | None


class Place(NamedTuple):
    """A group on a scale; without a rank it is only shown. ``chances[k]`` is the chance of rank ``k + 1``."""

    scale: str
    group: str
    value: float
    low: float
    high: float | None
    rank: int | None
    tied: bool
    chances: tuple[float, ...]
    grade: str
    how: str
    figures: tuple[Figure, ...]


class Standing(NamedTuple):
    """What the scales say together of a group: how often at each rank, and its place per scale of tightness."""

    group: str
    ranked: int
    times: dict[int, int]
    bands: dict[str, str]
    verdict: str


class Urgency(NamedTuple):
    """All scales with all places on them, and the standing of each group."""

    scales: tuple[Scale, ...]
    places: tuple[Place, ...]
    standings: tuple[Standing, ...]

    def at(self, scale: str, group: str) -> Place | None:
        """The place of a group on a scale: the ranked one, else the first that is shown."""
        found = [p for p in self.places if (p.scale, p.group) == (scale, group)]
        return min(found, key=lambda p: p.rank is None, default=None)


@cache
def rank(seed: int = 1, folder: Path = HERE) -> Urgency:
    """All groups on all scales."""
    scales = tuple(_scale(line) for line in read_lines(folder, SCALES))
    known = {scale.id: scale for scale in scales}
    drawn: dict[str, list[tuple[Place, bool]]] = {scale.id: [] for scale in scales}
    for line in read_lines(folder, FIGURES):
        scale = known.get(line.cells["scale"])
        if scale is None:
            raise line.wrong("not_one_of", "scale", " | ".join(known))
        drawn[scale.id].append(_place(line, scale))
    places: list[Place] = []
    for scale in scales:
        _enough(scale, [place for place, _ in drawn[scale.id]])
        places += _ranked(scale, drawn[scale.id], seed)
    groups = [group for group in GROUPS if any(place.group == group for place in places)]
    return Urgency(scales, tuple(places), tuple(_standing(group, scales, places) for group in groups))


def _scale(line: Line) -> Scale:
    cells = line.cells
    if cells["kind"] not in KINDS:
        raise line.wrong("not_one_of", "kind", " | ".join(KINDS))
    if cells["date"][:4] >= FIRST_HELD_BACK:
        raise line.wrong("urgency_date_too_late", "date", f"< {FIRST_HELD_BACK}")
    error, step, cap = (_number(line, field) for field in ("error", "step", "cap"))
    return Scale(
        id=cells["scale"],
        date=cells["date"],
        kind=cells["kind"],
        counts=cells["counts"],
        unit=cells["unit"],
        error=error or 0.0,
        step=step or 0.0,
        cap=cap,
    )


def _number(line: Line, field: str) -> float | None:
    try:
        return float(line.cells[field]) if line.cells[field] else None
    except ValueError:
        raise line.wrong("not_a_number", field, "a number") from None


def _place(line: Line, scale: Scale) -> tuple[Place, bool]:
    """A place without its rank yet, and whether it takes part in the ranking."""
    group, role = line.cells["group"], line.cells["role"]
    if group not in GROUPS:
        raise line.wrong("not_one_of", "group", " | ".join(GROUPS))
    if role not in ROLES:
        raise line.wrong("not_one_of", "role", " | ".join(ROLES))
    book = figures.load()
    used = tuple(book[line.cells[field]] for field in ("figure", "per") if line.cells[field])
    for figure in used:
        if figure.period != scale.date:
            where = f"{line.file}:{line.number}: {figure.figure_id}"
            raise InputError("urgency_date_differs", where=where, found=figure.period, expected=scale.date)
        if role == "rank" and (figure.grade != "A" or figure.how not in READ):
            raise line.wrong("urgency_not_read", "figure", f"A: {' | '.join(READ)}")
    value, low, high = _values(used, scale)
    grade = max(figure.grade for figure in used)
    how = used[0].how if len(used) == 1 else "derived"
    return Place(scale.id, group, value, low, high, None, False, (), grade, how, used), role == "rank"


def _values(used: Sequence[Figure], scale: Scale) -> tuple[float, float, float | None]:
    """The value in the scale's unit, and the ends it is drawn between: no upper end at the cap."""
    first = used[0]
    times = PER / used[1].value if len(used) > 1 else 1.0
    value = first.value * times
    if scale.cap is not None and value >= scale.cap:
        return scale.cap, scale.cap, None
    if first.may_be_drawn and first.low is not None and first.high is not None:
        return value, first.low * times, first.high * times
    off = scale.error * value + scale.step / 2
    return value, value - off, value + off


def _enough(scale: Scale, places: Sequence[Place]) -> None:
    asked = {place.group for place in places} & set(ASKED)
    if len(asked) < FEWEST:
        found = ", ".join(sorted(asked))
        raise InputError(
            "urgency_too_few", where=f"{SCALES}: {scale.id}", found=found, expected=f">= {FEWEST}"
        )


def _ranked(scale: Scale, rows: Sequence[tuple[Place, bool]], seed: int) -> list[Place]:
    """The places with rank and chances: by the published value, and over the draws."""
    ranked = [place for place, takes_part in rows if takes_part]
    chances = iter(rank_chances(_draws(ranked, scale, seed)))
    values = [place.value for place in ranked]
    told = []
    for place, takes_part in rows:
        if takes_part:
            above = sum(value > place.value for value in values)
            chance = tuple(float(share) for share in next(chances))
            place = place._replace(rank=above + 1, tied=values.count(place.value) > 1, chances=chance)
        told.append(place)
    return told


def _draws(places: Sequence[Place], scale: Scale, seed: int) -> NDArray[np.float64]:
    """Values ``[draw, place]``; each scale has its own stream, so that another scale changes nothing here."""
    stream = np.random.default_rng([seed, crc32(scale.id.encode())])
    low = np.array([place.low for place in places])
    high = np.array([place.low if place.high is None else place.high for place in places])
    drawn: NDArray[np.float64] = low + (high - low) * stream.random((DRAWS, len(places)))
    if scale.cap is not None:
        np.minimum(drawn, scale.cap, out=drawn)
    return drawn


def rank_chances(drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chance ``[place, rank]`` from values ``[draw, place]``: the highest is first, equal values share their ranks."""
    count = drawn.shape[1]
    above = (drawn[:, None, :] > drawn[:, :, None]).sum(axis=2)
    equal = (drawn[:, None, :] == drawn[:, :, None]).sum(axis=2)
    shares = [np.where((above <= k) & (k < above + equal), 1 / equal, 0.0).mean(axis=0) for k in range(count)]
    return np.stack(shares, axis=1)


def _standing(group: str, scales: Sequence[Scale], places: Sequence[Place]) -> Standing:
    own = [place for place in places if place.group == group and place.rank is not None]
    times: dict[int, int] = {}
    for place in own:
        times[place.rank or 0] = times.get(place.rank or 0, 0) + 1
    tight = {scale.id for scale in scales if scale.kind == "tightness"}
    bands = {place.scale: band(place) for place in own if place.scale in tight}
    return Standing(group, len(own), times, bands, _verdict(set(bands.values())))


def band(place: Place) -> str:
    """Whether a ranked place is high, middle or low on its scale."""
    if place.high is None:
        return "high"
    mean = sum(chance * number for number, chance in enumerate(place.chances))
    share = mean / max(len(place.chances) - 1, 1)
    return "high" if share <= UPPER else "low" if share >= LOWER else "middle"


def _verdict(bands: set[str]) -> str:
    if not bands:
        return "none"
    if {"high", "low"} <= bands:
        return "mixed"
    return next((name for name in ("high", "low") if name in bands), "middle")
