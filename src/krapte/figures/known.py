"""The figures as they were known at the end of a year: what a forecast made then could rest on.

::

    with known.at(2016):
        figures.load()["stud_mbo4_2020"]     # not known: the last of its kind that was, stud_mbo4_2016
        "stud_mbo4_2020" in figures.load()   # False
        figures.table("isco").numbers("2020")  # the column of 2016

One rule for all: a number of a year after it counts as its last known one. Where a kind has none yet, the earliest
there is stands in, and the reading is noted (:func:`late`): those are the leaks that remain, and a list says what each
does. Histories are today's vintages: what was revised since is not undone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from krapte.figures import layout, loader
from krapte.figures.loader import Figure, Figures, Table

P = ParamSpec("P")
R = TypeVar("R")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR: ContextVar[int | None] = ContextVar("year", default=None)
_LATE: dict[int, set[str]] = {}
_STORES: list[dict[Any, Any]] = []


@contextmanager
def at(year: int | None) -> Iterator[None]:
    """Everything read inside is as known at the end of ``year``; None for all there is."""
    before = _YEAR.set(year)
    try:
        yield
    finally:
        _YEAR.reset(before)


def year() -> int | None:
    """The year whose knowledge holds, None where all does."""
    return _YEAR.get()


def cached(make: Callable[P, R]) -> Callable[P, R]:
    """As ``functools.cache``, with a store for each year whose knowledge holds."""
    kept: dict[object, R] = {}
    _STORES.append(kept)

    @wraps(make)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (year(), args, tuple(kwargs.items()))
        if key not in kept:
            kept[key] = make(*args, **kwargs)
        return kept[key]

    return call


def forget() -> None:
    """Forget all that was made from figures, so that it is read anew."""
    for store in (*_STORES, _LATE):
        store.clear()
    for made in (_figures, _cut, _kin):
        made.cache_clear()


def late(of: int) -> frozenset[str]:
    """What was read so far at ``of`` although nothing of its kind was known then: ids, and ``table:name``."""
    return frozenset(_LATE.get(of, ()))


def last_year(period: str) -> int:
    """The last year that a period names; 0 where it names none."""
    return max((int(one) for one in YEAR.findall(period)), default=0)


def load(folder: Path | str = layout.TABLES) -> Figures:
    """As ``loader.load``, as known."""
    known = year()
    return loader.load(folder) if known is None else _figures(known, str(folder))


def table(name: str, folder: Path | str = layout.TABLES) -> Table:
    """As ``loader.table``, as known."""
    known = year()
    if known is None:
        return loader.table(name, folder)
    cut = _cut(known, name, str(folder))
    if cut is None:
        _note(known, f"table:{name}")
    return cut or loader.table(name, folder)


def _note(known: int, what: str) -> None:
    _LATE.setdefault(known, set()).add(what)


class Known(Figures):
    """Figures of which those of later years are not known."""

    def __init__(self, figures: Figures, known: int) -> None:
        super().__init__({figure.figure_id: figure for figure in figures})
        self.known = known

    def __contains__(self, figure_id: object) -> bool:
        return super().__contains__(figure_id) and self._is_known(str(figure_id))

    def __getitem__(self, figure_id: str) -> Figure:
        if self._is_known(figure_id):
            return super().__getitem__(figure_id)
        kin = self._kin[_kind(super().__getitem__(figure_id))]
        before = [one for one in kin if self._is_known(one)]
        if not before:
            # The kin is read, not the id: what came later still moves nothing.
            _note(self.known, kin[0])
        return super().__getitem__(before[-1] if before else kin[0])

    def _is_known(self, figure_id: str) -> bool:
        return last_year(super().__getitem__(figure_id).period) <= self.known

    @property
    def _kin(self) -> dict[str, list[str]]:
        return _kin(self)


@cache
def _kin(book: Known) -> dict[str, list[str]]:
    """The ids of each kind, oldest first."""
    made: dict[str, list[str]] = {}
    for figure in sorted(book, key=lambda one: last_year(one.period)):
        made.setdefault(_kind(figure), []).append(figure.figure_id)
    return made


def _kind(figure: Figure) -> str:
    """The id without the year of its period, with its unit: what figures of one kind share."""
    of = last_year(figure.period)
    name = re.sub(rf"(?<!\d){of}(?!\d)(?:[QqM]\d+)?", "*", figure.figure_id, count=1)
    return f"{name}|{figure.unit}"


@cache
def _figures(known: int, folder: str) -> Known:
    return Known(loader.load(folder), known)


@cache
def _cut(known: int, name: str, folder: str) -> Table | None:
    """The table with what is later than ``known`` held at the last known; None where all of it is later."""
    whole = loader.table(name, folder)
    wide = sorted(int(one) for one in whole.columns if YEAR.fullmatch(one))
    if wide:
        rows = _columns(whole.rows, wide, known) if wide[0] <= known else None
    elif "year" in whole.columns:
        rows = _rows(whole.rows, known)
    else:
        said = [name, *(row.get("period", "") for row in whole.rows)]
        # A table without a year is no observation of one (a list of decisions, a scheme).
        rows = None if max(map(_year_of_name, said)) > known else whole.rows
    if not rows:
        return None
    return Table({field: getattr(whole, field) for field in FIELDS}, whole.sources, rows)


FIELDS = ("name", "title", "unit", "grade", "note", "input")


def _year_of_name(name: str) -> int:
    """The year in a name, with or without a quarter; tables of the AG foundation bear theirs too."""
    return max((int(one) for one in re.findall(r"(?:19|20)\d\d", name)), default=0)


def _columns(rows: list[dict[str, str]], years: list[int], known: int) -> list[dict[str, str]]:
    last = str(max(one for one in years if one <= known))
    later = [str(one) for one in years if one > known]
    return [row | dict.fromkeys(later, row[last]) for row in rows]


def _rows(rows: list[dict[str, str]], known: int) -> list[dict[str, str]]:
    """Rows by series and year; the last known of a series stands in for its later ones."""
    made, last = [], {}
    for row in sorted(rows, key=lambda one: int(one["year"])):
        if int(row["year"]) <= known:
            last[row.get("series", "")] = row
            made.append(row)
        elif row.get("series", "") in last:
            made.append(last[row.get("series", "")] | {"year": row["year"]})
    return made
