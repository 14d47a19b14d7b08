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


def test_some_measures_cost_nothing_that_is_counted() -> None:
    without = {"m2-ruling", "m2-tightened", "x6", "plan-inflow", "plan-international", "plan-productivity"}
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
