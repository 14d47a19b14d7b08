"""Variants on one set of draws, from wherever they come: the store, a cluster, or run here.

Without a store and a cluster all draws are run at once. With one of them they go part by part; each part is kept as
soon as it is there, so that what is interrupted goes on from the parts that were done. All ways give the same bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from krapte.engine import identity, invariants, kept, part, workshop
from krapte.engine.asked import Question, Runners, answers
from krapte.engine.cohort import World
from krapte.engine.kept import PAGES
from krapte.engine.packed import pack
from krapte.engine.part import Ground, Hear, Part
from krapte.engine.shared import SharedRuns
from krapte.engine.sloped import SIZE, SLOPES, Differ, Sloped
from krapte.engine.workshop import Workshop
from krapte.market.state import Outcome
from krapte.measures.effects import Effects

Floats = NDArray[np.float64]
ROUNDS = 3  # of parts that variants are sent in together: more would only take memory
WHOLE = tuple(PAGES)


class Parts:
    """Variants on draws ``parameters [draw, slot]``, ``shock [draw, step]``, up to the year ``to``.

    ``scenario`` is the name by which another machine makes the same ``world``; ``size`` the draws of a part, where
    another number than usual is wanted.
    """

    def __init__(
        self,
        parameters: Floats,
        shock: Floats,
        world: World,
        to: int,
        scenario: str,
        size: int | None = None,
    ) -> None:
        self.parameters, self.shock, self.world, self.to = parameters, shock, world, to
        self.scenario, self.size = scenario, size
        self.whole = SharedRuns(parameters, shock, world, to)
        # Room for all draws twice: their runs, and their slopes, which are parts of another size.
        self.runners = Runners(lambda _: world, None, 2 * len(parameters))

    def outcome(self, moved: Effects[Floats], progress: Hear | None = None) -> Outcome:
        """All that the engine returns of a variant, run here at once; kept nowhere."""
        return self.whole.outcome(moved, progress)

    def kept(
        self,
        moved: Effects[Floats],
        progress: Hear | None = None,
        pages: Sequence[str] = WHOLE,
        since: int = 0,
    ) -> dict[str, Floats]:
        """What is kept of a variant ``[draw, step from since, ...]``, once no invariant is broken."""
        return next(self.each([moved], progress, pages, since))

    def each(
        self,
        tables: Iterable[Effects[Floats]],
        progress: Hear | None,
        pages: Sequence[str] = WHOLE,
        since: int = 0,
    ) -> Iterator[dict[str, Floats]]:
        """What is kept of each variant, in their order. A cluster runs as many at once as it has threads for."""
        place = workshop.current()
        if place.store is None and place.cluster is None:
            for moved in tables:
                outcome = self.whole.outcome(moved, progress)
                invariants.check(outcome)
                yield kept.after(kept.keep(outcome, pages), since)
            return
        waiting = iter(tables)
        count = len(self._grounds)
        while block := list(islice(waiting, together(place, count))):
            asked = [one for moved in block for one in self._asked(moved, tuple(pages), since)]
            made = answers(asked, self.runners, progress, self._ground_keys * len(block))
            for first in range(0, len(made), count):
                yield kept.join(made[first : first + count])

    def slopes(
        self, moved: Effects[Floats], count: int, reading: str, progress: Hear | None = None
    ) -> Floats:
        """The slopes ``[draw, step, 32]`` of a reading of techniek in the last year in every dose, of the first
        draws."""
        place = workshop.current()
        if place.store is None and place.cluster is None:
            return Differ(self.ground(0, count), self.world).doses(pack(moved, 0, count), reading, progress)
        asked = [
            Sloped(self.ground(first, end), pack(moved, first, end), reading)
            for first, end in part.spans(count, SIZE)
        ]
        return np.concatenate([made[SLOPES] for made in answers(asked, self.runners, progress)])

    def ground(self, first: int, end: int) -> Ground:
        """The ground of some of the draws."""
        return Ground(self.scenario, self._world, self.to, self.parameters[first:end], self.shock[first:end])

    def _asked(self, moved: Effects[Floats], pages: tuple[str, ...], since: int) -> Iterator[Question]:
        spans = part.spans(len(self.parameters), self.size)
        for ground, (first, end) in zip(self._grounds, spans, strict=True):
            yield Part(ground, pack(moved, first, end), pages, since)

    @cached_property
    def _world(self) -> str:
        return identity.of_world(self.world)

    @cached_property
    def _grounds(self) -> list[Ground]:
        return [self.ground(first, end) for first, end in part.spans(len(self.parameters), self.size)]

    @cached_property
    def _ground_keys(self) -> list[str]:
        return [ground.key() for ground in self._grounds]


def together(place: Workshop, parts: int) -> int:
    """Variants of so many parts each to ask for at once: here one; a cluster gets some rounds of parts, since the last
    of a round leaves threads without work."""
    return max(1, ROUNDS * place.cluster.threads // parts) if place.cluster else 1
