"""What a file by itself cannot know: which parameters, figures, flows and scenarios there are."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import NamedTuple, Protocol

from krapte import figures
from krapte.country import parameters, scenarios
from krapte.country.axes import ANCHOR_YEAR
from krapte.measures.schema import Measure, Move, leaves, quantities
from krapte.words.catalogue import catalogue

Path_ = tuple[str | int, ...]
WHOLE = ("dose", "no_effect", "reversal")  # parts of a measure a chain may show besides its quantities
CHARGED = ("school_cost", "guided")  # amounts the model reads out that a cost may hang on
FACTOR = "ratio"


class Known(NamedTuple):
    """The names that exist; ``None`` leaves a kind of name unchecked."""

    parameters: Collection[str] | None = None
    figures: Collection[str] | None = None
    flows: Collection[str] | None = None
    scenarios: Collection[str] | None = None
    readings: Collection[str] | None = None
    measures: Collection[str] | None = None
    units: Collection[str] | None = None
    unit_of: Mapping[str, str] | None = None
    """The unit of a parameter, by its slot."""


class Problem(NamedTuple):
    """Something wrong at a path of a document."""

    code: str
    path: Path_
    found: object
    expected: object


class RowLike(Protocol):
    """A row of a package, resolved."""

    @property
    def measure(self) -> Measure:
        """The measure itself."""

    @property
    def dose(self) -> float:
        """How much."""

    @property
    def start(self) -> int:
        """First year."""

    @property
    def end(self) -> int | None:
        """Last year, if any."""


@cache
def everything_known() -> Known:
    """The names of the model itself and of the embedded figures."""
    flows = resources.files("krapte.market").joinpath("flows.csv").read_text(encoding="utf-8")
    units = (key.removeprefix("unit.") for key in catalogue("en") if key.startswith("unit."))
    return Known(
        parameters=frozenset(parameters.slots()),
        figures=frozenset(figures.load().ids()),
        scenarios=frozenset(scenarios.ids()),
        flows=frozenset(row["name"] for row in csv.DictReader(flows.splitlines())),
        readings=CHARGED,
        measures=frozenset(
            entry.name.removesuffix(".yaml")
            for entry in resources.files("krapte.measures").joinpath("files").iterdir()
        ),
        units=frozenset(units),
        unit_of={row.slot: row.unit for row in parameters.load()},
    )


def closest(name: str, names: Collection[str]) -> str:
    """The names that look like it, or the first few, for an error that helps."""
    close = difflib.get_close_matches(name, list(names), n=3, cutoff=0.5)
    return ", ".join(close or sorted(names)[:5])


def measure(made: Measure, known: Known, beside: Collection[str] = ()) -> Iterator[Problem]:
    """Names in a measure that do not exist; ``beside`` are other measures of the user's own."""
    own = [*WHOLE, *quantities(made)]
    measures = None if known.measures is None else {*known.measures, *beside}
    names = {
        "shares_limit_with": ("unknown_measure", measures),
        "figures": ("unknown_figure", known.figures),
        "figure": ("unknown_figure", known.figures),
        "flow": ("unknown_flow", known.flows),
        "quantity": ("unknown_quantity", own),
        "unit": ("unknown_unit", known.units),
    }
    for index, move in enumerate(made.moves):
        yield from _slots(move, ("moves", index), known.parameters)
        yield from _unit(move, ("moves", index, "value", "unit"), known)
    for path, value in leaves(made):
        if not isinstance(value, str):
            continue
        field = path[-2] if isinstance(path[-1], int) else path[-1]
        if field == "parameter" and path[0] != "moves":
            yield from _absent("unknown_parameter", path, value, known.parameters)
        elif field == "reading" and path[0] == "cost":
            yield from _absent("unknown_reading", path, value, known.readings)
        elif field == "per" and path[0] == "side_effects" and value != "dose":
            yield from _absent("unknown_flow", path, value, known.flows)
        elif field in names:
            code, there = names[field]
            yield from _absent(code, path, value, there)


def _absent(code: str, path: Path_, name: str, names: Collection[str] | None) -> Iterator[Problem]:
    if names is not None and name not in names:
        yield Problem(code, path, name, closest(name, names))


