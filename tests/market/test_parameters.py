"""The parameter table and the code read the same ids; markets hold no other numbers."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import jax.numpy as jnp
import numpy as np
import pytest

import krapte.market
from krapte.country import parameters
from krapte.market.parameters import Parameters, fields, unpack
from tests_support import numbers

FOLDER = Path(krapte.market.__file__).parent
FILES = sorted(path for path in FOLDER.glob("*.py") if path.stem != "__init__")


def test_records_and_table_name_the_same_parameters():
    assert {row.id for row in parameters.load()} == set(fields())


@cache
def _read() -> set[str]:
    """Every attribute that code of the market reads."""
    nodes = [node for path in FILES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    return {node.attr for node in nodes if isinstance(node, ast.Attribute)}


# Readings are arithmetic after the run: whoever reads an outcome passes these on.
AFTER_THE_RUN = {"readings.frictional_days", "readings.uwv_ratio", "readings.fte_per_thing"}


@pytest.mark.parametrize("key", sorted(set(fields()) - AFTER_THE_RUN))
def test_every_parameter_is_read_by_code(key):
    assert key.split(".")[1] in _read(), f"no code reads {key}"


def test_every_parameter_stands_in_the_file_that_owns_it():
    for row in parameters.load():
        text = (FOLDER / row.owner).read_text(encoding="utf-8")
        assert row.id.split(".")[1] in text, f"{row.id} does not stand in {row.owner}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_constants_beside_the_table(path):
    assert numbers(path) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_market_imports_axes_only_from_the_country(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    found |= {one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names}
    ours = {name for name in found if name.startswith("krapte")}
    assert all(name == "krapte.country.axes" or name.startswith("krapte.market") for name in ours), ours
    allowed = {"jax", "numpy", "typing", "collections", "csv", "importlib", "__future__"}
    assert {name.split(".")[0] for name in found - ours} <= allowed


def test_unpack_puts_every_slot_in_its_place():
    slots = parameters.slots()
    made = unpack(jnp.arange(len(slots), dtype=float), slots)
    seen: list[float] = []
    for name, record in made._asdict().items():
        for field, leaf in record._asdict().items():
            own = [float(x) for x in np.asarray(leaf).reshape(-1)]
            assert [slots[int(x)].split("[")[0] for x in own] == [f"{name}.{field}"] * len(own)
            assert own == sorted(own)  # in the order of the table
            seen += own
    assert sorted(seen) == list(range(len(slots)))
    assert isinstance(made, Parameters)


def test_unpack_finds_slots_that_do_not_stand_together():
    slots = parameters.slots()
    order = np.random.default_rng(0).permutation(len(slots))
    values = jnp.arange(len(slots), dtype=float)
    usual, other = unpack(values, slots), unpack(values[order], [slots[i] for i in order])
    for one, two in zip(usual, other, strict=True):
        for a, b in zip(one, two, strict=True):
            assert sorted(np.asarray(a).reshape(-1)) == sorted(np.asarray(b).reshape(-1))


def test_every_mechanism_has_its_own_tests():
    tests = Path(__file__).parent
    for path in FILES:
        if path.stem != "records":  # names and axes only
            assert (tests / f"test_{path.stem}.py").is_file(), f"no tests/market/test_{path.stem}.py"
