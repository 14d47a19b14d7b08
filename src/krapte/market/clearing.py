"""Clearing: the vacancies and unemployed at which a group's market meets, and their exact slopes.

The unknowns are the odds of having no work, z = ln(U / N) with N = L - U, and the tightness t = ln(V / U): so nobody is
unemployed twice, whatever the steps. The two conditions,

    t = 2 asinh((D(t) - L) / (2 sqrt(V U)))          ln of one side of the balance = ln of the other

are free of cancellation. From last year's point a few Newton steps on both meet them in nearly every market. Where they
do not: at a given t the second rises with z, and along it the first rises with t, so t is found by guarded Newton steps
inside a bracket, with a few guarded steps on z in each of them. A last Newton step with its slopes held constant makes
root and gradient exact without storing the iterations.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax

from krapte.country.axes import CLEARING_INNER, CLEARING_STEPS
from krapte.market.meeting import Market, Meeting, Met, form_of, grown, hires, wanted

# A Newton step squares what is missed: the second that begins nearer than this ends at the precision of the machine.
NEAR = np.sqrt(np.sqrt(np.finfo(np.float64).eps))


class Point(NamedTuple):
    """Where a market stands, by group."""

    odds: Array  # ln(U / N)
    tight: Array  # ln(V / U)


def _read(at: Point, labour: Array) -> tuple[Array, Array]:
    """Vacancies and unemployed of a point."""
    unemployed = labour * jax.nn.sigmoid(at.odds)
    return unemployed * jnp.exp(at.tight), unemployed


class Side(NamedTuple):
    """What a condition misses at a point, in logs, and how that changes with odds and tightness."""

    miss: Array
    by_odds: Array
    by_tight: Array


def _balance(at: Point, market: Market, p: Meeting) -> Side:
    """The balance of jobs filled and asked for: the log of both sides, term by term, each with its slope beside it."""
    own, form, power = 1 - p.self_employed, form_of(market.rates, p), 1 - p.search_elasticity
    _, unemployed = _read(at, market.labour)
    employed = market.labour * jax.nn.sigmoid(-at.odds)
    log_unemployed = jnp.log(unemployed)
    employees, tight = own * employed, jnp.exp(at.tight)
    searchers = unemployed + p.on_the_job * employees
    growth, marginal = grown(employees, own * market.previous, form.floor)
    moves = form.growth * form.floor + form.slope * tight
    asked = moves * employees + form.growth * growth
    kind = p.search_elasticity - form.through  # power of searchers in hires that fill jobs
    given = jnp.log(market.rates.efficiency / asked) + kind * jnp.log(searchers)
    given = given + (power + form.through) * log_unemployed + power * at.tight
    # Log slopes by unemployed: through hires, and through employees.
    filling = power + form.through + kind * (1 - p.on_the_job * own) * unemployed / searchers
    leaving = own * unemployed * (moves + form.growth * marginal) / asked
    return Side(
        miss=given,
        by_odds=(filling + leaving) * employed / market.labour,
        by_tight=power - form.slope * tight * employees / asked,
    )


def _accounts(at: Point, market: Market) -> Side:
    """The account of jobs and persons, D(t) - L = V - U, read as tightness."""
    jobs, give = wanted(market, at.tight)
    scale = jnp.exp(-at.tight / 2) / (2 * _read(at, market.labour)[1])
    excess = (jobs - market.labour) * scale
    steep = 2 / jnp.sqrt(1 + excess**2)
    return Side(
        miss=at.tight - 2 * jnp.arcsinh(excess),
        by_odds=excess * steep * jax.nn.sigmoid(-at.odds),
        by_tight=1 + (give * jobs * scale + excess / 2) * steep,
    )


def _guess(market: Market, start: Array) -> Point:
    """The point at the expected tightness; ``start`` is a guess of vacancies times unemployed."""
    far = 2 * jnp.log(market.labour)
    tight = jnp.clip(market.expected, -far, far)
    share = jnp.minimum(jnp.sqrt(start) * jnp.exp(-tight / 2) / market.labour, 1 / 2)
    return Point(jnp.log(share / (1 - share)), tight)


class Steps(NamedTuple):
    """Where Newton steps have led, by group."""

    at: Point
    missed: Array  # what the point before the last step missed, in logs
    made: Array  # how many, scalar


def _newton(at: Point, market: Market, p: Meeting) -> tuple[Point, Array]:
    """One Newton step on both conditions, with slopes that no gradient passes through; and what ``at`` missed."""
    side, accounts = _balance(at, market, p), _accounts(at, market)
    s, a = jax.tree.map(lax.stop_gradient, (side, accounts))
    det = s.by_odds * a.by_tight - s.by_tight * a.by_odds
    det = jnp.where(det == 0, 1, det)
    better = Point(
        at.odds - (side.miss * a.by_tight - accounts.miss * s.by_tight) / det,
        at.tight - (accounts.miss * s.by_odds - side.miss * a.by_odds) / det,
    )
    return better, jnp.maximum(jnp.abs(side.miss), jnp.abs(accounts.miss))


def _begin(at: Point, missed: Array) -> Steps:
    return Steps(at, missed, jnp.zeros(()))


def _close_in(begin: Steps, market: Market, p: Meeting) -> Steps:
    """Newton steps until every group is near; a group where they lead nowhere is left far."""

    def going(now: Steps) -> Array:
        return jnp.any(~_near(now)) & (now.made < CLEARING_STEPS)

    def step(now: Steps) -> Steps:
        return Steps(*_newton(now.at, market, p), now.made + 1)

    made: Steps = lax.while_loop(going, step, begin)
    return made


def _near(now: Steps) -> Array:
    near: Array = now.missed <= NEAR  # what is not a number is not near
    return near


def _search(first: Point, so_far: Steps, market: Market, p: Meeting) -> Steps:
    """Guarded steps from the ``first`` guess for groups that are not near; where all are, no step is made."""
    far, near = 2 * jnp.log(market.labour), _near(so_far)

    def straighten(_: int, state: tuple[Array, Array, Point]) -> tuple[Array, Array, Point]:
        low, high, at = state
        side = _balance(at, market, p)
        low = jnp.where(side.miss < 0, at.odds, low)
        high = jnp.where(side.miss < 0, high, at.odds)
        newton = at.odds - jnp.clip(side.miss / side.by_odds, -2, 2)
        # At the bend of a slump a step can lead to and fro: between both ends it is halved.
        inside = (newton >= low) & (newton <= high)
        return low, high, at._replace(odds=jnp.where(inside, newton, (low + high) / 2))

    def going(state: tuple[Array, Array, Array, Point]) -> Array:
        return jnp.any(~near) & (state[0] < CLEARING_STEPS)

    def step(state: tuple[Array, Array, Array, Point]) -> tuple[Array, Array, Array, Point]:
        count, low, high, at = state
        ends = (-far, far, at)
        at = lax.fori_loop(0, CLEARING_INNER, straighten, ends)[2]
        side, accounts = _balance(at, market, p), _accounts(at, market)
        along = side.by_tight / side.by_odds
        rise = accounts.by_tight - accounts.by_odds * along
        low = jnp.where(accounts.miss < 0, at.tight, low)
        high = jnp.where(accounts.miss < 0, high, at.tight)
        newton = at.tight - jnp.clip(accounts.miss / jnp.where(rise > 0, rise, 1), -2, 2)
        # Far from the root slopes mislead: there the bracket is halved.
        inside = (jnp.abs(accounts.miss) <= 1) & (rise > 0) & (newton >= low) & (newton <= high)
        tight = jnp.where(inside, newton, (low + high) / 2)
        return count + 1, low, high, Point(at.odds - along * (tight - at.tight), tight)

    found: Point = lax.while_loop(going, step, (jnp.zeros(()), -far, far, first))[-1]
    at = jax.tree.map(lambda own, better: jnp.where(near, own, better), so_far.at, found)
    return _begin(at, jnp.where(near, so_far.missed, jnp.inf))


def meet(market: Market, start: Array, p: Meeting) -> Met:
    """Clear the market of every group.

    ``start`` is a first guess of vacancies times unemployed (last year's will do: they move along a hyperbola).
    """
    still, guess, of = jax.tree.map(lax.stop_gradient, (market, start, p))
    first = _guess(still, guess)
    steps = _close_in(_begin(first, jnp.full_like(still.labour, jnp.inf)), still, of)
    steps = _close_in(_search(first, steps, still, of), still, of)
    at, _ = _newton(jax.tree.map(lax.stop_gradient, steps.at), market, p)
    vacancies, unemployed = _read(at, market.labour)
    employed = market.labour - unemployed
    filled = hires(vacancies, unemployed, employed, market.rates.efficiency, p)
    missed = jnp.maximum(jnp.abs(_balance(at, market, p).miss), jnp.abs(_accounts(at, market).miss))
    return Met(vacancies, employed, unemployed, filled, missed)
