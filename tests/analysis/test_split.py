"""The split over pillars: exact, fair, adding up, and run on masked doses."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
import xarray as xr
from split_values import PLAYERS, coalitions, measure, package, row, uniform

from krapte.analysis import split
from krapte.measures import effects

RNG = np.random.default_rng(5)
VALUES = {one: 9e4 + 100 * RNG.normal(size=(40, 3)) for one in coalitions()}


def test_the_parts_of_every_draw_add_up_to_the_whole() -> None:
    parts = split.shapley(VALUES, PLAYERS)
    whole = VALUES[frozenset(PLAYERS)] - VALUES[frozenset()]
    total = sum(parts.values())
    size = np.max([np.abs(part) for part in parts.values()], axis=0)
    assert np.max(np.abs(total - whole) / np.maximum(np.abs(whole), size)) < 1e-12
    assert np.abs(parts["education"] - whole / 4).max() > 1


def test_a_part_is_the_mean_over_all_orders_of_coming_in() -> None:
    parts = split.shapley(VALUES, PLAYERS)
    for player in PLAYERS:
        added = []
        for order in permutations(PLAYERS):
            before = frozenset(order[: order.index(player)])
            added.append(VALUES[before | {player}] - VALUES[before])
        np.testing.assert_allclose(parts[player], np.mean(added, axis=0), rtol=1e-9)


def test_two_that_do_the_same_share_and_one_that_does_nothing_gets_nothing() -> None:
    values = {one: np.array([[10.0 * bool(one & {"education", "inflow"})]]) for one in coalitions()}
    parts = {name: float(part[0, 0]) for name, part in split.shapley(values, PLAYERS).items()}
    assert parts == pytest.approx({"education": 5, "inflow": 5, "productivity": 0, "international": 0})


def test_a_missing_or_a_foreign_coalition_is_refused() -> None:
    lacking = {one: cube for one, cube in VALUES.items() if one != frozenset({"inflow"})}
    with pytest.raises(ValueError, match="15 coalitions, not the 16"):
        split.shapley(lacking, PLAYERS)
    with pytest.raises(ValueError, match="not the 16"):
        split.shapley(lacking | {frozenset({"weather"}): VALUES[frozenset()]}, PLAYERS)


def test_means_add_up_and_shares_are_whole_per_cent_of_100() -> None:
    values = {one: cube - 400 * len(one) for one, cube in VALUES.items()}
    made = split.split(values, (2030, 2035, 2040), PLAYERS)
    rows = split.rows(made, "vacancies", "techniek")
    assert len(rows) == 3 * 5
    for year in made.years:
        parts = [r for r in rows if r["year"] == year and r["pillar"] != split.ALL]
        (whole,) = [r for r in rows if r["year"] == year and r["pillar"] == split.ALL]
        assert sum(r["mean"] for r in parts) == pytest.approx(whole["mean"], rel=1e-12)
        assert sum(r["share"] or 0 for r in parts) == 100
        assert all(isinstance(r["share"], int) for r in parts)
        assert (whole["share"], whole["right_sign"], whole["unit"]) == (100, 1.0, "vacancies")
        assert whole["low"] < whole["mean"] < whole["high"] < 0


def test_an_uncertain_whole_has_no_shares() -> None:
    rows = split.rows(split.split(VALUES, (2030, 2035, 2040), PLAYERS), "shortage", "total")
    assert [r["share"] for r in rows] == [None] * 15
    assert all(0 < r["right_sign"] < 1 for r in rows)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [([1, 1, 1], [34, 33, 33]), ([-6.5, -3.5], [65, 35]), ([3, -1], [150, -50]), ([2, 0, 1], [67, 0, 33])],
)
def test_per_cent_by_largest_remainder(parts: list[float], expected: list[int]) -> None:
    assert split.percent(parts) == expected


def _four():
    one, two, three = measure("a"), measure("b", "international"), measure("c")
    return package(row(two), row(one), row(three), row(one, 5, 2030))


def test_coalitions_keep_the_rows_of_their_pillars() -> None:
    made = split.coalitions(_four())
    assert split.pillars(_four()) == ("education", "international")
    kept = {tuple(sorted(one)): [r.measure.id for r in rows] for one, rows in made.items()}
    assert kept == {
        (): [],
        ("education",): ["a", "c", "a"],
        ("international",): ["b"],
        ("education", "international"): ["b", "a", "c", "a"],
    }
    assert next(iter(made)) == frozenset()


def test_a_masked_table_is_that_of_the_package_without_the_others() -> None:
    chosen, years = _four(), (2026, 2027, 2030, 2035)
    table = effects.effects(chosen, ("card.quota",), years, uniform(3))
    made = split.mask(table, split.keep(chosen, frozenset({"education"})))
    alone = package(*split.coalitions(chosen)[frozenset({"education"})])
    expected = effects.effects(alone, ("card.quota",), years, uniform(3))
    # Places differ (a, c against a, b, c); what a place adds to the parameter does not.
    moved = (made.dose[:, :, :, None] * made.add[:, None]).sum(axis=2)
    np.testing.assert_array_equal(moved, (expected.dose[:, :, :, None] * expected.add[:, None]).sum(axis=2))
    assert np.abs(moved).max() > 0
    assert np.abs(table.dose).sum() > np.abs(made.dose).sum()
    assert made.dose.shape == table.dose.shape
    assert made.add is table.add


def _results(level: float) -> xr.Dataset:
    data = np.full((2, 4, 3), level)
    coords = {"draw": [0, 1], "year": [2023, 2024, 2025, 2026], "group": ["techniek", "rest", "total"]}
    made = dict.fromkeys(("vacancies", "tightness", "filled"), (("draw", "year", "group"), data))
    return xr.Dataset(made, coords=coords)


def test_only_what_is_needed_is_kept_and_as_copies() -> None:
    made = split.kept(_results(3.0), 2024)
    assert set(made) == {(r, g) for r in ("vacancies", "tightness") for g in ("techniek", "total")}
    for cube in made.values():
        assert cube.shape == (2, 3)
        assert cube.base is None


def test_coalitions_that_ran_already_do_not_run_again() -> None:
    chosen = _four()
    table = effects.effects(chosen, ("card.quota",), (2030,), uniform(2))
    ran = []

    def run(masked):
        ran.append(float(masked.dose.sum()))
        return {("vacancies", "techniek"): masked.dose.sum(axis=2)}

    known = {frozenset(): {("vacancies", "techniek"): np.zeros((2, 1))}}
    made = split.values(chosen, table, run, known)[("vacancies", "techniek")]
    assert len(ran) == 3
    assert set(made) == set(split.coalitions(chosen))
    parts = split.shapley(made, split.pillars(chosen))
    whole = table.dose.sum(axis=2)
    np.testing.assert_allclose(parts["education"] + parts["international"], whole, rtol=1e-12)
    assert not np.allclose(parts["education"], parts["international"])
