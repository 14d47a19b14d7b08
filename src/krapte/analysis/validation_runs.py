"""The runs of the validation: one that never sees published stocks after 2013, and one anchored on those of 2024.

Shocks of the business cycle are nought: those of the past are in published output. A step from 1 January t leads to
1 January t + 1; the market it meets and the residents it ends with carry the label t + 1, what happens to people in
between is of the year t.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from krapte.analysis.validation_lines import Floats
from krapte.country import inputs, parameters, scenarios
from krapte.country.axes import STEPS
from krapte.engine import cohort
from krapte.engine.draws import Uniforms, matrix
from krapte.learning import posterior
from krapte.market.state import Outcome
from krapte.measures import effects

SCENARIO = "moderate"
DRAWS = 128
SLOTS = parameters.slots()


class Run(NamedTuple):
    """An outcome ``[draw, step, ...]`` with the parameters ``[draw, slot]`` and the country it came from."""

    outcome: Outcome
    drawn: Floats
    world: cohort.World

    def parameter(self, slot: str) -> Floats:
        """The drawn values of one slot ``[draw]``."""
        return np.asarray(self.drawn[:, SLOTS.index(slot)])


def run(anchored: bool, draws: int = DRAWS, seed: int = 1, prior: bool = False) -> Run:
    """All draws under the moderate scenario, no measures and no shocks; after history was seen, or before."""
    scenario = scenarios.load(SCENARIO)
    uniforms = Uniforms(seed, draws)
    drawn = matrix(uniforms, parameters.load()) if prior else posterior.load().drawn(uniforms)
    for slot, value in scenario.overrides.items():
        drawn[:, SLOTS.index(slot)] = value
    world = cohort.world(inputs.load(scenario, anchored=anchored))
    still = np.zeros((draws, len(STEPS)))
    made = cohort.draws_of(drawn, still, effects.none(SLOTS, STEPS, draws))
    return Run(cohort.run(made, world, draws), drawn, world)
