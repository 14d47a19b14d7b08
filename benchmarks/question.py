"""The question every measurement asks: the first four measures that come with krapte, on the usual draws."""

from __future__ import annotations

from typing import Any

from krapte.analysis.laboratory import SHOCK, Laboratory
from krapte.country.axes import STEPS
from krapte.engine import cohort
from krapte.engine.draws import Uniforms, shocks
from krapte.measures import effects, packages

PACKAGE = "first-four"


def inputs(draws: int) -> tuple[cohort.Draw, cohort.World]:
    """Draws with the package's doses, and the world; what the laboratory hands to the engine, all numpy."""
    lab = Laboratory(draws=draws)
    package: Any = packages.load(PACKAGE)
    table = effects.effects(package, cohort.SLOTS, STEPS, Uniforms(lab.seed, draws), draws=draws)
    shock = shocks(lab.seed, SHOCK, draws, STEPS)
    return cohort.draws_of(lab.parameters(), shock, table), lab.world
