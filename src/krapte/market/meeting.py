"""Meeting: vacancies and searchers meet, and one number of open vacancies clears each group's market.

    D(V / U) = N + V    desired jobs = employed + open vacancies; fewer are wanted as it gets tighter
    L = N + U    attached labour = employed + unemployed
    S = U + phi N                     searchers, some of them in a job
    H = A S^a V^(1 - a)               hires, constant returns

Two balances hold on the Dutch data of 2013-2023 and cannot be told apart; a draw takes one (``meeting.form``):

    churn    H U / S = d N + b dN            hires of the unemployed replace separations and part of growth
    reduced  H = (s0 + s1 V / U) N + dN      separations rise with tightness, since job moves make vacancies

Reactions of employers belong inside the year: with a lag of a year, groups with few hires swing and then explode.
``clearing`` finds the vacancies and unemployed that meet both.

Vacancies are for employees: the self-employed (``meeting.self_employed`` of a group's workers) neither search, nor
are separated, nor fill a vacancy when their number grows.

A, d and s0 are not drawn: given a, phi, b and s1 they close the published hires and balances of 2013-2023 on
average (``close``), because A, a and phi cannot be told apart: drawn freely they would contradict the published
number of vacancies filled. How vacancies are shared over groups is itself an estimate; so the efficiency of a group
is drawn towards that of all (``meeting.pooling``), and what the anchor year then leaves open fades.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array


class Meeting(NamedTuple):
    """How vacancies and searchers meet; ``self_employed`` by group."""

    form: Array
    search_elasticity: Array
    on_the_job: Array
    growth_share: Array
    churn_slope: Array
    pooling: Array
    self_employed: Array
    efficiency_drift: Array
    gap_fade: Array


class Rates(NamedTuple):
    """What closes the published balances, by group."""

    efficiency: Array  # A, per year
    separations: Array  # d, per year: employees who become unemployed
    churn_floor: Array  # s0, per year: hires per employee without tightness
    churn_slope: Array  # s1, per year: extra hires per employee and unit of tightness


class Closed(NamedTuple):
    """The rates closed on history, and what is left open in the anchor year."""

    rates: Rates
    gap: Array  # log of the efficiency that clears the anchor year as published, over that of history, by group


class Market(NamedTuple):
    """One year's market by group, before it is cleared."""

    jobs: Array  # D at the expected tightness, persons
    labour: Array  # L, persons
    previous: Array  # N of last year, persons
    rates: Rates
    expected: Array  # log tightness at which employers want ``jobs``
    give: Array  # how much fewer they want per unit of log tightness beyond it, elasticity
    give_up: Array  # how much fewer still where it is tighter than ``limit``, elasticity
    limit: Array  # log tightness beyond which work is given up


def as_given(jobs: Array, labour: Array, previous: Array, rates: Rates) -> Market:
    """A market in which employers want the same jobs however tight it is, as where they are published."""
    none = jnp.zeros_like(jobs)
    return Market(jobs, labour, previous, rates, expected=none, give=none, give_up=none, limit=none)


class Met(NamedTuple):
    """The cleared market by group."""

    vacancies: Array
    employed: Array
    unemployed: Array
    filled: Array  # hires, per year
    residual: Array  # the larger of what both conditions miss, in logs


def searching(unemployed: Array, employed: Array, p: Meeting) -> Array:
    """Searchers: the unemployed, and employees who look for another job."""
    return unemployed + p.on_the_job * (1 - p.self_employed) * employed


def hires(
    vacancies: Array, unemployed: Array, employed: Array, efficiency: Array | float, p: Meeting
) -> Array:
    """Vacancies filled in a year, H = A S^a V^(1-a)."""
    searchers = searching(unemployed, employed, p)
    return efficiency * searchers**p.search_elasticity * vacancies ** (1 - p.search_elasticity)


class Form(NamedTuple):
    """Both forms of the balance as one, by group: filled (U / S)^through = (floor + slope V / U) b N + b dN."""

    through: Array  # 1 where only hires of the unemployed count, else 0
    growth: Array  # b
    floor: Array  # hires per employee without growth or tightness, over b
    slope: Array  # extra hires per employee and unit of tightness


def form_of(rates: Rates, p: Meeting) -> Form:
    """The draw's form of the balance."""
    reduced = p.form > 0
    growth = jnp.where(reduced, 1, p.growth_share)
    return Form(
        through=jnp.where(reduced, 0.0, 1),
        growth=growth,
        floor=jnp.where(reduced, rates.churn_floor, rates.separations) / growth,
        slope=jnp.where(reduced, rates.churn_slope, 0),
    )


