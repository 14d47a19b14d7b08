"""Meeting: vacancies and searchers meet, and one number of open vacancies clears each group's market.

    D = N + V    desired jobs = employed + open vacancies
    L = N + U    attached labour = employed + unemployed
    S = U + phi N                     searchers, some of them in a job
    H = A S^a V^(1 - a)               hires, constant returns

Two balances hold on the Dutch data of 2013-2023 and cannot be told apart; a draw takes one (``meeting.form``):

    churn    H U / S = d N + b dN            hires of the unemployed replace separations and part of growth
    reduced  H = (s0 + s1 V / U) N + dN      separations rise with tightness, since job moves make vacancies

Either has one root in V on (max(0, D - L), min(D, ...)). It is solved with w = the smaller of V and U as the
unknown (no cancellation when the other is large): guarded Newton steps on ln w inside a bracket, then one Newton
step in V with its slope held constant, which makes the gradient exact without storing the iterations.

A, d and s0 are not drawn: given a, phi, b and s1 they close the published hires and balances of 2013-2023 on
average (``close``), because A, a and phi cannot be told apart: drawn freely they would contradict the published
number of vacancies filled.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax

from krapte.country.axes import CLEARING_STEPS
from krapte.market.parameters import Meeting

EPSILON = float(np.finfo(np.float64).eps)


class Rates(NamedTuple):
    """What closes the published balances, by group."""

    efficiency: Array  # A, per year
    separations: Array  # d, per year: employed who become unemployed
    churn_floor: Array  # s0, per year: hires per employed without tightness


class Closed(NamedTuple):
    """The rates closed on history, and what is left open in the anchor year."""

    rates: Rates
    gap: Array  # log of the efficiency that clears the anchor year as published, over that of history, by group


class Market(NamedTuple):
    """One year's market by group, before it is cleared."""

    jobs: Array  # D, persons
    labour: Array  # L, persons
    previous: Array  # N of last year, persons
    rates: Rates


class Met(NamedTuple):
    """The cleared market by group."""

    vacancies: Array
    employed: Array
    unemployed: Array
    filled: Array  # hires, per year
    residual: Array  # of the balance, relative to hires


def hires(
    vacancies: Array, unemployed: Array, employed: Array, efficiency: Array | float, p: Meeting
) -> Array:
    """Vacancies filled in a year, H = A S^a V^(1-a)."""
    searchers = unemployed + p.on_the_job * employed
    return efficiency * searchers**p.search_elasticity * vacancies ** (1 - p.search_elasticity)


def _growth(employed: Array, previous: Array, floor: Array) -> Array:
    # Hires cannot be negative: in a deep slump growth is cut off where it would take half the replacement.
    return jnp.maximum(employed - previous, -floor * employed / 2)


def balance(vacancies: Array, unemployed: Array, market: Market, p: Meeting) -> Array:
    """What the balance of the draw's form misses, persons a year; rises in V, zero when cleared."""
    employed, rates = market.jobs - vacancies, market.rates
    filled = hires(vacancies, unemployed, employed, rates.efficiency, p)
    searchers = unemployed + p.on_the_job * employed
    growth = _growth(employed, market.previous, rates.separations / p.growth_share)
    churn = filled * unemployed / searchers - rates.separations * employed - p.growth_share * growth
    moves = rates.churn_floor + p.churn_slope * vacancies / unemployed
    reduced = filled - moves * employed - _growth(employed, market.previous, rates.churn_floor)
    return jnp.where(p.form > 0, reduced, churn)


def _sides(small: Array, market: Market) -> tuple[Array, Array]:
    """Vacancies and unemployed when the smaller of both is ``small``."""
    excess = market.jobs - market.labour
    return small + jnp.maximum(excess, 0), small + jnp.maximum(-excess, 0)


