"""The further measures of the position paper: texts, numbers, what they move and what they cost."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from measures_paper import OTHERS, YEARS, eur, measure, moved, published

from krapte.measures import library
from krapte.measures.schema import leaves, quantities

LONGEST = 25  # words in a sentence
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
    assert made.paper == (() if name.startswith("x") else (name.split("-")[0].upper(),))
    assert made.timing.earliest >= 2027
    assert made.no_effect.probability > 0


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
    ("e6", "additionality", "eei_e6_p_addit", ""),
    ("e6", "cost.0.eur", "eei_e6_p_cost", ""),
    ("e6", "side_effects.0.value", "eei_e1_p_trainer", ""),
    ("i2", "realisation", "eei_i2_p_realise", ""),
    ("i1", "cost.0.eur", "eei_i1_p_cost", ""),
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
    ("p3", 2038, {"demand.procurement": (0.0025, 0.005)}),
    ("e2", 2035, {"school.field_shift[higher]": (0.005, 0.012)}),
    ("e3", 2035, {"school.seats[ad]": (150, 200), "school.progression[techniek]": (0.012, 0.025)}),
    (
        "e5",
        2038,
        {f"education.technical_start[{level}]": (0.005, 0.009) for level in ("mbo", "hbo", "wo")}
        | {"education.graduate_output": (0.005, 0.0095)},
    ),
    ("e4", 2035, {"school.entry[bbl]": (0.006, 0.018)}),
    ("e6", 2034, {"lateral.places": (1700, 2300)}),
    ("i1", 2034, {"guidance.paths": (6500, 7500)}),
    ("i1-centres", 2034, {"guidance.paths": (400, 750), "guidance.effect": (0.015, 0.035)}),
    ("i1-thresholds", 2034, {"guidance.paths": (800, 1200), "guidance.exit": (-0.08, -0.03)}),
    ("i2", 2034, {"school.seats[hbo]": (700, 1000), "lateral.places": (700, 1000)}),
    ("m2-tightened", 2030, {"migration.knowledge_rules": (-0.07, -0.03)}),
    ("m2-ruling", 2032, {"migration.ruling_kept": (-1.001, -0.999)}),
    ("x1", 2033, {"school.coaching[techniek]": (0.6, 0.8)}),
    ("x2", 2031, {"school.field_shift[mbo]": (0.007, 0.02)}),
    ("x3", 2035, {f"education.technical_start[{level}]": (0.004, 0.014) for level in ("mbo", "hbo", "wo")}),
    ("x4", 2035, {"school.success[techniek]": (0.01, 0.03)}),
    ("x5", 2031, {"school.entry[bbl]": (0.015, 0.035)}),
    ("x6", 2033, {f"tasks.realised[{task}]": (-0.15, -0.09) for task in ("infra", "defence")}),
    ("x7", 2036, {f"retirement.group[{g}]": (-0.05, -0.025) for g in TRADES}),
    ("x8", 2034, {"school.women_shift[mbo]": (0.02, 0.06), "school.women_shift[higher]": (0.04, 0.09)}),
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
    (_, hours, _), (_, homes, _) = published("pd.p3.assume.hours_saving"), published("pd.wp.homes.2024")
    other = sum(published(f"pd.wp.{part}.2024")[1] for part in ("grid_onshore", "infra_renewal"))
    saved = 0.01 * hours * homes + 0.03 * other / 12
    assert quantities(measure("p3"))["moves.0.value"].central == pytest.approx(saved / 405_000, rel=0.02)


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


def test_seats_and_routes_are_one_plan() -> None:
    """At 520 seats progression rises by the share of the evidence, before what is really extra."""
    value = quantities(measure("e3"))["moves.1.value"]
    for factor, rise in zip((value.low, value.central, value.high), published("eei_e3_p_prog"), strict=True):
        assert factor**520 == pytest.approx(1 + rise, abs=0.0005)
    assert quantities(measure("e3"))["cost.0.eur"].central == 2 * published("eei_e3_p_cost_seat")[1]


def test_renewal_costs_what_the_evidence_says_and_lifts_first_jobs_as_much() -> None:
    made, million = measure("e5"), published("eei_e5_p_cost")[1] / 1e6
    assert made.dose.default == million
    for index, figure in enumerate(("eei_e5_p_retain", "eei_e5_p_skill")):
        value = quantities(made)[f"moves.{index}.value"]
        for one, rise in zip((value.low, value.central, value.high), published(figure), strict=True):
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
    ("i1", 2034, {"state": (39, 45), "municipalities": (39, 45)}),
    ("i1-centres", 2034, {"state": (9, 14), "municipalities": (19, 27)}),
    ("i1-thresholds", 2034, {"state": (7, 10), "municipalities": (7, 10)}),
    ("i2", 2034, {"state": (55, 65), "employers": (38, 46)}),
    ("p1", 2033, {"state": (22, 30), "employers": (55, 75)}),
    ("p3", 2033, {"state": (10, 20)}),
    ("x1", 2033, {"state": (20, 28)}),
    ("x2", 2031, {"state": (2, 4)}),
    ("x3", 2034, {"employers": (28, 38)}),
    ("x4", 2034, {"schools": (9, 15), "state": (9, 15)}),
    ("x5", 2031, {"state": (41, 43)}),
    ("x8", 2033, {"state": (4, 7)}),
    ("x7", 2036, {"employers": (45, 60), "state": (19, 27)}),
]


@pytest.mark.parametrize(("name", "year", "expected"), COSTS)
def test_what_a_year_costs_and_who_pays(name: str, year: int, expected: dict) -> None:
    paid = {payer: path[YEARS.index(year)] / 1e6 for payer, path in eur(name).items()}
    assert set(paid) == set(expected)
    for payer, (low, high) in expected.items():
        assert low < paid[payer] < high, (payer, paid[payer])


def test_a_guided_worker_asks_a_subsidy_and_saves_a_benefit() -> None:
    """A thousand of them, each half paid by the state: 8,000 of subsidy less a benefit of 15,000 at most."""
    none, thousand = (eur("i1", guided) for guided in (0.0, 1_000.0))
    at = YEARS.index(2034)
    for payer in ("state", "municipalities"):
        saved = (none[payer][at] - thousand[payer][at]) / 1_000
        assert 0.5 * (12_000 - 8_500) < saved < 0.5 * (15_000 - 8_000)


def test_three_measures_cost_the_state_nothing_that_is_counted() -> None:
    assert {name for name in OTHERS if not measure(name).cost} == {"m2-ruling", "m2-tightened", "x6"}
    assert {name for name, *_ in COSTS} | {"m2-ruling", "m2-tightened", "x6"} == set(OTHERS)


@pytest.mark.parametrize("name", OTHERS)
def test_a_measure_moves_nothing_where_it_does_nothing(name: str) -> None:
    def numbers(key: str) -> np.ndarray:
        if key.endswith("no_effect"):
            return np.array([0.01, 0.99])
        return np.full(2, 1e-9 if key.endswith("reversal") else 0.5)

    last = 2047
    for amount in moved(name, last, numbers=numbers).values():
        assert amount[0] == 0
        assert amount[1] != 0
