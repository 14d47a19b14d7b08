"""A full measure made wrong in every way, field by field, with the place a person must go to.

The text is written here line by line, so that where a field stands is known apart from the code under test.
"""

from __future__ import annotations

import copy
import json
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel
from ruamel.yaml import YAML

from krapte.measures.schema import Measure, Quantity

Path_ = tuple[str | int, ...]
FULL: dict[str, Any] = YAML(typ="safe").load(
    Path(__file__).with_name("full.yaml").read_text(encoding="utf-8")
)
# Fields that hold a name from a list of the model or of the figures: a near miss must be told the right one.
NAMES = {
    "figures": "unknown_figure",
    "figure": "unknown_figure",
    "parameter": "unknown_parameter",
    "cells": "unknown_parameter",
    "flow": "unknown_flow",
    "quantity": "unknown_quantity",
    "unit": "unknown_unit",
    "shares_limit_with": "unknown_measure",
}


class Wrong(NamedTuple):
    """A text with one mistake, and what must be told of it."""

    name: str
    text: str
    place: str
    code: str | None = None
    suggestion: str = ""


class Written(NamedTuple):
    """A text, and by path the line, the column of the key and the column of the value (from 1)."""

    text: str
    keys: dict[Path_, tuple[int, int]]
    values: dict[Path_, tuple[int, int]]


def written(data: Any) -> Written:
    """Data as YAML, one scalar to a line."""
    lines: list[str] = []
    keys: dict[Path_, tuple[int, int]] = {}
    values: dict[Path_, tuple[int, int]] = {(): (1, 1)}

    def put(value: Any, path: Path_, indent: int, head: str) -> None:
        line, column = len(lines) + 1, indent + 1
        keys[path] = (line, column)
        if isinstance(value, dict | list) and value:
            lines.append(" " * indent + head)
            values[path] = (line + 1, indent + 3)
            inner = value.items() if isinstance(value, dict) else enumerate(value)
            for key, one in inner:
                put(one, (*path, key), indent + 2, f"{key}:" if isinstance(value, dict) else "-")
        else:
            shown = json.dumps(value, ensure_ascii=False)
            lines.append(f"{' ' * indent}{head} {shown}")
            values[path] = (line, column + len(head) + 1)

    for key, value in data.items():
        put(value, (key,), 0, f"{key}:")
    return Written("\n".join(lines) + "\n", keys, values)


def there(at: tuple[int, int], path: Path_) -> str:
    """A place as it is told."""
    return f"full.yaml:{at[0]}:{at[1]}: {'.'.join(map(str, path))}"


def part(data: Any, path: Path_) -> Any:
    """What stands at a path."""
    for step in path:
        data = data[step]
    return data


def changed(path: Path_, value: Any) -> Written:
    """The full measure with another value at a path."""
    data = copy.deepcopy(FULL)
    part(data, path[:-1])[path[-1]] = value
    return written(data)


def valued(name: str, path: Path_, value: Any, code: str | None = None, suggestion: str = "") -> Wrong:
    """A wrong value, told at the value."""
    made = changed(path, value)
    title = f"{'.'.join(map(str, path))}: {name}"
    return Wrong(title, made.text, there(made.values[path], path), code, suggestion)


def misspelt(word: str) -> str:
    """A near miss that still has the form of a name."""
    return word[0] + word


def fields(model: type[BaseModel], path: Path_ = ()) -> Iterator[tuple[Path_, type[BaseModel], str]]:
    """Every field that stands in the full measure: its path, the model it belongs to, its name."""
    for name, field in model.model_fields.items():
        if name not in part(FULL, path):
            continue
        yield (*path, name), model, name
        inner, value = model_in(field.annotation), part(FULL, (*path, name))
        if inner is not None:
            items = [(index,) for index in range(len(value))] if isinstance(value, list) else [()]
            for item in items:
                yield from fields(inner, (*path, name, *item))


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((one for one in map(model_in, typing.get_args(annotation)) if one is not None), None)


def models(model: type[BaseModel]) -> set[type[BaseModel]]:
    """A model and all models inside it."""
    inner = [model_in(field.annotation) for field in model.model_fields.values()]
    return {model}.union(*(models(one) for one in inner if one is not None))