def grown(employees: Array, previous: Array, floor: Array) -> tuple[Array, Array]:
    """Growth of employees, persons a year, and its slope by employees; cut off where it would take half the floor.

    Hires cannot be negative: in a deep slump growth ends smoothly at half of the replacement.
    """
    # The cut-off, half of the floor, is two widths of the bend.
    wide = floor / 2 / 2
    bend = (employees - previous) / (wide * employees)
    kept = jax.nn.softplus(bend + 2) - 2
    return wide * employees * kept, wide * (kept - bend * jax.nn.sigmoid(bend + 2)) + jax.nn.sigmoid(bend + 2)


def sides(vacancies: Array, unemployed: Array, market: Market, p: Meeting) -> tuple[Array, Array]:
    """Both sides of the balance of the draw's form, persons a year: hires that fill jobs, and what asks for them."""
    employed, form, own = market.labour - unemployed, form_of(market.rates, p), 1 - p.self_employed
    filled = hires(vacancies, unemployed, employed, market.rates.efficiency, p)
    among = (unemployed / searching(unemployed, employed, p)) ** form.through
    growth, _ = grown(own * employed, own * market.previous, form.floor)
    moves = form.growth * form.floor + form.slope * vacancies / unemployed
    return filled * among, moves * own * employed + form.growth * growth


def balance(vacancies: Array, unemployed: Array, market: Market, p: Meeting) -> Array:
    """What the balance misses, persons a year; zero when cleared."""
    given, asked = sides(vacancies, unemployed, market, p)
    return given - asked


def wanted(market: Market, log_tight: Array) -> tuple[Array, Array]:
    """Jobs that employers want at a log tightness, persons, and how much fewer per unit of it, elasticity."""
    above, expected = (jnp.maximum(t - market.limit, 0) for t in (log_tight, market.expected))
    fewer = market.give * (log_tight - market.expected) + market.give_up * (above - expected)
    return market.jobs * jnp.exp(-fewer), market.give + market.give_up * (above > 0)


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
    employees = (1 - p.self_employed) * seen.employed
    growth = (1 - p.self_employed) * (seen.employed - seen.previous)
    through = mean(seen.filled * seen.unemployed / searching(seen.unemployed, seen.employed, p))
    replaced = through - p.growth_share * mean(growth)
    slope = churn_slopes(seen, p)
    moved = seen.filled - slope * seen.vacancies / seen.unemployed * employees - growth
    own = mean(jnp.log(seen.filled / unit))
    workers = mean(employees)
    pooled = jnp.sum(own * workers) / jnp.sum(workers)
    return Rates(
        efficiency=jnp.exp(own + p.pooling * (pooled - own)),
        # Where nearly all hires are job moves, growth would leave nothing to replace: half of the hires stay.
        separations=jnp.maximum(replaced, through / 2) / workers,
        # Or an eighth, where moves that follow tightness are apart; without a floor a market could not clear.
        churn_floor=jnp.maximum(mean(moved), mean(seen.filled) / 2 / 2 / 2) / workers,
        churn_slope=slope,
    )


def churn_slopes(seen: Published, p: Meeting) -> Array:
    """Extra job moves per unit of tightness by group: a group's usual moves rise as those of all do.

    ``meeting.churn_slope`` is that of the whole economy; a group whose hires per worker are twice as many, or whose
    usual tightness is half of the mean, has twice the slope.
    """
    filled, employed = jnp.sum(seen.filled, axis=0), jnp.sum(seen.employed, axis=0)
    vacancies, unemployed = jnp.sum(seen.vacancies, axis=0), jnp.sum(seen.unemployed, axis=0)
    pace = filled / employed / (jnp.sum(filled) / jnp.sum(employed))
    tight = vacancies / unemployed / (jnp.sum(vacancies) / jnp.sum(unemployed))
    return p.churn_slope * pace / tight


def gap(rates: Rates, seen: Market, vacancies: Array, p: Meeting) -> Array:
    """Log efficiency that clears one published year exactly, over the efficiency of history; by group."""
    employed = seen.jobs - vacancies
    unemployed = seen.labour - employed
    unit = seen._replace(rates=rates._replace(efficiency=jnp.ones_like(rates.efficiency)))
    share = jnp.where(p.form > 0, 1, unemployed / searching(unemployed, employed, p))
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
