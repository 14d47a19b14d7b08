"""Forecasts of institutes: which can be compared, that errors are those published beside them, and one line for each
that is left out."""

from __future__ import annotations

import numpy as np
import pytest

from backtest_made import board
from krapte.figures.errors import InputError
from krapte.figures.forecasts import COLUMNS, cut, places
from krapte.learning import institutes, rivals, scoreboard
from krapte.learning.institutes import compare, published, subjects, unlike, why_not
from krapte.learning.panel import series
from krapte.telling import institutes_table as told
from krapte.words import LANGUAGES
from krapte.words.catalogue import has

# Error in per cent as the shared table of forecasts prints it, by forecast and target.
PRINTED = {
    ("ROA to 2020", 2020): 3.7,
    ("ROA to 2022", 2022): 4.82,
    ("ROA to 2024", 2024): 3.85,
    ("ROA to 2026", 2024): 5.09,
    ("UWV 2019-2020", 2019): 12.2,
    ("UWV 2019-2020", 2020): 8.3,
    ("UWV 2023-2024", 2023): 0.2,
    ("OCW RR2022", 2022): 1.7,
    ("OCW RR2022", 2023): 2.4,
    ("OCW RR2023", 2024): 2.6,
}

FEW = tuple(rival for rival in rivals.ALL if rival.name in ("damped", "drift5"))


class Perfect:
    """A forecaster that knows what came to be, under the name of the model."""

    name, track = "krapte", "U"

    def paths(self, past, names):
        made = {}
        for name in names:
            values = series(name).values
            if past.origin not in values:
                continue
            years = range(past.origin + 1, past.origin + 9)
            last = values[max(values)]
            growth = [np.log(values.get(year, last) / values[past.origin]) for year in years]
            made[name] = np.tile(growth, (4, 1))
        return made


def test_errors_are_those_printed_beside_the_forecasts():
    found = {(one.published.forecast, one.published.target): one.error for one in board().institutes}
    assert found.keys() == PRINTED.keys()
    for key, error in PRINTED.items():
        assert found[key] == pytest.approx(error, abs=0.06), key


def test_who_knows_all_errs_by_nothing_and_vacancies_that_arise_are_an_account():
    made = compare((*rivals.ALL, Perfect()), "krapte")
    for one in made:
        if one.published.subject == institutes.ARISING and one.model is not None:
            assert one.model < 1.5, one  # the account of published numbers holds within a per cent or so
        elif one.model is not None:
            assert one.model == pytest.approx(0.0, abs=1e-9), one
    assert {one.published.origin for one in made if one.model is not None} <= {2016, 2018, 2019}


def test_every_subject_is_known_and_every_forecast_is_compared_or_told():
    assert {one.subject for one in published()} == set(subjects())
    left = sum(one.number for one in unlike())
    assert left + len(board().institutes) == len(published())
    for name, subject in subjects().items():
        assert bool(subject.series) != bool(subject.why), name
        assert has(f"backtest.unlike.{subject.why}" if subject.why else subject.words), name
    late = next(one for one in published() if one.subject == "emp_total change from origin year")
    assert why_not(late._replace(target=2025)) == "early"


def test_a_year_of_the_virus_is_left_out_when_asked():
    made = scoreboard.make(FEW, without=("2020-21",))
    assert {one.published.target for one in made.institutes}.isdisjoint({2020, 2021})


def test_each_row_has_a_source_and_none_tells_what_came_to_be():
    rows = institutes.published()
    assert all(one.source for one in rows)
    assert not any("realised" in name for name in COLUMNS)


def test_a_place_nobody_knows_is_refused_and_one_without_a_page_left_out():
    row = {
        "source": "ROA",
        "published": "2019",
        "target_series": "emp_total",
        "origin_year": "2018",
        "horizon_year": "2024",
        "unit": "persons",
        "forecast_value": "1.0",
        "figure_or_source": "lm_roa2024_expansion",
        "grade": "A",
        "note": "",
    }
    lost = next(place for place, source in places().items() if not source)
    assert len(cut([row, row | {"figure_or_source": lost}, row | {"forecast_value": ""}])[1]) == 1
    with pytest.raises(InputError) as caught:
        cut([row | {"figure_or_source": "example.org"}])
    assert caught.value.code == "unknown_source"
    assert caught.value.found == "example.org"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_reads_out(lang):
    grid = told.grid(board(), lang)
    assert len(grid.cells) == len(PRINTED)
    assert all(len(line) == len(grid.heads) for line in grid.cells)
    assert {line[4] for line in grid.cells} == {told.NOTHING}  # no model among the rivals
    assert len(told.sentences(board(), lang)) == 3 + len(unlike())
    few = scoreboard.make((*FEW, Perfect()))
    assert len(told.sentences(few, lang)) == 4 + len(unlike())
    assert {row["source"] for row in told.rows(few)} >= {"roa_2022", "fc_uwv2019"}
