"""The page of the validation: a summary on top, then every series with its source, its model and its deviation."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from krapte import figures
from krapte.analysis.validation_lines import CLOSE
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR
from krapte.telling import validation_levels as levels_told
from krapte.telling.pages import MADE, percent, table, thousands
from krapte.telling.validation_texts import (
    CLEARING,
    CLEARING_WHY,
    HISTORY,
    INPUTS,
    INTRO,
    LEVELS,
    READ,
    WITHIN,
)
from krapte.words import text
from krapte.words.formats import number

if TYPE_CHECKING:
    from krapte.analysis.validation import Validation
    from krapte.analysis.validation_clearing import Cleared
    from krapte.analysis.validation_history import Seen
    from krapte.analysis.validation_lines import Block, Line, Series

NAMES = {"vacancies": "Open vacancies", "filled": "Vacancies filled", "unemployed": "Unemployed"}
COLUMNS = {"vacancies": "vac_open_total", "filled": "vac_filled_total", "unemployed": "unemployed"}
HELD = {"all": "yes", "mean": "on average", "no": "no"}
WIDE = 112
UNITS = {"persons": "thousands", "vacancies": "thousands", "share": "%", "index": "index"}
SHOWN = range(FIRST_YEAR + 1, ANCHOR_YEAR + 1)
SHARES = 1000  # what is larger is persons, what is below one a share
YEAR = re.compile(r"(19|20)\d\d([qQ]\d)?")


def page(made: Validation) -> str:
    """The whole page."""
    parts = [MADE, "# Validation: the model beside published figures\n", INTRO.format(draws=made.draws)]
    parts += ["## Summary\n", WITHIN, _summary(made), _reasons(made), READ]
    parts += ["## What goes in from the same years\n", INPUTS]
    for number_, block in enumerate(made.blocks, start=1):
        parts += [f"## {number_}. {block.title}\n", _wrapped(block.about), *_explained(block)]
        parts += [_as_counted(block)] if _equal(block) else [_series(one) for one in block.series]
        parts += [f"### {name}\n\n{table(head, rows)}" for name, head, rows in block.tables]
    parts += [f"## {len(made.blocks) + 1}. The clearing, given published jobs and labour\n", CLEARING]
    parts += [_errors(made), *(_cleared(made.cleared, name) for name in NAMES)]
    parts += ["## History as the fit saw it\n", HISTORY, *_history(made.history)]
    parts += ["## Level checks\n", LEVELS, *levels_told.told(made.levels)]
    parts += ["## Every series at a glance\n", _glance(made.blocks)]
    return "\n".join(parts)


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(text, WIDE, subsequent_indent=indent, break_on_hyphens=False) + "\n"


def value(amount: float, unit: str) -> str:
    """A value as the page shows it: persons in thousands, shares in per cent."""
    if unit in ("persons", "vacancies"):
        return thousands(amount)
    return number(100 * amount if unit == "share" else amount, "en", 0.1)


def sources(lines: Iterable[Line]) -> str:
    """Where the published values of some lines stand: ids with a star for the year, publishers and grades."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for line in lines:
        for source in line.sources:
            name, _, column = source.partition("/")
            shown = f"`{YEAR.sub('*', source)}`"
            if column:
                known = (f"table {shown}", *_of_table(name, column))
            else:
                figure = figures.load()[name]
                known = (shown, {publisher(figure.source.publisher)} - {""}, {figure.grade})
            publishers, grades = found.setdefault(known[0], (set(), set()))
            publishers |= known[1]
            grades |= known[2]
    named = [
        f"{shown} ({', '.join([*sorted(who), *sorted(grades)])})" for shown, (who, grades) in found.items()
    ]
    return _wrapped("Published: " + "; ".join(named) + ".").rstrip()


def publisher(text: str) -> str:
    """Who published a number, without the copy it was read from."""
    first = re.split(r",? \(?via ", text)[0].split(" / ")[-1]
    return "" if "/" in first and " " not in first and first.islower() else first


def _of_table(name: str, column: str) -> tuple[set[str], set[str]]:
    """Publishers and grades of a table; the panel holds many series, each row with its own grade."""
    found = figures.table(name)
    if name == "panel":
        return set(), {
            row["grade"] for row in found.rows if row["series"] == column and int(row["year"]) in SHOWN
        }
    bridged = {"bridged: C"} if name == "isco" else set()  # every value of this table goes through a bridge
    return {publisher(found.sources[0].publisher)}, set(found.grade.split()) | bridged


def rows(one: Series) -> list[list[str]]:
    """The rows of a series: label, published, model, interval, deviation."""
    made = []
    for line in one.lines:
        low, high = value(line.low, one.unit), value(line.high, one.unit)
        ends = "" if low == high else f"{low} to {high}"
        seen, model = value(line.published, one.unit), value(line.median, one.unit)
        made.append([line.label, seen, model, ends, percent(line.deviation)])
    return made


def title(one: Series) -> str:
    """The title of a series with its unit, and whether the model is told it."""
    return f"{one.title}, {UNITS[one.unit]}" + (" (input)" if one.given else "")


def _series(one: Series) -> str:
    head = ["", "published", "model", "10-90 %", "off, %"]
    return f"### {title(one)}\n\n{table(head, rows(one))}\n{sources(one.lines)}\n"


def _equal(block: Block) -> bool:
    """Whether all series tell the same years and the model gives the published values to the last digit shown."""
    labels = {tuple(line.label for line in one.lines) for one in block.series}
    exact = all(seen == model and not ends for one in block.series for _, seen, model, ends, _ in rows(one))
    return exact and len(labels) == 1 and len(block.series) > 1


