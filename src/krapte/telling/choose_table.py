"""A choice as tables: what is in the package, what is nearly as good, the front, and regret over scenarios."""

from __future__ import annotations

import numpy as np

from krapte.analysis.choose import alternatives, feasible, worth
from krapte.analysis.choose.choice import Choice, Kept
from krapte.analysis.choose.levers import PARTS
from krapte.analysis.choose.question import SIDES
from krapte.analysis.choose.trial import GROUPS
from krapte.telling import choose_said as said
from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import exact, number, share, with_interval

MILLION = 1e6
TENS = 10.0  # people
NOTHING = "\u2013"


def grids(made: Choice, lang: str) -> list[Grid]:
    """All tables of a choice."""
    found = [contents(made, lang), packages(made, lang), front(made, lang)]
    return found if made.regret is None else [*found, regret(made, lang)]


def contents(made: Choice, lang: str) -> Grid:
    """The measures of the chosen package and its alternatives, a column each."""
    heads = [text("choose.head.measure", lang), text("choose.head.unit", lang)]
    heads += [said.name(one.name, lang) for one in made.near] + [text("choose.head.without", lang)]
    cells = []
    for i, lever in enumerate(made.levers):
        if not any(one.plan.parts[i] for one in made.near):
            continue
        measure = lever.measure
        line = [measure.title.model_dump()[lang], measure.dose.label.model_dump()[lang]]
        for one in made.near:
            n, begin = one.plan.parts[i], one.plan.begins[i]
            dose = exact(float(f"{n / PARTS * measure.dose.high:.12g}"), lang)
            line.append(text("choose.dose", lang, dose=dose, start=lever.starts[begin]) if n else NOTHING)
        left = made.without.get(measure.id)
        line.append(NOTHING if left is None else number(left - made.searched, lang, said.ROUND, signed=True))
        cells.append(line)
    return Grid(text("choose.title.contents", lang), heads, cells)


def packages(made: Choice, lang: str) -> Grid:
    """The chosen package and its alternatives side by side."""
    return Grid(
        text("choose.title.packages", lang),
        [text("choose.head.package", lang), *_heads(made, lang), text("choose.head.unlike", lang)],
        [
            [
                said.name(one.name, lang),
                *_cells(one, made, lang),
                NOTHING if one is made.chosen else share(_unlike(one, made), lang),
            ]
            for one in made.near
        ],
    )


def front(made: Choice, lang: str) -> Grid:
    """The packages of which none is better in everything, cheapest first."""
    kept = sorted(
        (one for one in made.kept if one.on_front), key=lambda one: feasible.peak(one.found, _payer(made))
    )
    return Grid(
        text("choose.title.front", lang),
        [text("choose.head.package", lang), *_heads(made, lang)],
        [[said.name(one.name, lang), *_cells(one, made, lang)] for one in kept],
    )


def regret(made: Choice, lang: str) -> Grid:
    """How much less each package reaches than the best known, scenario by scenario, and the most of it."""
    assert made.regret is not None
    table = made.regret.regret
    heads = [text("choose.head.scenario", lang), *(said.name(one.name, lang) for one in made.near)]
    cells = [
        [said.scenario_title(scenario, lang), *(said.shown(value, lang) for value in table[:, place])]
        for place, scenario in enumerate(made.regret.scenarios)
    ]
    cells.append([text("choose.most", lang), *(said.shown(value, lang) for value in table.max(axis=1))])
    return Grid(text("choose.title.regret", lang), heads, cells)


def lost(one: Kept) -> float:
    """People whom care, education and ICT lose together; what they gain is not taken off."""
    return sum(max(one.found.sides[name], 0.0) for name in GROUPS)


def _payer(made: Choice) -> str:
    return made.question.payer


def _unlike(one: Kept, made: Choice) -> float:
    return alternatives.distance(one.plan, made.chosen.plan)


def _heads(made: Choice, lang: str) -> list[str]:
    q = made.question
    return [
        text(f"choose.head.worth.{q.reading}", lang, surely=said.surely(made, lang)),
        text("choose.head.middle", lang),
        text("choose.head.cost", lang, payer=said.purse(q.payer, lang)),
        text("choose.head.lost", lang),
        text("choose.head.migration", lang),
    ]


def _cells(one: Kept, made: Choice, lang: str) -> list[str]:
    low, mid, high = np.quantile(one.found.worth, [0.1, 0.5, 0.9])
    return [
        said.shown(worth.of(one.found.worth, made.question), lang),
        with_interval(float(mid), float(low), float(high), lang),
        number(feasible.peak(one.found, _payer(made)) / MILLION, lang),
        number(lost(one), lang, TENS),
        number(one.found.sides["migration"], lang, TENS),
    ]


def rows(made: Choice) -> list[dict[str, object]]:
    """One row per kept package with every number, for csv and JSON."""
    told = []
    for one in made.kept:
        low, mid, high = np.quantile(one.found.worth, [0.1, 0.5, 0.9])
        row: dict[str, object] = {
            "package": one.name,
            "on_front": one.on_front,
            "reading": made.question.reading,
            "year": made.question.by,
            "worth": worth.of(one.found.worth, made.question),
            "mean": float(one.found.worth.mean()),
            "median": float(mid),
            "low": float(low),
            "high": float(high),
            "unit": made.candidates.attrs["unit"],
            "unlike": _unlike(one, made),
        }
        for payer in dict.fromkeys((_payer(made), "public", "private", "all")):
            row[f"eur_{payer}"] = feasible.peak(one.found, payer)
        told.append(row | {side: one.found.sides[side] for side in SIDES})
    return told


def dose_rows(made: Choice) -> list[dict[str, object]]:
    """One row per package and measure: dose, unit and first year."""
    return [
        {
            "package": one.name,
            "measure": lever.measure.id,
            "pillar": lever.measure.pillar,
            "dose": float(f"{n / PARTS * lever.measure.dose.high:.12g}"),
            "unit": lever.measure.dose.unit,
            "start": lever.starts[begin],
        }
        for one in made.kept
        for lever, n, begin in zip(made.levers, one.plan.parts, one.plan.begins, strict=True)
        if n
    ]


def regret_rows(made: Choice) -> list[dict[str, object]]:
    """One row per package and scenario: worth and regret."""
    if made.regret is None:
        return []
    return [
        {
            "package": own.name,
            "scenario": scenario,
            "worth": float(made.regret.worth[i, j]),
            "best": float(made.regret.best[j]),
            "regret": float(made.regret.regret[i, j]),
        }
        for i, own in enumerate(made.near)
        for j, scenario in enumerate(made.regret.scenarios)
    ]
