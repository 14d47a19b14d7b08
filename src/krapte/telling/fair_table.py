"""A fair split as tables: who does how much and at what cost, and which pairs help or hinder each other.

The rule for the title is that of the split over pillars: where the 80 % interval of the whole holds zero nothing is
shared out, and where that of the largest part reaches below the mean of the next, nobody is named as the largest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from krapte.telling import cost_table, pick
from krapte.telling.grid import Grid
from krapte.telling.headline import amount
from krapte.words import text
from krapte.words.formats import money, number, share, step, with_interval

if TYPE_CHECKING:
    from krapte.analysis.fair_answer import FairAnswer
    from krapte.analysis.fair_rows import FairCost, FairRow, PairRow

ALL, PAYER, MEASURE = "all", "payer", "measure"
NONE = "\u2013"
MOST_PAIRS = 12
FINEST = 1.0  # whole vacancies


def grid(answer: FairAnswer, lang: str, year: int | None = None) -> Grid:
    """Everybody's share of what happens to open technical vacancies in a year (the last one), one line each."""
    rows = of_year(answer.rows, year)
    exact = all(r["alone"] is not None for r in rows if _told(r, answer))
    heads = [
        text(f"fair.head.{answer.by}", lang),
        text("fair.head.part", lang),
        text("fair.head.share", lang),
    ]
    if exact:
        heads += [text("fair.head.alone", lang), text("fair.head.last", lang)]
    else:
        heads += [text("fair.head.error", lang)] if answer.orders else []
    heads.append(text("fair.head.eur", lang))
    paid = {one["player"]: one for one in answer.costs}
    cells = [
        [
            _name(r, answer, lang),
            with_interval(r["mean"], r["low"], r["high"], lang, signed=True, finest=FINEST),
            NONE if r["share"] is None else share(r["share"] / 100, lang),
            *_beside(r, exact, bool(answer.orders), lang),
            _eur(paid.get(r["player"]), lang),
        ]
        for r in ordered(rows)
    ]
    return Grid(finding(answer, lang, year), heads, cells)


def of_year(rows: Sequence[FairRow], year: int | None = None) -> list[FairRow]:
    """The rows of the lead reading in a year, or in the last there is."""
    own = [r for r in rows if (r["reading"], r["group"]) == (pick.LEAD, pick.GROUP)]
    last = max(r["year"] for r in own) if year is None else year
    return [r for r in own if r["year"] == last]


def ordered(rows: Sequence[FairRow]) -> list[FairRow]:
    """Each pillar with its measures below it, then all together."""
    order = {name: at for at, name in enumerate(dict.fromkeys(r["pillar"] for r in rows))}
    return sorted(rows, key=lambda r: (r["player"] == ALL, order[r["pillar"]], r["player"] != r["pillar"]))


def finding(answer: FairAnswer, lang: str, year: int | None = None) -> str:
    """What the split says, in a sentence."""
    rows = of_year(answer.rows, year)
    whole = next(r for r in rows if r["player"] == ALL)
    told = {"what": text(f"split.what.{pick.LEAD}.{pick.GROUP}", lang), "year": whole["year"]}
    if whole["low"] == whole["high"] == 0:
        return text("split.no_effect", lang, **told)
    if whole["low"] <= 0 <= whole["high"]:
        return text("split.uncertain", lang, **told)
    size = amount(whole["mean"], step(whole["low"], whole["high"], whole["mean"]), lang)
    parts = sorted((r for r in rows if _told(r, answer)), key=lambda r: -(r["share"] or 0))
    first, second = parts[0], parts[1] if len(parts) > 1 else None
    name = (
        text("fair.quoted", lang, name=player(first["player"], answer, lang))
        if answer.by == MEASURE
        else (player(first["player"], answer, lang))
    )
    if second is None:
        return text("split.alone", lang, pillar=name, size=size, **told)
    sign = 1 if whole["mean"] > 0 else -1
    if min(sign * first["low"], sign * first["high"]) < max(sign * second["mean"], 0):
        return text(f"fair.unsure.{answer.by}", lang, size=size, **told)
    of = share((first["share"] or 0) / 100, lang)
    return text("split.most", lang, pillar=name, share=of, size=size, **told)


