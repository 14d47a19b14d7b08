"""Scores of forecasts against what came to be: a cell per series, origin and target, and sums over cells.

A forecast is a path per draw [draw, year ahead] of a series' log level since its origin. Forecast and realisation are
compared by the skip-step rule of :mod:`krapte.learning.panel`. Errors and CRPS are log points x 100, read as per cent;
the weighted error is that of the point forecast in per cent of its level, weighted by the level at the origin.
CRPS and energy score: Gneiting and Raftery 2007, by the package scoringrules (fair estimator over the draws).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import scoringrules

from krapte.figures.cuts import LAST_YEAR
from krapte.learning.panel import FIRST_TARGET, ORIGINS, Past, families, series
from krapte.learning.rivals import EMPLOYED, TOTAL, Forecaster
from krapte.learning.trends import Floats, counted_years

BANDS: Mapping[str, tuple[int, int]] = {"1-2": (1, 2), "3-4": (3, 4), "5-8": (5, 8)}
VIRUS = (2020, 2021)
WITHOUT: Mapping[str, Callable[[Cell], bool]] = {
    "2020-21": lambda cell: cell.target in VIRUS,
    "isco_82": lambda cell: cell.series == "emp_isco_82",
}
"""What may be left out: targets in the years of the virus, and assemblers (-35 % in 2020, likely recoded)."""
COVER = (0.1, 0.9)
STILL = 1e-9  # log points within which a forecast has no direction
RESAMPLES, SEED = 2000, 20160101


class Cell(NamedTuple):
    """One scored forecast. ``direction`` and ``relative`` are None where the forecast has none to be right about."""

    forecaster: str
    track: str
    family: str
    series: str
    origin: int
    target: int
    crps: float
    error: float
    weight: float
    pit: float
    direction: bool | None
    relative: bool | None

    @property
    def horizon(self) -> int:
        """Years ahead."""
        return self.target - self.origin

    @property
    def covered(self) -> bool:
        """Whether the 80 % interval holds what came to be."""
        return COVER[0] <= self.pit <= COVER[1]


class Score(NamedTuple):
    """Sums over cells; shares are of 1, ``skill`` and its interval are CRPS saved against a reference."""

    n: int
    series: int
    crps: float
    error: float
    covered: float
    pit: float
    below: float
    above: float
    direction: float | None
    relative: float | None


def growth_of(path: Floats, name: str, origin: int, target: int) -> tuple[Floats, float] | None:
    """Forecast growth per draw and realised growth over the counted years; None where the rule allows none."""
    steps = series(name).counted(origin, target)
    if not steps:
        return None
    yearly = np.diff(path, axis=1, prepend=0.0)
    return yearly @ counted_years(steps, origin), sum(step.growth for step in steps)


def cells(forecaster: Forecaster, origins: Iterable[int] = ORIGINS) -> list[Cell]:
    """Every scored forecast of a forecaster, families in their order, then series, origins and targets."""
    names = [name for family in families().values() for name in family]
    made = {origin: forecaster.paths(Past(origin, forecaster.track), names) for origin in origins}
    out = []
    for family, members in families().items():
        for name in members:
            for origin, paths in made.items():
                for target in range(max(FIRST_TARGET, origin + 1), LAST_YEAR + 1):
                    cell = _cell(forecaster, family, name, origin, target, paths)
                    if cell is not None:
                        out.append(cell)
    return out


def _cell(
    who: Forecaster, family: str, name: str, origin: int, target: int, paths: Mapping[str, Floats]
) -> Cell | None:
    found = growth_of(paths[name], name, origin, target) if name in paths else None
    if found is None:
        return None
    drawn, real = found
    middle = float(np.median(drawn))
    pit = float(np.mean(drawn < real) + np.mean(drawn == real) / 2)
    crps = 100 * float(scoringrules.crps_ensemble(real, drawn, estimator="pwm"))
    error = 100 * abs(float(np.exp(middle - real)) - 1)
    weight = series(name).values[origin]
    direction = _same_sign(middle, real)
    relative = _relative(family, name, origin, target, paths, (middle, real))
    return Cell(
        who.name, who.track, family, name, origin, target, crps, error, weight, pit, direction, relative
    )


def _same_sign(forecast: float, real: float) -> bool | None:
    return None if abs(forecast) < STILL else bool((forecast > 0) == (real > 0))


def _relative(
    family: str,
    name: str,
    origin: int,
    target: int,
    paths: Mapping[str, Floats],
    own: tuple[float, float],
) -> bool | None:
    """Whether a part grew faster than total employment, over the years in which the part counts."""
    if family not in EMPLOYED or TOTAL not in paths:
        return None
    years = counted_years(series(name).counted(origin, target), origin)
    total = series(TOTAL).values
    yearly = np.diff(paths[TOTAL], axis=1, prepend=0.0)
    counted = [origin + 1 + place for place, counts in enumerate(years) if counts]
    real = sum(float(np.log(total[year] / total[year - 1])) for year in counted)
    return _same_sign(own[0] - float(np.median(yearly @ years)), own[1] - real)


def chosen(
    found: Iterable[Cell], *, family: str = "", band: str = "", without: Sequence[str] = ()
) -> list[Cell]:
    """Cells of a family and a band of horizons, without what is left out."""
    low, high = BANDS.get(band, (1, LAST_YEAR))
    return [
        cell
        for cell in found
        if (not family or cell.family == family)
        and low <= cell.horizon <= high
        and not any(WITHOUT[name](cell) for name in without)
    ]


def score(found: Sequence[Cell]) -> Score:
    """The sums over cells; at least one is needed."""
    pits = np.array([cell.pit for cell in found])
    weights = np.array([cell.weight for cell in found])
    errors = np.array([cell.error for cell in found])
    return Score(
        n=len(found),
        series=len({cell.series for cell in found}),
        crps=float(np.mean([cell.crps for cell in found])),
        error=float(weights @ errors / weights.sum()),
        covered=float(np.mean([float(cell.covered) for cell in found])),
        pit=float(pits.mean()),
        below=float((pits < COVER[0]).mean()),
        above=float((pits > COVER[1]).mean()),
        direction=_share([cell.direction for cell in found]),
        relative=_share([cell.relative for cell in found]),
    )


def _share(right: Sequence[bool | None]) -> float | None:
    told = [one for one in right if one is not None]
    return float(np.mean(told)) if told else None


class Skill(NamedTuple):
    """Share of the reference's CRPS that is saved, with its 80 % interval over resampled series."""

    middle: float
    low: float
    high: float


