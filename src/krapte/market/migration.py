"""Migration: the net migration of the scenario, kept as it is, and what a measure or a reaction changes in it.

    booked = net migration of the scenario + (streams as they are - streams of the reference)

The past is the balance that closes CBS stocks and deaths, the future a scenario's total over the mean profile of
2015-2024; ``migration.position`` places a draw between the low and the high of its scenario. By age and sex it is
read as arrivals where positive and departures where negative. A share of the newcomers of working age works at once;
the others are outside the labour force and enter later like everyone else. Streams of migrants (``streams``) explain
part of the balance, the rest (returning Dutch, temporary protection, corrections) has no book. Only the difference
between the two books of streams comes on top, so without measure or reaction it is nought.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.country.axes import GROUPS, QUALS, STATES
from krapte.market import stay
from krapte.market.stay import Shapes
from krapte.market.streams import REFERENCE, Migration, Moved, Residents, difference, newcomers_work

UNEMPLOYED, OUTSIDE = STATES.index("unemployed"), STATES.index("outside")
LOW = QUALS.index("low")


def net(low: Array, high: Array, p: Migration) -> Array:
    """Net migration of the year by age on 31 December and sex, persons, from the ends of the scenario."""
    return low + p.position * (high - low)


class Booking(NamedTuple):
    """Persons to book: arrivals of working age as sums of ``left x right``, departures as shares of those present."""

    left: Array  # [source, state x qual]
    right: Array  # [source, age 15-74 x sex]
    young: Array  # [age 0-14, sex] arrivals
    old: Array  # [age 75-105, sex] arrivals
    leave_work: Array  # [state, age 15-74, sex] share that leaves
    leave_young: Array  # [age 0-14, sex]
    leave_old: Array  # [age 75-105, sex]


class Present(NamedTuple):
    """Residents at the moment of booking, who can leave."""

    work: Array  # [state, age 15-74, sex]
    young: Array  # [age 0-14, sex]
    old: Array  # [age 75-105, sex]


class Change(NamedTuple):
    """How the streams differ from the reference; persons, more where positive."""

    states: Array  # [stream, state] newcomers of working age, by state
    children: Array  # [stream] newcomers below 15
    stayed: Array  # [state] fewer departures of working age
    stayed_children: Array  # fewer departures below 15


def change(moved: Moved, shapes: Shapes, p: Migration) -> Change:
    """What a year did to the actual book beyond the reference.

    Of those not at work a stream has as many children among those who leave as among those who come.
    """
    newcomers = difference(moved.newcomers)
    children = jnp.sum(newcomers, axis=1) * shapes.children
    idle = 1 - stay.with_card(p.working, jnp.ones(())) * (1 - shapes.children)
    young = jnp.where(idle > 0, shapes.children / jnp.where(idle > 0, idle, 1), 0)
    left = difference(jnp.sum(moved.left, axis=2))
    left_children = left[:, -1] * young
    none = jnp.zeros_like(children)[:, None]

    def states(persons: Array, below: Array) -> Array:
        return jnp.concatenate([persons[:, :-1], none, persons[:, -1:] - below[:, None]], axis=1)

    return Change(
        states=states(newcomers, children),
        children=children,
        stayed=-jnp.sum(states(left, left_children), axis=0),
        stayed_children=-jnp.sum(left_children),
    )


def flows(
    total: Array, moved: Moved, here: Present, people: Residents, shapes: Shapes, p: Migration
) -> Booking:
    """What to book: the scenario's net migration ``total`` [age, sex], and what streams change on top of it.

    Fewer arrivals, or more departures, than in the reference leave the state they belong to with the ages of
    emigrants, never more than are there. Fewer departures are booked as arrivals in that state.
    """
    more = change(moved, shapes, p)
    ages = slice(len(here.young), len(total) - len(here.old))
    coming, everyone = (
        jnp.maximum(total, 0),
        jnp.concatenate([here.young, jnp.sum(here.work, axis=0), here.old]),
    )
    going = jnp.maximum(-total, 0) / jnp.where(everyone > 0, everyone, 1)
    left, right = _sources(coming[ages], more, here, people, shapes, p)
    children = jnp.sum(jnp.maximum(more.children, 0)[:, None, None] * shapes.child_ages, axis=0)
    children = children + jnp.maximum(more.stayed_children, 0) * here.young / jnp.sum(here.young)
    fewer = jnp.sum(jnp.maximum(-more.states, 0), axis=0) + jnp.maximum(-more.stayed, 0)
    fewer_children = jnp.sum(jnp.maximum(-more.children, 0)) + jnp.maximum(-more.stayed_children, 0)
    of_state = _share(fewer, jnp.sum(here.work * shapes.leaving[ages], axis=(1, 2)))
    of_young = _share(fewer_children, jnp.sum(here.young * shapes.leaving[: ages.start]))
    return Booking(
        left=left,
        right=right,
        young=coming[: ages.start] + children,
        old=coming[ages.stop :],
        leave_work=jnp.minimum(going[ages] + of_state[:, None, None] * shapes.leaving[ages], 1),
        leave_young=jnp.minimum(going[: ages.start] + of_young * shapes.leaving[: ages.start], 1),
        leave_old=jnp.minimum(going[ages.stop :], 1),
    )


def _share(leaving: Array, ready: Array) -> Array:
    """Persons leaving over those ready to, at most one."""
    return jnp.minimum(leaving / jnp.where(ready > 0, ready, 1), 1)


def _sources(
    coming: Array, more: Change, here: Present, people: Residents, shapes: Shapes, p: Migration
) -> tuple[Array, Array]:
    """Arrivals of working age as outer products ``[source, state x qual]``, ``[source, age x sex]``.

    Of the scenario: men at work, women at work, others, and both again below 20, who have no diploma yet. Of the
    streams: each by sex. And those who leave less than in the reference.
    """
    states, quals = people.diplomas.shape
    diplomas = people.diplomas.at[OUTSIDE].set(people.diplomas[UNEMPLOYED])  # newcomers are no pensioners
    at_work = coming * p.participation * shapes.joining[:, None]
    adults = shapes.adults[:, None]
    work = jnp.pad(newcomers_work(people.employed, p), ((0, states - len(GROUPS)), (0, 0)))
    either = jnp.pad(newcomers_work(jnp.sum(people.employed, axis=1), p), (0, states - len(GROUPS)))
    outside, low = jnp.eye(states)[OUTSIDE], jnp.eye(quals)[LOW]
    left = [work[:, :1] * diplomas, work[:, 1:] * diplomas, outside[:, None] * diplomas]
    left += [either[:, None] * low, outside[:, None] * low]
    men = jnp.arange(coming.shape[1]) == 0
    rest = coming - at_work
    right = [at_work * adults * men, at_work * adults * ~men, rest * adults]
    right += [at_work * (1 - adults), rest * (1 - adults)]
    own = shapes.diplomas + (1 - jnp.sum(shapes.diplomas, axis=2, keepdims=True)) * diplomas
    persons = jnp.maximum(more.states, 0)[:, :, None] * sexes(people, shapes)
    by_sex = jnp.swapaxes(persons, 1, 2)[..., None] * own[:, None]
    ready = jnp.sum(here.work[: len(GROUPS)], axis=0) * shapes.leaving[len(here.young) :][: len(adults)]
    left += [jnp.maximum(more.stayed, 0)[:, None] * diplomas]
    right += [ready / jnp.sum(ready)]
    factors = (jnp.stack(left).reshape(len(left), -1), jnp.stack(right).reshape(len(right), -1))
    streams = (by_sex.reshape(-1, states * quals), shapes.ages.reshape(-1, coming.size))
    return jnp.concatenate([factors[0], streams[0]]), jnp.concatenate([factors[1], streams[1]])


def sexes(people: Residents, shapes: Shapes) -> Array:
    """Men and women among newcomers of a stream in a state ``[stream, state, sex]``, shares.

    The sexes of the stream, and in a group of work those of its residents: few women come to construction.
    """
    often = people.employed / jnp.sum(people.employed, axis=0)
    often = jnp.concatenate([often, jnp.ones((people.diplomas.shape[0] - len(often), often.shape[1]))])
    made = shapes.sexes[:, None, :] * often
    return made / jnp.sum(made, axis=2, keepdims=True)


def arrivals(booking: Booking, here: Present, quals: int) -> Array:
    """Arrivals of working age ``[state, qual, age, sex]``, persons: one product for all sources."""
    states, ages, sex = here.work.shape
    return (booking.left.T @ booking.right).reshape(states, quals, ages, sex)


def unexplained(total: Array, moved: Moved) -> Array:
    """Net migration of the scenario that no stream of the reference explains, persons."""
    reference = jnp.sum(moved.newcomers[REFERENCE]) - jnp.sum(moved.left[REFERENCE])
    return jnp.sum(total) - reference
