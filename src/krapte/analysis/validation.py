"""Validation: the model beside published figures, deviations and all.

Parameters are those after history was seen. Five questions. Does the account of people come out as counted? Where does
a run end that starts in 2013 and is told output, demography, schools and law, but no employment? Does the clearing give
the published numbers when jobs and labour are given? How much has to be moved to start answers from the stocks of 2024?
And does what was fitted lie where runs say it should?
"""

from __future__ import annotations

from typing import NamedTuple

from krapte.analysis import (
    validation_base,
    validation_history,
    validation_levels,
    validation_people,
    validation_runs,
    validation_school,
    validation_work,
)
from krapte.analysis.validation_clearing import CLOSED_TO, Cleared, clearing
from krapte.analysis.validation_history import Seen
from krapte.analysis.validation_levels import Level
from krapte.analysis.validation_lines import Block

# Every block of the page, in its order; the clearing stands beside them.
TITLES = (
    "Residents by age",
    "Births and deaths",
    "Whole economy",
    "Employed by group",
    "Employed by diploma",
    "Technical vacancies (UWV)",
    "Students",
    "Technical entrants",
    "Diplomas",
    "Retirement at 67",
    "Labour migrants: arrivals",
    "Labour migrants: how long they stay",
    "Construction 2013-2018",
    "Bridges from ISCO to BRC",
    "Margins of the base stocks",
    "The anchor of 2024",
)


class Validation(NamedTuple):
    """All that the page tells."""

    draws: int
    blocks: tuple[Block, ...]
    cleared: tuple[Cleared, ...]  # closed on all years
    cleared_early: tuple[Cleared, ...]  # closed on the years to ``CLOSED_TO``
    history: tuple[Seen, ...]  # what was fitted
    levels: tuple[Level, ...]  # counts of a few years only


def make(draws: int = validation_runs.DRAWS, seed: int = 1) -> Validation:
    """A free run and an anchored one, set beside everything published."""
    free, anchored = (validation_runs.run(on, draws, seed) for on in (False, True))
    classes = validation_school.history(free)
    blocks = (
        validation_people.population(free),
        validation_people.births_and_deaths(free),
        validation_work.totals(free),
        validation_work.groups(free),
        validation_work.by_level(free),
        validation_work.technical_vacancies(free),
        validation_school.students(classes),
        validation_school.entrants(classes),
        validation_school.diplomas(classes),
        validation_people.retiring(free),
        validation_people.arriving(),
        validation_people.leaving(free),
        validation_work.construction(free),
        validation_base.bridges(),
        validation_base.margins(),
        validation_base.anchored(anchored),
    )
    assert tuple(block.title for block in blocks) == TITLES
    seen = tuple(validation_history.rows(free))
    levels = tuple(validation_levels.rows(free))
    return Validation(draws, blocks, tuple(clearing()), tuple(clearing(CLOSED_TO)), seen, levels)
