"""What a measure changes in a year, broken down: by level of technical education, occupational group or sector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from krapte.telling import effect_table, pick, sectors_table
from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import with_interval

if TYPE_CHECKING:
    from krapte.analysis.effect import Effect

LEVELS = ("mbo", "hbo", "wo")
READINGS = ("entrants", "diplomas")
WHOLE = 1.0  # persons are not told finer


def grid(effect: Effect, by: str, lang: str) -> Grid:
    """The table of one breakdown: ``level``, ``group`` or ``sector``."""
    if by == "level":
        return by_level(effect, lang)
    if by == sectors_table.BY:
        return sectors_table.of_effect(effect, lang)
    return effect_table.by_group(effect, lang)


def notes(by: str | None, lang: str) -> list[str]:
    """What must be read beside it."""
    if by == "level":
        return [text("worlds.levels", lang)]
    return sectors_table.notes(lang) if by == sectors_table.BY else []


def by_level(effect: Effect, lang: str) -> Grid:
    """Who starts technical education and who leaves it with a diploma, more or fewer by level."""
    year = pick.headline_year(effect)
    found = {(r["level"], r["reading"]): r for r in effect.levels if r["year"] == year}
    cells = []
    for level in LEVELS:
        of_level = [found[level, name] for name in READINGS]
        cells.append(
            [
                text(f"level.{level}", lang),
                *(with_interval(r["median"], r["low"], r["high"], lang, True, WHOLE) for r in of_level),
            ]
        )
    heads = [text(f"effect.{name}", lang) for name in ("level", *READINGS)]
    return Grid(text("effect.by_level", lang, measure=effect.title[lang], year=year), heads, cells)
