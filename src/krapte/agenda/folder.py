"""The folder of an agenda: five files that a person can read and keep under version control.

agenda.yaml        what it is made from, the budget, the goals
means.csv          euro per measure, payer and year
actions.yaml       who does what, by when, and what shows it
distribution.csv   what the model expects, made by krapte and not edited by hand
manifest.json      the question behind it, with the texts of the package, for ``krapte replay``
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import FoldedScalarString

from krapte.agenda import distribution, means
from krapte.agenda.distribution import Table
from krapte.agenda.means import Means
from krapte.agenda.schema import Action, ActionsFile, AgendaFile
from krapte.agenda.terms import SCHEMA
from krapte.engine import store
from krapte.figures.errors import InputError
from krapte.measures import reading
from krapte.measures.yaml_tree import Document
from krapte.measures.yaml_tree import read as read_yaml

AGENDA, ACTIONS = "agenda.yaml", "actions.yaml"
WIDTH = 110
LONG = 70  # a text longer than this is folded over lines
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Agenda:
    """An agenda as read: its parts, where each stands, and how its tables were unusual."""

    about: AgendaFile
    actions: tuple[Action, ...]
    means: list[Means]
    distribution: Table
    manifest: dict[str, Any]
    places: dict[str, Document] = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()  # file and code

    @property
    def prior(self) -> bool:
        """Whether its draws are those of before history was seen, as all were before there was a posterior."""
        question = self.manifest.get("question")
        return bool(question.get("prior", True)) if isinstance(question, dict) else True

    def where(self, file: str, path: tuple[str | int, ...] = ()) -> str:
        """``file:line:col: field`` of a value."""
        document = self.places.get(file)
        return document.where(path) if document else f"{file}: {'.'.join(map(str, path))}"

    def action(self, measure: str) -> Action | None:
        """The action of a measure."""
        return next((one for one in self.actions if one.measure == measure), None)


def read(folder: Path) -> Agenda:
    """The agenda of a folder; InputError that names file, line and field."""
    if not folder.is_dir():
        raise InputError("folder_not_found", where="DIR", found=folder)
    places = {name: read_yaml(folder / name, name) for name in (AGENDA, ACTIONS)}
    about = _part(places[AGENDA], AgendaFile)
    actions = _part(places[ACTIONS], ActionsFile).actions
    paid, notes = means.read(folder)
    told = tuple((means.FILE, note) for note in notes)
    spread, manifest = distribution.read(folder), store.read_manifest(folder)
    return Agenda(about, actions, paid, spread, manifest, places, told)


def _part(document: Document, model: type[Model]) -> Model:
    """A file in this version of the form; that of another version is refused before its fields are looked at."""
    found = document.data.get("schema") if isinstance(document.data, dict) else None
    if found is not None and found != SCHEMA:
        where = document.where(("schema",))
        raise InputError("agenda_other_version", where=where, found=found, expected=SCHEMA)
    return reading.validate(document, model)


def with_about(agenda: Agenda, **changes: Any) -> Agenda:
    """The same agenda with fields of ``agenda.yaml`` changed."""
    return replace(agenda, about=agenda.about.model_copy(update=changes))


def files(agenda: Agenda, heads: Mapping[str, str]) -> dict[str, bytes]:
    """The files of an agenda by name; ``heads`` are the comments at the top of the YAML files."""
    manifest = json.dumps(agenda.manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    about = plain(agenda.about)
    todo = {"schema": SCHEMA, "actions": [_plain(one) for one in agenda.actions]}
    return {
        AGENDA: _yaml(about, heads.get(AGENDA, "")),
        ACTIONS: _yaml(todo, heads.get(ACTIONS, "")),
        means.FILE: table(means.COLUMNS, means.rows(agenda.means)),
        distribution.FILE: table(distribution.COLUMNS, distribution.rows(agenda.distribution)),
        store.MANIFEST: manifest.encode(),
    }


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Plain csv: UTF-8, commas, line feeds."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()


def plain(about: AgendaFile) -> dict[str, Any]:
    """What an agenda is made from, without the fields that say nothing."""
    made = about.model_dump(by_alias=True)
    if made["origin"] is None:
        del made["origin"]
    return made


def _plain(action: Action) -> dict[str, Any]:
    """An action without the fields that say nothing."""
    made = action.model_dump()
    for one in (made, *made["steps"]):
        if one["end"] is None:
            del one["end"]
    if not made["steps"]:
        del made["steps"]
    for one in made["indicators"]:
        if one["title"] is None:
            del one["title"]
    return made


def _yaml(data: Mapping[str, Any], head: str) -> bytes:
    writer = YAML()
    writer.width = WIDTH
    writer.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    writer.dump(_tidy(data), out)
    comment = "".join(f"# {line}\n" for line in head.splitlines())
    return (comment + out.getvalue()).encode()


def _tidy(value: Any) -> Any:
    """Lists for tuples, whole numbers without a point, long texts folded."""
    if isinstance(value, Mapping):
        return {key: _tidy(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_tidy(part) for part in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, str) and len(value) > LONG and "\n" not in value:
        return FoldedScalarString(value)
    return value
