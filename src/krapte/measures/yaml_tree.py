"""YAML 1.2 read into plain values, with the line and column of each.

Stricter than YAML itself: a key may stand once, and there are no anchors, aliases or tags of one's own, so a
small file cannot grow into a large one and a value is what is written there.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from krapte.figures.errors import InputError

MAX_BYTES = 256 * 1024
MAX_DEPTH = 40
STANDARD = "tag:yaml.org,2002:"
Path_ = tuple[str | int, ...]


class FileError(InputError):
    """All errors of a file together; itself the first of them."""

    def __init__(self, errors: Iterable[InputError]) -> None:
        self.errors = tuple(errors)
        first = self.errors[0]
        super().__init__(first.code, where=first.where, found=first.found, expected=first.expected)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


class Document(NamedTuple):
    """The values of a file and where each of them stands (line and column count from 1)."""

    name: str
    data: object
    values: dict[Path_, tuple[int, int]]
    keys: dict[Path_, tuple[int, int]]

    def where(self, path: Path_, *, key: bool = False) -> str:
        """``name:line:col: field.path``; for a field that is not there, the place of what should hold it."""
        places = self.keys if key else self.values
        at = path
        while at not in places and at:
            at, places = at[:-1], self.values
        line, column = places.get(at, (1, 1))
        place = f"{self.name}:{line}:{column}"
        return f"{place}: {'.'.join(map(str, path))}" if path else place


def read(path: Path, name: str | None = None) -> Document:
    """The document of a file; ``name`` is how errors call it."""
    name = name or str(path)
    if path.is_dir():
        raise InputError("file_expected", where=name)
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except FileNotFoundError:
        raise InputError("file_not_found", where=name) from None
    except OSError as error:
        raise InputError("file_not_readable", where=name, found=error.strerror or "") from None
    if size > MAX_BYTES:
        raise InputError(
            "file_too_large", where=name, found=f"{size} bytes", expected=f"<= {MAX_BYTES} bytes"
        )
    return parse(raw, name)


def parse(raw: bytes | str, name: str) -> Document:
    """The document of a text; every error names the place."""
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError("not_utf8", where=f"{name}:{line}:1", expected="UTF-8") from None
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except RecursionError:
        raise InputError("nested_too_deep", where=f"{name}:1:1", expected=f"<= {MAX_DEPTH}") from None
    except YAMLError as error:
        raise _malformed(error, text, name) from None
    if root is None:
        raise InputError("file_empty", where=f"{name}:1:1", expected="keys with values")
    walk = _Walk(name)
    data = walk.plain(root, ())
    if walk.errors:
        raise FileError(walk.errors)
    return Document(name, data, walk.values, walk.keys)


def _malformed(error: YAMLError, text: str, name: str) -> InputError:
    line, column, problem = 1, 1, "text that YAML cannot hold"
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        if mark is not None:
            line, column = mark.line + 1, mark.column + 1
        problem = error.problem or problem
    elif isinstance(position := getattr(error, "position", None), int):  # a character YAML does not allow
        line, column = text[:position].count("\n") + 1, position - (text.rfind("\n", 0, position) + 1) + 1
        problem = f"character U+{ord(text[position]):04X}" if position < len(text) else problem
    return InputError("yaml_malformed", where=f"{name}:{line}:{column}", found=problem, expected="YAML 1.2")


def _place(node: Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


class _Walk:
    """From nodes to plain values, noting places and errors on the way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.errors: list[InputError] = []
        self.values: dict[Path_, tuple[int, int]] = {}
        self.keys: dict[Path_, tuple[int, int]] = {}
        self.make = YAML(typ="safe", pure=True).constructor

    def refuse(self, code: str, node: Node, path: Path_, found: object, expected: object = "") -> None:
        line, column = _place(node)
        field = f": {'.'.join(map(str, path))}" if path else ""
        where = f"{self.name}:{line}:{column}{field}"
        self.errors.append(InputError(code, where=where, found=found, expected=expected))

    def plain(self, node: Node, path: Path_) -> object:
        """The value of a node: dict, tuple or scalar."""
        if node.anchor:  # an alias has an anchor, so this refuses both
            self.refuse("anchor_not_allowed", node, path, f"&{node.anchor}", "the value written out")
            return None
        if len(path) > MAX_DEPTH:
            self.refuse("nested_too_deep", node, (), len(path), f"<= {MAX_DEPTH}")
            return None
        self.values[path] = _place(node)
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        if isinstance(node, SequenceNode):
            return tuple(self.plain(part, (*path, index)) for index, part in enumerate(node.value))
        assert isinstance(node, ScalarNode)
        return self.scalar(node, path)

    def mapping(self, node: MappingNode, path: Path_) -> dict[str, object]:
        made: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode) or key.anchor:
                self.refuse("key_not_a_name", key, path, "a list or mapping", "a name")
                continue
            at = (*path, key.value)
            if key.value in made:
                line, _ = self.keys[at]
                self.refuse("duplicate_key", key, at, key.value, f"once (first in line {line})")
                continue
            self.keys[at] = _place(key)
            made[key.value] = self.plain(value, at)
        return made

    def scalar(self, node: ScalarNode, path: Path_) -> Any:
        if not str(node.tag).startswith(STANDARD) or "/" in str(node.tag):
            self.refuse("tag_not_allowed", node, path, node.tag, "a value without a tag")
            return None
        try:
            return self.make.construct_object(node)
        except (ValueError, YAMLError, OverflowError):
            self.refuse("value_not_readable", node, path, node.value[:40])
            return None
