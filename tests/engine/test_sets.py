"""Sets of measures on one draw: each is the run of that variant, whatever stands beside it; keys tell them apart."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.analysis.runs import Runs
from krapte.country.axes import FIRST_YEAR
from krapte.engine import identity
from krapte.engine.asked import Runners, answers
from krapte.engine.packed import pack
from krapte.engine.sets import SUMS, Sets
from krapte.engine.sloped import Sloped
from krapte.measures import packages

DRAW, TO, SINCE = 2, 2029, 2027 - FIRST_YEAR
OF = (("vacancies", "techniek"), ("shortage", "total"), ("capacity", "techniek"))


@pytest.fixture(scope="module")
def runs() -> Runs:
    return Runs("moderate", 3, 1, TO, "own")


def asked(runs: Runs, kept: list[list[bool]], earlier: bool = False) -> Sets:
    """Sets of two measures on one draw; on request with a dose of the first in a year before they differ."""
    moved = runs.moved(packages.load("first-four"))
    if earlier:
        dose = np.array(moved.dose)
        dose[:, SINCE - 1] = dose[:, SINCE + 1]
        moved = moved._replace(dose=dose)
    table = pack(moved, DRAW, DRAW + 1)
    whole = np.ones((len(kept), len(table.measures)), dtype=bool)
    whole[:, :2] = kept
    return Sets(runs.parts.ground(DRAW, DRAW + 1), table, whole, SINCE, OF, "own")


def test_a_set_is_the_run_of_that_variant_bit_for_bit(runs):
    kept = [[True, True], [True, False], [False, False]]
    question = asked(runs, kept)
    (made,) = answers([question], Runners(lambda _: runs.world, None, 8))
    moved = runs.moved(packages.load("first-four"))
    for at, own in enumerate(kept):
        dose = np.array(moved.dose)
        for place, stays in zip(question.table.measures[:2], own, strict=True):
            dose[:, :, place] *= stays
        found = runs.variant(moved._replace(dose=dose)).isel(draw=DRAW).sel(year=slice(2028, TO))
        for place, (reading, group) in enumerate(OF):
            np.testing.assert_array_equal(made[SUMS][at, place], found[reading].sel(group=group).values)
    assert made[SUMS].shape == (3, len(OF), TO - 2027)
    assert not np.array_equal(made[SUMS][0], made[SUMS][1])


def test_first_years_of_other_doses_are_not_taken_for_these(runs):
    """One runner serves both, as on a worker that two commands use."""
    runners = Runners(lambda _: runs.world, None, 8)
    both = [asked(runs, [[True, True]]), asked(runs, [[True, True]], earlier=True)]
    together = [answers([one], runners)[0][SUMS] for one in both]
    alone = [answers([one], Runners(lambda _: runs.world, None, 8))[0][SUMS] for one in both]
    for one, other in zip(together, alone, strict=True):
        np.testing.assert_array_equal(one, other)
    assert not np.array_equal(*together)


def test_keys_tell_apart_all_that_changes_an_answer(runs):
    one = asked(runs, [[True, True]])
    ground, by = one.ground.key(), identity.here()
    others = [
        one,
        asked(runs, [[True, False]]),
        asked(runs, [[True, True]], earlier=True),
        one._replace(since=SINCE - 1),
        one._replace(of=OF[:2]),
        one._replace(ruler="56"),
    ]
    keys = {other.key(ground, by) for other in others} | {one.key("another", by)}
    sloped = Sloped(one.ground, one.table, "vacancies")
    keys |= {sloped.key(ground, by), sloped._replace(reading="filled").key(ground, by)}
    assert len(keys) == len(others) + 3


def test_what_was_used_longest_ago_goes_when_there_is_too_much(runs):
    made = []

    def world(ground):
        made.append(ground)
        return runs.world

    runners = Runners(world, None, 2)
    questions = [asked(runs, [[True, True]])._replace(ground=runs.parts.ground(k, k + 1)) for k in range(3)]
    for k in (0, 1, 0, 2, 0, 1):
        runners.of(questions[k], str(k))
    assert [int(np.argmax([one is q.ground for q in questions])) for one in made] == [0, 1, 2, 1]
