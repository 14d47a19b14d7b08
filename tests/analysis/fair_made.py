"""Small packages for splits, of measures that always work."""

from __future__ import annotations

from krapte.measures import library, packages
from krapte.measures.packages import Package, Row
from krapte.measures.schema import Text


def row(name: str, **changes: object) -> Row:
    one = library.load(name)
    always = one.no_effect.model_copy(update={"probability": 0.0})
    made = one.model_copy(update={"no_effect": always} | changes)
    return Row(made, made.dose.default, 2027)


def made(*rows: Row) -> Package:
    words = Text(nl="zo", en="so")
    return packages.build(Package("made", words, words, rows))


def three() -> Package:
    """Two schemes for those who change work in one pillar, one in another, and one for firms that never works."""
    idle = library.load("p2").no_effect.model_copy(update={"probability": 1.0})
    return made(row("i2"), row("i3"), row("e6"), row("p2", no_effect=idle))
