"""The answer as tables: years down, readings across, ``median (low-high)`` in the cells.

``grid`` makes the cells once; the terminal and the Markdown summary both show them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from krapte.analysis.effect import LAG_YEAR
from krapte.telling import (
    cost_table,
    gain_table,
    pick,
    ratio_table,
    side_table,
    sources_table,
    split_table,
    things_table,
    worlds_table,
)
from krapte.telling.grid import Grid
from krapte.words import has, text
from krapte.words.formats import exact, share, unit, with_interval

if TYPE_CHECKING:
    from rich.console import RenderableType

    from krapte.analysis.answer import Answer


def grid(answer: Answer, lang: str, variant: str, readings: tuple[str, ...]) -> Grid:
    """The cells of one variant; a dash where the answer has no such row."""
    heads = [text("table.year", lang), *(_head(answer, name, lang) for name in readings)]
    cells = []
    for year in pick.table_years(answer):
        line = [str(year)]
        for name in readings:
            r = pick.row(answer, name, variant, year)
            signed = variant == "difference"
            # Capacity added is a difference by nature: what came since the start says nothing by itself.
            r = None if name == "capacity" and not signed else r
            finest = pick.finest(name) if signed else 0.0
            line.append(
                "\u2013"
                if r is None
                else with_interval(r["median"], r["low"], r["high"], lang, signed, finest)
            )
        cells.append(line)
    return Grid(_title(answer, lang, variant), heads, cells)


def grids(answer: Answer, lang: str, readings: tuple[str, ...] | None = None) -> list[Grid]:
    """The tables of an answer: without package, with package, difference."""
    chosen = pick.readings(answer) if readings is None else readings
    return [grid(answer, lang, variant, chosen) for variant in pick.variants(answer)]


def parts(answer: Answer, lang: str) -> list[Grid]:
    """The tables beside the readings: work undone in things; of a package its split and ratios, what stands beside it,
    its cost, and where the gain went."""
    found = [things_table.grid(answer, lang)] if things_table.there(answer) else []
    if len({r["pillar"] for r in answer.split}) > 2:  # with one pillar there is nothing to share out
        found.append(split_table.grid(answer.split, lang))
    for year in dict.fromkeys(r["year"] for r in answer.ratios):
        found.append(ratio_table.grid(answer.ratios, lang, year))
    found += worlds_table.grids(answer, lang)
    if answer.cost:
        titles = {name: title[lang] for name, title in answer.measures.items()}
        found.append(cost_table.grid(answer.cost, lang, titles))
    if answer.gain:
        found += gain_table.grids(answer.gain, lang, pick.headline_year(answer))
    if answer.side_effects:
        found.append(side_table.grid(answer.side_effects, lang))
    return found


def notes(answer: Answer, lang: str) -> list[str]:
    """What must be read beside the numbers: how to read them, the letter, and the answer's warnings."""
    told = [*doses(answer, lang), text("table.how_to_read", lang), text("table.grade_note", lang)]
    if answer.doses:
        told.append(text("table.doses_chosen", lang))
    if answer.package:
        told.append(_lag(answer, lang))
    told.append(text("table.benchmark", lang, benchmark=text(f"benchmark.{answer.benchmark}", lang)))
    told.append(learned(answer.posterior, lang))
    if things_table.there(answer):
        told += things_table.notes(lang)
    if len({r["pillar"] for r in answer.split}) > 2:
        told += split_table.notes(lang)
    if answer.ratios:
        told += ratio_table.notes(answer.ratios, lang)
    told += worlds_table.notes(answer, lang)
    if answer.cost:
        told += cost_table.notes(answer.cost, lang)
    if answer.gain:
        told += gain_table.notes(lang)
    if answer.side_effects:
        told.append(text("side.note", lang))
    if answer.sources:
        told.append(text("sources.where", lang, finding=sources_table.finding(answer.sources, lang)))
    return told + [warning(code, lang) for code in answer.notes]


def learned(posterior: str, lang: str) -> str:
    """Whether parameters are told from before history was seen or after, and after which fit."""
    return text("table.posterior", lang, name=posterior) if posterior else text("table.prior", lang)


