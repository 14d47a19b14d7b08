"""Ctrl+C that cannot get lost.

Python ignores what is raised inside some callbacks, such as those of garbage collection, and an interrupt that falls
into one is gone. So it is remembered, and raised again as soon as more work is told to be done.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType

_asked = threading.Event()


def listen() -> None:
    """Hear Ctrl+C, unless whoever started this process has it ignored or hears it in another way."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _hear)


def check() -> None:
    """Raise KeyboardInterrupt where one was asked for before."""
    if _asked.is_set():
        raise KeyboardInterrupt


def _hear(_number: int, _frame: FrameType | None) -> None:
    _asked.set()
    raise KeyboardInterrupt
