"""Clearing: the vacancies and unemployed at which a group's market meets, and their exact slopes.

The unknowns are the middle of both sides, x = ln sqrt(V U), and the tightness t = ln(V / U): then the two conditions,

    t = 2 asinh((D(t) - L) / (2 sqrt(V U)))          ln of one side of the balance = ln of the other

are free of cancellation, and at a given t the second is nearly straight in x; along it the first rises with t. So t is
found by guarded Newton steps inside a bracket, with a few steps on x in each of them. Newton steps on both, the last
with its slopes held constant, then make root and gradient exact without storing the iterations.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, lax

from krapte.country.axes import CLEARING_INNER, CLEARING_STEPS
from krapte.market.meeting import EPSILON, Market, Meeting, Met, form_of, grown, hires, wanted


class Point(NamedTuple):
    """Where a market stands, by group."""

    middle: Array  # ln sqrt(V U)
    tight: Array  # ln(V / U)


def _read(at: Point) -> tuple[Array, Array]:
    """Vacancies and unemployed of a point."""
    return jnp.exp(at.middle + at.tight / 2), jnp.exp(at.middle - at.tight / 2)


class Side(NamedTuple):
    """What the balance misses at a point, in logs, and how that changes with middle and tightness."""

    miss: Array
    by_middle: Array
    by_tight: Array


# Longer than most: the log of both sides, term by term, each with its slope beside it.
def _balance(at: Point, market: Market, p: Meeting) -> Side:
    own, form, power = 1 - p.self_employed, form_of(market.rates, p), 1 - p.search_elasticity
    vacancies, unemployed = _read(at)
    # While the steps search, unemployed may pass labour: then nearly all of labour looks for work.
    most = market.labour * (1 - EPSILON)
    free = jnp.where(unemployed < most, 1.0, 0)
    unemployed = jnp.minimum(unemployed, most)
    employees, tight = own * (market.labour - unemployed), vacancies / unemployed
    searchers = unemployed + p.on_the_job * employees
    growth, marginal = grown(employees, own * market.previous, form.floor)
    moves = form.growth * form.floor + form.slope * tight
    asked = moves * employees + form.growth * growth
    kind = p.search_elasticity - form.through  # power of searchers in hires that fill jobs
    given = jnp.log(market.rates.efficiency / asked) + kind * jnp.log(searchers)
    given = given + power * (at.middle + at.tight / 2) + form.through * jnp.log(unemployed)
    # Log slopes by unemployed (through hires, and through employees) and by V / U (through job moves).
    filling = kind * (1 - p.on_the_job * own) * unemployed / searchers + form.through
    leaving = own * unemployed * (moves + form.growth * marginal) / asked
    moving = form.slope * tight * employees / asked
    by_unemployed = free * (filling + leaving)
    return Side(
        miss=given,
        by_middle=power + by_unemployed - (1 - free) * moving,
        by_tight=(power - by_unemployed - (1 + free) * moving) / 2,
    )


def _accounts(at: Point, market: Market) -> Side:
    """The same for the account of jobs and persons, D(t) - L = V - U, read as tightness."""
    jobs = wanted(market, at.tight)
    scale = jnp.exp(-at.middle) / 2
    excess = (jobs - market.labour) * scale
    steep = 2 / jnp.sqrt(1 + excess**2)
    return Side(
        miss=at.tight - 2 * jnp.arcsinh(excess),
        by_middle=excess * steep,
        by_tight=1 + market.give * jobs * scale * steep,
    )


def _solve(market: Market, start: Array, p: Meeting) -> Point:
    """The point that clears the market; ``start`` is a first guess of vacancies times unemployed."""
    far = 2 * jnp.log(market.labour)

    def straighten(_: int, state: tuple[Array, Array, Point]) -> tuple[Array, Array, Point]:
        low, high, at = state
        side = _balance(at, market, p)
        low = jnp.where(side.miss < 0, at.middle, low)
        high = jnp.where(side.miss < 0, high, at.middle)
        newton = at.middle - jnp.clip(side.miss / side.by_middle, -2, 2)
        # At the bend of a slump a step can lead to and fro: between both ends it is halved.
        inside = (newton >= low) & (newton <= high)
        return low, high, at._replace(middle=jnp.where(inside, newton, (low + high) / 2))

    def step(_: int, state: tuple[Array, Array, Point]) -> tuple[Array, Array, Point]:
        low, high, at = state
        ends = (at.middle - far, at.middle + far, at)
        at = lax.fori_loop(0, CLEARING_INNER, straighten, ends)[2]
        side, accounts = _balance(at, market, p), _accounts(at, market)
        along = side.by_tight / side.by_middle
        rise = accounts.by_tight - accounts.by_middle * along
        low = jnp.where(accounts.miss < 0, at.tight, low)
        high = jnp.where(accounts.miss < 0, high, at.tight)
        newton = at.tight - jnp.clip(accounts.miss / jnp.where(rise > 0, rise, 1), -2, 2)
        inside = (rise > 0) & (newton >= low) & (newton <= high)
        tight = jnp.where(inside, newton, (low + high) / 2)
        return low, high, Point(at.middle - along * (tight - at.tight), tight)

    first = Point(jnp.log(start) / 2, jnp.clip(market.expected, -far, far))
    found: Point = lax.fori_loop(0, CLEARING_STEPS, step, (-far, far, first))[2]
    return found


def _newton(at: Point, market: Market, p: Meeting) -> Point:
    """One Newton step on both conditions, with slopes that no gradient passes through."""
    side, accounts = _balance(at, market, p), _accounts(at, market)
    s, a = jax.tree.map(lax.stop_gradient, (side, accounts))
    det = s.by_middle * a.by_tight - s.by_tight * a.by_middle
    det = jnp.where(det == 0, 1, det)
    return Point(
        at.middle - (side.miss * a.by_tight - accounts.miss * s.by_tight) / det,
        at.tight - (accounts.miss * s.by_middle - side.miss * a.by_middle) / det,
    )


def meet(market: Market, start: Array, p: Meeting) -> Met:
    """Clear the market of every group.

    ``start`` is a first guess of vacancies times unemployed (last year's will do: they move along a hyperbola).
    """
    still = jax.tree.map(lax.stop_gradient, (market, start, p))
    at = lax.fori_loop(0, CLEARING_INNER, lambda _, at: _newton(at, still[0], still[2]), _solve(*still))
    at = _newton(jax.tree.map(lax.stop_gradient, at), market, p)
    vacancies, unemployed = _read(at)
    employed = market.labour - unemployed
    filled = hires(vacancies, unemployed, employed, market.rates.efficiency, p)
    missed = jnp.maximum(jnp.abs(_balance(at, market, p).miss), jnp.abs(_accounts(at, market).miss))
    return Met(vacancies, employed, unemployed, filled, missed)
