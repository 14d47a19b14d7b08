"""Ctrl+C: one that falls where Python ignores what is raised is raised again when more work is told."""

from __future__ import annotations

import signal
import subprocess
import sys

LOST = """
import gc, os, signal
from krapte.cli import interrupt
from krapte.cli.progress import Progress

interrupt.listen()
gc.callbacks.append(lambda phase, info: signal.raise_signal(signal.SIGINT) if phase == "start" else None)
gc.collect()
gc.callbacks.clear()
print("went on", flush=True)
try:
    Progress("en")(1, 2)
except KeyboardInterrupt:
    print("raised again")
"""
IGNORED = """
import signal
from krapte.cli import interrupt

signal.signal(signal.SIGINT, signal.SIG_IGN)
interrupt.listen()
assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
interrupt.check()
print("nothing asked")
"""


def said(script: str) -> list[str]:
    """What a process of its own prints, with Ctrl+C as a terminal has it."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    return done.stdout.splitlines()


def test_an_interrupt_that_python_ignored_is_raised_at_the_next_batch():
    assert said(LOST) == ["went on", "raised again"]


def test_who_has_ctrl_c_ignored_keeps_it_so():
    assert said(IGNORED) == ["nothing asked"]
