"""The sentences of a brief, each chosen by a predicate on the numbers: turn the number and the sentence turns.

A difference whose 80 % interval holds zero is never called a gain. Words such as *likely* are those of the written
scale (:mod:`krapte.words.likelihood`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from krapte.analysis.gaps import Gaps
from krapte.analysis.urgency import Urgency
from krapte.learning import moved
from krapte.telling import cost_table, gaps_table, pick, split_table, urgency_table, worlds_table
from krapte.telling.headline import amount, headline, no_effect, runs, uncertain
from krapte.words import text
from krapte.words.formats import exact, measured, number, share, span, step
from krapte.words.likelihood import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from krapte.analysis.answer import Answer
    from krapte.analysis.rows import Row
    from krapte.learning.moved import Moved


class Question(NamedTuple):
    """A question of the debate with its answer, sentence by sentence."""

    asked: str
    answer: tuple[str, ...]


def answered(answer: Answer, lang: str) -> list[str]:
    """The answer in one paragraph: vacancies, how likely, the shortage, money."""
    year = pick.headline_year(answer)
    told = [headline(answer, lang)]
    difference = pick.row(answer, pick.LEAD, "difference", year)
    if difference is not None:
        told += _how_likely(difference, lang)
    shortage = pick.row(answer, "shortage", "difference", year)
    if shortage is not None:
        told.append(changed("shortage", shortage, lang))
    return [*told, _ended(cost_table.finding(answer.cost, lang, _cost_year(answer)))]


def _how_likely(difference: Row, lang: str) -> list[str]:
    """How likely fewer (or more) vacancies are, in a word of the scale; nothing where nothing changes."""
    right = difference["right_sign"]
    if right is None or no_effect(difference):
        return []
    way = "less" if difference["median"] < 0 else "more"
    return [text(f"brief.likely.{way}", lang, word=word(right, lang))]


def changed(reading: str, row: Row, lang: str) -> str:
    """What happens to a reading: less, more, uncertain or nothing."""
    if no_effect(row):
        return text(f"brief.{reading}.none", lang)
    size = step(row["low"], row["high"], row["median"])
    if uncertain(row):
        ends = {name: amount(row[name], size, lang) for name in ("low", "high")}
        return text(f"brief.{reading}.uncertain", lang, **ends)
    near, far = sorted((abs(row["low"]), abs(row["high"])))
    way = "less" if row["median"] < 0 else "more"
    told = {"size": abs(row["median"]), "low": near, "high": far}
    return text(
        f"brief.{reading}.{way}", lang, **{name: number(value, lang, size) for name, value in told.items()}
    )


def unknown(answer: Answer, lang: str) -> list[str]:
    """What is not known, each from the numbers of this answer."""
    year = pick.headline_year(answer)
    told = []
    base = pick.row(answer, pick.LEAD, "baseline", year)
    difference = pick.row(answer, pick.LEAD, "difference", year)
    if base is not None and difference is not None:
        wider = base["high"] - base["low"] > abs(difference["median"])
        _, low, high = measured(base["median"], base["low"], base["high"], lang)
        key = "wider" if wider else "narrower"
        told.append(text(f"brief.unknown.{key}", lang, year=year, ends=span(low, high, lang)))
    idle = sum(row["no_effect"] for row in answer.doses if not row["avoided"])
    count = sum(not row["avoided"] for row in answer.doses)
    if idle:
        told.append(text("brief.unknown.idle", lang, count=count, idle=number(idle, lang)))
    letters = {row["figure"]: row["grade"] for row in answer.sources}
    ours = sum(letter == "C" for letter in letters.values())
    if letters:
        key = "most" if 2 * ours > len(letters) else "some"
        of = {"ours": exact(ours, lang), "all": exact(len(letters), lang)}
        told.append(text(f"brief.unknown.ours_{key}", lang, **of))
    return [*told, text(f"brief.unknown.{learned(answer.posterior, moved.load())}", lang)]


def learned(posterior: str, found: Mapping[str, Moved]) -> str:
    """Whether history was seen, and whether it moved less than half of the inputs."""
    if not posterior:
        return "priors"
    return "fitted" if 2 * sum(one.by_data for one in found.values()) < len(found) else "fitted_most"


def questions(answer: Answer, cuts: Answer, urgency: Urgency, gaps: Gaps, lang: str) -> list[Question]:
    """The four questions of the position paper, each answered by rule."""
    year = pick.headline_year(answer)
    found = [
        [_split(answer, lang)],
        [_ended(urgency_table.sentence(urgency, lang))],
        _cuts(cuts, lang),
        gaps_table.sentences(gaps, lang),
    ]
    return [
        Question(text(f"brief.q{place + 1}", lang, year=year), tuple(told))
        for place, told in enumerate(found)
    ]


def _split(answer: Answer, lang: str) -> str:
    """The split in a sentence with all its shares, or that there is nothing to share out."""
    year = pick.headline_year(answer)
    rows = [r for r in answer.split if (r["reading"], r["group"], r["year"]) == (pick.LEAD, pick.GROUP, year)]
    finding = _ended(split_table.finding(rows, lang, year))
    parts = [r for r in rows if r["pillar"] != split_table.ALL and r["share"] is not None]
    if not parts:
        return finding
    named = ", ".join(
        f"{split_table.pillar(r['pillar'], lang)} {share((r['share'] or 0) / 100, lang)}" for r in parts
    )
    return f"{finding} {text('brief.shares', lang, shares=named)}"


def _cuts(cuts: Answer, lang: str) -> list[str]:
    """What the cuts do to vacancies, and what is left of it in the other world beside them."""
    year = pick.headline_year(cuts)
    row = pick.row(cuts, pick.LEAD, "difference", year)
    if row is None:
        return [text("headline.nothing", lang, year=year)]
    told = [
        text("brief.cuts", lang, package=pick.title(cuts, lang), year=year),
        changed("vacancies", row, lang),
    ]
    if not no_effect(row) and row["right_sign"] is not None:
        told.append(text("brief.same_sign", lang, runs=runs(cuts.draws, row["right_sign"], lang)))
    if cuts.beside:
        told.append(_ended(worlds_table.finding(cuts, lang, worlds_table.BESIDE)))
    return told


def _cost_year(answer: Answer) -> int:
    return min(pick.headline_year(answer), max((r["year"] for r in answer.cost), default=answer.to))


def _ended(words: str) -> str:
    return words if words.endswith(".") else f"{words}."