def _solve(market: Market, start: Array, p: Meeting) -> Array:
    """Vacancies that clear the market, by guarded Newton steps on the log of the smaller side."""

    def miss(log_small: Array) -> Array:
        return balance(*_sides(jnp.exp(log_small), market), market, p)

    def slope(log_small: Array) -> tuple[Array, Array]:
        return jax.jvp(miss, (log_small,), (jnp.ones_like(log_small),))

    high = jnp.log(jnp.minimum(market.jobs, market.labour)) - EPSILON
    low = high + jnp.log(EPSILON)
    guess = jnp.log(jnp.maximum(start - jnp.maximum(market.jobs - market.labour, 0), 1))

    def step(_: int, state: tuple[Array, Array, Array]) -> tuple[Array, Array, Array]:
        low, high, at = state
        value, rise = slope(at)
        low, high = jnp.where(value < 0, at, low), jnp.where(value < 0, high, at)
        newton = at - value / jnp.where(rise > 0, rise, 1)
        inside = (rise > 0) & (newton >= low) & (newton <= high)
        return low, high, jnp.where(inside, newton, (low + high) / 2)

    guess = jnp.clip(guess, low, high)
    _, _, at = lax.fori_loop(0, CLEARING_STEPS, step, (low, high, guess))
    return _sides(jnp.exp(at), market)[0]


def meet(market: Market, start: Array, p: Meeting) -> Met:
    """Clear the market of every group; ``start`` is a first guess of vacancies (last year's will do)."""
    still = jax.tree.map(lax.stop_gradient, (market, start, p))
    root = _solve(*still)

    def miss(vacancies: Array, market: Market, p: Meeting) -> Array:
        return balance(vacancies, market.labour - market.jobs + vacancies, market, p)

    slope = jax.jvp(lambda v: miss(v, still[0], still[2]), (root,), (jnp.ones_like(root),))[1]
    vacancies = root - miss(root, market, p) / lax.stop_gradient(jnp.maximum(slope, EPSILON))
    employed = market.jobs - vacancies
    unemployed = market.labour - employed
    filled = hires(vacancies, unemployed, employed, market.rates.efficiency, p)
    residual = balance(vacancies, unemployed, market, p) / filled
    return Met(vacancies, employed, unemployed, filled, residual)


class Published(NamedTuple):
    """Published (or shared out) yearly values by year and group, persons or vacancies."""

    employed: Array
    unemployed: Array
    vacancies: Array
    filled: Array
    previous: Array  # employed of the year before
    use: Array  # 1 for a year whose growth counts, [year, 1]


def close(seen: Published, p: Meeting) -> Rates:
    """The rates that match published hires and close both balances on average over the years in ``use``."""

    def mean(values: Array) -> Array:
        return jnp.sum(values * seen.use, axis=0) / jnp.sum(seen.use, axis=0)

    unit = hires(seen.vacancies, seen.unemployed, seen.employed, 1.0, p)
    growth = seen.employed - seen.previous
    searchers = seen.unemployed + p.on_the_job * seen.employed
    through = mean(seen.filled * seen.unemployed / searchers)  # hires of the unemployed
    replaced = through - p.growth_share * mean(growth)
    moved = seen.filled - p.churn_slope * seen.vacancies / seen.unemployed * seen.employed - growth
    employed = mean(seen.employed)
    return Rates(
        efficiency=jnp.exp(mean(jnp.log(seen.filled / unit))),
        # Where nearly all hires are job moves, growth would leave nothing to replace: half of the hires stay.
        separations=jnp.maximum(replaced, through / 2) / employed,
        churn_floor=mean(moved) / employed,
    )


def gap(rates: Rates, seen: Market, vacancies: Array, p: Meeting) -> Array:
    """Log efficiency that clears one published year exactly, over the efficiency of history; by group."""
    employed = seen.jobs - vacancies
    unemployed = seen.labour - employed
    unit = seen._replace(rates=rates._replace(efficiency=jnp.ones_like(rates.efficiency)))
    share = jnp.where(p.form > 0, 1, unemployed / (unemployed + p.on_the_job * employed))
    got = hires(vacancies, unemployed, employed, 1.0, p) * share
    needed = got - balance(vacancies, unemployed, unit, p)
    return jnp.log(needed / got / rates.efficiency)


def of_year(closed: Closed, years: Array, anchored: Array, p: Meeting) -> Rates:
    """The rates of a year: efficiency drifts after the anchor, and what the anchor year left open fades."""
    open_ = anchored * closed.gap * p.gap_fade**years
    return closed.rates._replace(
        efficiency=closed.rates.efficiency * jnp.exp(open_ + years * p.efficiency_drift)
    )


def log_tightness(met: Met) -> Array:
    """Log of vacancies per unemployed person, by group."""
    return jnp.log(met.vacancies / met.unemployed)
