"""What tests share: the country, central parameters, and runs through the one compiled program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country import inputs, parameters, scenarios
from krapte.country.axes import STEPS
from krapte.engine import cohort
from krapte.market import start
from krapte.market.parameters import Parameters, unpack
from krapte.market.records import Outcome
from krapte.measures import effects

SLOTS = parameters.slots()


@pytest.fixture(scope="session")
def world() -> cohort.World:
    return cohort.world(inputs.load(scenarios.load("moderate")))


@pytest.fixture(scope="session")
def free_world() -> cohort.World:
    """The run from 2013 that never touches the published stocks of 2024."""
    return cohort.world(inputs.load(scenarios.load("moderate"), anchored=False))


@pytest.fixture
def vector() -> Callable[..., np.ndarray]:
    """Central parameters, with some of them set: ``vector({"meeting.form": 1})``."""

    def make(changes: dict[str, float] | None = None) -> np.ndarray:
        made = parameters.central()
        for slot, value in (changes or {}).items():
            made[SLOTS.index(slot)] = value
        return made

    return make


@pytest.fixture
def central(vector) -> Parameters:
    return unpack(jnp.asarray(vector({"meeting.form": 0})), SLOTS)


@pytest.fixture
def run(world, vector) -> Callable[..., Outcome]:
    """One draw through all years: ``run({"slot": value}, add={"card.quota": {2030: 1000}})``; ``[step, ...]``."""

    def make(
        changes: dict[str, float] | None = None, add: dict[str, dict[int, float]] | None = None
    ) -> Outcome:
        one = vector({"meeting.form": 0} | (changes or {}))[None]
        table = moved(add or {}, 1)
        draws = cohort.draws_of(one, np.zeros((1, len(STEPS))), table)
        outcome = cohort.run(draws, world, 1)
        return Outcome(*(leaf[0] for leaf in outcome))

    return make


def moved(add: dict[str, dict[int, float]], draws: int) -> Any:
    """A table of effects that adds amounts to parameters in single years, as measures without a file."""
    table = effects.none(SLOTS, STEPS, draws)
    dose, amount = np.array(table.dose), np.array(table.add)
    for place, (slot, years) in enumerate(add.items()):
        amount[:, place, SLOTS.index(slot)] = 1
        for year, value in years.items():
            dose[:, STEPS.index(year), place] = value
    return table._replace(dose=dose, add=amount)


@pytest.fixture
def begun(world, central) -> tuple[Any, Any]:
    """The setting and the first state of a central run."""
    fixed = start.setting(world.anchor, world.history, world.profiles, world.free_years, central)
    return fixed, start.state(world.first, fixed, central, world.card)