def _as_counted(block: Block) -> str:
    """One table of a block whose model values are the published ones."""
    labels = [line.label for line in block.series[0].lines]
    columns = [[value(line.published, one.unit) for line in one.lines] for one in block.series]
    body = [list(cells) for cells in zip(labels, *columns, strict=True)]
    told = " (input)" if all(one.given for one in block.series) else ""
    names = f"### All series, {UNITS[block.series[0].unit]}{told}\n"
    head = ["", *(one.title.removeprefix("Residents of ") for one in block.series)]
    same = "Model median, 10 % and 90 % are the published numbers: off by 0.0 % on every line.\n"
    every = sources(line for one in block.series for line in one.lines)
    return f"{names}\n{same}\n{table(head, body)}\n{every}\n"


def _explained(block: Block) -> list[str]:
    return [] if block.holds == "all" else [_wrapped(f"Why it is off: {block.why}.")]


def _summary(made: Validation) -> str:
    body = []
    for block in made.blocks:
        if block.series:
            worst = max(block.series, key=lambda one: abs(one.worst.deviation))
            mean = sum(one.mean for one in block.series) / len(block.series)
            where = f"{worst.title}: {worst.worst.label}" if len(block.series) > 1 else worst.worst.label
            off = number(100 * mean, "en", 0.1), percent(worst.worst.deviation)
            body.append([block.title, *off, where, HELD[block.holds]])
    for form in made.cleared:
        off_by = {name: form.off(name) for name in NAMES}
        name = max(NAMES, key=lambda each: float(abs(off_by[each]).max()))
        at = int(abs(off_by[name]).argmax())
        means = [form.error(each) for each in NAMES]
        held = "yes" if abs(off_by[name][at]) <= CLOSE else "on average" if max(means) <= CLOSE else "no"
        off = number(100 * sum(means) / len(means), "en", 0.1), percent(float(off_by[name][at]))
        body.append([f"The clearing, form {form.form}", *off, f"{NAMES[name]}: {form.years[at]}", held])
    return table(["subject", "mean off, %", "largest, %", "where", "within 5 %"], body)


def _glance(blocks: Sequence[Block]) -> str:
    body = []
    for block in blocks:
        for one in block.series:
            name = one.title + (" (input)" if one.given else "")
            off = number(100 * one.mean, "en", 0.1), percent(one.worst.deviation)
            inside = f"{one.inside} of {len(one.lines)}"
            body.append([name, *off, one.worst.label, inside, HELD[one.holds]])
    return table(["series", "mean off, %", "largest, %", "where", "inside 10-90 %", "within 5 %"], body)


def _reasons(made: Validation) -> str:
    lines = []
    for held, head in (
        ("mean", "Within 5 % on average, not on every line:"),
        ("no", "Not within 5 %, and why:"),
    ):
        found = [block for block in made.blocks if block.holds == held]
        if found:
            lines += [
                head + "\n",
                *(_wrapped(f"- **{b.title}**: {b.why or 'see there'}.", "  ") for b in found),
            ]
    if any(form.error(name) > CLOSE for form in made.cleared for name in NAMES):
        lines.append(_wrapped(f"- **The clearing**: {CLEARING_WHY}.", "  "))
    return "\n".join(lines)


def _errors(made: Validation) -> str:
    body = []
    for whole, half in zip(made.cleared, made.cleared_early, strict=True):
        for name in NAMES:
            both = (whole.error(name), half.error(name, 2019))
            body.append([f"{whole.form}: {name}", *(number(100 * each, "en", 0.1) for each in both)])
    head = ["mean absolute deviation, %", "2014-2023, closed on all", "2019-2023, closed on 2014-2018"]
    return "### How far off on average\n\n" + table(head, body)


def _cleared(forms: Sequence[Cleared], name: str) -> str:
    head = ["year", "published", *(part for form in forms for part in (form.form, "off, %"))]
    body = []
    for i, year in enumerate(forms[0].years):
        seen = getattr(forms[0], f"published_{name}")[i]
        row = [str(year), thousands(seen)]
        for form in forms:
            row += [thousands(getattr(form, name)[i]), percent(form.off(name)[i])]
        body.append(row)
    return f"### {NAMES[name]}, thousands\n\n{table(head, body)}\nPublished: table `panel/{COLUMNS[name]}`.\n"


def _history(seen: Sequence[Seen]) -> list[str]:
    """How many fitted values lie inside, by series, and every one that does not."""
    names = list(dict.fromkeys(one.series for one in seen))
    by_series = [[one for one in seen if one.series == name] for name in names]
    body = [[_named(of[0]), str(len(of)), str(sum(one.inside for one in of)), _bare(of)] for of in by_series]
    every = [str(len(seen)), str(sum(one.inside for one in seen)), _bare(seen)]
    head = ["series", "values", "inside 10-90 %", "inside 10-90 % of parameters alone"]
    out = [
        [
            _named(one),
            str(one.year),
            *(_size(each) for each in (one.published, one.median, one.low, one.high)),
        ]
        for one in seen
        if not one.inside
    ]
    listed = table(["outside", "year", "published", "model", "10 %", "90 %"], out) if out else "None.\n"
    return [table(head, [*body, ["all", *every]]), "### Every value outside\n", listed]


def _named(one: Seen) -> str:
    name = text(f"series.{one.series}", "en")
    return f"{name}, of {text(f'series.{one.within}', 'en')}" if one.within else name


def _bare(of: Sequence[Seen]) -> str:
    return str(sum(one.bare[0] <= one.published <= one.bare[1] for one in of))


def _size(amount: float) -> str:
    """Persons in thousands, shares in per cent, tension as it is."""
    return thousands(amount) if amount > SHARES else number(100 * amount if amount < 1 else amount, "en", 0.1)
