"""Side effects as a table, in words, and how soon the answer is there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import whole

from krapte.measures import library
from krapte.telling import side_table, tables
from krapte.words import LANGUAGES, has

ROWS = [
    {"year": year, "effect": name, "median": 10.0, "low": 5.0, "high": 20.0, "unit": unit, "measures": "e1"}
    for year in (2030, 2035)
    for name, unit in (("homes", "homes"), ("a_kind_of_my_own", "fte"))
]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_kinds_down_and_years_across(lang: str) -> None:
    g = side_table.grid(ROWS, lang)
    assert g.heads[1:] == ["2030", "2035"]
    assert len(g.cells) == 2
    assert g.cells[1][0].startswith("a kind of my own")
    assert "_" not in " ".join(cell for line in g.cells for cell in line)


@pytest.mark.parametrize("name", library.ids())
def test_every_side_effect_that_comes_with_krapte_has_words(name: str) -> None:
    for side in library.load(name).side_effects:
        assert all(has(f"side.{side.reading}", lang) for lang in LANGUAGES)


def test_the_answer_holds_the_table_its_note_and_the_lag() -> None:
    answer = replace(whole(), side_effects=ROWS, lag=2033)
    assert any(g.heads[0] == "Side effect" for g in tables.parts(answer, "en"))
    notes = " ".join(tables.notes(answer, "en"))
    assert "they move no result" in notes
    assert "is there in 2033; years after the start: 5" in notes
    unsure = " ".join(tables.notes(replace(answer, lag=None), "en"))
    assert "zero or uncertain" in unsure
