"""The parts of a choice that need no run: the question, worth, proposals on made lines, what differs, the front."""

from __future__ import annotations

import itertools
import subprocess
import sys

import numpy as np
import pytest
from choose_made import YEARS, Made, known, lines, two

from krapte.analysis.choose import alternatives, feasible, front, levers, linear, proposal, worth
from krapte.analysis.choose import question as questions
from krapte.analysis.choose.compare import Row, differences
from krapte.analysis.choose.levers import PARTS, PAYERS_EACH, Plan
from krapte.analysis.choose.proposal import Aim
from krapte.analysis.choose.question import Limit, Question
from krapte.analysis.choose.regret import Regret
from krapte.analysis.choose.trial import Found
from krapte.figures.errors import InputError


@pytest.mark.parametrize(
    ("question", "code", "where"),
    [
        (Question(), "nothing_to_choose_by", "--budget"),
        (Question(budget=-1), "out_of_range", "--budget"),
        (Question(budget=0), "out_of_range", "--budget"),
        (Question(budget=float("nan")), "out_of_range", "--budget"),
        (Question(budget=1e6, goal=-3.0), "out_of_range", "--goal"),
        (Question(budget=1e6, payer="king"), "unknown_payer", "--payer"),
        (Question(budget=1e6, risk="hope"), "unknown_risk", "--risk"),
        (Question(budget=1e6, of="some"), "unknown_set", "--of"),
        (Question(budget=1e6, by=2027), "year_out_of_range", "--by"),
        (Question(budget=1e6, certainty=1.0), "out_of_range", "--certainty"),
        (Question(budget=1e6, limits=(Limit("cars", 1.0),)), "unknown_limit", "--limit"),
        (Question(budget=1e6, limits=(Limit("care", -1.0),)), "out_of_range", "--limit care"),
        (Question(budget=1e6, limits=(Limit("care", 1.0), Limit("care", 2.0))), "limit_twice", "--limit"),
        (Question(budget=1e6, limits=(Limit("all", 1.0),)), "limit_twice", "--limit"),
    ],
)
def test_a_question_that_cannot_be_is_refused_by_its_option(question, code, where):
    with pytest.raises(InputError) as caught:
        questions.check(question)
    assert (caught.value.code, caught.value.where) == (code, where)


def test_goals_and_limits_are_read_as_written():
    assert questions.goal(None) == questions.goal("vacancies") == ("vacancies", None)
    assert questions.goal("3000") == ("vacancies", 3000.0)
    assert questions.goal("technician-years=2e4") == ("technician_years", 2e4)
    for bad in ("many", "tightness=3", "vacancies=few"):
        with pytest.raises(InputError, match="goal malformed"):
            questions.goal(bad)
    assert questions.limit("care=200") == Limit("care", 200.0)
    for bad in ("care", "care=", "=", "care=few"):
        with pytest.raises(InputError, match="limit malformed"):
            questions.limit(bad)


def test_a_question_comes_back_from_its_manifest():
    asked = Question(budget=5e8, goal=3.0, limits=(Limit("care", 2.0),), without=("m1",))
    assert questions.read(asked.told()) == asked


def test_only_what_has_a_price_can_be_chosen():
    ids = {one.measure.id for one in levers.levers(Question(budget=1e6))}
    assert {"e1", "i2", "m1", "x7"} <= ids
    for priceless in ("x6", "m2-ruling", "plan-inflow", "cut-mbo", "e1-unfinanced"):
        assert priceless not in ids
    asked = {one.measure.id for one in levers.levers(Question(budget=1e6, of="paper", without=("m1",)))}
    assert "x7" not in asked
    assert "m1" not in asked
    for lever in levers.levers(Question(budget=1e6)):
        assert lever.starts[0] >= lever.measure.timing.earliest
        assert lever.starts[-1] < 2035
    with pytest.raises(InputError, match="unknown measure"):
        levers.levers(Question(budget=1e6, without=("m99",)))
    every = tuple(one.id for one in levers.priced())
    with pytest.raises(InputError, match="no measure left"):
        levers.levers(Question(budget=1e6, without=every))


def test_worth_is_the_value_reached_with_the_certainty_asked():
    values = np.arange(1.0, 11.0)
    assert worth.of(values, Question(risk="mean")) == 5.5
    assert worth.of(values, Question(certainty=0.8)) == pytest.approx(2.8)
    assert worth.of(values, Question(certainty=0.8, risk="cvar")) == pytest.approx(1.5)
    assert worth.tail_mean(values, 0.25) == pytest.approx((1 + 2 + 3 / 2) / 2.5)
    assert worth.tail_mean(values, 1.0) == 5.5