def _slots(move: Move, at: Path_, slots: Collection[str] | None) -> Iterator[Problem]:
    """What a move names: the parameter itself where that is unknown, else each cell that is."""
    ids = None if slots is None else {slot.split("[")[0] for slot in slots}
    if move.cells and ids is not None and move.parameter not in ids:
        yield from _absent("unknown_parameter", (*at, "parameter"), move.parameter, ids)
        return
    for slot, place in zip(move.slots, move.places, strict=True):
        yield from _absent("unknown_parameter", (*at, *place), slot, slots)


def _unit(move: Move, at: Path_, known: Known) -> Iterator[Problem]:
    """A factor is a ratio; anything else is in the parameter's own unit, as is a dose that is added as it stands."""
    units, own = known.unit_of, move.value.unit
    if (
        units is None
        or not set(move.slots) <= set(units)
        or (known.units is not None and own not in known.units)
    ):
        return  # told already, or nothing to compare with
    of_parameter = units[move.slots[0]]
    fitting = {"multiply": [FACTOR], "add": [of_parameter, FACTOR]}.get(move.how, [of_parameter])
    if own not in fitting:
        yield Problem("unit_does_not_fit", at, own, " | ".join(dict.fromkeys(fitting)))


def rows(made: Sequence[RowLike], field: str = "measures") -> Iterator[Problem]:
    """Rows of a package that the law, their range or one another forbid; paths begin at the ``field``."""
    for index, row in enumerate(made):
        at: Path_ = (field, index)
        earliest = row.measure.timing.earliest
        if row.start < earliest:
            yield Problem("law_does_not_allow_before", (*at, "start"), row.start, earliest)
        if row.start <= ANCHOR_YEAR:
            # Up to the anchor the model follows what was published: a dose there would be normalised away.
            yield Problem("start_in_the_past", (*at, "start"), row.start, f">= {ANCHOR_YEAR + 1}")
        if row.end is not None and row.end < row.start:
            yield Problem("end_before_start", (*at, "end"), row.end, f">= {row.start}")
    yield from _doses(made, field)
    yield from _sets(made, field)


def both(made: Sequence[RowLike], avoided: Sequence[RowLike]) -> Iterator[Problem]:
    """A measure that a package does and asks not to do."""
    own = {row.measure.id for row in made}
    for index, row in enumerate(avoided):
        if row.measure.id in own:
            yield Problem("done_and_avoided", ("avoids", index, "measure"), row.measure.id, "one of the two")


def total(made: Sequence[RowLike], year: int) -> Fraction:
    """The dose of a year over rows of one measure; exact, so that splitting a row changes nothing."""
    on = [row for row in made if row.start <= year and (row.end is None or year <= row.end)]
    return sum((Fraction(repr(float(row.dose))) for row in on), Fraction(0))


def _doses(made: Sequence[RowLike], field: str) -> Iterator[Problem]:
    """The dose of a year is the sum of the measure's rows, judged where a row starts."""
    for index, row in enumerate(made):
        same = [other for other in made if other.measure.id == row.measure.id]
        if any(
            other.measure.id == row.measure.id and other.start == row.start for other in made[index + 1 :]
        ):
            continue  # rows that start together are judged once, at the last of them
        dose, limits = float(total(same, row.start)), row.measure.dose
        if dose != 0 and not limits.low <= dose <= limits.high:
            found = f"{dose:g}" if len(same) == 1 else f"{dose:g} ({row.start})"
            expected = f"{limits.low:g} - {limits.high:g} {limits.unit}"
            yield Problem("dose_out_of_range", (field, index, "dose"), found, expected)


def _sets(made: Sequence[RowLike], field: str) -> Iterator[Problem]:
    """Two measures that set one parameter: which of them would hold?"""
    owner: dict[str, str] = {}
    for index, row in enumerate(made):
        for move in row.measure.moves:
            for slot in move.slots if move.how == "set" else ():
                if owner.setdefault(slot, row.measure.id) != row.measure.id:
                    found = f"{slot}: {owner[slot]}, {row.measure.id}"
                    at: Path_ = (field, index, "measure")
                    yield Problem("parameter_set_twice", at, found, "one measure that sets it")
