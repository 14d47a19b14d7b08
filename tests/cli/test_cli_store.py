"""``--store``, ``--cluster`` and ``krapte store``: told in one line, in both languages, with the right exit code."""

from __future__ import annotations

import json
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from krapte.cli.app import app
from krapte.cli.machines import runs_draws
from krapte.engine import cohort, part, part_store

ENGLISH = {"LANG": "en_GB.UTF-8"}
BASELINE = ("baseline", "--draws", "16", "--to", "2025", "--format", "csv")
DRAWING = (
    *("baseline", "answer", "effect", "split", "worth-of-knowing", "choose", "brief", "calendar", "monitor"),
    "measures",
)


def run(*args: str) -> Any:
    return CliRunner().invoke(app, list(args), env=ENGLISH)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(part_store.PLACE, str(tmp_path / "store"))
    monkeypatch.setattr(part, "SIZE", 8)
    return tmp_path / "store"


def test_a_second_command_runs_nothing_and_says_so(folder):
    first, second = run(*BASELINE), run(*BASELINE)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "from the store" not in first.stderr
    assert "16 runs of a draw came from the store." in second.stderr
    files = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert second.stdout == first.stdout == run(*BASELINE, "--no-store").stdout
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == files  # not even read


def test_what_is_in_it_and_throwing_it_away(folder):
    run(*BASELINE)
    files = len(list(folder.glob("*.market"))) + len(list(folder.glob("*.rest")))
    assert files == 4
    row = json.loads(run("store", "show", "--format", "json").stdout)["rows"][0]
    assert (row["folder"], row["files"], row["largest_bytes"]) == (str(folder), files, 2_000_000_000)
    assert f"{files} files" in run("store", "show").stdout
    assert f"{files} bestanden weggegooid" in run("store", "clear", "--lang", "nl").stdout
    assert json.loads(run("store", "clear", "--format", "json").stdout)["rows"][0]["files"] == 0
    assert run(*BASELINE).stderr.count("from the store") == 0


def test_a_store_that_is_off(folder, monkeypatch):
    monkeypatch.setenv(part_store.PLACE, "off")
    for command in ("show", "clear"):
        assert run("store", command).stdout == "The store is off.\n"
        assert json.loads(run("store", command, "--format", "json").stdout)["rows"] == []
    assert run(*BASELINE).exit_code == 0
    assert not folder.exists()


def test_broken_files_are_made_again_and_told(folder):
    first = run(*BASELINE)
    for path in folder.glob("*.rest"):
        path.write_bytes(b"")
    again = run(*BASELINE, "--lang", "nl")
    assert again.stdout == first.stdout
    assert "2 kapotte bestanden in de opslag zijn opnieuw gemaakt." in again.stderr


def test_interrupted_midway_what_was_done_is_kept(folder, monkeypatch):
    real, count = cohort.walk, []

    def walk(*asked, **others):
        count.append(1)
        if len(count) > 1:
            raise KeyboardInterrupt
        return real(*asked, **others)

    monkeypatch.setattr(cohort, "walk", walk)
    made = run(*BASELINE)
    assert made.exit_code == 130
    assert "1 finished parts are kept: the same command goes on from there." in made.stderr
    assert made.stderr.endswith("krapte: Interrupted.\n")
    monkeypatch.undo()


def test_a_full_disk_is_one_line_and_exit_code_2(folder, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(part_store.os, "replace", full)
    made = run(*BASELINE)
    assert made.exit_code == 2
    assert "No space left on device" in made.stderr
    assert "--no-store" in made.stderr
    assert made.stdout == ""
    assert [path.name for path in folder.iterdir()] == ["lock"]


def test_a_cluster_that_does_not_answer(monkeypatch):
    # The extra krapte[cluster]: an installation without it refuses the option before any address is asked.
    pytest.importorskip("distributed", reason="krapte[cluster] is not installed here")
    cluster = pytest.importorskip("krapte.engine.cluster", reason="krapte[cluster] is not installed here")
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    made = run(*BASELINE, "--cluster", "tcp://127.0.0.1:9")
    assert made.exit_code == 2
    assert "The cluster at tcp://127.0.0.1:9 did not answer within" in made.stderr
    assert made.stdout == ""


def test_bad_input_is_told_before_a_cluster_is_called():
    made = run("baseline", "--draws", "0", "--cluster", "tcp://127.0.0.1:9")
    assert made.exit_code == 2
    assert "--draws" in made.stderr


def options(command: Any) -> set[str]:
    found: Any = typer.main.get_command(app)
    for name in command:
        found = found.commands[name]
    return {one for parameter in found.params for one in (*parameter.opts, *parameter.secondary_opts)}


def test_every_command_that_runs_draws_has_both_options():
    for command in (*((name,) for name in DRAWING), ("agenda", "new"), ("agenda", "check")):
        assert {"--cluster", "--store", "--no-store"} <= options(command), command
    assert "--cluster" in options(("replay",))
    assert "--store" not in options(("replay",))  # what is replayed is computed again
    assert "--cluster" not in options(("figures",))


def test_whatever_has_draws_can_use_a_cluster_but_what_the_page_on_it_names():
    """What replays computes anew; a page of 64 draws and a past year stay on one machine (docs/cluster.md)."""
    alone = {("lab",), ("agenda", "example")}
    top: Any = typer.main.get_command(app)
    names = {
        (name, *more)
        for name, one in top.commands.items()
        for more in ([(inner,) for inner in one.commands] if hasattr(one, "commands") else [()])
    }
    drawing = {name for name in names if "--draws" in options(name)}
    assert len(drawing) > 10
    assert {name for name in drawing if "--cluster" not in options(name)} == alone


def test_a_command_keeps_its_name_and_gets_what_was_asked():
    heard = []

    def own(package: str, lang: str | None = None) -> None:
        """Its own words."""
        heard.append((package, lang))

    made = runs_draws(own)
    assert (made.__name__, made.__doc__) == ("own", "Its own words.")
    made("paper", lang="nl", cluster=None, store=False)
    assert heard == [("paper", "nl")]
