"""The page that walks a reader through a measure of their own: done here as it stands there, with fewer draws."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from krapte.cli.app import app
from krapte.measures import packages

PAGE = (Path(__file__).parents[1] / "docs" / "write-your-own.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?:`(?P<file>[\w.-]+\.yaml)`[^`]*:\n\n)?```(?P<kind>\w+)\n(?P<text>.*?)```", re.DOTALL)
DRAWS = "24"


def blocks() -> Iterator[tuple[str, str, str]]:
    """Every block of the page in order: the file it is saved as, its kind, its text."""
    for found in BLOCK.finditer(PAGE):
        yield found["file"] or "", found["kind"], found["text"]


def commands(block: str) -> Iterator[tuple[list[str], list[str]]]:
    """The commands of a block with the lines that the page shows under each."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield shlex.split(command), shown


def bend(text: str, diff: str) -> str:
    """A text with the lines of a change taken out and put in; what only comes in goes to the end."""
    out = [line[1:] for line in diff.splitlines() if line.startswith("-")]
    put = [line[1:] for line in diff.splitlines() if line.startswith("+")]
    assert out or put
    lines = text.splitlines()
    for old in out:
        assert lines.count(old) == 1, old
        place = lines.index(old)
        lines[place : place + 1] = [put.pop(0)] if put else []
    return "\n".join([*lines, *put]) + "\n"


def told(command: list[str]) -> str:
    """What a command prints, whitespace made plain; computing is done with fewer draws."""
    name, *args = command
    assert name == "krapte"
    if "--draws" in args:
        args[args.index("--draws") + 1] = DRAWS
    target = args.index(">") if ">" in args else len(args)
    result = CliRunner().invoke(app, args[:target], env={"LANG": "en_GB.UTF-8"})
    if target < len(args):
        Path(args[target + 1]).write_text(result.stdout, encoding="utf-8")
    return result.output if target == len(args) else result.stderr


def plain(text: str, computed: bool) -> str:
    """One line; without its numbers where they are computed, since draws and years of data change them."""
    text = " ".join(text.split())
    return re.sub(r"[+\u2212]?\d[\d.,]*\d|\d", "#", text) if computed else text


def test_the_page_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = []
    for file, kind, text in blocks():
        if kind == "yaml":
            assert file
            Path(file).write_text(text, encoding="utf-8")
        elif kind == "diff":
            mine = Path("my.yaml")
            mine.write_text(bend(mine.read_text(encoding="utf-8"), text), encoding="utf-8")
        else:
            assert kind == "console"
            for command, shown in commands(text):
                computed = "--draws" in command
                output, wanted = told(command), "\n".join(shown)
                if computed:
                    whole = plain(output, computed)
                    for piece in re.split(r"^\.\.\.$", wanted, flags=re.MULTILINE):
                        assert plain(piece, computed) in whole
                else:
                    assert output.splitlines() == shown, command
                ran.append(command[1])
    assert ran.count("check") >= 6
    assert {"effect", "answer"} <= set(ran)
    assert [row.measure.id for row in packages.load("my-package.yaml").rows] == ["my", "m1"]
    for name, schema in (("my", "measure"), ("my-package", "package")):
        form = json.loads(Path(f"{schema}.schema.json").read_text(encoding="utf-8"))
        text = Path(f"{name}.yaml").read_text(encoding="utf-8")
        assert f"$schema={schema}.schema.json" in text.splitlines()[0]
        jsonschema.validate(YAML(typ="safe").load(text), form)


def test_what_the_page_names_in_its_text_is_there() -> None:
    """Commands named in a sentence work too."""
    named = re.findall(r"`(krapte (?:parameters|measures|figures)[^`]*)`", PAGE)
    assert len(named) >= 4
    for command in named:
        assert CliRunner().invoke(app, shlex.split(command)[1:], env={"LANG": "en_GB.UTF-8"}).exit_code == 0


def test_a_page_that_lies_is_found() -> None:
    assert bend("a: 1\nb: 2\n", "-a: 1\n+a: 3\n+c: 4\n") == "a: 3\nb: 2\nc: 4\n"
    assert plain("about 1,230 fewer (8 in 10: \u2212150 to +18)", True) == "about # fewer (# in #: # to #)"
    assert plain("about  230\nfewer", False) == "about 230 fewer"
    with pytest.raises(AssertionError):
        bend("a: 1\n", "-b: 2\n")
