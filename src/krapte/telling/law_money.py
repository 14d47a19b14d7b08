"""Worked cases of money in the law: schemes that stop, and cuts on education in two legal worlds."""

from __future__ import annotations

from krapte.country.law import cuts, schemes
from krapte.words.formats import number

LANG = "en"
YEARS = range(2025, 2031)
LEVELS = {"practice": "practice places", "mbo": "mbo schools", "higher": "hbo and wo"}


def cases() -> list[str]:
    """Both cases, each with its heading."""
    return [_schemes(), _cuts()]


def _mln(value: float) -> str:
    return number(value / 1e6, LANG, 1 if value % 1e6 == 0 else 0.01)


def _schemes() -> str:
    lines = []
    for year in range(2024, 2032):
        for one in schemes.ending(year):
            per = "a year" if one.unit == schemes.YEARLY else "in all"
            lines.append(f"| {one.last_day} | `{one.scheme}` | {_mln(one.eur)} {per} |")
    return f"""### Money that stops

What ends by decision, unless a new one is taken. What stops after 2027 is {_mln(schemes.cliff(2027))} million a year.

| last day | scheme | million euros |
| :-- | :-- | --: |
{chr(10).join(lines)}
"""


def _cuts() -> str:
    lines = []
    for level, name in LEVELS.items():
        told = [_mln(cuts.amount(level, year)) for year in YEARS]
        lines.append("| " + " | ".join([name, *told]) + " |")
    left = sum(cuts.amount(level, YEARS[-1], "accord") for level in LEVELS)
    return f"""### Cuts on education in two legal worlds

Million euros a year less than before, by what was decided until the spring memorandum of 2025. An amount holds from
the first year for which it was read: how fast the practice subsidy and the quality agreements fall before 2029 was not
read. Under the accord of 30 January 2026 {_mln(left)} is left, in every year: the accord has no table, and that
nothing is left is our reading of its text. Not in it: research, student finance, fewer foreign students.

| less money for | {" | ".join(map(str, YEARS))} |
| :-- |{" --: |" * len(YEARS)}
{chr(10).join(lines)}
"""
