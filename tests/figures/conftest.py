"""A copy of the tables that a test may break, and the shared folder where there is one."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from krapte.figures import layout

SHARED = Path(__file__).parents[3] / "shared"

Break = Callable[[str, Callable[[list[list[str]]], None]], Path]


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return Path(shutil.copytree(layout.TABLES, tmp_path / "tables"))


@pytest.fixture
def spoil(tables: Path) -> Break:
    """Change the rows (header first) of one copied table; returns the folder."""

    def change(file: str, edit: Callable[[list[list[str]]], None]) -> Path:
        path = tables / file
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        edit(rows)
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
        return tables

    return change


@pytest.fixture(scope="session")
def shared() -> Path:
    """The published numbers as they were gathered; a clone on its own tests the committed tables only."""
    if not (SHARED / "figures" / "corrections.csv").is_file():
        print("no ../shared beside this clone: the tables are tested against their committed checksums only")
        # The published inputs lie outside the repository: a clone alone cannot build the tables again.
        pytest.skip("no ../shared beside this clone; tables are tested against committed checksums")
    return SHARED
