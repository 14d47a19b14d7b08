"""The measures that come with krapte, one YAML file each."""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from krapte.figures.errors import InputError
from krapte.measures import checks, reading
from krapte.measures.checks import Known
from krapte.measures.schema import Measure
from krapte.measures.yaml_tree import Document, parse, read

FOLDER = "files"


def ids() -> tuple[str, ...]:
    """Ids of the measures that come with krapte, in order."""
    return names_in(resources.files("krapte.measures") / FOLDER)


def load(name: str, known: Known | None = None) -> Measure:
    """A measure that comes with krapte. ``known`` replaces the names it is checked against."""
    if name not in ids():
        raise InputError("unknown_measure", where="measure", found=name, expected=checks.closest(name, ids()))
    return reading.measure(shipped(FOLDER, name), known)


def load_file(path: str | Path, known: Known | None = None) -> Measure:
    """A measure of the user's own."""
    return reading.measure(read(Path(path), str(path)), known)


def names_in(folder: Traversable) -> tuple[str, ...]:
    """Names of the YAML files in a folder, without their ending."""
    return tuple(
        sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    )


@cache  # the files of the package do not change, and reading one takes far longer than checking it
def shipped(folder: str, name: str) -> Document:
    """The document of a file that comes with krapte; errors call it by its place in the package."""
    raw = (resources.files("krapte.measures") / folder / f"{name}.yaml").read_bytes()
    return parse(raw, f"krapte/measures/{folder}/{name}.yaml")
