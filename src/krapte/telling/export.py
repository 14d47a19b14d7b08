"""The answer as data and as files: tidy csv, the JSON payload, and everything an output directory holds."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from krapte.analysis.answer import Answer
    from krapte.analysis.effect import Effect

SCHEMA = "krapte/1"
COLUMNS = ("year", "group", "reading", "variant", "median", "low", "high", "unit", "right_sign")
HISTORY = ("year", "group", "reading", "value", "grade", "source")


SPLIT = ("year", "group", "reading", "pillar", "mean", "low", "high", "unit", "right_sign", "share")
COST = ("year", "measure", "payer", "median", "low", "high", "unit", "price_year")
GAIN = ("year", "scope", "item", "unit", "per", "mean", "median", "low", "high", "divided")
RATIO = ("ratio", "year", "pillar", "mean", "low", "high", "unit", "share", "rank", "chance")
RATIOS = (*RATIO, "money", "eur", "limited", "gross", "draws")
SIDES = ("year", "effect", "median", "low", "high", "unit", "measures")
MEASURES = ("measure", "paper", "pillar", "dose", "start", "end", "no_effect", "avoided")
SOURCES = ("measure", "figure", "period", "grade", "publisher", "year", "source")
LEVELS = ("year", "level", "reading", "variant", "median", "low", "high", "unit")
SECTORS = (
    "year",
    "sector",
    "group",
    "reading",
    "variant",
    "median",
    "low",
    "high",
    "unit",
    "grade",
    "allocation",
)
WHY = (
    "year",
    "variant",
    "reading",
    "rank",
    "input",
    "measure",
    "moves",
    "kind",
    "grade",
    "low",
    "high",
    "input_unit",
    "slope",
    "size",
    "unit",
    "share",
    "figures",
    "draws",
)
RESTS = (
    "year",
    "variant",
    "reading",
    "by",
    "part",
    "inputs",
    "alone",
    "total",
    "alone_error",
    "total_error",
    "draws",
)
EFFECT = ("measure", "dose", *COLUMNS)
FLOWS = ("year", "variant", "flow", "direction", "median", "low", "high", "unit")


def rows_csv(answer: Answer) -> bytes:
    """All rows in long form, one header line, no comments."""
    return csv_bytes(COLUMNS, answer.rows)


def sectors_csv(answer: Answer) -> bytes:
    """The allocation over sectors in long form."""
    return csv_bytes(SECTORS, answer.sectors)


def tables(answer: Answer) -> dict[str, bytes]:
    """The csv files of an answer by name: every row, the published values beside them, and the parts there are."""
    found = {"rows.csv": rows_csv(answer), "history.csv": csv_bytes(HISTORY, answer.history)}
    others: dict[str, tuple[Sequence[str], Sequence[Mapping[str, Any]]]]
    others = {"flows": (FLOWS, answer.flows), "split": (SPLIT, answer.split)}
    others |= {"cost": (COST, answer.cost), "gain": (GAIN, answer.gain)}
    others |= {"ratios": (RATIOS, answer.ratios), "levels": (LEVELS, answer.levels)}
    others |= {"sources": (SOURCES, answer.sources), "side_effects": (SIDES, answer.side_effects)}
    others |= {"measures": (MEASURES, answer.doses), "sectors": (SECTORS, answer.sectors)}
    others |= {"why": (WHY, answer.why), "rests_on": (RESTS, answer.rests_on)}
    return found | {f"{name}.csv": csv_bytes(*table) for name, table in others.items() if table[1]}


def pictures(answer: Answer) -> tuple[str, ...]:
    """The charts an answer has beside the paths of its readings."""
    from krapte.telling import answer_charts, pick

    wanted = {
        "split": bool(answer.split),
        "flows": bool(answer.flows),
        "gain": bool(answer_charts.gain(answer, pick.headline_year(answer))),
        "why": bool(answer.rests_on),
    }
    return tuple(name for name, there in wanted.items() if there)


def json_payload(answer: Answer) -> dict[str, Any]:
    """The answer as JSON-ready data: schema, manifest, tidy rows."""
    parts: dict[str, Sequence[Mapping[str, Any]]] = {"rows": answer.rows, "flows": answer.flows}
    parts |= {"split": answer.split, "cost": answer.cost, "gain": answer.gain}
    parts |= {"ratios": answer.ratios, "levels": answer.levels, "sources": answer.sources}
    parts |= {"side_effects": answer.side_effects, "measures": answer.doses}
    parts |= {"sectors": answer.sectors, "why": answer.why, "rests_on": answer.rests_on}
    told = {name: [dict(r) for r in rows] for name, rows in parts.items() if rows}
    return {"schema": SCHEMA, "manifest": answer.manifest, **told}


def effects_csv(effects: Sequence[Effect], by: str | None = None) -> bytes:
    """The differences that measures make, each alone, in long form: by group, or ``by`` level or sector."""
    if by == "level":
        return csv_bytes(("measure", "dose", *LEVELS), _of_each(effects, "levels"))
    if by == "sector":
        return csv_bytes(("measure", "dose", *SECTORS), _of_each(effects, "sectors"))
    return csv_bytes(EFFECT, [row for effect in effects for row in effect.rows])


def effects_payload(effects: Sequence[Effect]) -> dict[str, Any]:
    """Effects as JSON-ready data: tidy rows, costs, and what is told once per measure; a manifest each."""
    return {
        "schema": SCHEMA,
        "manifest": {effect.measure: effect.manifest for effect in effects},
        "rows": [dict(row) for effect in effects for row in effect.rows],
        "effects": [_once(effect) for effect in effects],
        "cost": [dict(row) for effect in effects for row in effect.cost if row["measure"] == effect.measure],
        "levels": _of_each(effects, "levels"),
        "sectors": _of_each(effects, "sectors"),
    }


def _of_each(effects: Sequence[Effect], part: str) -> list[dict[str, Any]]:
    """The rows of a part, with measure and dose before them as in the rows by group."""
    return [
        {"measure": one.measure, "dose": one.dose, **row} for one in effects for row in getattr(one, part)
    ]


def _once(effect: Effect) -> dict[str, Any]:
    per = effect.per_technician_year
    ends = ("median", "low", "high")
    return {
        "measure": effect.measure,
        "dose": effect.dose,
        "start": effect.start,
        "no_effect": effect.no_effect,
        "lag": effect.lag,
        "drivers": [one._asdict() for one in effect.drivers],
        **{name: [dict(row) for row in part] for name, part in _reasons(effect).items() if part},
        "cost_per_technician_year": {
            "unit": "eur",
            "first": per.first,
            "last": per.last,
            "why_not": per.why_not,
            **dict(zip(ends, per.eur or (None, None, None), strict=True)),
        },
        "capacity_a_year": {"unit": "fte", **dict(zip(ends, per.capacity, strict=True))},
    }


def _reasons(effect: Effect) -> dict[str, Sequence[Mapping[str, Any]]]:
    return {"why": effect.why, "rests_on": effect.rests_on}


def files(answer: Answer, by: str | None = None) -> dict[str, bytes]:
    """The files for an output directory: tables, a summary (also ``by`` sector) and charts in both languages.

    ``datapackage.json`` describes the tables. The arrays and the manifest are written by the store; they are not here.
    """
    from krapte.telling import datapackage
    from krapte.telling.chart import chart
    from krapte.telling.summary import markdown
    from krapte.words import LANGUAGES

    found = tables(answer)
    found[datapackage.FILE] = datapackage.described(found, answer)
    for lang in LANGUAGES:
        found[f"answer.{lang}.md"] = markdown(answer, lang, by).encode()
        for reading in ("vacancies", "shortage"):
            found[f"{reading}.{lang}.svg"] = chart(answer, lang, reading).encode()
        for name in pictures(answer):
            found[f"{name}.{lang}.svg"] = picture(answer, lang, name).encode()
    return found


def picture(answer: Answer, lang: str, name: str) -> str:
    """One of :func:`pictures` as SVG."""
    from krapte.telling import answer_charts, chart_flows, chart_gain, chart_split, chart_why, pick
    from krapte.telling.summary import made_with

    year, foot = pick.headline_year(answer), made_with(answer, lang)
    if name == "split":
        return chart_split.chart(answer_charts.split(answer), year, lang, answer_charts.READING, foot)
    if name == "why":
        return chart_why.chart(answer.rests_on, lang, foot)
    if name == "flows":
        return chart_flows.chart(answer_charts.flows(answer), min(year, answer.to - 1), lang, foot)
    return chart_gain.chart(answer_charts.gain(answer, year), lang, foot)


def csv_bytes(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows as csv in UTF-8 with ``\\n`` line ends; a number keeps all its digits, nothing stays empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if row.get(name) is None else row[name] for name in columns])
    return out.getvalue().encode()
