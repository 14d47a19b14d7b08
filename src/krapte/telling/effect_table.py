"""The effect of one measure: a sentence, a table of years, lines of facts; and several measures side by side.

The rule for the sentence is that of the headline: absolute numbers lead, and where the 80 % interval holds zero the
change is called uncertain. Measures stand in the order in which they were asked: this is no ranking.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from krapte.analysis.effect import LAG_YEAR
from krapte.country import parameters
from krapte.country.axes import GROUPS, HEADLINE_YEAR
from krapte.telling import cost_table, pick
from krapte.telling.grid import Grid
from krapte.telling.headline import no_effect, runs, uncertain
from krapte.telling.tables import learned, warning
from krapte.words import text
from krapte.words.formats import (
    exact,
    grade,
    measured,
    money,
    number,
    share,
    span,
    step,
    unit,
    with_interval,
)

if TYPE_CHECKING:
    from krapte.analysis.drivers import Driver
    from krapte.analysis.effect import Effect
    from krapte.analysis.rows import EffectRow

READINGS = ("vacancies", "shortage", "tightness", "undone", "capacity", "employed")
NONE = "\u2013"
MILLION = 1e6
LEAST = 0.5  # of a vacancy: less than that is told as nothing


def sentence(effect: Effect, lang: str) -> str:
    """What the measure does to open technical vacancies in 2035, with its interval."""
    year = pick.headline_year(effect)
    row = effect.row(pick.LEAD, year)
    told: dict[str, object] = {"measure": effect.title[lang], "year": year}
    if row is None or no_effect(row) or max(abs(row["low"]), abs(row["high"])) < LEAST:
        return text("effect.nothing", lang, **told)
    low, high = row["low"], row["high"]
    size = max(step(low, high, row["median"]), 1.0)
    if uncertain(row):
        ends = {"low": number(low, lang, size, signed=True), "high": number(high, lang, size, signed=True)}
        return text("effect.uncertain", lang, **told, **ends)
    near, far = sorted((abs(low), abs(high)))
    key = "effect.less" if row["median"] < 0 else "effect.more"
    sizes = {"size": abs(row["median"]), "low": near, "high": far}
    return text(key, lang, **told, **{name: number(value, lang, size) for name, value in sizes.items()})


def grid(effect: Effect, lang: str, readings: Sequence[str] = READINGS) -> Grid:
    """Years down, readings across: the difference."""
    heads = [text("table.year", lang), *(_head(effect, name, lang) for name in readings)]
    cells = [
        [str(year), *(_cell(effect.row(name, year), lang) for name in readings)]
        for year in pick.table_years(effect)
    ]
    return Grid(text("effect.title", lang, measure=effect.title[lang]), heads, cells)


def by_group(effect: Effect, lang: str) -> Grid:
    """Vacancies and people at work by group: who gains and who loses."""
    year = pick.headline_year(effect)
    heads = [text(f"effect.{name}", lang) for name in ("group", "group_vacancies", "group_employed")]
    cells = [
        [
            text(f"group.{group}", lang),
            *(_cell(effect.row(name, year, group), lang) for name in ("vacancies", "employed")),
        ]
        for group in (*GROUPS, "techniek", "total")
    ]
    return Grid(text("effect.by_group", lang, measure=effect.title[lang], year=year), heads, cells)


def facts(effect: Effect, lang: str) -> list[str]:
    """What stands below the table: the dose, how sure the sign is, how soon, and what it costs."""
    dose = text(
        "table.dose",
        lang,
        title=effect.title[lang],
        dose=exact(effect.dose, lang),
        unit=effect.unit[lang],
        start=effect.start,
        until="",
        chance=share(effect.no_effect, lang),
    )
    told = [dose, *_sign(effect, lang), _lag(effect, lang), _cost(effect, lang), _per_year(effect, lang)]
    return [*told, *driven(effect, lang)]


def driven(effect: Effect, lang: str) -> list[str]:
    """Which inputs the interval goes along with, most first, each with its letter; or that none stands out."""
    row = effect.row(pick.LEAD, pick.headline_year(effect))
    if row is None or no_effect(row):
        return []
    if not effect.drivers:
        return [text("effect.no_drivers", lang)]
    named = "; ".join(f"{_input(one, lang)} ({grade(one.grade, lang)})" for one in effect.drivers)
    return [text("effect.drivers", lang, inputs=named)]


def _input(one: Driver, lang: str) -> str:
    """An input in words: a parameter's title, or what the card calls a quantity of the measure."""
    if not one.measure:
        row = parameters.find(one.input)[0]
        return str(getattr(row, f"title_{lang}"))
    parts = one.input.split(".")
    name = "moves" if parts[0] == "moves" else parts[-1]
    return text(f"driver.{name}", lang)


def side_by_side(effects: Sequence[Effect], lang: str) -> Grid:
    """One row per measure, in the order asked."""
    year = min(pick.headline_year(effect) for effect in effects)
    heads = [
        text("cost.measure", lang),
        text("reading.vacancies", lang),
        text("effect.same_sign", lang),
        text("effect.capacity", lang),
        text("effect.half", lang),
        text("effect.cost", lang),
        text("effect.per_technician_year", lang),
    ]
    return Grid(text("effect.side_by_side", lang, year=year), heads, [_line(e, lang) for e in effects])


