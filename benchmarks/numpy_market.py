"""The market in plain NumPy: rates closed on history, demand, and the meeting of vacancies and searchers.

Everything is ``[draw, group]`` or ``[draw, 1]``. The clearing has derivatives written out by hand and stops once
no draw moves any more; the engine takes a fixed number of steps. Both end with one Newton step in vacancies.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.country.axes import CLEARING_STEPS

Floats = NDArray[np.float64]
EPSILON = float(np.finfo(np.float64).eps)
STILL = 1e-10  # steps in log vacancies below this end the search; the closing Newton step squares it


class Rates(NamedTuple):
    """What closes published history, by draw and group."""

    efficiency: Floats
    separations: Floats
    churn_floor: Floats


class Memory(NamedTuple):
    """What the market remembers, by draw and group or by draw."""

    employed: Floats
    vacancies: Floats
    perceived: Floats
    pressure: Floats
    target: Floats
    activity: Floats
    scale: Floats
    misfit: Floats
    activity_anchor: Floats
    gap: Floats
    people: Floats
    labour: Floats


class Wanted(NamedTuple):
    """Jobs wanted, and what moved them."""

    jobs: Floats
    target: Floats
    activity: Floats
    pressure: Floats
    gap: Floats


class Met(NamedTuple):
    """The cleared market."""

    vacancies: Floats
    employed: Floats
    unemployed: Floats
    filled: Floats
    residual: Floats


def by_group(total: Floats, share: Floats) -> Floats:
    """A published series ``[year]`` shared out as ``[draw, year, group]``; ``share`` is ``[draw, 1]``."""
    return np.stack([total * share, total * (1 - share)], axis=2)


class Closed(NamedTuple):
    """What published history says of a draw: rates, what is open at the anchor, usual and slow tightness."""

    rates: Rates
    gap: Floats
    usual: Floats
    perceived: Floats


def closed(history: Any, base: Any, p: Any) -> Closed:
    """The rates that match the published years, and tightness as people came to perceive it."""
    techniek = history.techniek_old * np.exp(p["published.survey_shift"]) + history.techniek_new
    employed = np.stack([techniek, history.employed - techniek], axis=2)
    unemployed = by_group(history.unemployed, p["published.unemployed_techniek"])
    vacancies = by_group(history.vacancies, p["published.vacancies_techniek"])
    filled = by_group(history.filled, p["published.filled_techniek"])
    tightness = np.log(vacancies / unemployed)
    usual = tightness.mean(axis=1)
    perceived = tightness[:, 0] - usual
    for year in range(1, tightness.shape[1]):
        perceived = perceived + p["switching.memory"] * (tightness[:, year] - usual - perceived)

    growth = np.diff(employed, axis=1)
    employed, unemployed, vacancies, filled = (
        x[:, 1:] for x in (employed, unemployed, vacancies, filled)
    )  # the first year has no growth
    weight = history.use[1:] / history.use[1:].sum()

    def mean(values: Floats) -> Floats:
        return np.einsum("dyg,y->dg", values, weight)

    a = p["meeting.search_elasticity"][:, :, None]
    searchers = unemployed + p["meeting.on_the_job"][:, :, None] * employed
    log_unit = a * np.log(searchers) + (1 - a) * np.log(vacancies)
    slope = p["meeting.churn_slope"][:, None, :]
    through = mean(filled * unemployed / searchers)
    replaced = np.maximum(through - p["meeting.growth_share"] * mean(growth), through / 2)
    floor = filled - slope * vacancies / unemployed * employed - growth
    level = mean(employed)
    efficiency = np.exp(mean(np.log(filled) - log_unit))
    rates = Rates(efficiency, replaced / level, mean(floor) / level)
    return Closed(rates, open_gap(rates, base, p), usual, perceived)


def open_gap(rates: Rates, base: Any, p: Any) -> Floats:
    """Log efficiency that clears the anchor year as published, over that of history.

    The balance is linear in efficiency, so two evaluations tell it.
    """
    employed, unemployed, vacancies = jobs_of(base, p, 0.0)

    def miss(efficiency: float) -> Floats:
        given = rates._replace(efficiency=np.full_like(employed, efficiency))
        market = Clearing(employed + vacancies, employed + unemployed, base.previous, given, p)
        return market.miss(vacancies, unemployed)[0]

    without, slope = miss(0.0), miss(1.0) - miss(0.0)
    return np.log(-without / slope / rates.efficiency)


def jobs_of(base: Any, p: Any, survey: Floats | float) -> tuple[Floats, Floats, Floats]:
    """Employed, unemployed and vacancies by group as published or shared out."""
    techniek = np.minimum(base.techniek.ravel() * np.exp(survey), base.employed.ravel()).sum(axis=-1)
    techniek = np.broadcast_to(techniek, len(p.vector))
    employed = np.stack([techniek, base.employed.sum() - techniek], axis=1)
    unemployed = base.unemployed.ravel()
    share = base.techniek.ravel() / base.techniek.sum() * unemployed.sum()
    seek = np.minimum(share * p["published.unemployed_techniek"], unemployed).sum(axis=1)
    part = p["published.vacancies_techniek"]
    vacancies = base.vacancies * np.concatenate([part, 1 - part], axis=1)
    return employed, np.stack([seek, unemployed.sum() - seek], axis=1), vacancies


def remembered(first: Any, p: Any, usual: Floats) -> Memory:
    """The memory of the first year."""
    employed, unemployed, vacancies = jobs_of(first, p, p["published.survey_shift"])
    none, zero = np.zeros_like(employed), np.zeros((len(employed), 1))
    perceived = np.log(vacancies / unemployed) - usual
    # The first year's jobs are wanted at the wages of that year.
    scale = np.log(employed + vacancies) + p["demand.wage_elasticity"] * wages(perceived, p)
    return Memory(
        employed=employed,
        vacancies=vacancies,
        perceived=perceived,
        pressure=zero,
        target=none,
        activity=none,
        scale=scale,
        misfit=none,
        activity_anchor=none,
        gap=zero,
        people=np.full_like(zero, first.people.sum()),
        labour=(employed + unemployed).sum(axis=1, keepdims=True),
    )


def wages(perceived: Floats, p: Any) -> Floats:
    """Log wage above its trend, by group."""
    return p["demand.wage_curve"] * (perceived - p["demand.neutral"])


def desired(memory: Memory, now: Any, residents: Floats, labour: Floats, shock: Floats, p: Any) -> Wanted:
    """Jobs wanted this year."""
    productivity = p["demand.productivity"]
    gap = np.zeros_like(memory.gap)
    output = np.full_like(memory.gap, now.output_growth)
    drift: Floats | float = 0.0
    weights = memory.employed / memory.employed.sum(axis=1, keepdims=True)
    national = (productivity * weights).sum(axis=1, keepdims=True)
    if now.future > 0:
        gap = p["demand.cycle_persistence"] * memory.gap + p["demand.cycle_size"] * shock
        weight = p["demand.population"]
        earners = np.log(labour.sum(axis=1, keepdims=True) / memory.labour)
        grown = weight * np.log(residents / memory.people) + (1 - weight) * earners
        output = output + national + grown + p["demand.output_growth"] + gap - memory.gap
        size, own = p["demand.drift_size"], memory.misfit[:, :1] - memory.misfit[:, 1:]
        common = p["demand.drift"][:, 1:] * np.hypot(size, memory.misfit[:, 1:])
        drift = common + np.array([1.0, 0.0]) * (p["demand.drift"][:, :1] * np.hypot(size, own))
    target = memory.target + p["demand.output_share"] * output - productivity
    target = target + p["demand.rebound"] * (productivity - national) - now.productivity_cycle + drift
    activity = memory.activity + p["demand.adjustment"] * (target - memory.activity)
    neutral = p["demand.neutral"]
    tightness = (memory.perceived * weights).sum(axis=1, keepdims=True)
    eased = memory.pressure * (1 - p["demand.release"])
    pressure = eased + p["demand.stabilisation"] * (tightness - neutral)
    now_wages = wages(memory.perceived, p)
    jobs = np.exp(memory.scale + activity - p["demand.wage_elasticity"] * now_wages - pressure)
    if now.future > 0 and now.anchor == 0:
        along = np.expm1(activity[:, :1] - memory.activity_anchor[:, :1])
        fte = (p["tasks.realised"] * (now.tasks - now.tasks_base * along)).sum(axis=1, keepdims=True)
        persons = fte * p["tasks.labour"] * p["tasks.techniek_share"] / p["readings.fte_per_person"][:, :1]
        jobs[:, :1] += persons
    return Wanted(jobs, target, activity, pressure, gap)


def anchored(memory: Memory, wanted: Wanted, base: Any, years: Floats, p: Any) -> tuple[Wanted, Memory]:
    """At the anchor, jobs are the published ones; how far they were missed is kept, per year."""
    employed, _, vacancies = jobs_of(base, p, 0.0)
    miss = np.log((employed + vacancies) / wanted.jobs)
    memory = memory._replace(scale=memory.scale + miss, misfit=miss / years, activity_anchor=wanted.activity)
    return wanted._replace(jobs=wanted.jobs * np.exp(miss)), memory


class Clearing:
    """One year's market of a block of draws, with the balance and its slope."""

    def __init__(self, jobs: Floats, labour: Floats, previous: Floats, rates: Rates, p: Any) -> None:
        self.jobs, self.labour, self.previous, self.rates = jobs, labour, previous, rates
        self.reduced = p["meeting.form"] > 0
        self.a, self.phi = p["meeting.search_elasticity"], p["meeting.on_the_job"]
        self.b, self.s1 = p["meeting.growth_share"], p["meeting.churn_slope"]
        # Hires cannot be negative: growth is cut off where it would take half the replacement.
        self.floor = np.where(self.reduced, rates.churn_floor, rates.separations / self.b) / 2
        self.share = np.where(self.reduced, 1.0, self.b)

    def filled(self, vacancies: Floats, unemployed: Floats, employed: Floats) -> Floats:
        """Hires of the year."""
        searchers = unemployed + self.phi * employed
        return self.rates.efficiency * np.exp(self.a * np.log(searchers) + (1 - self.a) * np.log(vacancies))

    def miss(self, vacancies: Floats, unemployed: Floats) -> tuple[Floats, Floats]:
        """What the balance misses and its slope, when vacancies and unemployed rise one for one."""
        employed = self.jobs - vacancies
        searchers = unemployed + self.phi * employed
        filled = self.rates.efficiency * np.exp(self.a * np.log(searchers) + (1 - self.a) * np.log(vacancies))
        of_filled = filled * (self.a * (1 - self.phi) / searchers + (1 - self.a) / vacancies)
        growth, least = employed - self.previous, -self.floor * employed
        cut = growth < least
        part = unemployed / searchers
        of_part = (1 - part * (1 - self.phi)) / searchers
        tight = vacancies / unemployed
        moves = self.rates.churn_floor + self.s1 * tight
        of_moves = self.s1 * (1 - tight) / unemployed
        own = np.where(
            self.reduced, filled - moves * employed, filled * part - self.rates.separations * employed
        )
        slope = np.where(
            self.reduced,
            of_filled + moves - of_moves * employed,
            of_filled * part + filled * of_part + self.rates.separations,
        )
        value = own - self.share * np.where(cut, least, growth)
        return value, slope + self.share * np.where(cut, -self.floor, 1.0)

    def solve(self, start: Floats) -> Floats:
        """Vacancies that clear the market: Newton on the log of the smaller side, kept in a bracket."""
        excess = self.jobs - self.labour
        more, less = np.maximum(excess, 0), np.maximum(-excess, 0)
        high = np.log(np.minimum(self.jobs, self.labour)) - EPSILON
        low = high + np.log(EPSILON)
        at = np.clip(np.log(np.maximum(start - more, 1)), low, high)
        for _ in range(CLEARING_STEPS):
            small = np.exp(at)
            value, slope = self.miss(small + more, small + less)
            under = value < 0
            low, high = np.where(under, at, low), np.where(under, high, at)
            new = at - value / np.where(slope > 0, slope * small, 1)
            inside = (slope > 0) & (new >= low) & (new <= high)  # an end counts: the root may be one
            new = np.where(inside, new, (low + high) / 2)
            still = np.abs(new - at).max() < STILL
            at = new
            if still:
                break
        return np.exp(at) + more


def meet(jobs: Floats, labour: Floats, previous: Floats, start: Floats, rates: Rates, p: Any) -> Met:
    """Clear the market of both groups; ``start`` is last year's vacancies."""
    clearing = Clearing(jobs, labour, previous, rates, p)
    root = clearing.solve(start)
    value, slope = clearing.miss(root, labour - jobs + root)
    vacancies = root - value / np.maximum(slope, EPSILON)
    employed = jobs - vacancies
    unemployed = labour - employed
    filled = clearing.filled(vacancies, unemployed, employed)
    residual = clearing.miss(vacancies, unemployed)[0] / filled
    return Met(vacancies, employed, unemployed, filled, residual)
