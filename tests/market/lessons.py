"""What the lessons of the small account share: rulers of an outcome, and how a lesson that is missed is marked."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.country import parameters
from krapte.country.axes import GROUPS, TECHNIEK
from krapte.market import readings

FORMS = pytest.mark.parametrize("form", [0.0, 1.0], ids=["churn", "reduced"])
COUNT = len(TECHNIEK)


def at(year: int) -> int:
    """The outcome of a year stands in the row of the step that leads to it."""
    return year - 2014


def every(first: int, value: float) -> dict[int, float]:
    return dict.fromkeys(range(first, 2050), value)


def missed(*values, reason: str):
    """A case that misses the bound of its lesson: the reason says what comes out instead, so that a change is seen."""
    # Strict: the bound stays as the lesson has it, and a mechanism that comes to meet it must take the mark away.
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


def labour(outcome) -> np.ndarray:
    return outcome.employed + outcome.unemployed


def of(name: str) -> np.ndarray:
    return np.array([parameters.find(f"readings.{name}[{group}]")[0].central for group in GROUPS])


def shortage(outcome) -> np.ndarray:
    """Full-time jobs by year and group."""
    return readings.shortage(outcome.vacancies, outcome.filled, of("frictional_days"), of("fte_per_person"))


def technical(values: np.ndarray) -> np.ndarray:
    return values[:, :COUNT].sum(axis=1)
