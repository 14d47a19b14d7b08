"""Why an interval is wide, told: inputs in words with their letter, bars that are as long as their shares."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from made import made
from why_made import rests_rows, why_rows

from krapte.telling import export, why_table
from krapte.telling.summary import markdown
from krapte.words import text
from krapte.words.catalogue import LANGUAGES, catalogue

TITLES = {"m1": {"nl": "Oranje kaart", "en": "Orange card"}}
LONGEST = 25  # words of a sentence


def test_five_inputs_are_named_in_words_with_their_letter():
    grid = why_table.five(why_rows(), TITLES, "en")
    assert len(grid.cells) == why_table.MOST
    assert grid.cells[0][0] == "Applications a year if the scheme exists"
    assert grid.cells[1][0].startswith("Orange card: ")
    assert grid.cells[1][0].endswith("(Applications a year if the scheme exists)")
    assert {line[1] for line in grid.cells} == {"C (assumption)"}
    assert grid.cells[0][2:] == ["0.10 to 0.50 share", "\u2212540", "36%", "2"]
    assert grid.cells[3][5] == why_table.NONE  # no figure behind it
    assert "2035" in grid.title


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_cell_holds_an_id(lang):
    for grid in why_table.grids(why_rows(), rests_rows(), TITLES, lang):
        assert not [cell for line in grid.cells for cell in line if re.search(r"[a-z]+[._][a-z]+", cell)]


def test_a_law_of_the_scenario_is_named_too():
    law = why_rows()[2] | {"measure": "law-m1"}
    assert "law-" not in why_table.named(law, {}, "en")


def test_bars_are_as_long_as_their_shares():
    for row in rests_rows():
        bar = why_table.blocks(row)
        assert len(bar) == why_table.WIDTH
        assert bar.count(why_table.FULL) == round(why_table.WIDTH * row["alone"])
        assert bar.rstrip().count(why_table.LIGHT) + bar.count(why_table.FULL) == round(
            why_table.WIDTH * row["total"]
        )


def test_notes_say_that_parts_need_not_add_up_and_how_sure_they_are():
    told = why_table.notes(why_rows(), rests_rows(), "en")
    assert text("rests.note.adding", "en") in told
    assert "9 points" in told[-1]
    assert any("73%" in line for line in told)
    jumps = text("why.note.jumps", "en")
    assert jumps in told
    assert jumps not in why_table.notes(why_rows("baseline"), rests_rows("baseline"), "en")


def test_slopes_that_carry_more_than_all_are_told_as_that():
    rows = [row | {"share": 0.4} for row in why_rows()]
    assert text("why.note.more", "nl") in why_table.notes(rows, rests_rows(), "nl")


def test_nothing_to_explain_and_too_few_draws_are_said():
    assert why_table.notes([], [], "nl") == [text("why.nothing", "nl")]
    assert text("rests.few", "nl", least="16") in why_table.notes(why_rows(), [], "nl")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_are_short(lang):
    told = {key: value for key, value in catalogue(lang).items() if key.startswith(("why.", "rests."))}
    for key, value in told.items():
        for sentence in re.split(r"[.:;] ", value):
            assert len(sentence.split()) <= LONGEST, key


def test_files_and_payload_hold_every_input():
    answer = replace(made(), why=why_rows(), rests_on=rests_rows(), measures=TITLES)
    payload = export.json_payload(answer)
    assert len(payload["why"]) == 6
    assert len(payload["rests_on"]) == 9
    files = export.tables(answer)
    assert files["why.csv"].decode().splitlines()[0] == ",".join(why_rows()[0])
    assert files["rests_on.csv"].decode().splitlines()[0] == ",".join(rests_rows()[0])
    assert why_table.FULL in markdown(answer, "nl")
    assert "why.csv" not in export.tables(made())
