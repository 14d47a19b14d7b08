"""Help is quick because nothing heavy is loaded for it; a closed pipe and a wrong word end quietly."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

from typer.testing import CliRunner

from krapte.cli.app import app

HEAVY = ("jax", "xarray", "pandas", "scipy", "altair", "pydantic", "rich", "vl_convert", "ruamel")


def _python(*args: str, **more: Any) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "LANG": "en_GB.UTF-8"}
    return subprocess.run(
        [sys.executable, *args], capture_output=True, text=True, env=env, timeout=60, **more
    )


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    code = f"import sys, krapte.cli, krapte.cli.app; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    assert _python("-c", code).stdout.strip() == "[]"


def test_help_lists_the_commands_and_exit_codes() -> None:
    result = CliRunner().invoke(app, ["--help"])
    assert result.exit_code == 0
    for name in (
        "baseline",
        "answer",
        "effect",
        "figures",
        "law",
        "urgency",
        "parameters",
        "measures",
        "packages",
        "check",
        "replay",
    ):
        assert name in result.stdout
        assert CliRunner().invoke(app, [name, "--help"]).exit_code == 0
    assert "130" in result.stdout
    assert CliRunner().invoke(app, ["--version"]).stdout.startswith("krapte ")


def test_a_closed_pipe_is_quiet() -> None:
    command = f"{sys.executable} -m krapte parameters --format json | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert done.stdout == "{\n"
    assert done.stderr == ""


def test_main_leaves_with_the_exit_code() -> None:
    done = _python("-m", "krapte", "parameters", "no.such")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
