"""Three ratios between the pillars beside each other, and the sectors' own plan.

A ratio hangs on the doses it is told for. So a package with several pillars is shared out (``split``) in three ways:

    doses     at the doses of the package
    money     each pillar's doses scaled until it costs the same public money a year; where hardly any of a pillar's
              cost is public, its whole cost counts; where it costs nothing, it takes no part
    maximum   each measure at the largest dose that makes sense, with its ramp, lag, realisation and shared limits

and beside them ``sectors``: the gross plan of the sectors themselves, put through the same market. A pillar's rank is
worth stating only if it is the same in the first three; its chance is the smallest share of draws in which it holds.

Each ratio runs all its coalitions on the first draws only, those of a quick answer; how many is told with it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from krapte import figures
from krapte.analysis import money, split
from krapte.analysis.rows import HIGH, LOW, RatioRow
from krapte.analysis.runs import Counter, Floats, Runs
from krapte.analysis.split import Coalition, Split
from krapte.country.axes import ANCHOR_YEAR, PILLARS
from krapte.engine import results
from krapte.engine.draws import STRATA
from krapte.measures import checks, packages
from krapte.measures.packages import Package

READING, GROUP = "vacancies", "techniek"
OF = (READING, GROUP)
YEARS = (2030, 2035)
RATIOS = ("doses", "money", "maximum")
SECTORS = "sectors"
PLAN = "aanvalsplan"
GROSS = {"inflow": "ip_avt_p1", "productivity": "ip_avt_p2", "international": "ip_avt_p3"}  # persons a year
EQUAL = 100e6  # euros a year per pillar
PAID_UNTIL = 2035  # what a pillar costs is the mean over the years from its start up to this one
HARDLY = 0.05  # of a pillar's cost: less public money than this, and its whole cost is scaled


class Bill(NamedTuple):
    """What a pillar costs a year, and whose money that is: `public`, `all`, or `none` where it costs nothing."""

    money: str
    eur: float


class Shared(NamedTuple):
    """A package shared out, what each pillar costs, and the pillars whose doses a limit held back."""

    split: Split
    bills: dict[str, Bill]
    limited: frozenset[str]


def years(runs: Runs, package: Package) -> list[int]:
    """The years that are compared: none for a package with one pillar, or where the years end too soon."""
    several = len(split.pillars(package)) > 1
    return [year for year in YEARS if several and year <= runs.to]


def planned(runs: Runs, package: Package) -> int:
    """Draws that the ratios take beyond the split itself, for the progress."""
    if not years(runs, package):
        return 0
    of_plan: int = 2 ** len(split.pillars(packages.load(PLAN)))
    of_ratio: int = 2 ** len(split.pillars(package))
    return quick(runs) * ((len(RATIOS) - 1) * (of_ratio - 1) + of_plan)


def quick(runs: Runs) -> int:
    """How many draws the ratios run."""
    return min(runs.draws, STRATA)


def rows(
    runs: Runs, package: Package, cubes: Mapping[Coalition, Floats], paid: list[money.Paid], hear: Counter
) -> list[RatioRow]:
    """The ratios of a package; ``cubes [draw, year]`` of its own split, whose first draws are the first ratio."""
    told = years(runs, package)
    if not told:
        return []
    prior = runs.posterior is None
    few = Runs(runs.scenario.id, quick(runs), runs.seed, runs.to, runs.benchmark, prior)
    first = _share_of(few, package, {one: cube[: few.draws] for one, cube in cubes.items()}, paid)
    at_equal, limited = at_equal_money(package, first.bills)
    made = {
        "doses": first,
        "money": _share_out(few, at_equal, hear)._replace(limited=limited),
        "maximum": _share_out(few, at_maximum(package), hear),
        SECTORS: _share_out(few, packages.load(PLAN), hear),
    }
    return [
        row
        for year in told
        for ratio, one in made.items()
        for row in _rows(one, ratio, year, made, few.draws)
    ]


def at_equal_money(package: Package, bills: dict[str, Bill]) -> tuple[Package, frozenset[str]]:
    """The package with each pillar scaled to the same money, and the pillars that a largest dose holds back."""
    paying = [row for row in package.rows if bills[row.measure.pillar].money != "none"]
    wanted = {row.measure.id: EQUAL / bills[row.measure.pillar].eur for row in paying}
    ends = room(package)
    limited = frozenset(r.measure.pillar for r in paying if ends[r.measure.id][1] < wanted[r.measure.id])
    factors = {name: max(min(factor, ends[name][1]), ends[name][0]) for name, factor in wanted.items()}
    return scaled(package, factors), limited


def at_maximum(package: Package) -> Package:
    """The package with every measure at the largest dose that makes sense, in the year in which it is largest."""
    return scaled(package, {name: most for name, (_, most) in room(package).items()})


def room(package: Package) -> dict[str, tuple[float, float]]:
    """By how little and how much the doses of each measure can be multiplied: rows of one measure add up in a year."""
    found = {}
    for measure in package.measures:
        own = [row for row in package.rows if row.measure.id == measure.id]
        peak = max(float(checks.total(own, row.start)) for row in own)
        low, high = measure.dose.low, measure.dose.high
        found[measure.id] = (
            (_factor(peak, low, math.inf), _factor(peak, high, 0.0)) if peak > 0 else (1.0, 1.0)
        )
    return found


def _factor(dose: float, end: float, inwards: float) -> float:
    """What a dose is multiplied by to reach an end and not go beyond it in the last digit."""
    factor = end / dose
    while (dose * factor - end) * (1 if inwards == 0 else -1) > 0:
        factor = math.nextafter(factor, inwards)
    return factor


def scaled(package: Package, factors: Mapping[str, float]) -> Package:
    """The measures that have a factor, their doses multiplied by it."""
    kept = [row for row in package.rows if row.measure.id in factors]
    rows = tuple(replace(row, dose=row.dose * factors[row.measure.id]) for row in kept)
    return packages.build(replace(package, rows=rows, avoids=(), beside=None))


def bills(package: Package, paid: list[money.Paid], years: list[int]) -> dict[str, Bill]:
    """What each pillar costs a year, mean over draws and over the years from its start on."""
    made = {}
    for pillar in split.pillars(package):
        own = [row for row in package.rows if row.measure.pillar == pillar]
        ids = {row.measure.id for row in own}
        at = [i for i, year in enumerate(years) if min(row.start for row in own) <= year <= PAID_UNTIL]
        of = [one for one in paid if one.measure in ids]
        whole = _mean(of, at)
        public = _mean([one for one in of if money.side(one.payer) == "public"], at)
        if whole <= 0:
            made[pillar] = Bill("none", 0.0)
        else:
            made[pillar] = Bill("public", public) if public > HARDLY * whole else Bill("all", whole)
    return made


def _mean(paid: list[money.Paid], at: list[int]) -> float:
    total = [float(one.eur[:, at].mean()) for one in paid] if at else []
    return sum(total)


def _share_out(runs: Runs, package: Package, hear: Counter) -> Shared:
    moved = runs.moved(package)
    both = results.variants({"baseline": runs.baseline(hear), "package": runs.variant(moved, hear)})
    cubes = split.all_values(runs, package, moved, both, hear)[OF]
    return _share_of(runs, package, cubes, money.paid(package, both, runs.uniforms))


def _share_of(
    runs: Runs, package: Package, cubes: Mapping[Coalition, Floats], paid: list[money.Paid]
) -> Shared:
    """The split of the cubes ``[draw, year]``, and what each pillar costs on as many draws."""
    own = [one._replace(eur=one.eur[: runs.draws]) for one in paid]
    of = list(range(ANCHOR_YEAR, runs.to + 1))
    shared = split.split(cubes, of, split.pillars(package))
    return Shared(shared, bills(package, own, of[:-1]), frozenset())


def _rows(one: Shared, ratio: str, year: int, made: dict[str, Shared], draws: int) -> list[RatioRow]:
    """One row per pillar of the ratio, in the order of the paper."""
    column = one.split.years.index(year)
    parts = {name: cube[:, column] for name, cube in one.split.parts.items()}
    whole = one.split.whole[:, column]
    low, high = np.quantile(whole, [LOW, HIGH])
    certain = not low <= 0 <= high
    shares = (
        split.percent([float(part.mean()) for part in parts.values()]) if certain else [None] * len(parts)
    )
    told = []
    for (pillar, values), share in zip(parts.items(), shares, strict=True):
        low, high = np.quantile(values, [LOW, HIGH])
        rank, chance = (None, None) if ratio == SECTORS else standing(made, pillar, year)
        told.append(
            RatioRow(
                ratio=ratio,
                year=year,
                pillar=pillar,
                mean=float(values.mean()),
                low=float(low),
                high=float(high),
                unit="vacancies",
                share=share,
                rank=rank,
                chance=chance,
                money=one.bills[pillar].money,
                eur=one.bills[pillar].eur,
                limited=pillar in one.limited,
                gross=figures.load()[GROSS[pillar]].value if ratio == SECTORS else None,
                draws=draws,
            )
        )
    return sorted(told, key=lambda row: PILLARS.index(row["pillar"]))


def standing(made: dict[str, Shared], pillar: str, year: int) -> tuple[int | None, float | None]:
    """A pillar's rank if it is the same in the three ratios, with the smallest chance of it; else nothing.

    First is who lowers vacancies most.
    """
    ranks, chances = set(), []
    for ratio in RATIOS:
        parts = made[ratio].split.parts
        if set(parts) != set(made["doses"].split.parts):
            return None, None  # a pillar took no part: there is nothing to rank it against
        column = made[ratio].split.years.index(year)
        stacked: Floats = np.stack([cube[:, column] for cube in parts.values()])
        at = list(parts).index(pillar)
        rank = int((stacked.mean(axis=1) < stacked[at].mean()).sum()) + 1
        ranks.add(rank)
        chances.append(float(np.mean((stacked < stacked[at]).sum(axis=0) + 1 == rank)))
    return (ranks.pop(), min(chances)) if len(ranks) == 1 else (None, None)
