"""The code of the country holds no number of the country: only definitions and settings of algorithms, listed here."""

from __future__ import annotations

from pathlib import Path

import pytest

import krapte.country
from tests_support import numbers

FILES = sorted(path for path in Path(krapte.country.__file__).parent.rglob("*.py") if path.stem != "axes")
# Numbers that stand in code, by file, and why: definitions and classifications, and settings of algorithms.
CLASSES = {15, 16, 19, 20, 24, 25, 34, 35, 44, 45, 54, 55, 64, 65, 69, 70, 74}
IN_CODE: dict[str, dict[str, set[float]]] = {
    "base": {"rounds and closeness of the fitting": {1e-3, 50, 150}},
    "demand": {"a growth of tables is in per cent": {100}},
    "fitting": {"rounds, closeness and ends of a search": {1e-12, 1e-9, 1e-6, 1e6, 20, 80, 200}},
    "funding": {"the month of the count": {10}},
    "levels": {
        "halvings of a search": {60},
        "age classes of tables and their middles": {5, 10, 16, 20.0, 25, 29.5, 39.5, 49.5, 60.0},
        "low, mid, high": {3},
    },
    "migration": {"the age at which the higher threshold begins": {30}},
    "margins": {"place of an axis": {3}},
    "origin_priors": {"tables in per cent": {100}},
    "origins": {"tables in per cent, months in a year": {100, 12}, "spread of a uniform range": {3}},
    "parameters": {"how near a name must be, and how many are told": {0.4, 3}},
    "participation": {
        "rounds of a search and the least that divides": {200, 1e-9},
        "age classes of tables": CLASSES - {16, 19, 20},
        "per cent, the place of 2023 in a table, three ages in a mean": {100, 10, 3},
    },
    "pension": {"months in a year": {12}},
    "priors": {
        "where a range ends, and the weight of the middle of a pert": {0.95, 4},
        "how many draws are kept at hand": {1000, 1024},
    },
    "cohorts": {"ends of a search": {5}},
    "profiles": {
        "ends of a search": {1e-9},
        "age classes of a table": {15, 24, 25, 44, 45},
    },
    "ruling": {"months in a year, the middle of a year": {12, 7}, "the age of the lower norm": {30}},
    "school_chances": {
        "start and ends of a search": {0.05, 0.08, 0.45, 0.6, 0.98},
        "programmes of mbo and years of study": {3, 4, 6},
    },
    "school_counts": {"levels of mbo": {3, 4}},
    "schools": {"programmes of mbo": {3, 4}},
    "sectors": {"major groups of ISCO, and tables in thousands": {10, 1000}},
    "seeds": {"rounds of the fitting": {60}, "levels and technical groups": {3, 5}},
    "streams": {
        "half-way between the classes of years since arrival": {2.5, 4.5},
        "streams by motive": {3},
        "age classes of a table": {9, 10, 19, 20, 29, 30, 39, 40, 74},
    },
    "tuition": {"the month in which a school year begins": {9}},
    "survey": {
        "a share for what was never seen": {1e-3},
        "age classes of tables": CLASSES - {15, 64, 69, 70, 74} | {3, 4},
    },
}
YEARS = range(1999, 2051)  # the year of a table is a definition


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_numbers_stand_beside_the_tables(path):
    listed = set().union(*IN_CODE.get(path.stem, {}).values())
    found = {value: line for line, value in numbers(path) if isinstance(value, float) or value not in YEARS}
    assert {value: line for value, line in found.items() if value not in listed} == {}
    assert listed <= set(found), "listed, but not in the file"


def test_a_number_in_code_is_seen(tmp_path):
    path = tmp_path / "made.py"
    path.write_text("A = 0.37\nB = x.sum(axis=3) * 2\n", encoding="utf-8")
    assert numbers(path) == [(1, 0.37)]
