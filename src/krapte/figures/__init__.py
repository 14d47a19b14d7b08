"""Published numbers on the Dutch labour market: values, sources, grades, and checks of them.

::

    from krapte import figures

    book = figures.load()
    book["lm_emp_brc07_2024q4"].value          # 1383000.0
    book.search("oranje")                      # figures that hold the word
    figures.table("population").numbers("2024")
    figures.check()                            # every rule, on every row

The tables are made from the shared folder by ``python -m krapte.figures.build ../shared``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from krapte.figures.errors import InputError, InvariantError

if TYPE_CHECKING:
    from krapte.figures.checks import check
    from krapte.figures.loader import Figure, Figures, Source, Table, hashes, load, table, table_names

__all__ = [
    "Figure",
    "Figures",
    "InputError",
    "InvariantError",
    "Source",
    "Table",
    "check",
    "hashes",
    "load",
    "table",
    "table_names",
]


def __getattr__(name: str) -> Any:
    """Read the tables' code when it is first asked for: the command line's help needs the errors only."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from krapte.figures import checks, known, loader

    if name == "check":
        return checks.check
    # A book and a table are as known (all there is, but inside ``known.at``).
    return getattr(known if name in ("load", "table") else loader, name)
