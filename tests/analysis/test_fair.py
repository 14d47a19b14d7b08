"""The fair split on the engine: adds up, is what whole runs give, obeys the axioms, goes on where it stopped."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from fair_made import made, row, three

from krapte.analysis import capacities, coalitions, fair, fair_answer, payers, players
from krapte.analysis.coalitions import OF, Coalitions
from krapte.analysis.money import Paid
from krapte.analysis.runs import Counter, Runs
from krapte.country import parameters
from krapte.figures.errors import InputError, InvariantError
from krapte.measures import library, packages
from krapte.measures.effects import MEASURES
from krapte.measures.packages import Package, Row

TO, DRAWS = 2030, 6
LEAD = fair.LEAD


@pytest.fixture(scope="module")
def few() -> Runs:
    return Runs("moderate", DRAWS, 1, TO, "own")


@pytest.fixture(scope="module")
def package() -> Package:
    return three()


@pytest.fixture(scope="module")
def of(few, package) -> Coalitions:
    return Coalitions(few, package, players.of(package, few.ground, "measure", MEASURES))


@pytest.fixture(scope="module")
def shares(of) -> fair.Shares:
    return fair.shares(of)


def test_the_whole_is_what_a_package_changes_bit_for_bit(few, package, shares) -> None:
    hear = Counter(None, 0)
    both = [few.variant(few.moved(one), hear) for one in (package, None)]
    for place, (reading, group) in enumerate(OF):
        more = (both[0][reading] - both[1][reading]).sel(group=group, year=list(shares.years))
        np.testing.assert_array_equal(shares.whole[:, place], more.transpose("draw", "year").values)
    assert shares.whole[:, LEAD, -1].max() < 0


def test_parts_add_up_to_a_relative_1e_9_on_every_draw(shares) -> None:
    gap = np.abs(shares.parts.sum(axis=1) - shares.whole)
    assert np.all(gap <= 1e-9 * np.abs(shares.whole))
    assert np.abs(shares.parts[:, :, LEAD, -1]).min(axis=0)[:3].max() > 0


def test_a_measure_that_never_works_gets_exactly_nothing_and_costs_no_run(of, shares) -> None:
    dummy = shares.players.names.index("p2")
    assert not shares.parts[:, dummy].any()
    assert not shares.pairs[:, dummy].any()
    assert not shares.pairs[:, :, dummy].any()
    assert all(dummy not in of.at_work(draw) for draw in range(DRAWS))
    assert list(map(len, fair.wanted(of, 0, 1, 0, pairs=False))) == [8, 0]


def test_two_measures_that_are_the_same_get_the_same(few) -> None:
    """The same scheme under two names, with its uncertain numbers fixed; the names stand at different places."""

    def fixed(name: str) -> Row:
        one = library.load("i3")
        # Quantities are drawn by the measure's own name: without a range both have the same.
        still = {
            "timing": one.timing.model_copy(
                update={
                    field: _fixed(getattr(one.timing, field))
                    for field in ("ramp_years", "lag_years", "persistence")
                }
            ),
            "realisation": _fixed(one.realisation),
            "additionality": _fixed(one.additionality),
            "reversal": one.reversal.model_copy(update={"per_year": 0.0}),
            "moves": tuple(move.model_copy(update={"value": _fixed(move.value)}) for move in one.moves),
        }
        return row("i3", **still | {"id": name})

    twins = made(fixed("i3a"), fixed("i3z"), row("e1"))
    of = Coalitions(few, twins, players.of(twins, few.ground, "measure", MEASURES))
    found = fair.shares(of, pairs=False)
    one, two = (found.players.names.index(name) for name in ("i3a", "i3z"))
    np.testing.assert_allclose(found.parts[:, one], found.parts[:, two], rtol=1e-7, atol=1e-7)
    assert found.parts[:, one, LEAD, -1].max() < 0


def _fixed(quantity):
    return quantity.model_copy(update={"shape": "fixed", "low": None, "high": None})


def test_who_draws_on_one_pond_hinders_each_other(shares) -> None:
    names = shares.players.names
    one, two = sorted((names.index("i2"), names.index("i3")))
    exact = shares.pairs[:, one, two, -1]
    assert np.all(exact >= 0)  # more vacancies stay open than by the two alone
    assert exact.max() > 0
    alone, last = shares.alone[:, :3, LEAD, -1], shares.last[:, :3, LEAD, -1]
    assert np.all(alone <= last)


def test_pillars_get_what_their_measures_get_together(few, package, shares) -> None:
    pillars = players.of(package, few.ground, "pillar", MEASURES)
    found = fair.shares(Coalitions(few, package, pillars), pairs=False)
    assert found.players.names == ("education", "inflow", "productivity")
    for at, name in enumerate(found.players.names):
        own = [k for k, union in enumerate(shares.players.unions) if union == name]
        together = shares.parts[:, own].sum(axis=1)
        np.testing.assert_allclose(found.parts[:, at], together, rtol=1e-9, atol=1e-9)


def test_random_orders_come_near_with_their_error_and_add_up_too(of, shares) -> None:
    found = fair.shares(of, many=4, pairs=False)
    assert not found.exact
    error = found.error(LEAD)[:, -1]
    off = np.abs(found.parts.mean(axis=0) - shares.parts.mean(axis=0))[:, LEAD, -1]
    assert np.all(off <= 5 * error + 1e-9)
    assert not shares.error(LEAD).any()


def test_parts_that_do_not_add_up_are_refused() -> None:
    whole = np.full((2, len(OF), 3), 10.0)
    good = np.stack([whole * 0.25, whole * 0.75], axis=1)
    fair.checked({"parts": good, "whole": whole})
    with pytest.raises(InvariantError) as error:
        fair.checked({"parts": good * (1 + 1e-8), "whole": whole})
    assert error.value.code == "parts_do_not_add_up"


def test_too_many_sets_are_refused_before_they_are_made() -> None:
    with pytest.raises(InputError) as error:
        fair._affordable([list(range(20)), [20], [21]])
    assert error.value.code == "split_too_large"


def test_payers_share_a_measure_as_they_share_its_bill() -> None:
    years = np.array([[1.0, 3.0], [0.0, 0.0], [4.0, 4.0]])
    paid = [
        Paid("a", "state", 2024, 3 * years),
        Paid("a", "employers", 2024, years),
        Paid("a", "municipalities", 2024, -years),  # a saving earns no share
    ]
    part = np.array([[[8.0], [1.0]], [[4.0], [1.0]], [[16.0], [2.0]]])[:, :, :, None]
    made = payers.parts(part, ("a", "b"), paid)
    assert {name: cube.ravel().tolist() for name, cube in made.items()} == {
        "state": [6.0, 3.0, 12.0],
        "employers": [2.0, 1.0, 4.0],
        "nobody": [1.0, 1.0, 2.0],
    }
    np.testing.assert_allclose(sum(made.values()), part.sum(axis=1))


@pytest.mark.parametrize("by", players.BY)
def test_every_way_of_sharing_adds_up_to_the_same_gap(few, package, by) -> None:
    found = fair_answer.split(few, package, by, pairs=by == "measure")
    whole = found.row("all", TO)
    sums = {"education", "inflow", "productivity"} if by == "measure" else set()
    parts = [r for r in found.rows if (r["year"], r["reading"], r["group"]) == (TO, "vacancies", "techniek")]
    parts = [r for r in parts if r["player"] not in {"all"} | sums]
    assert sum(r["mean"] for r in parts) == pytest.approx(whole["mean"], rel=1e-9)
    assert sum(r["share"] or 0 for r in parts) == 100
    if by == "measure":
        e6 = next(c for c in found.costs if c["player"] == "e6")
        assert e6["eur"] == pytest.approx(e6["spent"] / e6["technician_years"])
        pair = next(p for p in found.pairs if {p["one"], p["two"]} == {"i2", "i3"})
        assert (pair["shared"], pair["exact"]) == ("pond trainers teachers", True)
    if by == "payer":
        assert {"employers", "state", "workers"} <= {r["player"] for r in parts}
        total = sum(c["spent"] for c in found.costs if c["player"] != "all")
        assert total == pytest.approx(next(c for c in found.costs if c["player"] == "all")["spent"])


def test_questions_that_cannot_be_answered_are_refused(few, package) -> None:
    for changes, code in (
        ({"by": "sector"}, "unknown_by"),
        ({"orders": 1}, "too_few_orders"),
        ({"package": replace(package, rows=())}, "nothing_to_split"),
        ({"package": replace(package, scenario="low")}, "scenario_conflict"),
        (
            {"package": replace(package, rows=tuple(replace(r, start=2030) for r in package.rows))},
            "year_out_of_range",
        ),
    ):
        asked = {"package": package, "by": "measure", "orders": 0} | changes
        with pytest.raises(InputError) as error:
            fair_answer.check(few, asked["package"], asked["by"], asked["orders"])
        assert error.value.code == code


def test_every_parameter_that_a_shipped_measure_moves_is_known_to_draw_on_something() -> None:
    paper = [
        one for name in ("paper", "aanvalsplan", "cuts", "tightened") for one in packages.load(name).measures
    ]
    beside = [library.load(name) for name in ("x1", "x2", "x3", "x5", "x8")]
    moved = {move.parameter.split("[")[0] for one in (*paper, *beside) for move in one.moves}
    known = {slot.split("[")[0] for slot in capacities.DRAWS_ON}
    assert moved <= known
    assert known <= {slot.split("[")[0] for slot in parameters.slots()}
    assert {name for some in capacities.DRAWS_ON.values() for name in some} <= set(capacities.ORDER)


def test_what_measures_share_is_named_from_what_they_move() -> None:
    both = {name: library.load(name) for name in ("e1", "e4", "e5", "e6", "i1", "i3", "m1", "p1", "p2", "p3")}
    assert capacities.shared(both["e6"], both["i3"]) == ("pond", "trainers", "teachers")
    assert capacities.shared(both["e1"], both["e4"]) == ("trainers", "teachers")
    assert capacities.shared(both["e5"], both["e1"]) == ("graduates",)
    assert capacities.shared(both["p1"], both["p2"]) == ("firms",)
    assert capacities.shared(both["m1"], both["p3"]) == ("vacancies",)
    assert capacities.shared(both["i1"], both["e6"]) == ("trainers", "teachers")


def test_measures_that_say_they_share_a_limit_are_named_something_that_both_draw_on() -> None:
    paper = {one.id: one for one in packages.load("paper").measures}
    pairs = [(one, paper[name]) for one in paper.values() for name in one.shares_limit_with if name in paper]
    assert len(pairs) > 20
    for one, two in pairs:
        assert capacities.shared(one, two) != ("vacancies",), (one.id, two.id)


def test_draws_and_their_blocks_do_not_hang_on_how_many_are_asked(few, of, package, shares) -> None:
    fewer = Runs("moderate", 2, 1, TO, "own")
    alone = Coalitions(fewer, package, players.of(package, fewer.ground, "measure", MEASURES))
    np.testing.assert_array_equal(fair.shares(alone).parts, shares.parts[:2])
    assert coalitions.ROOM >= 8