def best_by_hand(made, model, cost, most):
    """The largest mean of the tail over a grid of doses, within the budget."""
    grid = np.linspace(0, 1, 41)
    found = -np.inf
    for a, b in itertools.product(grid, grid):
        paid = cost.cost[0, 0].sum(axis=0)[0] * a + cost.cost[1, 0].sum(axis=0)[0] * b
        if paid <= most + 1e-6 and not (0 < a < 0.05 or 0 < b < 0.05):
            values = model.slope[:, 0, 0] * a + model.slope[:, 1, 0] * b
            found = max(found, worth.tail_mean(values, worth.tail(made.question)))
    return found


@pytest.mark.parametrize("risk", ["quantile", "cvar", "mean"])
def test_a_proposal_is_the_best_that_the_lines_know(risk):
    made = Made(Question(budget=100e6, risk=risk), two())
    slope = np.zeros((4, 2, 2))
    slope[:, 0, 0] = [900.0, 100.0, 800.0, 900.0]
    slope[:, 1, 0] = [200.0, 700.0, 250.0, 150.0]
    model, cost = lines(slope, made.question), known((120e6, 90e6))
    plan = proposal.propose(made, model, cost)
    share = np.array(plan.parts) / PARTS
    values = slope[:, 0, 0] * share[0] + slope[:, 1, 0] * share[1]
    got = worth.tail_mean(values, worth.tail(made.question))
    assert share @ [120, 90] <= 100 + 1e-9
    assert got >= 0.98 * best_by_hand(made, model, cost, 100e6)


def test_a_proposal_keeps_to_limits_bans_and_steps_and_counts_what_is_paid_anyway():
    slope = np.full((4, 2, 2), 100.0)
    slope[:, 0, 0] = 300.0
    limited = Made(Question(budget=100e6, limits=(Limit("care", 30.0),)), two())
    cost = known((50e6, 50e6), care=(100.0, 0.0))
    plan = proposal.propose(limited, lines(slope, limited.question), cost)
    assert plan.parts == (30, 100)
    free = Made(Question(budget=100e6), two())
    model = lines(slope, free.question)
    assert proposal.propose(free, model, cost).parts == (100, 100)
    assert proposal.propose(free, model, cost, Aim(banned=frozenset({0}))).parts == (0, 100)
    assert proposal.propose(free, model, cost, Aim(radius=0.25)).parts == (25, 25)
    dear = known((50e6, 50e6), fixed=40e6)
    assert proposal.propose(free, model, dear).parts == (100, 0)


def test_a_proposal_reaches_a_goal_at_least_cost_or_says_that_it_cannot():
    made = Made(Question(goal=100.0), two())
    slope = np.zeros((4, 2, 2))
    slope[:, 0, 0], slope[:, 1, 0] = 200.0, 200.0
    model, cost = lines(slope, made.question), known((50e6, 80e6))
    assert proposal.propose(made, model, cost, Aim(100.0)).parts == (50, 0)
    assert proposal.propose(made, model, cost, Aim(500.0)) is None


def test_a_proposal_can_be_as_unlike_as_can_be():
    made = Made(Question(budget=100e6), two())
    slope = np.full((4, 2, 2), 200.0)
    plan = proposal.propose(
        made, lines(slope, made.question), known((50e6, 50e6)), Aim(190.0, np.array([1.0, 0.0]))
    )
    assert plan.parts[0] == 0
    assert plan.parts[1] >= 95


def found_of(value: float, eur: float, care: float = 0.0, migration: float = 0.0) -> Found:
    cost = np.zeros((len(PAYERS_EACH), 2))
    cost[0, 1] = eur
    sides = {"care": care, "education": -5.0, "ict": 0.0, "migration": migration}
    return Found(np.full(8, value), cost, sides, np.full(8, eur))


def test_what_holds_a_package_back_is_named():
    asked = Question(budget=100.0, payer="state", limits=(Limit("care", 10.0), Limit("employers", 5.0)))
    assert feasible.binding(found_of(1, 99.5, 3), asked) == ("state",)
    assert feasible.binding(found_of(1, 50, 9.9), asked) == ("care",)
    assert feasible.binding(found_of(1, 50, 3), asked) == ("doses",)
    assert feasible.fits(found_of(1, 100.0, 10.4), asked)  # people are counted whole
    assert not feasible.fits(found_of(1, 100.1), asked)
    assert not feasible.fits(found_of(1, 50, 11), asked)
    assert feasible.over(found_of(1, 150, 3), asked) == 1.5


