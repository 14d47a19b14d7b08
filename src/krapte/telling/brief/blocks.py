"""The parts a brief is made of, before any medium."""

from __future__ import annotations

from typing import NamedTuple

from krapte.telling.grid import Grid


class Heading(NamedTuple):
    """A heading of level 1 to 3."""

    words: str
    level: int = 2


class Para(NamedTuple):
    """A paragraph; ``kind`` is lead, body or small."""

    words: str
    kind: str = "body"


class Picture(NamedTuple):
    """A chart, and the same in words for who cannot see it."""

    svg: str
    alt: str


class Table(NamedTuple):
    """A table; numbers stand to the right except in the columns ``left``; ``marks`` colour lines of pillars."""

    grid: Grid
    left: tuple[int, ...] = (0,)
    marks: tuple[str, ...] = ()
    wide: tuple[int, ...] = (0,)
    """Columns that share what room is left; one named twice gets twice as much."""


class Points(NamedTuple):
    """A list; numbered where its order counts."""

    items: tuple[str, ...]
    numbered: bool = False
    small: bool = False


class NewPage(NamedTuple):
    """What follows begins on a new page."""

    reason: str = ""


Block = Heading | Para | Picture | Table | Points | NewPage


class Brief(NamedTuple):
    """A whole brief."""

    lang: str
    title: str
    about: str
    """What it is about: the package."""
    setting: str
    """Scenario and year."""
    foot: str
    """What made it."""
    command: str
    """How to make it again."""
    blocks: tuple[Block, ...]
