"""Why an interval is as wide as it is: sizes from slopes, and shares of the variance that the bar tells."""

from __future__ import annotations

import numpy as np
import pytest
from split_values import measure, package, row

from krapte.analysis import rests_on, uncertain, why
from krapte.analysis.uncertain import KINDS, SHOCKS
from krapte.country import parameters
from krapte.engine.slopes import Slopes
from krapte.measures import effects


@pytest.fixture(scope="module")
def told(lab):
    return lab.run("m1", split=False, why=True)


def test_one_input_carries_everything_in_a_made_case():
    of = {one.name: one for one in uncertain.market()}["demand.output_growth"]
    rows = why.rows([of], {of.key: 1000.0}, (1000 * of.deviation) ** 2)
    (only,) = rows
    assert only["share"] == pytest.approx(1)
    assert only["size"] == pytest.approx(1000 * (of.high - of.low) / 2)


def test_inputs_that_jump_or_move_nothing_have_no_size():
    of = {one.name: one for one in uncertain.market()}
    slopes = {"meeting.form": 5.0, "demand.output_growth": 0.0}
    assert of["meeting.form"].slides is False
    assert why.rows(list(of.values()), slopes, 1.0) == []


def test_every_input_stands_once_in_a_kind_and_what_is_certain_in_none():
    one = package(row(measure("e", no_effect=0.4, reversal=0.2)))
    of = uncertain.inputs(one, fixed=["demand.output_growth"])
    keys = [each.key for each in of]
    assert len(keys) == len(set(keys))
    assert {each.kind for each in of} <= set(KINDS)
    assert {"e.no_effect", "e.reversal", SHOCKS.key} <= set(keys)
    assert "demand.output_growth" not in keys
    fixed = {each.slot for each in parameters.load() if each.shape == "fixed"}
    assert not fixed & set(keys)


def test_a_measure_that_surely_works_and_stays_has_no_such_input():
    (one,) = package(row(measure("e", no_effect=0, reversal=0))).measures
    assert {each.kind for each in uncertain.of_measure(one)} <= {"measures"}


def test_the_slope_in_a_quantity_is_that_through_its_doses(lab):
    """A made reading that is the dose of one step: its slope in realisation is dose over realisation."""
    from krapte.country.axes import STEPS
    from krapte.engine.draws import Uniforms
    from krapte.measures import dose_path, packages

    whole, uniform, slots = packages.load("m1"), Uniforms(5, 40), parameters.slots()
    table = effects.effects(whole, slots, STEPS, uniform)
    at = STEPS.index(2034)
    slope = effects.none(slots, STEPS, 40)
    dose = np.zeros(slope.dose.shape)
    dose[:, at, 0] = 1.0
    found = Slopes(np.zeros(40), np.zeros((40, len(slots))), slope._replace(dose=dose))
    (one,) = whole.measures
    made = why.of_quantities(one, whole, 0, found, uniform, 40)
    ranged = [path for path in ("realisation", "additionality") if f"m1.{path}" in made]
    assert ranged
    for path in ranged:
        expected = table.dose[:, at, 0] / dose_path.drawn(one, path, uniform, 40)
        assert made[f"m1.{path}"] == pytest.approx(expected, rel=1e-6)


def test_shares_of_a_made_sum_are_those_of_its_parts():
    """f = 2 x + y: x carries four fifths, alone as well as in total."""
    rng = np.random.default_rng(4)
    x, y = rng.normal(size=(2, 2, 20_000))
    first, second = 2 * x[0] + y[0], 2 * x[1] + y[1]
    found = rests_on.shares(first, second, 2 * x[1] + y[0])
    assert found["alone"] == pytest.approx(0.8, abs=0.04)
    assert found["total"] == pytest.approx(0.8, abs=0.04)
    assert abs(found["total"] - 0.8) < 4 * found["total_error"]


@pytest.mark.parametrize("much", [0.02, 0.98])
def test_shares_are_sharp_for_a_part_that_does_little_and_for_one_that_does_much(much):
    rng = np.random.default_rng(4)
    x, y = rng.normal(size=(2, 2, 128)) * np.array([much, 1 - much])[:, None, None] ** 0.5
    found = rests_on.shares(x[0] + y[0], x[1] + y[1], x[1] + y[0])
    for name in ("alone", "total"):
        assert found[name] == pytest.approx(much, abs=0.05)
        assert found[f"{name}_error"] < 0.04


def test_a_part_that_works_only_with_another_is_in_the_total_alone():
    rng = np.random.default_rng(4)
    x, y = rng.normal(size=(2, 2, 20_000))
    found = rests_on.shares(x[0] * y[0], x[1] * y[1], x[1] * y[0])
    assert found["alone"] == pytest.approx(0, abs=0.05)
    assert found["total"] == pytest.approx(1, abs=0.05)


def test_parts_hold_every_input_once_by_kind_and_once_by_grade():
    of = uncertain.inputs(package(row(measure("e", no_effect=0.4, reversal=0.2))))
    parts = rests_on.parts(of)
    for by in ("kind", "grade"):
        keys = [key for (sort, _), some in parts.items() if sort == by for key in some]
        assert sorted(keys) == sorted(one.key for one in of)
    assert all(parts.values())


@pytest.mark.slow
def test_an_answer_tells_inputs_in_order_and_shares_between_none_and_all(told):
    sizes = [abs(row["size"]) for row in told.why]
    assert sizes == sorted(sizes, reverse=True)
    assert [row["rank"] for row in told.why] == list(range(1, len(sizes) + 1))
    assert {row["variant"] for row in told.why + told.rests_on} == {"difference"}
    assert {row["by"] for row in told.rests_on} == {"kind", "grade"}
    for row_ in told.rests_on:
        assert 0 <= row_["alone"] <= row_["total"] <= 1
        assert row_["draws"] == 20
    assert any(row["measure"] == "m1" for row in told.why)
    assert told.runs <= lab_runs(told)


def lab_runs(told) -> int:
    """Baseline and package, and at most both again for every part."""
    return 2 * told.draws + 2 * told.rests_on[0]["draws"] * len(told.rests_on)


@pytest.mark.slow
def test_the_bar_counts_as_many_draws_as_were_planned(lab, told):
    from krapte.measures import packages

    planned = rests_on.planned(lab.runs, packages.load("m1"))
    assert told.runs in (planned + lab.draws, planned + 2 * lab.draws)  # the baseline may be known


@pytest.mark.slow
def test_where_nothing_differs_there_is_nothing_to_explain(lab):
    none = lab.run("none", split=False, why=True)
    assert none.why == []
    assert none.rests_on == []


def test_too_few_draws_have_no_bar():
    from types import SimpleNamespace

    assert rests_on.count(SimpleNamespace(draws=2 * rests_on.LEAST - 1)) == 0
    assert rests_on.count(SimpleNamespace(draws=10_000)) == 128


@pytest.mark.slow
def test_no_input_drawn_anew_is_the_first_set_and_all_are_the_second(lab, told):
    from krapte.analysis.runs import Counter
    from krapte.measures import packages

    many = rests_on.count(lab.runs)
    anew = rests_on.Anew(lab.runs, packages.load("m1"))
    every = frozenset(one.key for one in rests_on.asked(lab.runs, anew.whole))
    of = why.felt(told.results, why.year(lab.runs))
    cube = told.results["vacancies"].sel(group="techniek", year=why.year(lab.runs), variant="baseline")
    base, hear = cube.values[:many], Counter(None, 10**6)
    assert np.array_equal(anew.felt(frozenset(), base, hear), of[:many])
    assert np.array_equal(anew.felt(every, base, hear), of[many : 2 * many])