def _lag(answer: Answer, lang: str) -> str:
    """How soon half of what the package does to vacancies is there."""
    of = min(LAG_YEAR, answer.to)
    if answer.lag is None:
        return text("effect.no_lag", lang, of=of)
    first = min((row["start"] for row in answer.doses if not row["avoided"]), default=answer.lag)
    return text("effect.lag", lang, of=of, year=answer.lag, years=answer.lag - first)


def doses(answer: Answer, lang: str) -> list[str]:
    """What the package does: each measure with its dose, its years and the chance that it does nothing."""
    told = []
    for row in (row for row in answer.doses if not row["avoided"]):
        until = "" if row["end"] is None else " " + text("table.until", lang, year=row["end"])
        told.append(
            text(
                "table.dose",
                lang,
                title=row["title"][lang],
                dose=exact(row["dose"], lang),
                unit=row["unit"][lang],
                start=row["start"],
                until=until,
                chance=share(row["no_effect"], lang),
            )
        )
    return told


def warning(code: str, lang: str) -> str:
    """A warning's code (``law_beyond_verified:aow_age:2031``) as a sentence."""
    name, *values = code.split(":")
    key = f"note.{name}"
    if not has(key, lang):
        return text("note.other", lang, code=code)
    first, second = [*values, "?", "?"][:2]
    law = f"law.{first}"
    return text(key, lang, first=text(law, lang) if has(law, lang) else first, second=second)


def terminal(answer: Answer, lang: str, width: int) -> list[RenderableType]:
    """The tables for a terminal ``width`` wide: the readings that fit, open vacancies first, and notes."""
    from rich.text import Text

    readings = fitting(answer, lang, width)
    shown = [drawn(g) for g in [*grids(answer, lang, readings), *parts(answer, lang)]]
    left_out = [name for name in pick.readings(answer) if name not in readings]
    told = [*notes(answer, lang), *not_shown(left_out, lang)]
    return [*shown, *(Text(line) for line in told)]


def drawn(g: Grid, first: int | None = None) -> RenderableType:
    """A table for a terminal: intervals below their medians; the first column broken at ``first`` letters."""
    from rich import box
    from rich.table import Table

    table = Table(title=g.title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for column, head in enumerate(g.heads):
        lines = textwrap.wrap(head, _widest(g, column), break_long_words=False, break_on_hyphens=False)
        table.add_column("\n".join(lines), justify="right" if column else "left", no_wrap=True)
    for name, *line in g.cells:
        start = name.replace(" (", "\n(") if first is None else textwrap.fill(name, first)
        table.add_row(start, *(cell.replace(" (", "\n(") for cell in line))
    return table


def not_shown(readings: Sequence[str], lang: str) -> list[str]:
    """What to say of readings for which the window is too narrow."""
    names = ", ".join(text(f"reading.{name}", lang) for name in readings)
    return [text("table.left_out", lang, readings=names)] if readings else []


def fitting(answer: Answer, lang: str, width: int) -> tuple[str, ...]:
    """As many readings as fit without breaking a number; always the first."""
    readings = pick.readings(answer)
    return readings[: columns_that_fit(grids(answer, lang), width)]


def columns_that_fit(tables: Sequence[Grid], width: int, first: int = 4) -> int:
    """How many columns beside the first, of ``first`` letters, fit in tables with the same heads; one at least."""
    room = width - first - 5
    for column in range(1, len(tables[0].heads)):
        room -= max(_widest(g, column) for g in tables) + 3
        if column > 1 and room < 0:
            return column - 1
    return len(tables[0].heads) - 1


def _widest(g: Grid, column: int) -> int:
    """The longest piece of a column that may not be broken: a word of the head, a number, an interval."""
    pieces = [*g.heads[column].split(" "), *(part for line in g.cells for part in line[column].split(" ("))]
    return max(len(piece) for piece in pieces) + 1


def _head(answer: Answer, reading: str, lang: str) -> str:
    units = [r["unit"] for r in answer.rows if r["reading"] == reading]
    name = text(f"reading.{reading}", lang)
    return f"{name} ({unit(units[0], lang)})" if units and reading not in ("vacancies", "filled") else name


def _title(answer: Answer, lang: str, variant: str) -> str:
    return text(f"table.{variant}", lang, package=pick.title(answer, lang))
