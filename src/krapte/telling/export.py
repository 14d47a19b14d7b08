"""The answer as data and as files: tidy csv, the JSON payload, and everything an output directory holds."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from krapte.analysis.answer import Answer

SCHEMA = "krapte/1"
COLUMNS = ("year", "group", "reading", "variant", "median", "low", "high", "unit", "right_sign")
HISTORY = ("year", "group", "reading", "value", "grade", "source")


def rows_csv(answer: Answer) -> bytes:
    """All rows in long form, one header line, no comments."""
    return csv_bytes(COLUMNS, answer.rows)


def tables(answer: Answer) -> dict[str, bytes]:
    """The csv files of an answer by name: every row, and the published values beside them."""
    return {"rows.csv": rows_csv(answer), "history.csv": csv_bytes(HISTORY, answer.history)}


def json_payload(answer: Answer) -> dict[str, Any]:
    """The answer as JSON-ready data: schema, manifest, tidy rows."""
    return {"schema": SCHEMA, "manifest": answer.manifest, "rows": [dict(r) for r in answer.rows]}


def files(answer: Answer) -> dict[str, bytes]:
    """The files for an output directory: tables, a summary and charts in both languages.

    The arrays and the manifest are written by the store; they are not here.
    """
    from krapte.telling.chart import chart
    from krapte.telling.summary import markdown
    from krapte.words import LANGUAGES

    found = tables(answer)
    for lang in LANGUAGES:
        found[f"answer.{lang}.md"] = markdown(answer, lang).encode()
        for reading in ("vacancies", "shortage"):
            found[f"{reading}.{lang}.svg"] = chart(answer, lang, reading).encode()
    return found


def csv_bytes(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows as csv in UTF-8 with ``\\n`` line ends; a number keeps all its digits, nothing stays empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if row.get(name) is None else row[name] for name in columns])
    return out.getvalue().encode()
