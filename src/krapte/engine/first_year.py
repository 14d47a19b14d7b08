"""The year from which a run starts: nothing is simulated yet, but each draw shares out published totals its own way."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import jax
import numpy as np
from jax import Array
from numpy.typing import NDArray

from krapte.engine.cohort import SLOTS, World
from krapte.engine.gate import float64, use_compile_cache
from krapte.market import start
from krapte.market.parameters import unpack
from krapte.market.start import FirstYear
from krapte.market.state import Country

Floats = NDArray[np.float64]


def outcome(parameters: Floats, world: World) -> dict[str, Floats]:
    """What ``Outcome`` tells of later years, of the first one ``[draw, 1, group]``; ``parameters [draw, slot]``."""
    drawn: Any = float64(parameters)
    made = _program()(drawn, world.country)
    return {name: np.asarray(values)[:, None] for name, values in made._asdict().items()}


@cache
def _program() -> Callable[[Array, Country], FirstYear]:
    use_compile_cache()

    def of_draw(parameters: Array, country: Country) -> FirstYear:
        return start.first_year(country, unpack(parameters, SLOTS))

    return jax.jit(jax.vmap(of_draw, in_axes=(0, None)))
