"""Why an interval is as wide as it is, told: the five inputs that move the reading most, and what it rests on.

Two tables. The first names inputs in words, each with its letter, its range, what its high end changes, and how many
published figures stand behind it. The second is a bar per letter and per kind of input, drawn with text blocks: a full
block for what a part carries alone, a light one for what it does together with others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from krapte.analysis.rests_on import LEAST
from krapte.country import parameters
from krapte.figures.errors import InputError
from krapte.measures import library, packages
from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import exact, grade, grade_in_full, measured, number, share, span, step, unit

if TYPE_CHECKING:
    from rich.console import RenderableType

    from krapte.analysis.rows import RestsRow, WhyRow

MOST = 5
WIDTH = 20  # blocks of a whole bar
FULL, LIGHT = "\u2588", "\u2591"
NONE = "\u2013"
BY = ("grade", "kind")
BARE = "standard_normal"  # the unit of a number that stands for a place in a distribution
Titles = Mapping[str, Mapping[str, str]]


def grids(why: Sequence[WhyRow], rests: Sequence[RestsRow], titles: Titles, lang: str) -> list[Grid]:
    """The tables there are; ``titles`` are those of the measures by id."""
    made = [five(why, titles, lang)] if why else []
    return made + [bar([row for row in rests if row["by"] == by], lang) for by in BY if rests]


def five(why: Sequence[WhyRow], titles: Titles, lang: str) -> Grid:
    """The inputs that move the reading most, the largest first."""
    first = why[0]
    heads = [text(f"why.{name}", lang) for name in ("input", "grade", "range", "size", "share", "figures")]
    cells = [
        [
            named(row, titles, lang),
            grade(row["grade"], lang),
            _range(row, lang),
            _size(row, lang),
            _share(row["share"], lang),
            exact(len(row["figures"].split()), lang) if row["figures"] else NONE,
        ]
        for row in why[:MOST]
    ]
    return Grid(text(f"why.title.{first['variant']}", lang, year=first["year"]), heads, cells)


def named(row: WhyRow, titles: Titles, lang: str) -> str:
    """An input in words: the title of a parameter, or the measure and what the card calls its quantity."""
    if not row["measure"]:
        return _parameter(row["input"], lang)
    of = row["input"].split(".")
    name = text(f"driver.{'moves' if of[0] == 'moves' else of[-1]}", lang)
    if row["moves"]:
        name = text("why.moves", lang, size=name, what=_parameter(row["moves"], lang))
    return text("why.of_measure", lang, measure=_title(row["measure"], titles, lang), input=name)


def bar(rests: Sequence[RestsRow], lang: str) -> Grid:
    """The parts of one way of sorting inputs, with their share of the spread as text blocks."""
    heads = [text(f"rests.{name}", lang) for name in ("part", "bar", "alone", "total", "inputs")]
    cells = [
        [
            part(row, lang),
            blocks(row),
            _share(row["alone"], lang),
            _share(row["total"], lang),
            exact(row["inputs"], lang),
        ]
        for row in rests
    ]
    return Grid(text(f"rests.title.{rests[0]['by']}", lang), heads, cells)


def part(row: RestsRow, lang: str) -> str:
    """The name of a part: a letter with its meaning, or a kind of input."""
    if row["part"] in ("A", "B", "C"):
        return grade_in_full(row["part"], lang)
    return text(f"rests.part.{row['part']}", lang)


def blocks(row: RestsRow) -> str:
    """The bar of a part: full blocks for its share alone, light ones up to its total."""
    alone, total = (round(WIDTH * value) for value in (row["alone"], row["total"]))
    return FULL * alone + LIGHT * (total - alone) + " " * (WIDTH - total)


def notes(why: Sequence[WhyRow], rests: Sequence[RestsRow], lang: str) -> list[str]:
    """How to read both tables, and how sure the bar is."""
    if not why and not rests:
        return [text("why.nothing", lang)]
    told = inputs_notes(why, lang)
    if rests:
        error = max(error for row in rests for error in (row["alone_error"], row["total_error"]))
        told += [text(f"rests.note.{name}", lang) for name in ("spread", "read", "adding", "letters")]
        points = number(100 * error, lang)
        told.append(text("rests.note.error", lang, draws=exact(rests[0]["draws"], lang), points=points))
    else:
        told.append(text("rests.few", lang, least=exact(2 * LEAST, lang)))
    return told


def inputs_notes(why: Sequence[WhyRow], lang: str) -> list[str]:
    """How to read the table of inputs, and what it leaves out."""
    if not why:
        return []
    together = sum(row["share"] for row in why[:MOST])
    key = "why.note.together" if together <= 1 else "why.note.more"
    told = [text("why.note.size", lang), text(key, lang, share=_share(together, lang))]
    return told if why[0]["variant"] == "baseline" else [*told, text("why.note.jumps", lang)]


def ends(row: WhyRow, lang: str) -> tuple[str, str]:
    """Both ends of an input's range with its unit; of a number without one it only says low and high."""
    if row["input_unit"] == BARE:
        return text("why.low", lang), text("why.high", lang)
    _, low, high = measured((row["low"] + row["high"]) / 2, row["low"], row["high"], lang)
    return f"{low} {unit(row['input_unit'], lang)}", f"{high} {unit(row['input_unit'], lang)}"


def terminal(
    why: Sequence[WhyRow], rests: Sequence[RestsRow], titles: Titles, lang: str
) -> list[RenderableType]:
    """Tables and notes for a terminal."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    shown: list[RenderableType] = []
    for g in grids(why, rests, titles, lang):
        table = Table(title=g.title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
        for column, head in enumerate(g.heads):
            table.add_column(head, justify="left" if column < 2 else "right", overflow="fold")
        for line in g.cells:
            table.add_row(*line)
        shown.append(table)
    return [*shown, *(Text(line) for line in notes(why, rests, lang))]


def _parameter(slot: str, lang: str) -> str:
    return str(getattr(parameters.find(slot)[0], f"title_{lang}"))


def _title(measure: str, titles: Titles, lang: str) -> str:
    """The measure's title; that of a law in the scenario is found in the library."""
    if measure in titles:
        return titles[measure][lang]
    try:
        return str(getattr(library.load(measure.removeprefix(packages.IN_FORCE)).title, lang))
    except InputError:  # a law that somebody made in Python
        return measure


def _range(row: WhyRow, lang: str) -> str:
    _, low, high = measured((row["low"] + row["high"]) / 2, row["low"], row["high"], lang)
    return f"{span(low, high, lang)} {unit(row['input_unit'], lang)}"


def _size(row: WhyRow, lang: str) -> str:
    return number(row["size"], lang, max(step(0, abs(row["size"])), 1.0), signed=True)


def _share(value: float, lang: str) -> str:
    return share(value, lang)