def notes(effects: Sequence[Effect], lang: str) -> list[str]:
    """What must be read beside the numbers, once for all measures."""
    told = [text("table.how_to_read", lang), text("effect.alone", lang), text("effect.gross", lang)]
    ruler = text(f"benchmark.{effects[0].benchmark}", lang)
    told += [text("table.benchmark", lang, benchmark=ruler), learned(effects[0].posterior, lang)]
    told.append(text("table.grade_note", lang))
    codes = dict.fromkeys(code for effect in effects for code in effect.notes)
    return told + [warning(code, lang) for code in codes]


def _line(effect: Effect, lang: str) -> list[str]:
    year = pick.headline_year(effect)
    lead, per = effect.row(pick.LEAD, year), effect.per_technician_year
    sums = _sums(effect)
    cost = sums.get(cost_table.ALL)
    return [
        f"{effect.title[lang]}: {exact(effect.dose, lang)} {effect.unit[lang]}",
        _cell(lead, lang),
        NONE if lead is None or not _has_sign(effect, lead) else runs(effect.draws, lead["right_sign"], lang),
        _cell(effect.row("capacity", year), lang),
        NONE if effect.lag is None else str(effect.lag),
        NONE if cost is None else _millions(*cost, lang),
        NONE if per.eur is None else with_interval(*per.eur, lang),
    ]


def _sign(effect: Effect, lang: str) -> list[str]:
    """In how many runs the change has the sign of the median; nothing where nothing changes."""
    year = pick.headline_year(effect)
    row = effect.row(pick.LEAD, year)
    if row is None or not _has_sign(effect, row):
        return []
    way = "less" if row["median"] < 0 else "more"
    return [text(f"effect.sign_{way}", lang, year=year, runs=runs(effect.draws, row["right_sign"], lang))]


def _has_sign(effect: Effect, row: EffectRow) -> bool:
    return effect.draws > 1 and row["median"] != 0


def _lag(effect: Effect, lang: str) -> str:
    of = min(LAG_YEAR, effect.to)
    if effect.lag is None:
        return text("effect.no_lag", lang, of=of)
    return text("effect.lag", lang, of=of, year=effect.lag, years=effect.lag - effect.start)


def _cost(effect: Effect, lang: str) -> str:
    """What is paid in a year and by whom, in a line."""
    year, sums = _cost_year(effect), _sums(effect)
    if cost_table.ALL not in sums:
        return text("effect.no_cost", lang)
    if sums[cost_table.ALL] == (0.0, 0.0, 0.0):
        return text("effect.costs_nothing", lang, year=year)
    saves = sums[cost_table.ALL][0] < 0
    sign = -1 if saves else 1
    median, low, high = (money(sign * value, lang) for value in sums[cost_table.ALL])
    if saves:
        low, high = high, low
    payers = [name for name in sums if name not in cost_table.SUMS]
    who = ", ".join(f"{cost_table.payer(name, lang)} {money(sign * sums[name][0], lang)}" for name in payers)
    who = cost_table.payer(payers[0], lang) if len(payers) == 1 else who
    prices = next(r["price_year"] for r in effect.cost if r["payer"] == cost_table.ALL)
    ends = span(low, high, lang)
    key = "effect.saves" if saves else "effect.costs"
    return text(key, lang, year=year, median=median, ends=ends, payers=who, prices=prices)


def _per_year(effect: Effect, lang: str) -> str:
    """Cost per technician-year, or a dash and why it has none."""
    per = effect.per_technician_year
    if per.eur is None:
        return text("effect.no_per_year", lang, why=text(f"effect.why_{per.why_not}", lang))
    median, low, high = measured(*per.eur, lang)
    said = {
        name: text("format.euro", lang, value=value) for name, value in (("median", median), ("low", low))
    }
    said["high"] = text("format.euro", lang, value=high)
    return text("effect.per_year", lang, first=per.first, last=per.last, **said)


def _sums(effect: Effect) -> dict[str, tuple[float, float, float]]:
    """What each payer pays in the year of the sentence, and all together."""
    year = _cost_year(effect)
    rows = [r for r in effect.cost if r["year"] == year and r["measure"] == effect.measure]
    return {r["payer"]: (r["median"], r["low"], r["high"]) for r in rows}


def _cost_year(effect: Effect) -> int:
    return min(HEADLINE_YEAR, max((r["year"] for r in effect.cost), default=HEADLINE_YEAR))


def _millions(median: float, low: float, high: float, lang: str) -> str:
    return with_interval(median / MILLION, low / MILLION, high / MILLION, lang)


def _cell(row: EffectRow | None, lang: str) -> str:
    if row is None:
        return NONE
    finest = pick.finest(row["reading"])
    return with_interval(row["median"], row["low"], row["high"], lang, signed=True, finest=finest)


def _head(effect: Effect, reading: str, lang: str) -> str:
    name = text(f"reading.{reading}", lang)
    units = [r["unit"] for r in effect.rows if r["reading"] == reading]
    return f"{name} ({unit(units[0], lang)})" if units and reading != pick.LEAD else name
