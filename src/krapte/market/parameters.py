"""The parameters of each mechanism as small records, filled from one vector.

``record + "." + field`` is the id in the parameter table; a field by group (or level, programme, ...) holds one slot
per place. A record stands in the file of its mechanism. A test compares the fields with the table: a parameter
that no code reads, or a field that is not in the table, fails it.
"""

from __future__ import annotations

import typing
from collections.abc import Sequence
from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.market.card import Card
from krapte.market.demand_records import Adopting, Demand, Tasks
from krapte.market.education import Education
from krapte.market.funding import Funding
from krapte.market.guidance import Guidance
from krapte.market.lateral import Lateral
from krapte.market.meeting import Meeting
from krapte.market.nonresident import Nonresident
from krapte.market.participation import Participation
from krapte.market.population import Population
from krapte.market.published import Published
from krapte.market.readings import Readings
from krapte.market.retirement import Retirement
from krapte.market.school import SchoolParameters
from krapte.market.stay import Stay
from krapte.market.streams import Migration
from krapte.market.switching import Switching
from krapte.market.teachers import Teachers


class Parameters(NamedTuple):
    """All parameters of one draw in one year."""

    population: Population
    migration: Migration
    stay: Stay
    card: Card
    nonresident: Nonresident
    retirement: Retirement
    participation: Participation
    school: SchoolParameters
    funding: Funding
    teachers: Teachers
    education: Education
    switching: Switching
    lateral: Lateral
    guidance: Guidance
    demand: Demand
    tasks: Tasks
    adoption: Adopting
    meeting: Meeting
    published: Published
    readings: Readings


def fields() -> dict[str, type]:
    """Every id the code reads (``meeting.form``), with the record that holds it."""
    hints = typing.get_type_hints(Parameters)
    return {f"{name}.{field}": record for name, record in hints.items() for field in record._fields}


def unpack(vector: Array, slots: Sequence[str]) -> Parameters:
    """The records of one vector of parameters; ``slots`` names its places (``demand.drift[rest]``).

    The slots of one id stand together: a field is a slice of the vector.
    """
    places: dict[str, list[int]] = {}
    for place, slot in enumerate(slots):
        places.setdefault(slot.split("[")[0], []).append(place)
    hints = typing.get_type_hints(Parameters)

    def value(key: str) -> Array:
        at = places[key]
        if len(at) == 1:
            return vector[at[0]]
        if at != list(range(at[0], at[-1] + 1)):
            return jnp.stack([vector[i] for i in at])
        return vector[at[0] : at[-1] + 1]

    records = {
        name: record(**{field: value(f"{name}.{field}") for field in record._fields})
        for name, record in hints.items()
    }
    return Parameters(**records)
