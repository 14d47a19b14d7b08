"""Cuts on education that were decided, and the accord that takes them back: two legal worlds.

    cut of a level and year = sum of what the decisions on it take away in that year, euros a year

World ``budget``: the budgets of 2024 and 2025 and the spring memorandum of 2025, each amount from the first year for
which it was read and carried on after the last. World ``accord``: the coalition accord of 30 January 2026, which takes
all of it back. The accord was printed without a table, so that nothing is left is our reading of its text.
Figures: eei_q3_prakt_cut, eei_q3_kwal_cut, cut_vjn_mbo_*, cut_prijs_mbo, cut_rif, cut_vjn_ho_*.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from krapte.country.law.dated import on
from krapte.figures.errors import InputError

World = Literal["budget", "accord"]
WORLDS: tuple[World, ...] = ("budget", "accord")
# Which decisions take from which money: the subsidy for practice places, all mbo schools, all of hbo and wo.
DECISIONS = {
    "practice": ("cut_practice",),
    "mbo": ("cut_mbo", "cut_price_mbo", "cut_funds_mbo", "cut_quality"),
    "higher": ("cut_higher",),
}


def amount(level: str, year: int, world: World = "budget") -> float:
    """Euros that ``level`` gets less in ``year`` than before; InputError for a level or world that is not known."""
    for found, known in ((level, tuple(DECISIONS)), (world, WORLDS)):
        if found not in known:
            raise InputError("unknown_law", where="cuts", found=found, expected=", ".join(known))
    if world == "accord":
        return 0.0
    rows = (on(name, date(year, 1, 1)) for name in DECISIONS[level])
    # The figures tell changes of a budget, so a cut stands there below zero.
    return sum(-row.value for row in rows if row is not None)