def test_plans_differ_by_their_doses():
    one, other = Plan((100, 0, 50), (0, 0, 0)), Plan((0, 100, 50), (0, 2, 1))
    assert alternatives.distance(one, one) == 0
    assert alternatives.distance(one, other) == pytest.approx(200 / 250)
    near = Plan((90, 0, 50), (0, 0, 0))
    assert alternatives.unlike(one, [near, other, one], 2) == [other, near]
    assert alternatives.unlike(one, [near, other], 2, least=0.1) == [other]
    half = alternatives.between(Made(Question(), two()), Plan((60, 4), (1, 0)), Plan((20, 0), (0, 0)))
    assert half == Plan((40, 5), (1, 0))


def test_a_plan_is_lowered_until_it_fits():
    class Ground(Made):
        def of(self, plan: Plan) -> Found:
            return found_of(1, 3.0 * sum(plan.parts))

    made = Ground(Question(budget=100.0, payer="state"), two())
    lowered = feasible.repaired(made, Plan((80, 20), (1, 0)))
    assert 3 * sum(lowered.parts) <= 100
    assert lowered.parts[0] > 3 * lowered.parts[1] > 0
    assert lowered.begins == (1, 0)
    tiny = Ground(Question(budget=10.0, payer="state"), two())
    assert feasible.repaired(tiny, Plan((80, 20), (1, 0))).parts == (0, 0)


def test_the_front_holds_what_nothing_beats():
    points = np.array([[-9.0, 5, 0, 0], [-9.0, 6, 0, 0], [-4.0, 2, 0, 0], [-4.0, 9, 0, 0], [0.0, 1, 0, 0]])
    assert front.best_of(points).tolist() == [True, False, True, False, False]
    alike = np.array([[-100.0, 50, 0, 0], [-99.5, 49.8, 0, 0], [-10.0, 1, 0, 0]])
    assert front.best_of(alike).tolist() == [True, True, True]
    assert front.thinned(alike).tolist() == [True, False, True]
    assert front.thinned(alike, [1]).tolist() == [False, True, True]
    assert set(front.spread(alike, 2)) == {0, 2}


def test_what_a_library_writes_by_itself_does_not_reach_what_a_command_writes():
    """In a process of its own, into a pipe: C keeps its lines until the end there."""
    words = (
        "import ctypes; from krapte.analysis.choose.quiet import quiet; print('before')\n"
        "with quiet():\n    ctypes.CDLL(None).puts(b'noise')\n"
        "print('after')"
    )
    made = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert made.stdout == "before\nafter\n"


class Run(Made):
    """A ground of fewer draws than the measures by themselves were run on."""

    draws = 2

    def of(self, plan: Plan) -> Found:
        return Found(np.array([3.0, 5.0]), np.zeros((len(PAYERS_EACH), YEARS)), {}, np.zeros(2))


def test_lines_by_technician_years_are_of_the_draws_of_their_ground():
    question = Question(budget=1e6, reading="technician_years")
    alone = known((1e6, 1e6))._replace(worth=np.arange(16.0).reshape(4, 2, 2))
    model = linear.linear(Run(question, two()), levers.plan_of([100, 0], [0, 0]), alone)
    assert model.value.tolist() == [3.0 - 0.0, 5.0 - 4.0]
    assert model.slope.shape == (2, 2, 2)


def test_the_robust_choice_has_the_smallest_largest_regret():
    table = Regret(("a", "b"), np.array([[10.0, 1.0], [7.0, 6.0]]), np.array([10.0, 7.0]))
    assert table.regret.tolist() == [[0.0, 6.0], [3.0, 1.0]]
    assert table.robust == 1


def test_an_interval_that_holds_zero_is_a_tie():
    rows = [
        Row(seed, 1.0, {"search": 100.0, "greedy": 90.0 + 2 * seed, "by_chance": 80.0 + seed})
        for seed in range(10)
    ]
    tie, better = differences(rows)
    assert (tie.rival, tie.verdict) == ("greedy", "tie")
    assert (better.rival, better.verdict) == ("by_chance", "better")
    assert better.mean == pytest.approx(15.5)
    worse = differences([row._replace(worth=row.worth | {"search": 1.0}) for row in rows])
    assert [one.verdict for one in worse] == ["worse", "worse"]
