"""What the page is sent: the rows of an answer as columns, which are a tenth of their size, and its sentences.

The numbers are those of the rows, none rounded; what is shown is rounded in the page by the rule of the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import xarray as xr

from krapte.analysis import money
from krapte.analysis.answer import LEVELS, Answer
from krapte.analysis.rows import HIGH, LOW, RestsRow, Row, SectorRow, SplitRow
from krapte.analysis.runs import Floats
from krapte.country.axes import ANCHOR_YEAR, TECHNIEK
from krapte.engine import results
from krapte.engine.results import ALL, WIDE
from krapte.lab import package as packs
from krapte.lab.question import Question, link
from krapte.lab.quick import READINGS, Line
from krapte.measures.packages import Package
from krapte.telling import headline, pick, tables, why_table
from krapte.telling.summary import made_with
from krapte.words import text

PATHS = (*READINGS, "capacity", "employed", "unemployed", "undone_homes", "undone_grid", "undone_heat_pumps")
GAIN_SCOPE, GAIN_UNIT = "techniek", "persons"
DOTS = 20  # chances of one in twenty


Sectors = dict[str, dict[str, dict[str, list[float]]]]  # by sector and variant the columns, a year each


class Drawn(NamedTuple):
    """What an answer tells that its rows do not hold, by year."""

    dots: dict[str, list[float]]
    bars: dict[str, dict[str, float]]
    sectors: dict[str, Sectors]


class Worked(NamedTuple):
    """One package worked out draw by draw: its results, and what it costs ``[draw, year]``."""

    chosen: xr.Dataset
    years: list[int]
    eur: Floats


def line(question: Question, difference: Line, levels: Line, base_draws: int) -> dict[str, Any]:
    """The line of the typical run: ``levels [year, group]`` of ``base_draws``, and what the package adds to them."""

    def path(name: str, group: str) -> dict[str, list[float]]:
        below, change = (of[name][:, ALL.index(group)] for of in (levels, difference))
        return {
            "baseline": _numbers(below),
            "package": _numbers(below + change),
            "difference": _numbers(change),
        }

    return {
        "kind": "line",
        "draws": 1,
        "base_draws": base_draws,
        "group": question.group,
        "years": list(range(ANCHOR_YEAR, question.to + 1)),
        "readings": {name: path(name, question.group) for name in READINGS},
        "lead": path(pick.LEAD, pick.GROUP),  # of which the sentence speaks, whatever is shown
    }


def middle(made: xr.Dataset) -> Line:
    """Median over the draws of package less baseline by reading, ``[year, group]``."""
    later = made.sel(year=slice(ANCHOR_YEAR, None))
    apart = later.sel(variant="package") - later.sel(variant="baseline")
    return {name: apart[name].median("draw").transpose("year", "group").values for name in READINGS}


def answer(question: Question, made: Answer, package: Package | None, drawn: Drawn) -> dict[str, Any]:
    """Everything a whole answer shows but the split; ``drawn`` is what was taken from its arrays."""
    year, all_of = question.year, money.ALL
    return {
        "kind": "answer",
        "draws": made.draws,
        "quick": made.draws < question.draws,
        "package": made.package,
        "title": pick.title(made, question.lang),
        "headline": headline.headline(made, question.lang, year),
        "finding": headline.finding(made, question.lang),
        "made_with": made_with(made, question.lang),
        "years": sorted({row["year"] for row in made.rows if row["year"] >= ANCHOR_YEAR}),
        "paths": paths(made.rows),
        "units": {row["reading"]: row["unit"] for row in made.rows if row["reading"] in PATHS},
        "dots": drawn.dots,
        "bars": drawn.bars,
        "sectors": drawn.sectors,
        "history": made.history,
        "cost": [row for row in made.cost if all_of in (row["measure"], row["payer"])],
        "side_effects": made.side_effects,
        "gain": [row for row in made.gain if (row["scope"], row["unit"]) == (GAIN_SCOPE, GAIN_UNIT)],
        "lag": made.lag,
        "doses": made.doses,
        "avoided": made.avoided,
        "notes": [tables.warning(code, question.lang) for code in made.notes],
        "link": link(question),
        "snippets": snippets(question, package),
        "seconds": made.seconds,
    }


def snippets(question: Question, package: Package | None) -> dict[str, str]:
    """How to make the full answer again without the page."""
    return {
        "cli": packs.command(question, package),
        "python": packs.python(question, package),
        "yaml": "" if package is None else packs.yaml(package),
    }


def paths(rows: Iterable[Row]) -> dict[str, dict[str, dict[str, dict[str, list[float | None]]]]]:
    """By reading, group and variant the columns median, low, high and right_sign, a year each from the anchor on."""
    made: dict[str, dict[str, dict[str, dict[str, list[float | None]]]]] = {}
    for row in rows:
        wanted = row["reading"] in READINGS or row["group"] in WIDE
        if row["reading"] not in PATHS or row["year"] < ANCHOR_YEAR or not wanted:
            continue
        of_group = made.setdefault(row["reading"], {}).setdefault(row["group"], {})
        columns = of_group.setdefault(row["variant"], {"median": [], "low": [], "high": []})
        for name in ("median", "low", "high"):
            columns[name].append(row[name])
        if row["right_sign"] is not None:
            columns.setdefault("right_sign", []).append(row["right_sign"])
    return made


def dots(made: Answer) -> dict[str, list[float]]:
    """Twenty equal chances of open technical vacancies by year: the middles of twentieths of the draws."""
    cube = made.results[pick.LEAD].sel(group=pick.GROUP, variant=pick.main_variant(made))
    kept = cube.sel(year=slice(ANCHOR_YEAR, None)).transpose("draw", "year")
    chances = (np.arange(DOTS) + 0.5) / DOTS
    found = np.quantile(kept.values, chances, axis=0)
    return {str(int(year)): _numbers(found[:, i]) for i, year in enumerate(kept["year"].values)}


def bars(made: Answer, by_slot: Mapping[str, Floats]) -> dict[str, dict[str, float]]:
    """Mean open technical vacancies by year, and those beyond the usual duration, without and with the package.

    The shortage is in full-time jobs; over the jobs a technician fills it is in vacancies again.
    """
    kept = made.results.sel(year=slice(ANCHOR_YEAR, None), group=list(TECHNIEK))
    fte = results.by_own_group(by_slot, "fte_per_person")[..., : len(TECHNIEK)]
    found: dict[str, dict[str, float]] = {str(int(year)): {} for year in kept["year"].values}
    for variant in ("baseline", pick.main_variant(made)):
        of = kept.sel(variant=variant).transpose("draw", "year", "group", ...)
        whole = of["vacancies"].values.sum(axis=-1).mean(axis=0)
        above = (of["shortage"].values / fte).sum(axis=-1).mean(axis=0)
        for i, one in enumerate(found.values()):
            one |= {"baseline": float(whole[i]), "above": float(above[i])} if variant == "baseline" else {}
            one |= {"package": float(whole[i]), "above_package": float(above[i])}
    return found


def sectors(rows: Iterable[SectorRow]) -> dict[str, Sectors]:
    """Technical vacancies and shortage by sector, an allocation: medians and ranges by reading, from the anchor on."""
    made: dict[str, Sectors] = {}
    for row in rows:
        if row["group"] != pick.GROUP or row["reading"] not in READINGS or row["variant"] not in LEVELS:
            continue
        of = made.setdefault(row["reading"], {}).setdefault(row["sector"], {})
        columns = of.setdefault(row["variant"], {"median": [], "low": [], "high": []})
        columns["median"].append(row["median"])
        columns["low"].append(row["low"])
        columns["high"].append(row["high"])
    return made


def compare(question: Question, one: Worked, other: Worked, draws: int) -> dict[str, Any]:
    """Package B less package A on the same draws, for techniek."""
    kept = [of.chosen.sel(year=slice(ANCHOR_YEAR, None), group=pick.GROUP) for of in (one, other)]
    told, lead = {}, np.zeros(0)
    for name in READINGS:
        first, second = (of[name].transpose("draw", "year").values for of in kept)
        told[name] = {"difference": columns(second - first), "other": columns(second)}
        lead = (second < first).mean(axis=0) if name == pick.LEAD else lead
    costs = columns(other.eur - one.eur)
    return {
        "kind": "compare",
        "other": question.beside,
        "draws": draws,
        "years": list(range(ANCHOR_YEAR, question.to + 1)),
        "readings": told,
        "chance": _numbers(lead),
        "costs": [
            {"year": year, **{name: costs[name][i] for name in costs}} for i, year in enumerate(one.years)
        ],
    }


def columns(values: Floats) -> dict[str, list[float]]:
    """Median and 80 % interval of ``[draw, year]`` by year."""
    low, median, high = np.quantile(values, [LOW, 0.5, HIGH], axis=0)
    return {"median": _numbers(median), "low": _numbers(low), "high": _numbers(high)}


def split(rows: Sequence[SplitRow], draws: int) -> dict[str, Any]:
    """The split over pillars of what is shown of it."""
    shown = [row for row in rows if row["reading"] in READINGS and row["year"] >= ANCHOR_YEAR]
    return {"kind": "split", "draws": draws, "rows": shown}


def rests(rows: Sequence[RestsRow], question: Question) -> dict[str, Any]:
    """What an interval rests on, with how to read it and how sure it is."""
    lang = question.lang
    variant = rows[0]["variant"] if rows else "difference"
    year = rows[0]["year"] if rows else question.year
    return {
        "kind": "rests",
        "draws": rows[0]["draws"] if rows else 0,
        "rows": rows,
        "lead": text(f"rests.lead.{variant}", lang, year=year),
        "notes": why_table.notes([], rows, lang),
    }


def alone(difference: Line, package: Package, draws: int, question: Question) -> dict[str, Any]:
    """What one measure does by itself to open vacancies of techniek, by year."""
    values = difference[pick.LEAD][:, :, ALL.index(pick.GROUP)]
    low, median, high = np.quantile(values, [LOW, 0.5, HIGH], axis=0)
    row = package.rows[0]
    chances = (np.arange(DOTS) + 0.5) / DOTS
    found = np.quantile(values, chances, axis=0)
    years = list(range(ANCHOR_YEAR, question.to + 1))
    return {
        "kind": "alone",
        "measure": row.measure.id,
        "dose": row.dose,
        "start": row.start,
        "draws": draws,
        "years": years,
        "median": _numbers(median),
        "low": _numbers(low),
        "high": _numbers(high),
        "dots": {str(year): _numbers(found[:, i]) for i, year in enumerate(years)},
    }


def problem(code: str, where: str, found: str, expected: str, message: str) -> dict[str, Any]:
    """An error as plain data."""
    return {"error": {"code": code, "where": where, "found": found, "expected": expected, "message": message}}


def stage(draws: int, lang: str) -> str:
    """Of how many draws a number is, in words."""
    return text("lab.stage.draws", lang, draws=draws)


def _numbers(values: Floats) -> list[float]:
    return [float(value) for value in values]
