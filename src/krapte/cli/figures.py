"""``krapte figures``: a published number with everything needed to find it again, or a search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from krapte.cli import options as o
from krapte.cli import show
from krapte.figures.errors import InputError
from krapte.telling.figure_record import record
from krapte.words import text
from krapte.words.formats import exact, grade, grade_in_full, span, unit

if TYPE_CHECKING:
    from krapte.figures import Figure

Search = Annotated[
    str | None, typer.Option("--search", help=text("opt.search", o.HELP_LANG), show_default=False)
]


def figures(
    id: o.Id = None,
    search: Search = None,
    lang: o.Lang = None,
    format: o.Format = "table",
) -> None:
    """One figure, the figures that a search finds, or how many there are."""
    from krapte.figures import load

    chosen = str(lang)
    if id is not None and search is not None:
        raise InputError("search_with_id", where="--search", found=f"{id}, {search}")
    book = load()
    if id is not None:
        figure = book[id]
        if format == "table":
            show.card(_card(figure, chosen), chosen)
        else:
            show.listing("figures", format, chosen, [record(figure)], {})
        return
    found = list(book) if search is None else book.search(search)
    if search is None and format == "table":
        topics = len({figure.topic for figure in found})
        show.out(text("cli.figures_hint", chosen, count=exact(len(found), chosen), topics=topics))
        return
    show.listing("figures", format, chosen, [record(figure) for figure in found], _columns(found, chosen))
    if search is not None and not found:
        show.aside(text("cli.none", chosen, words=search))
    else:
        show.aside(text("cli.count", chosen, count=exact(len(found), chosen)))


def _columns(found: Sequence[Figure], lang: str) -> dict[str, list[str]]:
    return {
        "id": [figure.figure_id for figure in found],
        "value": [exact(figure.value, lang, figure.unit) for figure in found],
        "unit": [unit(figure.unit, lang) for figure in found],
        "period": [str(figure.period) for figure in found],
        "grade": [grade(figure.grade, lang) for figure in found],
        "description": [figure.description for figure in found],
    }


def _card(figure: Figure, lang: str) -> list[tuple[str, str]]:
    source = figure.source
    return [
        ("id", figure.figure_id),
        ("description", figure.description),
        ("value", exact(figure.value, lang, figure.unit)),
        ("unit", unit(figure.unit, lang)),
        ("kind", show.word("kind", str(figure.kind), lang) if figure.kind else ""),
        ("period", str(figure.period)),
        ("dims", ", ".join(f"{name} = {value}" for name, value in figure.dims.items())),
        ("range", _range(figure, lang)),
        ("grade", grade_in_full(figure.grade, lang)),
        ("how", show.word("how", str(figure.how), lang) if figure.how else ""),
        ("source", source.title),
        ("publisher", source.publisher),
        ("year", str(source.year or "")),
        ("address", source.address),
        ("how_read", source.how_read),
        ("locator", figure.locator),
        ("superseded_by", figure.superseded_by),
    ]


def _range(figure: Figure, lang: str) -> str:
    """Both ends with what they mean: only one sort of range is uncertainty."""
    low, high = number_or_none(figure.low), number_or_none(figure.high)
    if low is None and high is None:
        return ""
    ends = ["?" if end is None else exact(end, lang, figure.unit) for end in (low, high)]
    meaning = f" ({show.word('bound', str(figure.bound_type), lang)})" if figure.bound_type else ""
    return span(ends[0], ends[1], lang) + meaning


def number_or_none(value: float | None) -> float | None:
    """A number, or nothing for an empty cell in whatever form (None or not a number)."""
    return None if value is None or value != value else float(value)
