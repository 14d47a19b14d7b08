"""What a split ran is kept: it goes on where it stopped, and no set is run twice for another question."""

from __future__ import annotations

import numpy as np
import pytest
from fair_made import three

from krapte.analysis import fair, fair_answer, players
from krapte.analysis.coalitions import Coalitions
from krapte.analysis.runs import Runs
from krapte.engine import cohort, part_store, workshop
from krapte.measures.effects import MEASURES
from krapte.measures.packages import Package

TO, DRAWS = 2029, 5


@pytest.fixture(scope="module")
def few() -> Runs:
    return Runs("moderate", DRAWS, 1, TO, "own")


@pytest.fixture(scope="module")
def package() -> Package:
    return three()


@pytest.fixture(scope="module")
def of(few, package) -> Coalitions:
    return Coalitions(few, package, players.of(package, few.ground, "measure", MEASURES))


class StoppedError(Exception):
    pass


@pytest.fixture
def walked(monkeypatch):
    """How many sets each walk of the engine had, first years apart."""
    heard: list[int] = []
    real = cohort.walk

    def walk(draws, world, count, stretch, *more, **others):
        heard.append(count if stretch.first else 0)
        return real(draws, world, count, stretch, *more, **others)

    monkeypatch.setattr(cohort, "walk", walk)
    return heard


def test_a_split_that_was_cut_off_goes_on_and_gives_the_same(of, tmp_path, monkeypatch, walked) -> None:
    shares = fair.shares(of)
    walked.clear()
    monkeypatch.setenv(part_store.PLACE, str(tmp_path))

    def stop(done: int, _: int) -> None:
        if done == 3:
            raise StoppedError

    with workshop.opened() as place, pytest.raises(StoppedError):
        fair.shares(of, progress=stop)
    done = sorted(tmp_path.glob("*.sums"))
    assert len(done) == 3 + sum(bool(fair.wanted(of, draw, 1, 0, pairs=True)[1]) for draw in range(3))
    done[0].write_bytes(done[0].read_bytes()[:-8])
    walked.clear()
    with workshop.opened() as place:
        found = fair.shares(of)
        assert place.store.broken == 1
        assert place.from_store + sum(walked) == found.runs
        assert 0 < place.from_store < found.runs
    for name in fair.FIELDS:
        np.testing.assert_array_equal(getattr(found, name), getattr(shares, name))


def test_what_ran_for_one_split_is_not_run_for_another(
    few, of, package, tmp_path, monkeypatch, walked
) -> None:
    """Without pairs, over payers, and more draws: the sets that are the same come from the store."""
    monkeypatch.setenv(part_store.PLACE, str(tmp_path))
    with workshop.opened():
        first = fair.shares(of)
    walked.clear()
    with workshop.opened() as place:
        fair.shares(of, pairs=False)
        fair_answer.split(few, package, "payer")
        assert place.from_store > first.runs
    assert [count for count in walked if count not in (0, DRAWS)] == []
    more = Runs("moderate", DRAWS + 1, 1, TO, "own")
    walked.clear()
    with workshop.opened() as place:
        wide = Coalitions(more, package, players.of(package, more.ground, "measure", MEASURES))
        found = fair.shares(wide)
        assert place.from_store == first.runs
    np.testing.assert_array_equal(found.parts[:DRAWS], first.parts)
