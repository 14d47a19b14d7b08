"""Replay: make an answer again from its manifest alone, and say what differs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from krapte.analysis.laboratory import Laboratory
from krapte.engine import manifest, store
from krapte.figures.errors import InputError
from krapte.measures import sources
from krapte.measures.packages import Package


@dataclass(frozen=True)
class ReplayReport:
    """Whether the arrays came out the same, and what differs: arrays, stored file, inputs, versions."""

    equal: bool
    differences: list[str]
    checked: int


def replay(folder: Path, progress: Callable[[int, int], None] | None = None) -> ReplayReport:
    """Compute the answer of an output directory again and compare content hashes."""
    kept = store.read_manifest(folder)
    question = _question(kept, folder)
    lab = Laboratory(
        scenario=question["scenario"], draws=question["draws"], seed=question["seed"], to=question["to"]
    )
    again = lab.run(_package(kept, folder), progress)
    made = again.manifest["content"]
    differences = _differences("content", kept["content"], made)
    if (folder / store.RESULTS).is_file():
        stored = manifest.content(store.read_arrays(folder / store.RESULTS))
        differences += _differences("results.nc", kept["content"], stored)
    equal = not differences
    if not equal:
        differences += _differences("inputs", kept.get("inputs", {}), again.manifest["inputs"])
        differences += _differences("versions", kept.get("versions", {}), again.manifest["versions"])
    return ReplayReport(equal, differences, len(made))


def _question(kept: dict[str, Any], folder: Path) -> dict[str, Any]:
    question = kept.get("question")
    kinds = {"scenario": str, "draws": int, "seed": int, "to": int}
    for name, kind in kinds.items():
        value = question.get(name) if isinstance(question, dict) else None
        if not isinstance(value, kind):
            where = f"{folder / store.MANIFEST}: question.{name}"
            raise InputError("broken_manifest", where=where, found=value, expected=kind.__name__)
    if not isinstance(kept.get("content"), dict):
        raise InputError(
            "broken_manifest", where=f"{folder / store.MANIFEST}: content", expected="hashes by array"
        )
    assert isinstance(question, dict)
    return question


def _package(kept: dict[str, Any], folder: Path) -> Package | None:
    if kept["question"].get("package") is None:
        return None
    texts = kept.get("sources")
    if not isinstance(texts, dict) or sum(name.endswith(sources.PACKAGE) for name in texts) != 1:
        where = f"{folder / store.MANIFEST}: sources"
        raise InputError(
            "broken_manifest", where=where, found="no texts", expected="the package and its measures"
        )
    with tempfile.TemporaryDirectory() as room:
        return sources.load(texts, Path(room))


def _differences(name: str, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    keys = sorted(set(before) | set(after))
    return [
        f"{name} {key}: {str(before.get(key))[:16]} -> {str(after.get(key))[:16]}"
        for key in keys
        if before.get(key) != after.get(key)
    ]
