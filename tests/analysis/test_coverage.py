"""Coverage of the paper: no row skipped, every proposal with files and tests that exist and speak of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from krapte.analysis import coverage
from krapte.analysis.laboratory import doses
from krapte.figures.errors import InputError
from krapte.measures import library, packages
from krapte.telling import coverage_page

ROOT = Path(__file__).parents[2]
ROWS = coverage.rows()
# The rows of the paper, as they were numbered when it was read.
PAPER = (
    *(f"Q{n}" for n in range(1, 5)),
    *(f"E{n}" for n in (1, 2, 3, 4, 5, 6, 9)),
    *(f"I{n}" for n in range(1, 4)),
    *(f"P{n}" for n in range(1, 4)),
    *(f"M{n}" for n in range(1, 4)),
    *(f"B{n}" for n in range(1, 5)),
    *(f"A{n}" for n in range(1, 5)),
    *(f"S{n}" for n in range(1, 14)),
    "C",
)


def test_every_row_of_the_paper_is_there_once() -> None:
    assert [row.id for row in ROWS] == list(PAPER)


@pytest.mark.parametrize("row", ROWS, ids=PAPER)
def test_what_is_built_has_tests_that_exist(row: coverage.Row) -> None:
    assert all((ROOT / test).is_file() for test in row.tests)
    assert bool(row.tests) == (row.state != "not yet")
    assert row.measures or row.answer or row.state == "not yet"


@pytest.mark.parametrize("row", [row for row in ROWS if row.kind == "measure"], ids=lambda row: row.id)
def test_the_tests_of_a_proposal_speak_of_its_measures(row: coverage.Row) -> None:
    texts = "".join((ROOT / test).read_text(encoding="utf-8") for test in row.tests)
    helpers = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "tests" / "measures").glob("*.py"))
    for measure in row.measures:
        moved = {move.parameter.split(".")[-1].split("[")[0] for move in measure.moves}
        assert f'"{measure.id}"' in texts + helpers
        assert any(name in texts + helpers for name in moved), measure.id


def test_the_package_of_the_paper_holds_every_proposal() -> None:
    """Each row of the paper has at least one of its files in the package, done or avoided."""
    package = packages.load("paper")
    held = {name for row in (*package.rows, *package.avoids) for name in row.measure.paper}
    assert held == {row.id for row in ROWS if row.kind == "measure"}


def test_no_measure_claims_a_row_that_the_paper_does_not_have() -> None:
    claimed = {name for one in map(library.load, library.ids()) for name in one.paper}
    assert claimed <= set(PAPER)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Z1,measure,x,built,,tests/x.py", "unknown_measure"),
        ("Z1,thing,x,built,y,tests/x.py", "not_one_of"),
        ("Z1,system,x,built,y,", "key_missing"),
        ("Z1,system,x,soon,y,tests/x.py", "not_one_of"),
    ],
)
def test_a_bad_line_is_refused_with_its_place(line: str, code: str, tmp_path: Path) -> None:
    (tmp_path / coverage.FILE).write_text(f"id,kind,what_en,state,answer,tests\n{line}\n")
    with pytest.raises(InputError) as error:
        coverage.rows(tmp_path)
    assert error.value.code == code
    assert "coverage.csv:2" in error.value.where


def test_the_page_is_that_of_the_table() -> None:
    told = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert told == coverage_page.page(ROWS)
    for measure in {one.id for row in ROWS for one in row.measures}:
        assert f"`{measure}`" in told
    assert not re.search(r"\| built \|[^|]*\|\s*\|", told)


def test_the_answer_to_the_paper_lists_every_proposal() -> None:
    told = doses(packages.load("paper"))
    assert {name for row in told for name in row["paper"].split()} == {
        r.id for r in ROWS if r.kind == "measure"
    }
    assert [row["measure"] for row in told if row["avoided"]] == ["m2-tightened"]
