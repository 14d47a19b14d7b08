"""An agenda as a spreadsheet and back: one sheet per part, no formula, nothing lost but comments in the YAML files.

    agenda, goals, means, actions, steps, milestones, indicators, dependencies, risks, distribution, manifest

Text is kept as text (2027 as a date stays ``2027``), numbers as numbers. A cell with a formula is refused, since its
value depends on the program that opens it. The same agenda gives the same bytes.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from krapte.agenda import distribution, folder, means
from krapte.agenda.distribution import Spread, Table
from krapte.agenda.folder import Agenda
from krapte.agenda.means import Means
from krapte.agenda.schema import ActionsFile, AgendaFile
from krapte.agenda.terms import SCHEMA
from krapte.figures.errors import InputError
from krapte.measures import reading
from krapte.measures.yaml_tree import Document

GOALS = ("id", "year", "group", "reading", "bound", "value", "unit", "probability", "measures")
ACTIONS = ("measure", "dose", "start", "end", "instrument", "owner.department", "owner.person")
STEPS = ("measure", "dose", "start", "end")
MILESTONES = ("measure", "what", "date", "basis")
INDICATORS = ("measure", "id", "unit", "source", "frequency", "title.nl", "title.en")
DEPENDENCIES = ("measure", "depends_on")
RISKS = ("measure", "what", "chance", "why.nl", "why.en")
COLUMNS: dict[str, Sequence[str]] = {
    "agenda": ("field", "value"),
    "goals": GOALS,
    "means": means.COLUMNS,
    "actions": ACTIONS,
    "steps": STEPS,
    "milestones": MILESTONES,
    "indicators": INDICATORS,
    "dependencies": DEPENDENCIES,
    "risks": RISKS,
    "distribution": distribution.COLUMNS,
    "manifest": ("part", "text"),
}
NUMBERS = {"year", "value", "probability", "dose", "end", "chance", "eur", "low", "high", "price_year"}
NUMBERS |= set(distribution.NAMES)
PARTS = (("steps", STEPS), ("milestones", MILESTONES), ("indicators", INDICATORS), ("risks", RISKS))
LINE = 30_000  # characters in a cell; a spreadsheet holds 32,767
STAMP = (1980, 1, 1, 0, 0, 0)
MODIFIED = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def write(agenda: Agenda) -> bytes:
    """The spreadsheet of an agenda."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in _sheets(agenda).items():
        sheet = book.create_sheet(name)
        sheet.append(list(COLUMNS[name]))
        for row in rows:
            sheet.append(list(row))
            for cell in sheet[sheet.max_row]:
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # also where it begins with =
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return _without_time(out.getvalue())


def _without_time(raw: bytes) -> bytes:
    """The same archive with a fixed time everywhere, so that equal agendas are equal files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, MODIFIED.sub(b"", old.read(name)))
    return out.getvalue()


def _sheets(agenda: Agenda) -> dict[str, list[list[Any]]]:
    about = folder.plain(agenda.about)
    goals = about.pop("goals")
    made: dict[str, list[list[Any]]] = {name: [] for name in COLUMNS}
    made["agenda"] = [[key, value] for key, value in _flat(about)]
    made["goals"] = [[*(goal[name] for name in GOALS[:-1]), " ".join(goal["measures"])] for goal in goals]
    made["means"] = [list(one[:7]) for one in agenda.means]
    for action in agenda.actions:
        flat = dict(_flat(action.model_dump()))
        made["actions"].append([flat[name] for name in ACTIONS])
        for part, columns in PARTS:
            for one in getattr(action, part):
                cells = dict(_flat(one.model_dump()))
                made[part].append([action.measure, *(cells.get(name) for name in columns[1:])])
        made["dependencies"] += [[action.measure, one] for one in action.depends_on]
    made["distribution"] = [
        [*key, spread.unit, *spread.values] for key, spread in agenda.distribution.items()
    ]
    kept = json.dumps(agenda.manifest, ensure_ascii=False, sort_keys=True)
    made["manifest"] = [
        [place + 1, kept[at : at + LINE]] for place, at in enumerate(range(0, len(kept), LINE))
    ]
    return made


def _flat(value: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Fields of a mapping with dots between their names."""
    for key, part in value.items():
        if isinstance(part, Mapping):
            yield from _flat(part, f"{before}{key}.")
        elif not isinstance(part, (list, tuple)):
            yield f"{before}{key}", part


