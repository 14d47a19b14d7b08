"""What breaks a law of the model is refused, never shown."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.engine import invariants
from krapte.figures.errors import InvariantError
from krapte.market.account import NAMES, PLACES
from krapte.market.state import Outcome


@pytest.fixture
def good(run):
    made = run({}, {"card.quota": {2030: 1000.0}})
    return Outcome(*(np.array(leaf)[None] for leaf in made))


def test_a_good_run_passes(good):
    invariants.check(good)


def broken(good, field, at, value):
    leaf = getattr(good, field).copy()
    leaf[at] = value
    return good._replace(**{field: leaf})


@pytest.mark.parametrize(
    ("field", "at", "value", "code"),
    [
        ("vacancies", (0, 5, 1), np.nan, "not_finite"),
        ("residual", (0, 20, 0), 2e-8, "not_cleared"),
        ("unemployed", (0, 9, 0), -1.0, "negative"),
        ("people", (0, 9, 40), 1_000_001.0, "not_conserved"),
        ("flows", (0, 12, 1, NAMES.index("births"), PLACES.index("young")), 0.0, "not_conserved"),
        ("flows", (0, 12, 0, NAMES.index("retirement"), 0), 0.0, "not_conserved"),
    ],
)
def test_each_law_can_be_broken(good, field, at, value, code):
    with pytest.raises(InvariantError) as error:
        invariants.check(broken(good, field, at, value))
    assert error.value.code == code
