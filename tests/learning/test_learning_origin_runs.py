"""Forecasts from an origin: finite paths of published series, the same bits again, and nothing from unused rows."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.country import origin_priors, origins, parameters
from krapte.country.axes import STEPS
from krapte.engine import cohort
from krapte.engine.draws import Uniforms
from krapte.figures import InputError
from krapte.learning import origin_runs
from krapte.measures import effects
from origins_disturbed import disturbed

pytestmark = pytest.mark.slow

DRAWS = 8
ORIGIN = 2018
SLOTS = origin_runs.SLOTS
SEEN = ("employed", "unemployed", "vacancies", "filled", "people", "students", "at_work_ages")


@pytest.fixture(scope="module")
def run():
    return origin_runs.run(ORIGIN, "C1", DRAWS)


@pytest.mark.parametrize("series", sorted(origin_runs.table()))
@pytest.mark.parametrize("track", origins.TRACKS)
def test_paths_run_from_the_origin_to_2024_for_every_draw(track, series):
    made = origin_runs.Model(track, DRAWS).paths(ORIGIN, series)
    assert made.shape == (DRAWS, 2024 - ORIGIN + 1)
    assert np.isfinite(made).all()
    assert (np.ptp(made, axis=0) > 0).any()


@pytest.mark.parametrize("origin", origins.ORIGINS)
def test_every_market_clears(origin):
    outcome, _ = origin_runs.run(origin, "U", DRAWS)
    assert np.abs(outcome.residual).max() < 1e-8
    assert (outcome.unemployed > 0).all()


def test_the_same_again_to_the_last_bit_and_other_draws_with_another_seed(run):
    again, drawn = origin_runs.run(ORIGIN, "C1", DRAWS)
    for name in SEEN:
        assert np.array_equal(getattr(run[0], name), getattr(again, name)), name
    assert np.array_equal(run[1], drawn)
    assert not np.array_equal(origin_runs.run(ORIGIN, "C1", DRAWS, seed=2)[1], drawn)


@pytest.mark.parametrize(
    ("track", "told"), [("U", ()), ("C1", ("gdp_growth",)), ("C2", ("gdp_growth", "net_migration"))]
)
def test_a_forecast_keeps_its_bits_where_all_later_figures_are_others(track, told):
    before, drawn = origin_runs.run(ORIGIN, track, DRAWS)
    with disturbed(ORIGIN, told):
        after, again = origin_runs.run(ORIGIN, track, DRAWS)
    assert np.array_equal(drawn, again)
    for name in SEEN:
        assert np.array_equal(getattr(before, name), getattr(after, name)), name


def test_up_to_the_origin_the_tracks_are_one_run():
    free, given = (origin_runs.run(ORIGIN, track, DRAWS)[0] for track in ("U", "C2"))
    before = slice(None, STEPS.index(ORIGIN))
    assert np.array_equal(free.employed[:, before], given.employed[:, before])
    assert not np.array_equal(free.employed, given.employed)


def test_rows_said_to_be_unused_move_nothing(run):
    before, drawn = run
    other = drawn.copy()
    rows = origin_priors.load(ORIGIN)
    unused = [
        row
        for row in rows
        if row.shape != "fixed" and (rule := origin_priors.rule(row)) and rule["rule"] == "unused"
    ]
    for row in unused:
        other[:, SLOTS.index(row.slot)] = row.draw(1 - Uniforms(1, DRAWS)(row.slot))
    assert not np.array_equal(other, drawn)
    batch = cohort.draws_of(other, np.zeros((DRAWS, len(STEPS))), effects.none(SLOTS, STEPS, DRAWS))
    world = cohort.world(origins.load(ORIGIN, "C1"))
    after = cohort.walk(batch, world, DRAWS, origin_runs.STRETCH)[0]
    for name in SEEN:
        assert np.array_equal(getattr(before, name), getattr(after, name)), name


def test_both_forms_of_clearing_are_drawn(run):
    assert set(run[1][:, SLOTS.index("meeting.form")]) == {0, 1}


def test_shocks_bring_about_the_path_whatever_the_cycle_of_a_draw():
    drawn = np.tile(parameters.central(), (2, 1))
    drawn[1, SLOTS.index("demand.cycle_size")] = 0.03
    drawn[1, SLOTS.index("demand.cycle_persistence")] = 0.2
    path = np.tile(np.sin(np.arange(len(STEPS))) / 100, (2, 1))
    shocks = origin_runs.as_shocks(path, drawn)
    for draw in range(2):
        size, kept = (drawn[draw, SLOTS.index(f"demand.cycle_{name}")] for name in ("size", "persistence"))
        gap, grown = 0.0, []
        for shock in shocks[draw]:
            after = kept * gap + size * shock
            grown.append(after - gap)
            gap = after
        assert grown == pytest.approx(path[draw].tolist())


def test_errors_of_growth_are_stretches_of_known_years():
    made = origin_runs.errors(ORIGIN, Uniforms(1, 64))
    past = origins.growth_errors(ORIGIN)
    step = STEPS.index(ORIGIN)
    assert not made[:, :step].any()
    ahead = made[:, step : step + len(past)]
    stretches = {tuple(np.roll(past, -first)) for first in range(len(past))}
    assert {tuple(row) for row in ahead} <= stretches
    assert len({tuple(row) for row in ahead}) > len(past) / 2


def test_a_series_the_model_does_not_tell_is_refused():
    with pytest.raises(InputError) as error:
        origin_runs.Model("U", DRAWS).paths(ORIGIN, "homes_new")
    assert error.value.code == "unknown_series"
