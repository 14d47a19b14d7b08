"""Every error code that the code can raise has its sentence in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import krapte
from krapte.figures.errors import InputError, InvariantError
from krapte.words import LANGUAGES, explain, has

SOURCE = Path(krapte.__file__).parent
RAISERS = {"InputError": 0, "InvariantError": 0, "Problem": 0}  # name: place of the code among the arguments


def _trees() -> Iterator[ast.Module]:
    for file in sorted(SOURCE.rglob("*.py")):
        yield ast.parse(file.read_text(encoding="utf-8"))


def _takers(trees: list[ast.Module]) -> dict[str, int]:
    """Functions with a parameter called ``code``: the codes handed to them count too."""
    found = dict(RAISERS)
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name != "__init__":
                names = [arg.arg for arg in node.args.args if arg.arg not in ("self", "cls")]
                if "code" in names:
                    found[node.name] = names.index("code")
    return found


def codes() -> set[str]:
    trees = list(_trees())
    takers = _takers(trees)
    found = set()
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                place = takers.get(name)
                if place is not None and len(node.args) > place:
                    found |= _texts(node.args[place])
            elif isinstance(node, (ast.Assign, ast.AnnAssign)):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                if getattr(target, "id", "") in ("KINDS", "USAGE") and isinstance(node.value, ast.Dict):
                    for value in node.value.values:
                        found |= _texts(value.elts[0] if isinstance(value, ast.Tuple) else value)
    return {code for code in found if code.replace("_", "").isalpha() and code.islower() and code[-1] != "_"}


def _texts(node: ast.expr) -> set[str]:
    return {
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_a_sentence(lang: str) -> None:
    found = codes()
    assert {"unknown_package", "draws_out_of_range"} <= found
    assert sorted(code for code in found if not has(f"error.{code}", lang)) == []


def test_input_error_tells_place_found_and_expected_on_one_line() -> None:
    error = InputError("unknown_package", where="PACKAGE", found="papper\nx", expected="paper, m1")
    told = explain(error, "nl")
    assert told == "PACKAGE: Dit pakket is er niet. Gevonden: papper x. Verwacht: paper, m1."
    assert explain(error, "en") == "PACKAGE: There is no such package. Found: papper x. Expected: paper, m1."


def test_unknown_code_still_gives_a_sentence() -> None:
    error = InputError("moon_too_full", where="sky", found="{full}")
    assert explain(error, "en") == "sky: This cannot be right (moon too full). Found: {full}."


def test_invariant_error_says_that_there_is_no_result() -> None:
    told = explain(InvariantError("not_conserved", "2031: 12 persons"), "nl")
    assert "geen resultaat" in told
    assert "2031: 12 persons" in told
    assert "{" not in told
