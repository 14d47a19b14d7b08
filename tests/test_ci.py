"""What the checks run, in which order, and what they say where there can be no browser."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

RUN = Path(__file__).parents[1] / ".ci" / "run"
MAKE = """#!/usr/bin/env bash
echo "$@" >> "$LOG"
[[ " $FAILS " == *" ${@: -1} "* ]] && exit 2 || exit 0
"""
NPM = """#!/usr/bin/env bash
exit "$PING"
"""
BROWSER, PAGE = "-s .chromium", "-s web/node_modules/.ready"
SAID = "browser tests did NOT run: "


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


def run(room: Path, fails: str = "", ping: int | None = 0) -> tuple[int, list[str], list[str]]:
    """Exit code, targets made and lines said, on a machine with these targets failing; ``ping`` is npm's, if any."""
    (room / ".ci").mkdir()
    (room / "web").mkdir()
    tools = room / "bin"
    tools.mkdir()
    shutil.copy(RUN, room / ".ci" / "run")
    for name in ("bash", "dirname"):
        (tools / name).symlink_to(shutil.which(name))
    write(tools / "make", MAKE)
    if ping is not None:
        write(tools / "npm", NPM)
    log = room / "log"
    env = {"PATH": str(tools), "LOG": str(log), "FAILS": fails, "PING": str(ping)}
    done = subprocess.run([room / ".ci" / "run"], env=env, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, log.read_text(encoding="utf-8").splitlines(), done.stdout.splitlines()


def test_the_checks_can_be_started():
    assert os.access(RUN, os.X_OK)


def test_tests_come_first_and_the_browser_last(tmp_path):
    assert run(tmp_path) == (0, ["test", BROWSER, PAGE, "test-browser"], [])


@pytest.mark.parametrize(
    ("fails", "made"), [("test", ["test"]), ("test-browser", ["test", BROWSER, PAGE, "test-browser"])]
)
def test_a_failing_test_fails_the_checks(tmp_path, fails, made):
    code, done, said = run(tmp_path, fails)
    assert code != 0
    assert (done, said) == (made, [])


@pytest.mark.parametrize(
    ("fails", "ping", "why"),
    [
        (".chromium", 0, "no Chromium"),
        ("web/node_modules/.ready", None, "no npm"),
        ("web/node_modules/.ready", 1, "registry"),
    ],
)
def test_where_no_browser_can_be_had_one_line_says_so(tmp_path, fails, ping, why):
    code, made, said = run(tmp_path, fails, ping)
    assert code == 0
    assert made[0] == "test"
    assert "test-browser" not in made
    (line,) = said
    assert line.startswith(SAID)
    assert why in line


def test_a_broken_lock_of_the_page_is_no_reason_to_pass(tmp_path):
    code, made, said = run(tmp_path, "web/node_modules/.ready", ping=0)
    assert code != 0
    assert "test-browser" not in made
    assert said == []
