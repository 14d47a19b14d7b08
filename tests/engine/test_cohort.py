"""The engine: one program, the same bits however the draws are run."""

from __future__ import annotations

import os
import subprocess
import sys

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country import parameters
from krapte.country.axes import STEPS
from krapte.engine import cohort
from krapte.engine.draws import Uniforms, matrix, shocks
from krapte.measures import effects
from tests_support import same

SLOTS = parameters.slots()


@pytest.fixture(scope="module")
def draws():
    drawn = matrix(Uniforms(3, 24), parameters.load())
    return cohort.draws_of(drawn, shocks(3, "demand.cycle", 24, STEPS), effects.none(SLOTS, STEPS, 24))


@pytest.fixture(scope="module")
def outcome(draws, world):
    return cohort.run(draws, world, 24, threads=1)


def take(draws, index):
    own = draws._replace(effects=draws.effects._replace(set_on=None))
    made = jax.tree.map(lambda leaf: leaf[index], own)
    return made._replace(effects=made.effects._replace(set_on=draws.effects.set_on))


def test_threads_do_not_matter(draws, world, outcome):
    assert same(outcome, cohort.run(draws, world, 24, threads=2))


def test_the_batch_a_draw_runs_in_does_not_matter(draws, world, outcome):
    alone = cohort.run(take(draws, np.array([13])), world, 1)
    assert same(jax.tree.map(lambda leaf: leaf[13:14], outcome), alone)
    odd = cohort.run(take(draws, np.array([20, 5, 13])), world, 3)
    assert same(jax.tree.map(lambda leaf: leaf[[20, 5, 13]], outcome), odd)


def test_one_program_for_any_number_of_draws_and_any_measure(draws, world, outcome):
    program = cohort.program()
    before = program._cache_size()
    table = effects.none(SLOTS, STEPS, 3)
    cohort.run(
        cohort.draws_of(np.array(draws.parameters[:3]), np.zeros((3, len(STEPS)), dtype=int), table), world, 3
    )
    assert program._cache_size() == before  # integers pass the gate as float64


def test_progress_counts_every_draw(draws, world):
    heard: list[int] = []
    cohort.run(take(draws, np.arange(11)), world, 11, progress=heard.append)
    assert sum(heard) >= 11


@pytest.mark.slow
def test_gradient_of_a_whole_run_equals_finite_differences(world, vector):
    """Mean technical vacancies of 2035 with respect to parameters of every mechanism."""
    table = effects.none(SLOTS, STEPS, 1)
    names = [
        "demand.output_growth",
        "demand.productivity[industry]",
        "switching.gross[metal]",
        "meeting.search_elasticity",
        "published.filled_block[techniek]",
        "education.technical_start[mbo]",
        "retirement.pace",
        "migration.position",
        "participation.exit",
    ]
    at = [SLOTS.index(name) for name in names]
    one = cohort.draws_of(vector({"meeting.form": 0})[None], np.zeros((1, len(STEPS))), table)
    draw = take(one, 0)

    @jax.jit
    def vacancies(values):
        changed = draw._replace(parameters=jnp.asarray(draw.parameters).at[jnp.asarray(at)].set(values))
        return cohort.run_draw(changed, world).vacancies[2035 - 2014, :5].sum()

    values = jnp.asarray(draw.parameters)[jnp.asarray(at)]
    gradient = jax.jit(jax.grad(vacancies))(values)
    for i, name in enumerate(names):
        step = 1e-5 * max(abs(float(values[i])), 1e-2)
        slope = (vacancies(values.at[i].add(step)) - vacancies(values.at[i].add(-step))) / (2 * step)
        assert float(gradient[i]) == pytest.approx(float(slope), rel=2e-4, abs=1.0), name
        assert float(gradient[i]) != 0, name


CODE = """
import os, sys
os.sched_setaffinity(0, map(int, sys.argv[1:]))  # before any library counts the cores
from krapte.analysis.laboratory import Laboratory
print(sorted(Laboratory(draws=16, to=2030).run("m1").manifest["content"].items()))
"""


# Binding a process to a core is a call of Linux; elsewhere there is nothing to compare.
@pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="this system cannot bind a process to a core"
)
def test_one_core_and_all_cores_give_the_same_content_hashes():
    cores = sorted(os.sched_getaffinity(0))
    made = []
    for allowed in (cores[:1], cores):
        command = [sys.executable, "-c", CODE, *map(str, allowed)]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        made.append(run.stdout)
    assert made[0] == made[1]
    assert "vacancies" in made[0]
