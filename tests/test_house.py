"""Rules of the house: sizes, imports, the lock file, what ships, and what no text may hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zlib
from pathlib import Path

import pytest

from krapte.country import assumptions, parameters
from krapte.words.catalogue import LANGUAGES, has

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "krapte"
MODULES = sorted(SRC.rglob("*.py"))
CODE = [path for part in ("src", "tests", "benchmarks") for path in sorted((ROOT / part).rglob("*.py"))]
# Data that are not code, in bytes as a wheel packs them: what a user downloads. Most of it is text.
LONGEST_FILE, LONGEST_FUNCTION, DATA_LIMIT = 300, 50, 0.75e6
# The list of published series is data written as code: its two long functions hold one list each.
LISTS = {SRC / "figures" / "series_list.py"}
HEAVY = ("jax", "numpy", "xarray", "pandas", "scipy", "altair", "typer")
TEXTS = ("*.py", "*.md", "*.toml", "*.yaml", "*.json", "*.csv")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def shipped() -> list[Path]:
    """Files of the package that are not code."""
    found = (path for path in SRC.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return [path for path in found if path.suffix not in (".py", ".pyc")]


def long_without_reason(source: str) -> list[str]:
    """Functions longer than the limit that have no comment directly above them."""
    lines, found = source.splitlines(), []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            above = lines[first - 2].strip() if first > 1 else ""
            if node.end_lineno - first + 1 > LONGEST_FUNCTION and not above.startswith("#"):
                found.append(f"{node.name}: {node.end_lineno - first + 1} lines")
    return found


@pytest.mark.parametrize("path", CODE, ids=name)
def test_no_file_is_longer_than_300_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", [path for path in MODULES if path not in LISTS], ids=name)
def test_no_function_is_longer_than_50_lines_without_a_reason_above_it(path):
    assert long_without_reason(path.read_text(encoding="utf-8")) == []


def test_the_length_of_functions_is_measured():
    body = "    x = 1\n" * LONGEST_FUNCTION
    assert long_without_reason(f"def f():\n{body}") == ["f: 51 lines"]
    assert long_without_reason(f"# one list\ndef f():\n{body}") == []
    assert long_without_reason(f"# one list\n\ndef f():\n{body}") != []
    deeper = body.replace("    x", "        x")
    assert long_without_reason(f"class A:\n    @cache\n    def g(self):\n{deeper}") == ["g: 52 lines"]


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "__init__.py"], ids=name)
def test_every_module_says_what_it_is(path):
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert said
    assert len(said) > 20


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_is_left_to_do_in_the_source(path):
    left = re.findall(r"\b(TODO|FIXME|XXX|NotImplementedError)\b", path.read_text(encoding="utf-8"))
    assert left == []


def test_importing_krapte_loads_nothing_heavy():
    code = f"import krapte, sys; print(sorted(set({HEAVY!r}) & set(sys.modules)), krapte.__version__)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.startswith("[] "), run.stdout


def test_the_lock_has_a_hash_for_every_package_and_nothing_else():
    """No address, no option lines: whoever installs chooses the index."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 20
    for entry in entries:
        pinned, *hashes = entry.replace("\\\n", "\n").split("\n")
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*==[0-9][0-9A-Za-z.+!-]*( ; .+)?", pinned.strip()), pinned
        assert hashes, f"{pinned.strip()} has no hash"
        for line in hashes:
            assert re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line.strip()), line


def test_jax_and_jaxlib_are_one_version_in_lock_and_project():
    pins = dict(re.findall(r"^(\S+)==(\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M))
    assert pins["jax"] == pins["jaxlib"]
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert f"jax=={pins['jax']}" in needed
    assert f"jaxlib=={pins['jaxlib']}" in needed


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = project["dependencies"] + project["optional-dependencies"]["dev"]
    pins = set(re.findall(r"^(\S+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M))
    names = {re.match(r"[A-Za-z0-9_.-]+", one)[0].lower() for one in needed}
    assert {re.sub(r"[-_.]+", "-", one) for one in names} <= pins


def test_package_data_stay_small():
    assert 0 < sum(len(zlib.compress(path.read_bytes())) for path in shipped()) <= DATA_LIMIT


def test_the_layers_of_the_house_are_a_contract():
    """Every folder of the package is a layer, so that none can be imported out of order unseen."""
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert tool["root_package"] == "krapte"
    (contract,) = (one for one in tool["contracts"] if one["type"] == "layers")
    folders = {path.parent.name for path in SRC.glob("*/__init__.py")}
    assert {layer.removeprefix("krapte.") for layer in contract["layers"]} == folders
    assert contract["layers"][-1] == "krapte.figures"
    assert "lint-imports" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_no_text_holds_a_path_of_one_machine_or_a_registry():
    # Spelled in parts, so that this file passes its own search.
    machine = "|".join(rf"(?<![\w.])/{part}/" for part in ("home", "root", "tmp", "Users"))
    hosts = "|".join(
        ("py" + r"pi\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs", "conda" + r"\.anaconda")
    )
    places = [path for part in ("src", "docs", "tests", "benchmarks") for path in (ROOT / part).rglob("*")]
    places += [path for path in ROOT.iterdir() if path.is_file()]
    found = [
        f"{name(path)}: {hit[0]}"
        for path in places
        if path.is_file()
        and (any(path.match(end) for end in TEXTS) or path.name in ("Makefile", "requirements.lock"))
        for hit in re.finditer(f"{machine}|{hosts}", path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_unit_of_a_parameter_has_words(lang):
    units = {row.unit for row in (*parameters.load(), *assumptions.load())}
    assert [unit for unit in sorted(units) if not has(f"unit.{unit}", lang)] == []
