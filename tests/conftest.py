"""What tests share: the country, central parameters, and runs through the one compiled program."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country import inputs, parameters, scenarios
from krapte.country.axes import STEPS
from krapte.engine import cohort
from krapte.engine.gate import float64
from krapte.market import start
from krapte.market import year as market_year
from krapte.market.parameters import Parameters, unpack
from krapte.market.state import Outcome
from tests_support import SLOTS, moved

os.environ["KRAPTE_STORE"] = "off"  # what a test computes it computes itself, and leaves nothing behind

Cases = list[tuple[dict[str, float], dict[str, dict[int, float]]]]

# With an empty cache the first file compiles the program that most others need; meanwhile a second process does what
# needs no program, and finds it ready when it comes to the rest.
COMPILES = "agenda/test_agenda_calendar.py"
PLAIN = ("country", "figures", "measures", "words", "test_house.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent

    def turn(item: pytest.Item) -> int:
        path = item.path.relative_to(here)
        return 0 if path.as_posix() == COMPILES else 1 if path.parts[0] in PLAIN else 2

    items.sort(key=turn)


@pytest.fixture(scope="session")
def world() -> cohort.World:
    cohort.program()  # the cache of compiled programs is set before anything is compiled
    return cohort.world(inputs.load(scenarios.load("moderate")))


@pytest.fixture(scope="session")
def free_world() -> cohort.World:
    """The run from 2013 that never touches the published stocks of 2024."""
    return cohort.world(inputs.load(scenarios.load("moderate"), anchored=False))


@pytest.fixture(scope="session")
def vector() -> Callable[..., np.ndarray]:
    """Central parameters, with some of them set: ``vector({"meeting.form": 1})``."""

    def make(changes: dict[str, float] | None = None) -> np.ndarray:
        made = parameters.central()
        for slot, value in (changes or {}).items():
            made[SLOTS.index(slot)] = value
        return made

    return make


@pytest.fixture(scope="session")
def central(vector) -> Parameters:
    return unpack(jnp.asarray(vector({"meeting.form": 0})), SLOTS)


@pytest.fixture(scope="session")
def runs(world, vector) -> Callable[..., list[Outcome]]:
    """Many cases of ``(set, add)`` at once, as ``run``: a batch of eight costs as much as one draw."""
    known: dict[str, Outcome] = {}

    def make(cases: Cases, country: cohort.World | None = None) -> list[Outcome]:
        where = "" if country is None else f"{id(country)}"
        keys = [f"{where} {case!r}" for case in cases]
        todo = {key: case for key, case in zip(keys, cases, strict=True) if key not in known}
        if todo:
            drawn = np.stack([vector({"meeting.form": 0} | changes) for changes, _ in todo.values()])
            table = moved([add for _, add in todo.values()])
            draws = cohort.draws_of(drawn, np.zeros((len(todo), len(STEPS))), table)
            made = cohort.run(draws, country or world, len(todo))
            known.update({key: Outcome(*(leaf[i] for leaf in made)) for i, key in enumerate(todo)})
        return [known[key] for key in keys]

    return make


@pytest.fixture(scope="session")
def run(runs) -> Callable[..., Outcome]:
    """One draw through all years: ``run({"slot": value}, add={"card.quota": {2030: 1000}})``; ``[step, ...]``.

    What is added holds in the step of that year, whose outcome is that of 1 January of the next.
    """

    def make(
        changes: dict[str, float] | None = None, add: dict[str, dict[int, float]] | None = None
    ) -> Outcome:
        return runs([(changes or {}, add or {})])[0]

    return make


@pytest.fixture(scope="session")
def begun(world, central) -> tuple[Any, Any]:
    """The setting and the first state of a central run."""
    fixed = jax.jit(start.setting)(world.country, central)
    return fixed, jax.jit(start.state)(fixed, central)


@pytest.fixture(scope="session")
def a_year(world) -> Callable[..., Any]:
    """One compiled year of the market: ``a_year(state, known, shock, setting, parameters)``."""
    compiled = jax.jit(market_year.year)
    # Past the gate there is one type of number, so that it is compiled once.
    return lambda *parts: compiled(*float64(parts))
