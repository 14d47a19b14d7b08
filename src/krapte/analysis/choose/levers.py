"""The levers of a choice: the measures it may use, their doses and years of start, and what each costs by itself.

A measure may be chosen where its file names a cost: what has no price cannot be weighed under a budget. Work put off,
rules of migration and the plans that others claim have none, and a cut is no measure one buys; those are left out.

A dose is a whole hundredth of the measure's highest, a twentieth or more, or none at all. A measure starts when the
law allows it or a few years later, and stays. Costs by dose and in force are known before any run; those that hang on
what the model computes (permits used, people guided) come from the runs themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from krapte.analysis import money
from krapte.analysis.choose.question import Question
from krapte.analysis.money import Paid, Pair
from krapte.engine.shared import PARTING
from krapte.figures.errors import InputError
from krapte.measures import dose_path, library, packages
from krapte.measures.packages import Package, Row
from krapte.measures.schema import Measure, Text
from krapte.measures.schema.cost import Payer

Floats = NDArray[np.float64]
Uniform = Callable[[str], Floats]
PARTS = 100  # a dose is a whole number of these parts of the highest
LEAST = 5  # of them: what is done is done in earnest
LATER = (0, 1, 2, 3, 4, 6)  # years after the first in which the law allows it
TITLE = Text(nl="Gekozen pakket", en="Chosen package")
PAPER = "paper"
PAYERS_EACH: tuple[str, ...] = get_args(Payer)


class Plan(NamedTuple):
    """A package as numbers, a place per lever: parts of the highest dose (0: not done) and which year of start."""

    parts: tuple[int, ...]
    begins: tuple[int, ...]


@dataclass(frozen=True)
class Lever:
    """A measure that may be chosen, and the years in which it may start."""

    measure: Measure
    starts: tuple[int, ...]

    @property
    def least(self) -> int:
        """The fewest parts of the highest dose in which it is done."""
        dose = self.measure.dose
        return max(LEAST, int(np.ceil(PARTS * max(dose.low, 0.0) / dose.high)))

    @property
    def usual(self) -> int:
        """The parts of its usual dose."""
        return max(self.least, round(PARTS * self.measure.dose.default / self.measure.dose.high))

    def row(self, parts: int, begin: int) -> Row:
        """The row of a package."""
        dose = self.measure.dose.high * parts / PARTS
        return Row(self.measure, float(f"{dose:.12g}"), self.starts[begin])


def levers(question: Question) -> tuple[Lever, ...]:
    """The levers of a question in the order of their ids; InputError where none is left."""
    known = library.ids()
    for name in question.without:
        if name not in known:
            raise InputError("unknown_measure", where="--without", found=name, expected=_close(name))
    asked = {one.id for one in packages.load(PAPER).measures}
    made = []
    for measure in priced():
        if measure.id in question.without or (question.of == PAPER and measure.id not in asked):
            continue
        first = max(measure.timing.earliest, PARTING)
        starts = tuple(first + more for more in LATER if first + more < question.by)
        if starts:
            made.append(Lever(measure, starts))
    if not made:
        raise InputError("no_measure_left", where="--without", found=", ".join(question.without))
    return tuple(made)


@cache
def priced() -> tuple[Measure, ...]:
    """The measures that come with krapte whose file names what they cost, savings alone left out."""
    every = (library.load(name) for name in library.ids())
    return tuple(one for one in every if any(cost.eur.central > 0 for cost in one.cost))


def _close(name: str) -> str:
    from krapte.measures import checks

    return checks.closest(name, [one.id for one in priced()])


def none(of: Sequence[Lever]) -> Plan:
    """The plan that does nothing."""
    return Plan((0,) * len(of), (0,) * len(of))


def scaled(plan: Plan, of: Sequence[Lever], factor: float) -> Plan:
    """All doses times a factor, rounded down; what falls below half of its least is not done any more."""
    parts = [
        0 if n * factor < lever.least / 2 else min(PARTS, max(int(n * factor), lever.least))
        for n, lever in zip(plan.parts, of, strict=True)
    ]
    return plan_of(parts, plan.begins)


def plan_of(parts: Sequence[int], begins: Sequence[int]) -> Plan:
    """A plan; what is not done has no year of start, so that a plan has one form."""
    return Plan(tuple(parts), tuple(begin if n else 0 for n, begin in zip(parts, begins, strict=True)))


def package(plan: Plan, of: Sequence[Lever], name: str = "chosen", title: Text = TITLE) -> Package:
    """The plan as a package, its rows checked like those of any file."""
    rows = [lever.row(n, b) for lever, n, b in zip(of, plan.parts, plan.begins, strict=True) if n]
    return packages.build(Package(name, title, title, tuple(rows)))


class Rates(NamedTuple):
    """Euros a year of each lever by payer, at its highest dose and for being in force, before any run."""

    by_dose: Floats
    """[lever, start, payer, year]: at the highest dose, what does not hang on the model."""
    in_force: Floats
    """[lever, start, payer, year]: whatever the dose."""


def rates(of: Sequence[Lever], years: Sequence[int], uniform: Uniform, draws: int) -> Rates:
    """Means over draws; a lever with fewer starts than others is filled up with its last one."""
    most = max(len(lever.starts) for lever in of)
    made = np.zeros((2, len(of), most, len(PAYERS_EACH), len(years)))
    for i, lever in enumerate(of):
        for j in range(most):
            begin = min(j, len(lever.starts) - 1)
            little, much = (
                by_payer(_alone(lever.row(n, begin), years, uniform, draws), len(years))
                for n in (LEAST, PARTS)
            )
            made[0, i, j] = (much - little) / (1 - LEAST / PARTS)
            made[1, i, j] = much - made[0, i, j]
    return Rates(*made)


def _alone(row: Row, years: Sequence[int], uniform: Uniform, draws: int) -> list[Paid]:
    """What a measure costs where nothing happens in the model."""
    zero = Pair(np.zeros((draws, len(years))), np.zeros((draws, len(years))))
    whole = Package(row.measure.id, row.measure.title, row.measure.title, (row,))
    flows = dict.fromkeys(money.needed(whole, "flow"), zero)
    read = dict.fromkeys(money.needed(whole, "reading"), zero)
    return money.costs(whole, years, uniform, draws, flows, read)


def by_payer(paid: Sequence[Paid], years: int) -> Floats:
    """Mean over draws ``[payer, year]``."""
    made = np.zeros((len(PAYERS_EACH), years))
    for one in paid:
        made[PAYERS_EACH.index(one.payer)] += one.eur.mean(axis=0)
    return made


def purse(name: str) -> Floats:
    """Which payers a purse adds up, 1 or 0 each: one payer, public money, private money, or all."""
    return np.array([float(name in (payer, money.side(payer), "all")) for payer in PAYERS_EACH])


def unit_paths(of: Sequence[Lever], years: Sequence[int], uniform: Uniform, draws: int) -> list[list[Floats]]:
    """The effective dose ``[draw, year]`` of each lever at its highest, by start."""
    return [
        [dose_path.path([lever.row(PARTS, j)], years, uniform, draws) for j in range(len(lever.starts))]
        for lever in of
    ]


def texts(of: Sequence[Lever]) -> dict[str, str]:
    """The files of the measures that could be chosen, by name: a choice hangs on each of them."""
    ids = [lever.measure.id for lever in of]
    folder = resources.files("krapte.measures") / library.FOLDER
    return {f"{name}.yaml": (folder / f"{name}.yaml").read_text(encoding="utf-8") for name in ids}
