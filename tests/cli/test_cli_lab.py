"""``krapte lab``: what cannot be served is told before anything is computed."""

from __future__ import annotations

import socket

from typer.testing import CliRunner

from krapte.cli.app import app


def test_a_port_that_cannot_be_is_refused() -> None:
    run = CliRunner().invoke(app, ["lab", "--port", "99999", "--lang", "en"])
    assert run.exit_code == 2
    assert "99999" in run.output + run.stderr


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        run = CliRunner().invoke(app, ["lab", "--port", str(port), "--lang", "nl"])
    assert run.exit_code == 2
    assert str(port) in run.output + run.stderr


def test_help_names_the_ways_to_serve() -> None:
    run = CliRunner().invoke(app, ["lab", "--help"])
    assert run.exit_code == 0
    assert all(option in run.output for option in ("--host", "--port", "--root-path", "--allow-host"))
