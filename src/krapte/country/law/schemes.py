"""Money with an end date: schemes, agreements and budgets, and what stops when.

What runs is read from ``law.csv``: a last day ends a scheme, whatever comes after it is a new decision. Amounts in
euros a year, or for several years together where that is what was decided: those are not spread over their years.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from krapte.country.law.dated import Dated, kinds, on, timeline
from krapte.figures.errors import InputError

YEARLY = "eur_per_year"


@dataclass(frozen=True)
class Running:
    """A scheme on a day: euros a year or in all (``unit``), and its last day if one was decided."""

    scheme: str
    eur: float
    unit: str
    last_day: date | None


def names() -> list[str]:
    """All schemes, in table order."""
    return [kind.id for kind in kinds().values() if kind.area == "schemes"]


def running(scheme: str, day: date) -> Running | None:
    """The scheme on ``day``; none where it does not run. InputError for a name that is no scheme."""
    if scheme not in names():
        raise InputError("unknown_law", where="schemes", found=scheme, expected=", ".join(names()))
    row = on(scheme, day)
    return None if row is None else _running(row)


def ending(year: int) -> list[Running]:
    """Schemes whose last day lies in ``year``."""
    rows = [timeline(name)[-1] for name in names()]
    return [_running(row) for row in rows if row.until is not None and row.until.year == year]


def cliff(year: int) -> float:
    """Euros a year that stop at the end of ``year``: yearly amounts only."""
    return sum(one.eur for one in ending(year) if one.unit == YEARLY)


def _running(row: Dated) -> Running:
    return Running(row.parameter, row.value, row.kind.unit, row.until)
