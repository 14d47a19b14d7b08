"""Aims of the backtest: each is met or missed by its numbers, in both directions."""

from __future__ import annotations

import pytest

from backtest_made import board
from krapte.learning.panel import families
from krapte.learning.rivals import REFERENCE
from krapte.learning.scoreboard import MODEL, Board, Line, Whole
from krapte.learning.scores import Skill
from krapte.telling import backtest_aims, backtest_table
from krapte.words import LANGUAGES


def made(factor: float, covered: float = 0.8, pit: float = 0.5) -> Board:
    """A board on which krapte errs by so many times the reference, with output known by so many times its rival."""
    lines: list[Line] = list(board().lines)
    for family in families():
        line = board().find(family, REFERENCE)
        score = line.score._replace(crps=line.score.crps * factor)
        lines.append(line._replace(forecaster=MODEL, score=score, skill=Skill(1 - factor, 0.0, 0.0)))
        twin = board().find(family, backtest_aims.TWIN)
        if twin:
            score = twin.score._replace(crps=twin.score.crps * factor)
            lines.append(twin._replace(forecaster="krapte_c1", score=score, skill=None))
    whole = Whole(100, covered, pit, Skill(1 - factor, 0.9 - factor, 1.1 - factor))
    return board()._replace(lines=tuple(lines), pooled={MODEL: whole})


def test_without_a_model_there_is_nothing_to_tell():
    assert backtest_aims.grid(board(), "en") is None


@pytest.mark.parametrize(("factor", "met"), [(0.1, True), (5.0, False)])
def test_errors_decide_over_every_aim_beside_a_rival(factor, met):
    found = backtest_aims.aims(made(factor), "en")
    assert len(found) == 12
    assert {aim.met for aim in found[2:]} == {met}
    assert all(aim.met for aim in found[:2])


@pytest.mark.parametrize(
    ("covered", "pit", "met"), [(0.69, 0.5, [False, True]), (0.91, 0.61, [False, False])]
)
def test_the_gates_have_two_sides(covered, pit, met):
    assert [aim.met for aim in backtest_aims.aims(made(1.0, covered, pit), "en")[:2]] == met


def test_fewer_forecasts_are_told_and_compared_with_the_reference_on_the_same():
    of = made(0.5)
    line = of.find("population", MODEL)
    fewer = line._replace(score=line.score._replace(n=10))
    of = of._replace(lines=tuple(fewer if one is line else one for one in of.lines))
    aim = next(aim for aim in backtest_aims.aims(of, "en") if "10 of 51" in aim.what)
    assert f"{line.score.crps / 0.5:.1f}" in aim.wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_tables_have_a_cell_per_head(lang):
    of = made(0.9)
    for grid in (backtest_aims.grid(of, lang), backtest_table.models(of, lang)):
        assert grid.cells
        assert all(len(line) == len(grid.heads) for line in grid.cells)
