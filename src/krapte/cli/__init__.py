"""The command line: ``krapte baseline``, ``answer``, ``effect``, ``figures``, ``parameters``, ``measures``,
``packages``, ``urgency``, ``check``, ``replay`` and the rest, one file per command.

Importing this loads Typer and the texts, nothing numerical: help must be there within 0.3 seconds.
"""

from __future__ import annotations

import contextlib
import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code; a closed pipe (``| head``) ends quietly."""
    from krapte.cli import interrupt
    from krapte.cli.app import app

    interrupt.listen()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    code: object = 0
    try:
        app(prog_name="krapte")
    except SystemExit as end:
        code = end.code
    except KeyboardInterrupt:
        code = 130
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes again at its end: give it somewhere to write, so that it stays quiet too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code if isinstance(code, int) else 0 if code is None else 1)
