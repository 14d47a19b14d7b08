"""Pages of the documentation that are made from the tables and the model, so that they cannot grow old."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from krapte.words.formats import grade, number

if TYPE_CHECKING:
    from krapte.analysis import validation

MADE = "<!-- Made by `make docs`; changes here are lost. -->\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first column to the left, the others to the right."""
    rule = [":--"] + ["--:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, rule, *rows]) + "\n"


def thousands(value: float) -> str:
    """A number of persons or vacancies in thousands with one decimal."""
    return number(value / 1000, "en", 0.1)


def percent(value: float) -> str:
    """A deviation as a signed percentage."""
    return number(100 * value, "en", 0.1, signed=True)


def validation_page(
    full: Sequence[validation.Cleared],
    split: Sequence[validation.Cleared],
    technicians: Sequence[validation.Line],
    growth: tuple[float, float],
    others: dict[str, list[validation.Line]],
    anchored: validation.Anchored,
) -> str:
    """The page that sets the model beside published tables."""
    parts = [MADE, "# Validation: the model beside published tables\n", INTRO]
    parts += ["## 1. The clearing, given published jobs and labour\n", CLEARING]
    parts += [_clearing(made) for made in full]
    parts += [_errors(full, split), "## 2. The free run from 2013\n", FREE, "### Technicians\n"]
    parts += [_beside(technicians), GROWTH.format(*(percent(value) for value in growth))]
    for name, lines in others.items():
        parts += [f"### {name}\n", _beside(lines)]
    parts += ["## 3. The anchor of 2024\n", _anchor(anchored), READ]
    return "\n".join(parts)


def _clearing(made: validation.Cleared) -> str:
    head = ["year"]
    head += [
        f"{what} {of}" for of in ("vacancies", "filled", "unemployed") for what in ("published", "model", "%")
    ]
    rows = []
    for i, year in enumerate(made.years):
        row = [str(year)]
        for name in ("vacancies", "filled", "unemployed"):
            seen, model = getattr(made, f"published_{name}")[i], getattr(made, name)[i]
            row += [thousands(seen), thousands(model), percent(model / seen - 1)]
        rows.append(row)
    return f"### Form `{made.form}`, thousands\n\n" + table(head, rows)


def _errors(full: Sequence[validation.Cleared], split: Sequence[validation.Cleared]) -> str:
    rows = []
    for whole, half in zip(full, split, strict=True):
        for name in ("vacancies", "filled", "unemployed"):
            values = (whole.error(name), half.error(name, 2019))
            rows.append([f"{whole.form}: {name}", *(number(100 * value, "en", 0.1) for value in values)])
    head = ["mean absolute deviation, %", "2014-2023, closed on all", "2019-2023, closed on 2014-2018"]
    return "### How far off on average\n\n" + table(head, rows)


def _beside(lines: Sequence[validation.Line]) -> str:
    rows = [
        [
            str(line.year),
            thousands(line.published),
            thousands(line.median),
            f"{thousands(line.low)} to {thousands(line.high)}",
            percent(line.median / line.published - 1),
            "yes" if line.low <= line.published <= line.high else "no",
        ]
        for line in lines
    ]
    return table(["year", "published", "model", "80 % interval", "deviation, %", "inside"], rows)


def _anchor(made: validation.Anchored) -> str:
    low, median, high = made.persons
    rows = [
        [
            "persons moved between stocks, thousands",
            thousands(median),
            f"{thousands(low)} to {thousands(high)}",
        ]
    ]
    for name, (low, median, high) in (("techniek", made.misfit_techniek), ("rest", made.misfit_rest)):
        interval = f"{percent(low)} to {percent(high)}"
        rows.append([f"jobs wanted in {name} missed, % per year of free run", percent(median), interval])
    return table(["", "median", "80 % interval"], rows)


def parameters_page(rows: Sequence[object]) -> str:
    """The table of parameters, with prior and grade."""
    head = ["parameter", "what it is", "unit", "prior", "central", "low", "high", "grade", "rests on"]
    body = []
    for row in rows:
        get = row.__getattribute__
        fixed = get("shape") == "fixed"
        ends = ["", ""] if fixed else [f"{get('low'):g}", f"{get('high'):g}"]
        line = [f"`{get('slot')}`", get("title_en"), get("unit"), get("shape"), f"{get('central'):g}", *ends]
        figures = ", ".join(f"`{name}`" for name in get("figures"))
        body.append(
            [*line, grade(get("grade"), "en"), f"{get('why')} ({figures})" if figures else get("why")]
        )
    return f"{MADE}\n# Parameters\n\n{PARAMETERS}\n" + table(head, body)


def flows_page(flows: Sequence[object]) -> str:
    """The table of flows: the account of the model."""
    rows = [[f"`{f.name}`", f.source, f.target, f.dims, f"`market/{f.owner}.py`"] for f in flows]  # type: ignore[attr-defined]
    return f"{MADE}\n# Flows\n\n{FLOWS}\n" + table(["flow", "from", "to", "by", "owner"], rows)


INTRO = """
This is no blind test. No row is fitted by hand, but some inputs come from the same years: the rates of matching are
closed on them, exits before 55 meet the labour force of 2024, and two priors, `demand.output_share` and
`switching.net`, were set from the growth of technicians 2013-2024. Judgements on how switching and demand respond
were revised after seeing runs. Parameters are the central values and the priors of
[parameters](parameters.md), most of them our own assumptions (grade C). Learning them from history is a step of its
own. Deviations are printed as they are.
"""
CLEARING = """
Jobs (employed plus open vacancies) and labour (employed plus unemployed) of the whole economy are taken as published;
the model says how many vacancies stay open, how many are filled and how many people are unemployed. Efficiency and
the level of separations or job moves are closed on the mean of the years; the shape over the years is the model's.
"""
FREE = """
The run starts from the stocks of 2013 and sees published output, productivity, demography and law; it never sees
employment, vacancies or unemployment after 2013. 256 draws from the priors, business-cycle shocks of the past being
those in published output. Thousands.
"""
GROWTH = """
Growth of technicians 2014-2024 without the step into the survey's break of 2021: published {0} %, model {1} %.
"""
READ = """
## 4. What to read in it

- The clearing follows the published numbers closely when jobs and labour are right. Both forms do, which is why both
  are carried as uncertainty.
- The free run follows technicians and the rise of vacancies. The level of the first years is off where employment
  fell in 2014 although output grew.
- Employment of the whole economy falls behind after 2021: participation rose faster than cohorts of today tell, and
  more than the age structure explains. Answers start from the published stocks of 2024, not from here.
- In 2020 output fell and employers kept people: vacancies of the run fall too far, the next year they are back.
- Intervals are those of priors. That a published value lies inside says little where the interval is wide.
"""
PARAMETERS = """
One row per slot; code, measures and reports read this table. *low* and *high* are the 5 % and 95 % points of a normal
or lognormal and the outer limits of the other shapes. Grade A: read in a published source; B: known literature, not
opened; C: our assumption. A computed result never carries a letter.
"""
FLOWS = """
Only these flows change stocks. `unborn`, `dead` and `abroad` lie outside the country; `anchor` moves people between
stocks once, in 2024, and sums to zero per age and sex. From this table come the booking of a year and the test that
people are conserved.
"""
