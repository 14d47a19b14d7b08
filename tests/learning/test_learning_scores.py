"""Scores on forecasts whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from backtest_made import board, cells
from krapte.learning import panel, rivals, scoreboard, scores
from krapte.learning.panel import HORIZON, Past
from krapte.learning.scores import Cell

pytestmark = pytest.mark.slow

DRAWS = 2000


class Made:
    """A forecaster that knows what came to be, off by a fixed error and with a spread."""

    track = "U"

    def __init__(self, name: str = "made", off: float = 0.0, spread: float = 0.01) -> None:
        self.name, self.off, self.spread = name, off, spread

    def paths(self, past, series):
        random, made = np.random.default_rng(7), {}
        for name in series:
            values = panel.series(name).values
            years = [year for year in range(past.origin + 1, 2025) if year in values]
            if past.origin not in values or not years:
                continue
            known = [np.log(values[year] / values[past.origin]) for year in years]
            level = np.interp(past.origin + np.arange(1, HORIZON + 1), [past.origin, *years], [0.0, *known])
            made[name] = level + self.off + self.spread * random.standard_normal((DRAWS, 1))
        return made


@pytest.fixture(scope="module")
def near() -> list[Cell]:
    return scores.cells(Made())


def test_a_forecast_of_known_error_has_its_crps():
    """A shift of the whole path is one of its first year, which counts unless that step is a break."""
    cell = next(one for one in scores.cells(Made(off=0.02)) if one.series == "pop_20_64")
    z = -0.02 / 0.01
    closed = 0.01 * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi))
    assert cell.crps == pytest.approx(100 * closed, rel=0.03)
    assert cell.error == pytest.approx(100 * (np.exp(0.02) - 1), rel=0.03)
    assert cell.pit < 0.05
    assert not cell.covered


def test_who_knows_the_answer_saves_nearly_all(near):
    told = scores.skill(near, cells()["damped"])
    assert 0.9 < told.low <= told.middle <= told.high < 1
    assert scores.score(near).direction > 0.95
    assert scores.score(near).pit == pytest.approx(0.5, abs=0.05)


def test_a_forecaster_joins_the_board():
    made = scoreboard.make((rivals.ALL[2], Made()))
    assert made.names("U") == ["damped", "made"]
    assert made.find("blocks", "made").skill.low > 0.5
    assert made.find("blocks", "damped").skill is None
    assert made.relative["made"] < 0.5


def test_the_step_into_a_break_counts_for_neither():
    """A forecast that jumps in 2021 for the groups of occupations loses nothing by it."""

    class Jump(Made):
        def paths(self, past, series):
            made = super().paths(past, series)
            for path in made.values():
                path[:, 2021 - past.origin - 1 :] += 5.0
            return made

    plain = [cell.crps for cell in scores.cells(Made()) if cell.family == "tech_groups"]
    jumping = [cell.crps for cell in scores.cells(Jump()) if cell.family == "tech_groups"]
    assert jumping == pytest.approx(plain)


def test_no_change_has_no_direction_and_nothing_beside_the_total():
    told = scores.score(cells()["last"])
    assert (told.direction, told.relative) == (None, None)
    assert scores.score(cells()["share_frozen"]).relative is None


def test_beside_itself_nothing_is_saved():
    told = scores.skill(cells()["damped"], cells()["damped"])
    assert told == scores.Skill(0.0, 0.0, 0.0)
    assert scores.geometric(cells()["damped"], cells()["damped"]) == pytest.approx(1.0)


def test_a_saving_is_counted_on_the_cells_of_both():
    half = [cell for cell in cells()["combo"] if cell.origin == 2018]
    own = sum(cell.crps for cell in half)
    other = sum(cell.crps for cell in cells()["damped"] if cell.origin == 2018)
    assert scores.skill(half, cells()["damped"]).middle == pytest.approx(1 - own / other)


def test_shares_of_the_interval_add_up():
    for found in cells().values():
        told = scores.score(found)
        assert told.covered + told.below + told.above == pytest.approx(1)


def test_bands_hold_every_forecast_once():
    found = cells()["damped"]
    assert sum(len(scores.chosen(found, band=band)) for band in scores.BANDS) == len(found)


def test_what_is_left_out_is_left_out():
    found = cells()["last"]
    assert {cell.target for cell in scores.chosen(found, without=("2020-21",))} == {2019, 2022, 2023, 2024}
    without = scores.score(scores.chosen(found, family="tech_groups", without=("isco_82",)))
    assert (without.n, without.series) == (98, 7)
    assert without.crps == pytest.approx(5.9, abs=0.05)  # 5.9 in the shared scores


def test_the_weighted_error_weighs_by_the_level_at_the_origin():
    found = [cell for cell in cells()["last"] if cell.family == "blocks"]
    by_hand = sum(cell.weight * cell.error for cell in found) / sum(cell.weight for cell in found)
    assert scores.score(found).error == pytest.approx(by_hand)
    assert found[0].weight == panel.series(found[0].series).values[found[0].origin]


def test_the_blocks_together_are_scored_where_all_are_forecast():
    """2021 is a break for occupations: five targets from 2016 and 2018, four from 2019."""
    told = scores.energies(Made(spread=0.001))
    assert sorted({target for _, target, _ in told}) == [2019, 2020, 2022, 2023, 2024]
    assert len(told) == 14
    assert max(value for *_, value in told) < 0.5
    assert scores.energies(next(one for one in rivals.ALL if one.name == "cond_gdp")) == []


def test_the_energy_score_of_one_draw_is_the_distance():
    class Still(Made):
        def paths(self, past, series):
            return {name: np.zeros((2, HORIZON)) for name in series}

    origin, target, value = scores.energies(Still(), origins=(2018,))[0]
    growth = [
        scores.growth_of(np.zeros((2, 8)), name, origin, target)[1] for name in panel.families()["blocks"]
    ]
    assert value == pytest.approx(100 * np.linalg.norm(growth))


def test_tracks_stand_apart_and_only_the_first_is_beside_the_reference():
    made = board()
    assert made.names("C1") == ["cond_gdp"]
    assert made.names("C2") == ["cond_total_frozen"]
    assert "cond_gdp" not in made.names("U")
    for line in made.lines:
        assert (line.skill is not None) == (line.track == "U" and line.forecaster != "damped")
        assert line.ceiling == (line.forecaster == "cond_total_frozen")
    assert list(made.relative) == list(rivals.UNCONDITIONAL)


def test_a_forecast_is_only_asked_for_what_its_track_grants():
    asked = []

    class Curious(Made):
        track = "C1"

        def paths(self, past, series):
            asked.append(past)
            return {}

    assert scores.cells(Curious()) == []
    assert asked == [Past(origin, "C1") for origin in panel.ORIGINS]
