"""What is counted to see whether a measure works: from the parameter it moves to a count that is published.

``indicators.csv`` names per parameter an indicator and a figure of it: whoever published that figure is the source. A
parameter that nobody counts has no figure, and its source stays to be decided. Beside it every action counts how much
of it is carried out, in the unit of its dose; who keeps that count is to be decided too.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from krapte import figures
from krapte.agenda.distribution import CARRIED_OUT
from krapte.agenda.terms import FREQUENCIES, OPEN
from krapte.figures.lines import read_lines
from krapte.measures.schema import Measure
from krapte.words import has

HERE = Path(__file__).parent
TABLE = "indicators.csv"


class Known(NamedTuple):
    """An indicator: its unit, who publishes it and how often; ``to_be_decided`` where nobody does."""

    id: str
    unit: str
    source: str
    frequency: str


@cache
def table(folder: Path = HERE) -> dict[str, Known]:
    """Indicators by the parameter that they show; InputError with file and line for a row that cannot be right."""
    book, found = figures.load(), {}
    for line in read_lines(folder, TABLE):
        cells = line.cells
        if cells["frequency"] not in (*FREQUENCIES, OPEN):
            raise line.wrong("not_one_of", "frequency", " | ".join((*FREQUENCIES, OPEN)))
        if cells["figure"] and cells["figure"] not in book:
            raise line.wrong("unknown_figure", "figure", "krapte figures --search")
        if bool(cells["figure"]) != (cells["frequency"] != OPEN):
            raise line.wrong("indicator_source_and_frequency", "figure", "both, or neither")
        if not has(f"indicator.{cells['indicator']}"):
            raise line.wrong("not_one_of", "indicator", "indicator.* in words")
        source = book[cells["figure"]].source.publisher if cells["figure"] else OPEN
        found[cells["parameter"]] = Known(cells["indicator"], cells["unit"], source, cells["frequency"])
    return found


def known() -> dict[str, Known]:
    """Indicators by id, without that of the dose, of which every measure has its own unit."""
    return {one.id: one for one in table().values()}


def of(measure: Measure) -> list[Known]:
    """The indicators of a measure: how much of it is done, then what each of its moves should show."""
    found = {CARRIED_OUT: Known(CARRIED_OUT, measure.dose.unit, OPEN, OPEN)}
    for move in measure.moves:
        for slot in move.slots:
            one = table().get(slot) or table().get(slot.partition("[")[0])
            if one is not None:
                found.setdefault(one.id, one)
    return list(found.values())
