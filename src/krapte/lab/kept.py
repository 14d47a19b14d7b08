"""What was made last is kept, so that who asks again gets it at once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """A store of the things used last; each is made once, also when several ask at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._store: OrderedDict[object, Made] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[object, threading.Lock] = {}

    def get(self, key: object, make: Callable[[], Made]) -> Made:
        """What is kept under the key, or is made now; a making that fails keeps nothing."""
        with self._lock:
            if key in self._store:
                self._store.move_to_end(key)
                return self._store[key]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            found = self.peek(key)
            if found is not None:
                return found
            made = make()
            with self._lock:
                self._store[key] = made
                while len(self._store) > self._most:
                    self._store.popitem(last=False)
                self._making.pop(key, None)
            return made

    def peek(self, key: object) -> Made | None:
        """What is kept under the key, if anything."""
        with self._lock:
            return self._store.get(key)

    def newest(self) -> list[Made]:
        """All that is kept, the last used first."""
        with self._lock:
            return list(reversed(self._store.values()))
