"""What briefs are made from in the test of their predicates: each case turns something."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace

import numpy as np
from made import PILLARS, made, whole
from split_table_rows import cost_rows

from krapte.agenda.check import Report
from krapte.agenda.folder import Agenda
from krapte.agenda.schema import AgendaFile, Budget, Goal
from krapte.agenda.terms import OPEN, SCHEMA
from krapte.analysis import gaps, split, urgency
from krapte.analysis.rows import CostRow
from krapte.figures.errors import InputError
from krapte.learning import moved
from krapte.measures.schema import Text
from krapte.telling.brief import content

YEAR = 2035
TITLE = Text(nl="Titel", en="Title")


@dataclass(frozen=True)
class Case:
    """What a brief is made from, and what the shipped table says that history moved."""

    material: content.Material
    moved: dict[str, moved.Moved]


def answer(effect=-0.35, noise=0.05, shares=(0.2, 0.5, 0.3), apart=0.0, **changes):
    """An answer whose parts follow its effect; ``apart`` makes the parts of pillars uncertain."""
    found, numbers = whole(), made(effect=effect, noise=noise, to=2040)
    cube = numbers.results["vacancies"].sel(group="techniek")
    years = [int(year) for year in cube["year"].values if year > 2025]
    change = (cube.sel(variant="package") - cube.sel(variant="baseline")).sel(year=years)
    change = change.transpose("draw", "year").values
    names = PILLARS[: len(shares)]
    noisy = apart * np.linspace(-1, 1, len(change))[:, None] * np.ones(len(years))
    parts = {name: change * share for name, share in zip(names, shares, strict=True)}
    if apart:
        parts[names[0]], parts[names[1]] = parts[names[0]] + noisy, parts[names[1]] - noisy
    rows = split.rows(split.Split(tuple(years), parts, change), "vacancies", "techniek")
    doses = [row | {"pillar": "inflow", "paper": "I3"} for row in found.doses]
    told = {"rows": numbers.rows, "results": numbers.results, "split": rows, "doses": doses}
    told["sources"] = sources("A", "A", "C")
    return replace(found, **(told | changes))


def sources(*grades, publications=1):
    return [
        {"figure": f"f{i}", "period": "2020", "publisher": f"P{i % publications}", "year": "2020"}
        | {"source": "T", "measure": "i3", "grade": grade}
        for i, grade in enumerate(grades)
    ]


def cost(low, high, measure="all"):
    """The cost of the whole package, all public."""
    of = {"median": (low + high) / 2, "low": low, "high": high, "unit": "eur", "price_year": "2024"}
    return [CostRow(year=YEAR, measure=measure, payer=payer, **of) for payer in ("all", "public")]


def agenda(report=None, means=True, prior=False):
    about = AgendaFile(
        schema=SCHEMA,
        package="paper",
        title=TITLE,
        scenario="moderate",
        draws=8,
        seed=1,
        to=2040,
        benchmark="own",
        budget=Budget(public=OPEN, private=OPEN),
        goals=(
            Goal(
                id="g",
                year=2030,
                group="techniek",
                reading="vacancies",
                bound="at_most",
                value=1.0,
                unit="vacancies",
                probability=0.5,
                measures=("i3",),
            ),
        ),
    )
    kept = Agenda(about, (), [SimpleNamespace()] if means else [], {}, {"question": {"prior": prior}})
    return {"agenda": kept, "report": report or Report([], [], {}), "known": {}}


BAD = InputError("still_open", where="agenda.yaml:1")


def material(told=None, cuts=None, scales=None, found=None, **more):
    third = made("cuts", effect=0.2, noise=0.01) if cuts is None else cuts
    kept = scales or urgency.rank(), found or gaps.find().of("agenda")
    return content.Material(told or answer(), third, *kept, "krapte brief paper", **more)


def verdicts(*of, other="low"):
    """Standings of the four groups that are asked for, and of the others."""
    true = urgency.rank()
    turned = dict(zip(urgency.ASKED, of, strict=True))
    standings = [one._replace(verdict=turned.get(one.group, other)) for one in true.standings]
    return true._replace(standings=tuple(standings))


def states(present, missing, unseen):
    """The known parts of the agenda with their five aspects in these states, over and over."""
    turn = [*["present"] * present, *["missing"] * missing, *["not_inspected"] * unseen]
    made_of = []
    for action in gaps.find().of("agenda").actions:
        cells = tuple(
            cell._replace(state=turn[i], grade="" if turn[i] == "not_inspected" else "A")
            for i, cell in enumerate(action.cells)
        )
        made_of.append(action._replace(cells=cells))
    return gaps.Gaps(tuple(made_of))


def beside(effect, noise=0.01):
    """The cuts with another legal world beside them."""
    found = made("cuts", effect=0.2, noise=0.01)
    other = [r | {"variant": "beside"} for r in made("cuts", effect=effect, noise=noise).rows]
    rows = [*found.rows, *(r for r in other if r["variant"] == "beside" and r["right_sign"] is not None)]
    return replace(found, rows=rows, beside={"nl": "Akkoord", "en": "Accord"})


FEW = moved.load()
MOST = {name: one._replace(shift=1.0) for name, one in FEW.items()}
CASES = {
    "as it is": material(),
    "more": material(answer(0.35)),
    "uncertain": material(answer(0.0, 0.2)),
    "uncertain, more": material(answer(0.02, 0.2)),
    "nothing": material(answer(0.0, 0.0)),
    "small": material(answer(-0.04, 0.01)),
    "large": material(answer(-0.95, 0.01)),
    "which is uncertain": material(answer(shares=(0.4, 0.4, 0.2), apart=40_000.0)),
    "one pillar": material(answer(shares=(1.0,))),
    "no split": material(answer(split=[])),
    "one draw": material(replace(answer(), draws=1)),
    "cuts do nothing": material(cuts=made("cuts", effect=0.0, noise=0.0)),
    "cuts are uncertain": material(cuts=made("cuts", effect=0.0, noise=0.2)),
    "cuts help": material(cuts=made("cuts", effect=-0.2, noise=0.01)),
    "beside, sure": material(cuts=beside(0.1)),
    "beside, uncertain": material(cuts=beside(0.0, 0.2)),
    "beside, nothing": material(cuts=beside(0.0, 0.0)),
    "it saves": material(answer(cost=cost(-3e8, -1e8))),
    "it may save": material(answer(cost=cost(-1e8, 2e8))),
    "it costs nothing": material(answer(cost=cost(0.0, 0.0))),
    "no cost is known": material(answer(cost=[])),
    "one price year": material(answer(cost=cost(1e8, 3e8))),
    "public money alone": material(answer(cost=[r for r in cost_rows() if r["payer"] != "private"])),
    "nothing idle": material(answer(doses=[row | {"no_effect": 0.0} for row in answer().doses])),
    "not the paper's": material(answer(doses=[row | {"paper": ""} for row in answer().doses])),
    "one's own package": material(answer(package="mine")),
    "assumptions of ours": material(answer(sources=sources("C", "C", "A"))),
    "no sources": material(answer(sources=[])),
    "many sources": material(answer(sources=sources(*"A" * 20, publications=20))),
    "before history": material(answer(posterior="")),
    "law verified": material(answer(notes=[])),
    "side effects": material(answer(side_effects=[])),
    "all high": material(scales=verdicts("high", "high", "high", "high")),
    "all mixed": material(scales=verdicts("mixed", "mixed", "mixed", "mixed")),
    "one of each": material(scales=verdicts("high", "middle", "low", "mixed", other="high")),
    "seen and missing": material(found=states(2, 2, 1)),
    "seen": material(found=states(5, 0, 0)),
    "agenda": material(**agenda()),
    "agenda, open": material(**agenda(Report([], [BAD], {}))),
    "agenda, wrong": material(**agenda(Report([BAD], [], {}))),
    "agenda, no means": material(**agenda(means=False)),
    "agenda, before history": material(**agenda(prior=True)),
}
