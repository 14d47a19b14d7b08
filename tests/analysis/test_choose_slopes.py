"""What a choice does with the engine's slopes: exact, seen from a scheme that does not exist yet, and worth a round."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.analysis.choose import alone, choice, levers, linear, search, worth
from krapte.analysis.choose.compare import RIVALS, compare
from krapte.analysis.choose.question import Question
from krapte.analysis.choose.regret import regret
from krapte.analysis.choose.trial import Ground

KEPT = ("e6", "i2", "i3", "m1", "x3")
OTHERS = tuple(one.id for one in levers.priced() if one.id not in KEPT)
ASKED = Question(budget=200e6, without=OTHERS)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground(ASKED, levers.levers(ASKED), 16, 1)


def test_slopes_are_what_a_little_more_of_a_lever_brings(ground):
    middle = levers.plan_of([50] * len(KEPT), [0] * len(KEPT))
    sloped = ground.slopes(middle, 16)
    for i, lever in enumerate(ground.levers):
        more, less = (
            ground.of(levers.plan_of([n + by * (k == i) for k, n in enumerate(middle.parts)], middle.begins))
            for by in (1, -1)
        )
        exact = (more.worth - less.worth) / 0.02
        near = np.abs(sloped[i][:, 0] - exact) <= 0.02 * np.abs(exact).max() + 1.0
        assert near.mean() >= 0.9, lever.measure.id  # a draw at a bend may differ


def test_what_is_not_done_yet_has_its_slope_from_above(ground):
    none = levers.none(ground.levers)
    sloped = ground.slopes(none, 16)
    for i, lever in enumerate(ground.levers):
        found = ground.of(alone.only(ground, i, 5)).worth / 0.05
        assert sloped[i][:, 0].mean() == pytest.approx(found.mean(), rel=0.15, abs=2.0), lever.measure.id


def test_lines_meet_the_run_through_which_they_are_drawn(ground):
    known = alone.alone(ground)
    plan = levers.plan_of([20, 30, 0, 40, 10], [1, 0, 0, 2, 0])
    model = linear.linear(ground, plan, known)
    now = linear.shares(plan, model.slope.shape[2])
    values = model.value + np.tensordot(model.slope, now, axes=2)
    np.testing.assert_allclose(values, ground.of(plan).worth, rtol=1e-9, atol=1e-6)


def test_a_climb_betters_its_start_and_fits(ground):
    known = alone.alone(ground)
    start = search.starts(ground)[1]
    end = search.climb(ground, known, start, 2)
    assert search.merit(ground.of(end), ground) > search.merit(ground.of(start), ground)
    assert search.merit(ground.of(end), ground)[0]


def test_regret_is_never_below_zero_and_the_best_of_all_is_told(ground):
    known = alone.alone(ground)
    plans = [search.climb(ground, known, search.starts(ground)[1], 1), levers.none(ground.levers)]
    found = regret(ground, plans, known, ["moderate", "weak"])
    assert found.scenarios == ("moderate", "weak")
    assert (found.regret >= 0).all()
    assert found.robust == 0
    own = worth.of(ground.of(plans[0]).worth, ASKED)
    assert found.worth[0, 0] == pytest.approx(own)


def test_a_comparison_gives_each_way_the_same_work():
    (row,) = compare(ASKED, [1], draws=8, rounds=1, judges=16)
    assert set(row.worth) == {"search", *RIVALS}
    assert row.work > 0
    assert row.worth["search"] > 0.5 * max(row.worth.values())


def test_a_choice_by_vacancies_has_alternatives_near_the_best():
    made = choice.choose(ASKED, draws=16, rounds=2, with_regret=False)
    best = worth.of(made.chosen.found.worth, ASKED)
    assert best > 0
    for one in made.near:
        assert worth.of(one.found.worth, ASKED) >= 0.95 * best
