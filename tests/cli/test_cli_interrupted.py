"""A split and a choice that are cut short say so, keep what was done, and go on from there; nothing is half written."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from krapte.analysis.choose import levers
from krapte.cli.app import app
from krapte.engine import cohort, part_store

OTHERS = [part for one in levers.priced() if one.id not in ("i3", "m1") for part in ("--without", one.id)]
TECHNICIAN_YEARS = ["--goal", "technician_years", "--by", "2029", "--no-regret"]
SPLIT = ["split", "first-four", "--draws", "3", "--to", "2029"]
CHOOSE = ["choose", "--budget", "30e6", *OTHERS, *TECHNICIAN_YEARS, "--draws", "8"]
KEPT = "finished parts are kept: the same command goes on from there."


def run(*args: str) -> Any:
    return CliRunner().invoke(app, list(args), env={"LANG": "en_GB.UTF-8"})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(part_store.PLACE, str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.mark.parametrize("asked", [SPLIT, CHOOSE], ids=["split", "choose"])
def test_interrupted_and_asked_again_the_answer_is_that_of_one_go(asked, folder, monkeypatch, tmp_path):
    whole = run(*asked, "--no-store", "--format", "json")
    real, count = cohort.walk, []

    def walk(*given, **others):
        count.append(1)
        if len(count) == 4:
            raise KeyboardInterrupt
        return real(*given, **others)

    monkeypatch.setattr(cohort, "walk", walk)
    stopped = run(*asked, "--out", str(tmp_path / "out"))
    monkeypatch.setattr(cohort, "walk", real)
    assert stopped.exit_code == 130
    assert KEPT in stopped.stderr
    assert stopped.stderr.endswith("krapte: Interrupted.\n")
    assert stopped.stdout == ""
    assert not (tmp_path / "out").exists()
    again = run(*asked, "--format", "json")
    assert "came from the store" in again.stderr
    assert content(again) == content(whole)


def content(told: Any) -> Any:
    assert told.exit_code == 0, told.output
    return json.loads(told.stdout)["manifest"]["content"]


@pytest.mark.parametrize("asked", [SPLIT, CHOOSE], ids=["split", "choose"])
def test_a_full_disk_is_one_line_and_nothing_half_written(asked, folder, monkeypatch):
    real, count = os.replace, []

    def full(*given):
        count.append(1)
        if len(count) > 2:
            raise OSError(28, "No space left on device")
        real(*given)

    monkeypatch.setattr(part_store.os, "replace", full)
    made = run(*asked)
    assert made.exit_code == 2
    assert "No space left on device" in made.stderr
    assert made.stdout == ""
    assert not list(folder.glob(f"{part_store.HALF}*"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked",
    [
        ["split", "paper", "--draws", "12", "--to", "2029", "--no-pairs"],
        ["choose", "--budget", "60e6", *OTHERS, *TECHNICIAN_YEARS, "--draws", "64"],
    ],
    ids=["split", "choose"],
)
def test_a_real_process_that_is_interrupted_is_resumed(asked, folder):
    """Ctrl+C as a terminal sends it, once some parts are done."""
    command = [sys.executable, "-m", "krapte", *asked, "--lang", "en", "--format", "json"]
    env = {**os.environ, part_store.PLACE: str(folder)}
    # A shell that starts tests in the background has them ignore Ctrl+C, and their children with them.
    started = subprocess.Popen(
        command,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    with started as child:
        until = time.monotonic() + 240
        while len(parts(folder)) < 3 and child.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        child.send_signal(signal.SIGINT)
        out, said = child.communicate(timeout=300)
    assert child.returncode == 130, said
    assert KEPT in said
    assert said.endswith("krapte: Interrupted.\n")
    assert out == ""
    assert not list(folder.glob(f"{part_store.HALF}*"))
    kept = {path.name for path in parts(folder)}
    again, plain = (
        subprocess.run([*command, *more], env=env, capture_output=True, text=True, check=True, timeout=300)
        for more in ([], ["--no-store"])
    )
    found = re.search(r"([\d,]+) runs of a draw came from the store", again.stderr)
    assert found
    assert int(found[1].replace(",", "")) > 0
    assert kept < {path.name for path in parts(folder)}
    assert json.loads(again.stdout)["manifest"]["content"] == json.loads(plain.stdout)["manifest"]["content"]


@pytest.mark.slow
@pytest.mark.parametrize("asked", [[*SPLIT[:3], "12", *SPLIT[4:]], CHOOSE], ids=["split", "choose"])
def test_two_at_once_in_one_store_give_the_same(asked, folder):
    command = [sys.executable, "-m", "krapte", *asked, "--lang", "en", "--format", "json"]
    env = {**os.environ, part_store.PLACE: str(folder)}
    both = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [child.communicate(timeout=900)[0] for child in both]
    assert [child.returncode for child in both] == [0, 0]
    one, two = (json.loads(words)["manifest"]["content"] for words in said)
    assert one == two
    assert content(run(*asked, "--no-store", "--format", "json")) == one
    assert not list(folder.glob(f"{part_store.HALF}*"))


def parts(folder: Path) -> list[Path]:
    return (
        [path for path in folder.glob("*.*") if part_store.NAME.fullmatch(path.name)]
        if folder.is_dir()
        else []
    )
