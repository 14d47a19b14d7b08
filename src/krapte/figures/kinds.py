"""Stock, flow or sum: ``persons`` and ``eur`` hide three different things, told apart by period and words."""

from __future__ import annotations

import re

from krapte.figures.rules import Row
from krapte.figures.units import UNITS

_YEARS = re.compile(r"(\d{4})-(\d{4})")
_PER_YEAR = re.compile(
    r"per year|yearly(?! mean)|a year\b|per four months|every year|structural|, average", re.IGNORECASE
)
_TOGETHER = re.compile(
    r"\btogether\b|\bcum(ulative)?\b|in total|over \w+ years|total to 20|to 20\d\d$", re.IGNORECASE
)


def _any(*patterns: str) -> str:
    return "|".join(patterns)


_FLOW_START = re.compile(
    _any(
        "new|live births|births|deaths|immigra|emigra|net migration|migrants arrived|family (im)?migrants",
        "graduates|intake|entrants|starters|applicants|applications|diplomas|leavers|enrolments|invitations",
        r"first(-year)? (intake|temporary|permits|fixed)|of whom entr|direct (flow|entrants)|persons from",
        "employees who (retired|changed)|retired persons|realised change|change in|extra|increase|hiring",
        "twv|gvva|visas|approvals|permits granted|ind (applications|decisions|knowledge and talent)",
        "stap (grants|applications)|subsidies|lateral entrants|total inflow|gap in arrivals",
        "vacancies (arisen|filled|new)|hours worked",
        r"(beta-?technical|bètatechni\w+) (diplomas|entrants)|(hbo|associate degree) diplomas|tertiary stem",
        "eu/efta immigrants|non-eu/efta immigrants|labour migrants (arrived|registered)",
        "non-eu knowledge migrants arrived|knowledge migrants recruited|knowledge-migrant immigrants",
    ),
    re.IGNORECASE,
)
"""An event, when the description starts with it."""

_FLOW_WORD = re.compile(
    _any(
        r"\b(births|deaths|immigration|emigration|netmig|net migration|arrivals|inflow|intake|graduates)\b",
        r"\b(expansion|replacement|job openings|retirements?|recruited|switched|outflow)\b",
        r"\b(permitted|completed|transformation|additions?|granted|issued|opened|diplomas|arisen|vervuld)\b",
        r"\b(lost|created|needed|extra|growth|new (people|workers|vacancies)|labour supply|filled during)\b",
        r"\b(turn20|died|(im|e)migrated)\b",
        r"\bjobs (from|made)\b|benefits, (in|out)\b|, (in|out)$|\b(in|out)_?\d{4}|: out |inflow_",
    ),
    re.IGNORECASE,
)
"""An event, anywhere in the description, unless that starts with a stock."""

_STOCK_START = re.compile(
    _any(
        r"population(?! \d+-\d+ in \d+: (turn|died|imm|em|growth))|residents|employed|unemployed",
        "persons (15|engaged|with|working|in|up to|without|of target)|outside|unused|part-timers",
        "labour force|ebb|self-employed",
        "students|pupils|mbo students|third-year|year-\\d|havo|participants|projected|stock",
        "workers?,|working|employees (?!who)|men|women|technical crafts|jobs(?! lost)|national accounts",
        "open|vacancies open|disability benefits|long-term|target group|third-country",
    ),
    re.IGNORECASE,
)
"""A stock, when the description starts with it."""

_PRICE = re.compile(
    _any(
        r"wage|earnings|\bpay\b|salary|threshold|tuition|\bfee\b|\bnorm\b|\bcap\b|lkv",
        "building cost|cost of one|price of|value of halving|voucher value|maximum|max$",
        "lifetime|contribution,|net contribution|contribution (of a )?labour",
        "up to the final diploma|in the last stage|mean student debt",
        r"\bper (realised|retrained|lateral|hour|fte|worker|person|firm|home|extra|guided|switcher)",
        r"\bper (training|mbo|month|place|seat|student|path|ad |region|technical|construction)",
        r"\bper (treated|individual|adult)",
    ),
    re.IGNORECASE,
)
"""Euros that are a price, a wage or an amount per person."""

_MEASURE_COST = re.compile(
    "(yearly )?(cost|saving)s? (of|from) (halving|abolishing|ending|weight|shortening|all)", re.IGNORECASE
)
_DEBT = re.compile(r"\bdebt\b|\bstock\b", re.IGNORECASE)


def years_covered(period: str) -> int:
    """Years from first to last named year: 0 for one year, 7 for 2024-2030."""
    span = _YEARS.fullmatch(period)
    return int(span[2]) - int(span[1]) if span else 0


def kind_from_words(row: Row) -> str:
    """Persons, jobs, vacancies, homes...: a stock unless description or id names an event.

    Events over two or more years are a sum unless the words say per year; a span of one year (2014-2015) is
    one survey year that crosses New Year.
    """
    text = row["description"]
    if row["unit"] == "hours":
        return "flow" if re.match(r"hours worked", text, re.IGNORECASE) else ""
    if row["unit"] in {"permits", "grants"} and "stock" not in text.lower():
        return "flow"
    if _PER_YEAR.search(text):
        return "flow"
    event = _FLOW_START.match(text) or (_FLOW_WORD.search(text) and not _STOCK_START.match(text))
    if row["unit"] == "homes":
        event = event or re.match(r"(homes|new homes|yield)", text, re.IGNORECASE)
    if not event or "(peak)" in text:
        return "stock"
    return "sum" if years_covered(row["period"]) >= 2 else "flow"


def kind_of_money(row: Row) -> str:
    """Euros: blank for a price, wage or amount per head; a sum over more than one year; else a flow."""
    text = row["description"]
    if _DEBT.search(text) and "mean" not in text.lower():
        return "stock"
    if _PRICE.search(text) and not _MEASURE_COST.match(text):
        return ""
    if _PER_YEAR.search(text) or (
        _PER_YEAR.search(f"{row['note']} {row['locator']}") and not _TOGETHER.search(text)
    ):
        return "flow"
    return "sum" if years_covered(row["period"]) >= 1 or _TOGETHER.search(text) else "flow"


def kind(row: Row) -> str:
    """The kind of a number: stock, flow, sum, or blank where the question does not arise."""
    rule = UNITS[row["unit"]].kind_rule
    if rule == "words":
        return kind_from_words(row)
    return kind_of_money(row) if rule == "money" else rule
