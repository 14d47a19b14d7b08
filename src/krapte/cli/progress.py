"""A line of progress on stderr for what takes over two seconds; none when stderr is no terminal."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Self

from krapte.cli import interrupt
from krapte.words import text
from krapte.words.formats import exact

if TYPE_CHECKING:
    from rich.status import Status

PATIENCE = 2.0  # seconds of silence


class Progress:
    """Called with (done, total) by the work; appears after two seconds, even before the first call."""

    def __init__(self, lang: str, counted: str = "cli.progress") -> None:
        """``counted`` is the sentence for how far it is: of draws, unless something else is counted."""
        self._lang, self._counted = lang, counted
        self._words = text("cli.computing", lang)
        self._status: Status | None = None
        self._lock = threading.Lock()
        self._over = False
        self._timer = threading.Timer(PATIENCE, self._appear)
        self._timer.daemon = True

    def __call__(self, done: int, total: int) -> None:
        """Say how far the work is; KeyboardInterrupt where Ctrl+C was asked and got lost."""
        interrupt.check()
        told = text(self._counted, self._lang, done=exact(done, self._lang), total=exact(total, self._lang))
        with self._lock:
            self._words = f"{text('cli.computing', self._lang)}: {told}"
            if self._status is not None:
                self._status.update(self._words)

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._status is not None:
                self._status.stop()

    def _appear(self) -> None:
        from rich.console import Console
        from rich.status import Status

        with self._lock:
            if not self._over:
                self._status = Status(
                    self._words, console=Console(stderr=True, markup=False, highlight=False)
                )
                self._status.start()
