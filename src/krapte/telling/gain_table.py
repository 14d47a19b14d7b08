"""Where the gain went, as three tables of one year: uses and sources in techniek, and the whole country.

A line is an item with ``mean (low to high)`` in persons, and per 100 where there is enough to divide. The rule for
the titles: what has an 80 % interval that holds zero is called uncertain and not shared out; a package that closes
less than half in the country of what it closes in techniek has moved the shortage, and the title says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from krapte.telling.grid import Grid
from krapte.telling.headline import amount
from krapte.words import text
from krapte.words.formats import number, step, with_interval

if TYPE_CHECKING:
    from krapte.analysis.rows import GainRow

USES = ("extra", "brought_in", "saved", "vacancies_filled", "more_work", "unemployed", "replaced")
HIDDEN = ("moved", "more_work_total")
SHORT = ("from_ict", "from_care", "from_education")  # places that are short of people themselves


def grids(rows: Sequence[GainRow], lang: str, year: int) -> list[Grid]:
    """The three tables of a year; each title is its finding. Nothing for a year without rows."""
    found = _Rows([r for r in rows if r["year"] == year])
    techniek = found.items("techniek")
    tables: tuple[tuple[str, Callable[[_Rows, str, int], str], list[str]], ...] = (
        ("techniek", _uses, [name for name in techniek if name in USES]),
        ("techniek", _sources, [name for name in techniek if name not in USES]),
        ("nl", _national, found.items("nl")),
    )
    heads = [text("gain.item", lang), text("gain.persons", lang), text("gain.per_100", lang)]
    return [
        Grid(title(found, lang, year), heads, [_line(found, scope, name, lang) for name in items])
        for scope, title, items in tables
        if items
    ]


def notes(lang: str) -> list[str]:
    """How to read the tables."""
    return [text("gain.how_to_read", lang), text("gain.moved_rule", lang)]


class _Rows:
    """Rows of one year by scope, item and unit."""

    def __init__(self, rows: Sequence[GainRow]) -> None:
        # For the country a share is of technical vacancies closed; that of 100 extra technicians is for the chart.
        told = [r for r in rows if (r["scope"], r["per"]) != ("nl", "extra")]
        self._found = {(r["scope"], r["item"], r["unit"] == "per_100"): r for r in told}

    def items(self, scope: str) -> list[str]:
        """Items in persons or vacancies, in their order."""
        return [
            name
            for own, name, per in self._found
            if own == scope and not per and name not in HIDDEN and not self._nothing(own, name)
        ]

    def _nothing(self, scope: str, item: str) -> bool:
        """What is left over is told only when something is."""
        r = self._found[scope, item, False]
        return item == "unaccounted" and r["low"] == r["high"] == 0

    def absolute(self, scope: str, item: str) -> GainRow:
        """The item in persons or vacancies (of `moved`: the flag)."""
        return self._found[scope, item, False]

    def share(self, scope: str, item: str) -> GainRow | None:
        """The item per 100, if it was divided."""
        return self._found.get((scope, item, True))


def _line(found: _Rows, scope: str, item: str, lang: str) -> list[str]:
    r, of = found.absolute(scope, item), found.share(scope, item)
    return [
        text(f"gain.{scope}.{item}", lang),
        with_interval(r["mean"], r["low"], r["high"], lang, signed=True),
        "\u2013" if of is None else with_interval(of["mean"], of["low"], of["high"], lang),
    ]


def _holds_zero(r: GainRow) -> bool:
    return r["low"] <= 0 <= r["high"]


def _uses(found: _Rows, lang: str, year: int) -> str:
    filled, work, other = (
        found.share("techniek", name) for name in ("vacancies_filled", "more_work", "replaced")
    )
    if _holds_zero(found.absolute("techniek", "extra")) or filled is None or work is None or other is None:
        return text("gain.uses_uncertain", lang, year=year)
    if _holds_zero(filled):
        return text("gain.filled_uncertain", lang, year=year)
    if found.absolute("techniek", "extra")["mean"] < 0:
        return text("gain.lost", lang, year=year, filled=number(filled["mean"], lang))
    told = {"filled": filled, "work": work, "replaced": other}
    # "minus five do more work" is no sentence: then the vacancies alone
    key = "gain.uses" if all(round(r["mean"]) >= 0 for r in told.values()) else "gain.filled"
    return text(key, lang, year=year, **{name: number(r["mean"], lang) for name, r in told.items()})


def _sources(found: _Rows, lang: str, year: int) -> str:
    of = [found.share("techniek", name) for name in SHORT]
    means = [r["mean"] for r in of if r is not None]
    if _holds_zero(found.absolute("techniek", "at_work")) or len(means) < len(SHORT):
        return text("gain.sources_uncertain", lang, year=year)
    shown = number(abs(sum(means)), lang)
    if found.absolute("techniek", "at_work")["mean"] < 0:
        return text("gain.sources_lost", lang, year=year, n=shown)
    if round(sum(means)) <= 0:
        return text("gain.sources_none", lang, year=year)
    return text("gain.sources", lang, year=year, n=shown)


def _national(found: _Rows, lang: str, year: int) -> str:
    closed, whole = (found.absolute("nl", f"vacancies_{name}") for name in ("techniek", "total"))
    if _holds_zero(closed):
        return text("gain.nl_uncertain", lang, year=year)
    told = {
        name: amount(-r["mean"], step(r["low"], r["high"], r["mean"]), lang)
        for name, r in (("techniek", closed), ("total", whole))
    }
    if found.absolute("nl", "moved")["median"] > 0:
        key = "gain.nl_moved_unsure" if _holds_zero(whole) else "gain.nl_moved"
        return text(key, lang, year=year, **told)
    key = "gain.nl_rest_uncertain" if _holds_zero(whole) else "gain.nl"
    return text(key, lang, year=year, **told)
