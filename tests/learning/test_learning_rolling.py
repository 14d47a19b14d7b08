"""The longer record of vacancies: the numbers of the shared scoreboard, from series that everybody can read."""

from __future__ import annotations

import pytest

from krapte.learning import rolling
from krapte.telling import backtest_table as told
from krapte.words import LANGUAGES

# Mean absolute error, per cent, 1 to 5 years ahead, on the shared scoreboard.
PUBLISHED = {
    ("vac_open_total", "last"): (21, 28, 35, 43, 49),
    ("vac_open_total", "damped"): (21, 32, 33, 38, 50),
    ("vac_open_total", "cond_gdp"): (15, 19, 25, 33, 37),
    ("vac_filled_total", "last"): (13, 16, 21, 26, 31),
    ("vac_filled_total", "damped"): (12, 19, 19, 22, 32),
    ("vac_filled_total", "cond_gdp"): (9, 12, 15, 21, 25),
}


@pytest.fixture(scope="module")
def records():
    return rolling.records()


def test_errors_are_those_of_the_shared_scoreboard(records):
    for (series, name), expected in PUBLISHED.items():
        own = [one.error for one in records if (one.series, one.forecaster) == (series, name)]
        assert own == pytest.approx(expected, abs=0.6), (series, name)


def test_all_are_scored_from_the_same_origins(records):
    for series in rolling.SERIES:
        for ahead in rolling.AHEAD:
            assert len({one.n for one in records if (one.series, one.ahead) == (series, ahead)}) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tracks_stand_in_tables_of_their_own(records, lang):
    grids = told.rolling_record(records, lang)
    assert [len(grid.cells) for grid in grids] == [4, 2]
    assert all(len(line) == len(grid.heads) for grid in grids for line in grid.cells)
