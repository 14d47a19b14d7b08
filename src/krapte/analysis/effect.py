"""The effect of one measure alone: with it less without it on the same draws, how soon, and at what cost per gain.

    lag                       first year in which half of the median effect of 2040 on open vacancies is reached and
                              the 80 % interval holds no zero
    technician-years          capacity added, summed over the years after the start: people brought in and labour
                              saved, full-time jobs
    cost per technician-year  cost summed over the years from the start / technician-years, per draw

Capacity is gross, before others react: a technician-year is not a vacancy closed. Nothing is discounted. What happens
in year t shows on 1 January t + 1, so costs of ``start`` to ``to - 1`` stand beside capacity of ``start + 1`` to
``to``. Where nothing is gained in a draw no sum of money is enough: its cost per technician-year is infinite.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.analysis import levels, money, sectors
from krapte.analysis.answer import summarise
from krapte.analysis.drivers import Driver
from krapte.analysis.gain import LEAST
from krapte.analysis.money import Paid
from krapte.analysis.rows import HIGH, LOW, CostRow, EffectRow, LevelRow, RestsRow, Row, SectorRow, WhyRow
from krapte.analysis.worlds import DIFFERENCE, PACKAGE
from krapte.country import law
from krapte.country.axes import ANCHOR_YEAR, LAST_YEAR
from krapte.figures.errors import InputError
from krapte.measures import library, packages
from krapte.measures.packages import Package
from krapte.measures.schema import Measure
from krapte.measures.yaml_tree import FileError

Floats = NDArray[np.float64]
LAG_YEAR = 2040  # half of the effect of this year is what the lag waits for
HALF = 0.5
# Why there is no cost per technician-year.
LITTLE, UNCERTAIN, NO_COST, SAVES, TAKES = "little", "uncertain", "no_cost", "saves", "takes"


@dataclass(frozen=True)
class PerTechnicianYear:
    """Euros per technician-year, median and 80 % interval; without them ``why_not`` says why.

    ``capacity`` is the mean of capacity added over the years after the start, full-time jobs: median, low, high.
    """

    first: int
    last: int
    capacity: tuple[float, float, float]
    eur: tuple[float, float, float] | None
    why_not: str | None


@dataclass(frozen=True)
class Effect:
    """What one measure does by itself. ``rows`` are differences, by reading, group and year.

    ``levels`` are those of technical education, ``sectors`` an allocation of grade C.
    """

    measure: str
    title: dict[str, str]
    dose: float
    unit: dict[str, str]
    start: int
    no_effect: float
    scenario: str
    draws: int
    seed: int
    to: int
    benchmark: str
    rows: list[EffectRow]
    cost: list[CostRow]
    lag: int | None
    per_technician_year: PerTechnicianYear
    manifest: dict[str, Any]
    drivers: list[Driver] = field(default_factory=list)
    levels: list[LevelRow] = field(default_factory=list)
    sectors: list[SectorRow] = field(default_factory=list)
    why: list[WhyRow] = field(default_factory=list)
    rests_on: list[RestsRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    prior: bool = False
    posterior: str = ""
    seconds: float = 0.0
    runs: int = 0

    def row(self, reading: str, year: int, group: str = "techniek") -> EffectRow | None:
        """The difference in one reading, year and group, or nothing where it is not known."""
        wanted = (reading, year, group)
        return next((r for r in self.rows if (r["reading"], r["year"], r["group"]) == wanted), None)


def package(measure: str | Path | Measure, dose: float | None = None, start: int | None = None) -> Package:
    """One measure (its id, a file of it, or one made in Python) as a package, its dose and start checked."""
    made = measure if isinstance(measure, Measure) else _load(measure)
    if dose is not None and not isfinite(dose):
        limits = f"{made.dose.low:g} - {made.dose.high:g} {made.dose.unit}"
        raise InputError("dose_out_of_range", where=f"{made.id}: dose", found=dose, expected=limits)
    if start is not None and not ANCHOR_YEAR < start < LAST_YEAR:
        years = f"{ANCHOR_YEAR + 1} - {LAST_YEAR - 1}"
        raise InputError("year_out_of_range", where=f"{made.id}: start", found=start, expected=years)
    try:
        return packages.alone(made, dose=dose, start=start)
    except FileError as error:  # it speaks of the rows of a package; here there is one measure
        raise FileError(
            InputError(
                one.code,
                where=f"{made.id}: {one.where.rpartition('.')[-1]}",
                found=one.found,
                expected=one.expected,
            )
            for one in error.errors
        ) from None


def rows(both: xr.Dataset, of: Package) -> list[EffectRow]:
    """The differences, package less baseline, with the measure and its dose."""
    kept = [row for row in summarise(both, ANCHOR_YEAR) if row["variant"] == "difference"]
    return [EffectRow(measure=of.id, dose=of.rows[0].dose, **row) for row in kept]


def lag(made: Sequence[Row], to: int) -> int | None:
    """The first year with half of the median effect of 2040 (or of ``to`` if that is sooner); nothing where the
    effect of that year is zero or uncertain."""
    path = {row["year"]: row for row in made if (row["reading"], row["group"]) == ("vacancies", "techniek")}
    last = path[min(LAG_YEAR, to)]
    if not _certain(last):
        return None
    for year in sorted(path):
        now = path[year]
        if _certain(now) and now["median"] / last["median"] >= HALF:
            return year
    return None


def per_technician_year(both: xr.Dataset, paid: Sequence[Paid], start: int, to: int) -> PerTechnicianYear:
    """Cost over technician-years from the start to ``to``; nothing where there is too little to divide by."""
    capacity = (
        both["capacity"].sel(group="techniek", year=slice(start + 1, to)).transpose("variant", "draw", "year")
    )
    years = capacity.sizes["year"]
    more = np.asarray((capacity.sel(variant="package") - capacity.sel(variant="baseline")).values).sum(
        axis=-1
    )
    mean = _told(more / max(years, 1))
    eur, why_not = None, None
    if paid and float(np.mean(np.sum([one.eur for one in paid], axis=0))) < 0:
        why_not = SAVES
    elif mean[2] < 0:
        why_not = TAKES
    elif mean[0] < LEAST:
        why_not = LITTLE
    elif mean[1] <= 0:
        why_not = UNCERTAIN
    elif not paid:
        why_not = NO_COST
    else:
        spent = np.sum([one.eur for one in paid], axis=0).sum(axis=-1)
        eur = _told(_over(spent, more))
        if not np.isfinite(eur).all():
            eur, why_not = None, UNCERTAIN
    return PerTechnicianYear(start, to, mean, eur, why_not)


def made(
    of: Package, both: xr.Dataset, paid: tuple[list[Paid], list[int]], manifest: dict[str, Any]
) -> Effect:
    """The effect, from results with baseline and package and from what is paid; ``manifest`` holds the question."""
    asked, row = manifest["question"], of.rows[0]
    found, to = rows(both, of), int(asked["to"])
    return Effect(
        **asked,
        title=of.title.model_dump(),
        unit=row.measure.dose.label.model_dump(),
        no_effect=row.measure.no_effect.probability,
        rows=found,
        cost=money.summarise(*paid),
        lag=lag(found, to),
        per_technician_year=per_technician_year(both, paid[0], row.start, to),
        manifest=manifest,
        levels=levels.changes(both),
        sectors=sectors.rows(both, (DIFFERENCE[PACKAGE],)),
        notes=law.beyond(to, [move.parameter for move in row.measure.moves]),
    )


def felt(both: xr.Dataset, year: int) -> Floats:
    """What the measure does to open technical vacancies of a year, ``[draw]``."""
    cube = both["vacancies"].sel(group="techniek", year=year)
    return np.asarray((cube.sel(variant="package") - cube.sel(variant="baseline")).values)


def question(of: Package, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The question for the manifest: that to the laboratory, of one measure instead of a package."""
    row = of.rows[0]
    others = {name: value for name, value in asked.items() if name != "package"}
    return {"measure": of.id, "dose": row.dose, "start": row.start} | others


def command(of: Package) -> str:
    """How to ask it again."""
    return f"effect {of.id} --dose {of.rows[0].dose:.12g} --start {of.rows[0].start}"


def _load(measure: str | Path) -> Measure:
    path = Path(measure)
    is_file = not isinstance(measure, str) or len(path.parts) > 1 or path.suffix in (".yaml", ".yml")
    return library.load_file(measure) if is_file else library.load(str(measure))


def _certain(row: Row) -> bool:
    return row["low"] > 0 or row["high"] < 0


def _over(spent: Floats, more: Floats) -> Floats:
    """Euros per technician-year; where nothing is gained, no sum of money is enough."""
    gained = more > 0
    return np.where(gained, spent / np.where(gained, more, 1.0), np.inf)


def _told(values: Floats) -> tuple[float, float, float]:
    """Median and the ends of the 80 % interval; not a number between two that lie infinitely far apart."""
    with np.errstate(invalid="ignore"):
        median, low, high = np.quantile(values, [0.5, LOW, HIGH])
    return float(median), float(low), float(high)
