"""The further measures of the position paper: texts, numbers, what they move and what they cost."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from measures_four import SLOTS
from measures_paper import OTHERS, YEARS, eur, measure, middle, moved, published
from pydantic import ValidationError

from krapte.measures import Measure, effects, library, packages
from krapte.measures.schema import leaves, quantities

LONGEST = 25  # words in a sentence
BESIDE = ("x", "plan-", "cut-")  # what the paper does not ask for
TRADES = ("construction", "metal", "electro", "process")


def texts(name: str) -> list[str]:
    """All Dutch and English words of a measure."""
    return [value for path, value in leaves(measure(name)) if path[-1] in ("nl", "en")]


@pytest.mark.parametrize("name", OTHERS)
def test_every_number_has_a_reason_or_a_figure(name: str) -> None:
    made = measure(name)
    assert len(made.evidence) >= 2
    assert len(made.chain) >= 4
    assert made.no_effect.why.nl
    for path, quantity in quantities(made).items():
        assert quantity.figures or quantity.why, path
        assert quantity.grade == "C", path


@pytest.mark.parametrize("name", OTHERS)
def test_texts_are_short_sentences_without_ids(name: str) -> None:
    for words in texts(name):
        for sentence in re.split(r"[.:;] ", words):
            assert len(sentence.split()) <= LONGEST, sentence
        assert not re.search(r"[a-z]_[a-z]|\b[a-z]+\.[a-z]+\b", words), words


@pytest.mark.parametrize("name", OTHERS)
def test_a_measure_of_the_paper_says_which_row_it_is(name: str) -> None:
    made = measure(name)
    assert made.paper == (() if name.startswith(BESIDE) else (name.split("-")[0].upper(),))
    assert made.timing.earliest >= (2025 if name.startswith("cut-") else 2027)
    assert made.dose.low == 0
    assert (made.no_effect.probability > 0) != name.startswith("plan-")  # the plan is taken as it stands


@pytest.mark.parametrize("name", library.ids())
def test_the_page_lists_every_measure_with_its_chance_of_nothing(name: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "measures.md").read_text(encoding="utf-8")
    (row,) = (line for line in page.splitlines() if line.startswith("| `") and f"`{name}`" in line)
    made = library.load(name)
    assert row.endswith(f"| {made.no_effect.probability:g} |")
    for move in made.moves:
        assert f"`{move.parameter}" in row or move.parameter == "funding.financed", move.parameter


def test_who_shares_a_limit_says_so_on_both_sides() -> None:
    """But for the variant of E1, which stands for E1 itself."""
    found = {name: library.load(name).shares_limit_with for name in library.ids() if name != "e1-unfinanced"}
    for name, others in found.items():
        assert all(name in found[other] for other in others), name
    assert library.load("e1-unfinanced").shares_limit_with == found["e1"]


# Path of a quantity, and the figure whose middle and range it takes: as it stands, or "1+" / "1-" of it.
RANGES = [
    ("p1", "cost.0.partners.0.adds", "pd.assume.p2.private", ""),
    ("p1", "additionality", "pd.assume.p2.additional", ""),
    ("e2", "cost.0.eur", "eei_e2_p_cost", ""),
    ("e3", "additionality", "eei_e3_p_addit", ""),
    ("e9", "cost.0.eur", "eei_e9_p_cost", ""),
    ("e1-entry", "moves.0.value", "eei_e1_p_flex_vsv", "1-"),
    ("e1-entry", "moves.1.value", "eei_e1_p_flex_adult", "1+"),
    ("e3-routes", "moves.0.value", "eei_e3_p_prog", "1+"),
    ("e6", "additionality", "eei_e6_p_addit", ""),
    ("e6", "cost.0.eur", "eei_e6_p_cost", ""),
    ("e6", "side_effects.0.value", "eei_e1_p_trainer", ""),
    ("i2", "realisation", "eei_i2_p_realise", ""),
]


@pytest.mark.parametrize(("name", "path", "figure", "sign"), RANGES)
def test_numbers_are_those_of_the_figures(name: str, path: str, figure: str, sign: str) -> None:
    quantity, found = quantities(measure(name))[path], published(figure)
    if sign == "1+":
        found = tuple(1 + value for value in found)
    elif sign == "1-":
        found = tuple(1 - value for value in reversed(found))
    assert (quantity.low, quantity.central, quantity.high) == pytest.approx(found)


# What is moved at the usual dose in a year, everything at its middle: added, or the log of a factor.
MOVED = [
    ("p1", 2034, {"adoption.rate_support": (0.4, 0.9)}),
    ("p3", 2038, {"demand.procurement": (0.002, 0.004)}),
    ("p3-standards", 2038, {"demand.procurement": (0.0004, 0.0008)}),
    ("p3-innovation", 2040, {"demand.procurement": (0.0001, 0.0004)}),
    (
        "e1-entry",
        2033,
        {f"school.dropout[{p}]": (-0.03, -0.015) for p in ("mbo2", "mbo3", "mbo4", "bbl")}
        | {"school.entry[bbl]": (0.01, 0.025)},
    ),
    ("e3-routes", 2035, {"school.progression[techniek]": (0.008, 0.018)}),
    ("cut-practice", 2033, {"school.entry[bbl]": (-0.035, -0.015)}),
    ("cut-mbo", 2031, {"funding.budget[mbo]": (-0.0576, -0.0574)}),
    ("cut-higher", 2031, {"funding.budget[higher]": (-0.0073, -0.0063)}),
    ("e2", 2035, {"school.field_shift[higher]": (0.005, 0.012)}),
    ("e3", 2035, {"school.seats[ad]": (150, 200)}),
    ("e5", 2038, {f"education.technical_start[{level}]": (0.005, 0.009) for level in ("mbo", "hbo", "wo")}),
    ("e4", 2035, {"school.entry[bbl]": (0.006, 0.018)}),
    ("e6", 2034, {"lateral.places": (1700, 2300)}),
    ("i2", 2034, {"school.seats[hbo]": (700, 1000), "lateral.places": (700, 1000)}),
    ("m2-tightened", 2030, {"migration.knowledge_rules": (-0.07, -0.03)}),
    ("x1", 2033, {"school.coaching[techniek]": (0.6, 0.8)}),
    ("x2", 2031, {"school.field_shift[mbo]": (0.007, 0.02)}),
    ("x3", 2035, {f"education.technical_start[{level}]": (0.004, 0.014) for level in ("mbo", "hbo", "wo")}),
    ("x4", 2035, {"school.success[techniek]": (0.01, 0.03)}),
    ("x5", 2031, {"school.entry[bbl]": (0.015, 0.035)}),
    ("x6", 2033, {f"tasks.realised[{task}]": (-0.15, -0.09) for task in ("infra", "defence")}),
    ("x7", 2036, {f"retirement.group[{g}]": (-0.05, -0.025) for g in TRADES}),
    ("e9", 2042, {f"school.field_shift[{level}]": (0.007, 0.02) for level in ("mbo", "higher")}),
]


@pytest.mark.parametrize(("name", "year", "expected"), MOVED)
def test_what_is_moved_at_the_usual_dose(name: str, year: int, expected: dict) -> None:
    found = moved(name, year)
    assert set(found) == set(expected)
    for slot, (low, high) in expected.items():
        assert low < found[slot][0] < high, (slot, found[slot])
    assert all(not before.any() for before in moved(name, measure(name).timing.start - 1).values())


def test_firms_adopt_as_many_workers_as_they_have() -> None:
    """Twenty people a firm over the 21,000 a year for whom technology spreads by itself in the model."""
    value = quantities(measure("p1"))["moves.0.value"]
    assert value.central == pytest.approx(20 / 21_000, rel=0.01)
    assert (value.low, value.high) == pytest.approx((12 / 21_000, 35 / 21_000), rel=0.06)


def test_procurement_saves_hours_of_homes_and_a_little_of_grid_and_roads() -> None:
    """A point of homes saves the hours of the evidence; a standard design a tenth of the work (3 to 20 %)."""
    construction = 405_000
    homes = published("pd.wp.homes.2024")[1]
    grid_and_roads = sum(published(f"pd.wp.{part}.2024")[1] for part in ("grid_onshore", "infra_renewal"))
    for name, of, saved in (
        ("p3", 0.01 * homes, published("pd.p3.assume.hours_saving")),
        ("p3-standards", grid_and_roads, (0.03, 0.1, 0.2)),
    ):
        value = quantities(measure(name))["moves.0.value"]
        expected = [of * share / construction for share in saved]
        assert [value.low, value.central, value.high] == pytest.approx(expected, rel=0.02)


def test_of_what_nobody_measured_half_of_the_draws_do_nothing() -> None:
    assert measure("p3-innovation").no_effect.probability == 0.5
    assert quantities(measure("p3-innovation"))["moves.0.value"].low == 0


def test_parts_of_one_effect_are_shown_by_the_card_and_move_nothing() -> None:
    made = measure("p1")
    assert sum(part.central for part in made.parts) == pytest.approx(1)
    assert {f"parts.{index}" for index in range(3)} <= {step.quantity for step in made.chain}
    assert {part.grade for part in made.parts} == {"C"}
    other = made.model_copy(update={"parts": ()})
    doses = [effects.effects(packages.alone(one), SLOTS, YEARS, middle) for one in (made, other)]
    np.testing.assert_array_equal(doses[0].dose, doses[1].dose)
    np.testing.assert_array_equal(doses[0].add, doses[1].add)


def test_parts_that_are_not_the_whole_are_refused() -> None:
    whole = measure("p1").model_dump()
    with pytest.raises(ValidationError, match=r"parts not whole: found 0\.7, expected 1"):
        Measure(**(whole | {"parts": whole["parts"][:2]}))


def odds(share: float, base: float) -> float:
    """The factor on the chance of a choice that brings its share from ``base`` to ``share``."""
    return share / (1 - share) * (1 - base) / base


@pytest.mark.parametrize(
    ("name", "figure", "base", "kept"),
    [("e2", "eei_e2_p_share", 0.23, 0.7), ("e9", "eei_e9_p_share", 0.24, 1)],
)
def test_choice_moves_as_far_as_the_evidence_says(name: str, figure: str, base: float, kept: float) -> None:
    """Half tuition moves the share relative to what it was and leaks at work; lessons move it by points."""
    value = quantities(measure(name))["moves.0.value"]
    for factor, change in zip((value.low, value.central, value.high), published(figure), strict=True):
        share = base * (1 + change) if name == "e2" else base + change
        assert factor - 1 == pytest.approx(kept * (odds(share, base) - 1), abs=0.0005)


def test_half_tuition_and_lessons_have_the_point_mass_of_the_evidence() -> None:
    assert measure("e2").no_effect.probability == 0.35
    assert measure("e9").no_effect.probability == 0.4


def test_lessons_of_2028_reach_a_choice_in_full_after_twelve_years_only() -> None:
    (early,), (half,), (full,) = (
        {float(value[0]) for value in moved("e9", year).values()} for year in (2031, 2036, 2041)
    )
    assert early == 0
    assert 0.2 * full < half < 0.8 * full


def test_a_seat_is_paid_for_two_years() -> None:
    assert quantities(measure("e3"))["cost.0.eur"].central == 2 * published("eei_e3_p_cost_seat")[1]


def test_renewal_costs_what_the_evidence_says_and_lifts_first_jobs_as_much() -> None:
    made, value = measure("e5"), quantities(measure("e5"))["moves.0.value"]
    million = published("eei_e5_p_cost")[1] / 1e6
    assert made.dose.default == million
    for one, rise in zip((value.low, value.central, value.high), published("eei_e5_p_retain"), strict=True):
        assert one * million == pytest.approx(rise, abs=0.0001)
    assert quantities(made)["timing.persistence"].central ** 8 == pytest.approx(0.5, abs=0.02)


def test_people_of_a_pact_cost_what_the_evidence_says() -> None:
    """Half of a million on students and half on people who change work, at the public cost per person."""
    low, central, high = (500_000 / cost for cost in reversed(published("eei_i2_p_cost_person")))
    for index in (0, 1):
        value = quantities(measure("i2"))[f"moves.{index}.value"]
        assert (value.low, value.central, value.high) == pytest.approx((low, central, high), rel=0.03)


def test_modules_bring_adults_as_the_evidence_says() -> None:
    adults = published("eei_e1_indirect_2012")[1] / 175_000
    value = quantities(measure("e4"))["moves.0.value"]
    for factor, rise in zip(
        (value.low, value.central, value.high), published("eei_e4_p_through"), strict=True
    ):
        assert factor**30 == pytest.approx(1 + adults * rise, abs=0.003)
    assert measure("e4").no_effect.probability == 0.4


def test_a_million_less_is_a_share_of_what_schools_get() -> None:
    """Of mbo the lump sum of 2024; of hbo and wo that of 2016, grown as hbo did to 2019."""
    mbo = quantities(measure("cut-mbo"))["moves.0.value"]
    assert mbo.central == pytest.approx(-1e6 / published("eei_e1_budget_mbo_2024")[1], rel=1e-4)
    of_2016 = sum(published(f"spend_lumpsum_{level}_2016")[1] for level in ("hbo", "wo"))
    growth = published("ocw_hbo_bek_2019")[1] / published("ocw_hbo_bek_2016")[1]
    higher = quantities(measure("cut-higher"))["moves.0.value"]
    assert higher.central == pytest.approx(-1e6 / (of_2016 * growth), rel=1e-3)
    assert higher.low == pytest.approx(-1e6 / of_2016, rel=2e-3)


def test_a_cut_in_practice_places_is_the_subsidy_the_other_way_round() -> None:
    cut, more = (quantities(measure(name)) for name in ("cut-practice", "x5"))
    one, other = cut["moves.0.value"], more["moves.0.value"]
    assert (one.low, one.central, one.high) == pytest.approx(
        (1 / other.high, 1 / other.central, 1 / other.low), abs=1e-5
    )
    assert cut["additionality"] == more["additionality"]
    assert cut["timing.lag_years"] == more["timing.lag_years"]


def test_a_higher_threshold_keeps_out_half_of_those_just_above_it() -> None:
    """The young are about half of all; at most those with pay near the threshold are lost."""
    value = quantities(measure("m2-tightened"))["moves.0.value"]
    low, central, high = (0.5 * loss for loss in published("ip_u30_loss10"))
    assert 1 - value.central == pytest.approx(central, abs=0.006)
    assert (1 - value.high, 1 - value.low) == pytest.approx((low, high), abs=0.012)
    assert 1 - value.low <= published("gp_km_wage_near_u30")[2]


def test_techniek_comes_to_the_mean_of_success_at_dose_one() -> None:
    value = quantities(measure("x4"))["moves.0.value"]
    techniek, everybody = (published(f"hbo_dip5_agc_{which}_2015")[1] for which in ("betatechniek", "all"))
    assert value.central == pytest.approx(1 / 0.94, rel=0.001)
    assert value.high == pytest.approx(everybody / techniek, rel=0.002)


def test_a_million_of_subsidy_is_a_share_of_the_budget() -> None:
    value = quantities(measure("x5"))["moves.0.value"]
    assert value.central - 1 == pytest.approx(1e6 / published("eei_e1_praktijkleren_2024")[1], rel=0.02)


# What is paid in a year of full operation, in millions of euros, by payer; everything at its middle.
COSTS = [
    ("e2", 2033, {"state": (95, 115)}),
    ("e3", 2034, {"state": (5, 8), "employers": (3, 7)}),
    ("e4", 2035, {"state": (8, 16), "employers": (8, 16)}),
    ("e5", 2033, {"state": (12, 20), "employers": (28, 36)}),
    ("e6", 2034, {"employers": (34, 44), "state": (27, 35), "workers": (6, 9)}),
    ("e9", 2036, {"state": (60, 85)}),
    ("i2", 2034, {"state": (55, 65), "employers": (38, 46)}),
    ("p1", 2033, {"state": (22, 30), "employers": (55, 75)}),
    ("p3", 2033, {"state": (7, 14)}),
    ("p3-standards", 2033, {"others": (2, 4), "state": (2, 4)}),
    ("p3-innovation", 2033, {"state": (3, 5)}),
    ("e1-entry", 2033, {"state": (20, 32)}),
    ("e3-routes", 2034, {"state": (5, 9)}),
    ("cut-practice", 2031, {"state": (-42.2, -42.1)}),
    ("cut-mbo", 2031, {"state": (-248.4, -248.2)}),
    ("cut-higher", 2031, {"state": (-59.1, -58.9)}),
    ("x1", 2033, {"state": (20, 28)}),
    ("x2", 2031, {"state": (2, 4)}),
    ("x3", 2034, {"employers": (28, 38)}),
    ("x4", 2034, {"schools": (9, 15), "state": (9, 15)}),
    ("x5", 2031, {"state": (41, 43)}),
    ("x7", 2036, {"employers": (45, 60), "state": (19, 27)}),
]


@pytest.mark.parametrize(("name", "year", "expected"), COSTS)
def test_what_a_year_costs_and_who_pays(name: str, year: int, expected: dict) -> None:
    paid = {payer: path[YEARS.index(year)] / 1e6 for payer, path in eur(name).items()}
    assert set(paid) == set(expected)
    for payer, (low, high) in expected.items():
        assert low < paid[payer] < high, (payer, paid[payer])


def test_some_measures_cost_nothing_that_is_counted() -> None:
    without = {"m2-tightened", "x6", "plan-inflow", "plan-international", "plan-productivity"}
    assert {name for name in OTHERS if not measure(name).cost} == without
    assert {name for name, *_ in COSTS} | without == set(OTHERS)


@pytest.mark.parametrize("name", [name for name in OTHERS if measure(name).no_effect.probability])
def test_a_measure_moves_nothing_where_it_does_nothing(name: str) -> None:
    def numbers(key: str) -> np.ndarray:
        if key.endswith("no_effect"):
            return np.array([0.01, 0.99])
        return np.full(2, 1e-9 if key.endswith("reversal") else 0.5)

    last = 2047
    for amount in moved(name, last, numbers=numbers).values():
        assert amount[0] == 0
        assert amount[1] != 0
