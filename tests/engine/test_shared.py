"""Runs that share the years before any measure is at work give what whole runs give, bit for bit."""

from __future__ import annotations

import jax
import numpy as np
import pytest

from krapte.country import parameters
from krapte.country.axes import FIRST_YEAR, LAST_YEAR, STEPS
from krapte.engine import cohort
from krapte.engine.cohort import Stretch
from krapte.engine.draws import Uniforms, matrix, shocks
from krapte.engine.shared import PARTING, SharedRuns
from krapte.measures import effects, library, packages
from tests_support import same

SLOTS = parameters.slots()
DRAWS = 12


@pytest.fixture(scope="module")
def drawn():
    return matrix(Uniforms(5, DRAWS), parameters.load()), shocks(5, "demand.cycle", DRAWS, STEPS)


def of(start: int):
    """The doses of a measure that begins then."""
    package = packages.alone(library.load("m1"), 5000, 2028)
    table = effects.effects(package, SLOTS, STEPS, Uniforms(5, DRAWS))
    shift = start - 2028
    return table._replace(dose=np.roll(table.dose, shift, axis=1))


def whole(drawn, world, moved):
    return cohort.run(cohort.draws_of(*drawn, moved), world, DRAWS)


def test_a_variant_is_the_whole_run_cut_short(drawn, world):
    runs = SharedRuns(*drawn, world, 2040)
    for moved in (effects.none(SLOTS, STEPS, DRAWS), of(2028), of(PARTING)):
        cut = jax.tree.map(lambda leaf: leaf[:, : 2040 - FIRST_YEAR], whole(drawn, world, moved))
        assert same(cut, runs.outcome(moved))


def test_a_measure_of_before_the_parting_runs_by_itself(drawn, world):
    moved = of(2025)
    assert np.any(moved.dose[:, PARTING - 1 - FIRST_YEAR])
    assert same(whole(drawn, world, moved), SharedRuns(*drawn, world, LAST_YEAR).outcome(moved))


def test_an_answer_that_ends_before_the_parting(drawn, world):
    heard: list[int] = []
    made = SharedRuns(*drawn, world, 2025).outcome(of(2028), heard.append)
    assert made.vacancies.shape[1] == 2025 - FIRST_YEAR
    assert sum(heard) >= DRAWS


def test_no_measure_of_the_paper_begins_before_the_parting():
    assert min(row.start for row in packages.load("paper").rows) == PARTING


def test_a_later_stretch_needs_the_states_before_it(drawn, world):
    draws = cohort.draws_of(*drawn, effects.none(SLOTS, STEPS, DRAWS))
    with pytest.raises(ValueError, match="step 3 has no states"):
        cohort.walk(draws, world, DRAWS, Stretch(3, 5))


def test_every_draw_is_counted_once(drawn, world):
    heard: list[int] = []
    SharedRuns(*drawn, world, 2040).outcome(of(2028), heard.append)
    assert DRAWS <= sum(heard) < DRAWS + cohort.WIDTH
