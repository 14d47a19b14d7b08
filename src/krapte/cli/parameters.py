"""``krapte parameters``: the numbers of the model with their range, grade and the figures they rest on.

What is drawn stands first; what is not (``country/assumptions.csv``) comes apart from it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from krapte.cli import assumptions, show
from krapte.cli import options as o
from krapte.telling.pages_tables import record_of, record_title
from krapte.words import text
from krapte.words.formats import exact, grade, grade_in_full, number, span, unit

if TYPE_CHECKING:
    from krapte.country.parameters import Parameter


def parameters(id: o.Id = None, lang: o.Lang = None, format: o.Format = "table") -> None:
    """All parameters as a list with a heading per record; those of one record; one id or slot in full."""
    chosen = str(lang)
    found, not_drawn = _found(id)
    if format != "table":
        data = [*map(record, found), *map(assumptions.record, not_drawn)]
        show.listing("parameters", format, chosen, data, {})
    elif id is None or "." not in id:
        if found:
            show.listing("parameters", format, chosen, [], _with_headings(found, chosen, id is not None))
        if not_drawn:
            assumptions.show_list(not_drawn, chosen)
    elif not_drawn:
        assumptions.show_id(not_drawn, chosen)
    elif len(found) == 1:
        show.card(_card(found[0], chosen), chosen)
    else:
        show.listing("parameters", format, chosen, [], _columns(found, chosen))
        for reason in _reasons(found):
            show.out("")
            show.card(_behind(reason, chosen), chosen)


def _found(id: str | None) -> tuple[list[Parameter], list[assumptions.Chosen]]:
    """The rows asked for, drawn and not: all, those of a record (``demand``), of an id or of a slot."""
    from krapte.country import assumptions as not_drawn
    from krapte.country import parameters as table

    found = [row for row in table.load() if id in (None, record_of(row), row.id, row.slot)]
    others = assumptions.found(id)
    if id is not None and not found and not others:
        raise table.unknown(id, [*table.names(), *not_drawn.names()])
    return found, others


def _with_headings(found: Sequence[Parameter], lang: str, after: bool) -> dict[str, list[str]]:
    """The columns of a list with a line above each record that says what it is about."""
    columns: dict[str, list[str]] = {}
    for name, group in groupby(found, key=record_of):
        own = _columns(list(group), lang)
        if not after:  # the whole list is too wide for it
            del own["after"]
        heading = {"id": name.upper(), "title": record_title(name, lang).upper()}
        for label, cells in own.items():
            above = columns.setdefault(label, [])
            above += ([""] if above else []) + [heading.get(label, ""), *cells]
    return columns


def _reasons(found: Sequence[Parameter]) -> list[list[Parameter]]:
    """Rows that rest on the same, together, in table order."""
    made: dict[tuple[object, ...], list[Parameter]] = {}
    for p in found:
        made.setdefault((p.why, p.figures, p.owner, p.shape, p.grade), []).append(p)
    return list(made.values())


def _behind(rows: Sequence[Parameter], lang: str) -> list[tuple[str, str]]:
    """What the rows of one reason rest on."""
    skip = ("id", "title", "value", "unit", "range", "bounds", "after", "spread", "pulled")
    return [
        ("id", ", ".join(p.slot for p in rows)),
        *(line for line in _card(rows[0], lang) if line[0] not in skip),
    ]


def record(parameter: Parameter) -> dict[str, Any]:
    """A parameter as plain data; an open limit is empty."""
    return {
        "slot": parameter.slot,
        "id": parameter.id,
        "dims": parameter.dims,
        "title_nl": parameter.title_nl,
        "title_en": parameter.title_en,
        "unit": parameter.unit,
        "shape": parameter.shape,
        "central": parameter.central,
        "low": parameter.low,
        "high": parameter.high,
        "bound_low": _finite(parameter.bound_low),
        "bound_high": _finite(parameter.bound_high),
        "figures": list(parameter.figures),
        "grade": parameter.grade,
        "owner": parameter.owner,
        "why": parameter.why,
        **assumptions.history(parameter.slot),
    }


def _columns(found: Sequence[Parameter], lang: str) -> dict[str, list[str]]:
    return {
        "id": [p.slot for p in found],
        "value": [exact(p.central, lang, p.unit) for p in found],
        "range": [_range(p, lang) for p in found],
        "after": [_moved(p, lang) for p in found],
        "unit": [unit(p.unit, lang) for p in found],
        "grade": [grade(p.grade, lang) for p in found],
        "title": [_title(p, lang) for p in found],
    }


def _card(p: Parameter, lang: str) -> list[tuple[str, str]]:
    ends = [_finite(p.bound_low), _finite(p.bound_high)]
    bounds = [exact(end, lang, p.unit) if end is not None else "" for end in ends]
    return [
        ("id", p.slot),
        ("title", _title(p, lang)),
        ("value", exact(p.central, lang, p.unit)),
        ("unit", unit(p.unit, lang)),
        ("range", _range(p, lang)),
        ("shape", show.word("shape", p.shape, lang)),
        ("bounds", " \u2013 ".join(bounds) if any(bounds) else ""),
        ("grade", grade_in_full(p.grade, lang)),
        ("figures", "\n".join(told_figure(name, lang) for name in p.figures)),
        ("owner", p.owner),
        ("why", p.why),
        *_after(p, lang),
    ]


def _moved(p: Parameter, lang: str) -> str:
    """Median and 80 % range after history, where history moved it."""
    from krapte.learning import moved
    from krapte.telling import fit_table

    one = moved.load().get(p.slot)
    return fit_table.after(one, lang) if one is not None and one.by_data else ""


def _after(p: Parameter, lang: str) -> list[tuple[str, str]]:
    """What history made of it; nothing where no year that is fitted sees it."""
    from krapte.learning import moved
    from krapte.telling import fit_table

    one = moved.load().get(p.slot)
    if one is None:
        return [("after", text("fit.unseen", lang))] if p.shape != "fixed" else []
    return [
        ("after", fit_table.after(one, lang)),
        ("spread", number(one.spread, lang, fit_table.FINE)),
        ("pulled", fit_table.pulled(one, lang)),
    ]


def told_figure(name: str, lang: str) -> str:
    """A figure under a parameter: id, value, grade, and the source in which it stands."""
    from krapte.figures import load

    figure = load()[name]
    source = figure.source
    told = ", ".join(str(part) for part in (source.publisher, source.title, source.year) if part)
    value = f"{exact(figure.value, lang, figure.unit)} {unit(figure.unit, lang)}"
    return f"{name}: {value}, {grade(figure.grade, lang)}. {told}. {source.address}".strip()


def _title(p: Parameter, lang: str) -> str:
    return p.title_nl if lang == "nl" else p.title_en


def _range(p: Parameter, lang: str) -> str:
    if p.shape == "fixed" or not (math.isfinite(p.low) and math.isfinite(p.high)):
        return ""
    return span(exact(p.low, lang, p.unit), exact(p.high, lang, p.unit), lang)


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
