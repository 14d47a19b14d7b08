"""Migrants by stream: who comes, where they start to work, and two books of who is here.

    EU labour = level x exp(eu_response x change of perceived tightness + eu_trend x years ahead) x eu_recruitment
    knowledge migrants = level x knowledge_rules x (1 - ruling_drop (1 - ruling_kept)) ^ ruling_elasticity
    skilled-worker scheme = min(quota, applications)

Streams are EU labour, knowledge, the skilled-worker scheme, asylum, study and family; ``country.streams`` has their
arrivals of the past, with figures, and their level after it. Migrants are an "of which" of residents, by years since
arrival and by the place they came to: a group, or not at work. Two books run side by side: the reference has the
draw's own parameters and no reaction to tightness, the other the year's parameters. ``migration`` books their
difference. Where somebody works later is not followed: place is that of arrival.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

from krapte.country.axes import GROUPS, STREAMS, TECHNIEK
from krapte.market import card, stay
from krapte.market.stay import CARD, KNOWLEDGE, LABOUR, Shapes, Stay, Year

EU_LABOUR = STREAMS.index("eu_labour")
ICT = GROUPS.index("ict")
REFERENCE, ACTUAL = 0, 1  # the two books


class Migration(NamedTuple):
    """Parameters; ``level``, ``working`` by stream without the scheme, ``technical``, ``ict`` by labour stream."""

    position: Array
    participation: Array
    techniek_share: Array
    level: Array
    working: Array
    technical: Array
    ict: Array
    eu_response: Array
    eu_trend: Array
    eu_recruitment: Array
    knowledge_rules: Array
    ruling_kept: Array
    ruling_drop: Array
    ruling_elasticity: Array


class Rules(NamedTuple):
    """All parameters that streams hang on."""

    migration: Migration
    stay: Stay
    card: card.Card


class Residents(NamedTuple):
    """How residents of the anchor work, which newcomers follow where nothing better is known."""

    employed: Array  # [group, sex] shares of all employed
    diplomas: Array  # [state, qual] shares of those in a state


class Migrants(NamedTuple):
    """Who of the residents came by which stream; the last place is not at work (seeking, outside, children)."""

    present: (
        Array  # [book, stream, years since arrival, place] persons on 1 January; books: reference, actual
    )


class Moved(NamedTuple):
    """What a year did to both books; persons."""

    came: Array  # [book, stream] arrivals
    at_once: Array  # [book, stream] of whom left again within the year of arrival
    newcomers: Array  # [book, stream, place] of whom present on 31 December
    left: Array  # [book, stream, years, place] departures of those present on 1 January


def residents(work: Array) -> Residents:
    """How residents work, from the stock of work ``[state, qual, age, sex]`` of the anchor."""
    employed, by_qual = jnp.sum(work[: len(GROUPS)], axis=(1, 2)), jnp.sum(work, axis=(-2, -1))
    everyone = jnp.sum(by_qual, axis=1, keepdims=True)
    return Residents(employed / jnp.sum(employed), by_qual / jnp.where(everyone > 0, everyone, 1))


def newcomers_work(employed: Array, p: Migration) -> Array:
    """Where newcomers of no known trade work ``[group, ...]``: as residents (persons by group), techniek rescaled."""
    technical = jnp.arange(len(GROUPS)) < len(TECHNIEK)
    technical = technical.reshape(-1, *([1] * (employed.ndim - 1)))
    of_techniek = jnp.sum(jnp.where(technical, employed, 0))
    everyone, own = jnp.sum(employed), jnp.sum(employed, axis=0)
    inside = jnp.where(technical, employed, 0) / own * (p.techniek_share * everyone / of_techniek)
    inside = inside / jnp.maximum(jnp.sum(inside, axis=0), 1)
    outside = jnp.where(technical, 0, employed)
    return inside + outside / jnp.sum(outside, axis=0) * (1 - jnp.sum(inside, axis=0))


def work_of_streams(rules: Rules, people: Residents, shapes: Shapes) -> Array:
    """Where those at work on arrival work ``[stream, group]``, shares."""
    p = rules.migration
    common = newcomers_work(jnp.sum(people.employed, axis=1), p)
    inside, ict = p.technical[:, None], p.ict[:, None]
    at_ict = jnp.arange(len(GROUPS)) == ICT
    labour = inside * shapes.technical[:LABOUR] + ict * at_ict + (1 - inside - ict) * shapes.other[:LABOUR]
    return jnp.concatenate(
        [labour, card.groups(rules.card)[None], jnp.tile(common, (len(STREAMS) - LABOUR - 1, 1))]
    )


def place(rules: Rules, people: Residents, shapes: Shapes) -> Array:
    """Where arrivals of each stream are found ``[stream, place]``: groups, and not at work; shares."""
    working = stay.with_card(rules.migration.working, jnp.ones(())) * (1 - shapes.children)
    at_work = working[:, None] * work_of_streams(rules, people, shapes)
    return jnp.concatenate([at_work, (1 - working)[:, None]], axis=1)


def arrive(year: Year, tightness: Array, rules: Rules, shapes: Shapes) -> Array:
    """Arrivals of the year by stream ``[stream]``, persons; ``tightness`` is its perceived change since the anchor."""
    p, labour = rules.migration, jnp.zeros(len(STREAMS))
    inside, ict = p.technical[EU_LABOUR], p.ict[EU_LABOUR]
    weights = inside * shapes.technical[EU_LABOUR] + (1 - inside - ict) * shapes.other[EU_LABOUR]
    felt = jnp.sum(weights * tightness) + ict * tightness[ICT]
    response = jnp.exp((p.eu_response * felt + p.eu_trend * year.years_ahead) * year.ahead)
    change = labour.at[EU_LABOUR].set(response * p.eu_recruitment).at[KNOWLEDGE].set(knowledge(p))
    change = change.at[CARD + 1 :].set(1)
    level = stay.with_card(1 + (p.level - 1) * year.ahead, jnp.zeros(()))
    return (year.arrivals * level * change).at[CARD].set(card.arrivals(rules.card))


def knowledge(p: Migration) -> Array:
    """Arrivals of knowledge migrants against now: what rules let in, and who comes for the net pay that is left."""
    net_pay = 1 - p.ruling_drop * (1 - p.ruling_kept)
    return p.knowledge_rules * net_pay**p.ruling_elasticity


def begin(first: Year, shapes: Shapes, people: Residents, rules: Rules) -> Migrants:
    """Both books at the start: the same people; ``rules`` are the draw's own."""
    here = stay.begin(first, shapes, rules.stay, rules.card)
    one = here[:, :, None] * place(rules, people, shapes)[:, None, :]
    return Migrants(jnp.stack([one, one]))


