"""The level checks of the page of the validation: one table, how many lie inside, and what has no reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from krapte.analysis.validation_levels import UNREAD, unread
from krapte.telling.pages import percent, table, thousands

if TYPE_CHECKING:
    from krapte.analysis.validation_levels import Level

HEAD = ["reading", "year", "counted by", "published", "model", "10-90 %", "off, %", "inside"]


def told(levels: Sequence[Level]) -> list[str]:
    """The table in thousands, a sentence that sums it up, and a line per kind of count without a reading."""
    body = [_row(one) for one in levels]
    inside = sum(one.line.inside for one in levels)
    off = [abs(one.line.deviation) for one in levels]
    within = sum(each <= 0.1 for each in off)
    counts = f"{inside} of {len(levels)} lie inside, {within} within 10 %"
    said = f"{counts}; the largest is off by {100 * max(off):.0f} %.\n"
    return [table(HEAD, body), said, "Not held beside the model:\n", *_unread(), ""]


def _row(one: Level) -> list[str]:
    ends = f"{thousands(one.line.low)} to {thousands(one.line.high)}"
    seen, model = thousands(one.line.published), thousands(one.line.median)
    off, inside = percent(one.line.deviation), "yes" if one.line.inside else "no"
    return [one.title, str(one.year), one.counted or "CBS", seen, model, ends, off, inside]


def _unread() -> list[str]:
    return [
        f"- `{name}`: {UNREAD[name]}." if count == 1 else f"- `{name}*`, {count} series: {UNREAD[name]}."
        for name, count in unread().items()
    ]
