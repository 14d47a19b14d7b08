"""The ratio between pillars: scaled to equal money, at the largest doses, and ranked only where all three agree."""

from __future__ import annotations

import math

import numpy as np
import pytest
from split_values import measure, package, row

from krapte import figures
from krapte.analysis import proportions
from krapte.analysis.laboratory import Laboratory
from krapte.analysis.proportions import Bill, Shared
from krapte.analysis.runs import Counter
from krapte.analysis.split import Split
from krapte.measures import packages

EDU, INFLOW, ABROAD = (
    measure(name, pillar) for name, pillar in (("e", "education"), ("i", "inflow"), ("m", "international"))
)


def shared(parts: dict[str, list[float]]) -> Shared:
    made = {name: np.array(values)[:, None] for name, values in parts.items()}
    return Shared(Split((2035,), made, np.sum(list(made.values()), axis=0)), {}, frozenset())


def test_doses_are_scaled_to_equal_money_within_their_limits() -> None:
    bills = {
        "education": Bill("public", 50e6),
        "inflow": Bill("all", 0.5e6),
        "international": Bill("none", 0.0),
    }
    made, limited = proportions.at_equal_money(package(row(EDU), row(INFLOW), row(ABROAD)), bills)
    assert [(one.measure.id, one.dose) for one in made.rows] == [("e", 20.0), ("i", 1000.0)]
    assert limited == {"inflow"}


def test_the_largest_doses_are_those_of_the_files() -> None:
    made = proportions.at_maximum(package(row(EDU, 3), row(INFLOW, 5)))
    assert [one.dose for one in made.rows] == [1000, 1000]


def test_a_pillar_that_costs_the_public_hardly_anything_is_billed_whole() -> None:
    from krapte.analysis.money import Paid

    years = [2027, 2028, 2036]
    paid = [
        Paid("e", "state", 2024, np.array([[10e6, 20e6, 900e6]])),
        Paid("e", "employers", 2024, np.array([[10e6, 20e6, 900e6]])),
        Paid("i", "employers", 2024, np.array([[99e6, 99e6, 0.0]])),
        Paid("i", "state", 2024, np.array([[1e6, 1e6, 0.0]])),
    ]
    made = proportions.bills(package(row(EDU), row(INFLOW), row(ABROAD)), paid, years)
    assert made == {
        "education": Bill("public", 15e6),
        "inflow": Bill("all", 100e6),
        "international": Bill("none", 0.0),
    }


def test_a_rank_is_told_only_if_it_holds_in_all_three() -> None:
    first = shared({"education": [-3, -3, -1], "inflow": [-2, -2, -2]})
    other = shared({"education": [-9, -9, -9], "inflow": [-1, -1, -1]})
    turned = shared({"education": [-1, -1, -1], "inflow": [-2, -2, -2]})
    agree = {"doses": first, "money": other, "maximum": other}
    assert proportions.standing(agree, "education", 2035) == (1, pytest.approx(2 / 3))
    assert proportions.standing(agree, "inflow", 2035) == (2, pytest.approx(2 / 3))
    assert proportions.standing(agree | {"maximum": turned}, "education", 2035) == (None, None)


def test_no_rank_where_a_pillar_takes_no_part() -> None:
    whole, lacking = shared({"education": [-3], "inflow": [-2]}), shared({"education": [-3]})
    made = {"doses": whole, "money": lacking, "maximum": whole}
    assert proportions.standing(made, "education", 2035) == (None, None)


@pytest.fixture(scope="module")
def four():
    return Laboratory(draws=16, to=2036).run("first-four")


def test_the_ratios_of_an_answer(four) -> None:
    told = {(r["ratio"], r["year"]): r for r in four.ratios}
    assert set(told) == {(ratio, year) for ratio in (*proportions.RATIOS, "sectors") for year in (2030, 2035)}
    for key in told:
        rows = [r for r in four.ratios if (r["ratio"], r["year"]) == key]
        assert all(r["low"] <= r["high"] for r in rows)
        assert sum(r["share"] or 0 for r in rows) in (0, 100)
        assert {r["draws"] for r in rows} == {16}


def test_the_ratio_at_the_doses_is_the_split(four) -> None:
    for r in four.ratios:
        if r["ratio"] == "doses":
            (same,) = (
                s
                for s in four.split
                if (s["year"], s["pillar"], s["reading"], s["group"])
                == (r["year"], r["pillar"], "vacancies", "techniek")
            )
            assert (r["mean"], r["low"], r["high"]) == (same["mean"], same["low"], same["high"])


def test_equal_money_is_spent_unless_a_largest_dose_holds_it_back(four) -> None:
    for r in four.ratios:
        if r["ratio"] == "money":
            assert r["limited"] or r["eur"] == pytest.approx(proportions.EQUAL, rel=0.1), r


def test_the_sectors_ratio_is_that_of_their_figures(four) -> None:
    gross = {r["pillar"]: r["gross"] for r in four.ratios if r["ratio"] == "sectors"}
    book = figures.load()
    assert gross == {pillar: book[name].value for pillar, name in proportions.GROSS.items()}
    assert all(r["gross"] is None for r in four.ratios if r["ratio"] != "sectors")


def test_one_pillar_has_no_ratio() -> None:
    lab = Laboratory(draws=2, to=2036)
    assert proportions.rows(lab.runs, packages.load("m1"), {}, [], Counter(None, 0)) == []
    assert proportions.planned(lab.runs, packages.load("m1")) == 0


def test_rows_of_one_measure_are_scaled_together() -> None:
    """Their doses add up in a year, so the largest dose is that of the sum."""
    two = package(row(EDU, 10), row(EDU, 30, start=2029))
    made = proportions.at_maximum(two)
    assert [one.dose for one in made.rows] == [250, 750]
    equal, limited = proportions.at_equal_money(two, {"education": Bill("public", 1e6)})
    assert [one.dose for one in equal.rows] == [250, 750]
    assert limited == {"education"}


def test_an_answer_that_ends_before_the_years_compared_plans_nothing() -> None:
    lab = Laboratory(draws=2, to=2029)
    assert proportions.planned(lab.runs, packages.load("first-four")) == 0


@pytest.mark.parametrize("dose", [247.5, 31.68, 0.1, 7 / 3])
def test_a_dose_reaches_its_largest_and_goes_no_further(dose):
    low, high = proportions._factor(dose, 0.3, math.inf), proportions._factor(dose, 250.0, 0.0)
    assert 250.0 * (1 - 1e-12) < dose * high <= 250.0
    assert 0.3 <= dose * low < 0.3 * (1 + 1e-12)
