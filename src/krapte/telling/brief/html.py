"""A brief as one page of HTML that needs nothing else: charts and typeface inside, the same words as the PDF."""

from __future__ import annotations

import re
from html import escape
from importlib import resources

from krapte.telling import typeface
from krapte.telling.brief.blocks import Block, Brief, Heading, NewPage, Para, Picture, Points, Table
from krapte.telling.draw import TONES
from krapte.words import text

STYLE = "brief.css"
FACES = re.compile(r"<style>.*?</style>", re.DOTALL)
IDS = ("krapte-title", "krapte-desc")


def page(brief: Brief) -> str:
    """The whole page."""
    style = resources.files("krapte.telling.brief").joinpath(STYLE).read_text(encoding="utf-8")
    body = "\n".join(_block(block, place) for place, block in enumerate(brief.blocks))
    head = (
        f'<header><span class="brand">krapte</span><p>{escape(text("brief.for", brief.lang))} '
        f"<b>{escape(brief.about)}</b><br>{escape(brief.setting)}</p></header>"
    )
    return (
        f'<!doctype html>\n<html lang="{brief.lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(brief.title)}</title><style>{typeface.faces()}{style}</style></head>\n"
        f"<body><main>{head}\n<h1>{escape(brief.title)}</h1>\n{body}\n</main>\n"
        f"<footer>{escape(brief.foot)}</footer></body></html>\n"
    )


def _block(block: Block, place: int) -> str:
    match block:
        case Heading(words, level):
            return f"<h{level}>{escape(words)}</h{level}>"
        case Para(words, "command"):
            return f"<p><code>{escape(words)}</code></p>"
        case Para(words, kind):
            return f'<p class="{kind}">{escape(words)}</p>'
        case Points(items, numbered, small):
            name = "ol" if numbered else "ul"
            lines = "".join(f"<li>{escape(one)}</li>" for one in items)
            kind = ' class="small"' if small else ""
            return f"<{name}{kind}>{lines}</{name}>"
        case Picture(svg):
            return f"<figure>{_picture(svg, place)}</figure>"
        case Table():
            return _table(block)
        case NewPage():
            return ""


def _picture(svg: str, place: int) -> str:
    """A chart with ids of its own, since a page holds several, and without the typeface that the page has."""
    found = FACES.sub("", svg)
    for one in IDS:
        found = found.replace(one, f"{one}-{place}")
    return found


def _table(block: Table) -> str:
    grid = block.grid
    heads = "".join(
        f'<th scope="col"{_side(i, block)}>{escape(one)}</th>' for i, one in enumerate(grid.heads)
    )
    lines = []
    for i, line in enumerate(grid.cells):
        mark = f'<i style="background:{TONES[block.marks[i]].area}"></i>' if block.marks else ""
        first = f'<th scope="row">{mark}{escape(line[0])}</th>'
        rest = "".join(
            f"<td{_side(k, block)}>{escape(cell)}</td>" for k, cell in enumerate(line[1:], start=1)
        )
        lines.append(f"<tr>{first}{rest}</tr>")
    name = escape(grid.title)
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{name}"><table><caption>{name}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _side(column: int, block: Table) -> str:
    return "" if column in block.left else ' class="right"'
