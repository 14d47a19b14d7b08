"""``krapte parameters``: the numbers of the model with their range, grade and the figures they rest on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from krapte.cli import options as o
from krapte.cli import show
from krapte.words.formats import exact, grade, grade_in_full, span, unit

if TYPE_CHECKING:
    from krapte.country.parameters import Parameter


def parameters(id: o.Id = None, lang: o.Lang = None, format: o.Format = "table") -> None:
    """All parameters as a list, or those of one id or slot as cards."""
    from krapte.country import parameters as table

    chosen = str(lang)
    found = list(table.load() if id is None else table.find(id))
    if format == "table" and id is not None:
        for number, parameter in enumerate(found):
            if number:
                show.out("")
            show.card(_card(parameter, chosen), chosen)
        return
    show.listing("parameters", format, chosen, [record(p) for p in found], _columns(found, chosen))


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
    }


def _columns(found: Sequence[Parameter], lang: str) -> dict[str, list[str]]:
    return {
        "id": [p.slot for p in found],
        "value": [exact(p.central, lang, p.unit) for p in found],
        "range": [_range(p, lang) for p in found],
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
        ("figures", "\n".join(_figure(name, lang) for name in p.figures)),
        ("owner", p.owner),
        ("why", p.why),
    ]


def _figure(name: str, lang: str) -> str:
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
