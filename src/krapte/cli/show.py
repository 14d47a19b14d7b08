"""Output: results on stdout, everything about them on stderr; lists and cards as table, json or csv."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from krapte.words import has, text

if TYPE_CHECKING:
    from rich.console import Console

    from krapte.telling.grid import Grid

WIDE = 160  # columns where no window tells its width: a pipe or a file
SCHEMA = "krapte/1"


def console() -> Console:
    """A console on stdout that shows text as it is (no markup, no guessed colours)."""
    from rich.console import Console as RichConsole

    class Quiet(RichConsole):
        """A reader who closes the pipe has seen enough: that is no error."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    width = None if sys.stdout.isatty() else WIDE
    return Quiet(file=sys.stdout, markup=False, highlight=False, emoji=False, width=width, soft_wrap=False)


def out(words: str, end: str = "\n") -> None:
    """Text on stdout as it is, however long its lines."""
    typer.echo(words + end, nl=False)


def aside(words: str) -> None:
    """A line about the work, on stderr."""
    typer.echo(words, err=True)


def listing(
    what: str,
    form: str,
    lang: str,
    data: Sequence[Mapping[str, Any]],
    columns: Mapping[str, Sequence[str]],
) -> None:
    """A list: ``data`` as json or csv with every field, or ready ``columns`` (label: cells) as a table."""
    if form == "json":
        out(
            json.dumps(
                {"schema": SCHEMA, "what": what, "rows": list(data)},
                ensure_ascii=False,
                indent=1,
                default=str,
            )
        )
    elif form == "csv":
        from krapte.telling.export import csv_bytes

        flat = [{name: _flat(value) for name, value in row.items()} for row in data]
        out(csv_bytes(list(data[0]) if data else [], flat).decode(), end="")
    else:
        _table(lang, columns)


def card(lines: Sequence[tuple[str, str]], lang: str) -> None:
    """A card: label and text, line by line; empty ones are left out."""
    from rich.table import Table

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in lines:
        if value:
            table.add_row(label(name, lang), value)
    console().print(table)


def grid(cells: Grid) -> None:
    """A table with its title."""
    from rich import box
    from rich.table import Table

    table = Table(title=cells.title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for head in cells.heads:
        table.add_column(head, overflow="fold")
    for line in cells.cells:
        table.add_row(*line)
    console().print(table)


def label(name: str, lang: str) -> str:
    """The word before a field."""
    key = f"label.{name}"
    return text(key, lang) if has(key, lang) else name.replace("_", " ")


def word(family: str, name: str, lang: str) -> str:
    """A word of a closed list (``how``, ``kind``, ``shape``) in the reader's language, or as it is."""
    key = f"{family}.{name}"
    return text(key, lang) if has(key, lang) else name.replace("_", " ")


def _table(lang: str, columns: Mapping[str, Sequence[str]]) -> None:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    for name in columns:
        right = name in ("value", "range")
        table.add_column(
            label(name, lang), justify="right" if right else "left", overflow="fold", no_wrap=right
        )
    for row in zip(*columns.values(), strict=True):
        table.add_row(*row)
    console().print(table)


def _flat(value: Any) -> Any:
    if isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value):
        return " ".join(value)
    return (
        json.dumps(value, ensure_ascii=False, default=str)
        if isinstance(value, (dict, list, tuple))
        else value
    )
