"""The history that the shipped posterior was fitted to: the free run from 2013 beside what was published."""

from __future__ import annotations

from krapte.country import inputs, scenarios
from krapte.engine import cohort
from krapte.learning import data
from krapte.learning.misfit import History

SCENARIO = "moderate"  # scenarios part after the last year that is fitted


def load(last: int = data.LAST) -> History:
    """Series and world; InputError for a year after 2024."""
    series = data.observed(last)
    return History(series, cohort.world(inputs.load(scenarios.load(SCENARIO), anchored=False)))
