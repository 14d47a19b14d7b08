"""From a question to a package: the shipped one with the doses that were moved.

A package that nobody changed is the shipped one itself, so that its answer is the one the command line gives. A changed
one can be written as the file, the command or the five lines of Python that give the same numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib import resources

from krapte.country.axes import LAST_YEAR
from krapte.figures.errors import InputError
from krapte.lab.question import Dose, Question
from krapte.measures import checks, library, packages, sources
from krapte.measures.packages import Package, Row
from krapte.measures.schema import Measure, Text
from krapte.words import LANGUAGES, text

NOTHING = "none"  # the package without measures
CHANGED = "-changed"


@cache
def shipped(name: str) -> Package:
    """A package that comes with krapte, read once: it takes a third of a second."""
    return packages.load(name)


@cache
def measure(name: str) -> Measure:
    """A measure that comes with krapte, read once."""
    return library.load(name)


def titles(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Titles by id of those names that are measures."""
    known = library.ids()
    return {name: measure(name).title.model_dump() for name in names if name in known}


def of(question: Question) -> Package | None:
    """The package of a question; nothing where no measure is in it, which asks for the baseline."""
    base = shipped(question.package)
    rows = list(base.rows)
    for name, dose in question.doses.items():
        own = [row for row in rows if row.measure.id == name]
        rows = [row for row in rows if row.measure.id != name]
        if len(own) > 1 and dose.dose != 0:
            steps = ", ".join(f"{row.dose:g}@{row.start}" for row in own)
            raise InputError(
                "lab_in_steps", where=f"doses.{name}", found=f"{dose.dose:g}", expected=f"0 | {steps}"
            )
        rows.append(_moved(name, dose, own[0] if own else None))
    kept = tuple(row for row in rows if row.dose != 0)
    same = sorted(map(key, kept)) == sorted(map(key, base.rows))
    if question.doses and not same:
        titles = {lang: text("lab.changed", lang, title=getattr(base.title, lang)) for lang in LANGUAGES}
        base = replace(base, id=base.id + CHANGED, title=Text(**titles), rows=kept)
    return packages.build(base) if base.rows else None


def key(row: Row) -> tuple[str, float, int, int]:
    """What makes two rows the same."""
    return row.measure.id, row.dose, row.start, LAST_YEAR + 1 if row.end is None else row.end


def _moved(name: str, dose: Dose, row: Row | None) -> Row:
    """The row of a measure with its new dose and start, once they can be."""
    if name not in library.ids():
        expected = checks.closest(name, library.ids())
        raise InputError("unknown_measure", where="doses", found=name[:64], expected=expected)
    if row is None:
        own = measure(name)
        row = Row(own, own.dose.default, own.timing.start)
    of_dose, timing = row.measure.dose, row.measure.timing
    amount = row.dose if dose.dose is None else dose.dose
    start = row.start if dose.start is None else dose.start
    if amount != 0 and not of_dose.low <= amount <= of_dose.high:
        expected = f"0, {of_dose.low:g} - {of_dose.high:g}"
        raise InputError("dose_out_of_range", where=f"doses.{name}.dose", found=amount, expected=expected)
    if not timing.earliest <= start <= LAST_YEAR:
        expected = f"{timing.earliest} - {LAST_YEAR}"
        raise InputError("year_out_of_range", where=f"doses.{name}.start", found=start, expected=expected)
    return replace(row, dose=float(amount), start=start)


def is_shipped(package: Package) -> bool:
    """Whether a package is one that comes with krapte, unchanged."""
    return not package.id.endswith(CHANGED)


def yaml(package: Package) -> str:
    """The package as a file of one's own, which ``krapte answer`` and ``krapte check`` read."""
    lines = [f"id: {package.id}"]
    for field in ("title", "explanation"):
        words: Text = getattr(package, field)
        lines += [f"{field}:", *(f"  {lang}: {_quoted(getattr(words, lang))}" for lang in LANGUAGES)]
    if package.scenario:
        lines.append(f"scenario: {package.scenario}")
    if package.beside is not None:
        lines.append(f"beside: {package.beside.id}")
    for name, rows in (("avoids", package.avoids), ("measures", package.rows)):
        if rows or name == "measures":
            lines.append(f"{name}:" if rows else f"{name}: []")
        for row in sorted(rows, key=key):
            lines += [f"  - measure: {row.measure.id}", f"    dose: {row.dose!r}", f"    start: {row.start}"]
            lines += [f"    end: {row.end}"] if row.end is not None else []
    return "\n".join(lines) + "\n"


def texts(package: Package) -> dict[str, str]:
    """The files a changed package would be read from, so that what is made of it can be made again."""
    folder = resources.files("krapte.measures") / library.FOLDER
    avoided = package.avoided.measures if package.avoided else ()
    names = sorted({one.id for one in (*package.measures, *avoided)})
    own = {f"{package.id}{sources.PACKAGE}": yaml(package)}
    return own | {f"{name}.yaml": (folder / f"{name}.yaml").read_text(encoding="utf-8") for name in names}


def command(question: Question, package: Package | None) -> str:
    """What to type to get the numbers of a question, the file of a changed package included."""
    options = (
        f"--scenario {question.scenario} --to {question.to} --draws {question.draws} --seed {question.seed}"
    )
    if question.benchmark != "own":
        options += f" --benchmark {question.benchmark}"
    options += f" --lang {question.lang}"
    if package is None:
        return f"krapte baseline {options}"
    if is_shipped(package):
        return f"krapte answer {package.id} {options}"
    file = f"{package.id}.yaml"
    return f"cat > {file} <<'END'\n{yaml(package)}END\nkrapte answer {file} {options}"


def brief_command(question: Question, package: Package) -> str:
    """What to type to get the brief of a question; a changed package has its file beside it."""
    name = package.id if is_shipped(package) else f"{package.id}.yaml"
    return (
        f"krapte brief {name} --lang {question.lang} --scenario {question.scenario} --draws {question.draws}"
        f" --seed {question.seed} --to {question.to} --benchmark {question.benchmark}"
    )


def python(question: Question, package: Package | None) -> str:
    """The same as Python; ``run.rows`` are the rows of the answer."""
    asked = f'scenario="{question.scenario}", draws={question.draws}, seed={question.seed}, to={question.to}'
    if question.benchmark != "own":
        asked += f', benchmark="{question.benchmark}"'
    name = "" if package is None else f'"{package.id}"'
    lines = ["from krapte.analysis.laboratory import Laboratory"]
    if package is not None and not is_shipped(package):
        lines += ["from pathlib import Path", f'Path("{package.id}.yaml").write_text("""{yaml(package)}""")']
        name = f'"{package.id}.yaml"'
    return "\n".join([*lines, f"lab = Laboratory({asked})", f"run = lab.run({name})", "rows = run.rows", ""])


def _quoted(words: str) -> str:
    """A text as a JSON string, which YAML reads too."""
    return json.dumps(words, ensure_ascii=False)
