"""Costs: what is carried out is paid, by whom, in which year, and how draws are summed."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from split_values import fixed, measure, package, row, uniform

from krapte.analysis import money
from krapte.figures.errors import InputError
from krapte.measures import library, packages
from krapte.measures.schema import Quantity
from krapte.measures.schema.cost import Cost

YEARS = (2026, 2027, 2028, 2029, 2030)


def cost(payer: str = "state", per: str = "unit", eur: float = 100, more: str = "") -> str:
    return f"  - {{payer: {payer}, per: {per}, price_year: 2024, eur: {fixed(eur)}{more}}}\n"


def paid(made, *rows, **amounts):
    return money.costs(package(*(rows or (row(made),))), YEARS, uniform(4), 4, **amounts)


def test_a_cost_per_unit_follows_ramp_and_realisation_but_not_lag_effect_or_additionality() -> None:
    made = measure("a", cost=cost(), ramp="2", realisation=0.5, no_effect=1)
    (one,) = paid(made, row(made, 10, 2027, 2029))
    np.testing.assert_allclose(one.eur[0], [0, 125, 375, 500, 0])
    np.testing.assert_array_equal(one.eur, np.tile(one.eur[0], (4, 1)))
    assert (one.measure, one.payer, one.price_year) == ("a", "state", 2024)


def test_an_amount_the_model_reads_out_is_summed_over_groups_and_of_the_year_itself_where_it_is_a_stock() -> (
    None
):
    values = np.arange(2 * 4 * 3 * 2, dtype=float).reshape(2, 4, 3, 2)
    dims = ("variant", "draw", "year", "own_group")
    coords = {"variant": ["baseline", "package"], "year": [2026, 2027, 2028]}
    results = xr.Dataset(
        {
            "stock": (dims, values, {"unit": "persons"}),
            "paid": (dims[:3], values[..., 0], {"unit": "eur"}),
        },
        coords=coords,
    )
    stock = money.reading_of_year(results, "stock", (2026, 2027))
    np.testing.assert_array_equal(stock.package, values[1, :, :2].sum(axis=-1))
    np.testing.assert_array_equal(stock.baseline, values[0, :, :2].sum(axis=-1))
    paid_ = money.reading_of_year(results, "paid", (2026, 2027))
    np.testing.assert_array_equal(paid_.package, values[1, :, 1:, 0])


def test_a_fixed_cost_is_paid_whatever_the_dose() -> None:
    made = measure("a", cost=cost(per="fixed"), ramp="4", realisation=0.5)
    (one,) = paid(made, row(made, 3, 2028))
    np.testing.assert_array_equal(one.eur[0], [0, 0, 100, 100, 100])


def test_a_withdrawal_ends_the_cost() -> None:
    made = measure("a", cost=cost(per="fixed"), reversal=1)
    (one,) = paid(made)
    np.testing.assert_array_equal(one.eur[0], [0, 100, 0, 0, 0])


def test_rows_of_one_measure_add_up() -> None:
    made = measure("a", cost=cost())
    (one,) = paid(made, row(made, 10, 2027, 2028), row(made, 5, 2028))
    np.testing.assert_allclose(one.eur[0], [0, 1000, 1500, 500, 500])


def test_a_saving_is_a_cost_below_zero() -> None:
    made = measure("a", cost=cost(eur=-100))
    (one,) = paid(made, row(made, 10, 2028))
    np.testing.assert_allclose(one.eur[0], [0, 0, -1000, -1000, -1000])
    told = {(row["payer"], row["year"]): row["median"] for row in money.summarise([one], YEARS)}
    assert told["state", 2030] == told["public", 2030] == told["all", 2030] == -1000


def test_a_saturating_cost_is_half_at_half() -> None:
    made = measure("a", cost=cost(per="dose", eur=900, more=f", half: {fixed(20)}"))
    for dose, expected in ((20, 450), (10, 300), (980, 882), (-10, -300)):
        (one,) = paid(made, row(made, dose))
        assert one.eur[0, -1] == pytest.approx(expected)


def test_a_cost_per_flow_takes_what_the_package_adds_or_all_of_it() -> None:
    flow = money.Pair(np.full((4, 5), 30.0), np.full((4, 5), 50.0))
    for more, expected in (("", 2000), (", of: difference", 2000), (", of: level", 5000)):
        made = measure("a", cost=cost(per="flow", more=f", flow: arrivals{more}"))
        (one,) = paid(made, row(made, 10, 2028, 2029), flows={"arrivals": flow})
        np.testing.assert_allclose(one.eur[0], [0, 0, expected, expected, 0])


def test_a_cost_per_reading_is_what_the_model_reads_out() -> None:
    made = measure("a", cost=cost(per="reading", eur=1, more=", reading: school_cost"))
    pair = money.Pair(np.full((4, 5), 1e6), np.full((4, 5), 4e6))
    (one,) = paid(made, readings={"school_cost": pair})
    assert one.eur[0, -1] == 3e6
    assert money.needed(package(row(made)), "reading") == ("school_cost",)
    assert money.needed(package(row(made)), "flow") == ()
    with pytest.raises(InputError, match="school_cost") as error:
        paid(made, flows={"school_cost": pair}, readings={"other": pair})
    assert (error.value.code, error.value.expected) == ("unknown_reading", "other")


def test_what_schools_cost_extra_can_be_charged_in_a_run(lab) -> None:
    """A higher price factor makes school cost more; whoever names that reading pays just that, from the start on."""
    made = library.load("e1")
    whole = Quantity(central=1, shape="fixed", grade="C", unit="ratio", why=made.title)
    charge = Cost(payer="state", per="reading", reading="school_cost", eur=whole, price_year=2024)
    told = lab.run(packages.alone(made.model_copy(update={"cost": (charge,)})), split=False)
    both = told.results["school_cost"]
    more = (both.sel(variant="package") - both.sel(variant="baseline")).median("draw")
    paid_by_year = {row["year"]: row["median"] for row in told.cost if row["payer"] == "state"}
    assert paid_by_year[2026] == 0
    assert paid_by_year[2035] == pytest.approx(float(more.sel(year=2036)))
    assert paid_by_year[2035] > 1e6


def test_partners_share_the_amount_or_add_to_it() -> None:
    share = "{central: 0.3, low: 0.1, high: 0.5, shape: uniform, grade: C, unit: share}"
    partners = f", partners: [{{payer: workers, share: {share}}}, {{payer: employers, adds: {fixed(2.5)}}}]"
    made = measure("a", cost=cost(more=partners))
    eur = {one.payer: one.eur[:, -1] for one in paid(made)}
    np.testing.assert_allclose(eur["state"] + eur["workers"], 1000)
    np.testing.assert_allclose(eur["employers"], 2500)
    assert len(set(eur["workers"])) == 4
    assert 100 <= eur["workers"].min() < eur["workers"].max() <= 500


def test_a_drawn_price_is_the_same_in_every_package() -> None:
    drawn = "{central: 90, low: 50, high: 200, shape: lognormal, grade: C, unit: eur}"
    text = f"  - {{payer: state, per: unit, price_year: 2024, eur: {drawn}}}\n"
    one, two = measure("a", cost=text), measure("b", cost=text)
    alone, both = paid(one), paid(one, row(two), row(one))
    np.testing.assert_array_equal(alone[0].eur, both[0].eur)
    assert np.std(alone[0].eur[:, -1]) > 0
    assert not np.array_equal(both[0].eur, both[1].eur)


def test_summary_rows_sum_per_draw_over_payers_measures_and_sides() -> None:
    low, high = np.array([[1.0], [9.0]]), np.array([[8.0], [2.0]])
    made = [
        money.Paid("a", "state", 2024, low),
        money.Paid("a", "employers", 2026, high),
        money.Paid("b", "state", 2024, low),
    ]
    rows = {(r["measure"], r["payer"]): r for r in money.summarise(made, (2030,))}
    assert rows["a", "all"]["median"] == 10  # of 9 and 11
    assert rows["all", "public"]["median"] == 10  # of 2 and 18
    assert rows["all", "state"]["median"] == rows["all", "public"]["median"]
    assert rows["all", "private"]["low"] == pytest.approx(2.6)
    assert rows["all", "all"]["high"] == pytest.approx(10 + 0.9 * 10)  # of 10 and 20
    assert ("b", "private") not in rows
    assert rows["all", "all"]["price_year"] == "2024-2026"
    assert rows["b", "all"]["price_year"] == "2024"
    assert {r["unit"] for r in rows.values()} == {"eur"}
    assert money.summarise([], (2030,)) == []


def test_a_flow_of_a_year_is_labelled_by_the_next() -> None:
    values = np.arange(2 * 1 * 3 * 2, dtype=float).reshape(2, 1, 3, 2)
    coords = {
        "variant": ["baseline", "package"],
        "draw": [0],
        "year": [2029, 2030, 2031],
        "flow": ["births", "arrivals"],
    }
    results = xr.Dataset({"flows": (("variant", "draw", "year", "flow"), values)}, coords=coords)
    pair = money.flow_of_year(results, "arrivals", (2029, 2030, 2031))
    np.testing.assert_array_equal(pair.baseline, [[3, 5, np.nan]])
    np.testing.assert_array_equal(pair.package, [[9, 11, np.nan]])
