"""Variants on one set of draws, from wherever they come: the store, a cluster, or run here.

Without a store and a cluster all draws are run at once. With one of them they go part by part; each part is kept as
soon as it is there, so that what is interrupted goes on from the parts that were done. All ways give the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.engine import identity, invariants, kept, part, workshop
from krapte.engine.cohort import World
from krapte.engine.kept import PAGES
from krapte.engine.packed import Packed, pack, unpack
from krapte.engine.part import Ground, Part
from krapte.engine.shared import SharedRuns
from krapte.engine.workshop import Workshop
from krapte.market.state import Outcome
from krapte.measures.effects import Effects

Floats = NDArray[np.float64]
Hear = Callable[[int], None]
ROUNDS = 3  # of parts that variants are sent in together: more would only take memory


class Asked(NamedTuple):
    """A part that is to be had: where it stands among the parts, its key, and its table."""

    at: int
    key: str
    table: Packed


class Parts:
    """Variants on draws ``parameters [draw, slot]``, ``shock [draw, step]``, up to the year ``to``.

    ``scenario`` is the name by which another machine makes the same ``world``.
    """

    def __init__(self, parameters: Floats, shock: Floats, world: World, to: int, scenario: str) -> None:
        self.parameters, self.shock, self.world, self.to = parameters, shock, world, to
        self.scenario = scenario
        self.whole = SharedRuns(parameters, shock, world, to)
        self._by_part: dict[int, SharedRuns] = {}

    def outcome(self, moved: Effects[Floats], progress: Hear | None = None) -> Outcome:
        """All that the engine returns of a variant, run here at once; kept nowhere."""
        return self.whole.outcome(moved, progress)

    def kept(
        self, moved: Effects[Floats], progress: Hear | None = None, pages: Sequence[str] = tuple(PAGES)
    ) -> dict[str, Floats]:
        """What is kept of a variant ``[draw, step, ...]``, once no invariant is broken."""
        place = workshop.current()
        if place.store is None and place.cluster is None:
            return checked(self.whole.outcome(moved, progress), pages)
        return self._several([moved], progress, pages, place)[0]

    def each(
        self, tables: Iterable[Effects[Floats]], progress: Hear | None, pages: Sequence[str]
    ) -> Iterator[dict[str, Floats]]:
        """What is kept of each variant, in their order. A cluster runs as many at once as it has threads for."""
        place = workshop.current()
        if place.cluster is None:
            for moved in tables:
                yield self.kept(moved, progress, pages)
            return
        waiting = iter(tables)
        while block := list(islice(waiting, self._at_once(place.cluster.threads))):
            yield from self._several(block, progress, pages, place)

    def _at_once(self, threads: int) -> int:
        """Variants to send together: some rounds of parts, since the last of a round leaves threads without work."""
        return max(1, ROUNDS * threads // len(list(part.spans(len(self.parameters)))))

    def _several(
        self, tables: Sequence[Effects[Floats]], progress: Hear | None, pages: Sequence[str], place: Workshop
    ) -> list[dict[str, Floats]]:
        """What is kept of some variants, each part from the store or made, once, and then kept there."""
        variants = [list(self._asked(moved, place)) for moved in tables]
        found: dict[str, dict[str, Floats]] = {}
        missing: dict[str, Asked] = {}
        for asked in (one for parts in variants for one in parts):
            known = place.store.get(asked.key, pages) if place.store else None
            if known is None:
                missing[asked.key] = asked
                continue
            found[asked.key] = known
            draws = len(known["employed"])
            place.from_store += draws
            if progress:
                progress(draws)
        for key, made in self._made(missing, pages, place, progress):
            if place.store:
                place.store.put(key, {page: kept.page_of(made, page) for page in pages})
            found[key] = made
            if place.cluster and progress:  # what is run here tells itself, batch by batch
                progress(len(made["employed"]))
        return [kept.join([found[one.key] for one in parts]) for parts in variants]

    def _asked(self, moved: Effects[Floats], place: Workshop) -> Iterator[Asked]:
        by = place.cluster.identity if place.cluster else identity.here()
        for at, (first, end) in enumerate(part.spans(len(self.parameters))):
            table = pack(moved, first, end)
            yield Asked(at, part.key(self._ground_keys[at], table, by), table)

    def _made(
        self, missing: Mapping[str, Asked], pages: Sequence[str], place: Workshop, progress: Hear | None
    ) -> Iterator[tuple[str, dict[str, Floats]]]:
        if place.cluster is not None:
            questions = (
                (key, Part(self._grounds[one.at], one.table, tuple(pages))) for key, one in missing.items()
            )
            yield from place.cluster.answers(questions)
            return
        for key, one in missing.items():
            yield key, checked(self._shared(one.at).outcome(unpack(one.table), progress), pages)

    def _shared(self, at: int) -> SharedRuns:
        if at not in self._by_part:
            ground = self._grounds[at]
            self._by_part[at] = SharedRuns(ground.parameters, ground.shock, self.world, self.to)
        return self._by_part[at]

    @cached_property
    def _grounds(self) -> list[Ground]:
        world = identity.of_world(self.world)
        return [
            Ground(self.scenario, world, self.to, self.parameters[first:end], self.shock[first:end])
            for first, end in part.spans(len(self.parameters))
        ]

    @cached_property
    def _ground_keys(self) -> list[str]:
        return [ground.key() for ground in self._grounds]


def checked(outcome: Outcome, pages: Sequence[str] = tuple(PAGES)) -> dict[str, Floats]:
    """What is kept of an outcome, once no invariant is broken."""
    invariants.check(outcome)
    return kept.keep(outcome, pages)
