"""The parameters of each mechanism as small records, filled from one vector.

``record + "." + field`` is the id in the parameter table; a field by group (or level) holds one slot per group.
A test compares the fields with the table: a parameter that no code reads, or a field that is not in the table,
fails it.
"""

from __future__ import annotations

import typing
from collections.abc import Sequence
from typing import NamedTuple

import jax.numpy as jnp
from jax import Array


class Population(NamedTuple):
    """Births, deaths."""

    fertility: Array
    worker_mortality: Array


class Migration(NamedTuple):
    """Arrivals and departures other than under the skilled-worker scheme."""

    position: Array
    participation: Array
    techniek_share: Array


class Retirement(NamedTuple):
    """Leaving work around the state-pension age."""

    pace: Array
    techniek: Array
    follow: Array
    pension_age_shift: Array


class Participation(NamedTuple):
    """Entering and leaving the labour force before the pension years."""

    entry: Array
    exit: Array
    techniek_share: Array


class Education(NamedTuple):
    """Technical graduates; by level (mbo, hbo, wo)."""

    diplomas: Array
    placement: Array


class Switching(NamedTuple):
    """Changing occupation between techniek and the rest."""

    gross: Array
    net: Array
    seekers: Array
    response: Array
    memory: Array


class Demand(NamedTuple):
    """The jobs employers want; some by group."""

    output_growth: Array
    population: Array
    output_share: Array
    productivity: Array
    cycle_size: Array
    cycle_persistence: Array
    adjustment: Array
    wage_curve: Array
    stabilisation: Array
    release: Array
    rebound: Array
    wage_elasticity: Array
    neutral: Array
    drift: Array
    drift_size: Array


class Tasks(NamedTuple):
    """The work packages of the societal tasks."""

    realised: Array
    labour: Array
    techniek_share: Array


class Meeting(NamedTuple):
    """How vacancies and searchers meet; some by group."""

    form: Array
    search_elasticity: Array
    on_the_job: Array
    growth_share: Array
    churn_slope: Array
    efficiency_drift: Array
    gap_fade: Array


class Card(NamedTuple):
    """The skilled-worker scheme ('oranje kaart')."""

    quota: Array
    applications: Array
    exit: Array
    return_share: Array


class Published(NamedTuple):
    """How published totals are shared out where no split is published."""

    unemployed_techniek: Array
    vacancies_techniek: Array
    filled_techniek: Array
    survey_shift: Array


class Readings(NamedTuple):
    """How outcomes are read; no mechanism sees these."""

    frictional_days: Array
    fte_per_person: Array
    uwv_ratio: Array


class Parameters(NamedTuple):
    """All parameters of one draw in one year."""

    population: Population
    migration: Migration
    retirement: Retirement
    participation: Participation
    education: Education
    switching: Switching
    demand: Demand
    tasks: Tasks
    meeting: Meeting
    card: Card
    published: Published
    readings: Readings


def fields() -> dict[str, type]:
    """Every id the code reads (``meeting.form``), with the record that holds it."""
    hints = typing.get_type_hints(Parameters)
    return {f"{name}.{field}": record for name, record in hints.items() for field in record._fields}


def unpack(vector: Array, slots: Sequence[str]) -> Parameters:
    """The records of one vector of parameters; ``slots`` names its places (``demand.drift[rest]``)."""
    places: dict[str, list[int]] = {}
    for place, slot in enumerate(slots):
        places.setdefault(slot.split("[")[0], []).append(place)
    hints = typing.get_type_hints(Parameters)

    def value(key: str) -> Array:
        at = places[key]
        return vector[at[0]] if len(at) == 1 else jnp.stack([vector[i] for i in at])

    records = {
        name: record(**{field: value(f"{name}.{field}") for field in record._fields})
        for name, record in hints.items()
    }
    return Parameters(**records)
