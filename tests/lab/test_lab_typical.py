"""The line while a hand drags: the engine's run in the middle of the draws, set to the nearest whole answer."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.analysis.runs import Runs
from krapte.country.axes import FIRST_YEAR, STEPS
from krapte.engine import cohort
from krapte.lab import package as packs
from krapte.lab import typical
from krapte.lab.answers import Answers
from krapte.lab.question import Question, Sizes, of_link
from krapte.lab.quick import READINGS, by_reading
from krapte.lab.typical import Anchor, Typical
from krapte.measures import effects

TO, SIZE = 2031, (8, 11)  # years from 2024 on, groups


@pytest.fixture(scope="module")
def made() -> Typical:
    return Typical(Runs("moderate", 16, 1, TO, "own"))


def package(written: str = ""):
    return packs.of(of_link({"p": "first-four", **({"m": written} if written else {})}))


def anchor(median: float, alike: float, rows=frozenset(), draws=16, ground=()) -> Anchor:
    whole, line = ({name: np.full(SIZE, size) for name in READINGS} for size in (median, alike))
    return Anchor(ground, rows, draws, whole, line)


def test_the_typical_run_is_that_of_the_engine_on_the_median_of_every_number(made):
    runs = made.runs
    numbers, none = np.median(runs.drawn, axis=0)[None], effects.none(cohort.SLOTS, STEPS, 1)
    draws = cohort.draws_of(numbers, np.zeros((1, len(STEPS))), none)
    outcome = cohort.run(draws, runs.world, 1)
    alone = by_reading(outcome, {slot: numbers[:, at] for at, slot in enumerate(cohort.SLOTS)}, runs)
    for name in READINGS:
        # Another width of the batch may differ in the last bits.
        np.testing.assert_allclose(made._baseline[name], alone[name][0], rtol=1e-9, atol=1e-9, err_msg=name)


def test_nothing_comes_of_no_package_and_of_a_dose_of_zero(made):
    assert not any(cube.any() for cube in made.difference(None).values())
    still = made.difference(package("e1:0,i3:0,p2:0,m1:0"))
    assert all(np.abs(cube).max() < 1e-9 for cube in still.values())


def test_a_dose_moved_back_gives_the_same_line_from_what_is_kept(made):
    first = made.difference(package("p2:300"))
    other = made.difference(package("p2:900"))
    assert np.any(first["vacancies"] != other["vacancies"])
    again = made.difference(package("p2:300"))
    assert all(np.array_equal(again[name], first[name]) for name in READINGS)


def test_more_robots_leave_fewer_vacancies_in_the_typical_run_too(made):
    levels = [made.difference(package(f"p2:{dose}"))["vacancies"][-1, -2] for dose in (0, 400, 800)]
    assert levels[0] > levels[1] > levels[2]


def test_where_the_whole_answer_stands_the_line_is_that_answer():
    answers = Answers(Sizes(quick=8, full=16))
    question = Question(package="first-four", to=TO, year=2030)
    for draws in (8, 16):
        whole = answers.whole(question, draws, lambda done, total: None)
        line = answers.line(question, lambda done, total: None)
        for name in READINGS:
            path = whole["paths"][name]["techniek"]["difference"]["median"]
            assert line["readings"][name]["difference"] == path, (name, draws)
    moved = question.model_copy(update={"doses": {}, "package": "paper"})
    assert answers.line(moved, lambda done, total: None)["readings"] != line["readings"]


def test_a_move_is_stretched_by_what_the_answer_was_to_the_typical_run(made):
    alone, half = made.difference(package()), anchor(-50.0, -100.0)
    beyond = made.beyond(package(), half)
    for name in READINGS:
        np.testing.assert_allclose(beyond[name], -50.0 + 0.5 * (alone[name] + 100.0))


@pytest.mark.parametrize(("median", "alike", "share"), [(-50, 0, 1.0), (40, -100, 0.0), (-900, -100, 3.0)])
def test_a_stretch_is_never_backwards_nor_without_end(made, median, alike, share):
    alone, beyond = made.difference(package()), made.beyond(package(), anchor(median, alike))
    np.testing.assert_allclose(beyond["vacancies"], median + share * (alone["vacancies"] - alike))


def test_the_nearest_answer_shares_most_rows_on_the_same_ground():
    asked = frozenset({"a", "b"})
    far, near = anchor(1, 1, frozenset({"a"})), anchor(2, 1, frozenset({"a", "b", "c"}), draws=8)
    assert typical.nearest((), asked, [far, near]) is far  # both differ by one row: that of most draws
    exact = anchor(3, 1, asked, draws=8)
    assert typical.nearest((), asked, [far, exact, near]) is exact
    assert typical.nearest(("vigorous",), asked, [far, exact]) is None


def test_years_run_to_the_last_that_is_asked(made):
    assert made.difference(package())["vacancies"].shape == (TO - 2024 + 1, 11)
    assert made._shared.end == TO - FIRST_YEAR
