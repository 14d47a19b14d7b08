"""What a package costs as a table: measure and payer down, years across, in million euro a year.

The rule for the title: where the 80 % interval of the total holds zero, it is uncertain whether the package costs or
saves money; else the total is told with its interval, and how it is shared between public and private money.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from krapte.country.axes import HEADLINE_YEAR
from krapte.telling import pick
from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import money, with_interval

if TYPE_CHECKING:
    from krapte.analysis.rows import CostRow

ALL = "all"
MILLION = 1e6
SUMS = ("public", "private", ALL)
MANY = 8  # measures; beyond it each has one line


def grid(
    rows: Sequence[CostRow],
    lang: str,
    titles: Mapping[str, str] | None = None,
    years: Sequence[int] = pick.TABLE_YEARS,
) -> Grid:
    """Costs per measure and payer, then public, private and all; ``titles`` names the measures.

    A measure with one payer has one line; its sums would say the same again. Where measures are many each has one
    line, with its payers named together: what each of them pays is in the csv.
    """
    present = {r["year"] for r in rows}
    shown = [year for year in years if year in present]
    found = {(r["measure"], r["payer"], r["year"]): r for r in rows}
    heads = [text("cost.measure", lang), text("cost.payer", lang), *map(str, shown)]
    brief = len({r["measure"] for r in rows}) > MANY
    lines = [
        key for key in dict.fromkeys((r["measure"], r["payer"]) for r in rows) if _wanted(key, rows, brief)
    ]
    cells = [
        [
            text("cost.together", lang) if measure == ALL else (titles or {}).get(measure, measure),
            ", ".join(payer(one, lang) for one in _payers(measure, rows))
            if brief and measure != ALL
            else payer(name, lang),
            *(_cell(found[measure, name, year], lang) for year in shown),
        ]
        for measure, name in lines
    ]
    return Grid(finding(rows, lang, _headline_year(rows)), heads, cells)


def finding(rows: Sequence[CostRow], lang: str, year: int) -> str:
    """What the package costs in a year, in a sentence."""
    sums = {r["payer"]: r for r in rows if r["measure"] == ALL and r["year"] == year}
    if ALL not in sums:
        return text("cost.nothing", lang)
    whole = sums[ALL]
    told = {name: money(whole[name], lang) for name in ("median", "low", "high")}
    if whole["low"] == whole["high"] == 0:
        return text("cost.none_in_year", lang, year=year)
    if whole["low"] <= 0 <= whole["high"]:
        return text("cost.uncertain", lang, year=year, **told)
    if whole["high"] < 0:
        saved = {name: money(-whole[name], lang) for name in ("median", "low", "high")}
        return text(
            "cost.saving", lang, year=year, median=saved["median"], low=saved["high"], high=saved["low"]
        )
    parts = [
        text(f"cost.of_{name}", lang, value=money(sums[name]["median"], lang))
        for name in ("public", "private")
        if name in sums
    ]
    both = parts[0] if len(parts) == 1 else text("cost.and", lang, first=parts[0], second=parts[1])
    return text("cost.finding", lang, year=year, parts=both, **told)


def notes(rows: Sequence[CostRow], lang: str) -> list[str]:
    """The unit and price year, and what counts as a cost."""
    prices = sorted({year for r in rows for year in r["price_year"].split("-")})
    if not prices:
        return []
    key = "cost.prices_of" if len(prices) == 1 else "cost.prices_mixed"
    return [
        text(key, lang, first=prices[0], last=prices[-1]),
        text("cost.paid_anyway", lang),
        text("cost.sums", lang),
    ]


def payer(name: str, lang: str) -> str:
    """A payer's name; public, private and all are sums over payers."""
    return text(f"cost.{name}", lang) if name in SUMS else text(f"payer.{name}", lang)


def _wanted(key: tuple[str, str], rows: Sequence[CostRow], brief: bool) -> bool:
    """All lines of the whole package; of a measure its payers, and their sum where there are several.

    In ``brief`` only that sum.
    """
    measure, name = key
    if measure == ALL:
        return name in SUMS
    payers = _payers(measure, rows)
    if brief:
        return name == ALL
    return name in payers or (name == ALL and len(payers) > 1)


def _payers(measure: str, rows: Sequence[CostRow]) -> list[str]:
    """Who pays for a measure, in the order of its file."""
    found = (r["payer"] for r in rows if r["measure"] == measure and r["payer"] not in SUMS)
    return list(dict.fromkeys(found))


def _cell(r: CostRow, lang: str) -> str:
    return with_interval(r["median"] / MILLION, r["low"] / MILLION, r["high"] / MILLION, lang)


def _headline_year(rows: Sequence[CostRow]) -> int:
    return min(HEADLINE_YEAR, max((r["year"] for r in rows), default=HEADLINE_YEAR))
