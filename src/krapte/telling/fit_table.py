"""What history taught, told: how good the fit is, how near it comes to each series, and which parameters it moved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from krapte.country import parameters
from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import exact, grade, number, share, span, unit, with_interval

if TYPE_CHECKING:
    from krapte.learning.moved import Moved
    from krapte.learning.posterior import Posterior

NONE = "\u2013"
FINE = 0.01


def sentences(of: Posterior, moved: Mapping[str, Moved], lang: str) -> list[str]:
    """How many parameters history moved, and how many still stand on their prior."""
    free = sum(row.shape != "fixed" for row in parameters.load())
    by_data = sum(one.by_data for one in moved.values())
    said = {"all": exact(free, lang), "seen": exact(len(moved), lang), "moved": exact(by_data, lang)}
    strong = [
        round(sum(value >= 1 for value in form["directions"])) for form in of.manifest["forms"].values()
    ]
    return [
        text("fit.said.posterior", lang, name=of.name, year=of.manifest["last_year"]),
        text("fit.said.moved", lang, **said),
        text("fit.said.directions", lang, count=max(strong)),
        text(
            "fit.said.wide",
            lang,
            count=sum(scale > 1 for scale in _scales(of).values()),
            all=len(_scales(of)),
        ),
    ]


def quality(of: Posterior, lang: str) -> Grid:
    """The numbers that the gates look at, by form of clearing."""
    heads = [
        text(f"fit.head.{name}", lang)
        for name in ("form", "height", "directions", "rhat", "effective", "rest")
    ]
    cells = []
    for key, form in of.manifest["forms"].items():
        good = form["quality"]
        cells.append(
            [
                text(f"fit.form.{key}", lang),
                number(form["height"], lang, 0.1),
                exact(len(form["directions"]), lang),
                number(good["rhat"], lang, 0.001),
                number(good["effective"], lang, 1.0),
                share(good["rest"], lang),
            ]
        )
    return Grid(text("fit.quality", lang), heads, cells)


def series(of: Posterior, lang: str) -> Grid:
    """Each series: years, the scale its errors come out at, and the step of its break."""
    heads = [text(f"fit.head.{name}", lang) for name in ("series", "years", "scale", "break")]
    first = next(iter(of.manifest["forms"].values()))
    return Grid(
        text("fit.series", lang),
        heads,
        [
            [
                text(f"series.{name}", lang),
                exact(first["years"][name], lang),
                number(scale, lang, 0.1),
                _step(of.manifest["forms"], name, lang),
            ]
            for name, scale in _scales(of).items()
        ],
    )


def _scales(of: Posterior) -> dict[str, float]:
    """The scale of each series' errors, the mean of the forms."""
    forms = list(of.manifest["forms"].values())
    return {name: float(np.mean([form["scales"][name] for form in forms])) for name in forms[0]["scales"]}


def _step(forms: Mapping[str, Any], name: str, lang: str) -> str:
    found = [form["breaks"][name] for form in forms.values() if name in form["breaks"]]
    if not found:
        return NONE
    size, error = (float(np.mean([one[part] for one in found])) for part in ("size", "error"))
    low, high = (share(float(np.expm1(size + sign * error)), lang) for sign in (-1, 1))
    return f"{found[0]['year']}: {span(low, high, lang)}"


def parameters_moved(moved: Mapping[str, Moved], lang: str) -> Grid:
    """The parameters that history moved, the most first: range before and after, and what pulled."""
    heads = [
        text(f"fit.head.{name}", lang)
        for name in ("parameter", "before", "after", "spread", "grade", "pulled")
    ]
    found = sorted((one for one in moved.values() if one.by_data), key=strength, reverse=True)
    return Grid(text("fit.parameters", lang), heads, [_line(one, lang) for one in found])


def strength(one: Moved) -> float:
    """How much history told of a parameter: shift and narrowing together, in the prior's spread."""
    return abs(one.shift) + max(1 - one.spread, 0.0)


def _line(one: Moved, lang: str) -> list[str]:
    row = parameters.find(one.slot)[0]
    title = row.title_nl if lang == "nl" else row.title_en
    low, middle, high = row.draw(np.array([0.1, 0.5, 0.9]))
    before = with_interval(float(middle), float(low), float(high), lang)
    named = f"{title} ({unit(row.unit, lang)})"
    return [
        named,
        before,
        after(one, lang),
        number(one.spread, lang, FINE),
        grade(row.grade, lang),
        pulled(one, lang),
    ]


def after(one: Moved, lang: str) -> str:
    """Median and 80 % range after history."""
    return with_interval(one.median, one.low, one.high, lang)


def pulled(one: Moved, lang: str) -> str:
    """The series that pulled at a parameter, with the side to which they did."""
    told = [
        text("fit.pull.up" if pull > 0 else "fit.pull.down", lang, series=text(f"series.{name}", lang))
        for name, pull in zip(one.series, one.pulls, strict=True)
    ]
    return "; ".join(told) or NONE


def notes(lang: str) -> list[str]:
    """What must be read beside the tables."""
    return [text(f"fit.note.{name}", lang) for name in ("directions", "scale", "spread", "forms", "letters")]
