"""The state-pension age (AOW): law and decrees to 2031, then the law's own formula.

Algemene Ouderdomswet, article 7a: the age is fixed by law to 2024, afterwards by a decree five years ahead. What comes
after the last decree is the formula of the law applied to the AG2024 life table (grade C). Figures: dem_aow_*.
"""

from __future__ import annotations

from datetime import date

from krapte.country import published
from krapte.country.law.dated import timeline, value
from krapte.figures.errors import InputError

MONTHS = 12


def pension_age(years: tuple[int, ...]) -> list[float]:
    """The state-pension age of each year: law and decrees, then the law's formula."""
    until = timeline("aow_age")[-1].verified_until.year
    derived = published.pension_age()
    return [value("aow_age", year) if year <= until else derived[year] for year in years]


def pension_day(born: date) -> date:
    """The day on which somebody born on ``born`` reaches the state-pension age, as law and decrees have it.

    The age of a year holds for who reaches it in that year. InputError where no decree was verified yet, or where it
    was reached before the first year of the table.
    """
    first, last = timeline("aow_age")[0].since.year, timeline("aow_age")[-1].verified_until.year
    if _reached(born, value("aow_age", first)).year >= first:
        for year in range(first, last + 1):
            day = _reached(born, value("aow_age", year))
            if day.year <= year:
                return day
    raise InputError("pension_not_known", where="born", found=born.isoformat(), expected=f"{first}-{last}")


def _reached(born: date, age: float) -> date:
    """The day an age in years and months is reached; the first of the next month where it has no such day."""
    months = born.month - 1 + round(age * MONTHS)
    year, month = born.year + months // MONTHS, months % MONTHS + 1
    try:
        return born.replace(year=year, month=month)
    except ValueError:
        return date(year + month // MONTHS, month % MONTHS + 1, 1)
