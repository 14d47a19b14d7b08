"""Slopes of a reading: those of finite differences, one program for all, and apart for every draw."""

from __future__ import annotations

import jax
import numpy as np
import pytest

from krapte.country import parameters
from krapte.country.axes import STEPS, TECHNIEK
from krapte.engine import cohort, slopes
from krapte.engine.draws import Uniforms, matrix, shocks
from krapte.measures import effects, packages
from tests_support import same

pytestmark = pytest.mark.slow
SLOTS = parameters.slots()
NAMES = ("demand.output_growth", "retirement.pace", "migration.position")
YEAR = 2032
DRAWS = 3
AT = YEAR - 2014


@pytest.fixture(scope="module")
def drawn():
    table = effects.effects(packages.load("m1"), SLOTS, STEPS, Uniforms(3, DRAWS))
    made = matrix(Uniforms(3, DRAWS), parameters.load())
    return cohort.draws_of(made, shocks(3, "demand.cycle", DRAWS, STEPS), table)


@pytest.fixture(scope="module")
def found(drawn, world):
    return slopes.slopes(drawn, world, DRAWS, slopes.weights("vacancies", YEAR))


def read(draws, world):
    return cohort.run(draws, world, DRAWS).vacancies[:, AT, : len(TECHNIEK)].sum(axis=-1)


def test_the_value_is_that_of_a_run(drawn, found, world):
    assert found.value == pytest.approx(read(drawn, world), rel=1e-10)


@pytest.mark.parametrize("name", NAMES)
def test_slopes_in_parameters_equal_finite_differences(name, drawn, found, world):
    at = SLOTS.index(name)
    step = 1e-5 * max(abs(float(drawn.parameters[0, at])), 1e-2)

    def moved(by):
        changed = np.array(drawn.parameters)
        changed[:, at] += by
        return read(drawn._replace(parameters=changed), world)

    assert found.parameters[:, at] == pytest.approx(
        (moved(step) - moved(-step)) / (2 * step), rel=1e-3, abs=1.0
    )
    assert np.all(found.parameters[:, at] != 0)


def test_slopes_in_doses_equal_finite_differences(drawn, found, world):
    step, at = 1.0, STEPS.index(2030)
    works = drawn.effects.dose[:, at, 0] > step
    assert works.any()

    def moved(by):
        dose = np.array(drawn.effects.dose)
        dose[works, at, 0] += by
        return read(drawn._replace(effects=drawn.effects._replace(dose=dose)), world)

    slope = (moved(step) - moved(-step)) / (2 * step)
    assert found.effects.dose[works, at, 0] == pytest.approx(slope[works], rel=1e-3, abs=1e-6)
    assert np.any(slope[works] != 0)  # where applications bind, a larger quota does nothing
    assert not np.any(found.effects.dose[:, STEPS.index(YEAR) :])  # what comes later moves nothing


def test_one_program_for_every_reading_and_package(drawn, found, world):
    before = slopes.program()._cache_size()
    none = drawn._replace(effects=effects.none(SLOTS, STEPS, DRAWS))
    at_work = slopes.weights("employed", 2030, "total") + slopes.weights("unemployed", 2030, "electro")
    made = slopes.slopes(none, world, DRAWS, at_work)
    assert slopes.program()._cache_size() == before == 1
    assert np.isfinite(np.concatenate([leaf.ravel() for leaf in jax.tree.leaves(made)])).all()
    assert not same(made.value, found.value)
