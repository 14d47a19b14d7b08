"""The two ways in which krapte refuses to go on.

An :class:`InputError` is the user's to mend (exit code 2): it names the place, what was found and what was
expected. An :class:`InvariantError` is ours (exit code 3): a run broke a law of the model, so nothing it
computed may be shown. Both carry facts only; sentences in Dutch and English live in ``krapte.words``.
"""

from __future__ import annotations

from functools import partial
from typing import Any


class InputError(ValueError):
    """Bad input: where it stands, what was found, what was expected.

    ``code`` names the sort of error (``unknown_scenario``, ``year_out_of_range``, ...); ``where`` is a place a
    person can go to (``tables/figures.csv:12: unit`` or ``m1.yaml:9:14: moves.0.value`` or ``--scenario``).
    """

    def __init__(self, code: str, *, where: str = "", found: object = "", expected: object = "") -> None:
        self.code = code
        self.where = where
        self.found = str(found)
        self.expected = str(expected)
        super().__init__(str(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """So that an error of another machine arrives as it was; of several, the first."""
        again = partial(InputError, where=self.where, found=self.found, expected=self.expected)
        return again, (self.code,)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        found = f": found {self.found}" if self.found else ""
        expected = f", expected {self.expected}" if self.expected else ""
        return f"{place}{self.code.replace('_', ' ')}{found}{expected}"


class InvariantError(RuntimeError):
    """A run broke an invariant of the model (persons not conserved, clearing without a root, ...)."""

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code.replace('_', ' ')}: {detail}")

    def __reduce__(self) -> tuple[Any, ...]:
        return InvariantError, (self.code, self.detail)
