"""Side effects as a table: kinds down, years across; what is asked of others, never part of the result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from krapte.telling import pick
from krapte.telling.grid import Grid
from krapte.words import has, text
from krapte.words.formats import unit, with_interval

if TYPE_CHECKING:
    from krapte.analysis.rows import SideRow


def grid(rows: Sequence[SideRow], lang: str, years: Sequence[int] = pick.TABLE_YEARS) -> Grid:
    """All kinds of side effects that the measures of a package name."""
    present = {r["year"] for r in rows}
    shown = [year for year in years if year in present]
    found = {(r["effect"], r["year"]): r for r in rows}
    kinds = {r["effect"]: r["unit"] for r in rows}
    cells = [
        [f"{named(kind, lang)} ({unit(of, lang)})", *(_cell(found[kind, year], lang) for year in shown)]
        for kind, of in kinds.items()
    ]
    return Grid(text("side.title", lang), [text("side.effect", lang), *map(str, shown)], cells)


def named(kind: str, lang: str) -> str:
    """A kind of side effect in words; that of a file of one's own as it is written there."""
    key = f"side.{kind}"
    return text(key, lang) if has(key, lang) else kind.replace("_", " ")


def _cell(r: SideRow, lang: str) -> str:
    return with_interval(r["median"], r["low"], r["high"], lang)
