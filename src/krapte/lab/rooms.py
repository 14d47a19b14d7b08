"""Laboratories that are kept open, by scenario, horizon and benchmark, so that a baseline runs once for all visitors.

A laboratory of 1,000 draws takes several hundred MB, so one is kept; those of a quick answer are small.
"""

from __future__ import annotations

from krapte.analysis.laboratory import Laboratory
from krapte.lab.kept import Kept
from krapte.lab.question import Question, Sizes
from krapte.lab.quick import Quick
from krapte.lab.typical import Typical

KEPT = Sizes(quick=6, full=1)  # laboratories of each size


class Rooms:
    """The laboratories of a server."""

    def __init__(self, sizes: Sizes) -> None:
        self._labs = {draws: Kept[Quick](most) for draws, most in zip(sizes, KEPT, strict=True)}
        self._typical = Kept[Typical](KEPT.quick)
        self._quick = sizes.quick

    def room(self, question: Question, draws: int) -> Quick:
        """The laboratory of a question at one of the two numbers of draws."""
        return self._labs[draws].get(_key(question), lambda: Quick(_open(question, draws)))

    def typical(self, question: Question) -> Typical:
        """The typical run among the draws of a quick answer."""
        room = self.room(question, self._quick)
        return self._typical.get(_key(question), lambda: Typical(room.lab.runs))

    def peek(self, question: Question, draws: int) -> Quick | None:
        """The laboratory if it is open already."""
        return self._labs[draws].peek(_key(question))

    def lab(self, question: Question, draws: int) -> Laboratory:
        """The same, or a new one for a number of draws that is not kept."""
        return self.room(question, draws).lab if draws in self._labs else _open(question, draws)


def _key(question: Question) -> tuple[str, int, str, int]:
    return question.scenario, question.to, question.benchmark, question.seed


def _open(question: Question, draws: int) -> Laboratory:
    return Laboratory(
        scenario=question.scenario,
        draws=draws,
        seed=question.seed,
        to=question.to,
        benchmark=question.benchmark,
    )
