"""Words of an agenda that code and files share: what is to be decided, dates of any fineness, and their order."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Final, NamedTuple

from pydantic import BeforeValidator

from krapte.figures.errors import InputError

SCHEMA = "krapte-agenda/1"
OPEN: Final = "to_be_decided"  # what nobody has decided yet; the check counts it
FREQUENCIES = ("year", "quarter", "month")
FORM = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")
MONTHS = 12


class Span(NamedTuple):
    """The first and the last day that a date may mean: 2027 is a whole year."""

    first: datetime.date
    last: datetime.date


def _when(value: object) -> str:
    """A date as text: a year, a year and a month, or a day; or to be decided."""
    if isinstance(value, bool) or not isinstance(value, (int, str, datetime.date)):
        raise InputError("date_malformed", found=value, expected=f"2027 | 2027-03 | 2027-03-15 | {OPEN}")
    told = value.isoformat() if isinstance(value, datetime.date) else str(value)
    if told != OPEN:
        span(told)
    return told


When = Annotated[str, BeforeValidator(_when)]


def span(date: str) -> Span:
    """The days that a date may mean; InputError where it is no date."""
    found = FORM.match(date)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        first = datetime.date(year, month or 1, day or 1)
    except ValueError:
        raise InputError(
            "date_malformed", found=date, expected=f"2027 | 2027-03 | 2027-03-15 | {OPEN}"
        ) from None
    if day is not None:
        return Span(first, first)
    after = (
        datetime.date(year + 1, 1, 1) if month in (None, MONTHS) else datetime.date(year, (month or 0) + 1, 1)
    )
    return Span(first, after - datetime.timedelta(days=1))


def later(first: str, second: str) -> bool:
    """Whether the first date is surely later than the second."""
    return span(first).first > span(second).last