def step(
    migrants: Migrants,
    year: Year,
    perceived: Array,
    rules: tuple[Rules, Rules],
    people: Residents,
    shapes: Shapes,
) -> tuple[Migrants, Moved]:
    """A year of both books; ``rules`` are those of the reference and of the year.

    ``perceived`` [group] is the change of perceived log tightness since the anchor; the reference feels none.
    """
    both: Rules = jax.tree.map(lambda *values: jnp.stack(values), *rules)
    tightness = jnp.stack([jnp.zeros_like(perceived), perceived])

    def one(present: Array, felt: Array, own: Rules) -> tuple[Array, Moved]:
        came = arrive(year, felt, own, shapes)
        at_once = came * stay.at_once(year, own.stay, own.card)
        newcomers = (came - at_once)[:, None] * place(own, people, shapes)
        left = stay.leave(present, stay.hazard(year, shapes.bands, own.stay, own.card))
        return stay.next_year(present - left, newcomers, own.stay), Moved(came, at_once, newcomers, left)

    present, moved = jax.vmap(one)(migrants.present, tightness, both)
    return Migrants(present), moved


def present(migrants: Migrants) -> Array:
    """Migrants in the country by stream ``[stream]``, persons."""
    return jnp.sum(migrants.present[ACTUAL], axis=(1, 2))


def technicians(migrants: Migrants) -> Array:
    """Of whom came to technical work, by stream ``[stream]``."""
    return jnp.sum(migrants.present[ACTUAL, :, :, : len(TECHNIEK)], axis=(1, 2))


def extra(migrants: Migrants) -> Array:
    """Migrants beyond those of the reference, by stream ``[stream]``."""
    return jnp.sum(difference(migrants.present), axis=(1, 2))


def difference(books: Array) -> Array:
    """The actual book less the reference, nought to the last bit where they are the same."""
    reference, actual = books[REFERENCE], books[ACTUAL]
    return jnp.where(actual == reference, 0, actual - reference)
