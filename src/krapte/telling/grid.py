"""A table as cells, before any medium: the terminal and Markdown both show it."""

from __future__ import annotations

from typing import NamedTuple


class Grid(NamedTuple):
    """One variant's table: a title, the heads, and a list of cells per year."""

    title: str
    heads: list[str]
    cells: list[list[str]]
