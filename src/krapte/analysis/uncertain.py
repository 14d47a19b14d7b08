"""The uncertain inputs of a question: everything that differs between draws, by kind and grade.

    figures     a parameter of the market with published figures behind it
    judgement   a parameter of the market that no figure stands behind
    measures    a quantity of a measure: when, how much of the plan, how strongly it works
    works       whether a measure does anything at all
    kept        whether a measure is withdrawn, and when
    history     what history leaves open of the combinations of parameters that it tells about
    chance      the yearly ups and downs of demand, which nobody can know

A parameter that a scenario sets is certain in it. What only moves money, side effects or text is no input here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.analysis.rows import HIGH, LOW
from krapte.country import parameters
from krapte.learning.posterior import ROW
from krapte.measures.packages import Package
from krapte.measures.schema import Measure, quantities

Floats = NDArray[np.float64]
KINDS = ("history", "figures", "judgement", "measures", "works", "kept", "chance")
APART = (
    "cost",
    "side_effects",
    "parts",
)  # quantities of money, side effects and text, never of the effect itself
POINTS = 400  # of a prior, evenly spaced in probability, for its standard deviation


class Input(NamedTuple):
    """An uncertain input; ``measure`` is empty for the market, ``grade`` for chance. What jumps has no ends."""

    name: str
    measure: str
    kind: str
    grade: str
    figures: tuple[str, ...] = ()
    unit: str = ""
    low: float = np.nan
    high: float = np.nan
    deviation: float = np.nan
    moves: str = ""

    @property
    def key(self) -> str:
        """The key of its random numbers."""
        return f"{self.measure}.{self.name}" if self.measure else self.name

    @property
    def slides(self) -> bool:
        """Whether it can move a little, so that a slope says something."""
        return bool(np.isfinite(self.deviation))


SHOCKS = Input("shocks", "", "chance", "")
HISTORY = Input(ROW, "", "history", "")  # which draw of the posterior


def inputs(whole: Package, fixed: Collection[str] = ()) -> list[Input]:
    """All inputs of a package with the laws under it; ``fixed`` are the slots that the scenario sets."""
    return [*market(fixed), *(one for measure in whole.measures for one in of_measure(measure)), SHOCKS]


def market(fixed: Collection[str] = ()) -> list[Input]:
    """The parameters of the market that have a range."""
    made = []
    for row in parameters.load():
        if row.shape == "fixed" or row.slot in fixed:
            continue
        kind = "figures" if row.figures else "judgement"
        ends = _ends(row.draw) if row.shape != "choice" else ()
        made.append(Input(row.slot, "", kind, row.grade, row.figures, row.unit, *ends))
    return made


def of_measure(measure: Measure) -> list[Input]:
    """What a measure leaves open: its quantities, whether it works, whether it is kept."""
    made = [
        Input(
            path,
            measure.id,
            "measures",
            one.grade,
            one.figures,
            one.unit,
            *_ends(one.draw),
            _moved(measure, path),
        )
        for path, one in quantities(measure).items()
        if one.shape not in ("fixed", "choice") and path.split(".")[0] not in APART
    ]
    none, stays = measure.no_effect, measure.reversal
    if 0 < none.probability < 1:
        made.append(Input("no_effect", measure.id, "works", none.grade, none.figures))
    if 0 < stays.per_year < 1:
        made.append(Input("reversal", measure.id, "kept", stays.grade, stays.figures))
    return made


def _moved(measure: Measure, path: str) -> str:
    """The parameter that a quantity is the size of an effect on, its first cell; nothing for other quantities."""
    of = path.split(".")
    return measure.moves[int(of[1])].slots[0] if of[0] == "moves" else ""


def _ends(draw: Callable[[Floats], Floats]) -> tuple[float, float, float]:
    """The ends of the 80 % range of a prior, and its standard deviation."""
    low, high = draw(np.array([LOW, HIGH]))
    middles = (np.arange(POINTS) + 0.5) / POINTS
    return float(low), float(high), float(draw(middles).std())
