"""Law as dated values: (from when, value, reference), with the date until which it was verified.

The state-pension age is law or decree to 2031; after that it is the law's own formula applied to the AG2024 life
table (grade C): a run that goes beyond "verified until" says so.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from importlib import resources

from krapte import figures
from krapte.country import published
from krapte.figures.errors import InputError


@dataclass(frozen=True)
class Dated:
    """One value of a legal parameter: in force from a date, with its reference and figure."""

    parameter: str
    since: date
    value: float
    figure: str
    reference: str
    verified_until: date


def timeline(parameter: str) -> list[Dated]:
    """The dated values of a legal parameter, oldest first."""
    book = figures.load()
    text = resources.files("krapte.country").joinpath("law.csv").read_text(encoding="utf-8")
    rows = [
        Dated(
            parameter=row["parameter"],
            since=date.fromisoformat(row["from"]),
            value=book[row["figure"]].value,
            figure=row["figure"],
            reference=row["reference"],
            verified_until=date.fromisoformat(row["verified_until"]),
        )
        for row in csv.DictReader(text.splitlines())
        if row["parameter"] == parameter
    ]
    return sorted(rows, key=lambda row: row.since)


def value(parameter: str, year: int) -> float:
    """The value in force on 1 January of ``year``."""
    in_force = [row for row in timeline(parameter) if row.since <= date(year, 1, 1)]
    if not in_force:
        first = min((row.since.year for row in timeline(parameter)), default="no such parameter of the law")
        raise InputError(
            "year_out_of_range", where=f"law.csv: {parameter}", found=year, expected=f">= {first}"
        )
    return in_force[-1].value


def pension_age(years: tuple[int, ...]) -> list[float]:
    """The state-pension age of each year: law and decrees, then the law's formula."""
    until = timeline("aow_age")[-1].verified_until.year
    derived = published.pension_age()
    return [value("aow_age", year) if year <= until else derived[year] for year in years]


def beyond(to: int) -> list[str]:
    """Notes for a run to ``to``: which legal parameters it uses beyond the date they were verified."""
    until = timeline("aow_age")[-1].verified_until.year
    return [f"law_beyond_verified:aow_age:{until}"] if to > until else []
