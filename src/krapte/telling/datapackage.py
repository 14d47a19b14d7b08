"""``datapackage.json``: a description of an answer's tables that programs read, after the Data Package standard.

Each table is a resource with its hash, its size and a schema: per column a type and a sentence. A column has one
meaning in all tables, but for ``year``: a publication's year may be a text.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from krapte.version import __version__
from krapte.words import text

if TYPE_CHECKING:
    from krapte.analysis.answer import Answer

FILE = "datapackage.json"
LANG = "en"  # a standard for programs; titles of columns are given in Dutch too
WHOLE = ("year", "rank", "inputs", "draws", "start", "end")
FLAGS = ("avoided", "limited", "allocation")
TEXT_YEARS = ("sources",)  # tables in which a year is that of a publication: 2023, or 2022/23
NUMBERS: tuple[str, ...] = (
    "median",
    "mean",
    "low",
    "high",
    "value",
    "dose",
    "no_effect",
    "right_sign",
    "share",
    "chance",
    "eur",
)
NUMBERS += ("gross", "divided", "slope", "size", "alone", "total", "alone_error", "total_error")
CHANCES = ("no_effect", "right_sign", "chance", "divided")


def described(tables: Mapping[str, bytes], answer: Answer) -> bytes:
    """The description of csv tables by file name."""
    question = answer.manifest.get("question", {})
    made = {
        "name": f"krapte-{answer.package or 'baseline'}",
        "title": (answer.package_title or {}).get(LANG) or text("summary.baseline_title", LANG),
        "description": text("data.package", LANG, command=answer.manifest.get("command", "")),
        "version": __version__,
        "keywords": ["labour market", "vacancies", "Netherlands"],
        "krapte": {"question": question, "manifest": "manifest.json"},
        "resources": [resource(name, data) for name, data in sorted(tables.items()) if name.endswith(".csv")],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def resource(name: str, data: bytes) -> dict[str, Any]:
    """One table: where it is, how it is written, and what its columns mean."""
    table = name.removesuffix(".csv")
    columns = next(csv.reader(io.StringIO(data.decode())))
    return {
        "name": table,
        "path": name,
        "title": text(f"data.table.{table}", LANG),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": {"fields": [_field(table, column) for column in columns], "missingValues": [""]},
    }


def _field(table: str, column: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column,
        "type": _type(table, column),
        "description": text(f"data.{column}", LANG),
    }
    if described["type"] == "boolean":
        described |= {"trueValues": ["True"], "falseValues": ["False"]}
    if column in CHANCES:
        described["constraints"] = {"minimum": 0, "maximum": 1}
    return described


def _type(table: str, column: str) -> str:
    if column in FLAGS:
        return "boolean"
    if column in WHOLE and not (column == "year" and table in TEXT_YEARS):
        return "integer"
    return "number" if column in NUMBERS else "string"
