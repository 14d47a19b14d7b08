"""The parameter table and the code read the same ids; markets hold no other numbers."""

from __future__ import annotations

import ast
from pathlib import Path

import krapte.market
from krapte.country import parameters
from krapte.market.parameters import Parameters, fields

FOLDER = Path(krapte.market.__file__).parent
ALLOWED = {-1, 0, 0.5, 1, 2}


def test_records_and_table_name_the_same_parameters():
    assert {row.id for row in parameters.load()} == set(fields())


def test_every_parameter_is_read_by_the_file_that_owns_it():
    for row in parameters.load():
        text = (FOLDER / row.owner).read_text()
        field = row.id.split(".")[1]
        assert field in text, f"{row.id} is not read by {row.owner}"


def test_no_constants_beside_the_table():
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
                assert node.value in ALLOWED, f"{path.name}:{node.lineno}: {node.value}"


def test_unpack_puts_every_slot_in_its_place(vector, central):
    slots = parameters.slots()
    seen = []
    for record in central:
        for leaf in record:
            seen += [float(x) for x in leaf.reshape(-1)]
    assert sorted(seen) == sorted(vector({"meeting.form": 0}).tolist())
    assert len(slots) == len(set(slots)) == len(seen)
    assert isinstance(central, Parameters)


def test_every_mechanism_has_its_own_tests():
    tests = Path(__file__).parent
    skip = {"__init__", "records", "start"}
    for path in FOLDER.glob("*.py"):
        if path.stem not in skip:
            assert (tests / f"test_{path.stem}.py").is_file(), f"no tests/market/test_{path.stem}.py"