def every() -> Iterator[Wrong]:
    """Every field wrong in every way that applies to any field."""
    for path, model, name in fields(Measure):
        yield from types(path, model, name)
        yield from keys(path, model, name)
        yield from limits(path, model, name)
        value = part(FULL, path)
        items = [(*path, i) for i in range(len(value))] if isinstance(value, list) else [path]
        for item in items:
            yield from names(item, path, model, name)


def types(path: Path_, model: type[BaseModel], name: str) -> Iterator[Wrong]:
    value = part(FULL, path)
    others = {str: [5, ["x"]], list: ["x", {"x": 1}], dict: ["x", ["x"]]}
    for other in others.get(type(value), ["many", True]):
        yield valued(f"{other!r}", path, other)
    if isinstance(value, int) and model.model_fields[name].annotation is int:
        yield valued("no whole number", path, value + 0.5, "wrong_type")
    if type(None) not in typing.get_args(model.model_fields[name].annotation):
        yield valued("nothing", path, None)
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, str):
                yield valued("a number in a list", (*path, index), 5)


def keys(path: Path_, model: type[BaseModel], name: str) -> Iterator[Wrong]:
    """Missing, misspelt, twice, one too many."""
    title = ".".join(map(str, path))
    for kind in ("missing", "misspelt", "extra"):
        data = copy.deepcopy(FULL)
        holder = part(data, path[:-1])
        if kind == "extra" and name != next(iter(holder)):
            continue  # one too many in a mapping is one mistake, whatever stands beside it
        if kind == "missing":
            if not model.model_fields[name].is_required() or len(holder) == 1:
                continue
            del holder[name]
            made = written(data)
            place = there(made.values[path[:-1]], path)
            yield Wrong(f"{title}: missing", made.text, place, "key_missing", name)
            continue
        at, value = (misspelt(name), holder.pop(name)) if kind == "misspelt" else ("zzz", 1)
        holder[at] = value
        made, own = written(data), (*path[:-1], at)
        suggestion = name if kind == "misspelt" else ""
        yield Wrong(f"{title}: {kind}", made.text, there(made.keys[own], own), "unknown_key", suggestion)
    made = written(FULL)
    line, column = made.keys[path]
    lines = made.text.splitlines()
    first = next(i for i in range(line, len(lines) + 1) if i == len(lines) or _out(lines[i], column))
    lines.insert(first, f"{' ' * (column - 1)}{name}: 1")
    yield Wrong(
        f"{title}: twice", "\n".join(lines), there((first + 1, column), path), "duplicate_key", "once"
    )


def _out(line: str, column: int) -> bool:
    """Whether a line stands outside the block that began at a column."""
    return len(line) - len(line.lstrip()) < column


def limits(path: Path_, model: type[BaseModel], name: str) -> Iterator[Wrong]:
    """Just outside the limits that a field has."""
    for limit in model.model_fields[name].metadata:
        for way, step in (("ge", -1), ("le", 1)):
            if (end := getattr(limit, way, None)) is not None:
                yield valued(f"beyond {end}", path, type(end)(end + step), "out_of_range", str(end))
        if getattr(limit, "min_length", None):
            empty: Any = [] if isinstance(part(FULL, path), list) else ""
            yield valued("empty", path, empty)
        if getattr(limit, "max_length", None):
            yield valued("long", path, "x" * (limit.max_length + 1), "text_too_long", str(limit.max_length))


def names(path: Path_, field: Path_, model: type[BaseModel], name: str) -> Iterator[Wrong]:
    """A near miss of a name that must exist, and a text that cannot be a name."""
    value = part(FULL, path)
    if not isinstance(value, str):
        return
    annotation = str(model.model_fields[name])
    if "Literal" in annotation:
        yield valued("near miss", path, misspelt(value), "not_one_of", value)
    elif "pattern" in annotation:
        yield valued("malformed", path, "Not a name!", "name_malformed", "^")
    code = NAMES.get(name)
    if name == "reading" and field[0] == "cost":
        code = "unknown_reading"
    elif name == "per" and field[0] == "side_effects":
        code = "unknown_flow"
    if code is not None:
        yield valued("near miss", path, misspelt(value), code, value)


def quantities() -> Iterator[Path_]:
    """Paths of the quantities of the full measure."""
    for path, model, name in fields(Measure):
        if model_in(model.model_fields[name].annotation) is Quantity:
            value = part(FULL, path)
            yield from [(*path, index) for index in range(len(value))] if isinstance(value, list) else [path]
