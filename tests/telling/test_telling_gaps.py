"""The gaps as sentences and tables, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from krapte.analysis.gaps import ASPECTS, KINDS, Action, Cell, Gaps, find
from krapte.telling import gaps_table as told
from krapte.words import LANGUAGES, has

FOUND = find()
PAGE = Path(__file__).parents[2] / "docs" / "questions.md"


def changed(kind: str, *states: str) -> Gaps:
    """The first two actions of a kind with other states: a state per aspect."""

    def other(action: Action) -> Action:
        pairs = zip(action.cells, states, strict=True)
        return action._replace(cells=tuple(cell._replace(state=state) for cell, state in pairs))

    return Gaps(tuple(other(action) for action in FOUND.of(kind).actions[:2]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_are_short_and_hold_no_ids(lang: str) -> None:
    notes = [part for note in told.notes(FOUND, lang) for part in re.split(r"(?<=\.) ", note)]
    whys = [part for line in told.documents(FOUND, lang).cells for part in re.split(r"(?<=[.;]) ", line[-1])]
    for sentence in (*told.sentences(FOUND, lang), *notes, *whys):
        assert len(sentence.split()) <= 25, sentence
        assert not re.search(r"_|\b[EIPM]\d\b", sentence), sentence
        assert sentence[-1] in ".;"


def test_of_what_was_not_inspected_nothing_is_said() -> None:
    assert told.sentences(FOUND.of("agenda"), "en") == [
        "Whether the cabinet attaches actions and means to its productivity agenda cannot be said here: "
        "its annex was not inspected.",
        "Of 6 known parts of the productivity agenda all 30 points stand as not inspected; "
        "none is called missing.",
    ]
    unseen = ["not_inspected"] * 5
    assert len(told.sentences(changed("paper", *unseen), "en")) == 1


def test_what_was_seen_is_counted_by_aspect() -> None:
    assert told.sentences(FOUND.of("paper"), "nl") == [
        "Van 15 voorstellen van het position paper zagen we een doel bij 4.",
        "Er ontbreekt een doel bij 11, geld bij alle 15.",
        "Alle vijf bij geen; 45 van 75 punten zijn niet ingezien.",
    ]


def test_other_states_are_other_sentences() -> None:
    assert told.sentences(changed("agenda", *["present"] * 5), "en") == [
        "Of 2 known parts of the productivity agenda we saw a goal with all 2, money with all 2, "
        "a date with all 2, an owner with all 2, an indicator with all 2.",
        "All five with all 2; 0 of 10 points were not inspected.",
    ]
    assert told.sentences(changed("agenda", "missing", "missing", *["not_inspected"] * 3), "en") == [
        "Of 2 known parts of the productivity agenda we saw none.",
        "Missing: a goal with all 2, money with all 2.",
        "All five with none; 6 of 10 points were not inspected.",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_counts_are_those_of_the_cells(lang: str) -> None:
    grid = told.counts(FOUND, lang)
    for kind, line in zip(KINDS, grid.cells, strict=True):
        part = FOUND.of(kind)
        assert line[1] == str(len(part.actions))
        for cell in line[2:-1]:
            assert sum(int(count) for count in cell.split(" / ")) == len(part.actions)
    assert grid.cells[-1][2:4] == ["4 / 11 / 0", "0 / 15 / 0"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_line_per_action_with_a_state_per_aspect(lang: str) -> None:
    grids = told.states(FOUND, lang)
    assert [len(grid.cells) for grid in grids] == [len(FOUND.of(kind).actions) for kind in KINDS]
    for grid in grids:
        assert all(len(line) == len(grid.heads) and all(line) for line in grid.cells)
    for action in FOUND.actions:
        assert has(f"gaps.action.{action.id}", lang)


def test_our_own_choice_has_a_column_and_is_no_state() -> None:
    grid = told.states(FOUND.of("paper"), "en")[0]
    assert grid.heads[-1] == "krapte's own choice (C)"
    lines = {line[0].split()[0]: line for line in grid.cells}
    assert lines["E9"][-1] == "law, OCW, from 2028"
    assert lines["E9"][3:6] == ["not inspected"] * 3
    assert lines["I1"][-1] == "budget, SZW, from 2027"
    assert lines["M2"][-1] == told.NOTHING


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_that_is_present_has_its_ground(lang: str) -> None:
    grid = told.grounds(FOUND, lang)
    assert len(grid.cells) == FOUND.count("present")
    assert all(all(line) for line in grid.cells)


def test_what_is_found_is_told_in_its_unit() -> None:
    def one(action: str, aspect: str) -> Cell:
        cells = next(found.cells for found in FOUND.actions if found.id == action)
        return cells[ASPECTS.index(aspect)]

    assert told.found(one("slim", "means"), "nl") == "47.200.000 euro per jaar (2024)"
    assert told.found(one("slim", "date"), "en") == "2030"
    assert told.found(one("beethoven", "date"), "nl") == "tot en met 2030-12-31"
    assert told.found(one("banenafspraak", "date"), "en") == "2026"
    assert told.found(one("E1", "goal"), "nl") == "gewicht van 1,8"
    assert told.found(one("E2", "goal"), "en") == "half, in the first two years"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_that_is_not_present_has_its_document(lang: str) -> None:
    lines = told.documents(FOUND, lang).cells
    assert sum(int(line[3]) for line in lines) == FOUND.count("missing")
    assert sum(int(line[4]) for line in lines) == FOUND.count("not_inspected")
    assert all(all(line) for line in lines)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_are_tidy(lang: str) -> None:
    rows = told.rows(FOUND, lang)
    assert len({tuple(row) for row in rows}) == 1
    assert len({(row["action"], row["aspect"]) for row in rows}) == len(rows) == len(FOUND.cells)
    for row in rows:
        assert bool(row["found"]) == (row["state"] == "present")
        assert bool(row["grade"]) == (row["state"] != "not_inspected")
        assert row["found"] or row["note"]


def test_the_page_of_the_documentation_says_what_the_table_says() -> None:
    words = " ".join(PAGE.read_text(encoding="utf-8").replace("\n>", "\n").split())
    for sentence in told.sentences(FOUND, "en"):
        assert sentence in words, sentence
