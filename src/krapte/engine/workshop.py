"""Where runs are done and where what came of them is kept: here or on a cluster, with or without a store.

A command opens a workshop; every run within it uses it, whoever asks for the run. Without one all is run here and
nothing is written: so does the laboratory's page, and Python unless told otherwise::

    from krapte.engine import workshop

    with workshop.opened(store=True, cluster="tcp://10.0.0.5:8786"):
        krapte.load().run("paper")
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from krapte.engine.cluster import Cluster
    from krapte.engine.part_store import PartStore


class Workshop:
    """Opened at its first run: until then no folder is made and nobody is called."""

    def __init__(self, store: bool = False, cluster: str | None = None) -> None:
        self._wants_store, self._address = store, cluster
        self._leave = contextlib.ExitStack()
        self.from_store = 0
        """Draws that were not run, since they ran before."""

    @cached_property
    def store(self) -> PartStore | None:
        """The store that the environment asks for, if one is wanted."""
        if not self._wants_store:
            return None
        from krapte.engine import part_store

        return part_store.opened()

    @cached_property
    def cluster(self) -> Cluster | None:
        """The cluster, if an address was given."""
        if self._address is None:
            return None
        from krapte.engine import cluster

        return self._leave.enter_context(cluster.joined(self._address))

    def opens(self, name: str) -> bool:
        """Whether its ``store`` or ``cluster`` was asked for by a run, so that there is something to tell of it."""
        return vars(self).get(name) is not None

    def close(self) -> None:
        """Leave the cluster."""
        self._leave.close()


PLAIN = Workshop()
_current: ContextVar[Workshop] = ContextVar("workshop", default=PLAIN)


def current() -> Workshop:
    """The workshop that is open; without one, all is run here and nothing is kept."""
    return _current.get()


@contextlib.contextmanager
def opened(*, store: bool = True, cluster: str | None = None) -> Iterator[Workshop]:
    """Open a workshop: ``cluster`` is the address of a Dask scheduler; ``store=False`` keeps nothing."""
    made = Workshop(store, cluster)
    token = _current.set(made)
    try:
        yield made
    finally:
        _current.reset(token)
        made.close()
