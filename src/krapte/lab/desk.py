"""The desk where work waits: lanes by urgency, a bounded queue, a time limit, and work that can be called back.

A lane has its own thread. Less urgent work gives way at each batch of draws while more urgent work is there; work that
nobody waits for any more, or that takes too long, stops at its next batch. Nothing is ever half told: work that stops
tells nothing.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from krapte.figures.errors import InputError

T = TypeVar("T")
LANES = ("line", "quick", "full", "split")  # the most urgent first
WAITING = {"line": 64, "quick": 32, "full": 16, "split": 8}  # pieces of work a lane takes
THREADS = {"line": 2, "quick": 1, "full": 1, "split": 1}
SECONDS = {
    "line": 10.0,
    "quick": 60.0,
    "full": 180.0,
    "split": 600.0,
}  # of one piece of work, waiting included
PATIENCE = 0.02  # seconds between two looks whether the more urgent work is done


class Superseded(Exception):  # noqa: N818  no error: the visitor moved on
    """Nobody waits for this work any more."""


class Busy(InputError):  # noqa: N818  a state, told as such
    """The queue is full: the visitor may come back soon."""


class TooLong(InputError):  # noqa: N818
    """The work took more time than one request may."""


class Ticket:
    """One piece of work: whether somebody still waits for it, and until when."""

    def __init__(self) -> None:
        self._over = threading.Event()

    def call_back(self) -> None:
        """Nobody waits for it any more."""
        self._over.set()

    @property
    def is_over(self) -> bool:
        """Whether it was called back."""
        return self._over.is_set()


class Desk:
    """Takes work, runs it in the order of its lane, and knows what is more urgent."""

    def __init__(self) -> None:
        self._pools = {
            lane: ThreadPoolExecutor(THREADS[lane], thread_name_prefix=f"lab-{lane}") for lane in LANES
        }
        self._lock = threading.Lock()
        self._there = dict.fromkeys(LANES, 0)
        self._closing = threading.Event()

    async def do(self, lane: str, ticket: Ticket, work: Callable[[Callable[[int, int], None]], T]) -> T:
        """The result of ``work(hear)`` in a thread of the lane; ``hear`` is what the work reports its progress to."""
        with self._lock:
            if self._there[lane] >= WAITING[lane] or self._closing.is_set():
                raise Busy("lab_busy", where=lane)
            self._there[lane] += 1
        until = time.monotonic() + SECONDS[lane]

        def hear(done: int, total: int) -> None:
            del done, total
            self._check(lane, ticket, until)

        def run() -> T:
            try:
                self._check(lane, ticket, until, give_way=False)
                return work(hear)
            finally:
                with self._lock:
                    self._there[lane] -= 1

        try:
            future = self._pools[lane].submit(run)
        except RuntimeError:  # the pool was closed meanwhile
            with self._lock:
                self._there[lane] -= 1
            raise Busy("lab_busy", where=lane) from None
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            ticket.call_back()
            if future.cancelled():  # it never began, so it could not count itself off
                with self._lock:
                    self._there[lane] -= 1
            raise

    def _check(self, lane: str, ticket: Ticket, until: float, give_way: bool = True) -> None:
        """Stop what is called back or late; wait while something more urgent is there."""
        while True:
            if ticket.is_over or self._closing.is_set():
                raise Superseded
            if time.monotonic() > until:
                raise TooLong("lab_time", where=lane, expected=f"{SECONDS[lane]:g} s")
            if not (give_way and self._more_urgent(lane)):
                return
            time.sleep(PATIENCE)

    def _more_urgent(self, lane: str) -> bool:
        with self._lock:
            return any(self._there[one] for one in LANES[: LANES.index(lane)])

    @property
    def waiting(self) -> dict[str, int]:
        """Pieces of work at each lane, running and waiting."""
        with self._lock:
            return dict(self._there)

    def close(self) -> None:
        """Stop: running work ends at its next batch, waiting work never begins."""
        self._closing.set()
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)
