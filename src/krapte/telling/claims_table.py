"""Claims on one ruler, told: a sentence per list, a table, what stands beside each claim and what follows from it.

Every number in a text is a placeholder that is filled from the sums of the claim; behind it stand its letter and its
dates. A verdict that rests on an assumption of ours says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from krapte.analysis import claims
from krapte.analysis.claims import PARTS, VERDICTS, Claim, Told
from krapte.analysis.claims_sums import Sum
from krapte.telling.grid import Grid
from krapte.words import text
from krapte.words.formats import MINUS, NBSP, exact, money, number, share, step, unit, with_interval

NOTHING = "\u2013"
BARE = ("ratio", "")  # units that are not told
PERCENT = ("share", "change", "per_year")
TENS = 10.0  # a computed number is told in tens at most, so that two claims do not look alike
SMALL = 0.1  # a share below it is told with a decimal


def sentence(found: Sequence[Claim], of: str, lang: str) -> str:
    """How many claims of a list hold, hold in part, do not hold or cannot be checked."""
    own = [claim.verdict for claim in found if claim.of == of]
    counts = {verdict: own.count(verdict) for verdict in VERDICTS}
    return text("claims.headline", lang, total=len(own), of=text(f"claims.of.{of}", lang), **counts)


def grid(found: Sequence[Claim], of: str, lang: str) -> Grid:
    """A line per claim: what it says, whose and when, its place on the ruler, what figures say, the verdict."""
    names = ("claim", "whose", "ruler", "against", "verdict")
    heads = [text(f"claims.head.{name}", lang) for name in names]
    cells = [
        [
            said(claim, lang),
            whose(claim, lang),
            ruler(claim, lang),
            against(claim, lang),
            verdict(claim, lang),
        ]
        for claim in found
        if claim.of == of
    ]
    return Grid(text(f"claims.title.{of}", lang), heads, cells)


def said(claim: Claim, lang: str) -> str:
    """The claim in words."""
    return text(f"claims.said.{claim.id}", lang)


def whose(claim: Claim, lang: str) -> str:
    """Who makes the claim, and when or over which period."""
    return f"{claim.who or text('claims.the_paper', lang)}, {claim.date}"


def ruler(claim: Claim, lang: str) -> str:
    """The claim as a stock or a flow per year, gross or net, and what it counts."""
    parts = []
    if claim.ruler is not None:
        parts.append(amount(claim.ruler, claim.ruler.unit.removesuffix("_per_year"), lang))
    if claim.on_ruler != "none":
        parts.append(text(f"claims.kind.{claim.on_ruler}", lang))
    words = [" ".join(parts)] if parts else []
    if claim.years > 1 and claim.said is not None:
        words.append(text("claims.over_years", lang, value=exact(claim.said.value, lang), years=claim.years))
    if claim.gross != "none":
        words.append(text(f"claims.gross.{claim.gross}", lang))
    words.append(text(f"claims.reading.{claim.reading}", lang))
    if claim.called != claim.reading:
        words.append(text("claims.called", lang, called=text(f"claims.reading.{claim.called}", lang)))
    return ", ".join(words)


def amount(of: Sum, kind: str, lang: str) -> str:
    """A sum with its unit, and its range where it has one; a printed figure keeps its digits."""
    if kind in PERCENT:
        ends = f" ({percent(of.low, lang)}\u2013{percent(of.high, lang)})" if of.low < of.high else ""
        return percent(of.value, lang, signed=kind == "change") + ends
    if kind == "eur_per_year":
        return money(of.value, lang) if of.value >= 0 else MINUS + money(-of.value, lang)
    if of.low < of.high:
        shown = with_interval(of.value, of.low, of.high, lang)
    elif of.read:
        shown = exact(of.value, lang)
    else:
        shown = number(of.value, lang, min(TENS, step(of.value, of.value)))
    if kind in BARE:
        return number(of.value, lang, 0.1)
    return f"{shown}{NBSP}{unit(kind, lang)}"


def percent(value: float, lang: str, signed: bool = False) -> str:
    """A share as a percentage: with a decimal where a whole percent would say too little."""
    fine = 0.1 if abs(value) < SMALL and round(1000 * value) % 10 else 1.0
    return text("format.percent", lang, value=number(100 * value, lang, fine, signed))


def against(claim: Claim, lang: str) -> str:
    """The figures that decide, each with its letter and dates; the standings where ranks decide."""
    if claim.rule == "tight":
        told = [
            f"{text(f'urgency.group.{group}', lang)}: {text(f'claims.standing.{found}', lang)}"
            for group, found in claims.standings().items()
        ]
        return "; ".join(told)
    if not claim.against:
        return NOTHING
    told = [f"{amount(part, part.unit, lang)} {letter(part)}" for part in claim.against]
    if claim.rule == "falls":
        told = [f"{first} \u2192 {last}" for first, last in zip(told[::2], told[1::2], strict=True)]
    return "; ".join(told)


def letter(part: Sum) -> str:
    """The weakest letter of a number, and the first and last year of its figures."""
    dates = part.periods[0] if len(part.periods) == 1 else ""
    if len(part.periods) > 1:
        years = re.findall(r"\d{4}", " ".join(part.periods))
        dates = f"{min(years)}\u2013{max(years)}"
    return f"({part.grade}, {dates})" if dates else f"({part.grade})"


def verdict(claim: Claim, lang: str) -> str:
    """The verdict in words; one that rests on an assumption of ours says so."""
    words = text(f"claims.verdict.{claim.verdict}", lang)
    decided = claim.verdict != "unchecked" and claim.grade == "C"
    return text("claims.assumed", lang, words=words) if decided else words


def reason(claim: Claim, lang: str) -> str:
    """Why, in a sentence or two: the rule with its numbers, or our reading."""
    if claim.rule == "judged":
        return text(f"claims.why.{claim.id}", lang)
    told: dict[str, Any] = {}
    times = claims.ratio(claim)
    if times is not None:
        told["ratio"] = number(times, lang, 0.01)
    rule = claim.rule
    if claim.rule == "near" and claim.called != claim.reading:
        rule = "named"
        told |= {name: text(f"claims.reading.{getattr(claim, name)}", lang) for name in ("called", "reading")}
    told |= _counts(claim)
    return text(f"claims.rule.{rule}", lang, **told)


def _counts(claim: Claim) -> dict[str, int]:
    if claim.rule == "falls":
        both = claims.pairs(claim)
        fall = sum(last.value < (1 - claims.FLAT) * first.value for first, last in both)
        return {"count": fall, "total": len(both)}
    if claim.rule == "below_half":
        return {"count": sum(part.value < claims.HALF for part in claim.against), "total": len(claim.against)}
    if claim.rule == "tight":
        found = list(claims.standings().values())
        return {"count": found.count("high"), "total": len(found)}
    return {}


def line(claim: Claim, told: Told, lang: str) -> str:
    """A sentence that stands beside a claim or follows from it, with letter and dates behind it."""
    words = text(f"claims.line.{claim.id}.{told.id}", lang, value=amount(told.sum, told.unit, lang))
    return f"{words.removesuffix('.')} {letter(told.sum)}."


def details(claim: Claim, lang: str) -> dict[str, list[str]]:
    """The reason and the lines beside a claim, and what follows if it is true."""
    found = {part: [line(claim, told, lang) for told in claim.lines if told.part == part] for part in PARTS}
    return {"beside": [reason(claim, lang), *found["beside"]], "follows": found["follows"]}


def notes(lang: str) -> list[str]:
    """How to read the ruler and the verdicts."""
    told = {
        "near": share(claims.NEAR, lang),
        "factor": exact(claims.FACTOR, lang),
        "flat": share(claims.FLAT, lang),
        "year": claims.FIRST_HELD_BACK,
    }
    names = ("ruler", "gross", "verdict", "falls", "judged", "coming", "add", "range", "letters")
    return [text(f"claims.note.{name}", lang, **told) for name in names]


def rows(found: Sequence[Claim], lang: str) -> list[dict[str, Any]]:
    """Tidy rows, one per claim, numbers as they are and texts in the reader's language."""
    return [
        {
            "claim": claim.id,
            "of": claim.of,
            "said": said(claim, lang),
            "whose": claim.who or text("claims.the_paper", lang),
            "date": claim.date,
            "kind": claim.kind,
            "on_ruler": claim.on_ruler,
            "gross": claim.gross,
            "called": claim.called,
            "reading": claim.reading,
            "value": None if claim.said is None else claim.said.value,
            "years": claim.years,
            "ruler": None if claim.ruler is None else claim.ruler.value,
            "unit": None if claim.ruler is None else claim.ruler.unit,
            "rule": claim.rule,
            "ratio": claims.ratio(claim),
            "verdict": claim.verdict,
            "grade": claim.grade or None,
            "why": reason(claim, lang),
            "figures": [] if claim.said is None else list(claim.said.ids),
            "against": [list(part.ids) for part in claim.against],
        }
        for claim in found
    ]


def line_rows(found: Sequence[Claim], lang: str) -> list[dict[str, Any]]:
    """Tidy rows of what stands beside claims and follows from them."""
    return [
        {
            "claim": claim.id,
            "line": told.id,
            "part": told.part,
            "value": told.sum.value,
            "low": told.sum.low,
            "high": told.sum.high,
            "unit": told.unit,
            "grade": told.sum.grade,
            "said": line(claim, told, lang),
            "figures": list(told.sum.ids),
        }
        for claim in found
        for told in claim.lines
    ]
