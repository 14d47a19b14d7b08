"""``krapte packages``: the packages as a list, or what is in one: measures, doses, years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from krapte.cli import options as o
from krapte.cli import show
from krapte.words.formats import exact

if TYPE_CHECKING:
    from krapte.measures import Package


def packages(id: o.Id = None, lang: o.Lang = None, format: o.Format = "table") -> None:
    """All packages as a list, or the content of one."""
    from krapte.measures import packages as shelf

    chosen = str(lang)
    found = [shelf.load(name) for name in (shelf.ids() if id is None else [id])]
    if format != "table":
        show.listing("packages", format, chosen, [record(package) for package in found], {})
    elif id is None:
        columns = {
            "id": [package.id for package in found],
            "title": [str(getattr(package.title, chosen)) for package in found],
            "count": [str(len(package.rows)) for package in found],
            "explanation": [str(getattr(package.explanation, chosen)) for package in found],
        }
        show.listing("packages", format, chosen, [], columns)
    else:
        _card(found[0], chosen)


def record(package: Package) -> dict[str, Any]:
    """A package as plain data."""
    return {
        "id": package.id,
        "title": {"nl": package.title.nl, "en": package.title.en},
        "explanation": {"nl": package.explanation.nl, "en": package.explanation.en},
        "scenario": package.scenario,
        "measures": [
            {"measure": row.measure.id, "dose": row.dose, "start": row.start, "end": row.end}
            for row in package.rows
        ],
    }


def _card(package: Package, lang: str) -> None:
    show.card(
        [
            ("id", package.id),
            ("title", getattr(package.title, lang)),
            ("explanation", getattr(package.explanation, lang)),
            ("scenario", package.scenario or ""),
        ],
        lang,
    )
    rows = package.rows
    columns = {
        "measure": [row.measure.id for row in rows],
        "title": [str(getattr(row.measure.title, lang)) for row in rows],
        "dose": [f"{exact(row.dose, lang)} {getattr(row.measure.dose.label, lang)}" for row in rows],
        "start": [str(row.start or "") for row in rows],
        "end": [str(row.end or "") for row in rows],
    }
    show.listing("measures", "table", lang, [], columns)