def player(name: str, answer: FairAnswer, lang: str) -> str:
    """A player in words: a measure's title, a pillar, a payer, or all together."""
    if name == ALL:
        return text("split.all", lang)
    if name in answer.measures:
        return answer.measures[name][lang]
    return text("fair.nobody", lang) if name == "nobody" else _word(name, answer.by, lang)


def pairs(answer: FairAnswer, lang: str) -> Grid | None:
    """The pairs that do most to each other; none where no pair was told."""
    if not answer.pairs:
        return None
    heads = [text(f"fair.pair.{name}", lang) for name in ("one", "two", "mean", "error", "way", "shared")]
    cells = [
        [
            player(p["one"], answer, lang),
            player(p["two"], answer, lang),
            number(p["mean"], lang, _fine(p), signed=True),
            number(p["error"], lang, _fine(p)) + ("" if p["exact"] else "*"),
            text(f"fair.way.{p['way']}", lang),
            meets_on(p, lang),
        ]
        for p in answer.pairs[:MOST_PAIRS]
    ]
    return Grid(pairs_finding(answer, lang), heads, cells)


def pairs_finding(answer: FairAnswer, lang: str) -> str:
    """How many pairs surely help or hinder, and which does most."""
    sure = [p for p in answer.pairs if p["way"] != "unclear"]
    year = answer.pairs[0]["year"]
    counts = {way: sum(p["way"] == way for p in sure) for way in ("helps", "hinders")}
    if not sure:
        return text("fair.pairs.none", lang, year=year, count=len(answer.pairs))
    return text("fair.pairs.some", lang, year=year, count=len(answer.pairs), **counts)


def meets_on(pair: PairRow, lang: str) -> str:
    """What the two draw on both, in words."""
    return ", ".join(text(f"fair.shared.{name}", lang) for name in pair["shared"].split())


def notes(answer: FairAnswer, lang: str) -> list[str]:
    """How to read the tables, how exact they are, and what the doses mean."""
    made = [text(f"fair.how.{answer.by}", lang)]
    if answer.orders:
        made.append(text("fair.orders", lang, count=2 * answer.orders))
    elif answer.by != PAYER:
        made.append(text("fair.exact", lang))
    if answer.pairs:
        made.append(text("fair.pairs.how", lang))
        if not all(p["exact"] for p in answer.pairs):
            made.append(text("fair.pairs.across", lang))
    first, last = answer.costs[0]["first"], answer.costs[0]["last"]
    made.append(text("fair.eur.how", lang, first=first + 1, last=last))
    return [*made, text("split.of_doses", lang), text("table.doses_chosen", lang)]


def _told(row: FairRow, answer: FairAnswer) -> bool:
    """Whether a row is of somebody who shares, and no sum."""
    sums = row["player"] == ALL or (answer.by == MEASURE and row["player"] == row["pillar"])
    return not sums


def _name(row: FairRow, answer: FairAnswer, lang: str) -> str:
    inside = answer.by == MEASURE and _told(row, answer)
    return ("  " if inside else "") + player(row["player"], answer, lang)


def _beside(row: FairRow, exact: bool, orders: bool, lang: str) -> list[str]:
    size = max(step(row["low"], row["high"], row["mean"]), FINEST)
    if exact:
        return [
            NONE if value is None else number(value, lang, size, signed=True)
            for value in (row["alone"], row["last"])
        ]
    return [number(row["error"], lang, step(0, row["error"]) if row["error"] else 1.0)] if orders else []


def _eur(cost: FairCost | None, lang: str) -> str:
    if cost is None:
        return NONE
    if cost["eur"] is None:
        return text(f"fair.no_eur.{cost['why_not']}", lang)
    return money(cost["eur"], lang)


def _fine(pair: PairRow) -> float:
    return step(pair["mean"] - pair["error"], pair["mean"] + pair["error"], pair["mean"])


def _word(name: str, by: str, lang: str) -> str:
    return cost_table.payer(name, lang) if by == PAYER else text(f"pillar.{name}", lang)
