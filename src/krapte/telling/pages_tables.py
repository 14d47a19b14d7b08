"""The two generated pages that are tables: parameters by record with what is not drawn by file, and flows.

Both are made from the tables that the model itself reads, so that they cannot grow old. A record is the part of a
parameter's id before the dot; what it is about stands in the catalogue (``record.demand``).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from krapte.telling.pages import MADE
from krapte.words import has, text
from krapte.words.formats import exact, grade, span, unit

if TYPE_CHECKING:
    from krapte.country.assumptions import Assumption
    from krapte.country.parameters import Parameter
    from krapte.market.account import Flow

LANG = "en"  # the pages of the documentation are in English


def record_of(row: Parameter) -> str:
    """The record of a parameter: what its id begins with."""
    return row.id.split(".")[0]


def record_title(record: str, lang: str) -> str:
    """What a record is about; its own name where the catalogue does not tell."""
    key = f"record.{record}"
    return text(key, lang) if has(key, lang) else record


def prior(row: Parameter, lang: str) -> str:
    """The range of a parameter with its shape, or that it is fixed."""
    if row.shape == "fixed":
        return "fixed"
    if row.shape == "choice":
        return "choice of 0 or 1"
    return f"{span(exact(row.low, lang), exact(row.high, lang), lang)}, {row.shape}"


def parameters_page(rows: Sequence[Parameter]) -> str:
    """The table of parameters, a heading for each record."""
    parts = [f"{MADE}\n# Parameters\n{PARAMETERS}"]
    for record, group in groupby(rows, key=record_of):
        own = list(group)
        files = ", ".join(f"`market/{name}`" for name in dict.fromkeys(row.owner for row in own))
        count = "1 number" if len(own) == 1 else f"{len(own)} numbers"
        parts.append(f"## {record}: {record_title(record, LANG)}\n\n{count}, read in {files}.\n")
        parts.append(
            _table(["parameter", "what it is", "central", "range", "unit", "grade", "rests on"], _lines(own))
        )
    return "\n".join(parts)


def _lines(rows: Sequence[Parameter]) -> list[list[str]]:
    made, above = [], ("", "")
    for row in rows:
        names = ", ".join(f"`{name}`" for name in row.figures)
        rests = f"{row.why} ({names})" if names else row.why
        # A reason that holds for all slots of an id is told once.
        told = "as above" if (row.id, rests) == above else rests
        above = (row.id, rests)
        made.append(
            [
                f"`{row.slot}`",
                row.title_en,
                exact(row.central, LANG),
                prior(row, LANG),
                unit(row.unit, LANG),
                grade(row.grade, LANG),
                told,
            ]
        )
    return made


def assumptions_section(rows: Sequence[Assumption]) -> str:
    """The end of the page on parameters: choices that are not drawn, a heading for each file."""
    parts = [f"## {text('cli.not_drawn', LANG)}\n{ASSUMPTIONS}"]
    for owner, group in groupby(rows, key=lambda row: row.owner):
        parts.append(f"### `{owner}`\n")
        head = ["choice", "what it is", "value", "range", "unit", "grade", "rests on"]
        parts.append(_table(head, [line for row in group for line in _choices(row)]))
    return "\n".join(parts)


def _choices(row: Assumption) -> list[list[str]]:
    """A line per value; what holds for all of an id is told once."""
    names = ", ".join(f"`{name}`" for name in row.figures)
    told = [row.title_en, f"{row.why} ({names})" if names else row.why]
    made = []
    for one in row.values:
        value, low, high = (exact(number, LANG) for number in (one.value, one.low, one.high))
        cells = [value, span(low, high, LANG), unit(row.unit, LANG), grade(row.grade, LANG)]
        made.append([f"`{row.slot(one)}`", told[0], *cells, told[1]])
        told = ["as above"] * 2
    return made


def flows_page(flows: Sequence[Flow]) -> str:
    """The table of flows: the account of the model."""
    rows = [
        [f"`{f.name}`", f.source, f.target, TOLD.get(f.name, ""), f.dims, f"`market/{f.owner}.py`"]
        for f in flows
    ]
    return f"{MADE}\n# Flows\n{FLOWS}\n" + _table(["flow", "from", "to", "who", "by", "booked in"], rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table of texts: every column to the left."""
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, [":--"] * len(head), *rows]) + "\n"


TOLD = {
    "births": "children born in the year",
    "deaths": "who dies, by age and sex; workers less often than others of their age",
    "come_of_age": "who turns 15",
    "career_end": "who turns 75, wherever they stand",
    "retirement": "who stops around the state-pension age",
    "exits": "who leaves the labour force before the pension years",
    "entry": "who enters the labour force, learning workers (bbl) among them",
    "first_jobs": "graduates in the labour force, to their first job with the new diploma",
    "diplomas_outside": "graduates outside the labour force: they stay there with the new diploma",
    "switching": "workers who change occupation",
    "lateral_entry": "who comes over to techniek by a paid place",
    "guided": "who comes to lasting work by a guided path",
    "guided_exit": "guided people who stop working again, beyond what others of their age do",
    "separations": "who loses a job",
    "hires": "who is hired out of unemployment",
    "anchor": "the setting on published stocks of 2024; sums to zero per age and sex",
    "arrivals": "migrants who come",
    "departures": "people who leave the country",
    "card_arrivals": "of the arrivals: who comes under the skilled-worker scheme",
    "student_entry": "who starts a programme from outside education",
    "student_dropout": "who leaves education without the diploma",
    "student_diploma": "who leaves education with the diploma",
    "student_progression": "who goes on to a higher programme",
    "student_switch": "first-year students who choose another field",
}
PARAMETERS = """
One row per slot; code, measures and reports read this table. The *range* of a normal or lognormal ends at its 5 % and
95 % points, that of the other shapes at its outer limits. Grade A: read in a published source; B: known literature,
not opened; C: our assumption. A computed result never carries a letter. `krapte parameters NAME` shows one row or one
record with the figures behind it; [the model](model.md) says what each record does.
"""
ASSUMPTIONS = """
The numbers behind base stocks, inputs and the fit that we chose ourselves, from `country/assumptions.csv` and
`country/assumption_values.csv`. Each draw has the value that stands here, so their ranges are in no interval of an
answer. Those of the fit hold for the shipped posterior: another value asks for another fit. What a table of shares does
not name is zero; `*` stands for all that it does not name. Constants of searches and fittings stand in the code, with a
comment that says so.
"""
FLOWS = """
Only these flows change stocks. Students are an attribute of residents with an account of their own.
`employed` stands for the nine groups, `labour` for these and the unemployed, `without_work` for the unemployed and
those outside the labour force, `working_age` for all of these, `people` for all residents. `unborn`, `dead` and
`abroad` lie outside the country. Of each flow the books keep who left which place and who came where. From this table
come the booking of a year and the test that people are conserved. A student is no place, so what happens in school is
no flow of people: see [the model](model.md#schools).
"""
