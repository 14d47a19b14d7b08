"""Packages: lists of measures with dose, start and end. They come with krapte, or are the user's own file.

>>> from krapte.measures import packages
>>> packages.load("m1").rows[0].dose
3000.0
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from krapte.country.scenarios import Scenario
from krapte.figures.errors import InputError
from krapte.measures import checks, library, reading
from krapte.measures.checks import Known, Problem
from krapte.measures.schema import Measure, PackageFile, PackageRow, Text
from krapte.measures.yaml_tree import Document, FileError, Path_, read

FOLDER = "packages"


@dataclass(frozen=True)
class Row:
    """One measure in a package, all filled in. ``end`` is the last year in force."""

    measure: Measure
    dose: float
    start: int
    end: int | None = None


@dataclass(frozen=True)
class Package:
    """A package whose measures are looked up and whose rows are checked."""

    id: str
    title: Text
    explanation: Text
    rows: tuple[Row, ...] = ()
    scenario: str | None = None
    avoids: tuple[Row, ...] = ()
    """What would come about without the package: a plan that it asks not to carry out. No part of its own doses."""
    beside: Package | None = None
    """Another legal world with the same measures, told beside it."""

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures in it, each once, in the order of their ids."""
        return _each_once(self.rows)

    def of(self, measure: str) -> list[Row]:
        """The rows of a measure, the earliest first."""
        return sorted((row for row in self.rows if row.measure.id == measure), key=lambda row: row.start)

    @property
    def avoided(self) -> Package | None:
        """What it avoids, as a package of its own; none where it avoids nothing."""
        if not self.avoids:
            return None
        return Package(f"{self.id}-avoids", self.title, self.explanation, self.avoids, self.scenario)

    def with_doses(self, doses: Mapping[str, float]) -> Package:
        """The same package with other doses by measure id: one row each, first start to last end."""
        rows: dict[str, Row] = {}
        kept = []
        for row in self.rows:
            key = row.measure.id
            if key not in doses:
                kept.append(row)
                continue
            first = rows.setdefault(key, replace(row, dose=float(doses[key])))
            end = None if first.end is None or row.end is None else max(first.end, row.end)
            rows[key] = replace(first, start=min(first.start, row.start), end=end)
        for key in doses:
            if key not in rows:
                expected = ", ".join(one.id for one in self.measures)
                raise InputError("unknown_measure", where=f"package {self.id}", found=key, expected=expected)
        return build(replace(self, rows=(*kept, *rows.values())))


def _each_once(rows: Iterable[Row]) -> tuple[Measure, ...]:
    return tuple(sorted({row.measure.id: row.measure for row in rows}.values(), key=lambda one: one.id))


def ids() -> tuple[str, ...]:
    """Ids of the packages that come with krapte, in order."""
    return library.names_in(resources.files("krapte.measures") / FOLDER)


def load(name: str | Path, known: Known | None = None) -> Package:
    """A package by its id, a measure by its id, or the user's own file of either; a measure is then the whole package.

    Measures are looked up beside the file first, then among those that come with krapte.
    """
    if isinstance(name, str) and name in ids():
        return _resolve(library.shipped(FOLDER, name), None, known)
    if isinstance(name, str) and name in library.ids():
        return alone(library.load(name, known))
    path = Path(name)
    if isinstance(name, str) and len(path.parts) == 1 and path.suffix not in (".yaml", ".yml"):
        raise InputError("unknown_package", where="package", found=name, expected=" | ".join(ids()))
    document = read(path, str(name))
    if is_measure(document):
        return alone(reading.measure(document, known))
    return _resolve(document, path, known)


def alone(
    measure: Measure, dose: float | None = None, start: int | None = None, end: int | None = None
) -> Package:
    """One measure as a package, at its usual dose and start unless told otherwise."""
    row = _row(measure, PackageRow(measure=measure.id, dose=dose, start=start, end=end))
    return build(Package(id=measure.id, title=measure.title, explanation=measure.explanation, rows=(row,)))


IN_FORCE = "law-"  # before the id of a measure that is law in a scenario: its numbers are its own


def of_scenario(scenario: Scenario) -> Package:
    """The measures that are law in a scenario, as a package of their own; a law that holds is not withdrawn."""
    rows = []
    for law in scenario.ground:
        own = library.load(law.measure)
        stays = own.reversal.model_copy(update={"per_year": 0.0})
        rows.append(
            Row(own.model_copy(update={"id": IN_FORCE + own.id, "reversal": stays}), law.dose, law.start)
        )
    name = Text(nl=scenario.title_nl, en=scenario.title_en)
    return build(Package(scenario.id, name, name, tuple(rows)))


