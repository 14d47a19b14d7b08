"""Questions answered from wherever: the store, a cluster, or here.

A question is text and numbers with a key. What was answered once is in the store under that key; what is not there is
asked of the cluster, or answered here one after another. Each answer is kept as soon as it is there, so that what is
interrupted goes on from what was done. All ways give the same bits.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import Lock
from typing import Any, Protocol

from krapte.engine import identity, kept, workshop
from krapte.engine.cohort import World
from krapte.engine.identity import Identity
from krapte.engine.kept import Floats
from krapte.engine.part import Ground, Hear
from krapte.engine.workshop import Workshop


class Question(Protocol):
    """A part of the draws of a variant, sets of measures on one draw, or slopes."""

    @property
    def ground(self) -> Ground:
        """What it shares with others."""

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages of which its answer is."""

    def key(self, ground: str, by: Identity) -> str:
        """The key of its answer; ``ground`` is the key of the ground."""

    def runner(self, world: World, threads: int | None = None) -> Any:
        """What answers questions of its kind on its ground."""

    def answer(self, runner: Any, hear: Hear | None = None) -> dict[str, Floats]:
        """Arrays by name; the leading axis is that of draws, or of sets."""


class Runners:
    """What runs questions, by what they share: years that many have in common are run once.

    Those used longest ago go when they have more than ``most`` draws together.
    """

    def __init__(self, world: Callable[[Ground], World], threads: int | None, most: int) -> None:
        self.world, self.threads, self.most = world, threads, most
        self._known: OrderedDict[tuple[type, str], tuple[int, Any]] = OrderedDict()
        self._lock = Lock()

    def of(self, question: Question, ground: str) -> Any:
        """What runs a question; ``ground`` is the key of its ground."""
        key = (type(question), ground)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key][1]
        made = question.runner(self.world(question.ground), self.threads)
        with self._lock:
            self._known[key] = (len(question.ground.parameters), made)
            while len(self._known) > 1 and sum(draws for draws, _ in self._known.values()) > self.most:
                self._known.popitem(last=False)
        return made


def answers(
    asked: Sequence[Question],
    runners: Runners,
    hear: Hear | None = None,
    grounds: Sequence[str] | None = None,
) -> list[dict[str, Floats]]:
    """What is kept of each question, in their order; ``grounds`` are the keys of their grounds where those are known.

    ``hear`` is told how many draws or sets are done.
    """
    place = workshop.current()
    keys = list(grounds) if grounds is not None else [one.ground.key() for one in asked]
    if place.store is None and place.cluster is None:
        return [one.answer(runners.of(one, key), hear) for one, key in zip(asked, keys, strict=True)]
    by = place.cluster.identity if place.cluster else identity.here()
    names = [one.key(key, by) for one, key in zip(asked, keys, strict=True)]
    found: dict[str, dict[str, Floats]] = {}
    missing: dict[str, tuple[Question, str]] = {}
    for name, one, key in zip(names, asked, keys, strict=True):
        if name in found or name in missing:
            continue
        known = place.store.get(name, one.pages) if place.store else None
        if known is None:
            missing[name] = (one, key)
            continue
        found[name] = known
        place.from_store += _count(known)
        if hear:
            hear(_count(known))
    for name, made in _made(missing, runners, place, hear):
        if place.store:
            pages = missing[name][0].pages
            place.store.put(name, {page: kept.page_of(made, page) for page in pages})
        found[name] = made
        if place.cluster and hear:  # what is run here tells itself, batch by batch
            hear(_count(made))
    return [found[name] for name in names]


def _made(
    missing: Mapping[str, tuple[Question, str]], runners: Runners, place: Workshop, hear: Hear | None
) -> Iterator[tuple[str, dict[str, Floats]]]:
    if place.cluster is not None:
        yield from place.cluster.answers((name, one) for name, (one, _) in missing.items())
        return
    for name, (one, key) in missing.items():
        yield name, one.answer(runners.of(one, key), hear)


def _count(made: Mapping[str, Floats]) -> int:
    """Draws or sets of an answer."""
    return len(next(iter(made.values())))
