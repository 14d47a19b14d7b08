"""What is said of a series: the file it is cut from, its unit, its sources and its grade."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from krapte.figures import cuts


class Series(NamedTuple):
    """One series: its file is ``series/<name>.csv``; sources are ``topic:source_id``."""

    name: str
    title: str
    unit: str
    sources: str
    grade: str
    input: str
    note: str
    cut: Callable[[cuts.Rows], cuts.Cut]
