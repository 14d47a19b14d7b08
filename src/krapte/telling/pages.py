"""Pages of the documentation that are made from the tables and the model, so that they cannot grow old."""

from __future__ import annotations

from collections.abc import Sequence

from krapte.words.formats import number

MADE = "<!-- Made by `make docs`; changes here are lost. -->\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first column to the left, the others to the right."""
    rule = [":--"] + ["--:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, rule, *rows]) + "\n"


def thousands(value: float) -> str:
    """A number of persons or vacancies in thousands with one decimal."""
    return number(value / 1000, "en", 0.1)


def percent(value: float) -> str:
    """A deviation as a signed percentage."""
    return number(100 * value, "en", 0.1, signed=True)