def read(path: Path) -> Agenda:
    """The agenda of a spreadsheet; InputError that names file, sheet and cell or row."""
    import openpyxl

    if not path.is_file():
        raise InputError("file_not_found", where=str(path))
    try:
        book = openpyxl.load_workbook(path)
    except Exception as error:  # the library raises many kinds for a file that is no spreadsheet
        raise InputError("not_a_spreadsheet", where=str(path), found=error, expected="xlsx") from None
    # Books of before actions had steps hold no such sheet.
    there = [name for name in COLUMNS if name != "steps" or name in book.sheetnames]
    rows: dict[str, list[dict[str, Any]]] = {"steps": []}
    rows |= {name: _rows(book, name, path.name) for name in there}
    about: dict[str, Any] = {}
    for row in rows["agenda"]:
        _put(about, str(row["field"]), row["value"])
    if about.get("schema") != SCHEMA:
        where = f"{path.name}: agenda: schema"
        raise InputError("agenda_other_version", where=where, found=about.get("schema"), expected=SCHEMA)
    about["goals"] = tuple(row | {"measures": _words(row["measures"])} for row in rows["goals"])
    todo = {"schema": SCHEMA, "actions": tuple(_action(row, rows) for row in rows["actions"])}
    strays = _strays(rows)
    if strays:
        sheet, measure = strays[0]
        raise InputError("unknown_measure", where=f"{path.name}: {sheet}", found=measure, expected="actions")
    return Agenda(
        reading.validate(_document(path.name, "agenda", about), AgendaFile),
        reading.validate(_document(path.name, "actions", todo), ActionsFile).actions,
        [_means(row, f"{path.name}: means") for row in rows["means"]],
        _table(rows["distribution"]),
        json.loads("".join(str(row["text"]) for row in rows["manifest"])),
    )


def _document(file: str, sheet: str, data: dict[str, Any]) -> Document:
    return Document(f"{file}:{sheet}", data, {(): (1, 1)}, {})


def _rows(book: Any, name: str, file: str) -> list[dict[str, Any]]:
    """Rows of a sheet by column; empty cells are nothing."""
    if name not in book.sheetnames:
        raise InputError("sheet_missing", where=file, found=", ".join(book.sheetnames), expected=name)
    lines = list(book[name].iter_rows())
    head = [cell.value for cell in lines[0]] if lines else []
    if head != list(COLUMNS[name]):
        found = ",".join(map(str, head))
        raise InputError(
            "bad_header", where=f"{file}: {name}:1", found=found, expected=",".join(COLUMNS[name])
        )
    made = []
    for line in lines[1:]:
        for cell in line:
            if cell.data_type == "f":
                where = f"{file}: {name}!{cell.coordinate}"
                raise InputError("formula_in_cell", where=where, found=cell.value, expected="a value")
        row = {column: _value(name, column, cell, file) for column, cell in zip(head, line, strict=True)}
        made += [row] if any(value is not None for value in row.values()) else []
    return made


def _value(sheet: str, column: str, cell: Any, file: str) -> Any:
    """The value of a cell, of the sort that its column holds."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return value
    number = column in NUMBERS and sheet != "agenda"
    if number and not isinstance(value, (int, float)):
        place = f"{file}: {sheet}!{cell.coordinate}: {column}"
        raise InputError("wrong_type", where=place, found=value, expected="a number")
    if number or column in ("value", "start"):
        return value
    return str(value)


def _put(into: dict[str, Any], name: str, value: Any) -> None:
    *path, last = name.split(".")
    for part in path:
        into = into.setdefault(part, {})
    into[last] = value


def _words(value: Any) -> tuple[str, ...]:
    return tuple(str(value or "").split())


def _action(row: Mapping[str, Any], rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in row.items():
        _put(made, name, value)
    own = {
        part: [one for one in rows[part] if one["measure"] == row["measure"]]
        for part in ("steps", "milestones", "indicators", "risks", "dependencies")
    }
    for part, _ in PARTS:
        made[part] = tuple(_part(one) for one in own[part])
    made["depends_on"] = tuple(one["depends_on"] for one in own["dependencies"])
    return made


def _part(row: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in row.items():
        if name != "measure" and not (name.startswith("title.") and value is None):
            _put(made, name, value)
    return made


def _strays(rows: Mapping[str, list[dict[str, Any]]]) -> list[tuple[str, Any]]:
    """Rows of the other sheets that belong to no action, and would be lost."""
    there = {row["measure"] for row in rows["actions"]}
    parts = ("steps", "milestones", "indicators", "dependencies", "risks")
    return [(part, row["measure"]) for part in parts for row in rows[part] if row["measure"] not in there]


def _means(row: Mapping[str, Any], where: str) -> Means:
    if row["payer"] not in means.PAYERS:
        raise InputError("not_one_of", where=where, found=row["payer"], expected=" | ".join(means.PAYERS))
    eur, low, high = (float(row[name]) for name in ("eur", "low", "high"))
    return Means(row["measure"], row["payer"], int(row["year"]), eur, low, high, int(row["price_year"]))


def _table(rows: list[dict[str, Any]]) -> Table:
    return {
        (int(row["year"]), row["group"], row["reading"], row["variant"]): Spread(
            row["unit"], tuple(float(row[name]) for name in distribution.NAMES)
        )
        for row in rows
    }
