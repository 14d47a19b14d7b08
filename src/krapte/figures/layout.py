"""How the tables folder is laid out: files, columns, vocabularies; for builder, loader and checks."""

from __future__ import annotations

import re
from pathlib import Path

TABLES = Path(__file__).parent / "tables"

TOPICS = (
    "demography",
    "education",
    "evidence_education_inflow",
    "gaps",
    "international_policy",
    "labour_market",
    "productivity_demand",
    "regions",
)

FIGURE_COLUMNS = ("figure_id", "text", "class", "value", "low", "high", "period", "dims", "locator")
TEXT_COLUMNS = ("key", "text")
CLASS_COLUMNS = ("key", "unit", "kind", "source_id", "grade", "how", "bound_type")
PLACE_COLUMNS = ("key", "level", "code", "region")
REMARK_COLUMNS = ("figure_id", "remark", "content")
SOURCE_COLUMNS = ("source_id", "title", "publisher", "year", "address", "how_read")
SERIES_COLUMNS = ("name", "title", "unit", "source_ids", "grade", "file", "input", "note")

HEADERS: dict[str, tuple[str, ...]] = {
    **{f"figures/{topic}.csv": FIGURE_COLUMNS for topic in TOPICS},
    "texts.csv": TEXT_COLUMNS,
    "classes.csv": CLASS_COLUMNS,
    "places.csv": PLACE_COLUMNS,
    "remarks.csv": REMARK_COLUMNS,
    "sources.csv": SOURCE_COLUMNS,
    "series.csv": SERIES_COLUMNS,
}

KINDS = {
    "": "the question does not arise: a share, rate, price, index, duration",
    "stock": "counted at a moment, or the mean over a period",
    "flow": "happens during one period: a year, quarter or month",
    "sum": "added up over several years",
}
HOWS = {
    "read": "read in the publication, or in a copy of its table",
    "second_hand": "taken over from a press page, a digest or memory; the original was not opened",
    "derived": "computed by us from read numbers",
    "digitised": "measured on the picture of a chart",
    "chosen_point": "a point we chose: an assumption, or the middle of a printed range",
}
BOUND_TYPES = {
    "": "no range",
    "uncertainty": "the true value lies in it; the only range that may be drawn from",
    "quantile": "quantiles of a distribution over persons, firms or settings",
    "range_of_items": "spread over several items, variants, estimates or definitions, or open at one end",
}
GRADES = {
    "A": "read in a stored source",
    "B": "known but not opened, or read with a reservation",
    "C": "our own estimate or assumption",
}
REMARKS = {
    "superseded_by": "a later figure we believe more; both are kept",
    "superseded_narrow": "a later figure we believe more where the target is BRC 07 and 08",
    "no_range": "why a figure of grade C has no range",
}

_MONTH = r"(0[1-9]|1[0-2])"
PERIOD = re.compile(
    rf"|\d{{4}}(-|Q[1-4]|-{_MONTH}(-[0-3]\d)?|/\d\d|-\d{{4}})?"
    rf"|\d{{4}}Q[1-4]-\d{{4}}Q[1-4]|\d{{4}}-{_MONTH}/\d{{4}}-{_MONTH}"
)
PERIOD_FORMS = (
    "blank, 2024, 2024Q4, 2024-05, 2024-05-31, 2024/25, 2020-2024, 2020-, 2020Q1-2020Q4, 2024-01/2024-05"
)

SIZE_LIMIT = 1_400_000
