"""How far a surface is off: random packages read from it and run in full, on the same draws.

Each begins from a package that comes with krapte and has its doses moved: of the measures on the surface a fifth are
put off and two fifths get any dose they may have. Told are the middle and the ends of the range of 8 in 10, per
reading, at the year in which they are furthest off; the error of the draws themselves is not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from krapte.analysis.rows import HIGH, LOW
from krapte.analysis.runs import Floats
from krapte.lab import package as packs
from krapte.lab.quick import READINGS
from krapte.lab.surface import Doses, Surface
from krapte.measures import packages
from krapte.measures.packages import Package

TRIED = 24  # random packages
OFF, ANY = 0.2, 0.6  # of the measures: put off, and put off or at any dose
KEY = 7  # keeps these numbers apart from those of the draws
Misses = dict[str, dict[str, float]]
FIRST = "paper"  # every second one begins here, as visitors do


def error(surface: Surface, begins: Sequence[Package], tried: int, step: Callable[[], None]) -> Misses:
    """Typical and largest error by reading, over so many random packages; ``begins`` are those on the surface."""
    found = []
    for begin, doses in drawn(surface, begins, tried):
        found.append(_off(surface, begin, doses))
        step()
    by_reading = {}
    for place, name in enumerate(READINGS):
        middle, ends = ([one[part][place] for one in found] for part in (0, 1))
        by_reading[name] = {
            "median": float(np.mean(middle)),
            "median_most": float(np.max(middle)),
            "ends": float(np.mean(ends)),
            "ends_most": float(np.max(ends)),
        }
    return by_reading


def drawn(surface: Surface, begins: Sequence[Package], tried: int) -> list[tuple[Package, Doses]]:
    """Random packages: where each begins, and the doses that are moved."""
    first = [one for one in begins if one.id == FIRST] or list(begins)
    made: list[tuple[Package, Doses]] = []
    for number in range(tried):
        random = np.random.default_rng((surface.lab.seed, KEY, number))
        begin = first[0] if number % 2 == 0 else begins[number // 2 % len(begins)]
        doses: dict[str, float] = {}
        for name in sorted(surface.sheets):
            of, kind, share = packs.measure(name).dose, random.random(), random.random()
            if kind < OFF:
                doses[name] = 0.0
            elif kind < ANY:
                doses[name] = of.low + share * (of.high - of.low)
        made.append((begin, doses))
    return made


def moved(begin: Package, doses: Mapping[str, float]) -> Package:
    """The package with its doses moved, as a whole run takes it."""
    own = {row.measure.id: row for row in begin.rows}
    rows = dict(own)
    for name, dose in doses.items():
        usual = packages.alone(packs.measure(name)).rows[0]
        rows[name] = replace(own.get(name, usual), dose=dose)
    return packages.build(replace(begin, rows=tuple(row for row in rows.values() if row.dose != 0)))


def _off(surface: Surface, begin: Package, doses: Doses) -> tuple[Floats, Floats]:
    """The largest error over years by reading: of the middle, and of the ends."""
    read = surface.baseline.readings + surface.difference(begin, doses)
    run = surface.point(moved(begin, doses)).readings
    ends = [np.quantile(cube, (LOW, 0.5, HIGH), axis=1) for cube in (read, run)]
    off = np.abs(ends[0] - ends[1])  # [quantile, reading, year]
    return off[1].max(axis=-1), off[[0, 2]].max(axis=(0, 2))
