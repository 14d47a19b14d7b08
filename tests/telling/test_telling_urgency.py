"""The ranks as a sentence and tables, in both languages."""

from __future__ import annotations

import re

import pytest

from krapte.analysis.urgency import Standing, Urgency, rank
from krapte.telling import urgency_table as told
from krapte.words import LANGUAGES, has, text

FOUND = rank()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_is_short_and_holds_no_ids(lang: str) -> None:
    words = told.sentence(FOUND, lang)
    assert len(words.split()) <= 25
    assert not re.search(r"[_\d]", words)
    assert words.endswith(".")


def test_the_sentence_says_what_the_standings_say() -> None:
    assert told.sentence(FOUND, "en") == (
        "Not all four alike: published scales place techniek and ICT high, education low, care high or low; "
        "trade and services also high."
    )
    assert told.sentence(FOUND, "nl").startswith("Niet alle vier gelijk: gepubliceerde schalen plaatsen")


def test_another_standing_is_another_sentence() -> None:
    standings = tuple(Standing(g, 1, {1: 1}, {"rate": "high"}, "high") for g in ("techniek", "ict", "care"))
    assert told.sentence(Urgency((), (), standings), "en") == (
        "All four alike: published scales place techniek, ICT and care high."
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_of_the_notes_are_short(lang: str) -> None:
    for note in told.notes(FOUND, lang):
        for sentence in re.split(r"(?<=[.:]) ", note):
            assert len(sentence.split()) <= 25, sentence


def test_value_and_rank_per_scale() -> None:
    grid = told.values(FOUND, "en")
    assert grid.heads[1] == "vacancy rate 2024Q2"
    cells = {line[0]: line[1:] for line in grid.cells}
    assert cells["ICT"] == ["58 (2)", "189 (4)", "\u226516 (1=)", "21,200 (5)", "90,300 (5)"]
    assert cells["techniek"][1] == "183 (C)"
    assert cells["education"][2] == "\u2013"


def test_a_line_per_group_with_how_often_at_each_rank() -> None:
    cells = {line[0]: line[1:] for line in told.together(FOUND, "en").cells}
    assert cells["education"] == ["0", "0", "0", "4", "4", "agree: low (2)"]
    assert cells["care"] == ["1", "1", "1", "2", "5", "disagree (3)"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_scale_has_date_source_letter_and_error(lang: str) -> None:
    grid = told.scales(FOUND, lang)
    assert len(grid.cells) == len(FOUND.scales)
    for scale, line in zip(FOUND.scales, grid.cells, strict=True):
        assert line[1] == scale.date
        assert has(f"unit.{scale.unit}", lang)
        assert all(line)
        assert line[6].startswith("A: ")
    assert "(C)" in grid.cells[0][-1]


def test_a_small_chance_is_not_none() -> None:
    assert [told.chance_of(c, "en") for c in (0, 0.002, 0.3, 0.998, 1)] == [
        "0%",
        "<1%",
        "30%",
        ">99%",
        "100%",
    ]
    grid = told.chances(FOUND, "nl")
    assert grid.cells[0][:2] == ["vacaturegraad", "techniek"]
    assert all(len(line) == len(grid.heads) for line in grid.cells)


def test_what_is_only_shown_stands_in_the_notes_with_its_letter() -> None:
    notes = "\n".join(told.notes(FOUND, "en"))
    assert "190,000 (150,000 to 240,000), C (assumption) (lm_vacnew_brc07_total_2022e)" in notes
    assert "51% of those for mathematics teachers" in notes


def test_rows_are_tidy() -> None:
    rows = told.rows(FOUND)
    assert len({tuple(row) for row in rows}) == 1
    assert len({(r["scale"], r["group"], r["figure"]) for r in rows}) == len(rows)
    first = rows[0]
    assert (first["scale"], first["date"], first["group"]) == ("rate", "2024Q2", "techniek")
    assert (first["rank"], first["figure"], first["grade"]) == (3, "lm_vacrate_B-F_2024q2", "A")
    assert all(has(f"urgency.group.{r['group']}") and text(f"urgency.scale.{r['scale']}", "nl") for r in rows)
