"""The question most measurements ask, the first four measures that come with krapte; and the whole proposal."""

from __future__ import annotations

from typing import Any

from krapte.analysis.laboratory import Laboratory
from krapte.analysis.runs import SHOCK
from krapte.country.axes import STEPS
from krapte.engine import cohort
from krapte.engine.draws import Uniforms, shocks
from krapte.measures import effects, packages

PACKAGE = "first-four"
WHOLE, UNTIL = "paper", 2040  # the whole proposal of the paper, to the year that its goal names


def inputs(draws: int) -> tuple[cohort.Draw, cohort.World]:
    """Draws with the package's doses, and the world; what the laboratory hands to the engine, all numpy."""
    lab = Laboratory(draws=draws)
    package: Any = packages.load(PACKAGE)
    table = effects.effects(package, cohort.SLOTS, STEPS, Uniforms(lab.seed, draws), draws=draws)
    shock = shocks(lab.seed, SHOCK, draws, STEPS)
    return cohort.draws_of(lab.parameters(), shock, table), lab.runs.world
