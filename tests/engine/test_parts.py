"""Whole, in parts, from the store, after an interruption: the same bits; and nothing is run that ran before."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from krapte.analysis.runs import Counter, Runs
from krapte.engine import cohort, part, part_store, workshop
from krapte.figures.errors import InvariantError
from krapte.measures import packages

DRAWS = 20


@pytest.fixture(autouse=True)
def small_parts(monkeypatch, tmp_path):
    monkeypatch.setattr(part, "SIZE", 8)
    monkeypatch.setenv(part_store.PLACE, str(tmp_path / "store"))


@pytest.fixture
def walked(monkeypatch):
    """How many draws each walk of the engine had."""
    heard: list[int] = []
    real = cohort.walk

    def walk(draws, world, count, *more, **others):
        heard.append(count)
        return real(draws, world, count, *more, **others)

    monkeypatch.setattr(cohort, "walk", walk)
    return heard


def runs():
    return Runs("moderate", DRAWS, 3, 2028, "own")


def results(made: Runs, name: str = "m1", hear: Counter | None = None):
    return made.variant(made.moved(packages.load(name)), hear)


def test_with_and_without_a_store_the_bits_are_the_same(walked):
    plain = results(runs())
    with workshop.opened() as place:
        first = results(runs())
        assert (place.from_store, place.store.added) == (0, 3)
    walked.clear()
    with workshop.opened() as place:
        hear = Counter(None, DRAWS)
        again = results(runs(), hear=hear)
        assert (place.from_store, place.store.found, hear.done) == (DRAWS, 3, DRAWS)
    assert walked == []
    assert plain.identical(first)
    assert plain.identical(again)


def test_readings_alone_are_those_of_the_whole_result(walked):
    made = runs()
    moved = made.moved(packages.load("m1"))
    whole, few = made.variant(moved), made.readings(moved)
    assert set(few.data_vars) < set(whole.data_vars)
    assert all(few[name].identical(whole[name]) for name in few.data_vars)
    with workshop.opened():
        assert made.readings(moved).identical(few)
        assert not any(path.suffix == ".rest" for path in workshop.current().store.folder.iterdir())
        assert made.variant(moved).identical(whole)


def test_more_draws_use_the_whole_parts_of_fewer():
    with workshop.opened():
        results(Runs("moderate", 16, 3, 2028, "own"))
    with workshop.opened() as place:
        assert results(runs()).identical(results(runs()))
        assert place.store.added == 1  # the third part


def test_what_is_interrupted_goes_on_from_the_parts_that_were_done(monkeypatch):
    plain = results(runs())
    real, count = cohort.walk, []

    def walk(*asked, **others):
        count.append(1)
        if len(count) == 4:  # the years before any measure and those after, of two parts
            raise KeyboardInterrupt
        return real(*asked, **others)

    monkeypatch.setattr(cohort, "walk", walk)
    with pytest.raises(KeyboardInterrupt), workshop.opened() as place:
        results(runs())
    assert place.store.added == 1
    with workshop.opened() as place:
        assert results(runs()).identical(plain)
        assert (place.from_store, place.store.added) == (8, 2)


def test_a_broken_part_is_made_again():
    with workshop.opened() as place:
        plain = results(runs())
        for path in place.store.folder.glob("*.market"):
            path.write_bytes(path.read_bytes()[:-1])
    with workshop.opened() as place:
        assert results(runs()).identical(plain)
        assert (place.store.broken, place.store.added) == (3, 3)


def test_what_breaks_a_rule_is_not_kept(monkeypatch):
    real = cohort.walk

    def walk(*asked, **others):
        outcome, states = real(*asked, **others)
        return outcome._replace(vacancies=-np.asarray(outcome.vacancies)), states

    monkeypatch.setattr(cohort, "walk", walk)
    with workshop.opened() as place, pytest.raises(InvariantError):
        results(runs())
    assert place.store.content().files == 0


def test_nothing_is_written_unless_a_workshop_is_open(tmp_path):
    results(runs())
    assert list(tmp_path.iterdir()) == []


def test_a_workshop_holds_for_its_own_thread_of_work():
    """A visitor of the page is served in another thread: what a command opened is not theirs."""
    seen = []
    with workshop.opened():
        other = threading.Thread(target=lambda: seen.append(workshop.current().store))
        other.start()
        other.join()
        assert workshop.current().store is not None
    assert seen == [None]
    assert workshop.current().store is None
