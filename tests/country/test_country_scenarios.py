"""Scenarios: names for the ground a measure works on; residents of 2050 are those the State Commission named."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import assumptions, inputs, parameters, scenarios
from krapte.country.axes import STEPS
from krapte.engine import cohort
from krapte.figures.errors import InputError
from krapte.measures import effects, packages

SLOTS = parameters.slots()


@pytest.fixture(scope="module")
def residents(vector_of_centre) -> dict[str, float]:
    """Residents of 1 January 2050 in million by scenario, all parameters central."""
    found = {}
    for name in ("low", "moderate", "high"):
        world = cohort.world(inputs.load(scenarios.load(name)))
        table = effects.none(SLOTS, STEPS, 1)
        draws = cohort.draws_of(vector_of_centre[None], np.zeros((1, len(STEPS))), table)
        found[name] = float(cohort.run(draws, world, 1).people[0, -1].sum()) / 1e6
    return found


@pytest.fixture(scope="module")
def vector_of_centre() -> np.ndarray:
    made = parameters.central()
    made[SLOTS.index("meeting.form")] = 0
    return made


def test_an_unknown_scenario_is_refused_with_what_there_is():
    with pytest.raises(InputError) as error:
        scenarios.load("moderat")
    assert error.value.code == "unknown_scenario"
    assert error.value.found == "moderat"
    assert "did you mean moderate" in error.value.expected
    for name in scenarios.ids():
        assert name in error.value.expected


def test_a_name_that_resembles_none_is_refused_without_a_guess():
    with pytest.raises(InputError) as error:
        scenarios.load("zzzz")
    assert "did you mean" not in error.value.expected


@pytest.mark.parametrize("name", scenarios.ids())
def test_a_scenario_is_whole(name):
    one = scenarios.load(name)
    assert one.id == name
    for text in (one.title_nl, one.title_en, one.explanation_nl, one.explanation_en):
        assert text.strip()
    figure = figures.load()[one.migration]
    assert figure.low < figure.value < figure.high


@pytest.mark.parametrize("name", scenarios.ids())
def test_overrides_name_slots_and_stay_in_their_bounds(name):
    for slot, value in scenarios.load(name).overrides.items():
        assert slot in SLOTS
        row = parameters.find(slot)[0]
        assert row.bound_low <= value <= row.bound_high


def test_work_is_met_in_full_or_stands_still_and_nobody_else_moves_it():
    planned = ("homes", "grid", "heat", "infra", "defence", "chips")
    for name, met in (("targets", 1.0), ("standstill", 0.0)):
        assert scenarios.load(name).overrides == {f"tasks.realised[{task}]": met for task in planned}
    assert all(0 < parameters.find(f"tasks.realised[{task}]")[0].central < 1 for task in planned)
    others = [name for name in scenarios.ids() if scenarios.load(name).axis != "work"]
    assert not any(slot.startswith("tasks") for name in others for slot in scenarios.load(name).overrides)


def test_a_weak_and_a_strong_economy_lie_at_the_ends_of_what_is_thought_likely():
    row = parameters.find("demand.output_growth")[0]
    weak, strong = (scenarios.load(name).overrides["demand.output_growth"] for name in ("weak", "strong"))
    assert (weak, strong) == (row.low, row.high)


def test_scenarios_of_different_axes_are_joined_in_one_order_whatever_order_they_are_named_in():
    one, other = scenarios.load("targets+high"), scenarios.load("high+targets")
    assert one == other
    assert one.id == "high+targets"
    assert one.migration == scenarios.load("high").migration
    assert one.overrides == scenarios.load("targets").overrides
    assert scenarios.load("moderate+weak").id == "weak"


def test_two_of_one_axis_exclude_each_other():
    with pytest.raises(InputError) as error:
        scenarios.load("high+weak+low")
    assert error.value.code == "scenarios_of_one_axis"
    assert error.value.found in ("high+low", "low+high")
    assert "targets | standstill" in error.value.expected


def test_a_part_that_is_unknown_is_named():
    with pytest.raises(InputError) as error:
        scenarios.load("high+targest")
    assert error.value.found == "targest"
    assert "did you mean targets" in error.value.expected


@pytest.mark.parametrize("name", scenarios.ids())
def test_the_laws_of_a_scenario_are_measures_that_come_with_krapte(name):
    ground = packages.of_scenario(scenarios.load(name))
    assert len(ground.rows) == len(scenarios.load(name).ground)
    for law, row in zip(scenarios.load(name).ground, ground.rows, strict=True):
        assert (row.measure.id, row.dose, row.start) == (f"law-{law.measure}", law.dose, law.start)
        assert row.measure.reversal.per_year == 0
    assert scenarios.load("targets").migration == scenarios.load("moderate").migration


def test_the_three_paths_of_migration_do_not_overlap():
    book = figures.load()
    low, moderate, high = (book[scenarios.load(n).migration] for n in ("low", "moderate", "high"))
    assert low.high < moderate.low
    assert moderate.high < high.low


def test_residents_of_2050_under_low_growth_stay_below_18_million(residents):
    book = figures.load()
    assert book["dem_sc2050_pop_low"].low < residents["low"] * 1e6 < book["dem_sc2050_pop_low"].high == 18e6


def test_residents_of_2050_under_moderate_growth_are_19_to_20_million(residents):
    band = figures.load()["dem_sc2050_pop_moderate"]
    assert (band.low, band.high) == (19e6, 20e6)
    assert band.low <= residents["moderate"] * 1e6 <= band.high


def test_high_growth_passes_moderate_growth_by_what_its_migrants_add(residents):
    """At least the yearly difference of the two paths over the settled years; their children come on top."""
    book = figures.load()
    middle = {
        n: (f.low + f.high) / 2 for n in ("moderate", "high") for f in [book[scenarios.load(n).migration]]
    }
    arrivals = (
        (middle["high"] - middle["moderate"]) * (2050 - 2024 - assumptions.value("inputs.settling") / 2) / 1e6
    )
    assert residents["high"] - residents["moderate"] == pytest.approx(arrivals, rel=0.25)
