"""The generated page on the law: worked cases, computed from the rules, and all dated values.

Made from ``law.csv`` and from the rules themselves, so that neither can grow old.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from krapte.telling import law_cases
from krapte.telling.pages import MADE
from krapte.words import text
from krapte.words.formats import exact, grade, unit

if TYPE_CHECKING:
    from krapte.country.law import Dated

LANG = "en"  # the pages of the documentation are in English
HEAD = ["from", "until", "value", "grade", "figure", "verified until"]


def title(parameter: str, lang: str) -> str:
    """What a legal parameter is, with its part: ``price factor of mbo programmes: media and design``."""
    name, _, part = parameter.rstrip("]").partition("[")
    told = text(f"law.{name}", lang)
    return f"{told}: {text(f'law_part.{part}', lang)}" if part else told


def page(rows: Sequence[Dated]) -> str:
    """The whole page."""
    parts = [f"{MADE}\n# The law\n{ABOUT}", "## Worked cases\n", law_cases.INTRODUCTION, *law_cases.cases()]
    parts += [USED, TABLES]
    for area, of_area in groupby(rows, key=lambda row: row.kind.area):
        parts.append(f"### {text(f'law_area.{area}', LANG)}\n")
        parts += [_parameter(list(group)) for _, group in groupby(of_area, key=lambda row: row.kind.id)]
    return "\n".join([*parts, MISSING])


def _parameter(rows: Sequence[Dated]) -> str:
    """A parameter with all its parts: what it is, and its values, oldest first; a rule that holds for all told once."""
    kind = rows[0].kind
    what = f"{text(f'law_status.{kind.status}', LANG)}, in {unit(kind.unit, LANG)}"
    slots = len({row.parameter for row in rows}) > 1
    own = len({row.reference for row in rows}) > 1
    rule = "" if own else f" {rows[0].reference}."
    head = [*(["part"] if slots else []), *HEAD, *(["rule"] if own else [])]
    lines = [
        [*([f"`{row.parameter}`"] if slots else []), *_cells(row), *([row.reference] if own else [])]
        for row in rows
    ]
    told = "\n".join("| " + " | ".join(line) + " |" for line in [head, [":--"] * len(head), *lines])
    return f"**`{kind.id}`**: {text(f'law.{kind.id}', LANG)} ({what}).{rule}\n\n{told}\n"


def _cells(row: Dated) -> list[str]:
    return [
        row.since.isoformat(),
        row.until.isoformat() if row.until else "",
        exact(row.value, LANG),
        grade(row.grade, LANG),
        f"`{row.figure}`",
        row.verified_until.isoformat(),
    ]


ABOUT = """
What holds today is the ground on which measures work. This page has the law as dated values, and small rules that
compute with them: a student's fee, a school's money, the scheme a worker falls under. `krapte law` lists the same
values, `krapte law tuition` those of one rule with their sources.

- Every value is a published figure (`krapte figures NAME`) or a cell of the series `policy_timeline`
  (`policy_timeline:date:what:old` or `new`; an `event` without a number counts as 1).
- *From* is the day from which it holds, or the first day for which it was read where the start was not found. A value
  holds until the next one, or until its last day.
- Beyond *verified until* nobody has looked: the value is carried on as it stands, and a run that rests on it says so.
- Law is one thing, a plan, a proposal, an agreement or a budget another: each says which it is. No rule uses a plan or
  a proposal unless it is asked to.
- Grades are those of the figures. Articles show where to look; those of the Uitvoeringsbesluit WEB were read in the
  version of 2017, the others were not opened. Where an article and a figure differ, the figure is what we use.
"""
USED = """## What the model uses

| rule | where in the model |
| :-- | :-- |
| state-pension age | `market/retirement.py`: the age of each year |
| price factors, weight of work-study, 80 and 20 %, fixed budget | `market/funding.py`, the same equation (tested) |
| duration of the 30 % ruling | `market/stay.py`: the year in which it ends, for each cohort |
| cuts on education, money that ends in 2027 | the packages `cuts`, `cuts-accord` and `ending-2027` (tested) |
| untaxed share of the 30 % ruling | `migration.ruling_drop`: what it adds to net pay, for arrivals (tested) |
| all others | not yet: they are the ground for measures that move them |

A run says so when it goes beyond the verified date of the pension age or of the ruling, and of the funding when a
measure moves it.
"""
TABLES = """## All dated values
"""
MISSING = """
## What could not be had

Numbers that are not among the figures are not made up; the rule that needs them is left out or takes them as given.

- **Price factors after 2015.** The decree of 2015 is the last that was read; it is carried on. A document of 2026 names
  1.0 to 1.5 as the range, where the decree goes to 1.8.
- **Weights of diplomas by level, of work-study in care, and of work-study in the correction factor**: they stand in the
  decree of 2017 and are no figures here. Diplomas and counts come in weighted.
- **Fees of mbo** (lesgeld, cursusgeld) and fees that institutions set themselves.
- **The norm of the 30 % ruling** in other years than 2012, 2017, 2024 and 2027; the lower one before 2024; whether
  rulings that began in 2023 had the transition of the cap.
- **Blue card salaries of 2016 and 2017**, and of graduates before 2026.
- **Intra-corporate transfer, researchers, the orientation year, short stays**, and the wage that UWV calls usual for
  the work in a combined permit.
- **Text of the plan for knowledge migrants**: announced in July 2025, no decree found. **The 'oranje kaart'** is a
  proposal of the employers: no law, no number of permits.
- **Goals of the banenafspraak per year and the levy (quotum)**.
- **The policy rule on public money in private activities** (2021): it holds no number.
"""
