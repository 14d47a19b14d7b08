"""The split: how much of what a package does is due to each pillar, fair and exact.

Measures work into one another: a technician from abroad takes a vacancy that a pupil can no longer fill. So a
pillar's part is the mean of what it adds over all orders in which the pillars could come (Shapley):

    part(i) = sum over coalitions S without i of |S|! (n - |S| - 1)! / n! x (value(S + i) - value(S))

With four pillars that is 16 runs on the same draws. Per draw and year the parts add up to the whole, so means add up
too; intervals do not, and stand beside them. A coalition runs with the doses of the other pillars at zero: the same
table of effects, the same draws, nothing compiled again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.analysis.rows import HIGH, LOW, SplitRow
from krapte.analysis.runs import Counter, Runs
from krapte.country.axes import ANCHOR_YEAR, PILLARS
from krapte.measures.effects import MEASURES, Effects
from krapte.measures.packages import Package, Row, together

Floats = NDArray[np.float64]
Coalition = frozenset[str]
Reading = tuple[str, str]  # reading, group
# All that is kept of a coalition's run: 16 whole results of 1,000 draws would not fit in memory.
READINGS = ("vacancies", "shortage", "tightness", "capacity")
GROUPS = ("techniek", "total")
UNITS = {"vacancies": "vacancies", "shortage": "fte", "tightness": "uwv_scale", "capacity": "fte"}
ALL = "all"  # the row of the pillars together


@dataclass(frozen=True)
class Split:
    """Parts per pillar and the whole, ``[draw, year]``; the parts of a draw add up to its whole."""

    years: tuple[int, ...]
    parts: dict[str, Floats]
    whole: Floats


def pillars(package: Package) -> tuple[str, ...]:
    """The pillars a package has measures of, in the order of the paper."""
    present = {row.measure.pillar for row in package.rows}
    return tuple(name for name in PILLARS if name in present)


def coalitions(package: Package) -> dict[Coalition, list[Row]]:
    """Every set of the package's pillars, the empty one first, with the rows that stay in it."""
    players = pillars(package)
    sets = (frozenset(some) for size in range(len(players) + 1) for some in combinations(players, size))
    return {one: [row for row in package.rows if row.measure.pillar in one] for one in sets}


def keep(package: Package, coalition: Coalition, ground: Package | None = None) -> Floats:
    """``[32]``: 1 at the place of each measure that stays, 0 elsewhere; what is law in the scenario always stays."""
    own = {measure.id for measure in package.measures}
    whole = package if ground is None else together(package, ground)
    made = np.zeros(MEASURES)
    for place, measure in enumerate(whole.measures):
        made[place] = float(measure.id not in own or measure.pillar in coalition)
    return made


def mask(effects: Effects[Floats], keep: Floats) -> Effects[Floats]:
    """The same table with the doses of the measures that do not stay at zero."""
    return effects._replace(dose=effects.dose * keep)


def kept(results: xr.Dataset, first: int) -> dict[Reading, Floats]:
    """The readings of one variant that a split needs, ``[draw, year]`` from ``first`` on, as copies.

    A view would keep the whole result in memory. A reading that the results do not have is left out.
    """
    part = results.sel(year=slice(first, None))
    return {
        (name, group): np.array(part[name].sel(group=group).transpose("draw", "year").values)
        for name in READINGS
        if name in part
        for group in GROUPS
    }


def values(
    package: Package,
    moved: Effects[Floats],
    run: Callable[[Effects[Floats]], dict[Reading, Floats]],
    known: Mapping[Coalition, dict[Reading, Floats]] | None = None,
    ground: Package | None = None,
) -> dict[Reading, dict[Coalition, Floats]]:
    """Each reading of each coalition. ``known`` holds those that ran already (baseline and whole package)."""
    ready = known or {}
    return by_reading(
        {
            one: ready[one] if one in ready else run(mask(moved, keep(package, one, ground)))
            for one in coalitions(package)
        }
    )


def by_reading(
    found: Mapping[Coalition, dict[Reading, Floats]],
) -> dict[Reading, dict[Coalition, Floats]]:
    """The same by reading first; coalitions keep their order, and with it sums their last digits."""
    made: dict[Reading, dict[Coalition, Floats]] = {}
    for one, cubes in found.items():
        for name, cube in cubes.items():
            made.setdefault(name, {})[one] = cube
    return made


