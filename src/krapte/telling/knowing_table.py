"""What our assumptions hide, as tables: candidates at the budget, and the worth of knowing each group of inputs.

The rule for the title: a group is named only where its worth lies more than two standard errors above zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from krapte.telling.grid import Grid
from krapte.words import has, text
from krapte.words.formats import exact, money, number, share, step, with_interval

if TYPE_CHECKING:
    from krapte.analysis.information import Knowing, WorthRow

ALL = "all"
SURE = 2.0  # standard errors
NONE = "\u2013"
MOST = 10  # groups in the table; the csv has all


def finding(answer: Knowing, lang: str) -> str:
    """What it says, in a sentence."""
    whole, sure = answer.rows[0], agenda(answer)
    told = {"size": _size(whole["known"], whole["known_error"], lang), "of": share(_part(answer), lang)}
    if whole["known"] <= SURE * whole["known_error"]:
        return text("knowing.find.nothing", lang)
    if not sure:
        return text("knowing.find.none", lang, **told)
    return text("knowing.find.most", lang, group=group(sure[0], answer, lang), **told)


def agenda(answer: Knowing) -> list[WorthRow]:
    """The groups whose worth is sure to be above zero, the largest first: what to look into first."""
    return [row for row in answer.rows[1:] if row["known"] > SURE * row["known_error"]]


def grid(answer: Knowing, lang: str) -> Grid:
    """The worth of knowing: everything together, then the groups that are worth most."""
    heads = [text(f"knowing.head.{name}", lang) for name in HEADS]
    shown = [row for row in answer.rows[1:] if row["known"] > 0][:MOST]
    cells = [_line(row, answer, lang) for row in (answer.rows[0], *shown)]
    return Grid(finding(answer, lang), heads, cells)


HEADS = ("group", "known", "study", "eur", "changes", "other", "judged")


def candidates(answer: Knowing, lang: str) -> Grid:
    """The candidates, the best first: dose, cost, what each brings, how often it is the best."""
    heads = [text(f"knowing.candidate.{name}", lang) for name in ("name", "doses", "eur", "brings", "best")]
    cells = [
        [
            title(row["package"], answer, lang),
            text("knowing.times", lang, n=number(row["factor"], lang, 0.1)),
            money(row["eur"], lang),
            with_interval(row["brings"], row["low"], row["high"], lang, finest=1.0),
            share(row["best"], lang),
        ]
        for row in answer.candidates[:MOST]
    ]
    asked = money(answer.question["budget"], lang)
    chosen = title(answer.chosen, answer, lang)
    return Grid(text("knowing.candidates", lang, budget=asked, chosen=chosen), heads, cells)


def notes(answer: Knowing, lang: str) -> list[str]:
    """How to read it, what stands behind the euros, and what a reader must not think."""
    first, last = answer.years
    count, judged = answer.rows[0]["inputs"], round(answer.rows[0]["judged"] * answer.rows[0]["inputs"])
    made = [
        text("knowing.ours", lang, count=exact(count, lang), judged=exact(judged, lang)),
        text(f"knowing.unit.{answer.reading}", lang, first=first, last=last),
        text("knowing.how", lang),
        text("knowing.study", lang),
    ]
    if answer.marginal is None:
        made.append(text("knowing.no_eur", lang))
    else:
        made.append(text("knowing.eur", lang, eur=money(answer.marginal, lang)))
    zero = sum(row["known"] <= 0 for row in answer.rows[1:])
    if zero:
        made.append(text("knowing.zero", lang, count=zero, draws=exact(answer.question["draws"], lang)))
    return [*made, text("knowing.choice", lang)]


def group(row: WorthRow, answer: Knowing, lang: str) -> str:
    """A group in words: everything, a measure, or a part of the market."""
    if row["kind"] == ALL:
        return text("knowing.everything", lang)
    if row["kind"] == "measure":
        return text("fair.quoted", lang, name=title(row["group"], answer, lang))
    key = f"record.{row['group']}"
    return text(key, lang) if has(key, lang) else row["group"]


def title(name: str, answer: Knowing, lang: str) -> str:
    """The title of a package or a measure."""
    return answer.titles[name][lang] if name in answer.titles else name


def _line(row: WorthRow, answer: Knowing, lang: str) -> list[str]:
    return [
        group(row, answer, lang),
        worth(row["known"], row["known_error"], lang),
        NONE if row["study"] is None else worth(row["study"], row["study_error"] or 0.0, lang),
        NONE if row["known_eur"] is None else money(row["known_eur"], lang),
        share(row["changes"], lang),
        title(row["other"], answer, lang) if row["other"] else NONE,
        share(row["judged"], lang),
    ]


def worth(value: float, error: float, lang: str) -> str:
    """A worth with its standard error, in whole units at the finest."""
    size = max(step(value - error, value + error, value), 1.0)
    return text("knowing.with_error", lang, value=number(value, lang, size), error=number(error, lang, size))


def _size(value: float, error: float, lang: str) -> str:
    return number(value, lang, max(step(value - error, value + error, value), 1.0))


def _part(answer: Knowing) -> float:
    """Everything against what the chosen candidate brings."""
    brings = next(row["brings"] for row in answer.candidates if row["chosen"])
    return answer.rows[0]["known"] / brings if brings > 0 else 0.0
