"""Guided paths: people at a distance from the labour market who come to lasting work with a coach and a firm.

    come to work = paths x effect, of whom ``technical`` x room to the technical groups, the rest to other work
    leave        = ``exit`` a year in all; what the ordinary chances of their ages leave of it is a flow of its own
    jobs wanted  + guided at work x (1 - output x hours / hours of a usual worker of the group)

``effect`` is on balance: those who would have found work anyway are off already. Most stood outside the labour force,
some were unemployed. Room is the share of learners at work for whom there are teachers and trainers (``teachers``), a
limit that paid places and extra pupils draw on too. Without a measure there are no paths: the banenafspraak as it is
stands in the trend. Who is guided is no state of its own: people stand where others stand, and how many of a group
were guided is remembered beside it. They change occupation no more than the group counts without them.

No share of them is said to displace others: they take vacancies, employers want somewhat more persons for the same
work, and the market clears. For each of people like other workers 0.5 to 0.6 of a person becomes unemployed where it
is slack, 0.3 at the tightness of today, 0.1 to 0.2 where it is tighter; for each guided person, for whom more are
wanted, 0.05 to 0.2. Literature has 0.2 (0.05 to 0.5), less where it is tighter (eei_i1_p_disp): used nowhere.
Figures: eei_i1_p_effect, eei_i1_p_tech, eei_i1_p_output, eei_i1_p_hours, eei_i1_p_exit.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.country.axes import GROUPS, STATES
from krapte.market import lateral, participation
from krapte.market.account import OUTSIDE, UNEMPLOYED, Ledger
from krapte.market.records import Profiles


class Guidance(NamedTuple):
    """Record ``guidance`` of the parameter table."""

    paths: Array  # started in a year, persons
    effect: Array  # people in lasting work who otherwise were not, per path
    from_unemployed: Array  # of them, share who were unemployed; the others stood outside
    technical: Array  # of them, share who come to technical work where there is room
    placed: Array  # learners at work in a technical firm per path, over a whole year
    exit: Array  # share who leave work in a year
    output: Array  # per hour, against a usual worker
    hours: Array  # full-time jobs per person


class Guided(NamedTuple):
    """Who comes and goes by guided paths in a year."""

    chances: dict[str, Array]  # of the flows ``guided`` and ``guided_exit`` [state, age, sex]
    technical: Array  # share of those who come that comes to techniek
    usual: Array  # share of workers of their ages who stop by ordinary chances [group]


def learners(p: Guidance) -> Array:
    """People on a path who learn in a technical firm, persons over a whole year."""
    return p.paths * p.placed


def split(room: Array, p: Guidance) -> tuple[Array, Array]:
    """People who come to work in the year, and the share of them in techniek."""
    technical = p.technical * room
    found = technical + 1 - p.technical
    return p.paths * p.effect * found, technical / found


def join_chance(here: Array, coming: Array, profiles: Profiles, p: Guidance) -> Array:
    """Chance of those without work to be one of ``coming``, by where they stand ``[state, age, sex]``."""
    able = jnp.sum(here * profiles.learners[:, None], axis=(1, 2))
    persons = jnp.zeros(len(STATES)).at[UNEMPLOYED].set(coming * p.from_unemployed)
    persons = persons.at[OUTSIDE].set(coming * (1 - p.from_unemployed))
    return _chance(persons / able, profiles)


def ordinary(here: Array, chances: list[Array], profiles: Profiles) -> Array:
    """Share of workers of their ages who stop in the year by the ordinary ``chances [state, age, sex]``, by group."""
    stay = jnp.ones_like(here)
    for chance in chances:
        stay = stay * (1 - chance)
    able = here * profiles.learners[:, None]
    return 1 - (jnp.sum(able * stay, axis=(1, 2)) / jnp.sum(able, axis=(1, 2)))[: len(GROUPS)]


def exit_chance(here: Array, guided: Array, usual: Array, profiles: Profiles, p: Guidance) -> Array:
    """Chance of workers ``[state, age, sex]`` to stop as guided people do beyond the ``usual [group]``; never below 0.

    Of the ``guided [group]`` the ordinary chances take their share of who is left, so that ``exit`` leave in all.
    """
    beyond = jnp.maximum(p.exit - usual, 0) / (1 - usual)
    able = jnp.sum(here * profiles.learners[:, None], axis=(1, 2))[: len(GROUPS)]
    return _chance(jnp.pad(guided * beyond / able, (0, len(STATES) - len(GROUPS))), profiles)


def of_year(
    here: Array, guided: Array, room: Array, others: dict[str, Array], profiles: Profiles, p: Guidance
) -> Guided:
    """The guided of a year: people ``here [state, age, sex]``, ``guided`` at work, ordinary chances of ``others``."""
    coming, technical = split(room, p)
    usual = ordinary(here, list(others.values()), profiles)
    chances = {
        "guided": join_chance(here, coming, profiles, p),
        "guided_exit": exit_chance(here, guided, usual, profiles, p),
    }
    return Guided(chances, technical, usual)


def _chance(by_state: Array, profiles: Profiles) -> Array:
    """The chance ``[state, age, sex]`` of people of the ages of learners."""
    return jnp.minimum(by_state[:, None, None] * profiles.learners[:, None], 1)


def towards(technical: Array, vacancies: Array, profiles: Profiles) -> Array:
    """Where they come to work ``[group, qual, sex]``: techniek as it has vacancies, or other work of their diploma."""
    inside = lateral.towards(vacancies, profiles.entrants)
    others = participation.within(profiles.entrants, jnp.zeros(profiles.entrants.shape[1:]))
    return technical * inside + (1 - technical) * others


def remember(books: Ledger, guided: Array, usual: Array) -> Array:
    """Guided people at work a year on ``[group]``: less who left or stopped as others do, and who came."""
    groups = slice(0, len(GROUPS))
    left, came = books.lost["guided_exit"][groups], books.gained["guided"][groups]
    return (guided - left) * (1 - usual) + came


def worth(p: Guidance, fte_per_person: Array) -> Array:
    """What a guided person does of a usual worker's work ``[group]``."""
    return p.output * p.hours / fte_per_person


def asked(guided: Array, p: Guidance, fte_per_person: Array) -> Array:
    """Jobs wanted on top for the work that ``guided`` people do not do, persons ``[group]``."""
    return guided * (1 - worth(p, fte_per_person))
