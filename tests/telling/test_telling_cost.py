"""The table of costs: lines per payer, sums, and the title."""

from __future__ import annotations

import pytest
from split_table_rows import cost_rows

from krapte.telling import cost_table
from krapte.words import LANGUAGES


def test_a_line_per_payer_then_sums_without_repeats() -> None:
    made = cost_table.grid(cost_rows(), "en", {"i3": "Changing"})
    assert [line[:2] for line in made.cells] == [
        ["Changing", "state"],
        ["Changing", "employers"],
        ["Changing", "together"],
        ["e1", "state"],
        ["Whole package", "public money"],
        ["Whole package", "private money"],
        ["Whole package", "together"],
    ]
    assert made.heads == ["Measure", "Who pays", "2035"]
    assert made.cells[2][2] == "300 (252\u2013348)"


def test_the_title_tells_the_total_with_its_interval_and_sides() -> None:
    title = cost_table.grid(cost_rows(), "nl").title.replace("\u00a0", " ")
    assert title == (
        "In 2035 kost het pakket ongeveer € 500 miljoen per jaar (€ 420 miljoen tot € 580 miljoen): "
        "€ 400 miljoen publiek en € 100 miljoen privaat"
    )


def test_costs_that_may_be_savings_are_uncertain() -> None:
    rows = cost_rows(spread=3)
    assert "uncertain" in cost_table.finding(rows, "en", 2035)
    assert "costs nothing" in cost_table.finding(cost_rows(0, 0), "en", 2035)
    assert cost_table.finding([], "en", 2035) == "The files of this package name no cost"
    assert cost_table.finding(rows, "en", 2031) == "The files of this package name no cost"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_prices_that_differ_are_said_to_be_not_converted(lang: str) -> None:
    mixed = cost_table.notes(cost_rows(), lang)[0]
    assert "2024" in mixed
    assert "2026" in mixed
    one = [r for r in cost_rows() if r["measure"] == "i3"]
    assert "2026" not in cost_table.notes(one, lang)[0]
    assert cost_table.notes([], lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_payer_has_words(lang: str) -> None:
    from krapte.measures.schema.cost import Payer

    for name in (*Payer.__args__, *cost_table.SUMS):
        assert cost_table.payer(name, lang)


def test_many_measures_have_one_line_each_with_their_payers_named() -> None:
    many = [
        r | {"measure": f"m{n}"}
        for n in range(cost_table.MANY + 1)
        for r in cost_rows(2035)
        if r["measure"] == "i3"
    ]
    many += [r for r in cost_rows(2035) if r["measure"] == "all"]
    g = cost_table.grid(many, "en")
    names = [line[0] for line in g.cells]
    assert len(names) == cost_table.MANY + 1 + 3
    assert len(set(names)) == cost_table.MANY + 2
    assert "," in g.cells[0][1]


def test_a_saving_is_told_as_such() -> None:
    ends = {"low": -5e8, "median": -4e8, "high": -3e8}
    rows = [r | ends for r in cost_rows(2035)]
    assert "saves about" in cost_table.finding(rows, "en", 2035)
    assert "300" in cost_table.finding(rows, "nl", 2035)