def shapley(values: Mapping[Coalition, Floats], players: Sequence[str]) -> dict[str, Floats]:
    """The part of each player, in the shape of the values; parts add up to the full set less the empty one."""
    n = len(players)
    wanted = {frozenset(some) for size in range(n + 1) for some in combinations(players, size)}
    if set(values) != wanted or len(set(players)) != n:
        raise ValueError(f"{len(values)} coalitions, not the {2**n} of {', '.join(players)}")
    base = values[frozenset()]
    gained = {one: cube - base for one, cube in values.items()}  # small numbers: nothing lost in the sums
    parts: dict[str, Floats] = {}
    for player in players:
        part = np.zeros_like(base, dtype=np.float64)
        for one, cube in gained.items():
            if player in one:
                weight = math.factorial(len(one) - 1) * math.factorial(n - len(one)) / math.factorial(n)
                part += weight * (cube - gained[one - {player}])
        parts[player] = part
    return parts


def split(values: Mapping[Coalition, Floats], years: Sequence[int], players: Sequence[str]) -> Split:
    """The split of one reading over the players."""
    parts = shapley(values, players)
    whole = values[frozenset(players)] - values[frozenset()]
    return Split(tuple(years), parts, whole)


def rows(made: Split, reading: str, group: str) -> list[SplitRow]:
    """Mean, 80 % interval and chance of the right sign per pillar and year, and of all together.

    Shares are whole per cent that add up to 100, and there are none where the interval of the whole holds zero.
    """
    found: list[SplitRow] = []
    low, high = np.quantile(made.whole, [LOW, HIGH], axis=0)
    for column, year in enumerate(made.years):
        means = [float(part[:, column].mean()) for part in made.parts.values()]
        certain = not low[column] <= 0 <= high[column]
        shares: list[int | None] = [*percent(means)] if certain else [None] * len(means)
        cubes = [*made.parts.items(), (ALL, made.whole)]
        for (name, cube), share in zip(cubes, [*shares, 100 if certain else None], strict=True):
            found.append(_row(cube[:, column], share, year, (reading, group, name)))
    return found


def percent(parts: Sequence[float]) -> list[int]:
    """Shares of the parts in their sum as whole per cent that add up to 100 (largest remainders)."""
    exact = [100 * part / math.fsum(parts) for part in parts]
    made = [math.floor(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda place: made[place] - exact[place])
    for place in order[: 100 - sum(made)]:
        made[place] += 1
    return made


def _row(values: Floats, share: int | None, year: int, names: tuple[str, str, str]) -> SplitRow:
    reading, group, pillar = names
    mean = float(values.mean())
    low, high = np.quantile(values, [LOW, HIGH])
    return SplitRow(
        year=year,
        group=group,
        reading=reading,
        pillar=pillar,
        mean=mean,
        low=float(low),
        high=float(high),
        unit=UNITS[reading],
        right_sign=float(np.mean(np.sign(values) == np.sign(mean))),
        share=share,
    )


def all_values(
    runs: Runs, package: Package, moved: Effects[Floats], both: xr.Dataset, hear: Counter
) -> dict[Reading, dict[Coalition, Floats]]:
    """Each reading of each coalition from the anchor on; ``both`` holds baseline and package, which ran already."""
    found: dict[Coalition, dict[Reading, Floats]] = {one: {} for one in coalitions(package)}
    others = [one for one in found if 0 < len(one) < len(pillars(package))]
    tables = (mask(moved, keep(package, one, runs.ground)) for one in others)
    for one, result in zip(others, runs.readings_of(tables, hear), strict=True):
        found[one] = kept(result, ANCHOR_YEAR)
    found[frozenset[str]()] = kept(both.sel(variant="baseline"), ANCHOR_YEAR)
    found[frozenset(pillars(package))] = kept(both.sel(variant="package"), ANCHOR_YEAR)
    return by_reading(found)


def told(
    found: Mapping[Reading, Mapping[Coalition, Floats]], years: Sequence[int], players: Sequence[str]
) -> list[SplitRow]:
    """The split of every reading and group; nothing for a package without measures."""
    made: list[SplitRow] = []
    for (reading, group), cubes in found.items() if players else ():
        made += rows(split(cubes, years, players), reading, group)
    return made
