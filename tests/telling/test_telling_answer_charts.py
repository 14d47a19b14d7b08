"""From an answer to the rows of its charts: they add up, they are whole, and they are those of the answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made import PILLARS, made, whole
from split_table_rows import gain_rows, only

from krapte.telling import answer_charts, chart_flows, chart_gain, chart_split


def test_the_split_adds_up_to_what_was_open_without_the_package() -> None:
    answer = whole()
    rows = answer_charts.split(answer)
    for year in (2026, 2030, 2040):
        read = chart_split.read(rows, year, "vacancies")  # refuses what does not add up
        assert sum(part.middle for part in read.pillars.values()) == pytest.approx(read.closed.middle)
        assert read.closed.middle + read.open.middle == pytest.approx(read.baseline.middle)
    assert read.closed.middle > 0


def test_what_is_closed_is_the_change_turned_round() -> None:
    answer = whole()
    of = only(answer.split, year=2035, pillar="inflow")
    made_row = only(answer_charts.split(answer), year=2035, pillar="inflow")
    assert of["mean"] < 0
    assert (made_row["mean"], made_row["low"], made_row["high"]) == (-of["mean"], -of["high"], -of["low"])


def test_open_is_the_mean_of_the_package_with_its_interval() -> None:
    answer = whole()
    values = answer.results["vacancies"].sel(group="techniek", year=2035)
    for name, variant in (("open", "package"), ("baseline", "baseline")):
        draws = values.sel(variant=variant).values
        row = only(answer_charts.split(answer), year=2035, pillar=name)
        assert row["mean"] == pytest.approx(draws.mean())
        assert (row["low"], row["high"]) == tuple(np.quantile(draws, [0.1, 0.9]))


def test_a_pillar_without_a_measure_closes_nothing() -> None:
    assert "productivity" not in PILLARS
    row = only(answer_charts.split(whole()), year=2035, pillar="productivity")
    assert (row["mean"], row["low"], row["high"]) == (0, 0, 0)


def test_vacancies_are_told_as_vacancies() -> None:
    rows = answer_charts.split(whole())
    assert {row["unit"] for row in rows} == {"vacancies"}
    assert "vacatures, het meest door Instroom" in chart_split.finding(
        chart_split.read(rows, 2035, "vacancies"), "nl"
    )


def test_an_answer_without_a_split_has_no_rows() -> None:
    assert answer_charts.split(made()) == []
    assert answer_charts.split(whole(), "shortage") == []
    assert answer_charts.flows(made()) == []
    assert answer_charts.gain(made(), 2035) == []


def test_a_flow_that_is_not_there_in_a_year_is_zero_in_it() -> None:
    answer = whole()
    known = [r for r in answer.flows if (r["flow"], r["year"]) != ("lateral_entry", 2030)]
    rows = answer_charts.flows(replace(answer, flows=known))
    added = only(rows, flow="lateral_entry", year=2030)
    assert (added["median"], added["low"], added["high"], added["direction"]) == (0, 0, 0, "in")
    assert len(rows) == len(answer.flows)
    assert chart_flows.read(rows, 2035).years == list(range(2024, 2040))


def test_flows_that_are_there_are_left_as_they_are() -> None:
    answer = whole()
    rows = answer_charts.flows(answer)
    assert sorted(map(repr, rows)) == sorted(map(repr, answer.flows))
    assert [row["year"] for row in rows] == sorted(row["year"] for row in rows)


def test_the_gain_has_each_item_for_techniek_and_the_country() -> None:
    answer = whole()
    rows = answer_charts.gain(answer, 2035)
    assert list(chart_gain.read(rows).items) == list(answer_charts.GAIN)
    for item, names in answer_charts.GAIN.items():
        for scope, name in zip(("techniek", "nl"), names, strict=True):
            of = only(answer.gain, scope=scope, item=name, per="extra")
            row = only(rows, item=item, scope=scope)
            assert (row["median"], row["low"], row["high"]) == (of["mean"], of["low"], of["high"])


def test_where_there_is_too_little_to_divide_there_is_no_chart_of_the_gain() -> None:
    assert answer_charts.gain(replace(whole(), gain=gain_rows(extra=20)), 2035) == []
    assert answer_charts.gain(whole(), 2034) == []
