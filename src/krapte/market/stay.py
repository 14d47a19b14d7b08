"""How long migrants stay: the chance to leave by stream and years since arrival, falling with the year of arrival.

    leave[stream, years] = (early or middle) x exp(trend x years the cohort came before 2022), or late

``early`` holds in the first two years since arrival, ``middle`` in years three to five, ``late`` after, for all
cohorts. Of non-EU
labour migrants of 2012 44 % had left within two years, of 2022 19 % (ip_left2_noneu_lab_*): one chance for all cohorts
would be wrong, so labour streams have a ``trend`` by cohort (series left_by_cohort). Knowledge migrants leave more
often when the 30 % ruling ends (``ruling_peak``). Under the skilled-worker scheme ``card`` says who leaves.

Migrants are an "of which" of residents: this book moves no one by itself. People who die or retire leave it in the
class of ten or more years only (``attrition``); before, they are too few to follow.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.country.axes import STREAMS
from krapte.market import card

CARD = STREAMS.index("card")
KNOWLEDGE = STREAMS.index("knowledge")
LABOUR = CARD  # the streams before the scheme: EU labour and knowledge migrants


class Stay(NamedTuple):
    """Parameters by stream: ``early``, ``middle`` without the scheme, ``late`` of all, ``trend`` of labour."""

    early: Array
    middle: Array
    late: Array
    trend: Array
    ruling_peak: Array
    attrition: Array


class Year(NamedTuple):
    """What is known of one year (``krapte.country.streams.Years`` without its steps)."""

    arrivals: Array  # [stream] persons
    later: Array  # [1 + years] years the cohort came before 2022, first that of this year
    ruling: Array  # [years] 1 where the 30 % ruling ends
    ahead: Array  # 1 after the anchor year
    years_ahead: Array  # years since the anchor year


class Shapes(NamedTuple):
    """What does not change over time (``krapte.country.streams.Shapes``)."""

    past: Array
    bands: Array
    technical: Array
    other: Array
    diplomas: Array
    sexes: Array
    children: Array
    child_ages: Array
    ages: Array
    leaving: Array
    adults: Array
    joining: Array


def with_card(registered: Array, of_card: Array) -> Array:
    """Values of all streams ``[stream, ...]``: those without the scheme, and the scheme's in its place."""
    return jnp.concatenate([registered[:CARD], of_card[None], registered[CARD:]])


def growth(later: Array, p: Stay) -> Array:
    """How much more often earlier cohorts leave ``[stream, ...]``, as ``later`` has years; 1 without a trend."""
    trend = jnp.pad(p.trend, (0, len(STREAMS) - LABOUR))
    return jnp.exp(trend[:, None] * later[None, :])


def hazard(year: Year, bands: Array, p: Stay, scheme: card.Card) -> Array:
    """Chance to leave within the year ``[stream, years]``, by years since arrival on 1 January."""
    zero = jnp.zeros(())
    early, middle = with_card(p.early, zero)[:, None], with_card(p.middle, zero)[:, None]
    made = (early * bands[0] + middle * bands[1]) * growth(year.later[1:], p) + p.late[:, None] * bands[2]
    made = made.at[KNOWLEDGE].add(p.ruling_peak * year.ruling)
    made = made.at[CARD].set(card.hazard(scheme, p.late[CARD]))
    return jnp.clip(made, 0, 1)


def at_once(year: Year, p: Stay, scheme: card.Card) -> Array:
    """Share of the year's arrivals who have left again by 31 December ``[stream]``: half a year of the first chance."""
    first = with_card(p.early, scheme.exit) * growth(year.later[:1], p)[:, 0]
    return jnp.clip(first, 0, 1) / 2


def leave(present: Array, chance: Array) -> Array:
    """Departures ``[stream, years, place]`` of those present, persons."""
    return present * chance[:, :, None]


def next_year(present: Array, newcomers: Array, p: Stay) -> Array:
    """The book a year on: one more year since arrival, newcomers ``[stream, place]`` in the first class."""
    oldest = (present[:, -2:-1] + present[:, -1:]) - p.attrition * present[:, -1:]
    return jnp.concatenate([newcomers[:, None], present[:, :-2], oldest], axis=1)


def begin(first: Year, shapes: Shapes, p: Stay, scheme: card.Card) -> Array:
    """Those of earlier cohorts still here at the start ``[stream, years]``; ``first`` is the first year of the run.

    They all came ten years or more before 2022, so that one chance by years since arrival holds for every cohort.
    Who came ten years before the start or earlier counts as a resident like others.
    """
    before = first._replace(later=first.later[1:], ruling=jnp.zeros_like(first.ruling))
    stays = 1 - hazard(first._replace(ruling=before.ruling), shapes.bands, p, scheme)
    of_arrivals = (1 - at_once(before, p, scheme))[:, None]
    return shapes.past.T * jnp.cumprod(jnp.concatenate([of_arrivals, stays[:, :-1]], axis=1), axis=1)
