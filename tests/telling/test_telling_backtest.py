"""The scoreboard in words: tables, sentences, the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from backtest_made import board
from krapte.cli import docs
from krapte.learning import rivals, scoreboard
from krapte.learning.panel import families
from krapte.telling import backtest_learned, backtest_page
from krapte.telling import backtest_table as told
from krapte.words import LANGUAGES

PAGE = Path(__file__).parents[2] / "docs" / "backtest.md"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_table_has_a_line_per_subject_and_a_cell_per_forecast(lang):
    for grid in [told.bar(board(), lang), *told.whole(board(), lang)]:
        assert grid.cells, grid.title
        assert all(len(line) == len(grid.heads) for line in grid.cells), grid.title
    assert len(told.bar(board(), lang).cells) == len(families())


def test_the_bar_names_the_strong_reference_with_its_score():
    lines = {line[0]: line for line in told.bar(board(), "en").cells}
    assert lines["technical occupations, 8 groups"][2:5] == ["10.4", "no change", "8.1"]
    assert lines["population"][3] == "fading trend"


def test_no_table_mixes_tracks():
    tracks = {name: rival.track[:2] for name, rival in zip(rivals_told(), rivals.ALL, strict=True)}
    for grid in told.whole(board(), "en"):
        assert len({tracks[head].strip() for head in grid.heads if head in tracks}) <= 1, grid.title


def rivals_told() -> list[str]:
    return [told.who(rival.name, "en") for rival in rivals.ALL]


def test_fewer_forecasts_than_the_row_are_told():
    grid = told.crps(board(), "U", scoreboard.WHOLE, "en")
    line = next(line for line in grid.cells if line[0].startswith("technical occupations"))
    assert line[1] == "112"
    assert line[-1].endswith("[80]")
    assert next(line for line in grid.cells if line[0] == "unemployed")[-1] == told.NOTHING


def test_sentences_read_out():
    assert told.sentences(board(), "en")[1].startswith("For 9 of 15 subjects")
    assert "8,1 procent" in told.sentences(board(), "nl")[2]
    left = board()._replace(without=("2020-21", "isco_82"))
    assert told.sentences(left, "en")[-1] == "Left out: targets in 2020 and 2021, assemblers."


def test_rows_are_tidy():
    rows = told.rows(board())
    assert len({(row["track"], row["family"], row["ahead"], row["forecaster"]) for row in rows}) == len(rows)
    assert sum(row["n"] for row in rows if row["ahead"] == "1-8") == 6743
    assert {row["forecaster"] for row in rows if row["reference"]} == {"damped"}


@pytest.mark.slow
def test_the_page_is_the_one_in_the_documentation():
    assert PAGE.read_text(encoding="utf-8") == docs.PAGES["backtest.md"](), "run `make docs`"


def test_the_page_says_what_is_fixed_beforehand():
    page = backtest_page.page(board())
    for words in ("Origins 2016, 2018 and 2019", "skip-step rule", "pseudo-real-time", "6,743 here"):
        assert words in page, words


class Made:
    """A forecaster of made paths under the name of the model: the trend's own, moved aside."""

    name, track = "krapte", "U"

    def __init__(self, aside: float) -> None:
        self.aside = aside
        self.like = next(rival for rival in rivals.ALL if rival.name == "damped")

    def paths(self, past, series):
        return {name: path + self.aside for name, path in self.like.paths(past, series).items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_model_stands_beside_the_reference_on_the_same_forecasts(lang):
    assert told.own(board(), lang) is None
    few = scoreboard.make((next(r for r in rivals.ALL if r.name == "damped"), Made(3.0)))
    grid = told.own(few, lang)
    assert len(grid.cells) == len(families())
    assert all(len(line) == len(grid.heads) for line in grid.cells)
    verdicts = {told.verdict(line) for line in few.lines if line.forecaster == "krapte"}
    assert verdicts <= {"loses", "worse"}  # twenty times as much is far from everything that came to be
    assert any("krapte" in sentence for sentence in told.sentences(few, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_learned_at_the_origin_stands_beside_the_priors(lang):
    assert backtest_learned.grid(board(), lang) is None
    assert backtest_learned.sentences(board(), lang) == []
    damped = next(r for r in rivals.ALL if r.name == "damped")
    better, worse = Made(0.0), Made(0.5)
    better.name = "krapte_learned"
    made = scoreboard.make((damped, worse, better))
    grid = backtest_learned.grid(made, lang)
    assert len(grid.cells) == len(families())
    for line in grid.cells:
        assert len(line) == len(grid.heads)
        assert line[-1] == line[-2] == told.NOTHING  # no runs alone among them
        assert line[2] != line[3]
    (said,) = backtest_learned.sentences(made, lang)
    assert said.count("%") >= 4
