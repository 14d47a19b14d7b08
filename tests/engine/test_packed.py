"""A table of effects without its empty cells says the same to the engine, and the key of a part sees what counts."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.analysis.split import keep, mask
from krapte.country import parameters
from krapte.country.axes import STEPS
from krapte.engine import cohort, identity, part
from krapte.engine.draws import Uniforms, matrix, shocks
from krapte.engine.packed import pack, unpack
from krapte.measures import effects, packages
from tests_support import same

SLOTS = parameters.slots()
DRAWS = 8


def table(name: str):
    return effects.effects(packages.load(name), SLOTS, STEPS, Uniforms(5, DRAWS))


def test_a_table_comes_back_whole():
    for name in ("paper", "cuts"):
        moved = table(name)
        assert same(unpack(pack(moved, 0, DRAWS)), moved)


def test_a_table_without_measures_takes_no_room():
    none = effects.none(SLOTS, STEPS, DRAWS)
    made = pack(none, 0, DRAWS)
    assert sum(array.nbytes for array in made.arrays()) == 0
    assert same(unpack(made), none)


def test_part_of_the_draws_is_that_part():
    moved = table("paper")
    made = unpack(pack(moved, 2, 5))
    assert same(made.dose, moved.dose[2:5])
    at_work = np.any(made.dose, axis=(0, 1))  # in these draws: the others have no effect in them
    assert at_work.sum() > 5
    assert same(made.add[:, at_work], moved.add[2:5, at_work])


@pytest.fixture(scope="module")
def coalition():
    package = packages.load("paper")
    return mask(table("paper"), keep(package, frozenset({"inflow"})))


def test_what_a_coalition_does_not_do_is_left_out_and_changes_no_bit(coalition, world):
    light = unpack(pack(coalition, 0, DRAWS))
    assert np.count_nonzero(light.add) < np.count_nonzero(coalition.add)
    drawn, shock = matrix(Uniforms(5, DRAWS), parameters.load()), shocks(5, "demand.cycle", DRAWS, STEPS)
    one, other = (
        cohort.run(cohort.draws_of(drawn, shock, moved), world, DRAWS) for moved in (coalition, light)
    )
    assert same(one, other)


def key(moved, **changed):
    drawn, shock = np.ones((DRAWS, len(SLOTS))), np.zeros((DRAWS, len(STEPS)))
    ground = part.Ground(
        **{"scenario": "moderate", "world": "w", "to": 2040, "parameters": drawn, "shock": shock, **changed}
    )
    return part.key(ground.key(), pack(moved, 0, DRAWS), identity.here())


def test_the_key_sees_all_that_counts():
    moved = table("m1")
    more = moved._replace(dose=moved.dose * (1 + 1e-15))
    other = np.ones((DRAWS, len(SLOTS)))
    other[3, 4] += 1e-15
    made = [
        key(moved),
        key(more),
        key(table("paper")),
        key(moved, world="v"),
        key(moved, to=2041),
        key(moved, parameters=other),
        key(moved, shock=np.ones((DRAWS, len(STEPS)))),
    ]
    assert len(set(made)) == len(made)
    assert key(table("m1")) == made[0]
    assert key(moved, scenario="a name") == made[0]


def test_the_key_sees_who_computes():
    moved, ground, here = pack(table("m1"), 0, DRAWS), "g", identity.here()
    others = [
        here._replace(krapte="0"),
        here._replace(model="other"),
        here._replace(processor="other"),
        here._replace(libraries=(("jax", "0"),)),
    ]
    made = {part.key(ground, moved, one) for one in (here, *others)}
    assert len(made) == 5


def test_parts_are_whole_batches():
    assert list(part.spans(600)) == [(0, 256), (256, 512), (512, 600)]
    assert all(first % cohort.WIDTH == 0 for first, _ in part.spans(10_000))
