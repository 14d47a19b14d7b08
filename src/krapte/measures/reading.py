"""From a YAML file to a measure or a package: every error at once, each as ``file:line:col: field``.

What is wrong is told by a code, what was found and what was expected; the sentences in Dutch and English
belong to :mod:`krapte.words`.
"""

from __future__ import annotations

import difflib
import re
import typing
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from krapte.figures.errors import InputError
from krapte.measures import checks
from krapte.measures.checks import Known, Problem
from krapte.measures.schema import Measure, PackageFile
from krapte.measures.schema.measure import READINGS
from krapte.measures.yaml_tree import Document, FileError, Path_, read

Model = TypeVar("Model", bound=BaseModel)

# The kind of error of the validator -> our code, and what it expected where the validator gives no more.
KINDS: dict[str, tuple[str, str]] = {
    "missing": ("key_missing", "{field}"),
    "float_type": ("wrong_type", "a number"),
    "int_type": ("wrong_type", "a whole number"),
    "string_type": ("wrong_type", "a text"),
    "tuple_type": ("wrong_type", "a list"),
    "model_type": ("wrong_type", "a mapping"),
    "dict_type": ("wrong_type", "a mapping"),
    "literal_error": ("not_one_of", "{expected}"),
    "greater_than_equal": ("out_of_range", ">= {ge}"),
    "less_than_equal": ("out_of_range", "<= {le}"),
    "finite_number": ("out_of_range", "a finite number"),
    "string_too_short": ("text_empty", "a text"),
    "string_too_long": ("text_too_long", "<= {max_length} characters"),
    "string_pattern_mismatch": ("name_malformed", "{pattern}"),
    "too_short": ("list_empty", "one or more"),
}


def measure(document: Document, known: Known | None = None) -> Measure:
    """The measure of a document, checked against what the model knows."""
    made = validate(document, Measure)
    known = known if known is not None else checks.everything_known()
    beside = [file.stem for file in Path(document.name).parent.glob("*.yaml")]
    refuse(checks.measure(made, known, beside), document.where)
    return made


def package_file(document: Document) -> PackageFile:
    """The package of a document, by itself: its measures are not looked up yet."""
    return validate(document, PackageFile)


def measure_file(path: str | Path, known: Known | None = None) -> Measure:
    """The measure of a file."""
    return measure(read(Path(path), str(path)), known)


def refuse(problems: Iterable[Problem], where: Callable[[Path_], str]) -> None:
    """Raise what is wrong, all together; ``where`` says where a path stands."""
    found = [InputError(p.code, where=where(p.path), found=p.found, expected=p.expected) for p in problems]
    if found:
        raise FileError(found)


def validate(document: Document, model: type[Model]) -> Model:
    """The model of a document; FileError with every problem at its place."""
    if not isinstance(document.data, dict):
        raise FileError(
            [
                InputError(
                    "wrong_type", where=document.where(()), found=_short(document.data), expected="a mapping"
                )
            ]
        )
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        problems = error.errors(include_url=False)
    # A list that lost its bad items counts as too short; the items themselves are told already.
    told = [one for one in problems if not (one["type"] == "too_short" and one["input"])]
    found = [_error(document, model, dict(problem)) for problem in told]
    raise FileError(made for _, made in sorted(found, key=lambda pair: pair[0]))


def _error(
    document: Document, model: type[BaseModel], problem: dict[str, Any]
) -> tuple[tuple[int, int], InputError]:
    path: Path_ = tuple(problem["loc"])
    kind, context = problem["type"], problem.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, InputError):  # one of our own checks, which knows the field
        path = (*path, *_parts(cause.where))
        made = InputError(cause.code, where=document.where(path), found=cause.found, expected=cause.expected)
    elif kind == "extra_forbidden":
        made = _unknown_key(document, model, path)
    else:
        code, expected = KINDS.get(kind, ("invalid_value", str(problem.get("msg", ""))))
        expected = expected.format(field=path[-1] if path else "", **context) if kind in KINDS else expected
        if kind == "literal_error":
            expected = _of_list(expected, problem["input"])
        found = "nothing" if kind == "missing" else _short(problem["input"])
        made = InputError(code, where=document.where(path), found=found, expected=expected)
    line, column = made.where.removeprefix(document.name).split(":")[1:3]
    return (int(line), int(column)), made


def _unknown_key(document: Document, model: type[BaseModel], path: Path_) -> InputError:
    where, name = document.where(path, key=True), str(path[-1])
    written = set(name.lower().replace("-", "_").split("_")) & set(READINGS)
    if written and model in (Measure, PackageFile):
        expected = "moves: the parameters that cause it"
        return InputError("result_cannot_be_written", where=where, found=name, expected=expected)
    names = _fields(model, path[:-1])
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    return InputError("unknown_key", where=where, found=name, expected=", ".join(close or names))


def _of_list(expected: str, found: object) -> str:
    """The words of a list that look like what was found; all of them where none does."""
    words = {word.lower(): word for word in re.findall(r"'([^']*)'", expected)}
    close = difflib.get_close_matches(found.lower(), words, n=3, cutoff=0.6) if isinstance(found, str) else []
    return ", ".join(words[word] for word in close) or expected


def _parts(where: str) -> Path_:
    return tuple(int(part) if part.isdigit() else part for part in where.split(".") if part)


def _short(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, tuple):
        return "a list"
    if value is None:
        return "nothing"
    text = (
        str(value).lower()
        if isinstance(value, bool)
        else repr(value)
        if isinstance(value, str)
        else str(value)
    )
    return text if len(text) <= 60 else text[:57] + "..."


def _fields(model: type[BaseModel], path: Path_) -> list[str]:
    """The fields a mapping at this path may have."""
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            inner = _model_in(model.model_fields[part].annotation)
            if inner is not None:
                model = inner
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as ``tuple[Move, ...]`` or ``Text | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in typing.get_args(annotation):
        inner = _model_in(part)
        if inner is not None:
            return inner
    return None