def together(package: Package | None, ground: Package) -> Package:
    """A package with the laws of the scenario under it."""
    return ground if package is None else replace(package, rows=(*package.rows, *ground.rows))


def build(package: Package) -> Package:
    """The package itself, once its rows are found good; for packages made in Python."""

    def where(path: Path_) -> str:
        return f"package {package.id}: {'.'.join(map(str, path))}"

    reading.refuse(checks.rows(package.rows), where)
    return package


def is_measure(document: Document) -> bool:
    """Whether a document is a measure rather than a package: it moves something and lists no measures."""
    return isinstance(document.data, dict) and "moves" in document.data and "measures" not in document.data


def _resolve(document: Document, path: Path | None, known: Known | None) -> Package:
    file = reading.package_file(document)
    known = known if known is not None else checks.everything_known()
    found, problems = _look_up(file, path, known, document.where)
    scenarios = known.scenarios
    for part in (file.scenario or "").split("+") if file.scenario and scenarios is not None else ():
        if part not in (scenarios or ()):
            close = checks.closest(part, scenarios or ())
            problems.append(Problem("unknown_scenario", ("scenario",), file.scenario, close))
    if file.beside is not None and file.beside not in ids():
        problems.append(
            Problem("unknown_package", ("beside",), file.beside, checks.closest(file.beside, ids()))
        )
    reading.refuse(problems, document.where)
    rows = tuple(_row(found[row.measure], row) for row in file.measures)
    avoids = tuple(_row(found[row.measure], row) for row in file.avoids)
    problems = [*checks.rows(rows), *checks.rows(avoids, "avoids"), *checks.both(rows, avoids)]
    reading.refuse(problems, document.where)
    beside = None if file.beside is None else _other_world(file.beside, known)
    return Package(file.id, file.title, file.explanation, rows, file.scenario, avoids, beside)


def _other_world(name: str, known: Known | None) -> Package:
    """The package told beside another; what it avoids, or has beside it, is not told."""
    return replace(_resolve(library.shipped(FOLDER, name), None, known), beside=None, avoids=())


def _row(measure: Measure, row: PackageRow) -> Row:
    dose = measure.dose.default if row.dose is None else row.dose
    start = measure.timing.start if row.start is None else row.start
    return Row(measure, float(dose), start, row.end)


def _look_up(
    file: PackageFile, path: Path | None, known: Known, where: Callable[[Path_], str]
) -> tuple[dict[str, Measure], list[Problem]]:
    """The measures a package names; errors inside the user's own measure files are raised as they are."""
    found: dict[str, Measure] = {}
    problems: list[Problem] = []
    inner: list[InputError] = []
    seen: set[str] = set()
    named = [("measures", file.measures), ("avoids", file.avoids)]
    for field, index, row in ((f, i, r) for f, rows in named for i, r in enumerate(rows)):
        at: Path_ = (field, index, "measure")
        if row.measure in seen:
            continue
        seen.add(row.measure)
        try:
            beside = _beside(path, row.measure)
            if beside is not None:
                found[row.measure] = reading.measure(beside, known)
            elif row.measure in library.ids():
                found[row.measure] = library.load(row.measure, known)
            else:
                names = [*library.ids(), *_names_beside(path)]
                problems.append(
                    Problem("unknown_measure", at, row.measure, checks.closest(row.measure, names))
                )
                continue
        except InputError as error:
            inner += getattr(error, "errors", (error,))
            continue
        if found[row.measure].id != row.measure:
            problems.append(Problem("id_is_not_the_file_name", at, found[row.measure].id, row.measure))
    if inner:
        outer = [
            InputError(p.code, where=where(p.path), found=p.found, expected=p.expected) for p in problems
        ]
        raise FileError([*outer, *inner])
    return found, problems


def _beside(path: Path | None, name: str) -> Document | None:
    """The user's own measure beside the package file, if there is one of that name."""
    if path is None:
        return None
    candidate = path.parent / f"{name}.yaml"
    if not candidate.is_file() or candidate.resolve() == path.resolve():
        return None
    document = read(candidate)
    # A package of the same name beside it is no measure; anything else that is there must be one.
    return None if isinstance(document.data, dict) and "measures" in document.data else document


def _names_beside(path: Path | None) -> Iterable[str]:
    return () if path is None else (entry.stem for entry in path.parent.glob("*.yaml") if entry != path)
