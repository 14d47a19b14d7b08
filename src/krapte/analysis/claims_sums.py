"""Small sums over published figures and parameters, as the tables of claims hold them.

``lm_vacnew_brc07_BF_2022 * claim``: ids with ``+ - * /`` between them, all parted by spaces, products first.
``param:SLOT`` is a parameter of the model at its central value, ``claim`` the claim itself on the ruler. The only bare
numbers are 1, 100 and the days of a year. A range is carried along where it is an uncertainty: each step takes the
widest ends that its two parts allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from krapte import figures
from krapte.country import parameters
from krapte.figures.lines import Line
from krapte.figures.loader import Figure

PARAMETER, CLAIM = "param:", "claim"
CONSTANTS = {"1": 1.0, "100": 100.0, "365": 365.0}
OPERATORS = ("+", "-", "*", "/")
EVERYTHING = "|"  # between sums of one cell


class Sum(NamedTuple):
    """A computed value with the ends of its range; ``grade`` is the weakest letter it rests on."""

    value: float
    low: float
    high: float
    unit: str
    grade: str
    figures: tuple[Figure, ...] = ()
    slots: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all it rests on."""
        return (*(figure.figure_id for figure in self.figures), *self.slots)

    @property
    def read(self) -> bool:
        """Whether it is one published figure as it was printed."""
        return len(self.ids) == 1 and bool(self.figures) and self.value == self.figures[0].value

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods of its figures, oldest first; that of a claim only where it stands alone."""
        dated = [figure for figure in self.figures if figure.period]
        others = [figure for figure in dated if not is_claim(figure)]
        return tuple(sorted({figure.period for figure in others or dated}))


def is_claim(figure: Figure) -> bool:
    """Whether a figure is itself a claim of shortage."""
    return figure.dims.get("claim") == "y"


def sums(line: Line, field: str, claim: Sum | None = None) -> tuple[Sum, ...]:
    """All sums of a cell, parted by ``|``; InputError naming the field where one cannot be read."""
    cell = line.cells[field]
    return tuple(one(line, field, part, claim) for part in cell.split(EVERYTHING)) if cell else ()


def one(line: Line, field: str, words: str, claim: Sum | None = None) -> Sum:
    """One sum: terms with + and -, each a product."""
    tokens = words.split()
    names, between = tokens[::2], tokens[1::2]
    if len(tokens) % 2 == 0 or any(sign not in OPERATORS for sign in between):
        raise line.wrong("claims_bad_sum", field, "ID + - * / ID")
    terms = [_term(line, field, names[0], claim)]
    signs: list[str] = []
    for sign, name in zip(between, names[1:], strict=True):
        term = _term(line, field, name, claim)
        if sign in "*/":
            if sign == "/" and term.low <= 0 <= term.high:
                raise line.wrong("claims_bad_sum", field, "no division by zero")
            terms[-1] = _joined(terms[-1], sign, term)
        else:
            signs.append(sign)
            terms.append(term)
    total = terms[0]
    for sign, term in zip(signs, terms[1:], strict=True):
        total = _joined(total, sign, term)
    return total


def _term(line: Line, field: str, name: str, claim: Sum | None) -> Sum:
    if name in CONSTANTS:
        return Sum(CONSTANTS[name], CONSTANTS[name], CONSTANTS[name], "", "A")
    if name == CLAIM:
        if claim is None:
            raise line.wrong("claims_bad_sum", field, "a claim with an amount")
        return claim
    if name.startswith(PARAMETER):
        return _parameter(line, field, name.removeprefix(PARAMETER))
    book = figures.load()
    if name not in book:
        raise line.wrong("unknown_figure", field, "krapte figures --search")
    figure = book[name]
    ends = (figure.low, figure.high) if figure.may_be_drawn else (None, None)
    low, high = (figure.value if end is None else end for end in ends)
    return Sum(figure.value, low, high, figure.unit, figure.grade, (figure,))


def _parameter(line: Line, field: str, slot: str) -> Sum:
    found = next((row for row in parameters.load() if row.slot == slot), None)
    if found is None:
        raise line.wrong("unknown_parameter", field, "krapte parameters")
    return Sum(found.central, found.low, found.high, found.unit, found.grade, (), (slot,))


def _joined(a: Sum, sign: str, b: Sum) -> Sum:
    value = _reckon(a.value, sign, b.value)
    ends = [_reckon(x, sign, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    known = _once((*a.figures, *b.figures))
    slots = tuple(dict.fromkeys((*a.slots, *b.slots)))
    grade = max(a.grade, b.grade)
    return Sum(value, min(ends), max(ends), _unit(a.unit, sign, b.unit), grade, known, slots)


def _unit(a: str, sign: str, b: str) -> str:
    """A quotient of two things counted alike is a share; else the unit of the first part stays."""
    return "share" if sign == "/" and a == b != "" else a


def _once(used: Sequence[Figure]) -> tuple[Figure, ...]:
    return tuple({figure.figure_id: figure for figure in used}.values())


def _reckon(a: float, sign: str, b: float) -> float:
    if sign == "+":
        return a + b
    if sign == "-":
        return a - b
    return a * b if sign == "*" else a / b
