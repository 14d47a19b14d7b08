"""The numbers in the prose of the page on the backtest: computed from what it tells of, whatever that comes out at."""

from __future__ import annotations

import pytest

from backtest_made import board
from krapte.analysis.validation_gate import Free
from krapte.learning import rolling
from krapte.telling import backtest_facts, backtest_page

FREE = Free(8, {2021: 0.004, 2022: -0.012, 2023: 0.001, 2024: -0.0312}, {2021: 0.0, 2024: -0.02})


def test_what_is_scored_is_counted():
    facts = backtest_facts.scored(board())
    assert facts == {"series": "66", "families": "15", "scored": "6,743"}
    fewer = board()._replace(lines=board().lines[:1])
    assert backtest_facts.scored(fewer)["scored"] != "6,743"


def test_reasons_tell_the_scores_of_the_board():
    made = board()._replace(without_82=board().without_82 | {"krapte": 7.77})
    facts = backtest_facts.missed(made)
    assert facts["own"] == "7.8"
    assert facts["still"] == facts["trend"] == "5.9"  # as the shared scoreboard has them without assemblers
    assert (facts["months"], facts["fell"], facts["ukraine"]) == ("6", "36", "108,000")


def test_the_free_run_is_told_beside_its_gate():
    facts = backtest_facts.gate(FREE)
    assert (facts["off"], facts["prior"], facts["earlier"]) == ("−3.1", "−2.0", "1.2")
    assert facts["verdict"].startswith("Missed")
    assert backtest_facts.gate(FREE._replace(off={2021: 0.03, 2024: -0.029}))["verdict"] == "Met"
    assert "2024 is\n  off by −3.1 %" in backtest_page.FREE.format(**facts)


def test_the_longer_record_is_summed_up():
    made = [
        rolling.Record("vac_open_total", name, ahead, 9, error, 1.0)
        for name, error in (("last", 40.0), ("damped", 50.0), ("cond_gdp", 30.0))
        for ahead in (1, 3)
    ]
    assert backtest_facts.record(made) == {"saved": "25%", "after": "3", "left": "30"}


@pytest.mark.slow
def test_the_free_run_has_every_year_after_the_survey():
    from krapte.analysis import validation_gate

    made = validation_gate.free(draws=8)
    assert made.draws == 8
    assert list(made.off) == list(made.by_prior) == [2021, 2022, 2023, 2024]
    assert made.off != made.by_prior