def skill(found: Sequence[Cell], reference: Sequence[Cell]) -> Skill:
    """CRPS saved against a reference on the same cells; whole series are resampled, as their cells overlap."""
    theirs = {(cell.series, cell.origin, cell.target): cell.crps for cell in reference}
    pairs: dict[str, list[tuple[float, float]]] = {}
    for cell in found:
        other = theirs.get((cell.series, cell.origin, cell.target))
        if other is not None:
            pairs.setdefault(cell.series, []).append((cell.crps, other))
    sums = np.array([np.sum(own, axis=0) for own in pairs.values()])
    picks = np.random.default_rng(SEED).integers(len(sums), size=(RESAMPLES, len(sums)))
    drawn = sums[picks].sum(axis=1)
    low, high = np.quantile(1 - drawn[:, 0] / drawn[:, 1], COVER)
    total = sums.sum(axis=0)
    return Skill(float(1 - total[0] / total[1]), float(low), float(high))


def geometric(found: Sequence[Cell], reference: Sequence[Cell]) -> float:
    """Geometric mean over families of the CRPS relative to a reference's, on the families that both score."""
    ratios = []
    for family in families():
        own, other = chosen(found, family=family), chosen(reference, family=family)
        if own and other:
            ratios.append(score(own).crps / score(other).crps)
    return float(np.exp(np.mean(np.log(ratios))))


def pooled(found: Sequence[Cell], reference: Sequence[Cell]) -> Skill:
    """Share of the reference's CRPS that is saved over all families alike, series resampled within each family."""
    sums = []
    for family in families():
        theirs = {(c.series, c.origin, c.target): c.crps for c in chosen(reference, family=family)}
        pairs: dict[str, list[tuple[float, float]]] = {}
        for cell in chosen(found, family=family):
            key = cell.series, cell.origin, cell.target
            if key in theirs:
                pairs.setdefault(cell.series, []).append((cell.crps, theirs[key]))
        if pairs:
            sums.append(np.array([np.sum(own, axis=0) for own in pairs.values()]))
    stream = np.random.default_rng(SEED)
    drawn, middle = np.zeros(RESAMPLES), 0.0
    for one in sums:
        picked = one[stream.integers(len(one), size=(RESAMPLES, len(one)))].sum(axis=1)
        drawn += np.log(picked[:, 0] / picked[:, 1]) / len(sums)
        own, other = one.sum(axis=0)
        middle += float(np.log(own / other)) / len(sums)
    low, high = np.quantile(1 - np.exp(drawn), COVER)
    return Skill(float(1 - np.exp(middle)), float(low), float(high))


def energies(forecaster: Forecaster, origins: Iterable[int] = ORIGINS) -> list[tuple[int, int, float]]:
    """Origin, target and energy score of the blocks together, log points x 100, where all blocks are forecast."""
    blocks, made = families()["blocks"], []
    for origin in origins:
        paths = forecaster.paths(Past(origin, forecaster.track), blocks)
        for target in range(max(FIRST_TARGET, origin + 1), LAST_YEAR + 1):
            found = [growth_of(paths[name], name, origin, target) for name in blocks if name in paths]
            whole = [one for one in found if one is not None]
            if len(whole) == len(blocks):
                drawn = 100 * np.stack([one[0] for one in whole], axis=1)
                real = 100 * np.array([one[1] for one in whole])
                score = float(scoringrules.es_ensemble(real, drawn, estimator="fair"))
                made.append((origin, target, score))
    return made
