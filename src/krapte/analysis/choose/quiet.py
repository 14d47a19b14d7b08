"""Silence for a library that writes to the terminal by itself: HiGHS tells in C when it solves a plan anew.

Those lines would stand among the tables, the csv or the JSON that a command writes.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator

OUT = 1  # the file that C code writes to, whatever Python's own stdout is


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """What is written to the process's standard output meanwhile goes nowhere."""
    sys.stdout.flush()
    _flush()
    try:
        kept = os.dup(OUT)
    except OSError:  # closed: nobody reads it
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, OUT)
        yield
    finally:
        _flush()  # C keeps what it wrote until now, where no terminal reads it
        os.dup2(kept, OUT)
        os.close(kept)
        os.close(nowhere)


def _flush() -> None:
    with contextlib.suppress(OSError, AttributeError, TypeError):  # where C's own library has no such name
        ctypes.CDLL(None).fflush(None)
