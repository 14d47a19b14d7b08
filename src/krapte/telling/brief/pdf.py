"""A brief as PDF: tagged (PDF/UA-1), in the shipped typeface, with the same bytes whenever and wherever it is made.

Typst compiles it in memory, without a net, a clock or a font of the machine. Its date is that of the figures, since a
brief made again must not differ.
"""

from __future__ import annotations

import datetime
import re
from importlib import resources
from typing import Any

from krapte.country.axes import ANCHOR_YEAR
from krapte.figures.errors import InvariantError
from krapte.telling import typeface
from krapte.telling.brief.blocks import Block, Brief, Heading, NewPage, Para, Picture, Points, Table
from krapte.telling.draw import TONES
from krapte.telling.typeface import CONDENSED, SANS
from krapte.words import text

STANDARD = "ua-1"
# The day after the last year of the figures stands for the date: a clock would make every copy another one.
DATED = datetime.datetime(ANCHOR_YEAR + 1, 1, 1, tzinfo=datetime.UTC)
LOOK = "brief.typ"
FACES = re.compile(r"<style>.*?</style>", re.DOTALL)


def pdf(brief: Brief) -> bytes:
    """The brief as PDF/UA-1."""
    return _compile(brief, {"format": "pdf", "pdf_standards": [STANDARD]})[0]


def pages(brief: Brief, ppi: float = 90) -> list[bytes]:
    """The pages as PNG, to look at."""
    return _compile(brief, {"format": "png", "ppi": ppi})


def _compile(brief: Brief, form: dict[str, object]) -> list[bytes]:
    import typst

    files = source(brief)
    compiler: Any = typst.compile  # files by name are not in its types
    try:
        made = compiler(
            files,
            font_paths=[str(typeface.folder())],
            ignore_system_fonts=True,
            timestamp=int(DATED.timestamp()),
            **form,
        )
    except RuntimeError as error:  # what Typst refuses is our mistake: words come in as strings
        raise InvariantError("brief_not_compiled", str(error)) from error
    return list(made) if isinstance(made, list) else [made]


def source(brief: Brief) -> dict[str, bytes]:
    """The files that Typst compiles: the look, the text and the charts."""
    look = resources.files("krapte.telling.brief").joinpath(LOOK).read_bytes()
    files = {LOOK: look}
    body = []
    for block in brief.blocks:
        if isinstance(block, Picture):
            name = f"chart-{len(files)}.svg"
            files[name] = _named(FACES.sub("", block.svg)).encode()
            body.append(f"picture({_string(name)}, {_string(block.alt)})")
        else:
            body.append(_code(block))
    about = {
        "lang": brief.lang,
        "title": brief.title,
        "about": brief.about,
        "setting": brief.setting,
        "foot": brief.foot,
        "brief-for": text("brief.for", brief.lang),
        "of-pages": text("brief.pages", brief.lang, page="{page}", pages="{pages}"),
    }
    told = f"year: {DATED.year}, " + ", ".join(f"{name}: {_string(value)}" for name, value in about.items())
    main = f'#import "{LOOK}": *\n#show: page-of.with({told})\n' + "".join(f"#{one}\n\n" for one in body)
    return {"main": main.encode()} | files


def _named(svg: str) -> str:
    """A chart with faces named as Typst knows them: one family, of which the condensed face is a width."""
    family = SANS.split(",")[0]
    narrow = f'font-family="{family}" font-stretch="condensed"'
    return svg.replace(f'font-family="{CONDENSED}"', narrow).replace(SANS, family)


def _code(block: Block) -> str:
    match block:
        case Heading(words, level):
            return f"heading(level: {level}, {_string(words)})"
        case Para(words, kind):
            return f"{kind}({_string(words)})"
        case Points(items, numbered, small):
            name = "numbered" if numbered else "points"
            return f"{name}({_array(items)}, small: {str(small).lower()})"
        case Table(grid, left, marks, wide):
            lines = "".join(f"{_array(line)}, " for line in grid.cells)
            colours = _array(TONES[one].area for one in marks)
            places = f"left: {_numbers(left)}, wide: {_numbers(wide)}, marks: {colours}"
            return f"rows({_array(grid.heads)}, ({lines}), {places})"
        case NewPage():
            return "pagebreak(weak: true)"
        case Picture():
            raise TypeError("a picture is a file of its own")


def _string(words: str) -> str:
    """A string of Typst: only backslash and quote mean something in it."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _array(items: object) -> str:
    return "(" + "".join(f"{_string(str(one))}, " for one in items) + ")"  # type: ignore[attr-defined]


def _numbers(items: tuple[int, ...]) -> str:
    return "(" + "".join(f"{one}, " for one in items) + ")"
