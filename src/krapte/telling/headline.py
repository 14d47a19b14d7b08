"""The answer in one or two sentences, made by rule from the rows, with its certainty in the same breath.

The rule: absolute numbers lead. When the 80 % interval of the difference holds zero, the sentence says that
the difference is uncertain and gives the interval instead of a gain. Without a package it tells what is open
and how large the shortage is, as the ground on which measures work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from krapte.telling import pick
from krapte.words import has, text
from krapte.words.formats import exact, measured, number, step

if TYPE_CHECKING:
    from krapte.analysis.answer import Answer
    from krapte.analysis.rows import Row


def uncertain(difference: Row) -> bool:
    """Whether the 80 % interval of a difference holds zero; zero itself is no effect, not doubt."""
    return not no_effect(difference) and difference["low"] <= 0 <= difference["high"]


def no_effect(difference: Row) -> bool:
    """Whether the package changes nothing in any of the middle 80 % of the draws."""
    return difference["low"] == difference["high"] == 0


def headline(answer: Answer, lang: str, year: int | None = None) -> str:
    """The answer in one or two sentences, for 2035 unless another year is asked."""
    year = pick.headline_year(answer) if year is None else year
    main = pick.row(answer, pick.LEAD, pick.main_variant(answer), year)
    if main is None:
        return text("headline.nothing", lang, year=year)
    if answer.package is None:
        return _baseline(answer, lang, year, main)
    base = pick.row(answer, pick.LEAD, "baseline", year)
    difference = pick.row(answer, pick.LEAD, "difference", year)
    if base is None or difference is None:
        return text("headline.nothing", lang, year=year)
    values = {
        "package": pick.title(answer, lang),
        "year": year,
        "with": _shown(main, lang)[0],
        "without": _shown(base, lang)[0],
    }
    first = text("headline.package", lang, **values)
    return f"{first} {_certainty(answer, lang, difference)}"


def finding(answer: Answer, lang: str, reading: str = pick.LEAD) -> str:
    """What a chart of one reading shows, for its title."""
    year = pick.headline_year(answer)
    difference = pick.row(answer, reading, "difference", year)
    if difference is None:
        main = pick.row(answer, reading, pick.main_variant(answer), year)
        if main is None:
            return text("headline.nothing", lang, year=year)
        mid, low, high = _shown(main, lang)
        return text(_of("finding.baseline", reading, lang), lang, year=year, median=mid, low=low, high=high)
    if no_effect(difference):
        return text("finding.no_effect", lang, year=year)
    if uncertain(difference):
        return text("finding.uncertain", lang, year=year)
    way = "less" if difference["median"] < 0 else "more"
    key = _of(f"finding.{way}", reading, lang)
    return text(key, lang, year=year, size=_shown(difference, lang)[0].lstrip("\u2212"))


def amount(value: float, size: float, lang: str) -> str:
    """A change in words: 12.000 minder, 4.000 meer, 0."""
    shown = number(abs(value), lang, size)
    if not shown.strip("0.,"):
        return text("amount.none", lang)
    return text("amount.less" if value < 0 else "amount.more", lang, n=shown)


def _baseline(answer: Answer, lang: str, year: int, vacancies: Row) -> str:
    mid, low, high = _shown(vacancies, lang)
    told = [text("headline.baseline", lang, year=year, median=mid, low=low, high=high)]
    shortage = pick.row(answer, "shortage", "baseline", year)
    if shortage is not None:
        mid, low, high = _shown(shortage, lang)
        told.append(text("headline.shortage", lang, median=mid, low=low, high=high))
    return " ".join(told)


def _certainty(answer: Answer, lang: str, difference: Row) -> str:
    if no_effect(difference):
        return text("headline.no_effect", lang)
    low, high = difference["low"], difference["high"]
    size = step(low, high, difference["median"])
    way = "less" if difference["median"] < 0 else "more"
    if uncertain(difference):
        told = text(
            "headline.uncertain",
            lang,
            size=amount(difference["median"], size, lang),
            low=amount(low, size, lang),
            high=amount(high, size, lang),
        )
        return told + _of_runs(answer, lang, difference, way)
    near, far = sorted((abs(low), abs(high)))
    told = text(
        f"headline.{way}",
        lang,
        size=number(abs(difference["median"]), lang, size),
        low=number(near, lang, size),
        high=number(far, lang, size),
    )
    return told + _of_runs(answer, lang, difference, way)


def _of_runs(answer: Answer, lang: str, difference: Row, way: str) -> str:
    """In how many of 100 runs the sign is the same; the last run of a hundred is never rounded away."""
    right = difference["right_sign"]
    if right is None or answer.draws < 2:
        return "."
    count, total = _counted(answer.draws, right)
    return text(f"headline.runs_{way}", lang, count=exact(count, lang), total=exact(total, lang))


def runs(draws: int, right: float | None, lang: str) -> str:
    """A share of the runs in words: 87 of 100."""
    count, total = _counted(draws, right or 0.0)
    return text("headline.runs", lang, count=exact(count, lang), total=exact(total, lang))


def _counted(draws: int, right: float) -> tuple[int, int]:
    total = min(100, draws)
    count = round(right * total)
    return (min(count, total - 1) if right < 1 else count), total


def _of(prefix: str, reading: str, lang: str) -> str:
    key = f"{prefix}.{reading}"
    return key if has(key, lang) else f"{prefix}.other"


def _shown(r: Row, lang: str) -> tuple[str, str, str]:
    return measured(r["median"], r["low"], r["high"], lang)
