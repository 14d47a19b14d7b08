"""States of the aspects of actions: what may be called present, what missing, and what a table may not hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from gaps_made import DOCUMENT, OTHERS, PROPOSAL, SCHEME, full, made, with_goal

from krapte import figures
from krapte.analysis import gaps
from krapte.figures.errors import InputError
from krapte.measures import library

PAPER = ["E1", "E2", "E3", "E4", "E5", "E6", "E9", "I1", "I2", "I3", "P1", "P2", "P3", "M1", "M2"]
FOUND = gaps.find()


def test_every_proposal_is_there_once_with_all_five_aspects() -> None:
    assert [action.id for action in FOUND.of("paper").actions] == PAPER
    for action in FOUND.actions:
        assert tuple(cell.aspect for cell in action.cells) == gaps.ASPECTS
        assert {cell.action for cell in action.cells} == {action.id}


def test_the_agenda_has_its_five_areas_and_the_council() -> None:
    areas = figures.load()["pd.policy.prodag.areas"]
    assert len(FOUND.of("agenda").actions) == areas.value + 1


def test_every_proposal_that_a_measure_carries_out_is_there() -> None:
    asked = {one for name in library.ids() for one in library.load(name).paper}
    assert asked <= set(PAPER)


def test_nothing_of_the_agenda_is_called_present_or_missing() -> None:
    """Its annex was not read, so the opening of the letter can carry neither."""
    assert {cell.state for cell in FOUND.of("agenda").cells} == {"not_inspected"}
    assert all(cell.source.how_read != gaps.WHOLE for cell in FOUND.of("agenda").cells)


def test_missing_is_said_only_of_a_document_read_in_full() -> None:
    missing = [cell for cell in FOUND.cells if cell.state == "missing"]
    assert missing
    assert {cell.source.source_id for cell in missing} == {"paper"}
    assert {cell.source.how_read for cell in missing} == {gaps.WHOLE}
    assert all(cell.figure is None and cell.note for cell in missing)


def test_present_rests_on_what_others_published() -> None:
    for cell in FOUND.cells:
        if cell.state == "present":
            assert cell.grade in ("A", "B")
            if cell.figure:
                assert cell.grade == cell.figure.grade
                assert (cell.figure.how, cell.figure.superseded_by) != ("chosen_point", "")
            else:
                assert cell.source.how_read == gaps.WHOLE


def test_a_date_has_a_last_day_or_a_year() -> None:
    dates = [cell for cell in FOUND.cells if (cell.aspect, cell.state) == ("date", "present")]
    assert dates
    for cell in dates:
        assert cell.figure
        assert cell.figure.period
        if cell.law:
            assert cell.law.until
            assert cell.figure.period[-4:] == str(cell.law.until.year), "the source itself tells the end"


def test_a_budget_in_the_law_is_the_figure_it_comes_from() -> None:
    slim = next(action for action in FOUND.actions if action.id == "slim")
    means = slim.cells[gaps.ASPECTS.index("means")]
    assert means.law is not None
    assert means.figure is not None
    assert (means.law.figure, means.law.value) == (means.figure.figure_id, means.figure.value)


def test_our_own_measure_stands_apart() -> None:
    own = {action.id: action.own.id for action in FOUND.actions if action.own}
    assert set(own) <= set(PAPER)
    assert all(name == action.lower() for action, name in own.items())
    assert "M2" not in own, "m2-tightened is the reverse of what the paper asks"
    changed = [action._replace(own=None) for action in FOUND.actions]
    assert [a.complete for a in changed] == [a.complete for a in FOUND.actions]
    assert gaps.Gaps(tuple(changed)).cells == FOUND.cells


def test_counts_add_up() -> None:
    assert sum(FOUND.count(state) for state in gaps.STATES) == len(FOUND.cells) == 5 * len(FOUND.actions)
    paper = FOUND.of("paper")
    assert sum(paper.count("missing", aspect) for aspect in gaps.ASPECTS) == paper.count("missing")
    assert FOUND.of(None) == FOUND


def test_an_action_is_complete_with_all_five(tmp_path: Path) -> None:
    present = full("E1", "present,mbo_price_tech_paper,,,")
    assert made(tmp_path, present).actions[0].complete
    assert not made(tmp_path, [*present[:4], OTHERS[4]]).actions[0].complete


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        ("E1,goal,there,mbo_price_tech_paper,,,", "not_one_of", "state"),
        ("E1,aim,present,mbo_price_tech_paper,,,", "not_one_of", "aspect"),
        ("E7,goal,present,mbo_price_tech_paper,,,", "not_one_of", "action"),
        ("E1,goal,present,mbo_price_papyrus,,,", "unknown_figure", "figure"),
        ("E1,goal,present,,slim:2019-01-01,,", "unknown_law", "law"),
        ("E1,goal,present,,slime:2024-01-01,,", "unknown_law", "law"),
        ("E1,goal,present,,,papyrus,halved", "unknown_source", "source"),
        ("E1,goal,present,,,paper,halfed", "not_one_of", "note"),
        ("E1,goal,present,,,,", "gaps_rests_on_one", "source"),
        ("E1,goal,present,mbo_price_tech_paper,,paper,halved", "gaps_rests_on_one", "figure"),
        ("E1,goal,missing,mbo_price_tech_paper,,,", "gaps_not_present", "figure"),
        ("E1,goal,not_inspected,,slim:2024-01-01,,", "gaps_not_present", "law"),
        ("E1,goal,present,,,paper,", "gaps_no_note", "note"),
        ("E1,goal,missing,,,prodag,opening", "gaps_not_read_in_full", "source"),
        ("E1,goal,present,,,prodag,opening", "gaps_not_read_in_full", "source"),
        ("E1,goal,present,ip_ok_quota,,,", "gaps_assumed", "figure"),
        ("E1,goal,present,mbo_lumpsum_2025,,,", "gaps_superseded", "figure"),
        ("E1,date,present,,slim:2024-01-01,,", "gaps_no_date", "law"),
        ("E1,date,present,,practice_budget:2024-01-01,,", "gaps_no_date", "law"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_line(
    tmp_path: Path, row: str, code: str, field: str
) -> None:
    with pytest.raises(InputError) as caught:
        made(tmp_path, with_goal(row))
    assert (caught.value.code, caught.value.where) == (code, f"{gaps.CELLS}:2: {field}")


def test_every_aspect_has_one_row(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="date, owner, indicator") as caught:
        made(tmp_path, [row for row in OTHERS if ",owner," not in row])
    assert (caught.value.code, caught.value.where) == ("gaps_incomplete", f"{gaps.CELLS}: E1")
    with pytest.raises(InputError) as caught:
        made(tmp_path, [*OTHERS, OTHERS[1]])
    assert (caught.value.code, caught.value.where) == ("gaps_twice", f"{gaps.CELLS}:7: aspect")


@pytest.mark.parametrize(
    ("second", "code", "field"),
    [
        ("slim,budget,", "not_one_of", "of"),
        (PROPOSAL, "gaps_twice", "action"),
        ("slime,scheme,E1", "not_one_of", "action"),
        (SCHEME.replace("E1", "E7"), "not_one_of", "near"),
    ],
)
def test_an_action_that_cannot_be_right_is_refused(
    tmp_path: Path, second: str, code: str, field: str
) -> None:
    with pytest.raises(InputError) as caught:
        made(tmp_path, [*OTHERS, *full("slim", f"missing{DOCUMENT}")], (PROPOSAL, second))
    assert (caught.value.code, caught.value.where) == (code, f"{gaps.ACTIONS}:3: {field}")
