"""What stands beside a package: the loss it avoids, another legal world, and technical education level by level.

The rule for the titles: exactly zero in every run is said to be so; an interval that holds zero makes it uncertain;
else the middle is told with its interval.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from krapte.telling import pick
from krapte.telling.grid import Grid
from krapte.telling.headline import amount, no_effect, uncertain
from krapte.words import text
from krapte.words.formats import step, with_interval

if TYPE_CHECKING:
    from krapte.analysis.answer import Answer
    from krapte.analysis.rows import LevelRow, Row

LOSS, BESIDE = "loss", "beside"
READINGS = ("vacancies", "shortage", "employed")
LEVELS = ("mbo", "hbo", "wo")
MOST_YEARS = 12
HALF = 0.5
WHOLE = 1.0  # persons and vacancies are not told finer


def grids(answer: Answer, lang: str) -> list[Grid]:
    """The tables there are, each with its finding as title."""
    found = [_world(answer, lang, LOSS)] if answer.avoided else []
    if answer.beside:
        found.append(_world(answer, lang, BESIDE))
    if answer.levels and _about_education(answer):
        found += [_levels(answer, lang, reading) for reading in ("entrants", "diplomas")]
    return found


def notes(answer: Answer, lang: str) -> list[str]:
    """What must be read beside them."""
    told = [text("worlds.loss_apart", lang)] if answer.avoided else []
    return told + ([text("worlds.levels", lang)] if answer.levels and _about_education(answer) else [])


def finding(answer: Answer, lang: str, variant: str) -> str:
    """What the other world does to open technical vacancies, in a sentence."""
    year = pick.headline_year(answer)
    r = pick.row(answer, pick.LEAD, variant, year)
    if r is None:
        return text("headline.nothing", lang, year=year)
    told = {"year": year, "name": _name(answer, lang, variant)}
    if no_effect(r):
        return text(f"worlds.{variant}.zero", lang, **told)
    size = step(r["low"], r["high"], r["median"])
    told |= {end: amount(r[end], size, lang) for end in ("median", "low", "high")}
    return text(f"worlds.{variant}.{'uncertain' if uncertain(r) else 'sure'}", lang, **told)


def _name(answer: Answer, lang: str, variant: str) -> str:
    if variant == LOSS:
        return "; ".join(title[lang] for title in answer.avoided.values())
    return (answer.beside or {}).get(lang, "")


def _world(answer: Answer, lang: str, variant: str) -> Grid:
    heads = [text("table.year", lang), *(text(f"reading.{name}", lang) for name in READINGS)]
    cells = []
    for year in pick.table_years(answer):
        found = [pick.row(answer, name, variant, year) for name in READINGS]
        cells.append(
            [
                str(year),
                *("\u2013" if r is None else _cell(r, lang) for r in found),
            ]
        )
    return Grid(finding(answer, lang, variant), heads, cells)


def _about_education(answer: Answer) -> bool:
    """Whether the package is about education alone: then its levels are the story."""
    return {r["pillar"] for r in answer.split if r["pillar"] != "all"} <= {"education"}


def _levels(answer: Answer, lang: str, reading: str) -> Grid:
    rows = [r for r in answer.levels if r["reading"] == reading and r["variant"] == "difference"]
    moved = [r["year"] for r in rows if max(abs(r["low"]), abs(r["high"])) >= WHOLE / 2]
    first = min(moved, default=answer.to)
    years = [year for year in sorted({r["year"] for r in rows}) if year >= first][:MOST_YEARS]
    found = {(r["year"], r["level"]): r for r in rows}
    heads = [text("table.year", lang), *(text(f"level.{name}", lang) for name in LEVELS)]
    cells = [[str(year), *(_cell(found[year, level], lang) for level in LEVELS)] for year in years]
    return Grid(_finding_of_levels(answer, rows, lang, reading), heads, cells)


def _finding_of_levels(answer: Answer, rows: list[LevelRow], lang: str, reading: str) -> str:
    year = pick.headline_year(answer)
    of_year = [r for r in rows if r["year"] == year]
    if all(r["low"] == r["high"] == 0 for r in of_year):
        return text(f"worlds.{reading}.zero", lang, year=year)
    most = max(of_year, key=lambda r: abs(r["median"]))
    if most["low"] <= 0 <= most["high"]:
        return text(f"worlds.{reading}.uncertain", lang, year=year)
    size = step(most["low"], most["high"], most["median"])
    changed = amount(most["median"], size, lang)
    level = text(f"level.{most['level']}", lang)
    return text(f"worlds.{reading}.sure", lang, year=year, size=changed, level=level, half=_half(rows, most))


def _half(rows: list[LevelRow], reached: LevelRow) -> int:
    """The first year with half of what a level reaches."""
    own = [r for r in rows if r["level"] == reached["level"] and r["year"] <= reached["year"]]
    return min(r["year"] for r in own if r["median"] / reached["median"] >= HALF)


def _cell(r: LevelRow | Row, lang: str) -> str:
    return with_interval(r["median"], r["low"], r["high"], lang, True, WHOLE)
