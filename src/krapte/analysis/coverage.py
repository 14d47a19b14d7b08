"""What of the position paper is built: every row of it, by which measure or command, on what evidence, tested where.

``coverage.csv`` holds a line per row of the paper (questions, proposals, context, agenda, systems, claims). Which
measure files belong to a proposal is not written there: the files say it themselves (``paper``).
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from krapte import figures
from krapte.figures.lines import Line, read_lines
from krapte.measures import library
from krapte.measures.schema import Measure, quantities

HERE = Path(__file__).parent
FILE = "coverage.csv"
KINDS = ("question", "measure", "baseline", "scenario", "agenda", "system", "claims")
STATES = ("built", "partly", "not yet")


class Row(NamedTuple):
    """One row of the paper."""

    id: str
    kind: str
    what: str
    state: str
    answer: str
    tests: tuple[str, ...]
    measures: tuple[Measure, ...]


def rows(folder: Path = HERE) -> list[Row]:
    """All rows; InputError where a line has no known kind or state, or a proposal has no measure."""
    return [_row(line) for line in read_lines(folder, FILE)]


def _row(line: Line) -> Row:
    cells = line.cells
    for field, known in (("kind", KINDS), ("state", STATES)):
        if cells[field] not in known:
            raise line.wrong("not_one_of", field, " | ".join(known))
    own = tuple(one for one in map(library.load, library.ids()) if cells["id"] in one.paper)
    if cells["kind"] == "measure" and not own:
        raise line.wrong("unknown_measure", "id", f"a measure file with paper: [{cells['id']}]")
    if cells["state"] != "not yet" and not cells["tests"]:
        raise line.wrong("key_missing", "tests", "the tests of what is built")
    tests = tuple(cells["tests"].split())
    return Row(cells["id"], cells["kind"], cells["what_en"], cells["state"], cells["answer"], tests, own)


def evidence(measure: Measure) -> dict[str, int]:
    """How many published figures a measure names as evidence, by grade."""
    book = figures.load()
    found: dict[str, int] = {}
    for one in measure.evidence:
        grade = book[one.figure].grade
        found[grade] = found.get(grade, 0) + 1
    return dict(sorted(found.items()))


def assumed(measure: Measure) -> dict[str, int]:
    """How many numbers of the file itself have which grade."""
    found: dict[str, int] = {}
    for quantity in quantities(measure).values():
        found[quantity.grade] = found.get(quantity.grade, 0) + 1
    return dict(sorted(found.items()))
