"""The NumPy year of the benchmarks is a second account of the model: engine and NumPy must tell the same years."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

from krapte.country import parameters
from krapte.country.axes import STEPS
from krapte.engine import cohort
from krapte.engine.draws import Uniforms, matrix, shocks
from krapte.market.account import FLOWS, NAMES
from krapte.measures import effects

SLOTS = parameters.slots()
BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
DRAWS = 2
RELATIVE = 1e-9  # of the value, or of one person where a flow is next to nothing


@pytest.fixture(scope="module")
def numpy_year():
    sys.path.insert(0, str(BENCHMARKS))
    try:
        yield importlib.import_module("numpy_year")
    finally:
        sys.path.remove(str(BENCHMARKS))


@pytest.fixture(scope="module")
def draws():
    """Two draws, one for each form of the clearing, in which measures set, multiply, add and cap."""
    drawn = matrix(Uniforms(7, DRAWS), parameters.load())
    drawn[:, SLOTS.index("meeting.form")] = (0, 1)
    table = effects.none(SLOTS, STEPS, DRAWS)
    made = {name: np.array(getattr(table, name)) for name in table._fields}
    made["dose"][:, STEPS.index(2028) :, :5] = (1, 0.5, 1000, 1, 1)
    made["set_on"][0, SLOTS.index("retirement.follow")] = 1
    made["set_value"][:, 0, SLOTS.index("retirement.follow")] = 0.5
    made["ln_factor"][:, 1, SLOTS.index("education.placement[mbo]")] = np.log(1.2)
    made["add"][:, 2, SLOTS.index("card.quota")] = 1
    made["add"][:, 2, SLOTS.index("card.applications")] = (1, 2)
    made["cap"][:, 3, SLOTS.index("participation.exit")] = 0.9
    made["add"][:, 4, SLOTS.index("retirement.pension_age_shift")] = 0.25
    return cohort.draws_of(drawn, shocks(7, "demand.cycle", DRAWS, STEPS), table._replace(**made))


def off(one, other):
    return np.abs(np.asarray(one) - other) / np.maximum(np.abs(other), 1)


@pytest.mark.parametrize("anchored", [True, False])
def test_numpy_and_the_engine_tell_the_same_years(numpy_year, draws, world, free_world, anchored):
    here = world if anchored else free_world
    engine = cohort.run(draws, here, DRAWS, threads=1)
    plain = numpy_year.run(draws, here, block=DRAWS)
    for name in ("employed", "unemployed", "vacancies", "filled"):
        assert off(getattr(engine, name), getattr(plain, name)).max() < RELATIVE, name
    worst = off(engine.flows, plain.flows).max(axis=(0, 1))
    assert {name: gap for name, gap in zip(NAMES, worst, strict=True) if gap >= RELATIVE} == {}
    assert np.abs(plain.residual).max() < 1e-8


def test_every_flow_is_used(numpy_year, draws, world):
    """A flow that is zero throughout would agree whatever its equation."""
    moved = np.abs(numpy_year.run(draws, world, block=DRAWS).flows).max(axis=(0, 1))
    unused = [name for name, most in zip(FLOWS, moved, strict=True) if most == 0]
    assert unused == ["career_end_card"]  # holders arrive too young to reach the last working age with it


def test_blocks_do_not_matter(numpy_year, draws, world):
    together, apart = numpy_year.run(draws, world, 2), numpy_year.run(draws, world, 1)
    assert off(together.vacancies, apart.vacancies).max() < RELATIVE


def test_every_line_of_the_table_has_a_goal_or_none(numpy_year, monkeypatch, tmp_path):
    run = importlib.import_module("run")
    monkeypatch.setattr(run, "OUT", tmp_path / "bench.json")
    low, high = run.line("batch", [30.0, 50.0, 35.0]), run.line("runs_2", [15_000.0])
    assert (low["value"], low["met"], high["met"], run.line("numpy_1", [1.0])["met"]) == (
        35,
        True,
        False,
        None,
    )
    run.write({"lines": [low]})
    assert [path.name for path in tmp_path.iterdir()] == ["bench.json"]
