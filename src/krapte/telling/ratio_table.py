"""The ratio between the pillars in three ways and as the sectors planned it: pillars down, ways across.

The rule for the title: the pillar that closes most is named only if it does so in all three ways; the chance beside it
is the smallest of the three. Else it says that the order hangs on how one compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from krapte.telling.grid import Grid
from krapte.telling.headline import runs
from krapte.telling.split_table import pillar
from krapte.words import text
from krapte.words.formats import exact, money, share, with_interval

if TYPE_CHECKING:
    from krapte.analysis.rows import RatioRow

SECTORS = "sectors"


def grid(rows: Sequence[RatioRow], lang: str, year: int) -> Grid:
    """The ratios of a year."""
    own = [r for r in rows if r["year"] == year]
    ratios, pillars = (list(dict.fromkeys(r[key] for r in own)) for key in ("ratio", "pillar"))
    found = {(r["ratio"], r["pillar"]): r for r in own}
    heads = [text("ratio.pillar", lang), *(text(f"ratio.{name}", lang) for name in ratios)]
    cells = [
        [pillar(name, lang), *(_cell(found.get((ratio, name)), lang) for ratio in ratios)] for name in pillars
    ]
    return Grid(finding(own, lang, year), heads, cells)


def finding(rows: Sequence[RatioRow], lang: str, year: int) -> str:
    """Which pillar closes most whichever way one compares, if any does."""
    first = next((r for r in rows if r["year"] == year and r["rank"] == 1), None)
    if first is None or first["mean"] >= 0:
        return text("ratio.no_rank", lang, year=year)
    count = runs(first["draws"], first["chance"], lang)
    return text("ratio.first", lang, year=year, pillar=pillar(first["pillar"], lang), runs=count)


def notes(rows: Sequence[RatioRow], lang: str) -> list[str]:
    """How to read it, the plan's own ratio, and where money could not be spent or was not public."""
    told = [text("ratio.how_to_read", lang, draws=exact(rows[0]["draws"], lang)) if rows else ""]
    year = max((r["year"] for r in rows), default=0)
    plan = [r for r in rows if r["ratio"] == SECTORS and r["year"] == year]
    whole = sum(r["gross"] or 0 for r in plan)
    if whole:
        named = "; ".join(
            f"{pillar(r['pillar'], lang)} {share((r['gross'] or 0) / whole, lang)}" for r in plan
        )
        told.append(text("ratio.gross", lang, shares=named))
    for r in rows:
        if r["ratio"] != "money" or r["year"] != year:
            continue
        name, spent = pillar(r["pillar"], lang), money(r["eur"], lang)
        if r["limited"]:
            told.append(text("ratio.limited", lang, pillar=name, eur=spent))
        if r["money"] == "all":
            told.append(text("ratio.private", lang, pillar=name))
    there = {r["pillar"] for r in rows if r["ratio"] == "money"}
    absent = sorted({r["pillar"] for r in rows if r["ratio"] == "doses"} - there)
    return told + [text("ratio.costs_nothing", lang, pillar=pillar(name, lang)) for name in absent]


def _cell(r: RatioRow | None, lang: str) -> str:
    if r is None:
        return "\u2013"
    shown = with_interval(r["mean"], r["low"], r["high"], lang, signed=True)
    return shown if r["share"] is None else f"{shown}, {share(r['share'] / 100, lang)}"
