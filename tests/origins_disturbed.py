"""Figures of which all that is later than a year is disturbed, but for what is listed: for tests of the origins."""

from __future__ import annotations

import re
from contextlib import contextmanager
from fnmatch import fnmatch

import pytest

from krapte.country import parameters
from krapte.country.law import dated
from krapte.figures import known, loader
from krapte.figures.loader import Figures, Table

BY = 1.37
# The law as it came; who forecasts in 2019 knows it (country.origins.ACCORD).
LAW = ("dem_aow_*",)
OUTLOOKS = ("pd.macro.mlt.gdp", "gp_cpb_mlt16_gdp_1821")  # later by nature, known at the origin
WHOLE = ("aow_age",)


def leaks() -> list[str]:
    """Patterns of what an origin reads of later years."""
    return [line.split(",")[0] for line in parameters.packaged("origin_leaks.csv").splitlines()[1:]]


def _figures(book: Figures, year: int, spared: tuple[str, ...]) -> Figures:
    def later(one):
        return known.last_year(one.period) > year and not any(fnmatch(one.figure_id, p) for p in spared)

    return Figures(
        {one.figure_id: one._replace(value=one.value * BY + 1) if later(one) else one for one in book}
    )


def _cell(text: str) -> str:
    try:
        return repr(float(text) * BY + 1)
    except ValueError:
        return text


def _table(whole: Table, year: int, told: tuple[str, ...]) -> Table:
    rows = []
    for row in whole.rows:
        made = dict(row)
        for name in row:
            own_year = int(row["year"]) if name == "value" and "year" in row else 0
            at = int(name) if re.fullmatch(r"\d{4}", name) else own_year
            if at > year and row.get("series") not in told:
                made[name] = _cell(row[name])
        rows.append(made)
    fields = {name: getattr(whole, name) for name in known.FIELDS}
    return Table(fields, whole.sources, rows)


@contextmanager
def disturbed(year: int, told: tuple[str, ...] = ()):
    """All figures and tables later than ``year`` are others, but for leaks, law and the series ``told``."""
    load, table = loader.load, loader.table
    spared = (*leaks(), *OUTLOOKS, *LAW)
    patch = pytest.MonkeyPatch()
    book = _figures(load(), year, spared)
    patch.setattr(loader, "load", lambda *_: book)

    def changed(name, *_):
        return table(name) if f"table:{name}" in spared or name in WHOLE else _table(table(name), year, told)

    patch.setattr(loader, "table", changed)
    try:
        _forget()
        yield
    finally:
        patch.undo()
        _forget()


def _forget() -> None:
    known.forget()
    dated.load.cache_clear()
