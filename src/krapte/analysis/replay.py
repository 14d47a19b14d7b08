"""Replay: make an answer again from its manifest alone, and say what differs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from krapte.analysis import claims_store, fair_answer, information, then
from krapte.analysis.choose import store as choose_store
from krapte.analysis.laboratory import Laboratory
from krapte.analysis.runs import Runs
from krapte.engine import manifest, store
from krapte.figures.errors import InputError
from krapte.measures import sources
from krapte.measures.packages import Package

MOST_DRAWS = 100_000  # as many as may be asked


@dataclass(frozen=True)
class ReplayReport:
    """Whether the arrays came out the same, and what differs: arrays, stored file, inputs, versions."""

    equal: bool
    differences: list[str]
    checked: int


def replay(folder: Path, progress: Callable[[int, int], None] | None = None) -> ReplayReport:
    """Compute the answer of an output directory again and compare content hashes."""
    kept = store.read_manifest(folder)
    again = _again(kept, folder, progress)
    made = again["content"]
    differences = _differences("content", kept["content"], made)
    if (folder / store.RESULTS).is_file():
        try:
            stored = manifest.content(store.read_arrays(folder / store.RESULTS))
        except (OSError, ValueError, KeyError) as error:
            raise InputError("broken_results", where=str(folder / store.RESULTS), found=error) from None
        differences += _differences("results.nc", kept["content"], stored)
    equal = not differences
    if not equal:
        differences += _differences("inputs", kept.get("inputs", {}), again["inputs"])
        differences += _differences("versions", kept.get("versions", {}), again["versions"])
    return ReplayReport(equal, differences, len(made))


def _again(kept: dict[str, Any], folder: Path, progress: Callable[[int, int], None] | None) -> dict[str, Any]:
    """The manifest of the same question made again: a run of the model, or the claims."""
    asked = kept.get("question")
    if (
        isinstance(asked, dict)
        and asked.get("what") == claims_store.WHAT
        and isinstance(kept.get("content"), dict)
    ):
        return claims_store.again(asked)
    if isinstance(asked, dict) and asked.get("what") == choose_store.WHAT:
        if not isinstance(kept.get("content"), dict):
            where = f"{folder / store.MANIFEST}: content"
            raise InputError("broken_manifest", where=where, expected="hashes by array")
        return choose_store.again(asked, f"{folder / store.MANIFEST}: question", progress)
    question = _question(kept, folder)
    if question.get("what") == "split":
        return _split_again(question, _package(kept, folder), progress)
    if "origin" in question:
        return _then(kept, folder, progress)
    if question.get("what") == information.WHAT:
        return _worth_again(question, progress)
    asked = {name: question[name] for name in ("scenario", "draws", "seed", "to", "benchmark")}
    # Answers of before there was a posterior say nothing of it.
    lab = Laboratory(**asked, prior=question.get("prior", True))
    package, texts = _package(kept, folder)
    return dict(lab.run(package, progress, texts=texts, split=False).manifest)  # the split is in no array


def _split_again(
    asked: dict[str, Any],
    of: tuple[Package | None, dict[str, str]],
    progress: Callable[[int, int], None] | None,
) -> dict[str, Any]:
    """The manifest of a fair split made again."""
    package, texts = of
    if package is None or not isinstance(asked.get("orders"), int):
        raise InputError("broken_manifest", where="question", expected="package, by, orders")
    names = ("scenario", "draws", "seed", "to", "benchmark", "prior")
    runs = Runs(*(asked.get(name, True) for name in names))
    how = {"orders": asked["orders"], "pairs": bool(asked.get("pairs", True))}
    made = fair_answer.split(runs, package, str(asked.get("by")), **how, texts=texts, progress=progress)
    return dict(made.manifest)


def _then(kept: dict[str, Any], folder: Path, progress: Callable[[int, int], None] | None) -> dict[str, Any]:
    """The manifest of an agenda as if decided in a past year, made again."""
    asked = kept["question"]
    package, texts = _package(kept, folder)
    if package is None or type(asked["origin"]) is not int:
        where = f"{folder / store.MANIFEST}: question.origin"
        raise InputError(
            "broken_manifest", where=where, found=asked["origin"], expected="a year, and a package"
        )
    lab = then.Then(asked["origin"], asked["draws"], asked["seed"])
    return lab.run(then.moved(package, then.years(lab.origin)), progress, texts).manifest


def _worth_again(asked: dict[str, Any], progress: Callable[[int, int], None] | None) -> dict[str, Any]:
    """The manifest of a worth of knowing made again."""
    budget, reading, also = asked.get("budget"), asked.get("reading"), asked.get("also", {})
    texts = isinstance(also, dict) and all(isinstance(one, str) for one in [*also, *also.values()])
    if not isinstance(budget, int | float) or not isinstance(reading, str) or not texts:
        raise InputError("broken_manifest", where="question", expected="budget, reading, also")
    runs = Runs(
        *(asked.get(name, True) for name in ("scenario", "draws", "seed", "to", "benchmark", "prior"))
    )
    return dict(information.worth(runs, float(budget), reading, progress, also).manifest)


def _question(kept: dict[str, Any], folder: Path) -> dict[str, Any]:
    question = kept.get("question")
    limits: dict[str, tuple[type, Any]] = {
        "scenario": (str, None),
        "draws": (int, (1, MOST_DRAWS)),
        "seed": (int, (0, 2**32 - 1)),
        "to": (int, None),
        "benchmark": (str, None),
    }
    for name, (kind, ends) in limits.items():
        value: Any = question.get(name) if isinstance(question, dict) else None
        if type(value) is not kind or (ends and not ends[0] <= value <= ends[1]):
            where = f"{folder / store.MANIFEST}: question.{name}"
            raise InputError(
                "broken_manifest", where=where, found=value, expected=f"{kind.__name__} {ends or ''}"
            )
    if type(question.get("prior", True)) is not bool:  # type: ignore[union-attr]
        where, found = f"{folder / store.MANIFEST}: question.prior", question["prior"]  # type: ignore[index]
        raise InputError("broken_manifest", where=where, found=found, expected="bool")
    if not isinstance(kept.get("content"), dict):
        where = f"{folder / store.MANIFEST}: content"
        raise InputError("broken_manifest", where=where, expected="hashes by array")
    made: dict[str, Any] = kept["question"]
    return made


def _package(kept: dict[str, Any], folder: Path) -> tuple[Package | None, dict[str, str]]:
    if kept["question"].get("package") is None:
        return None, {}
    texts = kept.get("sources")
    whole = isinstance(texts, dict) and all(isinstance(part, str) for part in [*texts, *texts.values()])
    if not whole or sum(name.endswith(sources.PACKAGE) for name in texts or ()) != 1:
        where = f"{folder / store.MANIFEST}: sources"
        raise InputError("broken_manifest", where=where, expected="the texts of the package and its measures")
    with tempfile.TemporaryDirectory() as room:
        return sources.load(dict(texts or {}), Path(room)), dict(texts or {})


def _differences(name: str, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    keys = sorted(set(before) | set(after))
    return [
        f"{name} {key}: {str(before.get(key))[:16]} -> {str(after.get(key))[:16]}"
        for key in keys
        if before.get(key) != after.get(key)
    ]
