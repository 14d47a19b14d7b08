"""The calendar of decisions: until when a decision on a measure still counts for 2030 and for 2035, and at what cost.

    gain(k)        capacity added k years after the start, each measure alone, per draw
    delay          first k with gain(k) >= half of gain(ten years), in 8 of 10 draws in which the measure works
    last start     target year - delay
    legal lead     first year that the law allows - 2026, the year in which the measure files take the decision
    last decision  last start - legal lead; none where the last start is before the law allows it

Delay is taken from one run and moved along: a measure begun two years later is taken to work two years later. *Works*
is at least 30 full-time jobs after ten years. Euros per technician-year are the cost expected over all years divided by
the technician-years expected, draws without any effect included; nothing below 30 full-time jobs a year.

The paper's rows stand beside measures that it leaves out. A statement is made only where it holds in 8 of 10 of all
draws and under every reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.analysis import effect, money
from krapte.analysis.effect import PerTechnicianYear
from krapte.analysis.gain import LEAST
from krapte.analysis.laboratory import Laboratory
from krapte.analysis.runs import Counter, Progress
from krapte.analysis.then import DECIDED as DECIDED
from krapte.country.axes import HEADLINE_YEAR
from krapte.engine import results
from krapte.figures.errors import InputError
from krapte.measures import library, packages
from krapte.measures.packages import Package
from krapte.measures.schema import Measure

Floats = NDArray[np.float64]
TARGETS = (2030, 2035)
TEN = 10  # years after which an effect is taken as whole
HALF = 0.5
SURE = 0.8  # of draws
FALL = ("vacancies", "shortage", "tightness", "undone")  # readings that a measure should lower
NOT_LEFT_OUT = ("aanvalsplan", "cuts", "cuts-accord", "ending-2027", "tightened")  # plans and laws of others


class Deadline(NamedTuple):
    """For one target year: the last start and decision that count, and the part of the effect that is there then.

    Without a last decision it is too late; ``share`` is that of the start asked, against ten years after it.
    """

    target: int
    last_start: int | None
    last_decision: int | None
    share: float | None


@dataclass(frozen=True)
class Line:
    """One measure in the calendar. ``sure`` holds per reading the share of draws in which it helps in 2035."""

    measure: Measure
    left_out: bool
    dose: float
    start: int
    lead: int
    delay: int | None
    deadlines: tuple[Deadline, ...]
    eur: float | None
    per: PerTechnicianYear
    works: float
    sure: dict[str, float]
    by_draw: Floats = field(repr=False)
    """Euros per technician-year by draw; infinite where nothing is gained."""

    @property
    def helps(self) -> bool:
        """Whether it helps in 8 of 10 draws under every reading."""
        return min(self.sure.values()) >= SURE


@dataclass(frozen=True)
class Calendar:
    """All lines, those of the package first, and what a run is made of."""

    package: Package
    lines: tuple[Line, ...]
    draws: int
    seed: int
    scenario: str
    to: int
    runs: int
    posterior: str = ""
    """The name of the posterior that the draws are of; empty for the prior."""

    def cheaper(self) -> list[Line]:
        """Measures left out that cost less per technician-year than the middle one of the package, in 8 of 10 draws."""
        own = [line.by_draw for line in self.lines if not line.left_out and line.eur is not None]
        if not own:
            return []
        middle = np.median(own, axis=0)
        others = [line for line in self.lines if line.left_out and line.eur is not None]
        return [line for line in others if float(np.mean(line.by_draw < middle)) >= SURE]


def left_out(package: Package) -> tuple[Measure, ...]:
    """Measures that krapte ships and the position paper does not ask for, as far as the package has them not."""
    others = {one.id for name in NOT_LEFT_OUT for one in packages.load(name).measures}
    inside = {one.id for one in package.measures}
    found = (library.load(one) for one in library.ids() if one not in others | inside)
    return tuple(one for one in found if not one.paper)


def make(lab: Laboratory, package: Package, progress: Progress | None = None) -> Calendar:
    """The calendar of a package: every measure alone on the draws of the laboratory."""
    if not package.rows:
        raise InputError("package_without_measures", where=f"package {package.id}", expected="measures")
    if lab.to < max(TARGETS):
        raise InputError("year_out_of_range", where="to", found=lab.to, expected=f">= {max(TARGETS)}")
    asked = [(row.measure, row.dose, row.start, False) for row in package.rows]
    asked += [(one, one.dose.default, one.timing.start, True) for one in left_out(package)]
    hear = Counter(progress, lab.draws * (len(asked) + (not lab.runs.baseline_is_known)))
    lines = tuple(_line(lab, *one, hear) for one in asked)
    return Calendar(package, lines, lab.draws, lab.seed, lab.scenario.id, lab.to, hear.done, lab.posterior)


def _line(
    lab: Laboratory, measure: Measure, dose: float, start: int, is_left_out: bool, hear: Counter
) -> Line:
    alone = effect.package(measure, dose, start)
    sets = {"baseline": lab.runs.baseline(hear), "package": lab.runs.variant(lab.runs.moved(alone), hear)}
    both = results.variants(sets)
    paid = money.paid(alone, both, lab.runs.uniforms)
    gain = _more(both, "capacity")
    years = [int(year) for year in both["year"].values]
    path = gain[:, years.index(start) :]
    whole = path[:, min(TEN, path.shape[1] - 1)]
    working = whole >= LEAST
    delay = delay_of(path[working], whole[working])
    lead = max(measure.timing.earliest - DECIDED, 0)
    deadlines = tuple(
        _deadline(target, delay, measure, lead, share_at(path[working], whole[working], target - start))
        for target in TARGETS
    )
    spent = np.sum([one.eur for one in paid], axis=0).sum(axis=-1) if paid else np.zeros(lab.draws)
    later = gain[:, years.index(start) + 1 :]
    return Line(
        measure,
        is_left_out,
        dose,
        start,
        lead,
        delay,
        deadlines,
        expected(spent, later) if paid else None,
        effect.per_technician_year(both, paid, start, lab.to),
        float(working.mean()),
        _sure(both, years.index(min(HEADLINE_YEAR, lab.to))),
        _over(spent, later.sum(axis=1)),
    )


def expected(spent: Floats, gain: Floats) -> float | None:
    """Expected cost ``[draw]`` over expected technician-years ``[draw, year]``; nothing below 30 a year."""
    if gain.shape[1] == 0 or float(gain.mean()) < LEAST:
        return None
    return float(spent.mean() / gain.sum(axis=1).mean())


def delay_of(path: Floats, whole: Floats) -> int | None:
    """Years after which half of the effect is there in 8 of 10 draws; nothing where none works. ``[draw, year]``."""
    if not len(path):
        return None
    reached = path >= HALF * whole[:, None]
    first = np.where(reached.any(axis=1), reached.argmax(axis=1), path.shape[1])
    return int(np.quantile(first, SURE, method="inverted_cdf"))


def share_at(path: Floats, whole: Floats, after: int) -> float | None:
    """The median share of the effect of ten years that is there so many years after the start."""
    if not len(path) or after >= path.shape[1]:
        return None
    return float(np.median(path[:, after] / whole)) if after > 0 else 0.0


def _deadline(target: int, delay: int | None, measure: Measure, lead: int, share: float | None) -> Deadline:
    if delay is None or target - delay < measure.timing.earliest:
        return Deadline(target, None, None, share)
    return Deadline(target, target - delay, target - delay - lead, share)


def _sure(both: xr.Dataset, year: int) -> dict[str, float]:
    """Per reading the share of all draws in which the measure helps."""
    found = {name: float(np.mean(_more(both, name)[:, year] < 0)) for name in FALL}
    return found | {"capacity": float(np.mean(_more(both, "capacity")[:, year] > 0))}


def _more(both: xr.Dataset, reading: str) -> Floats:
    """What the measure adds to a reading of techniek, ``[draw, year]``."""
    cube = both[reading].sel(group="techniek").transpose("variant", "draw", "year")
    return np.asarray((cube.sel(variant="package") - cube.sel(variant="baseline")).values)


def _over(spent: Floats, more: Floats) -> Floats:
    enough = more >= LEAST
    return np.where(enough, spent / np.where(enough, more, 1.0), np.inf)


def late(lines: Sequence[Line], target: int) -> list[Line]:
    """The measures of which half of the effect cannot be there any more in a target year, however soon decided."""
    return [
        line
        for line in lines
        if line.delay is not None
        and any(one.target == target and one.last_start is None for one in line.deadlines)
    ]
