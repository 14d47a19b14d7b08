"""Results by sector as tables: sectors down, readings across; an allocation, which every title and note says.

Middles of sectors need not add up, so the last line is that of the groups together and no sum of those above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from krapte.country.axes import ANCHOR_YEAR, SECTORS
from krapte.telling import pick
from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import grade, unit, with_interval

if TYPE_CHECKING:
    from rich.console import RenderableType

    from krapte.analysis.answer import Answer
    from krapte.analysis.effect import Effect
    from krapte.analysis.rows import Row, SectorRow

BY = "sector"  # what the option calls it
GROUPS = ("techniek", "total")  # whose jobs: one table each
READINGS = ("vacancies", "shortage", "employed")
OF_BASELINE = tuple(("baseline", name) for name in READINGS)
OF_PACKAGE = (("baseline", "vacancies"), *(("difference", name) for name in READINGS))
OF_EFFECT = (
    ("techniek", "vacancies"),
    ("total", "vacancies"),
    ("techniek", "employed"),
    ("total", "employed"),
)
NOTES = ("allocation", "fixed", "doubt", "adding", "industry", "rest")
GRADE = "C"
NONE = "\u2013"


def grids(answer: Answer, lang: str) -> list[Grid]:
    """The year of the headline by sector: technicians in a sector, and everybody in it."""
    return [_grid(answer, lang, group) for group in GROUPS]


def of_effect(effect: Effect, lang: str) -> Grid:
    """What a measure changes by sector: technicians and all, open vacancies and employed."""
    year = pick.headline_year(effect)
    found = {(r["sector"], r["group"], r["reading"]): r for r in effect.sectors if r["year"] == year}
    heads = [text("sectors.sector", lang), *(text(f"sectors.{g}.{name}", lang) for g, name in OF_EFFECT)]
    cells = [
        [text(f"sector.{sector}", lang), *(_cell(found.get((sector, *of)), lang, True) for of in OF_EFFECT)]
        for sector in SECTORS
    ]
    sums = [_cell(effect.row(name, year, group), lang, True) for group, name in OF_EFFECT]
    cells.append([text("sectors.together", lang), *sums])
    return Grid(
        text("sectors.of_effect", lang, measure=effect.title[lang], year=year, grade=grade(GRADE, lang)),
        heads,
        cells,
    )


def notes(lang: str) -> list[str]:
    """What must be read beside it: what an allocation is, and what it cannot show."""
    return [text(f"sectors.note.{name}", lang, year=ANCHOR_YEAR) for name in NOTES]


def terminal(answer: Answer, lang: str) -> list[RenderableType]:
    """The tables for a terminal, with their notes."""
    from rich.text import Text

    from krapte.telling import tables

    shown = [tables.drawn(g) for g in grids(answer, lang)]
    return [*shown, *(Text(line) for line in notes(lang))]


def _grid(answer: Answer, lang: str, group: str) -> Grid:
    year = pick.headline_year(answer)
    columns = OF_BASELINE if answer.package is None else OF_PACKAGE
    own = [r for r in answer.sectors if (r["year"], r["group"]) == (year, group)]
    found = {(r["sector"], r["variant"], r["reading"]): r for r in own}
    cells = [
        [
            text(f"sector.{sector}", lang),
            *(_cell(found.get((sector, *of)), lang, of[0] == "difference") for of in columns),
        ]
        for sector in SECTORS
    ]
    sums = [(variant, pick.row(answer, name, variant, year, group)) for variant, name in columns]
    cells.append(
        [
            text("sectors.together", lang),
            *(_cell(r, lang, variant == "difference") for variant, r in sums),
        ]
    )
    heads = [text("sectors.sector", lang), *(_head(answer, of, lang) for of in columns)]
    return Grid(text(f"sectors.title.{group}", lang, year=year, grade=grade(GRADE, lang)), heads, cells)


def _head(answer: Answer, of: tuple[str, str], lang: str) -> str:
    variant, reading = of
    units = [r["unit"] for r in answer.sectors if r["reading"] == reading]
    name = text(f"sectors.{reading}", lang)
    name = f"{name} ({unit(units[0], lang)})" if units and reading != pick.LEAD else name
    return name if answer.package is None else text(f"sectors.{variant}", lang, reading=name)


def _cell(r: SectorRow | Row | None, lang: str, signed: bool) -> str:
    if r is None:
        return NONE
    finest = pick.finest(r["reading"]) if signed else 0.0
    return with_interval(r["median"], r["low"], r["high"], lang, signed, finest)
