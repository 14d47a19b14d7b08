"""The second page of a brief: the readings side by side, the measures with their cost, and side effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from krapte.measures import packages
from krapte.telling import cost_table, pick, side_table
from krapte.telling.brief.blocks import Block, Heading, NewPage, Para, Table
from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import exact, share, unit, with_interval

if TYPE_CHECKING:
    from krapte.analysis.answer import Answer

FOUR = ("vacancies", "shortage", "tightness", "undone", "capacity")
YEARS = (2030, 2035)
MILLION = 1e6
NONE = "\u2013"


def second(answer: Answer, lang: str) -> list[Block]:
    """The readings side by side, the measures with their cost, and side effects: the second page."""
    year = pick.headline_year(answer)
    blocks: list[Block] = [NewPage(), Heading(text("brief.readings", lang, year=year), 2)]
    blocks.append(_readings(answer, lang))
    blocks += [
        Para(text("brief.readings.note", lang, ruler=text(f"benchmark.{answer.benchmark}", lang)), "small")
    ]
    blocks += [Heading(text("brief.measures", lang), 2), _doses(answer, lang)]
    doses = text(f"brief.measures.{'ours' if doses_are_ours(answer) else 'own'}", lang)
    told = [doses, text("brief.measures.note", lang), *_prices(answer, lang)]
    blocks.append(Para(" ".join(told), "small"))
    if answer.side_effects:
        grid = side_table.grid(answer.side_effects, lang, YEARS)
        blocks += [Heading(grid.title, 2), Table(grid), Para(text("side.note", lang), "small")]
    return blocks


def _readings(answer: Answer, lang: str) -> Table:
    year = pick.headline_year(answer)
    cells = []
    for reading in FOUR:
        line = [text(f"reading.{reading}", lang)]
        units = ""
        for variant in pick.VARIANTS:
            r = pick.row(answer, reading, variant, year)
            signed = variant == "difference"
            if r is None or (reading == "capacity" and not signed):
                line.append(NONE)
                continue
            finest = pick.finest(reading) if signed else 0.0
            line.append(with_interval(r["median"], r["low"], r["high"], lang, signed, finest))
            units = unit(r["unit"], lang)
        line[0] = f"{line[0]} ({units})" if reading != pick.LEAD else line[0]
        cells.append(line)
    heads = [text(f"brief.{name}", lang) for name in ("reading", "without", "with", "difference")]
    return Table(Grid(text("brief.readings", lang, year=year), heads, cells))


def _doses(answer: Answer, lang: str) -> Table:
    """A line per measure: dose, start, cost in the year of the headline, who pays, the chance that it does nothing."""
    year = min(pick.headline_year(answer), max((r["year"] for r in answer.cost), default=answer.to))
    paid = {(r["measure"], r["payer"]): r for r in answer.cost if r["year"] == year}
    marks: list[str] = []
    cells: list[list[str]] = []
    for row in answer.doses:
        if row["avoided"]:
            continue
        cost = paid.get((row["measure"], cost_table.ALL))
        of = None if cost is None else [cost[name] / MILLION for name in ("median", "low", "high")]
        payers = [one for measure, one in paid if measure == row["measure"] and one not in cost_table.SUMS]
        cells.append(
            [
                f"{len(cells) + 1}. {row['title'][lang]}",
                f"{exact(row['dose'], lang)} {row['unit'][lang]}",
                str(row["start"]),
                NONE if of is None else with_interval(of[0], of[1], of[2], lang),
                ", ".join(cost_table.payer(one, lang) for one in payers) or NONE,
                share(row["no_effect"], lang),
            ]
        )
        marks.append(row["pillar"])
    dose = "dose" if doses_are_ours(answer) else "dose.own"
    names = ("measure", dose, "start", "cost", "payer", "no_effect")
    heads = [text(f"brief.{name}", lang, year=year) for name in names]
    return Table(
        Grid(text("brief.measures", lang), heads, cells), (0, 1, 4), tuple(marks), (0, 0, 0, 0, 1, 1, 1, 4, 4)
    )


def doses_are_ours(answer: Answer) -> bool:
    """Whether all it does is asked by the paper, at the doses of a package that comes with krapte."""
    asked = [row for row in answer.doses if not row["avoided"]]
    return answer.package in packages.ids() and all(row["paper"] for row in asked)


def _prices(answer: Answer, lang: str) -> list[str]:
    return cost_table.notes(answer.cost, lang)[:2]
