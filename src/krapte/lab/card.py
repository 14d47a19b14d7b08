"""The card of a measure as data: its chain of steps, evidence, costs, side effects and limits, each with its letter."""

from __future__ import annotations

from typing import Any

from krapte import figures
from krapte.country import parameters
from krapte.figures.errors import InputError
from krapte.lab import package as packs
from krapte.measures import checks, library
from krapte.measures.schema import Measure, Quantity, quantities
from krapte.measures.schema.measure import Step
from krapte.telling.side_table import named
from krapte.words import text
from krapte.words.formats import exact, grade, money, share, unit

Number = dict[str, Any]


def card(name: str, lang: str) -> dict[str, Any]:
    """Everything a card shows; InputError for a measure that does not exist."""
    if name not in library.ids():
        expected = checks.closest(name, library.ids())
        raise InputError("unknown_measure", where="measure", found=name[:64], expected=expected)
    m = packs.measure(name)
    return {
        "id": m.id,
        "pillar": m.pillar,
        "paper": list(m.paper),
        "title": _words(m.title, lang),
        "explanation": _words(m.explanation, lang),
        "department": m.department,
        "instrument": text(f"instrument.{m.instrument}", lang),
        "chain": [_step(m, step, lang) for step in m.chain],
        "no_effect": _chance(m.no_effect, m.no_effect.probability, lang),
        "reversal": _chance(m.reversal, m.reversal.per_year, lang),
        "evidence": [_evidence(one, lang) for one in m.evidence],
        "costs": [_cost(one, lang) for one in m.cost],
        "side_effects": [
            {"title": named(one.reading, lang), "per": one.per, **number(one.value, lang)}
            for one in m.side_effects
        ],
        "limits": [
            {"id": other, "title": _words(packs.measure(other).title, lang)}
            for other in m.shares_limit_with
            if other in library.ids()
        ],
    }


def number(quantity: Quantity, lang: str) -> Number:
    """A quantity as people read it: value, both ends, unit, letter, why, and the figures it rests on."""
    low, high = quantity.low, quantity.high
    return {
        "value": _shown(quantity.central, quantity.unit, lang),
        "low": None if low is None else _shown(low, quantity.unit, lang),
        "high": None if high is None else _shown(high, quantity.unit, lang),
        "grade": quantity.grade,
        "grade_words": grade(quantity.grade, lang),
        "figures": list(quantity.figures),
        "why": "" if quantity.why is None else _words(quantity.why, lang),
    }


def _shown(value: float, name: str, lang: str) -> str:
    """A value with its unit; a share as whole per cent."""
    if name == "share":
        return share(value, lang)
    return f"{exact(value, lang, name)} {unit(name, lang)}"


def _step(m: Measure, step: Step, lang: str) -> Number:
    """A step of the chain: its words and the number they stand for."""
    title = {"title": _words(step.title, lang)}
    if step.figure is not None:
        return title | _of_figure(step.figure, lang)
    if step.parameter is not None:
        first, *others = parameters.find(step.parameter)
        more = [_shown(one.central, one.unit, lang) for one in others]
        return title | {
            "value": "; ".join([_shown(first.central, first.unit, lang), *more]),
            "low": _shown(first.low, first.unit, lang) if not others else None,
            "high": _shown(first.high, first.unit, lang) if not others else None,
            "grade": first.grade,
            "grade_words": grade(first.grade, lang),
            "figures": list(first.figures),
            "why": "",
        }
    if step.quantity == "dose":
        return title | {
            "value": f"{exact(m.dose.default, lang)} {_words(m.dose.label, lang)}",
            "low": exact(m.dose.low, lang),
            "high": exact(m.dose.high, lang),
            "grade": "C",
            "grade_words": grade("C", lang),
            "figures": list(m.dose.figures),
            "why": "",
            "is_dose": True,
        }
    if step.quantity in ("no_effect", "reversal"):
        part = getattr(m, step.quantity)
        chance = m.no_effect.probability if step.quantity == "no_effect" else m.reversal.per_year
        return title | _chance(part, chance, lang)
    return title | number(quantities(m)[str(step.quantity)], lang)


def _of_figure(name: str, lang: str) -> Number:
    f = figures.load()[name]
    ends = [None if end is None or end != end else _shown(end, f.unit, lang) for end in (f.low, f.high)]
    return {
        "value": _shown(f.value, f.unit, lang),
        "low": ends[0],
        "high": ends[1],
        "grade": f.grade,
        "grade_words": grade(f.grade, lang),
        "figures": [name],
        "why": "",
    }


def _chance(part: Any, value: float, lang: str) -> Number:
    return {
        "value": share(value, lang),
        "low": None,
        "high": None,
        "grade": part.grade,
        "grade_words": grade(part.grade, lang),
        "figures": list(part.figures),
        "why": _words(part.why, lang),
    }


def _evidence(evidence: Any, lang: str) -> dict[str, Any]:
    f = figures.load()[evidence.figure]
    return {
        "figure": evidence.figure,
        "found": _words(evidence.found, lang),
        "transfer": _words(evidence.transfer, lang),
        "grade": f.grade,
        "grade_words": grade(f.grade, lang),
        "publisher": f.source.publisher,
        "year": f.source.year,
        "source": f.source.title,
    }


def _cost(cost: Any, lang: str) -> dict[str, Any]:
    made = number(cost.eur, lang)
    low, high = cost.eur.low, cost.eur.high
    return made | {
        "payer": text(f"payer.{cost.payer}", lang),
        "value": money(cost.eur.central, lang),
        "low": None if low is None else money(low, lang),
        "high": None if high is None else money(high, lang),
        "per": text(f"card.per_{cost.per}", lang, flow=cost.flow or ""),
        "price_year": cost.price_year,
    }


def _words(words: Any, lang: str) -> str:
    return str(getattr(words, lang))
