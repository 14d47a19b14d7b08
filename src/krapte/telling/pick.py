"""Finding rows of an answer: the one place that knows how a row is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from krapte.country import scenarios
from krapte.country.axes import HEADLINE_YEAR
from krapte.figures.errors import InputError

if TYPE_CHECKING:
    from krapte.analysis.answer import Answer
    from krapte.analysis.rows import Row

GROUP = "techniek"
LEAD = "vacancies"  # open technical vacancies lead: published, no benchmark needed
READINGS = ("vacancies", "shortage", "tightness", "undone", "capacity", "employed", "unemployed", "filled")
VARIANTS = ("baseline", "package", "difference")
TABLE_YEARS = (2025, 2030, 2035, 2040, 2050)


# Rounding of a difference at the finest: whole vacancies, persons and full-time jobs; less than that is no news.
FINEST = {"tightness": 0.01, "undone_grid": 0.1}


def finest(reading: str) -> float:
    """The finest rounding of a difference in a reading."""
    return FINEST.get(reading, 1.0)


class Reaching(Protocol):
    """An answer, or anything else that goes on to a year."""

    @property
    def to(self) -> int:
        """The last year."""


def row(answer: Answer, reading: str, variant: str, year: int, group: str = GROUP) -> Row | None:
    """The row of one reading, variant, year and group, or nothing where the answer has none."""
    wanted = (reading, variant, year, group)
    for r in answer.rows:
        if (r["reading"], r["variant"], r["year"], r["group"]) == wanted:
            return r
    return None


def path(answer: Answer, reading: str, variant: str, group: str = GROUP) -> list[Row]:
    """All years of one reading, variant and group, in order."""
    wanted = (reading, variant, group)
    found = [r for r in answer.rows if (r["reading"], r["variant"], r["group"]) == wanted]
    return sorted(found, key=lambda r: r["year"])


def main_variant(answer: Answer) -> str:
    """What the answer is about: the package, or without one the baseline."""
    return "baseline" if answer.package is None else "package"


def variants(answer: Answer) -> tuple[str, ...]:
    """The variants that the answer has, in the order of reading."""
    return VARIANTS if answer.package is not None else ("baseline",)


def readings(answer: Answer, group: str = GROUP) -> tuple[str, ...]:
    """The readings that the answer has, open vacancies first."""
    present = {r["reading"] for r in answer.rows if r["group"] == group}
    return tuple(name for name in READINGS if name in present)


def headline_year(answer: Reaching) -> int:
    """2035, or the last year of a shorter answer."""
    return min(HEADLINE_YEAR, answer.to)


def table_years(answer: Reaching) -> list[int]:
    """The years of a table: 2025, 2030, 2035, 2040 and 2050 as far as the answer goes, and its last year."""
    years = [year for year in TABLE_YEARS if year <= answer.to]
    return years if answer.to in years else [*years, answer.to]


def title(answer: Answer, lang: str) -> str:
    """The package's title in the reader's language; its id where it has none; nothing without a package."""
    titles = answer.package_title or {}
    return titles.get(lang) or titles.get("en") or answer.package or ""


def scenario_title(answer: Answer, lang: str) -> str:
    """The scenario's title in the reader's language; its id for a scenario that krapte does not ship."""
    try:
        scenario = scenarios.load(answer.scenario)
    except InputError:
        return answer.scenario
    return scenario.title_nl if lang == "nl" else scenario.title_en
