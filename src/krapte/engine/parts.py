"""Variants on one set of draws, from wherever they come: the store, a cluster, or run here.

Without a store and a cluster all draws are run at once. With one of them they go part by part; each part is kept as
soon as it is there, so that what is interrupted goes on from the parts that were done. All ways give the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.engine import identity, invariants, kept, part, workshop
from krapte.engine.cohort import World
from krapte.engine.kept import PAGES
from krapte.engine.packed import Packed, pack
from krapte.engine.part import Ground, Part
from krapte.engine.shared import SharedRuns
from krapte.engine.workshop import Workshop
from krapte.market.state import Outcome
from krapte.measures.effects import Effects

Floats = NDArray[np.float64]
Hear = Callable[[int], None]


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
        spans = list(part.spans(len(self.parameters)))
        found: dict[int, dict[str, Floats]] = {}
        missing = []
        for asked in self._asked(moved, spans, place):
            known = place.store.get(asked.key, pages) if place.store else None
            if known is None:
                missing.append(asked)
                continue
            found[asked.at] = known
            draws = spans[asked.at][1] - spans[asked.at][0]
            place.from_store += draws
            if progress:
                progress(draws)
        for asked, made in self._made(moved, missing, pages, place, progress):
            if place.store:
                place.store.put(asked.key, {page: kept.page_of(made, page) for page in pages})
            found[asked.at] = made
            if place.cluster and progress:  # what is run here tells itself, batch by batch
                progress(len(made["employed"]))
        return kept.join([found[at] for at in range(len(spans))])

    def _asked(
        self, moved: Effects[Floats], spans: Sequence[tuple[int, int]], place: Workshop
    ) -> Iterator[Asked]:
        by = place.cluster.identity if place.cluster else identity.here()
        for at, (first, end) in enumerate(spans):
            table = pack(moved, first, end)
            yield Asked(at, part.key(self._ground_keys[at], table, by), table)

    def _made(
        self,
        moved: Effects[Floats],
        missing: Sequence[Asked],
        pages: Sequence[str],
        place: Workshop,
        progress: Hear | None,
    ) -> Iterator[tuple[Asked, dict[str, Floats]]]:
        if place.cluster is not None:
            questions = {one.key: Part(self._grounds[one.at], one.table, tuple(pages)) for one in missing}
            by_key = {one.key: one for one in missing}
            for key, made in place.cluster.answers(questions):
                yield by_key[key], made
            return
        for one in missing:
            yield one, checked(self._shared(one.at).outcome(self._rows(moved, one.at), progress), pages)

    def _rows(self, moved: Effects[Floats], at: int) -> Effects[Floats]:
        """The table of one part."""
        first, end = at * part.SIZE, (at + 1) * part.SIZE
        own = {name: leaf[first:end] for name, leaf in moved._asdict().items() if name != "set_on"}
        return moved._replace(**own)

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
