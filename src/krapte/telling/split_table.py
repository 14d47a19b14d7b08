"""The split over the pillars as a table: years down, pillars across, and its finding as title.

A cell is ``mean (low to high)`` and, where the whole is certain, its share in per cent. The rule for the title: where
the 80 % interval of the whole holds zero, nothing is shared out; where that of the largest part reaches below the mean
of the next, no pillar is named as the largest. The chart has the same rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from krapte.country.axes import HEADLINE_YEAR
from krapte.telling import pick
from krapte.telling.grid import Grid
from krapte.telling.headline import amount
from krapte.words import text
from krapte.words.formats import share, step, with_interval

if TYPE_CHECKING:
    from krapte.analysis.rows import SplitRow

ALL = "all"


def grid(
    rows: Sequence[SplitRow],
    lang: str,
    reading: str = pick.LEAD,
    group: str = pick.GROUP,
    years: Sequence[int] = pick.TABLE_YEARS,
) -> Grid:
    """The split of one reading; the title is its finding for 2035, or the last year there is."""
    own = [r for r in rows if (r["reading"], r["group"]) == (reading, group)]
    pillars = list(dict.fromkeys(r["pillar"] for r in own))
    shown = [year for year in years if any(r["year"] == year for r in own)]
    heads = [text("table.year", lang), *(pillar(name, lang) for name in pillars)]
    found = {(r["year"], r["pillar"]): r for r in own}
    cells = [[str(year), *(_cell(found[year, name], lang) for name in pillars)] for year in shown]
    return Grid(finding(own, lang, _headline_year(own)), heads, cells)


def finding(rows: Sequence[SplitRow], lang: str, year: int) -> str:
    """What the split of one reading and group says in a year."""
    of_year = [r for r in rows if r["year"] == year]
    whole = next((r for r in of_year if r["pillar"] == ALL), None)
    if whole is None:
        return text("headline.nothing", lang, year=year)
    what = text(f"split.what.{whole['reading']}.{whole['group']}", lang)
    if whole["low"] == whole["high"] == 0:
        return text("split.no_effect", lang, what=what, year=year)
    if whole["low"] <= 0 <= whole["high"]:
        return text("split.uncertain", lang, what=what, year=year)
    size = amount(whole["mean"], step(whole["low"], whole["high"], whole["mean"]), lang)
    parts = [r for r in of_year if r["pillar"] != ALL]
    most, *others = sorted(parts, key=lambda r: -(r["share"] or 0))
    told = {"what": what, "year": year, "size": size}
    if len(parts) == 1:
        return text("split.alone", lang, pillar=pillar(most["pillar"], lang), **told)
    if not _apart(most, others[0], whole):
        return text("split.unsure_which", lang, **told)
    of = share((most["share"] or 0) / 100, lang)
    return text("split.most", lang, pillar=pillar(most["pillar"], lang), share=of, **told)


def _apart(most: SplitRow, next_: SplitRow, whole: SplitRow) -> bool:
    """Whether the largest part is so in 9 of 10 draws against the mean of the next: the rule of the chart."""
    sign = 1 if whole["mean"] > 0 else -1
    return min(sign * most["low"], sign * most["high"]) >= max(sign * next_["mean"], 0)


def notes(lang: str) -> list[str]:
    """How to read a split; the doses stand beside it (``tables.doses``), since it hangs on them."""
    return [text("split.how_to_read", lang), text("split.of_doses", lang)]


def pillar(name: str, lang: str) -> str:
    """A pillar's name, or that of all together."""
    return text("split.all", lang) if name == ALL else text(f"pillar.{name}", lang)


def _cell(r: SplitRow, lang: str) -> str:
    shown = with_interval(r["mean"], r["low"], r["high"], lang, signed=True)
    return shown if r["share"] is None else f"{shown}, {share(r['share'] / 100, lang)}"


def _headline_year(rows: Sequence[SplitRow]) -> int:
    return min(HEADLINE_YEAR, max((r["year"] for r in rows), default=HEADLINE_YEAR))
